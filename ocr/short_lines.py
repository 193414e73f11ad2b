"""Short pieces of print — a digit, a word, a date — read by the line recogniser.

Tesseract's networks lean on neighbours: a digit alone it often takes for another. The recogniser
is the one that reads handwriting, `ocr.hand.model`; both share its session.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.hand.model import ALPHABET, LINE_HEIGHT, STRIDE, read_lines
from records.geometry import Box
from records.paper import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.montage import Crop

    Grey = NDArray[np.uint8]

INK = 0.72
"""Of the paper's level; what is darker is ink."""
LINE_GAP = 0.12
"""Rows without ink over this many letter heights part two lines."""
LOWEST_LINE = 0.3
"""What is lower than this many letter heights is an accent, a dot or a dash of the line near it."""
EDGE, SIDE_EDGE = 0.14, 0.35
"""White above and below a line's ink and beside it, as shares of its height."""
WORD_GAP, DIGIT_GAP = 0.33, 0.55
"""Ink further apart than this many letter heights is of two words; 1 and I stand off in numbers."""
NUMERALS = "0123456789IVX"
MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of a crop: its rows and columns of ink, in the crop's pixels."""

    top: int
    bottom: int
    left: int
    right: int


def crop_to_strips(crop: Crop) -> tuple[Strip, ...]:
    """The lines of print in a crop, from top to bottom."""
    ink = crop.pixels < INK * 255
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return ()
    bands: list[list[int]] = []
    for row in rows.tolist():
        if bands and row - bands[-1][1] <= max(1.0, LINE_GAP * crop.letter_height):
            bands[-1][1] = row + 1
        else:
            bands.append([row, row + 1])
    strips = []
    for top, bottom in _with_accents(bands, LOWEST_LINE * crop.letter_height):
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        strips.append(Strip(top, bottom, int(columns[0]), int(columns[-1]) + 1))
    return tuple(strips)


def is_short(crop: Crop, widest: float) -> bool:
    """Whether a crop holds one or two lines, none wider than so many letter heights."""
    strips = crop_to_strips(crop)
    longest = widest * crop.letter_height
    return 0 < len(strips) <= MOST_LINES and all(s.right - s.left <= longest for s in strips)


def read_short(crops: Sequence[Crop], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
    """The words of each crop, boxes in pixels of the page; raises HandModelMissing."""
    places = [(k, strip) for k, crop in enumerate(crops) for strip in crop_to_strips(crop)]
    return _read_places(crops, places, alphabet)


def read_rows(crops: Sequence[Crop]) -> tuple[tuple[Word, ...], ...]:
    """As `read_short`, of crops that hold one line each, whatever strokes cross it."""
    places = []
    for k, crop in enumerate(crops):
        columns = np.flatnonzero((crop.pixels < INK * 255).any(axis=0))
        if len(columns):
            strip = Strip(0, crop.pixels.shape[0], int(columns[0]), int(columns[-1]) + 1)
            places.append((k, strip))
    return _read_places(crops, places, "")


def _read_places(
    crops: Sequence[Crop], places: Sequence[tuple[int, Strip]], alphabet: str
) -> tuple[tuple[Word, ...], ...]:
    pictures = [_picture(crops[k], strip) for k, strip in places]
    kept = _columns(alphabet)
    found: list[list[Word]] = [[] for _ in crops]
    answers = read_lines([picture for picture, _ in pictures], is_print=True)
    for line, ((k, strip), (_, scale), chances) in enumerate(
        zip(places, pictures, answers, strict=True)
    ):
        found[k] += _words(chances, kept, crops[k], strip, scale, line)
    return tuple(tuple(words) for words in found)


def _with_accents(bands: list[list[int]], lowest: float) -> list[tuple[int, int]]:
    """The bands with low ones joined to the nearer neighbour."""
    joined = [tuple(band) for band in bands]
    while len(joined) > 1:
        low = [i for i, (top, bottom) in enumerate(joined) if bottom - top < lowest]
        if not low:
            break
        i = low[0]
        before = joined[i][0] - joined[i - 1][1] if i else None
        after = joined[i + 1][0] - joined[i][1] if i + 1 < len(joined) else None
        j = i - 1 if after is None or (before is not None and before < after) else i
        joined[j : j + 2] = [(joined[j][0], joined[j + 1][1])]
    return [(band[0], band[1]) for band in joined]


def _picture(crop: Crop, strip: Strip) -> tuple[Grey, float]:
    """A line brought to the recogniser's height, and how much larger it is than the crop."""
    tall = max(strip.bottom - strip.top, round(0.8 * crop.letter_height))
    edge, side = EDGE * tall, SIDE_EDGE * tall
    middle = (strip.top + strip.bottom) / 2
    top, bottom = round(middle - tall / 2 - edge), round(middle + tall / 2 + edge)
    left, right = round(strip.left - side), round(strip.right + side)
    height, width = crop.pixels.shape
    pixels = np.full((bottom - top, right - left), 255, np.uint8)
    first, last = max(strip.top - 1, 0), min(strip.bottom + 1, height)
    x0, x1 = max(0, left), min(width, right)
    inside = crop.pixels[max(first, top) : min(last, bottom), x0:x1]
    y = max(first, top) - top
    pixels[y : y + inside.shape[0], x0 - left : x1 - left] = inside
    scale = LINE_HEIGHT / pixels.shape[0]
    size = (max(LINE_HEIGHT // 2, round(pixels.shape[1] * scale)), LINE_HEIGHT)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=method), np.uint8), scale


def _columns(alphabet: str) -> NDArray[np.intp]:
    """The answer's columns that may be chosen: no sign, and those of the alphabet."""
    allowed = [i + 1 for i, sign in enumerate(ALPHABET) if not alphabet or sign in alphabet]
    return np.array([0, *allowed], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Sign:
    """A character, how sure it is, and the middle of the columns it was seen in."""

    text: str
    chance: float
    middle: float


def _signs(chances: NDArray[np.float32], kept: NDArray[np.intp]) -> list[Sign]:
    """The likeliest characters of a line: runs of one answer, parted by no sign."""
    best = kept[np.argmax(chances[:, kept], axis=1)]
    signs: list[Sign] = []
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start]:
            chance = float(np.exp(chances[start:end, best[start]].max()))
            signs.append(Sign(ALPHABET[best[start] - 1], chance, (start + end) / 2 * STRIDE))
        start = end
    return signs


def _words(
    chances: NDArray[np.float32],
    kept: NDArray[np.intp],
    crop: Crop,
    strip: Strip,
    scale: float,
    line: int,
) -> list[Word]:
    side = SIDE_EDGE * max(strip.bottom - strip.top, round(0.8 * crop.letter_height))
    begin = round(strip.left - side)
    gaps = _gaps(crop, strip)
    groups: list[list[tuple[Sign, float]]] = [[]]
    for sign in _signs(chances, kept):
        x = begin + sign.middle / scale
        if sign.text == " ":
            groups.append([])
            continue
        if groups[-1]:
            last, at = groups[-1][-1]
            is_number = last.text in NUMERALS and sign.text in NUMERALS
            least = DIGIT_GAP if is_number else WORD_GAP
            least *= crop.letter_height
            if any(at < middle < x and width > least for middle, width in gaps):
                groups.append([])
        groups[-1].append((sign, x))
    return [_word(group, crop, strip, line) for group in groups if group]


def _gaps(crop: Crop, strip: Strip) -> list[tuple[float, float]]:
    """The middles and widths of what may be blanks between words."""
    ink = (crop.pixels[strip.top : strip.bottom] < INK * 255).any(axis=0)
    columns = np.flatnonzero(ink)
    wide = np.flatnonzero(np.diff(columns) > WORD_GAP * crop.letter_height)
    return [
        (float(columns[i] + columns[i + 1]) / 2, float(columns[i + 1] - columns[i]))
        for i in wide.tolist()
    ]


def _word(group: list[tuple[Sign, float]], crop: Crop, strip: Strip, line: int) -> Word:
    half = 0.35 * crop.letter_height
    left = max(float(strip.left), group[0][1] - half)
    right = min(float(strip.right), group[-1][1] + half)
    box = Box(
        crop.left + min(left, right - 1),
        crop.top + strip.top,
        crop.left + max(right, left + 1),
        crop.top + strip.bottom,
    )
    sure = min(sign.chance for sign, _ in group)
    return Word("".join(sign.text for sign, _ in group), box, min(1.0, sure), line=line)
