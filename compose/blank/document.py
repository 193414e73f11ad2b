"""Blanks made: numbered copies of a form for a unit, and where a pen may write on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compose.blank.blocks import Block, form_to_blocks
from compose.blank.frame import Head, draw_frame
from compose.blank.sheet import MM, SIZES, Paper, PenBox, Sheet
from compose.typesetting import typeset
from forms.form import Form
from records.errors import FormUnknown

TEMPLATE = "blank.typ"
FONTS = ("Liberation Sans", "Arial", "DejaVu Sans", "Libertinus Serif")
PITCHES = tuple(tenths / 10 * MM for tenths in range(120, 89, -1))
"""Heights of a line for the pen that are tried, the roomiest first: 12 to 9 mm."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Printed copies, the boxes of one copy, and how many pages that copy has."""

    pdf: bytes
    pens: tuple[PenBox, ...]
    pages: int


def named_form(name: str, forms: Iterable[Form]) -> Form:
    """The form of that id; raises FormUnknown, which names those there are."""
    known = {form.id: form for form in forms}
    if name not in known:
        raise FormUnknown(form=name, known=", ".join(sorted(known)))
    return known[name]


def compose_blank(
    form: Form,
    unit: str,
    *,
    letterhead: Sequence[str] = (),
    copies: int = 1,
    serial_start: int = 1,
    paper: Paper = Paper.A4,
) -> Blank:
    """Copies with running serial numbers as PDF/A-2b; the same input gives the same bytes.

    `letterhead` stands between the police and the unit. Raises TypesettingFailed.
    """
    numbers = range(serial_start, serial_start + copies)
    drawn = [copy_to_sheets(form, unit, letterhead, f"{number:06d}", paper) for number in numbers]
    width, height = SIZES[paper]
    data = {
        "title": form.titles[0],
        "unit": unit,
        "fonts": list(FONTS),
        "width": width,
        "height": height,
        "sheets": [sheet.shapes for sheets in drawn for sheet in sheets],
    }
    pens = tuple(pen for sheet in drawn[0] for pen in sheet.pens)
    return Blank(typeset(TEMPLATE, data), pens, len(drawn[0]))


def copy_to_sheets(
    form: Form, unit: str, letterhead: Sequence[str], serial: str, paper: Paper
) -> list[Sheet]:
    """The pages of one copy: as few as can be, then as roomy as can be."""
    head = Head(form, unit, tuple(letterhead), serial)
    size = SIZES[paper]
    trials = [_flow(head, size, pitch, 1) for pitch in PITCHES]
    pages, best = min((len(sheets), number) for number, sheets in enumerate(trials))
    sheets = _flow(head, size, PITCHES[best], pages)
    # A code that names more pages may be larger, and so take the room of a line.
    return sheets if len(sheets) == pages else _flow(head, size, PITCHES[best], len(sheets))


def _flow(head: Head, size: tuple[float, float], pitch: float, pages: int) -> list[Sheet]:
    """Blocks set one below the other; `pages` is what the codes say there are."""
    sheets = [Sheet(1, *size)]
    y = top = draw_frame(sheets[0], head, pages)
    blocks = form_to_blocks(head.form, sheets[0].right)
    for number, block in enumerate(blocks):
        if y > top and y + _together(blocks[number:], pitch) > sheets[-1].bottom:
            sheets.append(Sheet(len(sheets) + 1, *size))
            y = top = draw_frame(sheets[-1], head, pages)
            if block.head is not None:
                block.head.draw(sheets[-1], y, pitch)
                y += block.head.height(pitch)
        block.draw(sheets[-1], y, pitch)
        y += block.height(pitch)
    return sheets


def _together(blocks: Sequence[Block], pitch: float) -> float:
    """The height of what must not be torn, from the first block on; white is always torn."""
    height = 0.0
    for block in blocks:
        height += block.height(pitch)
        if not block.with_next:
            break
    return height
