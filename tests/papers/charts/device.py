"""What a device leaves of a drawn page after it was made upright: blur, noise, a rest of slope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Device = Literal["clean", "office", "copier", "phone"]
DEVICES: tuple[Device, ...] = ("clean", "office", "copier", "phone")
SCALE: dict[Device, float] = {"clean": 1.0, "office": 1.0, "copier": 2 / 3, "phone": 5 / 6}
"""Pixels of the device for one at 300 dpi."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A page as handed over, and by how much it is smaller than it was drawn."""

    pixels: Grey
    scale: float


def hand_over(page: Grey, device: Device, random: np.random.Generator) -> Handed:
    """The page as a device of that kind, and what straightens its pages, hand it over."""
    scale = SCALE[device]
    if scale != 1:
        size = (round(page.shape[1] * scale), round(page.shape[0] * scale))
        page = cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    if device == "clean":
        return Handed(page, scale)
    changed = {"office": _office, "copier": _copier, "phone": _phone}[device](page, random)
    return Handed(_evened(changed), scale)


def _evened(page: Grey) -> Grey:
    """The page with its paper white, as a reader makes it before it looks."""
    return _byte(page.astype(np.float32) * (252 / max(float(np.median(page)), 1.0)))


def _office(page: Grey, random: np.random.Generator) -> Grey:
    turned = _turn(page, random.uniform(-0.08, 0.08)).astype(np.float32)
    soft = cv2.GaussianBlur(turned, (0, 0), random.uniform(0.5, 0.9))
    return _byte(soft * random.uniform(0.92, 0.97) + random.normal(0, 3, page.shape))


def _copier(page: Grey, random: np.random.Generator) -> Grey:
    grey = _turn(page, random.uniform(-0.12, 0.12))
    for _ in range(2):
        soft = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), random.uniform(0.6, 0.9))
        noisy = soft + random.normal(0, 14, grey.shape)
        grey = _byte(255 / (1 + np.exp(-(noisy - random.uniform(135, 165)) / 22)))
    height, width = grey.shape
    for _ in range(width * height // 25_000):
        x, y = int(random.integers(width)), int(random.integers(height))
        cv2.circle(grey, (x, y), int(random.integers(1, 3)), int(random.integers(0, 120)), -1)
    return grey


def _phone(page: Grey, random: np.random.Generator) -> Grey:
    """Flattened from a photograph: a bow of a pixel or two is left."""
    height, width = page.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bow = random.uniform(-1.5, 1.5, 4)
    moved = cv2.remap(
        page,
        (x + bow[0] * np.sin(np.pi * y / height) + bow[1] * y / height).astype(np.float32),
        (y + bow[2] * np.sin(np.pi * x / width) + bow[3] * x / width).astype(np.float32),
        cv2.INTER_LINEAR,
        borderValue=255,
    )
    soft = cv2.GaussianBlur(moved.astype(np.float32), (0, 0), random.uniform(0.7, 1.2))
    return _byte(soft * random.uniform(0.8, 0.95) + random.normal(0, 4, page.shape))


def _turn(page: Grey, degrees: float) -> Grey:
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(page, turn, (width, height), borderValue=255).astype(np.uint8)


def _byte(values: NDArray[np.floating]) -> Grey:
    pixels: Grey = np.clip(values, 0, 255).astype(np.uint8)
    return pixels
