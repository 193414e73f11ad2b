"""Tracks that touch one another stand in one region: a table, or what looks like one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.lattice.tracks import Stretch, Track, merge_stretches
from records.geometry import Box, bounding_box

TOUCH = 0.6
"""Char heights between the end of a line and the line it meets; pens and copiers leave gaps."""
BRIDGE = 1.0
"""Char heights of a gap in one line that is bridged without asking."""
SHARED = 0.3
"""Share of the smaller region that lies in another one, above which both are one broken table."""

GRID_LINES = 6
"""Stretches of the smallest grid, two columns and two rows, each line drawn whole."""
INSIDE = 0.9
"""Share of a grid that lies in a frame drawn around it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the straightened page and the tracks cut to it."""

    box: Box
    levels: tuple[Track, ...]
    plumbs: tuple[Track, ...]


def tracks_to_regions(
    levels: Sequence[Track], plumbs: Sequence[Track], char_height: float
) -> tuple[Region, ...]:
    """Regions with at least two lines each way, or one way and two the other, top to bottom."""
    boxes = _merge_boxes(_without_frames(_connected_boxes(levels, plumbs, char_height)))
    regions = []
    for box in boxes:
        grown = box.grow(TOUCH * char_height)
        inside_level = _cut(levels, (grown.top, grown.bottom), (grown.left, grown.right))
        inside_plumb = _cut(plumbs, (grown.left, grown.right), (grown.top, grown.bottom))
        if min(len(inside_level), len(inside_plumb)) >= 1:
            regions.append(Region(box, inside_level, inside_plumb))
    return tuple(sorted(regions, key=lambda r: (r.box.top, r.box.left)))


def _connected_boxes(
    levels: Sequence[Track], plumbs: Sequence[Track], char_height: float
) -> list[list[Box]]:
    """Groups of touching stretches, each a flat box; what stands alone is left out."""
    bridge, slack = BRIDGE * char_height, TOUCH * char_height
    across = [(t.at, s) for t in levels for s in merge_stretches(t.stretches, bridge)]
    down = [(t.at, s) for t in plumbs for s in merge_stretches(t.stretches, bridge)]
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (v, (left, right)) in enumerate(across):
        for j, (u, (top, bottom)) in enumerate(down):
            if left - slack <= u <= right + slack and top - slack <= v <= bottom + slack:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, list[Box]] = {}
    for i, (v, (left, right)) in enumerate(across):
        groups.setdefault(root(i), []).append(Box(left, v, right, v))
    for j, (u, (top, bottom)) in enumerate(down):
        groups.setdefault(root(len(across) + j), []).append(Box(u, top, u, bottom))
    return [g for g in groups.values() if len(g) > 2]


def _without_frames(groups: Sequence[list[Box]]) -> list[Box]:
    """The groups' boxes without those of plain frames around a grid: edges of a sheet."""
    boxes = [bounding_box(g) for g in groups]
    grids = [b for g, b in zip(groups, boxes, strict=True) if len(g) >= GRID_LINES]
    return [
        box
        for group, box in zip(groups, boxes, strict=True)
        if len(group) >= GRID_LINES
        or not any(grid.overlap(box) > INSIDE * grid.area for grid in grids)
    ]


def _merge_boxes(boxes: list[Box]) -> list[Box]:
    merged: list[Box] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        for i, other in enumerate(merged):
            if other.overlap(box) > SHARED * min(box.area, other.area):
                merged[i] = other.union(box)
                break
        else:
            merged.append(box)
    return merged if len(merged) == len(boxes) else _merge_boxes(merged)


def _cut(tracks: Sequence[Track], across: Stretch, along: Stretch) -> tuple[Track, ...]:
    kept = []
    for track in tracks:
        if not across[0] <= track.at <= across[1]:
            continue
        stretches = [
            (max(a, along[0]), min(b, along[1]))
            for a, b in track.stretches
            if b > along[0] and a < along[1]
        ]
        if stretches:
            kept.append(Track(track.at, tuple(stretches)))
    return tuple(kept)
