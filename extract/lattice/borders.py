"""Which tracks of a region are borders of cells, and which are strokes of arrows and symbols.

A border runs from border to border; a stroke ends inside a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lattice.regions import TOUCH, Region
from extract.lattice.tracks import Stretch, Track, merge_stretches
from records.geometry import Box

STRONG = 0.62
"""Share of the table's extent that a line covers to be a border whatever its ends do; a stroke
through all columns of a matrix stays below, since the text columns take more than a third."""
DRAWN = 0.6
"""Share of a band between two borders that must be drawn."""
DRAWN_BROKEN = 0.3
"""The same where drawing is likelier than not: along a table's edge, between drawn bands."""
GAP = 1.2
"""Char heights of the longest gap in a band; a symbol that a stroke enters and leaves is taller."""
GAP_OF_BAND = 0.08
"""The same as a share of a long band, where a symbol takes up more."""
OVERHANG = 0.9
"""Char heights a border may run past the border it ends on."""
SAME_BORDER = 0.65
"""Char heights between the two lines of a double border: no text fits between."""
LONG = 0.5
"""Share of the longest line; such lines tell where the table ends."""
FRAME_NEAR = 1.5
"""Char heights from the end of the long lines to the frame that closes them."""


@dataclass(frozen=True, slots=True)
class Borders:
    """The borders of one table: level ones top to bottom, plumb ones left to right."""

    levels: tuple[Track, ...]
    plumbs: tuple[Track, ...]


def region_to_borders(region: Region, char_height: float) -> Borders:
    """Borders told from strokes; a missing frame is put where the lines end."""
    frame = _extent(region, char_height)
    levels = _framed(
        region.levels, (frame.left, frame.right), (frame.top, frame.bottom), char_height
    )
    plumbs = _framed(
        region.plumbs, (frame.top, frame.bottom), (frame.left, frame.right), char_height
    )
    width, height = (frame.left, frame.right), (frame.top, frame.bottom)
    strong_levels = [t for t in levels if t.coverage(*width) >= STRONG]
    strong_plumbs = [t for t in plumbs if t.coverage(*height) >= STRONG]
    borders = Borders(_unite(strong_levels, char_height), _unite(strong_plumbs, char_height))
    for _ in range(3):
        found_plumbs = _accept(plumbs, borders.levels, height, char_height)
        found_levels = _accept(levels, found_plumbs, width, char_height)
        found = Borders(found_levels, found_plumbs)
        if found == borders:
            break
        borders = found
    return borders


def _extent(region: Region, char_height: float) -> Box:
    left, right = _ends(region.levels, (region.box.left, region.box.right), char_height)
    top, bottom = _ends(region.plumbs, (region.box.top, region.box.bottom), char_height)
    return Box(left, top, max(left, right), max(top, bottom))


def _ends(tracks: Sequence[Track], otherwise: Stretch, char_height: float) -> Stretch:
    """The outermost places where two long lines end together; a single one may run over."""
    longest = max((t.end - t.start for t in tracks), default=0.0)
    long = [t for t in tracks if t.end - t.start >= LONG * longest]
    near = FRAME_NEAR * char_height
    starts = sorted(t.start for t in long)
    ends = sorted((t.end for t in long), reverse=True)
    first = [a for a, b in pairwise(starts) if b - a <= near]
    last = [a for a, b in pairwise(ends) if a - b <= near]
    return (first[0] if first else otherwise[0], last[0] if last else otherwise[1])


def _framed(
    tracks: Sequence[Track], along: Stretch, across: Stretch, char_height: float
) -> list[Track]:
    """The tracks, and a line at either edge of the table where none is drawn there."""
    near = FRAME_NEAR * char_height
    framed = list(tracks)
    for edge in across:
        close = [t for t in tracks if abs(t.at - edge) <= near]
        if not any(t.coverage(*along) >= DRAWN_BROKEN for t in close):
            framed.append(Track(edge, (along,)))
    return sorted(framed, key=lambda t: t.at)


def _unite(tracks: Sequence[Track], char_height: float) -> tuple[Track, ...]:
    """Double borders made one."""
    united: list[Track] = []
    for track in sorted(tracks, key=lambda t: t.at):
        if united and track.at - united[-1].at <= SAME_BORDER * char_height:
            united[-1] = united[-1].joined(track)
        else:
            united.append(track)
    return tuple(united)


def _accept(
    tracks: Sequence[Track], crossing: Sequence[Track], extent: Stretch, char_height: float
) -> tuple[Track, ...]:
    found = []
    for track in tracks:
        kept = _border_of(track, crossing, extent, char_height)
        if kept is not None:
            found.append(kept)
    return _unite(found, char_height)


def _border_of(
    track: Track, crossing: Sequence[Track], extent: Stretch, char_height: float
) -> Track | None:
    """The stretches of a track that run from border to border; None where it has none."""
    slack = TOUCH * char_height
    places = [t.at for t in crossing if t.touches(track.at, slack)]
    bands = list(pairwise(places))
    runs = _runs(track, bands, char_height)
    if track.coverage(*extent) >= STRONG:
        return Track(track.at, merge_stretches((*track.stretches, *runs), 0.0))
    clean = [run for run in runs if not _has_dead_end(track, run, char_height)]
    drawn = sum(b - a for a, b in runs)
    if runs and drawn >= STRONG * (extent[1] - extent[0]):
        clean = runs
    return Track(track.at, tuple(clean)) if clean else None


def _runs(track: Track, bands: Sequence[Stretch], char_height: float) -> list[Stretch]:
    """Bands drawn from border to border, neighbours joined; a broken one between two counts."""
    is_drawn = [_is_drawn(track, band, char_height) for band in bands]
    near = OVERHANG * char_height
    drawn = [
        band
        for i, band in enumerate(bands)
        if is_drawn[i]
        or (
            0 < i < len(bands) - 1
            and is_drawn[i - 1]
            and is_drawn[i + 1]
            and track.coverage(*band) >= DRAWN_BROKEN
            and all(track.touches(end, near) for end in band)
        )
    ]
    return list(merge_stretches(drawn, 0.0))


def _is_drawn(track: Track, band: Stretch, char_height: float) -> bool:
    start, end = band
    near = OVERHANG * char_height
    if track.coverage(start, end) < DRAWN:
        return False
    if end - start <= 2 * near:
        return True
    gap = max(GAP * char_height, GAP_OF_BAND * (end - start))
    return any(
        a <= start + near and b >= end - near for a, b in merge_stretches(track.stretches, gap)
    )


def _has_dead_end(track: Track, run: Stretch, char_height: float) -> bool:
    """Whether the line goes on past either end of a run and stops there, inside a cell."""
    near = OVERHANG * char_height
    start, end = run
    for a, b in merge_stretches(track.stretches, near):
        if a < start - near and b > start:
            return True
        if b > end + near and a < end:
            return True
    return False
