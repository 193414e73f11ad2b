"""Capsules, boxes, diamonds and pentagons, found by the paper they enclose.

What a shape encloses is free of the arrows and rulings that touch its outside. The table's own
lines must be gone from the ink before, or its cells would be boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.corners import THICKEST, overshoots
from ocr.drawing.profile import classify
from ocr.drawing.regions import Region, find_holes, find_solids
from ocr.drawing.values import Shape
from records.paper import SymbolKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

BREAKS = (0.0, 0.25, 0.5)
"""Gaps in an outline, in letter heights, that are tried to be closed one after the other."""
LEAST_OUTLINE = 0.8
"""Share of a shape's edge that must be ink; closed-up letters have less."""
MOST_INK_INSIDE = 0.35
LARGEST_OF_KIND = 2.5
"""A page's shapes are about one size; higher than this times the median is a loop."""
LOOP = 4.0
"""Times the area of a shape on it that a loop of arrows encloses, at least."""
MOST_INK_AROUND = 0.12
"""Share of a small shape's surroundings that may be ink; beside a letter stand letters."""
SMALL = 1.8
"""In letter heights: shapes lower than this could be letters."""
LOWEST_MARK = 1.4
"""In letter heights: only the pentagon that leads to another page is drawn smaller."""
CORE = 0.5
"""Share of a solid shape's lower side; narrower things on it are arrow heads."""
HALF_INKED = 0.45
"""Share of ink in a ring around the inside at which the outline ends."""


def find_shapes(ink: Mask, letter_height: float, dark: Mask | None = None) -> tuple[Shape, ...]:
    """The shapes in an ink mask without the table's lines, from the top down.

    `ink` is 255 where there is ink; `letter_height` is that of a capital, in pixels. `dark` is
    the part of the ink that is much darker than shaded areas, None where there are none.
    """
    shapes: list[Shape] = []
    if dark is not None:
        _add_enclosed(shapes, dark, letter_height)
    _add_enclosed(shapes, ink, letter_height)
    for region in find_solids(ink, letter_height):
        shape = _solid_to_shape(region, letter_height)
        if shape and not any(_same(shape, other) for other in shapes):
            shapes.append(shape)
    return tuple(sorted(_apart(shapes), key=lambda s: (s.box.top, s.box.left)))


def _add_enclosed(shapes: list[Shape], ink: Mask, letter_height: float) -> None:
    """Adds the shapes whose inside the ink encloses, whole or nearly so."""
    for share in BREAKS:
        size = round(share * letter_height)
        closed = ink
        if size > 1:
            kernel = np.ones((size, size), np.uint8)
            closed = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel), np.uint8)
        for region in find_holes(closed, letter_height):
            shape = _to_shape(region, ink, letter_height)
            if size > 1 and shape and shape.box.height < SMALL * letter_height:
                continue
            if shape and not any(_same(shape, other) for other in shapes):
                shapes.append(shape)


def _to_shape(region: Region, ink: Mask | None, letter_height: float) -> Shape | None:
    kind, confidence = classify(region.mask)
    if kind is None:
        return None
    if (
        ink is not None
        and kind is SymbolKind.PROCESS
        and overshoots(region.box, ink, letter_height)
    ):
        return None
    if ink is not None and not _is_outlined(region, ink):
        return None
    rim = 0 if ink is None else _rim(region, ink, letter_height)
    lowest = LOWEST_MARK * letter_height - 2 * rim
    if kind is not SymbolKind.OFF_PAGE and min(region.mask.shape) < lowest:
        return None
    if ink is not None and not _stands_free(region, rim, ink, letter_height):
        return None
    corner = np.array([region.left, region.top], np.float32)
    outline = _diamond(region.mask, rim) if kind is SymbolKind.DECISION else None
    if outline is None:
        outline = _outline(region.mask, rim)
    return Shape(kind, (outline + corner + 0.5).astype(np.float32), confidence)


def _solid_to_shape(region: Region, letter_height: float) -> Shape | None:
    """The shape of a solid region, with or without the arrow heads that stick to it."""
    size = max(3, round(CORE * min(region.mask.shape)) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    padded = cv2.copyMakeBorder(region.mask, size, size, size, size, cv2.BORDER_CONSTANT, value=0)
    core = np.asarray(cv2.morphologyEx(padded, cv2.MORPH_OPEN, kernel), np.uint8)
    ys, xs = np.nonzero(core)
    bare = region
    if len(ys):
        top, left = int(ys.min()), int(xs.min())
        cut = np.asarray(padded[top : ys.max() + 1, left : xs.max() + 1], np.uint8)
        bare = Region(cut, region.left + left - size, region.top + top - size)
    shapes = [_to_shape(one, None, letter_height) for one in (region, bare)]
    found = [shape for shape in shapes if shape is not None]
    return max(found, key=lambda shape: shape.confidence, default=None)


def _outline(mask: Mask, rim: int) -> NDArray[np.float32]:
    edge = rim + 1
    grown = cv2.copyMakeBorder(mask, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=0)
    if rim:
        grown = cv2.dilate(grown, np.ones((2 * rim + 1, 2 * rim + 1), np.uint8))
    edges, _ = cv2.findContours(grown, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(max(edges, key=cv2.contourArea)[:, 0, :] - float(edge), np.float32)


def _diamond(mask: Mask, rim: int) -> NDArray[np.float32] | None:
    """The corners of a diamond by its four sides: its tips are lost in a thick outline."""
    edges, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    points = max(edges, key=cv2.contourArea)[:, 0, :].astype(np.float64)
    height, width = mask.shape
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    away = points - centre
    share = np.abs(away) / (width, height)
    straight = (share.min(axis=1) > 0.1) & (share.max(axis=1) < 0.4)
    sides = []
    for x, y in ((1, -1), (1, 1), (-1, 1), (-1, -1)):
        side = away[straight & (away[:, 0] * x > 0) & (away[:, 1] * y > 0)]
        if len(side) < 4:
            return None
        normal, *_ = np.linalg.lstsq(side, np.ones(len(side)), rcond=None)
        sides.append((normal, 1 + (rim + 0.5) * float(np.hypot(*normal))))
    corners = []
    for (one, reach), (other, far) in zip(sides, sides[1:] + sides[:1], strict=True):
        lines = np.array([one, other])
        if abs(float(np.linalg.det(lines))) < 1e-9:
            return None
        corners.append(np.linalg.solve(lines, np.array([reach, far])))
    return np.asarray(np.array(corners) + centre, np.float32)


def _is_outlined(region: Region, ink: Mask) -> bool:
    """Whether ink runs along the whole edge of the region and little lies inside."""
    height, width = region.mask.shape
    left, top = max(0, region.left - 2), max(0, region.top - 2)
    around = ink[top : region.top + height + 2, left : region.left + width + 2] > 0
    inside = np.zeros(around.shape, np.uint8)
    y, x = region.top - top, region.left - left
    inside[y : y + height, x : x + width] = region.mask
    edge = cv2.dilate(inside, np.ones((3, 3), np.uint8)) - inside
    near = cv2.dilate(around.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if not edge.any() or not inside.any():
        return False
    outlined = float(near[edge > 0].mean()) >= LEAST_OUTLINE
    return outlined and float(around[inside > 0].mean()) <= MOST_INK_INSIDE


def _stands_free(region: Region, rim: int, ink: Mask, letter_height: float) -> bool:
    """Whether a shape, if small, has paper around it as no letter of a word has."""
    height, width = region.mask.shape
    if height + 2 * rim > SMALL * letter_height:
        return True
    near, far = rim + max(2, round(0.15 * letter_height)), rim + round(0.6 * letter_height)
    top, left = max(0, region.top - far), max(0, region.left - far)
    around = ink[top : region.top + height + far, left : region.left + width + far] > 0
    own = np.zeros(around.shape, bool)
    y, x = region.top - top, region.left - left
    own[max(0, y - near) : y + height + near, max(0, x - near) : x + width + near] = True
    return not around[~own].any() or float(around[~own].mean()) <= MOST_INK_AROUND


def _rim(region: Region, ink: Mask, letter_height: float) -> int:
    """The thickness of the outline around a region."""
    most = max(1, round(THICKEST * letter_height))
    left, top = max(0, region.left - most - 1), max(0, region.top - most - 1)
    height, width = region.mask.shape
    around = ink[top : region.top + height + most + 1, left : region.left + width + most + 1]
    inside = np.zeros_like(around)
    y, x = region.top - top, region.left - left
    inside[y : y + height, x : x + width] = region.mask
    previous = inside
    for rim in range(1, most + 1):
        grown = cv2.dilate(previous, np.ones((3, 3), np.uint8))
        ring = (grown > 0) & (previous == 0)
        if not ring.any() or (rim > 1 and float((around[ring] > 0).mean()) < HALF_INKED):
            return max(1, rim - 1)
        previous = np.asarray(grown, np.uint8)
    return most


def _same(one: Shape, other: Shape) -> bool:
    """Whether two shapes are one; a loop of arrows dwarfs the shapes along it."""
    small, large = sorted((one.box.area, other.box.area))
    return one.box.overlap(other.box) > 0.3 * small and large < LOOP * small


def _apart(shapes: list[Shape]) -> list[Shape]:
    """The shapes without loops of arrows: those reach over other shapes or dwarf them."""
    kept: list[Shape] = []
    for shape in sorted(shapes, key=lambda s: s.box.area):
        if not any(shape.box.overlap(s.box) > 0.03 * s.box.area for s in kept):
            kept.append(shape)
    marks = [s.box.height for s in kept if s.kind is not SymbolKind.OFF_PAGE]
    if len(marks) < 4:
        return kept
    return [s for s in kept if s.box.height <= LARGEST_OF_KIND * float(np.median(marks))]
