"""Pieces of rulings that lie on one line become a track with the stretches it covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.lattice.straighten import Straightening
from records.paper import Ruling

Stretch = tuple[float, float]

SAME_LINE = 0.35
"""Char heights two pieces of one line may lie apart: half a blank line between rows of text."""
MAX_SLANT = 0.06
"""Rise over run above which a straightened piece is no ruling but a side of a diamond."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A straightened ruling: its place across, and from where to where it runs along."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Track:
    """A line that pieces lie on; `stretches` are what they cover, in order, apart."""

    at: float
    stretches: tuple[Stretch, ...]

    @property
    def start(self) -> float:
        return self.stretches[0][0]

    @property
    def end(self) -> float:
        return self.stretches[-1][1]

    @property
    def length(self) -> float:
        return sum(end - start for start, end in self.stretches)

    def coverage(self, start: float, end: float) -> float:
        """The share of a stretch that is drawn; 0 for a stretch of no length."""
        if end <= start:
            return 0.0
        drawn = sum(max(0.0, min(end, b) - max(start, a)) for a, b in self.stretches)
        return drawn / (end - start)

    def touches(self, place: float, slack: float) -> bool:
        """Whether the line is drawn at a place or ends close to it."""
        return any(a - slack <= place <= b + slack for a, b in self.stretches)

    def joined(self, other: Track) -> Track:
        """Both as one line, placed where the longer lies."""
        at = self.at if self.length >= other.length else other.at
        return Track(at, merge_stretches((*self.stretches, *other.stretches), 0.0))


def merge_stretches(stretches: Iterable[Stretch], gap: float) -> tuple[Stretch, ...]:
    """Stretches in order, joined where no more than `gap` lies between them."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def rulings_to_pieces(
    rulings: Sequence[Ruling], straightening: Straightening
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The level and the plumb pieces, straightened; slanted ones left out."""
    level: list[Piece] = []
    plumb: list[Piece] = []
    for ruling in rulings:
        points = [straightening.flatten(p) for p in ruling.points]
        (x0, y0), (x1, y1) = points[0], points[-1]
        run, rise = max(abs(x1 - x0), abs(y1 - y0)), min(abs(x1 - x0), abs(y1 - y0))
        if run <= 0 or rise > MAX_SLANT * run + ruling.thickness:
            continue
        if ruling.is_horizontal:
            level.append(_piece([y for _, y in points], [x for x, _ in points]))
        else:
            plumb.append(_piece([x for x, _ in points], [y for _, y in points]))
    return tuple(level), tuple(plumb)


def _piece(across: list[float], along: list[float]) -> Piece:
    return Piece(sum(across) / len(across), min(along), max(along))


def pieces_to_tracks(pieces: Sequence[Piece], char_height: float) -> tuple[Track, ...]:
    """Pieces gathered to lines, the longest first; lines in order of their place."""
    slack = SAME_LINE * char_height
    gathered: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.length):
        near = [g for g in gathered if _distance(g, piece) <= slack]
        if near:
            min(near, key=lambda g: _distance(g, piece)).append(piece)
        else:
            gathered.append([piece])
    tracks = [_track(group) for group in gathered]
    return tuple(sorted(tracks, key=lambda t: t.at))


def _distance(group: Sequence[Piece], piece: Piece) -> float:
    """How far across a piece lies from the nearest piece of a line."""

    def gap(other: Piece) -> float:
        return max(other.start - piece.end, piece.start - other.end, 0.0)

    nearest = min(group, key=gap)
    return abs(nearest.at - piece.at)


def _track(group: Sequence[Piece]) -> Track:
    total = sum(p.length for p in group)
    at = sum(p.at * p.length for p in group) / total if total else group[0].at
    return Track(at, merge_stretches([(p.start, p.end) for p in group], 0.0))
