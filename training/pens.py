"""A line of writing drawn with a pen-like font, as a mask of ink at 300 dots per inch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.texts import any_text

DOTS_PER_MM = 300 / 25.4
CAPITAL_SHARE = 0.8
"""A capital's height as a share of the size asked, whatever the font calls its size."""
INKED = 100

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A drawn line: its text, its ink (0..255), the row of its feet, its size in pixels."""

    text: str
    ink: Mask
    feet: int
    size: int


@lru_cache(maxsize=600)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def draw_line(font: Path, random: Random, *, is_pen: bool) -> Stroke | None:
    """A line of any text; None where the font has no ink for it."""
    noise = np.random.default_rng(random.getrandbits(64))
    text = any_text(random)
    size = _size(font, random, is_pen=is_pen)
    if random.random() < 0.3:
        ink = _spaced(text, _font(font, size), size, random, noise)
    else:
        ink = _written(text, _font(font, size), size)
    if is_pen:
        ink = _bolder_or_thinner(_bent(ink, size, random, noise), size, random)
    rows, columns = np.nonzero(ink > INKED)
    if not len(rows):
        return None
    top, left = int(rows.min()), int(columns.min())
    kept = ink[top : int(rows.max()) + 1, left : int(columns.max()) + 1]
    return Stroke(text, np.asarray(kept, dtype=np.uint8), 2 * size - top, size)


def _size(font: Path, random: Random, *, is_pen: bool) -> int:
    if not is_pen:
        wanted = random.uniform(2.6, 5.2)
    elif random.random() < 0.35:
        wanted = random.uniform(2.3, 3.6)
    else:
        wanted = random.uniform(2.3, 7.0)
    box = _font(font, 100).getbbox("AbHk019")
    tall = max(0.3, (box[3] - box[1]) / 100)
    return max(12, int(int(wanted * DOTS_PER_MM) * CAPITAL_SHARE / tall))


def _written(text: str, font: ImageFont.FreeTypeFont, size: int) -> Mask:
    image = Image.new("L", (int(font.getlength(text)) + 2 * size + 40, 3 * size + 20))
    ImageDraw.Draw(image).text((size * 0.6, 2 * size), text, font=font, fill=255, anchor="ls")
    return np.asarray(image)


def _spaced(
    text: str,
    font: ImageFont.FreeTypeFont,
    size: int,
    random: Random,
    noise: np.random.Generator,
) -> Mask:
    """Letter by letter: closer or wider than the font sets them, up and down a little."""
    gap = random.uniform(-0.02, 0.22) * size
    blank, lift = random.uniform(0.6, 1.9), random.uniform(0, 0.05) * size
    width = int(font.getlength(text) + 2 * size + 40 + len(text) * (max(0.0, gap) + 0.3 * size))
    image = Image.new("L", (width, 3 * size + 20))
    draw, x = ImageDraw.Draw(image), size * 0.6
    for letter in text:
        at = (x, 2 * size + float(noise.normal()) * lift)
        draw.text(at, letter, font=font, fill=255, anchor="ls")
        x += font.getlength(letter) * (blank if letter == " " else 1.0) + gap
    return np.asarray(image)


def _bent(ink: Mask, size: int, random: Random, noise: np.random.Generator) -> Mask:
    """Slanted, turned, stretched, and uneven as a hand is."""
    height, width = ink.shape
    slant, turn = random.gauss(0, 0.07), random.gauss(0, 0.008)
    stretch = random.uniform(0.82, 1.18)
    wide = int(width * stretch + abs(slant) * height + 20)
    into = np.array(
        [[stretch, -slant, slant * 2 * size + 10], [turn, 1, -turn * width / 2]], np.float32
    )
    drawn = cv2.warpAffine(ink, into, (wide, height), flags=cv2.INTER_LINEAR)
    if random.random() < 0.6:
        reach = random.uniform(0.005, 0.035) * size
        knots = (max(2, int(height / size)) * 2, max(2, int(wide / size)) * 2)
        x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(height, dtype=np.float32))
        across, down = (_waves(knots, (wide, height), reach, noise) for _ in range(2))
        drawn = cv2.remap(drawn, x + across, y + down, cv2.INTER_LINEAR)
    return np.asarray(drawn, dtype=np.uint8)


def _waves(
    knots: tuple[int, int], size: tuple[int, int], reach: float, noise: np.random.Generator
) -> NDArray[np.float32]:
    few = noise.normal(0, reach, knots).astype(np.float32)
    return np.asarray(cv2.resize(few, size, interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _bolder_or_thinner(ink: Mask, size: int, random: Random) -> Mask:
    point, chance = np.ones((2, 2), np.uint8), random.random()
    if chance < 0.18 and size > 40:
        return np.asarray(cv2.dilate(ink, point, iterations=random.choice((1, 2))), np.uint8)
    if 0.18 <= chance < 0.28 and size > 60:
        return np.asarray(cv2.erode(ink, point), np.uint8)
    return ink
