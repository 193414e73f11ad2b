"""Patches of paper and of ink that may be shapes by their size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.lines import connected_parts
from records.geometry import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

SMALLEST, WIDEST, TALLEST = 0.85, 16.0, 10.0
"""Sizes of a shape's inside, in letter heights."""
LEAST_FULL = 0.35
"""Share of its box that a shape covers at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """What an outline encloses, cut to its bounding box at (left, top)."""

    mask: Mask
    left: int
    top: int

    @property
    def box(self) -> Box:
        height, width = self.mask.shape
        return Box(self.left, self.top, self.left + width, self.top + height)


def find_holes(ink: Mask, letter_height: float) -> list[Region]:
    """The patches of paper of a shape's size that ink, or an edge of the mask, encloses."""
    # Following the outlines costs a tenth of giving every pixel of the mask a number.
    framed = cv2.copyMakeBorder(ink, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=255)
    outlines, tree = cv2.findContours(framed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline, (_, _, _, parent) in zip(outlines, tree[0].tolist(), strict=True):
        # a hole is outlined by the ink around it
        left, top, width, height = cv2.boundingRect(outline)
        width, height = width - 2, height - 2
        if parent < 0 or not _is_sized(width, height, letter_height):
            continue
        region = _hole_in(ink[top : top + height, left : left + width])
        if cv2.countNonZero(region) >= LEAST_FULL * width * height:
            found.append(Region(_filled(region), left, top))
    return sorted(found, key=lambda region: (region.top, region.left))


def _hole_in(cut: Mask) -> Mask:
    """The one patch of paper that reaches all sides of a cut of the ink."""
    paper = cv2.threshold(cut, 0, 1, cv2.THRESH_BINARY_INV)[1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        paper, connectivity=4, ltype=cv2.CV_16U
    )
    if count == 2:
        return np.asarray(paper, np.uint8)
    reaches = (stats[1:, 2] == cut.shape[1]) & (stats[1:, 3] == cut.shape[0])
    return np.asarray(labels == int(reaches.argmax()) + 1, np.uint8)


def find_solids(ink: Mask, letter_height: float) -> list[Region]:
    """The solid areas of a shape's size."""
    size = max(3, round(SMALLEST * letter_height))
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    # a diamond's tips are lost by a square opening: take back what touches the core
    core = cv2.dilate(opened, np.ones((size, size), np.uint8))
    small = np.ones((max(3, size // 3), max(3, size // 3)), np.uint8)
    body = cv2.bitwise_and(cv2.morphologyEx(ink, cv2.MORPH_OPEN, small), core)
    parts = connected_parts(np.asarray(body, np.uint8), SMALLEST * letter_height)
    found = []
    for left, top, part in parts:
        height, width = part.shape
        is_full = np.count_nonzero(part) >= LEAST_FULL * width * height
        if is_full and _is_sized(width, height, letter_height):
            found.append(Region(_filled(part.view(np.uint8)), left, top))
    return sorted(found, key=lambda region: (region.top, region.left))


def _is_sized(width: int, height: int, letter_height: float) -> bool:
    """Whether a region may be a shape by its size."""
    return (
        min(width, height) >= SMALLEST * letter_height
        and max(width, height) >= 1.25 * SMALLEST * letter_height
        and width <= WIDEST * letter_height
        and height <= TALLEST * letter_height
        and width <= 8 * height
        and height <= 2.5 * width
    )


def _filled(region: Mask) -> Mask:
    """The region with whatever is written inside it filled up."""
    edges, _ = cv2.findContours(region, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = np.zeros_like(region)
    cv2.drawContours(whole, edges, -1, 1, -1)
    # specks of the copier and touching letters bite notches into the inside
    size = max(3, min(region.shape) // 6 | 1)
    padded = cv2.copyMakeBorder(whole, size, size, size, size, cv2.BORDER_CONSTANT, value=0)
    kernel = np.ones((size, size), np.uint8)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, kernel)
    return np.asarray(closed[size:-size, size:-size], np.uint8)
