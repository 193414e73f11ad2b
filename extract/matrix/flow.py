"""Connectors on a page become edges between marks; connectors cut by a page turn are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.matrix.branches import (
    Exit,
    Label,
    exit_to_boxes,
    labels_to_exits,
    missing_labels,
    smudged_label,
    words_to_labels,
)
from extract.matrix.marks import distance_to_box, symbol_to_place, symbols_to_marks
from extract.matrix.parts import JoinedMatrix, LooseEnd, MatrixPart, PlacedEdge, PlacedMark
from extract.matrix.turns import turns_to_edges
from records.findings import Edge, Evidence
from records.geometry import Box, Point
from records.paper import Sheet, Source, Stroke, Symbol, SymbolKind, Word
from records.readers import TextReader

END = 1.0
"""Char heights a connector's end may lie from the symbol it meets."""
PAGE_TURN = 2.0
"""Char heights from the first or last line of the rows within which a connector leaves them."""
REVIEW_BELOW = 0.75
"""Confidence under which a person should look."""
UNDRAWN = 0.5
"""Confidence of a pentagon's link to the nearest mark where no connector was traced."""
SUGGESTED = 0.3
"""Confidence of an edge offered by reading order, where a connector seems lost."""
MOSTLY_LINKED = 0.6
"""Share of a page's marks that must be linked for a gap to be a lost connector."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Link:
    """A connector with what it leaves and enters: a mark, a pentagon, or nothing."""

    stroke: Stroke
    tail: PlacedMark | Symbol | None
    head: PlacedMark | Symbol | None


def attach_flow(part: MatrixPart, sheet: Sheet, reader: TextReader | None = None) -> MatrixPart:
    """The part with the marks, edges and loose ends drawn on its page.

    `reader` reads again beside the exits of decisions where no label was found.
    """
    marks = symbols_to_marks(part, sheet.symbols)
    pages = [
        s
        for s in sheet.symbols
        if s.kind is SymbolKind.OFF_PAGE and symbol_to_place(part, s.box) is not None
    ]
    links = _links(part, sheet.strokes, marks, pages)
    exits = [_exit(link, marks) for link in links]
    given = _labels(part, sheet, exits, reader)
    for i, text in missing_labels(given, exits).items():
        given[i] = Label(text, _box(links[i].stroke), 0.0)
    edges: list[PlacedEdge] = []
    loose: list[LooseEnd] = []
    for i, link in enumerate(links):
        if isinstance(link.tail, PlacedMark) and isinstance(link.head, PlacedMark):
            edges.append(_edge(link.tail, link.head, link.stroke, given.get(i)))
        else:
            loose += _loose_end(part, link, given.get(i))
    loose += _undrawn(part, marks, pages, loose)
    edges += _suggested(marks, edges, loose)
    return replace(part, marks=marks, edges=tuple(edges), loose_ends=tuple(loose))


def _labels(
    part: MatrixPart, sheet: Sheet, exits: Sequence[Exit], reader: TextReader | None
) -> dict[int, Label]:
    """The label of each exit that has one, by its index."""
    area, height = _drawn_area(part), part.char_height
    labels = words_to_labels(_free_words(sheet), area, height)
    given = labels_to_exits(labels, exits, height)
    bare = [i for i, way in enumerate(exits) if way.is_decision and i not in given]
    if reader is None or not bare:
        return given
    boxes = [box for i in bare for box in exit_to_boxes(exits[i], height)]
    found = list(labels)
    for words in reader.read(boxes):
        smudged = smudged_label(words, height)
        for label in words_to_labels(words, area, height) or ([smudged] if smudged else []):
            if all(label.box.overlap(known.box) <= 0 for known in found):
                found.append(label)
    return labels_to_exits(found, exits, height)


def _free_words(sheet: Sheet) -> list[Word]:
    """The words that are not a symbol's own strokes: the sides of a pentagon read as letters."""
    return [
        word
        for word in sheet.words
        if all(s.box.overlap(word.box) <= word.box.area / 2 for s in sheet.symbols)
    ]


def _drawn_area(part: MatrixPart) -> Box:
    """Where labels stand: the actors' columns of the rows."""
    left = min((a.left for a in part.actors), default=part.body.left)
    right = max((a.right for a in part.actors), default=part.body.left)
    return Box(min(left, right), part.body.top, max(left, right), part.body.bottom)


def _links(
    part: MatrixPart,
    strokes: Sequence[Stroke],
    marks: Sequence[PlacedMark],
    pages: Sequence[Symbol],
) -> list[_Link]:
    """The connectors between marks, and those that leave the page; the surest of each pair."""
    found: dict[tuple[int, int], _Link] = {}
    for stroke in strokes:
        link = _link(stroke, marks, pages, part.char_height)
        is_edge = isinstance(link.tail, PlacedMark) and isinstance(link.head, PlacedMark)
        if link.tail is link.head or not (is_edge or _loose_end(part, link, None)):
            continue
        pair = (id(link.tail), id(link.head))
        if pair not in found or found[pair].stroke.confidence < stroke.confidence:
            found[pair] = link
    return list(found.values())


def _link(
    stroke: Stroke, marks: Sequence[PlacedMark], pages: Sequence[Symbol], char_height: float
) -> _Link:
    tail = _nearest(stroke.points[0], marks, pages, char_height)
    head = _nearest(stroke.points[-1], marks, pages, char_height)
    return _Link(stroke, tail, head)


def _nearest(
    point: Point, marks: Sequence[PlacedMark], pages: Sequence[Symbol], char_height: float
) -> PlacedMark | Symbol | None:
    best: PlacedMark | Symbol | None = None
    least = END * char_height
    shapes: list[PlacedMark | Symbol] = [*marks, *pages]
    for shape in shapes:
        away = distance_to_box(point, shape.box)
        if away < least:
            best, least = shape, away
    return best


def _exit(link: _Link, marks: Sequence[PlacedMark]) -> Exit:
    tail = link.tail
    if not isinstance(tail, PlacedMark):
        return Exit(link.stroke.points, -1, is_decision=False)
    return Exit(link.stroke.points, marks.index(tail), tail.symbol is SymbolKind.DECISION)


def _edge(tail: PlacedMark, head: PlacedMark, stroke: Stroke, label: Label | None) -> PlacedEdge:
    confidence = min(stroke.confidence, tail.confidence, head.confidence)
    if label is not None:
        confidence = min(confidence, 0.5 + label.confidence / 2)
    return PlacedEdge(
        tail.place,
        head.place,
        None if label is None else label.text,
        _box(stroke),
        confidence,
        confidence < REVIEW_BELOW,
    )


def _box(stroke: Stroke) -> Box:
    xs, ys = [p[0] for p in stroke.points], [p[1] for p in stroke.points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _loose_end(part: MatrixPart, link: _Link, label: Label | None) -> list[LooseEnd]:
    """A connector to a pentagon, or to where the rows end; nothing for any other stray line."""
    leaves = isinstance(link.tail, PlacedMark)
    mark, other = (link.tail, link.head) if leaves else (link.head, link.tail)
    if not isinstance(mark, PlacedMark):
        return []
    if isinstance(other, Symbol):
        x, y = other.box.center
    else:
        x, y = link.stroke.points[-1] if leaves else link.stroke.points[0]
        reach = PAGE_TURN * part.char_height
        if part.body.top + reach < y < part.body.bottom - reach:
            return []
    at_bottom = y > mark.box.center[1]
    if not link.stroke.head:
        leaves = at_bottom
    confidence = min(link.stroke.confidence, mark.confidence)
    text = None if label is None else label.text
    actor = _actor_at(part, x)
    return [LooseEnd(mark.place, actor, leaves, at_bottom, text, _box(link.stroke), confidence)]


def _actor_at(part: MatrixPart, x: float) -> int:
    middles = [abs((a.left + a.right) / 2 - x) for a in part.actors]
    return middles.index(min(middles)) if middles else 0


def _undrawn(
    part: MatrixPart,
    marks: Sequence[PlacedMark],
    pages: Sequence[Symbol],
    loose: Sequence[LooseEnd],
) -> list[LooseEnd]:
    """Pentagons whose connector was not traced: they belong to the first or the last mark."""
    found: list[LooseEnd] = []
    for page in pages:
        x, y = page.box.center
        at_bottom = y > (part.body.top + part.body.bottom) / 2
        known = [e for e in (*loose, *found) if e.at_bottom == at_bottom]
        if not marks or known:
            continue
        mark = marks[-1] if at_bottom else marks[0]
        found.append(
            LooseEnd(mark.place, _actor_at(part, x), at_bottom, at_bottom, None, page.box, UNDRAWN)
        )
    return found


def _suggested(
    marks: Sequence[PlacedMark], edges: Sequence[PlacedEdge], loose: Sequence[LooseEnd]
) -> list[PlacedEdge]:
    """Edges by reading order over single gaps in a flow that is drawn elsewhere."""
    left = {e.start for e in edges} | {e.mark for e in loose if e.leaves}
    entered = {e.end for e in edges} | {e.mark for e in loose if not e.leaves}
    linked = [m for m in marks if m.place in left | entered]
    if len(marks) < 2 or len(linked) < MOSTLY_LINKED * len(marks):
        return []
    found = []
    for one, other in pairwise(marks):
        is_gap = one.place not in left and other.place not in entered
        if is_gap and one.place != other.place and one.row != other.row:
            box = one.box.union(other.box)
            found.append(PlacedEdge(one.place, other.place, None, box, SUGGESTED, True))
    return found


def join_flow(joined: JoinedMatrix) -> JoinedMatrix:
    """The matrix with the edges that run over a page turn."""
    edges = list(joined.matrix.edges)
    evidence = dict(joined.evidence)
    for turn in turns_to_edges(joined.parts):
        start = _step(joined, turn.start_part, turn.start)
        end = _step(joined, turn.end_part, turn.end)
        if start is None or end is None:
            continue
        edge = Edge(start, end, turn.label)
        if any((e.start, e.end) == (edge.start, edge.end) for e in edges):
            continue
        part = joined.parts[turn.start_part]
        evidence[f"matrix.edges.{len(edges)}"] = Evidence(
            part.page,
            part.share(turn.box),
            turn.label or "",
            turn.confidence,
            Source.SYMBOL,
            turn.confidence < REVIEW_BELOW,
        )
        edges.append(edge)
    return replace(joined, matrix=replace(joined.matrix, edges=tuple(edges)), evidence=evidence)


def _step(joined: JoinedMatrix, part: int, place: Place) -> Place | None:
    step = joined.steps_of[part][place[0]]
    return None if step < 0 else (step, place[1])
