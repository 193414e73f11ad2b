"""The frame of a page: letterhead, title, code, serial number, marks and footer."""

from __future__ import annotations

from dataclasses import dataclass

from compose.blank.marks import MARK, MARK_EDGE, MODULE, draw_code, draw_corners
from compose.blank.sheet import LEFT, MM, RIGHT, Sheet, text_width
from forms.code import PageCode
from forms.form import Form, Privacy

POLICE = "KEPOLISIAN NEGARA REPUBLIK INDONESIA"
SECRET = "RAHASIA"  # noqa: S105 - the mark printed on secret papers
ADVICE = (
    "Huruf cetak, tinta hitam atau biru. Tulis angka seperti ini: 0 1 2 3 4 5 6 7 8 9. "
    "Beri tanda X pada kotak pilihan."
)
CODE_TOP = 11 * MM
HEAD_TOP = 17 * MM
HEAD_LINE = 5 * MM
HEAD_SIZE = 11.0
TITLE_SIZE = 14.0
QUIET = 4.5 * MODULE
"""White around the code: its norm asks for four modules."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every page of a copy."""

    form: Form
    unit: str
    letterhead: tuple[str, ...]
    serial: str


def draw_frame(sheet: Sheet, head: Head, pages: int) -> float:
    """Draws all but the fields; where these may begin, in points from the top."""
    form = head.form
    draw_corners(sheet)
    right = sheet.width - MARK_EDGE - MARK - QUIET
    identity = PageCode(form.id, form.version, head.unit, head.serial, sheet.number, pages)
    side = draw_code(sheet, identity, right, CODE_TOP)
    below = CODE_TOP + side + QUIET / 2
    serial_box = (right - side, below, side, 4.5 * MM)
    sheet.text(f"Seri {head.serial}", serial_box, size=9, bold=True, align="center")
    _footer(sheet, head, pages)
    if form.privacy is Privacy.NAMED:
        _secret(sheet)
    top = below + 6 * MM
    room = right - side - QUIET - LEFT
    if sheet.number > 1:
        box = (LEFT, HEAD_TOP, room, 14 * MM)
        sheet.text(f"{form.titles[0]} (lanjutan)", box, size=11, bold=True)
        return top
    lines = (POLICE, *head.letterhead, head.unit)
    sheet.shapes.append(
        {"is": "letterhead", "x": LEFT, "y": HEAD_TOP, "w": room, "size": HEAD_SIZE}
        | {"lines": lines}
    )
    tall = sum(_lines_of(line, HEAD_SIZE, room) for line in lines) * HEAD_LINE
    return _title(sheet, form.titles[0], max(top, HEAD_TOP + tall + 4 * MM))


def _title(sheet: Sheet, title: str, y: float) -> float:
    room = sheet.width - LEFT - RIGHT
    tall = _lines_of(title, TITLE_SIZE, room) * 6 * MM
    sheet.text(title, (LEFT, y, room, tall), size=TITLE_SIZE, bold=True, align="center")
    y += tall
    sheet.text(ADVICE, (LEFT, y, room, 5 * MM), size=8, align="center")
    return y + 7.5 * MM


def _lines_of(text: str, size: float, room: float) -> int:
    return 1 + int(text_width(text, size) / room)


def _footer(sheet: Sheet, head: Head, pages: int) -> None:
    form = head.form
    text = f"{form.id} · versi {form.version} · seri {head.serial} · halaman {sheet.number}/{pages}"
    y = sheet.height - MARK_EDGE - 4 * MM
    sheet.text(text, (LEFT, y, sheet.width - 2 * LEFT, 4 * MM), size=7.5, align="center")


def _secret(sheet: Sheet) -> None:
    for y in (MARK_EDGE - 1 * MM, sheet.height - MARK_EDGE - 10 * MM):
        box = (LEFT, y, sheet.width - 2 * LEFT, 6 * MM)
        sheet.shapes.append({"is": "secret", "box": box, "text": SECRET})
