"""Whose writing is whose: each run of ink goes to the field on whose line it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from extract.blank.ink import SMALL, Base, Ink, Leveled, Run, inks_to_runs
from extract.blank.labels import Label, is_written_beside
from extract.blank.zones import (
    BEFORE_LINE,
    Lined,
    Side,
    Zone,
    bases_at,
    find_zones,
    first_line,
    line_begins,
    line_ends,
    usual_foot,
)
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
SAME_LINE = 0.5
"""Letter heights between pieces of one line."""
ABOVE_CUT, BELOW_CUT = 0.6, 1.1
"""A mark this far (letter heights) above and below a field's line holds two fields' writing."""
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

    @property
    def is_crowded(self) -> bool:
        """Whether more lines are written there than it has, though a few words would do."""
        is_short = self.label.field.kind is not FieldKind.LONG_TEXT and self.zone.cell is None
        return is_short and len(self.lines) > 1 + len(self.further)

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
    printed: set[int],
    page: Leveled,
    width: float,
    pen: PenReader,
    tables: Sequence[Table] = (),
) -> tuple[Place, ...]:
    """The fields from top to bottom, each with its lines of writing.

    `printed` are the keys of marks that are no writing: check boxes, the title, headings.
    """
    beside = [label for label in labels if is_written_beside(label.field)]
    if not beside:
        return ()
    places = _places(beside, tables, page, width)
    taken = {ink.mark.key for label in labels for run in label.runs for ink in run.inks}
    inks = [ink for ink in page.inks if ink.mark.key not in taken | printed]
    inks = [part for ink in inks for part in _cut_at_bases(ink, places, page, pen)]
    homes: list[list[Run]] = [[] for _ in places]
    for group, own in _by_column(inks, places, page.unit):
        mine = [places[k] for k in group]
        runs = [run for run in inks_to_runs(own, page.unit) if not is_speck(run, page.unit)]
        for run in _apart(runs, mine, page, pen):
            home = _home(run, mine, page)
            if home is not None:
                homes[group[home]].append(run)
    return tuple(
        replace(place, lines=runs_to_lines(found, page, pen))
        for place, found in zip(places, homes, strict=True)
    )


def _apart(
    runs: Sequence[Run], places: Sequence[Place], page: Leveled, pen: PenReader
) -> list[Run]:
    """The runs, those that hang together over a field's line parted into their lines."""
    found: list[Run] = []
    for run in runs:
        top, bottom = run.box.top + page.unit, run.box.bottom - page.unit
        is_over = any(top < place.base < bottom for place in places if place.zone.cell is None)
        found += runs_to_lines([run], page, pen) if is_over else (run,)
    return found


def runs_to_lines(runs: Sequence[Run], page: Leveled, pen: PenReader) -> tuple[Run, ...]:
    """The lines of a block of writing from top to bottom; marks that hold two lines are cut."""
    inks = [ink for run in runs for ink in run.inks]
    lines = []
    for marks in pen.split([ink.mark for ink in inks], page.slope):
        own = _above_foot([Ink(mark, page.flat(mark.box)) for mark in marks], page.unit)
        lines.append(Run(own, bounding_box(ink.box for ink in own)))
    return tuple(lines)


def _above_foot(inks: Sequence[Ink], unit: float) -> tuple[Ink, ...]:
    """The marks of a line but dots below all its letters: dust, that makes it seem taller."""
    feet = [i.box.bottom for i in inks if max(i.box.width, i.box.height) > SMALL * unit]
    foot = max(feet, default=inf)
    return tuple(ink for ink in inks if ink.box.top < foot)


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
    found: list[Lined] = []
    for label, zone in zip(labels, zones, strict=True):
        is_open = label.field.kind is FieldKind.CHECKS or zone.cell is not None
        found.append(
            (label, zone, None if is_open else first_line(bases_at(label, zone, page), page))
        )
    usual = usual_foot(found, page)
    begins = line_begins(found, page)
    ends = line_ends(found)
    places: list[Place] = []
    for label, zone, line in found:
        above = max((p.base for p in places if p.zone.column == zone.column), default=None)
        base = _base(label, zone, line, usual)
        top = (
            base - HIGHEST * page.unit if above is None else max(above, base - TALLEST * page.unit)
        )
        left = zone.left
        if zone.side is Side.BESIDE and zone.column in begins:
            left = max(left, begins[zone.column])
        right = zone.right
        if line is not None:
            right = min(right, max(line.right, ends.get(zone.column, 0.0)) + page.unit)
        places.append(Place(label, base, left, right, min(top, base), zone))
    return [replace(p, further=_further(p, labels, places, page)) for p in places]


def _base(label: Label, zone: Zone, line: Base | None, usual: float) -> float:
    if zone.cell is not None:
        return zone.cell.bottom
    return line.y if line is not None else label.baseline + usual


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
    number = min(range(len(places)), key=lambda k: _strain(run, places[k]))
    place = places[number]
    is_under = foot > place.foot + LOWEST * page.unit
    if is_under or _is_on_other(run, place, places, page):
        return None
    return None if run.box.left > place.right + page.unit else number


def _is_on_other(run: Run, place: Place, places: Sequence[Place], page: Leveled) -> bool:
    """Whether a run stands on a line above its field's that is no field's: a lost label's."""
    taken = {line for one in places for line in (one.base, *(b.y for b in one.further))}
    return any(
        abs(base.y - run.baseline) <= NEXT_LINE * page.unit
        and base.y < place.base - NEXT_LINE * page.unit
        and all(abs(base.y - line) > SAME_LINE * page.unit for line in taken)
        and base.left < run.box.right
        and base.right > run.box.left
        for base in page.bases
    )


def _strain(run: Run, place: Place) -> float:
    """How ill writing stands on a place's lines: rather above a line than below it.

    What runs through a line with most of its ink above stands on it, however deep its tails hang.
    """
    lines = (place.base, *(line.y for line in place.further))
    offs = [run.baseline - line for line in lines]
    area = sum(ink.mark.area for ink in run.inks)
    middle = sum(ink.mark.area * ink.box.center[1] for ink in run.inks) / max(1, area)
    if any(off > 0 and middle <= line for off, line in zip(offs, lines, strict=True)):
        return 0.0
    return min(BELOW_STRAIN * off if off > 0 else -ABOVE_STRAIN * off for off in offs)
