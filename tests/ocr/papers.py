"""Drawn pages for tests of reading: lines of text, rulings, photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

LINES = (
    "Menerima laporan dari masyarakat",
    "Memeriksa kelengkapan laporan kegiatan",
    "Mengirimkan rekapitulasi bulanan",
    "Melaksanakan penyuluhan kamtibmas",
    "Membuat berita acara pemeriksaan",
    "Menyampaikan hasil kepada pimpinan",
)
LETTER = 22
"""The height of a capital on a drawn page, in pixels."""


def written(lines: Sequence[str] = LINES, size: tuple[int, int] = (900, 1200)) -> Pixels:
    """A white page, width by height, with lines of sans-serif text."""
    page = np.full((size[1], size[0]), 255, np.uint8)
    for number, line in enumerate(lines):
        write(page, line, (80, 120 + 70 * number))
    return page


def write(page: Pixels, line: str, place: tuple[int, int]) -> None:
    """Writes a line with its foot at the place."""
    cv2.putText(page, line, place, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2, cv2.LINE_AA)


def ruled(size: tuple[int, int] = (900, 1200)) -> Pixels:
    """An empty table of two rows and three columns, 80 pixels from the page's edge."""
    page = np.full((size[1], size[0]), 255, np.uint8)
    for y in (80, 380, 680):
        cv2.line(page, (80, y), (820, y), 0, 3)
    for x in (80, 300, 560, 820):
        cv2.line(page, (x, 80), (x, 680), 0, 3)
    return page


def leaning(page: Pixels, degrees: float) -> Pixels:
    """The page turned clockwise by some degrees on white."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=255), np.uint8)


def photographed(page: Pixels, ground: tuple[int, int, int] = (70, 90, 40)) -> Pixels:
    """The page on a coloured table, seen from aslant, in uneven light."""
    height, width = page.shape[:2]
    target = np.array(
        [[90, 110], [width + 60, 80], [width + 100, height + 40], [60, height + 70]], np.float32
    )
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    size = (width + 180, height + 160)
    colour = cv2.cvtColor(page, cv2.COLOR_GRAY2RGB)
    view = cv2.warpPerspective(colour, matrix, size, borderValue=(-1, 0, 0))
    inside = cv2.warpPerspective(np.full_like(page, 255), matrix, size)
    light = np.linspace(0.95, 0.6, size[0])[None, :, None]
    view = np.where(inside[:, :, None] > 127, view * light, np.array(ground) * light)
    return np.asarray(view, np.uint8)
