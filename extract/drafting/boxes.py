"""Boxes of one character become proposed fields: numbers, words, tables, tallies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.drafting.combs import Comb, combs_to_blocks
from extract.drafting.groups import combs_to_values
from extract.drafting.labels import Names, clean, label_above, label_left, label_to_kind
from extract.drafting.proposal import (
    ProposedColumn,
    ProposedField,
    ProposedRelation,
    ProposedRow,
    ProposedTable,
    Spot,
)
from extract.drafting.ties import columns_to_sum, number_with_words, tallies_to_numbers
from extract.foreign.pieces import Piece
from forms.form import FieldKind
from records.geometry import Box, bounding_box

SAME_PLACE = 1.2
"""Millimetres within which edges are in line."""
WIDEST_PITCH = 2.7
"""Rows of one table lie at most so many box heights apart."""
FEWEST_LETTERS = 10
"""A comb of at least so many narrow boxes is written in letters."""
WIDE_CELL = 1.15
"""Width over height from which a box holds a bundle of strokes."""
FEWEST_BUNDLES = 4
LONGEST_NUMBER = 6
LONG_COMB, NUMBER_REACH = 20, 40.0
"""A comb of so many letters, no more millimetres below a number and without a label of its own,
holds its words."""
FARTHEST_LABEL = 120.0
"""Millimetres between a label and boxes on its level."""
HINT_GAP, HINT_REACH = 15.0, 6.0
"""Millimetres between the pieces of a hint, and below a comb in which it stands."""
LABELLED = 0.5
"""Share of a table's rows that must have texts of their own beside them."""
LOWEST = 3.2
"""Millimetres of height that boxes to write in have; lower ones bear printed numbers."""
_IN_WORDS = re.compile(r"huruf|terbilang|dengan kata|in words", re.IGNORECASE)
_HOW = re.compile(r"tulis|diisi|kapital|block letters", re.IGNORECASE)
"""Words of a hint, which are no label."""
BY_LENGTH = {16: FieldKind.NIK, 8: FieldKind.NRP, 12: FieldKind.PHONE, 13: FieldKind.PHONE}


@dataclass(frozen=True, slots=True)
class _Level:
    """The combs of one height side by side."""

    combs: tuple[Comb, ...]

    @property
    def box(self) -> Box:
        return bounding_box(comb.box for comb in self.combs)

    def like(self, other: _Level) -> bool:
        """Whether the same columns stand in another row."""
        return len(self.combs) == len(other.combs) and all(
            len(a.cells) == len(b.cells)
            and abs(a.box.left - b.box.left) <= SAME_PLACE
            and abs(a.box.right - b.box.right) <= SAME_PLACE
            for a, b in zip(self.combs, other.combs, strict=True)
        )


Found = tuple[list[ProposedField | ProposedTable], list[ProposedRelation]]


def combs_to_proposals(combs: Sequence[Comb], pieces: Sequence[Piece], names: Names) -> Found:
    """The fields of a template's boxes, and relations that their arrangement suggests."""
    combs = [comb for comb in combs if comb.box.height >= LOWEST]
    hints = pieces
    pieces = [piece for piece in pieces if not _is_hint(piece, hints)]
    letters = [comb for comb in combs if _is_lettered(comb)]
    others = [comb for comb in combs if len(comb.cells) > 1 and comb not in letters]
    fields: list[ProposedField | ProposedTable] = []
    relations: list[ProposedRelation] = []
    numbers: list[ProposedField] = []
    for levels in _tables(_levels(others)):
        if len(levels) > 1:
            table = _table(levels, pieces, names)
            fields.append(table)
            relations += columns_to_sum(table)
            continue
        numbers += [
            _number(group, pieces, names) for group in combs_to_values(levels[0].combs, pieces)
        ]
    words = [_lettered(b.combs, pieces, hints, numbers, names) for b in combs_to_blocks(letters)]
    relations += number_with_words(numbers, words)
    relations += tallies_to_numbers([f for f in fields if isinstance(f, ProposedTable)], numbers)
    return [*fields, *numbers, *words], relations


def _is_hint(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a text tells how to write, or goes on with one that does."""
    if _HOW.search(piece.text):
        return True
    for other in pieces:
        if not _HOW.search(other.text) or piece.box.height > 1.4 * other.box.height:
            continue
        tall = other.box.height
        level = abs(piece.box.center[1] - other.box.center[1]) < 0.6 * tall
        aside = max(other.box.left - piece.box.right, piece.box.left - other.box.right)
        below = -0.3 * tall < piece.box.top - other.box.bottom < tall and aside < 0
        if (level and aside < HINT_GAP) or below:
            return True
    return False


def _is_lettered(comb: Comb) -> bool:
    cell = comb.cells[0]
    return len(comb.cells) >= FEWEST_LETTERS and cell.width <= WIDE_CELL * cell.height


def _levels(combs: Sequence[Comb]) -> list[_Level]:
    levels: list[list[Comb]] = []
    for comb in sorted(combs, key=lambda c: (c.box.top, c.box.left)):
        best = next((level for level in levels if _is_level(level[-1], comb)), None)
        if best is None:
            levels.append([comb])
        else:
            best.append(comb)
    return [_Level(tuple(sorted(level, key=lambda c: c.box.left))) for level in levels]


def _is_level(one: Comb, other: Comb) -> bool:
    near = 0.2 * min(one.box.height, other.box.height)
    return abs(one.box.top - other.box.top) <= near and abs(one.box.bottom - other.box.bottom) <= (
        near
    )


def _tables(levels: Sequence[_Level]) -> list[list[_Level]]:
    tables: list[list[_Level]] = []
    for level in levels:
        best = next((table for table in tables if _goes_on(table[-1], level)), None)
        if best is None:
            tables.append([level])
        else:
            best.append(level)
    return tables


def _goes_on(upper: _Level, lower: _Level) -> bool:
    pitch = lower.box.top - upper.box.top
    return upper.like(lower) and 0 < pitch <= WIDEST_PITCH * upper.box.height


def _table(levels: Sequence[_Level], pieces: Sequence[Piece], names: Names) -> ProposedTable:
    first = levels[0]
    columns: list[ProposedColumn] = []
    own = Names()
    for comb in first.combs:
        label = label_above(comb.box, pieces)
        kind = FieldKind.TALLY if _is_tally(comb) else FieldKind.NUMBER
        key = own.take(label or ("turus" if kind is FieldKind.TALLY else "jumlah"))
        span = (comb.box.left, comb.box.right)
        columns.append(ProposedColumn(key, (label or key,), kind, span, len(comb.cells), comb.gap))
    tops = [level.box for level in levels]
    texts = [label_left(box, pieces, _band(box, tops)) for box in tops]
    told = len({text for text in texts if text}) >= LABELLED * len(levels)
    rows: list[ProposedRow] = []
    own = Names()
    for number, (box, text) in enumerate(zip(tops, texts, strict=True), start=1):
        label = text if told and text else f"Baris {number}"
        key = own.take(_without_number(label) if told else f"r{number}")
        rows.append(ProposedRow(key, (label,), (box.top, box.bottom)))
    label = _table_label(levels, pieces, told=told)
    label = label or "Tabel"
    return ProposedTable(names.take(label), (label,), tuple(columns), tuple(rows))


def _without_number(label: str) -> str:
    return re.sub(r"^\W*\d{1,2}\s*[.)]\s*", "", label) or label


def _band(box: Box, rows: Sequence[Box]) -> tuple[float, float]:
    """The heights between a row's neighbours that are its own."""
    above = max((row.bottom for row in rows if row.bottom <= box.top), default=None)
    below = min((row.top for row in rows if row.top >= box.bottom), default=None)
    gap = min(
        box.top - above if above is not None else 0.5 * box.height,
        below - box.bottom if below is not None else 0.5 * box.height,
        0.8 * box.height,
    )
    return box.top - gap / 2, box.bottom + gap / 2


def _table_label(levels: Sequence[_Level], pieces: Sequence[Piece], *, told: bool) -> str:
    """The heading over the table's own heads; of rows without texts, what stands beside them."""
    whole = bounding_box(level.box for level in levels)
    if not told:
        beside = label_left(whole, pieces, (whole.top, whole.bottom))
        above = label_above(whole, pieces)
        return clean(f"{above} {beside}")
    heads = [p for p in pieces if p.box.bottom <= whole.top and p.box.left >= whole.left - 1]
    top = max((p.box.top for p in heads if sum(c.isalpha() for c in p.text) > 2), default=whole.top)
    over = Box(0, top - 1, whole.right, top)
    return label_above(over, pieces)


def _is_tally(comb: Comb) -> bool:
    cell = comb.cells[0]
    return len(comb.cells) >= FEWEST_BUNDLES and cell.width >= WIDE_CELL * cell.height


def _number(combs: Sequence[Comb], pieces: Sequence[Piece], names: Names) -> ProposedField:
    box = bounding_box(comb.box for comb in combs)
    left = label_left(box, pieces, (box.top - 0.3 * box.height, box.bottom + 0.3 * box.height))
    above = label_above(box, pieces)
    beside = left and _is_beside(box, pieces)
    label = left if beside or not above else above
    if not label:
        wide = (box.top - box.height, box.bottom + 3 * box.height)
        label = label_left(box, pieces, wide) or "Angka"
    kind, count = FieldKind.NUMBER, sum(len(comb.cells) for comb in combs)
    if count > LONGEST_NUMBER or len(combs) > 1:
        told = label_to_kind(label)
        kind = told if told is not FieldKind.TEXT else BY_LENGTH.get(count, told)
    elif _is_tally(combs[0]):
        kind = FieldKind.TALLY
    spots = tuple(_spot(comb) for comb in combs)
    return ProposedField(names.take(_without_number(label)), (label,), kind, spots)


def _is_beside(box: Box, pieces: Sequence[Piece]) -> bool:
    """Whether a text stands left of a place, on its level."""
    return any(
        -1 <= box.left - piece.box.right <= FARTHEST_LABEL
        and box.top <= piece.box.center[1] <= box.bottom
        for piece in pieces
    )


def _lettered(
    combs: Sequence[Comb],
    pieces: Sequence[Piece],
    hints: Sequence[Piece],
    numbers: Sequence[ProposedField],
    names: Names,
) -> ProposedField:
    whole = bounding_box(comb.box for comb in combs)
    band = (whole.top - 0.3 * whole.height, whole.bottom + 0.3 * whole.height)
    label = label_left(whole, pieces, band)
    count = sum(len(comb.cells) for comb in combs)
    spots = tuple(_spot(comb) for comb in combs)
    near = _number_near(whole, numbers)
    hinted = _has_hint(whole, label, hints)
    if hinted or (near is not None and count >= LONG_COMB and label in ("", near.labels[0])):
        label = label or ("" if near is None else near.labels[0])
        label = label if _IN_WORDS.search(label) else f"{label} dengan huruf".strip()
        return ProposedField(names.take(label), (label,), FieldKind.NUMBER_WORDS, spots)
    label = label or label_above(whole, pieces) or "Isian"
    kind = label_to_kind(label)
    if kind in (FieldKind.TEXT, FieldKind.NUMBER) and count in BY_LENGTH and len(combs) == 1:
        kind = BY_LENGTH[count]
    note = ""
    if kind is FieldKind.NUMBER and count > max(BY_LENGTH):
        kind, note = FieldKind.TEXT, "number-words, if numbers are written here in words"
    return ProposedField(names.take(label), (label,), kind, spots, note)


def _number_near(box: Box, numbers: Sequence[ProposedField]) -> ProposedField | None:
    """The number that stands last before the end of a comb, not far above it."""
    before = [
        number
        for number in numbers
        if number.kind is FieldKind.NUMBER
        and -NUMBER_REACH <= number.spots[0].box.top - box.bottom <= 0
    ]
    return max(before, key=lambda n: n.spots[0].box.top, default=None)


def _has_hint(box: Box, label: str, pieces: Sequence[Piece]) -> bool:
    near = Box(box.left, box.top, box.right + HINT_REACH, box.bottom + HINT_REACH)
    told = [piece.text for piece in pieces if near.overlap(piece.box) > 0.5 * piece.box.area]
    return any(_IN_WORDS.search(text) for text in (label, *told))


def _spot(comb: Comb) -> Spot:
    return Spot(comb.box, len(comb.cells), comb.gap)
