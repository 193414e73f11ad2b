"""What a reader knows the paper by: corner marks and a QR code, big enough for a copy of a copy."""

from __future__ import annotations

from functools import lru_cache

import segno

from compose.blank.sheet import MM, Sheet
from forms.code import PageCode

MARK = 6 * MM
"""Side of a corner mark: some thirty times a ruling, so nothing is taken for it."""
MARK_EDGE = 8 * MM
"""From the paper's edge: no office printer leaves more white."""
POINTER = 3 * MM
"""Side of the small square beside the upper left mark: it tells the paper's upright."""
MODULE = 0.8 * MM
"""Side of a QR module: 6 pixels at 200 dpi, of which two copies may spoil two."""
CODE_VERSION = 6
"""Size of the code (41 modules) that nearly all units fit in: codes of one size leave the fields of
a form at one place, and room that is left over goes into the correction of errors."""
CODE_LETTERS = 106
"""What such a code holds at level M."""
CACHED_CODES = 64
"""A page is laid out again for every height of its lines: its code stays the same."""


def draw_corners(sheet: Sheet) -> None:
    """Four solid squares, and a small one right of the upper left one."""
    far_x, far_y = sheet.width - MARK_EDGE - MARK, sheet.height - MARK_EDGE - MARK
    for y in (MARK_EDGE, far_y):
        for x in (MARK_EDGE, far_x):
            sheet.solid(x, y, MARK, MARK)
    sheet.solid(MARK_EDGE + MARK + POINTER, MARK_EDGE, POINTER, POINTER)


@lru_cache(maxsize=CACHED_CODES)
def code_modules(identity: PageCode) -> tuple[tuple[bool, ...], ...]:
    """The QR code's modules, row by row, dark ones true; no quiet zone."""
    text = identity.text
    version = CODE_VERSION if len(text) <= CODE_LETTERS else None
    code = segno.make_qr(text, error="m", mode="byte", encoding="utf-8", version=version)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def draw_code(sheet: Sheet, identity: PageCode, right: float, top: float) -> float:
    """Draws the code with its upper right corner there; the side's length in points."""
    rows = code_modules(identity)
    side = len(rows) * MODULE
    runs = [
        (start * MODULE, y * MODULE, length * MODULE)
        for y, row in enumerate(rows)
        for start, length in _dark_runs(row)
    ]
    sheet.code = (right - side, top, side, side)
    sheet.shapes.append(
        {"is": "code", "x": right - side, "y": top, "side": side, "tall": MODULE, "runs": runs}
    )
    return side


def _dark_runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = None
    for x, dark in enumerate((*row, False)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
