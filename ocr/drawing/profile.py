"""A filled region compared with the shapes of a flowchart by where its edges lie."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from records.paper import SymbolKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

SAMPLES = 24
"""Places along each side where the edge's depth is measured."""
WORST_FIT = 0.05
"""Mean distance of the edges from the shape's, as a share of the sides; true shapes stay
below 0.03 on a copy of a copy, letters and loops of arrows lie above 0.06."""
LEAST_WIDE = 1.12
"""Width by height below which a round shape is a circle and no capsule."""
ROUNDEST_BOX = 0.27
"""Corner radius, as a share of the height, up to which a box is no capsule."""


def edge_profile(region: Mask) -> NDArray[np.float64]:
    """How deep the region's edge lies behind each side of its bounding box, in shares."""
    rows = (np.arange(SAMPLES) + 0.5) / SAMPLES
    filled = region > 0
    depths = []
    for turned in (filled, filled[:, ::-1], filled.T, filled.T[:, ::-1]):
        lines = turned[(rows * turned.shape[0]).astype(int)]
        first = np.where(lines.any(axis=1), lines.argmax(axis=1), lines.shape[1])
        depths.append(first / lines.shape[1])
    return np.concatenate(depths)


def classify(region: Mask) -> tuple[SymbolKind | None, float]:
    """The kind a filled region fits best and how surely (0..1); None where it fits none.

    `region` is cut to its bounding box. Circles and round ovals are no shape of a flowchart.
    """
    height, width = region.shape
    aspect = width / height
    profile = edge_profile(region)
    best: dict[SymbolKind | None, float] = {}
    for kind, template in _templates(round(np.log2(aspect) * 4), aspect > LEAST_WIDE):
        miss = float(np.abs(profile - template).mean())
        best[kind] = min(best.get(kind, 1.0), miss)
    ranked = sorted(best.items(), key=lambda item: item[1])
    (kind, miss), (_, second) = ranked[0], ranked[1]
    if kind is None or miss > WORST_FIT:
        return None, 0.0
    margin = min(1.0, (second - miss) / 0.02)
    return kind, 0.6 + 0.4 * margin * (1 - miss / WORST_FIT)


@cache
def _templates(
    step: int, is_wide: bool
) -> tuple[tuple[SymbolKind | None, NDArray[np.float64]], ...]:
    """Profiles of all shapes at one aspect ratio, `2 ** (step / 4)`; round ones by their width."""
    aspect = 2 ** (step / 4)
    height = 120
    width = max(12, round(height * aspect))
    found: list[tuple[SymbolKind | None, NDArray[np.float64]]] = []
    for radius in (0.0, 0.09, 0.18, ROUNDEST_BOX - 0.02):
        found.append((SymbolKind.PROCESS, edge_profile(_rounded(width, height, radius))))
    for radius in (ROUNDEST_BOX + 0.06, 0.42, 0.5):
        kind = SymbolKind.TERMINATOR if is_wide else None
        found.append((kind, edge_profile(_rounded(width, height, radius))))
    found.append((SymbolKind.TERMINATOR if is_wide else None, edge_profile(_oval(width, height))))
    for blunt in (0.0, 0.06, 0.12):
        diamond = edge_profile(_polygon(width, height, _diamond(blunt)))
        found.append((SymbolKind.DECISION, diamond))
    for shoulder in (0.4, 0.55, 0.7):
        for points in _pentagons(shoulder):
            found.append((SymbolKind.OFF_PAGE, edge_profile(_polygon(width, height, points))))
    return tuple(found)


Outline = tuple[tuple[float, float], ...]


def _diamond(blunt: float) -> Outline:
    """A diamond whose tips are cut off, as a thick outline does to its inside."""
    low, high = 0.5 - blunt, 0.5 + blunt
    return (low, 0), (high, 0), (1, low), (1, high), (high, 1), (low, 1), (0, high), (0, low)


def _pentagons(shoulder: float) -> list[Outline]:
    down: Outline = ((0, 0), (1, 0), (1, shoulder), (0.5, 1), (0, shoulder))
    return [
        down,
        tuple((x, 1 - y) for x, y in down),
        tuple((y, x) for x, y in down),
        tuple((1 - y, x) for x, y in down),
    ]


def _polygon(width: int, height: int, points: Outline) -> Mask:
    region = np.zeros((height, width), np.uint8)
    corners = np.array(points) * (width - 1, height - 1)
    cv2.fillPoly(region, [np.round(corners).astype(np.int32)], 1)
    return region


def _oval(width: int, height: int) -> Mask:
    region = np.zeros((height, width), np.uint8)
    centre, axes = (width // 2, height // 2), (width // 2 - 1, height // 2 - 1)
    cv2.ellipse(region, centre, axes, 0, 0, 360, 1, -1)
    return region


def _rounded(width: int, height: int, radius: float) -> Mask:
    """A box whose corners are rounded by a share of its shorter side."""
    r = round(radius * min(width, height))
    region = np.zeros((height, width), np.uint8)
    region[r : height - r, :] = 1
    region[:, r : width - r] = 1
    for x in (r, width - 1 - r):
        for y in (r, height - 1 - r):
            cv2.circle(region, (x, y), r, 1, -1)
    return region
