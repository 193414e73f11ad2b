"""Pages of drawn lines, damaged as papers are, and cut as the reader cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.hand.crops import line_to_picture
from ocr.hand.dots import find_dotted
from ocr.ink.marks import find_marks
from ocr.ink.painting import SPECK_AREA, ruling_mask
from records.geometry import Box
from records.paper import Ruling
from records.pen import InkMark
from training.pens import DOTS_PER_MM, Stroke, draw_line

Level = Literal["clean", "office", "copier", "worn", "phone", "poor"]
Rule = Literal["line", "dots"]
RULES: tuple[Rule, ...] = ("line", "dots", "line")
DPI: dict[Level, int] = {
    "clean": 300, "office": 300, "copier": 200, "worn": 200, "phone": 250, "poor": 220,
}  # fmt: skip
SHARES: dict[Level, float] = {
    "clean": 0.1, "office": 0.17, "copier": 0.33, "worn": 0.12, "phone": 0.16, "poor": 0.12,
}  # fmt: skip
WIDTH, HEIGHT = int(185 * DOTS_PER_MM), int(150 * DOTS_PER_MM)
MARGIN, TALLEST = 20, 160
PEN_SHARE = 0.87
"""Lines by pen; the rest is print, which the reader meets too."""
INK_DARK = 0.72
LOST = 0.45
"""A line of whose ink less is left behind its ruling teaches nothing."""
WIDEST, NARROWEST = 1000, 3.2
"""Columns of the longest picture, and of one sign."""

Grey = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A picture as the reader gets it (48 rows, uint8) and what is written."""

    picture: NDArray[np.uint8]
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class _Slot:
    """A line's place on the page, what it stands on, and the height of that."""

    stroke: Stroke
    x: int
    y: int
    rule: Rule | None
    at: int
    thick: int


def draw_page(
    pens: Sequence[Path], prints: Sequence[Path], random: Random, level: Level | None = None
) -> list[Line]:
    """The lines of one page in one or several hands; without a level, of any, as for learning."""
    is_lesson = level is None
    level = level or random.choices(tuple(SHARES), tuple(SHARES.values()))[0]
    noise = np.random.default_rng(random.getrandbits(64))
    page = np.full((HEIGHT, WIDTH), 255, np.float32)
    slots = _written(page, pens, prints, random)
    share = DPI[level] / 300
    if share < 1:
        page = np.asarray(
            cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.float32
        )
    grey = np.clip(damage(page, level, random, noise), 0, 255).astype(np.uint8)
    if level not in ("clean", "worn") and random.random() < 0.6:
        packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, random.randint(60, 90)])[1]
        grey = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    letter = random.uniform(2.2, 3.4) * DPI[level] / 25.4
    lines = []
    for slot in slots:
        picture = _cut(grey, slot, share, letter)
        if picture is not None and is_lesson:
            picture = _varied(picture, random)
        if picture is not None and NARROWEST * len(slot.stroke.text) <= picture.shape[1] <= WIDEST:
            lines.append(Line(picture, slot.stroke.text))
    return lines


def _written(
    page: Grey, pens: Sequence[Path], prints: Sequence[Path], random: Random
) -> list[_Slot]:
    """Rows of writing from the top down, some on rulings or dots."""
    is_pen = random.random() < PEN_SHARE
    fonts = pens if is_pen else prints
    font = random.choice(fonts)
    dark = random.uniform(20, 100) if random.random() < 0.75 else random.uniform(90, 150)
    ruled = 0.55 if random.random() < 0.7 else 0.0
    slots: list[_Slot] = []
    y = MARGIN
    while y < HEIGHT - 3 * MARGIN:
        row, x = [], MARGIN
        while x < WIDTH - 5 * MARGIN:
            font = random.choice(fonts) if random.random() < 0.25 else font
            stroke = draw_line(font, random, is_pen=is_pen)
            if stroke is None or stroke.ink.shape[0] > TALLEST:
                continue
            if x + stroke.ink.shape[1] > WIDTH - MARGIN:
                break
            row.append((x, stroke))
            x += stroke.ink.shape[1] + 3 * MARGIN
            if random.random() < 0.3:
                break
        tall = max((stroke.ink.shape[0] for _, stroke in row), default=MARGIN)
        if y + tall + 30 > HEIGHT:
            break
        rule = random.choice(RULES) if random.random() < ruled else None
        slots += [_put(page, stroke, (x, y + 10), rule, dark, random) for x, stroke in row]
        y += tall + 34
    return slots


def _put(
    page: Grey,
    stroke: Stroke,
    place: tuple[int, int],
    rule: Rule | None,
    dark: float,
    random: Random,
) -> _Slot:
    x, y = place
    height, width = stroke.ink.shape
    at = min(int(y + stroke.feet + random.uniform(-0.12, 0.3) * stroke.size), y + height + 10)
    thick = random.choice((1, 2, 2, 3))
    if rule == "dots":
        for dot in range(x - 10, x + width + 10, random.choice((8, 10, 13))):
            cv2.circle(page, (dot, at), 1, 40, -1)
    elif rule == "line":
        cv2.line(page, (x - 12, at), (x + width + 12, at), 30, thick)
    here = page[y : y + height, x : x + width]
    np.minimum(here, 255 - (255 - dark) * (stroke.ink.astype(np.float32) / 255), out=here)
    return _Slot(stroke, x, y, rule, at, thick)


def damage(page: Grey, level: Level, random: Random, noise: np.random.Generator) -> Grey:
    """What a device makes of a grey page (float32, may leave 0..255 a little)."""
    if level == "clean":
        return page
    if level in ("copier", "worn"):
        return _copied(page, 2 if level == "copier" else 3, random, noise)
    if level == "office":
        return _blurred(page, noise.uniform(0.5, 0.9)) + _grain(page, 3, noise)
    share, (height, width) = noise.uniform(0.8, 1.0), page.shape
    small = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    page = np.asarray(
        cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32
    )
    page = _blurred(page, noise.uniform(0.5, 1.1))
    if level == "poor":
        return _blurred(page, noise.uniform(0.5, 0.9)) + _grain(page, 7, noise)
    return page + _grain(page, 4, noise)


def _copied(page: Grey, times: int, random: Random, noise: np.random.Generator) -> Grey:
    for _ in range(times):
        page = _blurred(page, noise.uniform(0.6, 0.95)) + _grain(page, random.uniform(6, 14), noise)
        page = np.asarray(255 / (1 + np.exp((noise.uniform(130, 172) - page) / 22)), np.float32)
    for _ in range(page.size // 25000):
        at = (int(noise.integers(page.shape[1])), int(noise.integers(page.shape[0])))
        cv2.circle(page, at, int(noise.integers(1, 3)), int(noise.integers(0, 120)), -1)
    return page


def _blurred(page: Grey, width: float) -> Grey:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), width), np.float32)


def _grain(page: Grey, strength: float, noise: np.random.Generator) -> Grey:
    return noise.standard_normal(page.shape, dtype=np.float32) * np.float32(strength)


def _cut(
    grey: NDArray[np.uint8], slot: _Slot, share: float, letter: float
) -> NDArray[np.uint8] | None:
    """The line as the reader would see it: what it stands on taken away, its marks alone."""
    height, width = slot.stroke.ink.shape
    foot = max(slot.y + height, slot.at if slot.rule else 0) + 8
    left, top = max(0, int((slot.x - 14) * share)), max(0, int((slot.y - 6) * share))
    crop = grey[top : int(foot * share), left : int((slot.x + width + 14) * share)]
    ink = ((crop < 255 * INK_DARK) * 255).astype(np.uint8)
    at = slot.at * share - top
    if slot.rule == "line":
        ruling = Ruling(((0.0, at), (float(crop.shape[1]), at)), max(1.0, slot.thick * share))
        ink = ink & ~ruling_mask(ink, [ruling], letter)
    elif slot.rule == "dots":
        ink = _without_dots(ink, letter)
    marks = find_marks(ink)
    line = [
        InkMark(key, Box(x, y, x + wide, y + tall), area)
        for key, (x, y, wide, tall, area) in enumerate(marks.stats.tolist())
        if area >= SPECK_AREA * letter * letter
        and not (slot.rule and tall <= 0.12 * letter and abs(y + tall / 2 - at) < 0.2 * letter)
    ]
    inked = float((slot.stroke.ink > 100).sum()) * share * share
    if sum(mark.area for mark in line) < LOST * inked or not line:
        return None
    return line_to_picture(crop, marks.labels, line, letter).pixels


def _without_dots(ink: NDArray[np.uint8], letter: float) -> NDArray[np.uint8]:
    marks = find_marks(ink)
    if not len(marks.stats):
        return ink
    rulings, rows = find_dotted(marks, letter)
    gone = np.zeros(len(marks.stats) + 1, np.uint8)
    gone[rows + 1] = 255
    ink = ink & ~np.take(gone, marks.labels)
    return ink & ~ruling_mask(ink, rulings, letter) if rulings else ink


def _varied(picture: NDArray[np.uint8], random: Random) -> NDArray[np.uint8]:
    """Less white at the sides, and now and then closer or wider writing."""
    if random.random() < 0.6:
        (inked,) = np.nonzero((picture < 200).any(axis=0))
        if len(inked):
            left = int(inked[0] * random.random() * 0.9)
            right = int((picture.shape[1] - 1 - inked[-1]) * random.random() * 0.9)
            picture = picture[:, left : picture.shape[1] - right]
    chance = random.random()
    if chance < 0.25:
        share = random.uniform(0.8, 1.0) if chance < 0.08 else random.uniform(1.0, 1.6)
        size = (max(8, int(picture.shape[1] * share)), picture.shape[0])
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.ascontiguousarray(picture)
