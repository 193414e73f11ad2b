"""The page found in a photograph: its four corners on whatever lies around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Corners = NDArray[np.float64]

LOOK_SIZE = 480
"""The page is looked for on a picture whose long side has this many pixels."""
FINE_SIZE = 1600
"""Its edges are placed on one this large."""
RING_SHARE = 0.02
"""The outer ring of a picture, as a share of its short side: background, if there is any."""
LEAST_RING = 0.2
"""The share of the ring that must differ from paper before a background is believed."""
LEAST_DIFFERENCE = 22.0
"""How far background and paper lie apart in Lab colour (eight-bit units) at the least."""
LEAST_AREA = 0.2
"""A page fills at least this share of its photograph."""
CHROMA_WEIGHT = 2.0
"""Colour tells background from paper in shadow better than light does."""
HUE_WEIGHT, DARKEST = 150.0, 8.0
"""Logarithms of colours' ratios count so much, as Lab colours do; less light tells no hue."""
FILLED, LARGER = 0.96, 1.06
"""A page found by hue fills its four corners, and is larger than the one that a shadow cut."""
MOST_LEANING_DEG = 25.0
"""How far a page's corners are from right angles at the most, however it is held."""
EDGE_REACH = 0.012
"""Edges are refined within this share of the picture's long side."""


def find_page(pixels: Pixels) -> Corners | None:
    """The page's corners in pixels, clockwise from the top left one; None on a plain scan."""
    fine, fine_scale = _reduced(pixels, FINE_SIZE)
    look, scale = _reduced(fine, LOOK_SIZE)
    rough = _by_light_or_hue(look)
    if rough is None:
        return None
    corners = _refined(fine, rough / scale) / fine_scale
    return corners if _is_page(corners, pixels.shape[1], pixels.shape[0]) else None


def _reduced(pixels: Pixels, size: int) -> tuple[Pixels, float]:
    """The picture made smaller by a whole factor, which is the quick way, and the scale."""
    factor = max(1, round(max(pixels.shape[:2]) / size))
    height, width = (n // factor for n in pixels.shape[:2])
    even = pixels[: height * factor, : width * factor]
    small = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
    if small.ndim == 2:
        small = cv2.cvtColor(small, cv2.COLOR_GRAY2RGB)
    return np.asarray(small, dtype=np.uint8), 1 / factor


def _by_light_or_hue(look: Pixels) -> Corners | None:
    """The page by light and colour, or by hue alone where a shadow's edge cut it.

    Hue tells paper from what it lies on in light and shadow alike, where they are not of one.
    """
    size = max(5, int(min(look.shape[:2]) / 30) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    bare = cv2.morphologyEx(cv2.medianBlur(look, 5), cv2.MORPH_CLOSE, kernel)
    lab = cv2.cvtColor(bare, cv2.COLOR_RGB2LAB).astype(np.float32)
    lab[:, :, 1:] *= CHROMA_WEIGHT
    mask = _paper_mask(lab)
    found = None if mask is None else _four_corners(mask)
    if found is None:
        return None
    light = np.log(cv2.blur(bare, (5, 5)).astype(np.float32) + DARKEST)
    hue = np.dstack([light[:, :, 0] - light[:, :, 1], light[:, :, 2] - light[:, :, 1]])
    mask = _paper_mask(np.asarray(HUE_WEIGHT * hue, dtype=np.float32))
    whole = None if mask is None else _four_corners(mask)
    if mask is not None and whole is not None and _leaning_deg(whole) <= MOST_LEANING_DEG:
        area = _area(whole)
        if (mask > 0).sum() >= FILLED * area and area >= LARGER * _area(found):
            return whole
    return found if _leaning_deg(found) <= MOST_LEANING_DEG else None


def _paper_mask(lab: NDArray[np.float32]) -> NDArray[np.uint8] | None:
    """255 on the page; None where the picture's edge is paper like its middle."""
    height, width = lab.shape[:2]
    middle = lab[height // 4 : -height // 4, width // 4 : -width // 4].reshape(-1, lab.shape[2])
    paper = _median(middle[middle[:, 0] >= np.median(middle[:, 0])])
    edge = max(2, int(min(height, width) * RING_SHARE))
    ring = np.ones((height, width), dtype=bool)
    ring[edge:-edge, edge:-edge] = False
    outside = lab[ring]
    foreign = outside[np.linalg.norm(outside - paper, axis=1) > LEAST_DIFFERENCE]
    if len(foreign) < LEAST_RING * len(outside):
        return None
    return _nearer_to_paper(lab, paper, _median(foreign))


def _nearer_to_paper(
    lab: NDArray[np.float32], paper: NDArray[np.float32], ground: NDArray[np.float32]
) -> NDArray[np.uint8] | None:
    """Pixels split between paper and ground, both moved to the middle of what they hold."""
    for _ in range(4):
        # Nearer to the one than to the other: on this side of the plane half-way between them.
        is_paper = lab @ (ground - paper) < (ground @ ground - paper @ paper) / 2
        if not is_paper.any() or is_paper.all():
            return None
        paper, ground = _median(lab[is_paper]), _median(lab[~is_paper])
    if np.linalg.norm(paper - ground) < LEAST_DIFFERENCE:
        return None
    whole = cv2.morphologyEx(
        is_paper.astype(np.uint8) * 255, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(whole, dtype=np.uint8))
    if len(stats) < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return np.where(labels == largest, 255, 0).astype(np.uint8)


def _median(colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """The middle colour, each channel by itself."""
    return np.array([np.median(channel) for channel in colours.T.copy()], dtype=np.float32)


def _four_corners(mask: NDArray[np.uint8]) -> Corners | None:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    if len(hull) < 4:
        return None
    polygon = cv2.approxPolyN(hull, 4, ensure_convex=True)
    return _clockwise(np.asarray(polygon, dtype=np.float64).reshape(4, 2))


def _area(corners: Corners) -> float:
    return float(cv2.contourArea(corners.astype(np.float32)))


def _leaning_deg(corners: Corners) -> float:
    """How far the corner that is least like a right angle is from one."""
    sides = np.roll(corners, -1, axis=0) - corners
    along = np.degrees(np.arctan2(sides[:, 1], sides[:, 0]))
    turns = (along - np.roll(along, 1)) % 360
    return float(np.abs(turns - 90).max())


def _clockwise(corners: Corners) -> Corners:
    """The corners in order, beginning with the one nearest the picture's top left."""
    middle = corners.mean(axis=0)
    around = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(around)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.roll(ordered, -first, axis=0)


def _refined(fine: Pixels, corners: Corners) -> Corners:
    """The corners where straight lines through the page's edges meet."""
    height, width = fine.shape[:2]
    soft = cv2.GaussianBlur(cv2.cvtColor(fine, cv2.COLOR_RGB2GRAY), (0, 0), 1.5)
    grey: NDArray[np.float32] = np.asarray(soft, dtype=np.float32)
    lines = []
    for k in range(4):
        lines.append(_edge_line(grey, corners[k], corners[(k + 1) % 4], (width, height)))
    found = np.array([_crossing(lines[k - 1], lines[k]) for k in range(4)])
    far = EDGE_REACH * 3 * max(width, height)
    near = np.linalg.norm(found - corners, axis=1) < far
    return np.where(near[:, None], found, corners)


def _edge_line(
    grey: NDArray[np.float32], start: Corners, end: Corners, size: tuple[int, int]
) -> tuple[Corners, Corners]:
    """A point and direction of the straight edge near the line from start to end."""
    direction = (end - start) / max(1e-9, float(np.linalg.norm(end - start)))
    normal = np.array([-direction[1], direction[0]])
    reach = max(3, int(max(size) * EDGE_REACH))
    offsets = np.arange(-reach, reach + 1, dtype=np.float64)
    steps = np.linspace(0.06, 0.94, 120)
    base = start + (end - start) * steps[:, None]
    grid = base[:, None, :] + normal * offsets[None, :, None]
    values = cv2.remap(
        grey,
        grid[:, :, 0].astype(np.float32),
        grid[:, :, 1].astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    # Inside the page is brighter; the corners run clockwise, so inside lies along the normal.
    rise = values[:, 2:] - values[:, :-2]
    best = np.argmax(rise, axis=1)
    strength = rise[np.arange(len(best)), best]
    good = strength > max(4.0, 0.4 * float(np.median(strength)))
    if good.sum() < 12:
        return start, direction
    points = (base + normal * offsets[best + 1][:, None])[good].astype(np.float32)
    vx, vy, x, y = (float(v) for v in cv2.fitLine(points, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
    return np.array([x, y]), np.array([vx, vy])


def _crossing(one: tuple[Corners, Corners], other: tuple[Corners, Corners]) -> Corners:
    system = np.array([one[1], -other[1]]).T
    if abs(np.linalg.det(system)) < 1e-6:
        return other[0]
    along = np.linalg.solve(system, other[0] - one[0])
    return np.asarray(one[0] + one[1] * along[0], dtype=np.float64)


def _is_page(corners: Corners, width: int, height: int) -> bool:
    """Whether the corners make a page that is not simply the whole picture."""
    if not LEAST_AREA * width * height < _area(corners):
        return False
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    off = np.abs(corners - whole).max()
    return bool(off > 0.01 * max(width, height))
