"""How finely a picture was taken, told by its file or guessed from the paper's proportions."""

from __future__ import annotations

A4_LONG_INCH = 297 / 25.4
F4_LONG_INCH = 330 / 25.4

F4_FROM_RATIO = (297 / 210 + 330 / 215) / 2
"""Half way between the proportions of A4 (1.414) and F4 (1.535)."""

PAPER_INCHES = (2.5, 24.0)
"""A sheet's long side: from a card to a little over A2. Outside, the file's word is nonsense."""

SCANNER_DPI = (90.0, 1300.0)
"""Phones write 72 or 1 where they know nothing; scanners give 100 to 1200."""


def guess_dpi(width: int, height: int) -> float:
    """The resolution of a picture of `width` x `height` pixels that shows one whole A4 or F4."""
    long, short = max(width, height), max(1, min(width, height))
    inches = F4_LONG_INCH if long / short > F4_FROM_RATIO else A4_LONG_INCH
    return max(1.0, long / inches)


def is_plausible(dpi: float, long_side: int) -> bool:
    """Whether a sheet of `long_side` pixels at `dpi` is paper of a usual size."""
    least, most = PAPER_INCHES
    return SCANNER_DPI[0] <= dpi <= SCANNER_DPI[1] and least <= long_side / dpi <= most


def trusted_dpi(told: float | None, width: int, height: int) -> float:
    """The resolution told by the file where it can be true, else the guess."""
    if told is not None and is_plausible(told, max(width, height)):
        return told
    return guess_dpi(width, height)
