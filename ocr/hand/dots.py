"""Dotted lines: chains of small marks at one height, however their dots run together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ocr.ink.marks import pairs_within
from records.paper import Ruling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Marks

TALLEST_DOT = 0.34
"""A dot, or several run together, is at most this many letter heights tall."""
WIDEST_STEP = 1.1
"""From one dot to the next, in letter heights; where writing covers some, as far as it reaches."""
WIDEST_COVERED = 6.0
OUT_OF_LINE = 0.14
"""How far a dot lies off the line of those before it, in letter heights."""
FEWEST_DOTS = 6
SHORTEST_LINE = 3.0
"""Letter heights of the shortest dotted line."""
SHORTEST_PIECE = 1.2
COLON_OFF, COLON_NEAR, COLON_FAR = 0.16, 0.22, 0.95
"""A colon's dots stand above one another, so far apart, in letter heights."""
ALIKE = 1.7
"""How many times as large a dot may be as another of its kind."""
UNEVEN = 0.3
"""How far the sizes of a printed line's dots spread; crumbs of a faint hand measured 0.25 to 1."""
OUT_OF_STEP, IN_STEP = 0.2, 0.8
"""How far from whole steps its dots may stand, and the share of them that stand so; 0.2 to 0.6 of
a hand's crumbs do."""
FEWEST_STRAYS = 3
"""Dots of one size that make a line dotted where writing covers it."""
TAIL = 12
"""Dots whose direction tells where the next one stands."""
STEEPEST = 0.08


def find_dotted(marks: Marks, letter_height: float) -> tuple[tuple[Ruling, ...], NDArray[np.intp]]:
    """The dotted lines from top to bottom, and the rows of `marks` that are their dots."""
    flat = _flat(marks, letter_height)
    order = flat[np.argsort(marks.left[flat], kind="stable")]
    chains = _chains(marks, order, letter_height)
    joined = _join([c for c in chains if _is_piece(marks, c, letter_height)], marks, letter_height)
    upper = _upper_dots(marks, flat, letter_height)
    bare = [[k for k in chain if k not in upper] for chain in joined]
    kept = [c for c in bare if _is_line(marks, c, letter_height) and _is_printed(marks, c)]
    kept.sort(key=lambda c: float(np.median(marks.top[c])))
    dots = [k for chain in kept for k in chain]
    return tuple(_to_ruling(marks, c) for c in kept), np.array(sorted(dots), dtype=np.intp)


def _flat(marks: Marks, letter_height: float) -> NDArray[np.intp]:
    """The rows of `marks` low enough for dots."""
    return np.flatnonzero(
        (marks.height <= TALLEST_DOT * letter_height) & (marks.area >= 3) & (marks.height >= 2)
    )


def _chains(marks: Marks, order: NDArray[np.intp], letter_height: float) -> list[list[int]]:
    """Dots followed from left to right; each goes on the chain that ends nearest before it."""
    chains: list[list[int]] = []
    rows: dict[int, list[int]] = {}
    homes: list[int] = []
    cell = max(1.0, letter_height)
    lefts, rights = marks.left.tolist(), (marks.left + marks.width).tolist()
    middles = (marks.top + marks.height / 2).tolist()
    for k in order.tolist():
        x, y = lefts[k], middles[k]
        best, nearest = -1, float("inf")
        for row in (int(y / cell) - 1, int(y / cell), int(y / cell) + 1):
            for number in rows.get(row, ()):
                last = chains[number][-1]
                gap, off = x - rights[last], abs(y - middles[last])
                within = -2 <= gap <= WIDEST_STEP * letter_height
                if within and off <= OUT_OF_LINE * letter_height and gap < nearest:
                    best, nearest = number, gap
        row = int(y / cell)
        if best < 0:
            chains.append([k])
            homes.append(row)
            best = len(chains) - 1
        else:
            chains[best].append(k)
            rows[homes[best]].remove(best)
            homes[best] = row
        rows.setdefault(row, []).append(best)
    return chains


def _extent(marks: Marks, chain: list[int]) -> float:
    return float(marks.left[chain[-1]] + marks.width[chain[-1]] - marks.left[chain[0]])


def _is_piece(marks: Marks, chain: list[int], letter_height: float) -> bool:
    return len(chain) >= 3 and _extent(marks, chain) >= SHORTEST_PIECE * letter_height


def _is_line(marks: Marks, chain: list[int], letter_height: float) -> bool:
    return len(chain) >= FEWEST_DOTS and _extent(marks, chain) >= SHORTEST_LINE * letter_height


def _upper_dots(marks: Marks, flat: NDArray[np.intp], letter_height: float) -> set[int]:
    """The marks of which one stands right above another: colons, whose lower dot is in line with
    the dots that follow it."""
    xs = marks.left[flat] + marks.width[flat] / 2
    ys = marks.top[flat] + marks.height[flat] / 2
    sides = np.maximum(marks.width[flat], marks.height[flat])
    order = np.argsort(xs, kind="stable")
    xs, ys, sides = xs[order], ys[order], sides[order]
    one, other = pairs_within(xs, COLON_OFF * letter_height)
    down = np.abs(ys[other] - ys[one]) / letter_height
    above = (sides[other] <= ALIKE * sides[one]) & (sides[one] <= ALIKE * sides[other])
    above &= (down >= COLON_NEAR) & (down <= COLON_FAR)
    return set(flat[order[np.concatenate([one[above], other[above]])]].tolist())


def _is_printed(marks: Marks, chain: list[int]) -> bool:
    """Whether a chain's dots are of one size or evenly spaced; crumbs of a faint hand are not."""
    tall, wide = _unevenness(marks.height[chain]), _unevenness(marks.width[chain])
    if tall <= UNEVEN and tall + wide <= 2 * UNEVEN:
        return True
    steps = np.diff(np.sort(marks.left[chain] + marks.width[chain] / 2))
    turns = steps / max(1.0, float(np.percentile(steps, 30)))
    return bool(np.mean(np.abs(turns - np.round(turns)) <= OUT_OF_STEP) >= IN_STEP)


def _unevenness(sizes: NDArray[np.integer]) -> float:
    """How far the middle half of some sizes spreads, as a share of their median."""
    low, middle, high = np.percentile(sizes, (25, 50, 75))
    return float((high - low) / middle)


def find_strays(marks: Marks, rulings: Sequence[Ruling], letter_height: float) -> NDArray[np.intp]:
    """The rows of `marks` that are dots of lines which writing parts from the rest: between
    letters, before the first and behind the last. A line of close dots may be told as ruled."""
    flat = _flat(marks, letter_height)
    upper = _upper_dots(marks, flat, letter_height)
    flat = np.array([k for k in flat.tolist() if k not in upper], dtype=np.intp)
    found: set[int] = set()
    for ruling in rulings:
        found |= _strays_on(marks, flat, ruling, letter_height)
    return np.array(sorted(found), dtype=np.intp)


def _strays_on(
    marks: Marks, flat: NDArray[np.intp], ruling: Ruling, letter_height: float
) -> set[int]:
    (x0, y0), (x1, y1) = sorted((ruling.start, ruling.end))
    if x1 - x0 < SHORTEST_LINE * letter_height:
        return set()
    xs = marks.left[flat] + marks.width[flat] / 2
    ys = marks.top[flat] + marks.height[flat] / 2
    off = np.abs(ys - (y0 + (y1 - y0) / (x1 - x0) * (xs - x0)))
    level = flat[off <= OUT_OF_LINE * letter_height]
    reach = WIDEST_COVERED * letter_height
    dots: list[int] = []
    for k in sorted(level.tolist(), key=lambda k: -int(marks.left[k])):
        if x0 - reach <= marks.left[k] <= x1 + reach:
            dots.append(k)
            x0 = min(x0, float(marks.left[k]))
    if len(dots) < FEWEST_STRAYS:
        return set()
    wide, tall = np.median(marks.width[dots]), np.median(marks.height[dots])
    return {k for k in dots if marks.width[k] <= ALIKE * wide and marks.height[k] <= ALIKE * tall}


def _join(chains: list[list[int]], marks: Marks, letter_height: float) -> list[list[int]]:
    """Pieces in line with one another joined over the writing that covers the dots between."""
    joined: list[list[int]] = []
    for chain in sorted(chains, key=lambda c: int(marks.left[c[0]])):
        x, y = float(marks.left[chain[0]]), _middle(marks, chain[0])
        for before in joined:
            gap = x - float(marks.left[before[-1]])
            off = abs(_ahead(marks, before, x) - y)
            if (
                0 <= gap <= WIDEST_COVERED * letter_height
                and off <= 2 * OUT_OF_LINE * letter_height
            ):
                before += chain
                break
        else:
            joined.append(list(chain))
    return joined


def _middle(marks: Marks, k: int) -> float:
    return float(marks.top[k] + marks.height[k] / 2)


def _ahead(marks: Marks, chain: list[int], x: float) -> float:
    """Where the chain would be at x."""
    tail = chain[-TAIL:]
    xs = marks.left[tail].astype(float)
    ys = np.array([_middle(marks, k) for k in tail])
    slope = 0.0
    if len(tail) >= 4 and float(np.ptp(xs)) > 0:
        slope = float(np.clip(np.polyfit(xs, ys, 1)[0], -STEEPEST, STEEPEST))
    return float(ys.mean() + slope * (x - xs.mean()))


def _to_ruling(marks: Marks, chain: list[int]) -> Ruling:
    """A line through the middles of the dots, a point at every eighth of its length."""
    xs = marks.left[chain] + marks.width[chain] / 2
    ys = marks.top[chain] + marks.height[chain] / 2
    order = np.argsort(xs)
    parts = np.array_split(order, min(8, max(2, len(chain) // 3)))
    points = [(float(xs[p].mean()), float(np.median(ys[p]))) for p in parts if len(p)]
    points[0] = (float(marks.left[chain].min()), points[0][1])
    points[-1] = (float((marks.left[chain] + marks.width[chain]).max()), points[-1][1])
    return Ruling(tuple(points), float(np.median(marks.height[chain])))
