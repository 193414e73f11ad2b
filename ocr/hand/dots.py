"""Dotted lines: chains of small marks at one height, however their dots run together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from records.paper import Ruling

if TYPE_CHECKING:
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
TAIL = 12
"""Dots whose direction tells where the next one stands."""
STEEPEST = 0.08


def find_dotted(marks: Marks, letter_height: float) -> tuple[tuple[Ruling, ...], NDArray[np.intp]]:
    """The dotted lines from top to bottom, and the rows of `marks` that are their dots."""
    flat = np.flatnonzero(
        (marks.height <= TALLEST_DOT * letter_height) & (marks.area >= 3) & (marks.height >= 2)
    )
    order = flat[np.argsort(marks.left[flat], kind="stable")]
    chains = _chains(marks, order, letter_height)
    joined = _join([c for c in chains if _is_piece(marks, c, letter_height)], marks, letter_height)
    kept = [c for c in joined if _is_line(marks, c, letter_height)]
    kept.sort(key=lambda c: float(np.median(marks.top[c])))
    dots = [k for chain in kept for k in chain]
    return tuple(_to_ruling(marks, c) for c in kept), np.array(sorted(dots), dtype=np.intp)


def _chains(marks: Marks, order: NDArray[np.intp], letter_height: float) -> list[list[int]]:
    """Dots followed from left to right; each goes on the chain that ends nearest before it."""
    chains: list[list[int]] = []
    rows: dict[int, list[int]] = {}
    cell = max(1.0, letter_height)
    for k in order.tolist():
        x, y = float(marks.left[k]), marks.top[k] + marks.height[k] / 2
        best, nearest = -1, float("inf")
        for row in (int(y / cell) - 1, int(y / cell), int(y / cell) + 1):
            for number in rows.get(row, ()):
                last = chains[number][-1]
                gap = x - (marks.left[last] + marks.width[last])
                off = abs(y - (marks.top[last] + marks.height[last] / 2))
                within = -2 <= gap <= WIDEST_STEP * letter_height
                if within and off <= OUT_OF_LINE * letter_height and gap < nearest:
                    best, nearest = number, float(gap)
        if best < 0:
            chains.append([k])
            best = len(chains) - 1
        else:
            chains[best].append(k)
        for numbers in rows.values():
            if best in numbers:
                numbers.remove(best)
        rows.setdefault(int(y / cell), []).append(best)
    return chains


def _extent(marks: Marks, chain: list[int]) -> float:
    return float(marks.left[chain[-1]] + marks.width[chain[-1]] - marks.left[chain[0]])


def _is_piece(marks: Marks, chain: list[int], letter_height: float) -> bool:
    return len(chain) >= 3 and _extent(marks, chain) >= SHORTEST_PIECE * letter_height


def _is_line(marks: Marks, chain: list[int], letter_height: float) -> bool:
    return len(chain) >= FEWEST_DOTS and _extent(marks, chain) >= SHORTEST_LINE * letter_height


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
