"""A table painted on pages: cells with text, borders of every style, symbols with arrows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tests.papers.tables.look import Look
from tests.papers.tables.truth import Line, Truth

Rect = tuple[float, float, float, float]
FOLDERS = (Path("/usr/share/fonts/truetype"),)
FINE = 2
"""Pixels are drawn this many times finer and averaged."""
LEADING = 1.2
HEADS = ("No", "Kegiatan", "Pelaksana", "Mutu Baku", "Kelengkapan", "Waktu", "Output", "Ket")


@cache
def font_file(name: str, *, bold: bool) -> Path | None:
    """The file of a font of this machine, None where it has none."""
    wanted = f"{name}-{'Bold' if bold else 'Regular'}.ttf"
    plain = f"{name}{'-Bold' if bold else ''}.ttf"
    for folder in FOLDERS:
        for file in sorted(folder.rglob("*.ttf")):
            if file.name in (wanted, plain):
                return file
    return None


class Painter:
    """Draws on one page in points."""

    def __init__(self, look: Look, dpi: float) -> None:
        self.look, self.scale = look, dpi / 72 * FINE
        width, height = (round(v * self.scale) for v in look.page)
        self.image = Image.new("L", (width, height), 255)
        self.pen = ImageDraw.Draw(self.image)
        self.fonts = {
            bold: ImageFont.truetype(
                str(font_file(look.font, bold=bold)), round(look.size * self.scale)
            )
            for bold in (False, True)
        }

    def pixels(self) -> NDArray[np.uint8]:
        """The page, RGB."""
        width, height = self.image.size
        small = self.image.resize((width // FINE, height // FINE), Image.Resampling.BOX)
        return np.asarray(small.convert("RGB"))

    def width(self, text: str, *, bold: bool = False) -> float:
        return float(self.fonts[bold].getlength(text)) / self.scale

    def wrap(self, text: str, width: float, *, bold: bool = False) -> list[str]:
        """Lines no wider than a column; a word that is too long is cut with a hyphen."""
        lines, line = [], ""
        for word in text.split():
            while self.width(word, bold=bold) > width:
                cut = max(
                    (
                        k
                        for k in range(2, len(word))
                        if self.width(word[:k] + "-", bold=bold) <= width
                    ),
                    default=2,
                )
                if line:
                    lines.append(line)
                    line = ""
                lines.append(word[:cut] + "-")
                word = word[cut:]
            joined = f"{line} {word}".strip()
            if self.width(joined, bold=bold) <= width:
                line = joined
            else:
                lines.append(line)
                line = word
        return [*lines, line] if line else lines

    def text(
        self, lines: Sequence[str], box: Rect, *, bold: bool = False, middle: bool = False
    ) -> None:
        """Lines at the top left of a box, or in its middle."""
        step = LEADING * self.look.size
        left, top, right, bottom = box
        y = (top + bottom - step * len(lines)) / 2 if middle else top + self.look.padding
        for line in lines:
            x = (
                (left + right - self.width(line, bold=bold)) / 2
                if middle
                else left + self.look.padding
            )
            self.pen.text((x * self.scale, y * self.scale), line, 0, self.fonts[bold])
            y += step

    def turned(self, lines: Sequence[str], box: Rect, *, bold: bool) -> None:
        """Lines that run upwards in the middle of a box."""
        width, height = ((box[2] - box[0]) * self.scale, (box[3] - box[1]) * self.scale)
        sheet = Image.new("L", (round(height), round(width)), 255)
        pen, step = ImageDraw.Draw(sheet), LEADING * self.look.size * self.scale
        y = (width - step * len(lines)) / 2
        for line in lines:
            pen.text(
                ((height - self.fonts[bold].getlength(line)) / 2, y), line, 0, self.fonts[bold]
            )
            y += step
        up = sheet.rotate(90, expand=True)
        at = (round(box[0] * self.scale), round(box[1] * self.scale))
        self.image.paste(0, at, up.point(lambda v: 255 - v))

    def line(self, points: Sequence[tuple[float, float]], width: float, ink: int = 0) -> None:
        thick = max(1, round(width * self.scale))
        self.pen.line([(x * self.scale, y * self.scale) for x, y in points], ink, thick, "curve")

    def border(self, one: tuple[float, float], other: tuple[float, float], style: str) -> None:
        """A border from a point to another, in the look's strength."""
        thick, ink = self.look.ruling, self.look.grey
        (x0, y0), (x1, y1) = one, other
        if style == "double":
            off = 1.2 + thick
            aside = (off, 0.0) if x0 == x1 else (0.0, off)
            self.line([one, other], thick, ink)
            self.line([(x0 + aside[0], y0 + aside[1]), (x1 + aside[0], y1 + aside[1])], thick, ink)
        elif style in ("dotted", "dashed"):
            on, gap = (thick, 2 * thick) if style == "dotted" else (4.0, 2.0)
            length = max(abs(x1 - x0), abs(y1 - y0))
            ux, uy = (x1 - x0) / length, (y1 - y0) / length
            at = 0.0
            while at < length:
                end = min(length, at + on)
                self.line(
                    [(x0 + ux * at, y0 + uy * at), (x0 + ux * end, y0 + uy * end)], thick, ink
                )
                at += on + gap
        else:
            self.line([one, other], 2.25 if style == "thick" else thick, ink)

    def symbol(self, kind: str, centre: tuple[float, float], size: tuple[float, float]) -> None:
        x, y = centre
        w, h = size[0] / 2, size[1] / 2
        s = self.scale
        box, thick = ((x - w) * s, (y - h) * s, (x + w) * s, (y + h) * s), max(1, round(0.9 * s))
        if kind == "capsule":
            self.pen.rounded_rectangle(box, h * s, 255, 0, thick)
        elif kind == "box":
            self.pen.rectangle(box, 255, 0, thick)
        else:
            points = [
                (x * s, (y - h) * s),
                ((x + w) * s, y * s),
                (x * s, (y + h) * s),
                ((x - w) * s, y * s),
            ]
            self.pen.polygon(points, 255)
            self.pen.line([*points, *points[:2]], 0, thick, "curve")


def column_widths(painter: Painter, truth: Truth) -> list[float]:
    """Number, activity, actors, three of quality, remarks."""
    look = painter.look
    room = look.page[0] - 2 * look.margin
    em = look.size
    number = [2.4 * em] if look.has_number else []
    remarks = [5.5 * em] if look.has_remarks else []
    quality = [11 * em, 5 * em, 9 * em]
    rest = room - sum(number) - sum(remarks) - sum(quality)
    actor = max(3.4 * em, min(9 * em, (rest - 13 * em) / len(truth.actors)))
    widths = [
        *number,
        rest - actor * len(truth.actors),
        *[actor] * len(truth.actors),
        *quality,
        *remarks,
    ]
    widths[len(number)] = max(9 * em, widths[len(number)])
    share = room / sum(widths)
    return [w * share for w in widths]


def listed(look: Look, painter: Painter, items: Sequence[str], width: float) -> list[str]:
    """Requirements as the look's list, each item wrapped under its own first letter."""
    lines = []
    for i, item in enumerate(items):
        sign = look.bullet.format(n=i + 1, a="abcdefg"[i]) if len(items) > 1 else ""
        first, *rest = painter.wrap(sign + item, width) or [""]
        lines += [first, *(" " * len(sign) + line for line in rest)]
    return lines


def row_texts(
    painter: Painter, line: Line, widths: Sequence[float], actors: int
) -> list[list[str]]:
    """The lines of each cell of a row."""
    look = painter.look
    inner = [w - 2 * look.padding for w in widths]
    number = [[line.number]] if look.has_number else []
    at = len(number)
    start = at + 1 + actors
    cells = [*number, painter.wrap(line.activity, inner[at]), *[[] for _ in range(actors)]]
    cells.append(listed(look, painter, line.requirements, inner[start]))
    cells += [
        painter.wrap(t, inner[start + 1 + k]) for k, t in enumerate((line.duration, line.output))
    ]
    if look.has_remarks:
        cells.append(painter.wrap(line.remarks, inner[-1]))
    return cells


def arrows(painter: Painter, places: Sequence[tuple[float, float]], half: float) -> None:
    """Elbowed arrows from each symbol down to the next."""
    for (x0, y0), (x1, y1) in pairwise(places):
        turn = y0 + half + 4
        points = [(x0, y0 + half), (x0, turn), (x1, turn), (x1, y1 - half)]
        painter.line(points, 0.7)
        painter.line([(x1 - 2, y1 - half - 4), (x1, y1 - half), (x1 + 2, y1 - half - 4)], 0.7)
