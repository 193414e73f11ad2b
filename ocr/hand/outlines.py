"""What a group of options without squares is answered by: round outlines, brackets, pen strokes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.hand.squares import EMPTY_INSIDE, apart, measured
from ocr.ink.marks import find_marks
from records.geometry import Box
from records.pen import CheckBox, OptionInk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ocr.ink.marks import Marks, Mask

SMALLEST, LARGEST = 0.7, 2.4
"""Letter heights of an outline's height, and of the room between two brackets."""
UNEVEN = 0.15
"""How far a round's width and height, or two brackets' heights, differ, as a share."""
ROUND = 0.06
"""How far a round's area may differ from a circle's, as a share; a square's is 0.27 more."""
NARROW = 0.5
"""Share of its height that a bracket is wide."""
OPEN = 0.06
"""Share of its height that a bracket's ends reach further to its fellow than its middle."""
RIM = 0.3
"""Letter heights of the thickest line of an outline."""
SLACK = 0.12
"""Letter heights that a fellow's line may run beside that of the empty outline."""
LIKE = 0.92
"""Share of an outline's line that its fellows have too."""
STROKE_LONG, STROKE_THICK = 1.3, 0.14
"""Letter heights of the shortest level stroke, and what it may rise on that length."""
ABOVE, BELOW, BESIDE_STROKE = 0.02, 0.3, 0.08
"""Share of a stroke's columns with letters above it, and below, so far from it (letter heights):
it runs through them, near the heads of small letters oftener than near their feet."""
LETTERS = 0.6
"""Letter heights above and below a stroke that letters reach."""
RING, HIGHEST_RING = 1.4, 4.0
"""Letter heights of the lowest and the highest ring drawn around a word."""
SECTORS, CLOSED = 48, 0.85
"""Of the directions around its middle, the share in which a ring is drawn."""
ON_RING, WITHIN_RING, LEAST_OFF = 0.75, 0.6, 0.15
"""A ring's ink lies so far out (its half axes being 1); so little of it lies within."""


def find_option_ink(ink: Mask, plain: Mask, letter_height: float, box: Box) -> OptionInk:
    """What stands in a stretch of a page, in the page's coordinates.

    `ink` is all of the page's, `plain` that without rulings and dotted lines.
    """
    height, width = ink.shape
    left, right = max(0, int(box.left)), min(width, round(box.right))
    top, bottom = max(0, int(box.top)), min(height, round(box.bottom))
    if right - left < letter_height or bottom - top < letter_height:
        return OptionInk()
    here, bare = ink[top:bottom, left:right], plain[top:bottom, left:right]
    outlines = _outlines(bare, letter_height)
    return OptionInk(
        tuple(tuple(_moved(check, left, top) for check in kind) for kind in outlines),
        tuple(one.shifted(left, top) for one in _strikes(here, letter_height)),
        tuple(one.shifted(left, top) for one in _rings(here, bare, letter_height)),
    )


def _moved(check: CheckBox, dx: float, dy: float) -> CheckBox:
    return CheckBox(check.box.shifted(dx, dy), check.inside, check.around, check.struck)


def _outlines(ink: Mask, unit: float) -> list[tuple[CheckBox, ...]]:
    """The outlines of each kind that stands empty somewhere, with their fellows."""
    found: list[tuple[CheckBox, ...]] = []
    shapes = [*_rounds(ink, unit), *_brackets(ink, unit)]
    for box, shape in sorted(shapes, key=lambda one: -one[0].height):
        if not any(box.overlap(one.box) > 0 for kind in found for one in kind):
            found.append(_fellows(ink, shape, unit))
    return found


def _rounds(ink: Mask, unit: float) -> Iterator[tuple[Box, Mask]]:
    """Empty circles: their boxes, and their lines in them."""
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    outlines, nested = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    rim = max(2, round(RIM * unit))
    for k, outline in enumerate(outlines):
        left, top, width, height = cv2.boundingRect(outline)
        if nested[0][k][3] < 0 or not SMALLEST * unit <= height <= LARGEST * unit:
            continue
        area = cv2.contourArea(outline) / (np.pi / 4 * (width - 1) * (height - 1))
        if abs(width - height) > UNEVEN * height or abs(area - 1) > ROUND:
            continue
        hole = np.zeros((height + 2 * rim, width + 2 * rim), np.uint8)
        cv2.drawContours(hole, [outline], -1, 255, cv2.FILLED, offset=(rim - left, rim - top))
        edge = _mask(cv2.dilate(hole, np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)))
        window = _window(ink, left - rim, top - rim, hole.shape)
        inner = _mask(cv2.erode(hole, np.ones((5, 5), np.uint8)))
        if _share(window, inner) <= EMPTY_INSIDE:
            yield _trimmed(np.asarray(window & edge & ~inner), left - rim, top - rim)


def _brackets(ink: Mask, unit: float) -> Iterator[tuple[Box, Mask]]:
    """Pairs of brackets with nothing between them: their boxes, and their lines in them."""
    marks = find_marks(ink)
    tall = (marks.height >= SMALLEST * unit) & (marks.height <= LARGEST * unit)
    rows = np.flatnonzero(tall & (marks.width <= NARROW * marks.height)).tolist()
    own = [(marks.stats[k].tolist(), _mark(marks, k)) for k in rows]
    opening = [place for place, mark in own if _opens(mark)]
    closing = [place for place, mark in own if _opens(mark[:, ::-1])]
    for left, top, width, high, _ in opening:
        for last, head, wide, low, _ in closing:
            is_level = max(abs(top - head), abs(high - low)) <= UNEVEN * high
            room = last - left - width
            if not is_level or not SMALLEST * unit / 2 <= room <= LARGEST * unit:
                continue
            first, end = min(top, head), max(top + high, head + low)
            window = ink[first:end, left : last + wide]
            if (window[:, width:-wide] > 0).mean() <= EMPTY_INSIDE:
                yield Box(left, first, last + wide, end), window


def _mark(marks: Marks, k: int) -> NDArray[np.bool_]:
    left, top, width, height, _ = marks.stats[k].tolist()
    return np.asarray(marks.labels[top : top + height, left : left + width] == k + 1)


def _opens(mark: NDArray[np.bool_]) -> bool:
    """Whether both ends of a mark reach further right than its middle, and none further left."""
    end = len(mark) // 4
    if end == 0:
        return False
    spans = [np.flatnonzero(part.any(axis=0)) for part in (mark[:end], mark[end:-end], mark[-end:])]
    (first, last), (left, right), (foot, toe) = ((int(x[0]), int(x[-1])) for x in spans)
    return min(last, toe) - right >= OPEN * len(mark) and min(first, foot) >= left


def _fellows(ink: Mask, shape: Mask, unit: float) -> tuple[CheckBox, ...]:
    """All outlines of a shape, whatever is written in or over them, in reading order."""
    high, wide = shape.shape
    if high > ink.shape[0] or wide > ink.shape[1]:
        return ()
    slack = max(3, round(SLACK * unit) | 1)
    soft = cv2.dilate(ink, np.ones((slack, slack), np.uint8)) > 0
    line = (shape > 0).astype(np.float32)
    drawn = cv2.matchTemplate(soft.astype(np.float32), line, cv2.TM_CCORR) / line.sum()
    places = [
        (float(drawn[y, x]), Box(float(x), float(y), float(x + wide), float(y + high)))
        for y, x in np.argwhere(drawn >= LIKE).tolist()
    ]
    boxes = apart([box for _, box in sorted(places, key=lambda one: -one[0])])
    thick = _mask(cv2.dilate(shape, np.ones((slack, slack), np.uint8)))
    rest = ink.copy()
    for box in boxes:
        rest[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] &= ~thick
    boxes.sort(key=lambda box: (box.top, box.left))
    return tuple(measured(rest, box, ink) for box in boxes)


def _strikes(ink: Mask, unit: float) -> Iterator[Box]:
    """Level strokes that run through letters."""
    long, thick = max(3, round(STROKE_LONG * unit)), max(3, round(STROKE_THICK * unit) | 1)
    soft = cv2.dilate(ink, np.ones((thick, 1), np.uint8))
    runs = find_marks(_mask(cv2.morphologyEx(soft, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))))
    beside, reach = round(BESIDE_STROKE * unit), round(LETTERS * unit)
    for k, (left, top, width, height, _) in enumerate(runs.stats.tolist()):
        own = _mark(runs, k)
        first, last = top + own.argmax(axis=0), top + height - own[::-1].argmax(axis=0)
        columns = ink[:, left : left + width] > 0
        rows = np.arange(len(ink))[:, None]
        above = columns & (rows < first - beside) & (rows >= first - reach)
        below = columns & (rows >= last + beside) & (rows < last + reach)
        if above.any(axis=0).mean() >= ABOVE and below.any(axis=0).mean() >= BELOW:
            yield Box(left, top, left + width, top + height)


def _rings(ink: Mask, plain: Mask, unit: float) -> list[Box]:
    """Marks drawn around something, whether they touch rulings or were taken for some in part."""
    return apart([*_closed(ink, unit), *_closed(plain, unit)])


def _closed(ink: Mask, unit: float) -> Iterator[Box]:
    """The marks that run around their middle."""
    marks = find_marks(ink)
    large = (marks.height >= RING * unit) & (marks.width >= RING * unit)
    for k in np.flatnonzero(large & (marks.height <= HIGHEST_RING * unit)).tolist():
        left, top, width, height, area = marks.stats[k].tolist()
        y, x = np.nonzero(_mark(marks, k))
        x, y = (x + 0.5) * 2 / width - 1, (y + 0.5) * 2 / height - 1
        away = np.hypot(x, y)
        turn = np.floor((np.arctan2(y, x) + np.pi) / (2 * np.pi) * SECTORS)
        drawn = len(np.unique(turn[away >= ON_RING])) / SECTORS
        if drawn >= CLOSED and (away < WITHIN_RING).sum() <= LEAST_OFF * area:
            yield Box(left, top, left + width, top + height)


def _window(ink: Mask, left: int, top: int, shape: tuple[int, ...]) -> Mask:
    """A piece of the ink, which may reach over its edges."""
    high, wide = shape[:2]
    found = np.zeros((high, wide), np.uint8)
    x, y = max(0, left), max(0, top)
    piece = ink[y : top + high, x : left + wide]
    found[y - top : y - top + piece.shape[0], x - left : x - left + piece.shape[1]] = piece
    return found


def _mask(pixels: cv2.typing.MatLike) -> Mask:
    return np.asarray(pixels, dtype=np.uint8)


def _share(ink: Mask, where: Mask) -> float:
    return float((ink[where > 0] > 0).mean()) if (where > 0).any() else 0.0


def _trimmed(shape: Mask, left: int, top: int) -> tuple[Box, Mask]:
    x, y, width, height = cv2.boundingRect(shape)
    box = Box(left + x, top + y, left + x + width, top + y + height)
    return box, shape[y : y + height, x : x + width]
