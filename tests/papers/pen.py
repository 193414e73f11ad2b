"""A pen that writes on pictures of our own blanks, at the boxes of their layout."""

from __future__ import annotations

import random as randomness
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from compose.blank.sheet import PenBox

DPI = 300
MM = DPI / 25.4
Ink = tuple[int, int, int]
INKS: tuple[Ink, ...] = ((26, 26, 96), (38, 38, 38), (70, 70, 75), (20, 40, 110))
FREE_SHARE = 0.3
"""So many hands write digits without minding the boxes of a comb."""
CHECK_STROKE = 0.42
"""Of a pen, in millimetres."""
SIZED = 0.45, 0.85
"""How tall letters may be that are sized to their box, as a share of it."""
LARGEST = 1.25
PITCH = 1.02
ANCHORS = ("middle", "middle", "above", "below")
Way = Literal["minded", "plain"]


class Pen:
    """Writes on pictures of pages."""

    def __init__(
        self,
        pages: Sequence[Image.Image],
        font: Path,
        size: float,
        random: randomness.Random,
        ink: Ink | None = None,
    ) -> None:
        self._draws = [ImageDraw.Draw(page) for page in pages]
        self._sizes = [page.size for page in pages]
        self._file, self._size = str(font), size
        self._random = random
        chosen = random.choice(INKS)
        self._ink = ink or chosen
        self._is_free = random.random() < FREE_SHARE

    def write(self, place: PenBox, text: str) -> bool:
        """Sets a text into a box, smaller where it needs be; whether anything was set."""
        if not text:
            return False
        left, top, right, bottom = self._box(place)
        draw = self._draws[place.page - 1]
        if place.cells and not self._is_free and len(text) <= place.cells:
            self._comb(draw, place, text)
            return True
        tall = (bottom - top) / place.lines
        start = left + self._random.uniform(1.0, 3.0) * MM
        size = min(self._size * MM, 0.8 * tall)
        lines = [text]
        while True:
            font = ImageFont.truetype(self._file, max(8, round(size)))
            lines = _wrapped(draw, text, font, right - start - 0.5 * MM)
            if len(lines) <= place.lines or size < 2.2 * MM:
                break
            size *= 0.93
        if len(lines) > place.lines:
            # What fits nowhere runs over to the right, as a hand's does.
            lines = [*lines[: place.lines - 1], " ".join(lines[place.lines - 1 :])]
        for number, line in enumerate(lines):
            middle = top + (number + 0.5) * tall + self._random.uniform(-0.06, 0.06) * tall
            draw.text((start, middle), line, font=font, fill=self._ink, anchor="lm")
        return True

    def _comb(self, draw: ImageDraw.ImageDraw, place: PenBox, text: str) -> None:
        left, top, right, bottom = self._box(place)
        step = (right - left) / place.cells
        font = ImageFont.truetype(self._file, round(min(self._size * MM, 0.8 * (bottom - top))))
        for number, sign in enumerate(text):
            x = left + (number + 0.5 + self._random.uniform(-0.12, 0.12)) * step
            y = (top + bottom) / 2 + self._random.uniform(-0.06, 0.06) * (bottom - top)
            draw.text((x, y), sign, font=font, fill=self._ink, anchor="mm")

    def check(self, place: PenBox) -> None:
        """A cross, a tick, or a stroke, more or less within the box."""
        left, top, right, bottom = self._box(place)
        wide, tall = right - left, bottom - top
        draw = self._draws[place.page - 1]

        def stroke(*points: tuple[float, float]) -> None:
            off = [self._random.uniform(-0.08, 0.08) for _ in range(2)]
            path = [(left + (x + off[0]) * wide, top + (y + off[1]) * tall) for x, y in points]
            draw.line(path, fill=self._ink, width=round(CHECK_STROKE * MM))

        match self._random.choice(("cross", "tick", "stroke")):
            case "cross":
                stroke((0.05, 0.05), (0.95, 0.95))
                stroke((0.95, 0.0), (0.05, 0.95))
            case "tick":
                stroke((0.1, 0.45), (0.4, 0.95), (1.1, -0.15))
            case _:
                stroke((0.05, 1.0), (0.95, 0.0))

    def sign(self, place: PenBox) -> None:
        """A scrawl, or nothing."""
        if self._random.random() < 0.5:
            return
        left, top, right, bottom = self._box(place)
        points = [
            (
                left + (0.1 + 0.08 * k) * (right - left),
                top + self._random.uniform(0.2, 0.8) * (bottom - top),
            )
            for k in range(10)
        ]
        self._draws[place.page - 1].line(
            points, fill=self._ink, width=round(CHECK_STROKE * MM), joint="curve"
        )

    def _box(self, place: PenBox) -> tuple[float, float, float, float]:
        wide, tall = self._sizes[place.page - 1]
        left, top, right, bottom = place.box
        return left * wide, top * tall, right * wide, bottom * tall


class PlainPen(Pen):
    """Knows a box's edges and nothing else: neither its lines nor its single boxes.

    Its writing is as large as the box lets it be, in the middle of it, above, or on its lower
    line; what is too long is broken, then made smaller.
    """

    def __init__(
        self,
        pages: Sequence[Image.Image],
        font: Path,
        size: float,
        random: randomness.Random,
        ink: Ink | None = None,
    ) -> None:
        super().__init__(pages, font, size, random, ink)
        self._share = random.uniform(*SIZED)
        self._anchor = random.choice(ANCHORS)

    def write(self, place: PenBox, text: str) -> bool:
        """Sets a text into a box; whether anything was set."""
        if not text:
            return False
        left, top, right, bottom = self._box(place)
        draw = self._draws[place.page - 1]
        start = left + self._random.uniform(0.5, 2.0) * MM
        size = min(LARGEST * self._size * MM, self._share * (bottom - top))
        while True:
            font = ImageFont.truetype(self._file, max(8, round(size)))
            lines = _wrapped(draw, text, font, right - start)
            fits = all(draw.textlength(line, font=font) <= right - start for line in lines)
            if (fits and len(lines) * size <= max(size, bottom - top)) or size < 2.0 * MM:
                break
            size *= 0.95
        tall = size * PITCH
        free = bottom - top - len(lines) * tall
        rise = {"middle": free / 2, "above": min(free / 2, 0.5 * MM), "below": free}[self._anchor]
        for number, line in enumerate(lines):
            middle = top + rise + (number + 0.5) * tall + self._random.uniform(-0.04, 0.04) * tall
            draw.text((start, middle), line, font=font, fill=self._ink, anchor="lm")
        return True


def _wrapped(
    draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, room: float
) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font=font) <= room:
            lines[-1] = longer
        elif not lines:
            lines = [word]
        else:
            lines.append(word)
    return lines
