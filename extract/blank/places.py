"""Whose writing is whose: each run of ink goes to the field on whose line it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.blank.ink import FEWEST_COLONS, SMALL, Base, Ink, Leveled, Run, inks_to_runs
from extract.blank.labels import Label, is_written_beside
from extract.blank.zones import Side, Zone, bases_at, find_zones, first_line
from forms.form import FieldKind
from records.geometry import Box, bounding_box
from records.paper import Table
from records.pen import PenReader

OVER = 0.45
"""Letter heights that writing may stand below its line: a hand does not keep it."""
LOWEST = 1.2
"""Letter heights below its line where writing is no more the field's."""
BELOW_STRAIN, ABOVE_STRAIN = 2.0, 0.5
"""A hand rather floats four times as high above its line as it sinks below it."""
HIGHEST = 3.4
"""Letter heights above the first line where its writing may begin."""
TALLEST = 9.0
"""Letter heights of the tallest place above one line."""
LINE_AFTER = 6.0
BEFORE_LINE = 0.6
"""Letter heights before its line that writing may begin."""
ABOVE_CUT, BELOW_CUT = 0.6, 1.1
"""A mark this far (letter heights) above and below a field's line holds two fields' writing."""
FOOT, LOWEST_FOOT = 0.3, 0.6
"""Where writing stands under a label's foot if no line tells, and at most (letter heights)."""
NEXT_LINE = 1.2
"""A further line of a field lies this far (letter heights) below the one before, at least."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field on the page: its label, the height and reach of its line, what stands on it."""

    label: Label
    base: float
    left: float
    right: float
    top: float
    zone: Zone
    further: tuple[Base, ...] = ()
    """Lines below the first that are the field's too."""
    lines: tuple[Run, ...] = ()

    @property
    def foot(self) -> float:
        """The height of its last line."""
        return self.further[-1].y if self.further else self.base

    @property
    def box(self) -> Box:
        """Where its value stands or would stand."""
        top = min(self.top, self.base)
        return Box(self.left, top, max(self.left, self.right), max(top, self.foot))

    def holds(self, ink: Ink, unit: float) -> bool:
        """Whether a mark stands between its ends, on whichever of its lines it stands."""
        x, y = ink.box.center
        if self.zone.cell is not None:
            return self.zone.cell.contains((x, y))
        left = self.left
        if self.further and y > self.base + OVER * unit:
            left = min([left, *(line.left - BEFORE_LINE * unit for line in self.further)])
        return left < x <= self.right


def find_places(
    labels: Sequence[Label],
    options: set[int],
    page: Leveled,
    width: float,
    pen: PenReader,
    tables: Sequence[Table] = (),
) -> tuple[Place, ...]:
    """The fields from top to bottom, each with its lines of writing.

    `options` are the keys of marks that belong to check boxes.
    """
    beside = [label for label in labels if is_written_beside(label.field)]
    if not beside:
        return ()
    places = _places(beside, tables, page, width)
    taken = {ink.mark.key for label in labels for run in label.runs for ink in run.inks}
    inks = [ink for ink in page.inks if ink.mark.key not in taken | options]
    inks = [part for ink in inks for part in _cut_at_bases(ink, places, page, pen)]
    homes: list[list[Run]] = [[] for _ in places]
    for group, own in _by_column(inks, places, page.unit):
        runs = [run for run in inks_to_runs(own, page.unit) if not is_speck(run, page.unit)]
        for run in runs:
            home = _home(run, [places[k] for k in group], page)
            if home is not None:
                homes[group[home]].append(run)
    return tuple(
        replace(place, lines=runs_to_lines(found, page, pen))
        for place, found in zip(places, homes, strict=True)
    )


def runs_to_lines(runs: Sequence[Run], page: Leveled, pen: PenReader) -> tuple[Run, ...]:
    """The lines of a block of writing from top to bottom; marks that hold two lines are cut."""
    inks = [ink for run in runs for ink in run.inks]
    lines = []
    for marks in pen.split([ink.mark for ink in inks], page.slope):
        own = tuple(Ink(mark, page.flat(mark.box)) for mark in marks)
        lines.append(Run(own, bounding_box(ink.box for ink in own)))
    return tuple(lines)


def _by_column(
    inks: Sequence[Ink], places: Sequence[Place], unit: float
) -> list[tuple[list[int], list[Ink]]]:
    """The places of each column of the page, or cell, and the marks that stand at their height."""
    groups: dict[tuple[int, Box | None], tuple[list[int], list[Ink]]] = {}
    for number, place in enumerate(places):
        groups.setdefault((place.zone.column, place.zone.cell), ([], []))[0].append(number)
    for ink in inks:
        near = [place for place in places if place.holds(ink, unit)]
        if near:
            cells = [place for place in near if place.zone.cell is not None]
            best = min(cells or near, key=lambda p: _off(p, ink))
            groups[best.zone.column, best.zone.cell][1].append(ink)
    return list(groups.values())


def _off(place: Place, ink: Ink) -> float:
    """How far a mark stands from a place's lines."""
    y = ink.box.center[1]
    return min(abs(line - y) for line in (place.base, *(b.y for b in place.further)))


def _cut_at_bases(
    ink: Ink, places: Sequence[Place], page: Leveled, pen: PenReader
) -> tuple[Ink, ...]:
    """A mark that hangs far below the line of its field runs into the next one: cut there."""
    for place in places:
        if not place.left <= ink.box.center[0] <= place.right:
            continue
        is_over = ink.box.top < place.foot - ABOVE_CUT * page.unit
        if is_over and ink.box.bottom > place.foot + BELOW_CUT * page.unit:
            y = place.foot + OVER * page.unit + page.slope * ink.mark.box.center[0]
            parts = pen.cut(ink.mark, y)
            if parts is not None:
                return tuple(Ink(part, page.flat(part.box)) for part in parts)
    return (ink,)


def _places(
    labels: Sequence[Label], tables: Sequence[Table], page: Leveled, width: float
) -> list[Place]:
    """Each label's place: on a drawn line at its foot, else where the others have theirs."""
    zones = find_zones(labels, tables, page, width)
    found: list[tuple[Label, Zone, Base | None]] = []
    for label, zone in zip(labels, zones, strict=True):
        is_open = label.field.kind is FieldKind.CHECKS or zone.cell is not None
        found.append(
            (label, zone, None if is_open else first_line(bases_at(label, zone, page), page))
        )
    usual = _usual_foot(found, page)
    begins = _begins(found, page)
    ends = _ends(found)
    places: list[Place] = []
    for label, zone, line in found:
        above = max((p.base for p in places if p.zone.column == zone.column), default=None)
        base = _base(label, zone, line, usual)
        top = (
            base - HIGHEST * page.unit if above is None else max(above, base - TALLEST * page.unit)
        )
        left = zone.left
        if zone.side is Side.BESIDE and zone.column in begins:
            left = max(left, min(begins[zone.column], left + LINE_AFTER * page.unit))
        right = zone.right
        if line is not None:
            right = min(right, max(line.right, ends.get(zone.column, 0.0)) + page.unit)
        places.append(Place(label, base, left, right, min(top, base), zone))
    return [replace(p, further=_further(p, labels, places, page)) for p in places]


def _base(label: Label, zone: Zone, line: Base | None, usual: float) -> float:
    if zone.cell is not None:
        return zone.cell.bottom
    return line.y if line is not None else label.baseline + usual


def _usual_foot(found: Sequence[tuple[Label, Zone, Base | None]], page: Leveled) -> float:
    """How far below a label's foot its line usually lies."""
    offs = [line.y - label.baseline for label, _, line in found if line is not None]
    if any(zone.side is Side.UNDER for _, zone, _ in found):
        return median(offs) if offs else 2 * page.unit
    return min(median(offs) if offs else FOOT * page.unit, LOWEST_FOOT * page.unit)


def _ends(found: Sequence[tuple[Label, Zone, Base | None]]) -> dict[int, float]:
    """Where the lines of each column end: a piece of a line is not taken for the whole."""
    rights: dict[int, list[float]] = {}
    for _, zone, line in found:
        if line is not None:
            rights.setdefault(zone.column, []).append(line.right)
    return {column: median(ends) for column, ends in rights.items()}


def _begins(found: Sequence[tuple[Label, Zone, Base | None]], page: Leveled) -> dict[int, float]:
    """Where the lines of each column begin.

    A long label may reach past the colons; writing may hide the beginning of one line, not of all.
    """
    starts: dict[int, list[float]] = {}
    for _, zone, line in found:
        if line is not None and 0 <= line.left - zone.left <= LINE_AFTER * page.unit:
            starts.setdefault(zone.column, []).append(line.left)
    return {
        column: median(lefts) - BEFORE_LINE * page.unit
        for column, lefts in starts.items()
        if len(lefts) >= FEWEST_COLONS
    }


def _further(
    place: Place, labels: Sequence[Label], places: Sequence[Place], page: Leveled
) -> tuple[Base, ...]:
    """The lines between a field's first and the next label, as long hands need them."""
    if place.label.field.kind is FieldKind.CHECKS or place.zone.cell is not None:
        return ()
    below = [
        label.box.top
        for label in labels
        if label.box.top > place.base and label.box.left < place.right
    ]
    end = min(below, default=place.base)
    taken = {other.base for other in places}
    kept: list[Base] = []
    last = place.base
    for line in page.bases:
        is_own = line.left < place.right and line.right > place.left + 2 * page.unit
        if is_own and last + NEXT_LINE * page.unit <= line.y < end and line.y not in taken:
            kept.append(line)
            last = line.y
    return tuple(kept)


def is_speck(run: Run, unit: float) -> bool:
    """Whether a run is a dot with no letter near it: dust of the glass, a drop of ink."""
    return all(max(i.box.width, i.box.height) <= SMALL * unit for i in run.inks)


def _home(run: Run, places: Sequence[Place], page: Leveled) -> int | None:
    """The field on whose line the run stands; None where it stands on none."""
    foot = run.baseline
    if places[0].zone.cell is not None:
        return 0
    if foot < places[0].base - HIGHEST * page.unit:
        return None
    number = min(range(len(places)), key=lambda k: _strain(foot, places[k]))
    place = places[number]
    is_under = foot > place.foot + LOWEST * page.unit
    return None if is_under or run.box.left > place.right + page.unit else number


def _strain(foot: float, place: Place) -> float:
    """How ill writing of that foot stands on a place's lines: rather above a line than below it."""
    offs = [foot - line for line in (place.base, *(b.y for b in place.further))]
    return min(BELOW_STRAIN * off if off > 0 else -ABOVE_STRAIN * off for off in offs)
