"""Dotted and ruled lines and squares to check become proposed fields."""

from __future__ import annotations

from collections.abc import Sequence

from extract.drafting.labels import Names, clean, label_above, label_left, label_to_kind
from extract.drafting.proposal import ProposedChecks, ProposedField, ProposedOption, Spot
from extract.drafting.template import Template
from extract.foreign.pieces import Piece
from forms.form import FieldKind
from records.geometry import Box, bounding_box
from records.paper import Ruling, Table

TALLEST, LOWEST = 8.0, 3.5
"""Millimetres over a line that are its own to write in."""
BELOW = 1.2
"""Millimetres a hand reaches below the line it writes on."""
ABOVE, LEVEL = 3.4, 2.5
"""Millimetres above a line in which its label has its middle; within which it is level."""
SHORTEST = 12.0
"""Millimetres of a line to write on."""
LABEL_REACH = 60.0
"""Millimetres between a label's end and its line; a colon may stand between."""
SIGNING = 35.0
"""Millimetres between a text and the line below it, for a signature and the name under it."""
OPTION_REACH, BEFORE_REACH = 5.0, 8.0
FEWEST_LETTERS = 2
LEAST_NAMED = 0.5
"""Share of a level's squares that have a word beside them."""
NEXT_LEVEL, ALIGNED = 2.5, 1.5
"""Heights of a square between two levels of one group; millimetres their squares are in line."""
SAME_ROW = 0.6


def lines_to_proposals(template: Template, names: Names) -> list[ProposedField]:
    """A field for every line to write on; lines below without label go on with the one above."""
    boxes = [comb.box for comb in template.combs]
    found = [line for line in _to_write_on(template) if not _crosses(line, boxes)]
    lines = sorted(found, key=lambda r: (round(r.start[1] / 3), r.start[0]))
    fields: list[ProposedField] = []
    for line in lines:
        box = _room(line, template, lines)
        label = label_left(box, template.pieces, (box.bottom - BELOW - ABOVE, box.bottom))
        label = label if _reaches(box, template.pieces) else ""
        last = next((k for k, f in enumerate(fields) if _is_under(f.spots[-1].box, box)), None)
        if not label and last is not None:
            spots = (*fields[last].spots, Spot(box))
            old = fields[last]
            fields[last] = ProposedField(old.key, old.labels, FieldKind.LONG_TEXT, spots)
            continue
        kind = label_to_kind(label)
        if not label and line.is_dotted:
            label, kind = _below_a_text(box, template.pieces)
        if _is_said(label):
            fields.append(ProposedField(names.take(label), (label,), kind, (Spot(box),)))
    return fields


def _below_a_text(box: Box, pieces: Sequence[Piece]) -> tuple[str, FieldKind]:
    """What a line without label asks for by the text above it: a name, where one may sign."""
    near = label_above(box, pieces, TALLEST)
    if near:
        return near, label_to_kind(near)
    return label_above(box, pieces, SIGNING), FieldKind.NAME


def _to_write_on(template: Template) -> list[Ruling]:
    """Dotted lines, and rulings that end free and have a label at their left."""
    upright = [r for r in template.rulings if not r.is_horizontal]
    found: list[Ruling] = []
    bare: list[Ruling] = []
    for ruling in sorted(template.rulings, key=lambda r: r.start[1]):
        if not ruling.is_horizontal or abs(ruling.end[0] - ruling.start[0]) < SHORTEST:
            continue
        free = _ends_free(ruling, upright) and not _in_table(ruling, template.tables)
        if ruling.is_dotted or (free and _labelled(ruling, template.pieces)):
            found.append(ruling)
        elif free:
            bare.append(ruling)
    for ruling in bare:
        if any(_is_line_under(other, ruling) for other in found):
            found.append(ruling)
    return found


def _is_line_under(upper: Ruling, lower: Ruling) -> bool:
    """Whether a line goes on with the one above: as near as a hand needs, as long at both ends."""
    near = LOWEST < lower.start[1] - upper.start[1] <= 1.5 * TALLEST
    ends = zip((upper.start, upper.end), (lower.start, lower.end), strict=True)
    return near and all(abs(a[0] - b[0]) <= LEVEL for a, b in ends)


def _in_table(ruling: Ruling, tables: Sequence[Table]) -> bool:
    middle = ((ruling.start[0] + ruling.end[0]) / 2, (ruling.start[1] + ruling.end[1]) / 2)
    return any(table.box.grow(1.5).contains(middle) for table in tables)


def _crosses(line: Ruling, boxes: Sequence[Box]) -> bool:
    """Whether boxes to write in stand where a line would have its room."""
    left, right = sorted((line.start[0], line.end[0]))
    room = Box(left, line.start[1] - TALLEST, right, line.start[1] + BELOW)
    return any(room.overlap(box) > 0 for box in boxes)


def _ends_free(ruling: Ruling, upright: Sequence[Ruling]) -> bool:
    left, right = sorted((ruling.start[0], ruling.end[0]))
    y = ruling.start[1]
    for other in upright:
        x = other.start[0]
        top, bottom = sorted((other.start[1], other.end[1]))
        if left - 1.5 <= x <= right + 1.5 and top - 1.5 <= y <= bottom + 1.5:
            return False
    return True


def _labelled(ruling: Ruling, pieces: Sequence[Piece]) -> bool:
    left, y = min(ruling.start[0], ruling.end[0]), ruling.start[1]
    return any(
        -2 <= left - piece.box.right <= LABEL_REACH
        and piece.box.top - 1 <= y <= piece.box.bottom + LEVEL
        for piece in pieces
    )


def _room(line: Ruling, template: Template, lines: Sequence[Ruling]) -> Box:
    """The room over a line, up to the line or text above it."""
    left, right = sorted((line.start[0], line.end[0]))
    y = (line.start[1] + line.end[1]) / 2
    ceilings = [
        other.start[1]
        for other in lines
        if other.start[1] < y - 1 and _share(other.start[0], other.end[0], left, right)
    ]
    ceilings += [
        piece.box.bottom
        for piece in template.pieces
        if piece.box.bottom < y - LOWEST and _share(piece.box.left, piece.box.right, left, right)
    ]
    top = max([y - TALLEST, *(ceiling for ceiling in ceilings if ceiling < y - LOWEST)])
    return Box(left, max(0.0, top), right, min(template.height, y + BELOW))


def _share(a: float, b: float, left: float, right: float) -> bool:
    return min(max(a, b), right) - max(min(a, b), left) > 1.0


def _reaches(box: Box, pieces: Sequence[Piece]) -> bool:
    """Whether a label stands near enough at the left of a line."""
    return any(
        -2 <= box.left - piece.box.right <= LABEL_REACH
        and abs(piece.box.center[1] - (box.bottom - 2 - BELOW)) <= LEVEL + 1
        for piece in pieces
    )


def _is_under(upper: Box, lower: Box) -> bool:
    near = 0 < lower.bottom - upper.bottom <= 2 * TALLEST
    return near and min(upper.right, lower.right) - max(upper.left, lower.left) > 0.6 * upper.width


def squares_to_proposals(template: Template, names: Names) -> list[ProposedChecks]:
    """Groups of squares with a word beside each: those of one level, and levels that go on."""
    groups: list[tuple[str, list[Box], list[str]]] = []
    for row in _levels(template.squares):
        texts = _option_texts(row, template.pieces)
        named = sum(_is_said(text) for text in texts)
        if not named or named < LEAST_NAMED * len(row):
            continue
        level = (row[0].top, row[0].bottom)
        beside = [p for p in template.pieces if clean(p.text) not in texts]
        label = label_left(row[0], beside, level)
        if not label and groups and _goes_on(groups[-1][1], row):
            groups[-1][1].extend(row)
            groups[-1][2].extend(texts)
            continue
        label = label or label_above(bounding_box(row), template.pieces, TALLEST) or "Pilihan"
        groups.append((label, list(row), list(texts)))
    return [_checks(label, squares, texts, names) for label, squares, texts in groups]


def _checks(
    label: str, squares: Sequence[Box], texts: Sequence[str], names: Names
) -> ProposedChecks:
    key = names.take(f"{label} pilihan" if label in texts else label)
    told = [text if _is_said(text) else f"Pilihan {k}" for k, text in enumerate(texts, start=1)]
    options = [
        ProposedOption(names.take(text), (text,), square)
        for text, square in zip(told, squares, strict=True)
    ]
    return ProposedChecks(key, (label,), tuple(options))


def _levels(squares: Sequence[Box]) -> list[list[Box]]:
    rows: list[list[Box]] = []
    for square in sorted(squares, key=lambda b: (b.top, b.left)):
        best = next(
            (r for r in rows if abs(r[0].center[1] - square.center[1]) < SAME_ROW * square.height),
            None,
        )
        if best is None:
            rows.append([square])
        else:
            best.append(square)
    return [sorted(row, key=lambda b: b.left) for row in rows]


def _goes_on(above: Sequence[Box], row: Sequence[Box]) -> bool:
    """Whether squares stand close under those above, each under one of them."""
    last = above[-1]
    near = 0 < row[0].top - last.bottom <= NEXT_LEVEL * last.height
    return near and all(any(abs(a.left - b.left) <= ALIGNED for a in above) for b in row)


def _is_said(text: str) -> bool:
    return sum(sign.isalpha() for sign in text) >= FEWEST_LETTERS


def _option_texts(row: Sequence[Box], pieces: Sequence[Piece]) -> list[str]:
    """The words beside each square of a level: right of it, or left where the last has none."""
    right = [_option_text(square, row, pieces) for square in row]
    if _is_said(right[-1]):
        return right
    left = [_text_before(square, row, pieces) for square in row]
    return left if all(_is_said(text) for text in left) else right


def _text_before(square: Box, row: Sequence[Box], pieces: Sequence[Piece]) -> str:
    """The words that end close before a square, behind the square before it."""
    start = max((b.right for b in row if b.right < square.left), default=0.0)
    beside = [
        piece
        for piece in pieces
        if start <= piece.box.left + 1
        and -1 <= square.left - piece.box.right <= BEFORE_REACH
        and piece.box.top <= square.center[1] <= piece.box.bottom + 1
    ]
    return clean(" ".join(p.text for p in sorted(beside, key=lambda p: p.box.left)))


def _option_text(square: Box, row: Sequence[Box], pieces: Sequence[Piece]) -> str:
    """The words right of a square, up to the next square."""
    end = min((b.left for b in row if b.left > square.right), default=float("inf"))
    beside = [
        piece
        for piece in pieces
        if piece.box.left >= square.right - 1
        and piece.box.left < end
        and piece.box.top <= square.center[1] <= piece.box.bottom + 1
    ]
    if not beside or min(p.box.left for p in beside) - square.right > OPTION_REACH:
        return ""
    return clean(" ".join(p.text for p in sorted(beside, key=lambda p: p.box.left)))
