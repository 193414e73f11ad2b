"""The straight pieces of connectors, found in the ink that is neither grid nor shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.connectors.heads import weigh_heads
from ocr.drawing.connectors.letters import LONG_PIECE, without_letters
from ocr.drawing.connectors.stubs import missing_stubs, with_broken_heads, with_solid_heads
from ocr.drawing.connectors.worn import worn_lines
from ocr.drawing.lines import Run, connected_parts, find_runs, run_mask, transposed
from ocr.drawing.values import Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from records.geometry import Point

    Mask = NDArray[np.uint8]

SHORTEST_PIECE = 0.5
"""In letter heights: the stub between two shapes may be this short."""
LONGER_THAN_THICK, MOST_THICK = 1.2, 1.2
"""Times a ruling's thickness a piece over it is long at least: a double ruling counts as one;
and the most that this may ask for, in letter heights."""
SHORTEST_SLANT = 1.5
"""In letter heights: slanted pieces shorter than this are letters."""
THICKEST_STROKE = 0.5
"""In letter heights: connectors are thinner."""
THIN = 0.5
"""In letter heights: wider than any line that is looked for by its contrast alone."""
FAINT = 26
"""Of 255: how much darker than the paper a faint line is; the noise of copies stays below."""
RIM = 0.25
"""In letter heights: how far beside a stroke its own blur may darken the paper."""
MOST_PIECES = 250
"""A drawn matrix has under a hundred pieces; more is a picture or a page of text."""
TANGLED = 2.0
"""In shortest pieces: how long a run is at least that is told from shorter ones it touches."""
NEAR = 0.6
"""In letter heights: pieces this near a shape may be a stub of a connector."""
HEAD_REACH = 1.3
"""In letter heights: how far the base of a hollow arrow head lies from its shape, at most."""
TOUCHING = 0.2
"""In letter heights: a mark this near a shape may be the stub of a connector."""
HUGGING = 0.2
"""In letter heights: what lies all along so near a shape is the rest of its outline."""
LEAST_SLANT = 0.08
"""Rise by run of a slanted stroke; flatter ones are level, and found as such."""


def find_segments(
    ink: Mask, grey: Mask, across: Mask, down: Mask, shapes: Mask, letter_height: float
) -> list[Segment]:
    """The straight pieces of connectors in a window of a page.

    All have one shape: the ink, the evenly lit page, the grid's horizontal and vertical lines,
    the filled shapes. Each piece tells for both ends how surely an arrow head
    sits there.
    """
    near = _around(shapes, round(NEAR * letter_height))
    ink = with_solid_heads(ink, _around(shapes, round(HEAD_REACH * letter_height)), letter_height)
    touching = _around(shapes, round(TOUCHING * letter_height))
    bare = _less(ink, shapes)
    free, letters = without_letters(bare, across | down, touching, letter_height)
    taken = shapes | _around(letters, 1)
    page = _Page(grey, taken, thin_lines(grey, letter_height), across, down)
    # Strokes pass over the rulings across them: a piece is longer than these are thick.
    piece = _shortest(down, letter_height), _shortest(across, letter_height)
    level = run_mask(_with_faint(_less(free, across), page, letter_height), letter_height, piece[0])
    turned = _with_faint(transposed(_less(free, down)), page.turned(), letter_height)
    upright = run_mask(turned, letter_height, piece[1])
    shortest = SHORTEST_PIECE * letter_height
    found = [_level(run) for run in _runs(level, shortest)]
    found += [_upright(run) for run in _runs(upright, shortest)]
    known = cv2.dilate(level | transposed(upright) | across | down, np.ones((3, 3), np.uint8))
    found += _slanted(_less(free, np.asarray(known, np.uint8)), letter_height)
    thin = [s for s in found if s.thickness <= THICKEST_STROKE * letter_height]
    beside = _around(shapes, round(HUGGING * letter_height))
    kept = _connected([s for s in thin if not _hugs(s, beside)], near, letter_height)
    if len(kept) > MOST_PIECES:
        return []
    kept += list(missing_stubs(kept, free | across | down, shapes, letter_height))
    weighed = weigh_heads(kept, _less(free, across | down), near, letter_height)
    return with_broken_heads(weighed, _less(bare, across | down), shapes, letter_height)


def _runs(mask: Mask, shortest: float) -> list[Run]:
    """The runs of a mask, those included that hang together by shorter ones beside them.

    Bridging the gaps of a line along a ruling bridges the paper between the two as well.
    """
    found = find_runs(mask, shortest)
    for left, top, crop in connected_parts(mask, TANGLED * shortest):
        height, width = crop.shape
        if width >= 2 * height:
            continue
        # where a mask ends, opening keeps what is shorter
        padded = np.pad(crop.astype(np.uint8), 1)
        kernel = np.ones((1, round(TANGLED * shortest)), np.uint8)
        apart = np.asarray(cv2.morphologyEx(padded, cv2.MORPH_OPEN, kernel), np.uint8)
        found += [_moved(run, left - 1, top - 1) for run in find_runs(apart, shortest)]
    return found


def _moved(run: Run, along: int, across: int) -> Run:
    return replace(
        run,
        low=run.low + along,
        high=run.high + along,
        knots=run.knots + along,
        middle=run.middle + across,
    )


def _shortest(rulings: Mask, letter_height: float) -> float:
    """The shortest piece, in letter heights, that no ruling crossed can be taken for."""
    if not rulings.any():
        return SHORTEST_PIECE
    away = cv2.distanceTransform(rulings, cv2.DIST_L1, 3)
    ridge = away[(away > 0) & (away >= cv2.dilate(away, np.ones((3, 3), np.uint8)))]
    # pieces of one ruling that lie side by side are thicker than it is
    thick = 2 * float(np.percentile(ridge, 90))
    return min(MOST_THICK, max(SHORTEST_PIECE, LONGER_THAN_THICK * thick / letter_height))


def _connected(segments: list[Segment], near: Mask, letter_height: float) -> list[Segment]:
    """The segments without lone short ones: strokes of letters."""
    if not segments:
        return []
    ends = np.array([(*s.start, *s.end) for s in segments])
    left, right = np.minimum(ends[:, 0], ends[:, 2]), np.maximum(ends[:, 0], ends[:, 2])
    top, bottom = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    is_long = np.hypot(right - left, bottom - top) >= LONG_PIECE * letter_height
    reach = NEAR * letter_height
    kept = []
    for i, segment in enumerate(segments):
        touching = (
            is_long
            & (left - reach <= right[i])
            & (right + reach >= left[i])
            & (top - reach <= bottom[i])
            & (bottom + reach >= top[i])
        )
        if is_long[i] or touching.any() or any(_lies_in(near, p) for p in _ends(segment)):
            kept.append(segment)
    return kept


def _hugs(segment: Segment, beside: Mask) -> bool:
    """Whether a piece runs along a shape's edge."""
    (x, y), (u, v) = _ends(segment)
    return all(_lies_in(beside, (x + (u - x) * t, y + (v - y) * t)) for t in (0, 0.3, 0.5, 0.7, 1))


def _ends(segment: Segment) -> tuple[Point, Point]:
    return segment.start, segment.end


def _lies_in(mask: Mask, point: Point) -> bool:
    x = min(max(round(point[0]), 0), mask.shape[1] - 1)
    y = min(max(round(point[1]), 0), mask.shape[0] - 1)
    return bool(mask[y, x])


def _around(shapes: Mask, reach: int) -> Mask:
    size = 2 * reach + 1
    return np.asarray(cv2.dilate(shapes, np.ones((size, size), np.uint8)), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    """What a line is looked for on: where it cannot be, faint ink, lines along it and across."""

    grey: Mask
    taken: Mask
    faint: Mask
    along: Mask
    across: Mask

    def turned(self) -> _Page:
        """The page turned over its diagonal."""
        return _Page(
            transposed(self.grey),
            transposed(self.taken),
            transposed(self.faint),
            transposed(self.across),
            transposed(self.along),
        )


def _with_faint(ink: Mask, page: _Page, letter_height: float) -> Mask:
    """The ink and faint lines running level, those not that are but the rim of a stroke."""
    rim = max(3, round(RIM * letter_height))
    beside = np.ones((2 * rim + 1, 1), np.uint8)
    around = np.asarray(cv2.dilate(ink, beside), np.uint8)
    faint = _less(page.faint, page.taken | page.along | page.across | around)
    rims = page.taken | page.across | np.asarray(cv2.dilate(page.along, beside), np.uint8)
    worn = _less(worn_lines(page.grey, rims, letter_height), around)
    # a worn line goes on from a stroke by some length, or fills its hole
    piece = np.ones((1, max(3, round(SHORTEST_PIECE * letter_height))), np.uint8)
    long = cv2.morphologyEx(worn, cv2.MORPH_OPEN, piece)
    holes = cv2.bitwise_and(worn, cv2.morphologyEx(ink, cv2.MORPH_CLOSE, piece))
    return ink | faint | np.asarray(long, np.uint8) | np.asarray(holes, np.uint8)


def thin_lines(grey: Mask, letter_height: float) -> Mask:
    """Thin lines darker than the paper beside them, however faint."""
    size = round(THIN * letter_height) | 1
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((size, size), np.uint8))
    return np.asarray(cv2.threshold(dark, FAINT, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _less(ink: Mask, other: Mask) -> Mask:
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(other)), np.uint8)


def _level(run: Run) -> Segment:
    return Segment((run.low, run.at(run.low)), (run.high, run.at(run.high)), run.thickness)


def _upright(run: Run) -> Segment:
    return Segment((run.at(run.low), run.low), (run.at(run.high), run.high), run.thickness)


def _slanted(ink: Mask, letter_height: float) -> list[Segment]:
    found = []
    shortest = SHORTEST_SLANT * letter_height
    for left, top, crop in connected_parts(ink, shortest / 1.5):
        if np.hypot(*crop.shape) < shortest:
            continue
        area = int(crop.sum())
        ys, xs = np.nonzero(crop)
        points = np.stack([xs, ys], axis=1).astype(np.float64)
        middle = points.mean(axis=0)
        _, _, axes = np.linalg.svd(points - middle, full_matrices=False)
        along, beside = (points - middle) @ axes[0], (points - middle) @ axes[1]
        length = float(along.max() - along.min())
        thick = area / max(length, 1.0)
        if length < shortest or thick > 0.25 * letter_height or np.abs(beside).max() > 2 * thick:
            continue
        if np.abs(axes[0]).min() < LEAST_SLANT:
            continue
        start, end = middle + axes[0] * along.min(), middle + axes[0] * along.max()
        corner = np.array([left, top])
        a, b = start + corner, end + corner
        found.append(Segment((float(a[0]), float(a[1])), (float(b[0]), float(b[1])), thick))
    return found
