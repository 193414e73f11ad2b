"""Where the rulings that a layout names really stand on a page: off by how much, band by band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forms.layout import PageLayout

    Dark = NDArray[np.float32]

STEP = 8.0
"""Samples a millimetre of the profiles that are compared."""
BAND = 12.0
"""Millimetres along the rulings that one comparison takes in: short enough for a bowed page."""
WINDOW = 14.0
"""Millimetres before and behind a ruling that are compared with it: its neighbours tell it apart
from them."""
COVERED = 0.7
"""Rulings take part in a band that they cover by this share."""
SAME = 1
"""Rulings are of one line whose heights are the same to so many digits of a millimetre."""
SHORTEST = 4.0
"""Millimetres of the shortest ruling that is looked for."""
LEAST_PEAK = 0.35
"""How alike (-1..1) a stretch of the page must be to what the layout says."""
STROKE = 0.25
"""Width in millimetres of the soft stroke that stands for a ruling."""


@dataclass(frozen=True, slots=True)
class Offset:
    """At a place of the layout a ruling stands off by so much; all in millimetres."""

    x: float
    y: float
    off: float
    alike: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A ruling seen along its direction: its height, begin and end."""

    at: float
    begin: float
    end: float


def find_offsets(
    dark: Dark, layout: PageLayout, reach: float, *, horizontal: bool
) -> tuple[tuple[Offset, ...], int]:
    """How far the layout's rulings of one direction stand off, and how many places were tried.

    `dark` is the page's darkness (0..1) resampled to the layout: `STEP` pixels a millimetre. An
    offset is found up to `reach` millimetres.
    """
    lines = [
        _to_line(one.start, one.end, horizontal=horizontal)
        for one in layout.rulings
        if one.is_horizontal == horizontal and not one.is_dotted
    ]
    lines = sorted(
        (line for line in lines if line.end - line.begin >= SHORTEST), key=lambda line: line.at
    )
    seen = dark if horizontal else dark.T
    length = layout.width if horizontal else layout.height
    found, tried = [], 0
    for begin in np.arange(0.0, length, BAND):
        band = (float(begin), float(min(length, begin + BAND)))
        heights = _heights(lines, band)
        if not heights:
            continue
        profile = _profile(seen, band)
        band_seen = _Seen(profile)
        wanted = _wanted(heights, len(profile))
        for at in _apart(heights):
            tried += 1
            off, alike = band_seen.shift(wanted, at, reach)
            if alike >= LEAST_PEAK:
                middle = (band[0] + band[1]) / 2
                x, y = (middle, at) if horizontal else (at, middle)
                found.append(Offset(x, y, off, alike))
    return tuple(found), tried


def _to_line(start: tuple[float, float], end: tuple[float, float], *, horizontal: bool) -> _Line:
    along, across = (0, 1) if horizontal else (1, 0)
    begin, stop = sorted((start[along], end[along]))
    return _Line((start[across] + end[across]) / 2, begin, stop)


def _heights(lines: Sequence[_Line], band: tuple[float, float]) -> list[float]:
    """Where rulings cover a band, those that go on in one line taken together: boxes set one below
    the other have their sides in common."""
    covered: dict[float, float] = {}
    for line in lines:
        shared = min(line.end, band[1]) - max(line.begin, band[0])
        if shared > 0:
            at = round(line.at, SAME)
            covered[at] = covered.get(at, 0.0) + shared
    return [at for at, shared in covered.items() if shared >= COVERED * (band[1] - band[0])]


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights without those nearer than half a window to the one before."""
    kept: list[float] = []
    for at in heights:
        if not kept or at - kept[-1] >= WINDOW / 4:
            kept.append(at)
    return kept


def _profile(seen: Dark, band: tuple[float, float]) -> Dark:
    first, last = round(band[0] * STEP), max(round(band[0] * STEP) + 1, round(band[1] * STEP))
    return np.asarray(seen[:, first:last].mean(axis=1), dtype=np.float32)


def _wanted(heights: Sequence[float], size: int) -> Dark:
    """What the profile would be if the page were as the layout says."""
    places = (np.arange(size, dtype=np.float32) + 0.5) / STEP
    wanted = np.zeros(size, dtype=np.float32)
    for at in heights:
        wanted += np.exp(-0.5 * ((places - at) / STROKE) ** 2)
    return wanted


class _Seen:
    """One band's profile, ready to be compared at many places."""

    def __init__(self, profile: Dark) -> None:
        self._profile = profile
        wide = profile.astype(np.float64)
        self._sums = np.concatenate([[0.0], np.cumsum(wide)])
        self._squares = np.concatenate([[0.0], np.cumsum(wide * wide)])

    def shift(self, wanted: Dark, at: float, reach: float) -> tuple[float, float]:
        """By how much it is shifted about a height, and how alike both are then."""
        most = round(reach * STEP)
        half = round(WINDOW / 2 * STEP)
        middle = round(at * STEP)
        first, last = max(most, middle - half), min(len(self._profile) - most, middle + half)
        size = last - first
        if size < half:
            return 0.0, -1.0
        model = wanted[first:last] - wanted[first:last].mean()
        starts = np.arange(first - most, first + most + 1)
        # The model's mean is nought, so that the windows' own means fall out.
        windows = sliding_window_view(self._profile[starts[0] : starts[-1] + size], size)
        sums = self._sums[starts + size] - self._sums[starts]
        squares = self._squares[starts + size] - self._squares[starts]
        spread = np.sqrt(np.maximum(squares - sums * sums / size, 0.0))
        norms = spread * float(np.linalg.norm(model))
        alike = np.asarray(windows @ model / np.maximum(norms, 1e-6), dtype=np.float32)
        best = int(np.argmax(alike))
        return (best - most + _finer(alike, best)) / STEP, float(alike[best])


def _finer(alike: Dark, best: int) -> float:
    """The peak's place between samples, from a parabola through its neighbours."""
    if not 0 < best < len(alike) - 1:
        return 0.0
    before, here, after = (float(v) for v in alike[best - 1 : best + 2])
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0
