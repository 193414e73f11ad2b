"""Blocks: what keeps together on a page, and how tall it is at a pitch of the pen's lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from compose.blank import fields as ink
from compose.blank.sheet import LEFT, MM, Sheet
from forms.form import Field, FieldKind, Form

HEADING = 8 * MM
SECTION_END = 2.5 * MM
SIGNATURE_WIDE, SIGNATURE_TALL = 62 * MM, 30 * MM
BESIDE_WIDE = 46 * MM
BESIDE_ROWS = (2, 3)
"""Rows that a signature box may stand beside, at the end of a form."""
PHOTO_TALL = 120 * MM
LONGEST = 12
"""Lines of one box for long texts; longer ones go on in another box."""
SHORTER_KINDS = {FieldKind.NRP, FieldKind.MONTH, FieldKind.NUMBER, FieldKind.TIME}
SHORT_KINDS = SHORTER_KINDS | {FieldKind.RANK, FieldKind.PLACE}
"""What half a line holds, written large."""
MOST_HALF_CELLS = 8
OWN_BLOCKS = {FieldKind.LONG_TEXT, FieldKind.CHECKS, FieldKind.TABLE, FieldKind.SIGNATURE} | {
    FieldKind.PHOTO
}

Draw = Callable[[Sheet, float, float], None]
"""Draws on a sheet, from a height downwards, at a pitch; all in points."""


@dataclass(frozen=True, slots=True)
class Block:
    """Keeps together; as tall as `lines` pitches and `extra` points."""

    draw: Draw
    lines: int = 0
    extra: float = 0.0
    with_next: bool = False
    """A heading: never last on a page."""
    head: Block | None = None
    """Repeated above this one where it begins a page: a table's head."""

    def height(self, pitch: float) -> float:
        """In points."""
        return self.lines * pitch + self.extra


def form_to_blocks(form: Form, right: float) -> tuple[Block, ...]:
    """The form's blocks from top to bottom; `right` is where the content ends."""
    blocks: list[Block] = []
    fields, section = list(form.fields), None
    has_table = any(one.kind is FieldKind.TABLE for one in fields)
    while fields:
        one = fields[0]
        if one.kind is not FieldKind.SIGNATURE and one.section != section:
            section = one.section
            blocks.append(_heading(form, section))
        beside = _signature_rows(fields)
        if has_table and _is_pair(fields):
            blocks.append(_pair(fields[0], fields[1], right))
            del fields[:2]
        elif beside:
            blocks.append(_beside(fields[:beside], fields[beside], right))
            del fields[: beside + 1]
        else:
            blocks += _field_blocks(one, right)
            del fields[0]
    return tuple(blocks)


def _heading(form: Form, key: str | None) -> Block:
    if key is None:
        return Block(lambda sheet, y, pitch: None, extra=SECTION_END)
    label = next(section.labels[0] for section in form.sections if section.key == key)

    def draw(sheet: Sheet, y: float, pitch: float) -> None:
        del pitch
        ink.draw_heading(sheet, label, y, HEADING - 2 * MM)

    return Block(draw, extra=HEADING, with_next=True)


def _signature_rows(fields: Sequence[Field]) -> int:
    """How many plain rows stand first, if the form's last signature follows them; else 0."""
    for rows in BESIDE_ROWS:
        if len(fields) == rows + 1 and fields[rows].kind is FieldKind.SIGNATURE:
            narrow = all(
                one.kind not in OWN_BLOCKS and one.lines == 1 and not one.options
                for one in fields[:rows]
            )
            alike = len({one.section for one in fields[:rows]}) == 1
            return rows if narrow and alike else 0
    return 0


def _is_pair(fields: Sequence[Field]) -> bool:
    """Whether the next two rows are short enough to stand side by side.

    Only the rows of a table ask for the room that is won: a hand needs every millimetre there.
    """
    if len(fields) < 2 or fields[0].section != fields[1].section:
        return False
    first, second = fields[:2]
    is_plain = all(one.lines == 1 and not one.options for one in (first, second))
    is_short = first.kind in SHORT_KINDS and second.kind in SHORTER_KINDS
    is_boxed = first.cells == 0 and second.cells <= MOST_HALF_CELLS
    return is_plain and is_short and is_boxed and ink.fits_second_half(second.labels[0])


def _pair(first: Field, second: Field, right: float) -> Block:
    def draw(sheet: Sheet, y: float, pitch: float) -> None:
        for one, slot in zip((first, second), ink.half_rows(right), strict=True):
            ink.draw_row(sheet, one, y, pitch, slot)

    return Block(draw, lines=1)


def _beside(rows: Sequence[Field], signature: Field, right: float) -> Block:
    def draw(sheet: Sheet, y: float, pitch: float) -> None:
        inner = right - BESIDE_WIDE - 3 * MM
        for number, one in enumerate(rows):
            ink.draw_row(sheet, one, y + number * pitch, pitch, ink.whole_row(inner))
        box = (right - BESIDE_WIDE, y, BESIDE_WIDE, len(rows) * pitch - ink.GAP)
        ink.draw_area(sheet, signature, box)

    return Block(draw, lines=len(rows))


def _field_blocks(one: Field, right: float) -> Iterator[Block]:
    if one.kind is FieldKind.TABLE:
        yield from _table(one, right)
    elif one.kind is FieldKind.CHECKS:
        yield from _checks(one, right)
    elif one.kind is FieldKind.SIGNATURE:
        box = (right - SIGNATURE_WIDE, SIGNATURE_WIDE, SIGNATURE_TALL)
        yield _area(one, box)
    elif one.kind is FieldKind.PHOTO:
        yield _area(one, (LEFT, right - LEFT, PHOTO_TALL))
    else:
        yield from _rows(one, right)


def _area(one: Field, place: tuple[float, float, float]) -> Block:
    x, wide, tall = place

    def draw(sheet: Sheet, y: float, pitch: float) -> None:
        del pitch
        ink.draw_area(sheet, one, (x, y + 1 * MM, wide, tall))

    return Block(draw, extra=tall + 3 * MM)


def _rows(one: Field, right: float) -> Iterator[Block]:
    left = max(one.lines, 1)
    first = True
    while left:
        lines = min(left, LONGEST)
        yield Block(_row(one, lines, right, labelled=first), lines=lines)
        left, first = left - lines, False


def _row(one: Field, lines: int, right: float, *, labelled: bool) -> Draw:
    def draw(sheet: Sheet, y: float, pitch: float) -> None:
        slot = ink.whole_row(right)
        ink.draw_row(sheet, one, y, pitch, slot, lines=lines, labelled=labelled)

    return draw


def _checks(one: Field, right: float) -> Iterator[Block]:
    for number, options in enumerate(ink.option_lines(one, right)):

        def draw(
            sheet: Sheet,
            y: float,
            pitch: float,
            options: Sequence[ink.PlacedOption] = options,
            number: int = number,
        ) -> None:
            ink.draw_options(sheet, one if number == 0 else None, options, y, pitch)

        yield Block(draw, lines=1)


def _table(one: Field, right: float) -> Iterator[Block]:
    def draw_head(sheet: Sheet, y: float, pitch: float) -> None:
        del pitch
        ink.draw_table_head(sheet, one, y, right)

    head = Block(draw_head, extra=ink.HEAD_TALL, with_next=True)
    yield Block(lambda sheet, y, pitch: None, extra=2 * MM)
    yield head
    for number in range(one.rows):

        def draw(sheet: Sheet, y: float, pitch: float, number: int = number) -> None:
            ink.draw_table_row(sheet, one, number, y, pitch, right)

        yield Block(draw, lines=1, head=head)
    yield Block(lambda sheet, y, pitch: None, extra=3 * MM)
