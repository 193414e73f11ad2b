"""Connectors on a page become edges between marks; connectors cut by a page turn are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
from extract.matrix.marks import symbol_to_place, symbols_to_marks
from extract.matrix.parts import JoinedMatrix, LooseEnd, MatrixPart, PlacedEdge, PlacedMark
from extract.matrix.turns import turns_to_edges
from extract.matrix.ways.directions import settle_directions, ways_back
from extract.matrix.ways.doubts import with_doubts
from extract.matrix.ways.echoes import without_echoes
from extract.matrix.ways.links import Link, is_decision, stroke_to_link
from records.findings import Edge, Evidence
from records.geometry import Box
from records.paper import Sheet, Source, Stroke, Symbol, SymbolKind, Word
from records.readers import TextReader

AT_MARK = 2.0
"""Char heights from a decision to the label of an exit that was not traced."""
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
    labels = words_to_labels(_free_words(sheet), _drawn_area(part), part.char_height)
    links = without_echoes(settle_directions(links, labels, part.char_height))
    # a way back that no label tells of is not taken for read
    sure = len(links)
    links = [*links, *ways_back(links)]
    found, given = _given(part, labels, [_exit(link, marks) for link in links], reader)
    kept = [i for i in range(len(links)) if i < sure or i in given]
    links, given = [links[i] for i in kept], {k: given[i] for k, i in enumerate(kept) if i in given}
    exits = [_exit(link, marks) for link in links]
    for i, text in missing_labels(given, exits).items():
        given[i] = Label(text, links[i].box, 0.0)
    edges: list[PlacedEdge] = []
    loose: list[LooseEnd] = []
    for i, link in enumerate(links):
        if isinstance(link.tail, PlacedMark) and isinstance(link.head, PlacedMark):
            edges.append(_edge(link.tail, link.head, link, given.get(i)))
        else:
            loose += _loose_end(part, link, given.get(i))
    loose += _undrawn(part, marks, pages, loose)
    edges = with_doubts(edges, marks)
    rest = [label for label in found if label not in given.values()]
    edges += _suggested(marks, edges, loose, (rest, part.char_height))
    return replace(part, marks=marks, edges=tuple(edges), loose_ends=tuple(loose))


def _given(
    part: MatrixPart, labels: Sequence[Label], exits: Sequence[Exit], reader: TextReader | None
) -> tuple[Sequence[Label], dict[int, Label]]:
    """All labels, and that of each exit that has one, by its index.

    Beside exits of decisions without one, `reader` reads again.
    """
    area, height = _drawn_area(part), part.char_height
    given = labels_to_exits(labels, exits, height)
    bare = [i for i, way in enumerate(exits) if way.is_decision and i not in given]
    if reader is None or not bare:
        return labels, given
    boxes = [box for i in bare for box in exit_to_boxes(exits[i], height)]
    found = list(labels)
    for words in reader.read(boxes):
        smudged = smudged_label(words, height)
        for label in words_to_labels(words, area, height) or ([smudged] if smudged else []):
            if all(label.box.overlap(known.box) <= 0 for known in found):
                found.append(label)
    return found, labels_to_exits(found, exits, height)


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
) -> list[Link]:
    """The connectors between marks, and those that leave the page; the surest of each pair."""
    found: dict[tuple[int, int], Link] = {}
    for stroke in strokes:
        link = stroke_to_link(stroke, marks, pages, part.char_height)
        if link.tail is link.head or not (link.is_edge or _loose_end(part, link, None)):
            continue
        pair = (id(link.tail), id(link.head))
        if pair not in found or found[pair].stroke.confidence < stroke.confidence:
            found[pair] = link
    return list(found.values())


def _exit(link: Link, marks: Sequence[PlacedMark]) -> Exit:
    tail = link.tail
    if not isinstance(tail, PlacedMark):
        return Exit(link.stroke.points, -1, is_decision=False)
    enters = link.head.box if link.head is not None and is_decision(link.head) else None
    return Exit(link.stroke.points, marks.index(tail), link.leaves_decision, enters)


def _edge(tail: PlacedMark, head: PlacedMark, link: Link, label: Label | None) -> PlacedEdge:
    confidence = min(link.stroke.confidence, tail.confidence, head.confidence)
    if label is not None:
        confidence = min(confidence, 0.5 + label.confidence / 2)
    return PlacedEdge(
        tail.place,
        head.place,
        None if label is None else label.text,
        link.box,
        confidence,
        confidence < REVIEW_BELOW,
    )


def _loose_end(part: MatrixPart, link: Link, label: Label | None) -> list[LooseEnd]:
    """A connector to a pentagon, or to where the rows end; nothing for any other stray line."""
    leaves = isinstance(link.tail, PlacedMark)
    mark, other = (link.tail, link.head) if leaves else (link.head, link.tail)
    if not isinstance(mark, PlacedMark):
        return []
    if isinstance(other, PlacedMark):
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
    return [LooseEnd(mark.place, actor, leaves, at_bottom, text, link.box, confidence)]


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
    marks: Sequence[PlacedMark],
    edges: Sequence[PlacedEdge],
    loose: Sequence[LooseEnd],
    rest: tuple[Sequence[Label], float],
) -> list[PlacedEdge]:
    """Edges by reading order over single gaps in a flow that is drawn elsewhere.

    `rest` holds the labels that no connector bears, and the char height.
    """
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
            label = _label_at(one, *rest)
            found.append(PlacedEdge(one.place, other.place, label, box, SUGGESTED, True))
    return found


def _label_at(mark: PlacedMark, labels: Sequence[Label], char_height: float) -> str | None:
    """What is written at a decision whose exit was not traced."""
    if not is_decision(mark):
        return None
    near = [label for label in labels if _apart(mark.box, label.box) <= AT_MARK * char_height]
    return near[0].text if len(near) == 1 else None


def _apart(one: Box, other: Box) -> float:
    aside = max(one.left - other.right, other.left - one.right, 0.0)
    return float((aside**2 + max(one.top - other.bottom, other.top - one.bottom, 0.0) ** 2) ** 0.5)


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
