"""The words read from a page become invisible text that lies on their picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from statistics import median

from compose.pdfa.blank_font import ADVANCE, ASCENT, DESCENT
from records.geometry import Box, Homography, Point
from records.paper import Sheet, Source, Word

TALL = 1.6
"""A word this much higher than its line's middle word is no measure of the line (a bracket)."""

NARROWEST_BLANK = 0.1
"""Of the line's height: the blank between words that touch."""

UPWARDS = 2.5
"""A word of several characters this much higher than wide is set upwards, not across."""

Placement = tuple[Point, Point, Point]
"""Lower left, lower right and upper left corner in the page's user space."""


def text_of(sheet: Sheet, font: str, shown: PageFrame) -> bytes:
    """Drawing commands that set the sheet's words invisibly; empty where there are none.

    Words of one line follow one another with a blank that fills their gap, in the reader's
    order. Words from the page's own text layer are left out: they are text already.
    """
    parts: list[str] = []
    for line in lines_of(sheet.words):
        parts.extend(_line_of(line, sheet, shown))
    if not parts:
        return b""
    return "\n".join(("q", "BT", "3 Tr", f"{font} 1 Tf", *parts, "ET", "Q", "")).encode("ascii")


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """The words that were read from pixels, in lines; a word of no line stands alone."""
    lines: list[list[Word]] = []
    places: dict[int, list[Word]] = {}
    for word in words:
        if word.source is Source.LAYER:
            continue
        if word.line < 0:
            lines.append([word])
        elif word.line in places:
            places[word.line].append(word)
        else:
            places[word.line] = [word]
            lines.append(places[word.line])
    return lines


class PageFrame:
    """Where a page shows what: shares of the page as shown to points of its user space."""

    def __init__(self, box: tuple[float, float, float, float], turn: int) -> None:
        """`box` is what is shown: left, bottom, right, top; `turn` is /Rotate."""
        self.left, self.bottom, right, top = box
        self.width, self.height = right - self.left, top - self.bottom
        self.turn = turn % 360

    def apply(self, share: Point) -> Point:
        """The user space point shown at this share of the page's width and height."""
        x, y = share
        across, down = {
            0: (x, y),
            90: (y, 1 - x),
            180: (1 - x, 1 - y),
            270: (1 - y, x),
        }[self.turn]
        return (self.left + across * self.width, self.bottom + (1 - down) * self.height)


def _line_of(line: Sequence[Word], sheet: Sheet, shown: PageFrame) -> Iterator[str]:
    if len(line) == 1 and _is_upwards(line[0]):
        yield from _upwards(line[0], sheet, shown)
        return
    top, bottom = _extent(line)
    for at, word in enumerate(line):
        box = word.box
        is_usual = box.height <= TALL * (bottom - top)
        high, low = (top, bottom) if is_usual else (box.top, box.bottom)
        yield from _run(word.text, Box(box.left, high, box.right, low), sheet, shown)
        if at + 1 < len(line):
            narrowest = NARROWEST_BLANK * (low - high)
            end = max(line[at + 1].box.left, box.right + narrowest)
            yield from _run(" ", Box(box.right, high, end, low), sheet, shown)


def _extent(line: Sequence[Word]) -> tuple[float, float]:
    """Top and bottom of the line: of all its words of usual height."""
    usual = median(word.box.height for word in line)
    words = [word for word in line if word.box.height <= TALL * usual]
    return min(word.box.top for word in words), max(word.box.bottom for word in words)


def _is_upwards(word: Word) -> bool:
    return len(word.text) > 2 and word.box.height > UPWARDS * word.box.width


def _upwards(word: Word, sheet: Sheet, shown: PageFrame) -> Iterator[str]:
    box = word.box
    corners = ((box.right, box.bottom), (box.right, box.top), (box.left, box.bottom))
    yield from _set(word.text, _placed(corners, sheet.to_original, shown))


def _run(text: str, box: Box, sheet: Sheet, shown: PageFrame) -> Iterator[str]:
    corners = ((box.left, box.bottom), (box.right, box.bottom), (box.left, box.top))
    yield from _set(text, _placed(corners, sheet.to_original, shown))


def _placed(corners: Placement, to_original: Homography, shown: PageFrame) -> Placement:
    left, right, up = (shown.apply(to_original.apply(corner)) for corner in corners)
    return left, right, up


def _set(text: str, placed: Placement) -> Iterator[str]:
    """One run of text stretched over its place: the text matrix slants, turns and sizes it."""
    codes = [
        letter for letter in text if ord(letter) < 0x10000 and not 0xD800 <= ord(letter) < 0xE000
    ]
    (x, y), (right_x, right_y), (up_x, up_y) = placed
    width, height = hypot(right_x - x, right_y - y), hypot(up_x - x, up_y - y)
    if not codes or width <= 0 or height <= 0:
        return
    across = ((right_x - x) / width * height, (right_y - y) / width * height)
    up = (up_x - x, up_y - y)
    lift = -DESCENT / (ASCENT - DESCENT)
    stretch = 100 * width / (len(codes) * ADVANCE / 1000 * height)
    matrix = (*across, *up, x + lift * up[0], y + lift * up[1])
    shown = "".join(f"{ord(letter):04X}" for letter in codes)
    numbers = " ".join(_number(value) for value in matrix)
    yield f"{numbers} Tm {_number(stretch)} Tz <{shown}> Tj"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
