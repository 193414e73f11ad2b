"""What happens to a page between printer and upload: flatbed, copier, telephone.

Every function takes RGB pixels (uint8, height x width x 3) and a random generator, so that one
seed gives one picture.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Level = Literal["clean", "office", "copier", "phone", "worn", "poor"]
LEVELS: tuple[Level, ...] = ("clean", "office", "copier", "phone")
"""The usual devices; `worn` and `poor` are what copiers and telephones give on a bad day."""
DPI: dict[Level, int] = {
    "clean": 300, "office": 300, "copier": 200, "phone": 250, "worn": 200, "poor": 220,
}  # fmt: skip
COPIES, MORE_COPIES = 2, 3
CREASED_MM = 0.4
"""How far a crumpled page's places lie off, on the average."""


def print_pages(pdf: bytes, dpi: int) -> list[Pixels]:
    """The pages of a PDF as a printer would lay them down."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB")) for page in document
        ]
    finally:
        document.close()


def scan(page: Pixels, level: Level, random: np.random.Generator) -> Pixels:
    """The page as a device of that level hands it over."""
    devices = {
        "clean": _clean, "office": _flatbed, "copier": _copier, "phone": _phone, "worn": _worn,
        "poor": _poor,
    }  # fmt: skip
    return devices[level](page, random)


def pages_to_pdf(pages: Sequence[Pixels], dpi: int, quality: int = 80) -> bytes:
    """A scanned PDF: one JPEG a page, nothing else."""
    images = [Image.fromarray(page) for page in pages]
    out = io.BytesIO()
    images[0].save(
        out, "PDF", save_all=True, append_images=images[1:], resolution=dpi, quality=quality
    )
    return out.getvalue()


def _clean(page: Pixels, random: np.random.Generator) -> Pixels:
    return _turn(page, random.uniform(-0.2, 0.2), 255)


def _flatbed(page: Pixels, random: np.random.Generator) -> Pixels:
    turned = _turn(page, random.uniform(-1.2, 1.2), 245).astype(np.float32)
    soft = cv2.GaussianBlur(turned, (0, 0), random.uniform(0.5, 0.9))
    paper = soft * random.uniform(0.92, 0.97)
    return _byte(paper + random.normal(0, 3.0, page.shape[:2])[..., None])


def _copier(page: Pixels, random: np.random.Generator, copies: int = COPIES) -> Pixels:
    """A copy of a copy: blurred and cut to black and white twice, with specks and punch holes."""
    grey = cv2.cvtColor(_turn(page, random.uniform(-2.5, 2.5), 255), cv2.COLOR_RGB2GRAY)
    for _ in range(copies):
        blurred = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), random.uniform(0.6, 0.9))
        noisy = blurred + random.normal(0, 14, grey.shape)
        grey = _byte(255 / (1 + np.exp(-(noisy - random.uniform(135, 165)) / 22)))
    height, width = grey.shape
    for _ in range(int(width * height / 25_000)):
        x, y = int(random.integers(width)), int(random.integers(height))
        cv2.circle(grey, (x, y), int(random.integers(1, 3)), int(random.integers(0, 120)), -1)
    for share in (0.3, 0.7):
        cv2.circle(grey, (int(width * 0.01), int(height * share)), int(width * 0.009), 20, -1)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB).astype(np.uint8)


def _worn(page: Pixels, random: np.random.Generator) -> Pixels:
    """A copy of a copy of a copy."""
    return _copier(page, random, MORE_COPIES)


def _phone(page: Pixels, random: np.random.Generator) -> Pixels:
    """A photograph on a desk: perspective, shadow, warm light, blur."""
    height, width = page.shape[:2]
    border = int(0.08 * max(height, width))
    desk = random.integers(20, 110, 3).astype(np.float32)
    shift = 0.035 * max(height, width)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = (corners + border + random.uniform(-shift, shift, (4, 2))).astype(np.float32)
    size = (width + 2 * border, height + 2 * border)
    flat = cv2.getPerspectiveTransform(corners, seen)
    photo = cv2.warpPerspective(
        page.astype(np.float32),
        flat,
        size,
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=[float(v) for v in desk],
    )
    warm = np.array([1.0, 0.98, 0.92], np.float32)
    lit = photo * warm * _shadow(photo.shape[0], photo.shape[1], random)[..., None]
    photo = cv2.GaussianBlur(lit, (0, 0), random.uniform(0.5, 1.0))
    return _byte(photo + random.normal(0, 3.5, photo.shape))


def _poor(page: Pixels, random: np.random.Generator) -> Pixels:
    """A dim photograph of a page that was crumpled, out of focus and grainy."""
    photo = _phone(_crumpled(page, random), random).astype(np.float32)
    soft = cv2.GaussianBlur(photo, (0, 0), random.uniform(0.6, 0.9))
    return _byte(soft * random.uniform(0.45, 0.6) + random.normal(0, 4.0, photo.shape))


def _crumpled(page: Pixels, random: np.random.Generator) -> Pixels:
    """The page bent here and there, brighter where it leans to the light."""
    height, width = page.shape[:2]
    bends = [
        cv2.resize(random.normal(0, 1, (7, 5)), (width, height), interpolation=cv2.INTER_CUBIC)
        for _ in range(3)
    ]
    off = CREASED_MM / 25.4 * DPI["poor"]
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    across, down = (
        (at + off * bend).astype(np.float32) for at, bend in zip((xs, ys), bends, strict=False)
    )
    bent = cv2.remap(page, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _byte(bent * np.clip(1 + 0.06 * bends[2], 0.8, 1.0)[..., None])


def _shadow(height: int, width: int, random: np.random.Generator) -> NDArray[np.float32]:
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle = random.uniform(0, 2 * np.pi)
    fall = (x * np.cos(angle) + y * np.sin(angle)) * random.uniform(0.06, 0.16)
    return np.asarray(0.86 + fall, np.float32)


def _turn(page: Pixels, degrees: float, paper: int) -> Pixels:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper,) * 3
    )
    return turned.astype(np.uint8)


def _byte(values: NDArray[np.floating]) -> Pixels:
    pixels: Pixels = np.clip(values, 0, 255).astype(np.uint8)
    return pixels
