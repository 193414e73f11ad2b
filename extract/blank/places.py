"""Whose writing is whose: each run of ink right of the labels goes to the line it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.blank.ink import FEWEST_COLONS, SMALL, Ink, Leveled, Run, inks_to_runs
from extract.blank.labels import Label, is_written_beside
from forms.form import FieldKind
from records.geometry import Box, bounding_box
from records.pen import PenReader

OVER = 0.45
"""Letter heights that writing may stand below its line: a hand does not keep it."""
HIGHEST = 3.4
"""Letter heights above the first line where its writing may begin."""
BASE_ABOVE, BASE_BELOW = 0.5, 2.0
"""A line belongs to the label whose foot is so far (letter heights) below or above it."""
LINE_AFTER = 6.0
BEFORE_LINE = 0.6
"""Letter heights before its line that writing may begin."""
ABOVE_CUT, BELOW_CUT = 0.6, 1.1
"""A mark this far (letter heights) above and below a field's line holds two fields' writing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field on the page: its label, the height and reach of its line, what stands on it."""

    label: Label
    base: float
    left: float
    right: float
    top: float
    lines: tuple[Run, ...] = ()

    @property
    def box(self) -> Box:
        """Where its value stands or would stand."""
        return Box(self.left, min(self.top, self.base), max(self.left, self.right), self.base)


def find_places(
    labels: Sequence[Label], options: set[int], page: Leveled, width: float, pen: PenReader
) -> tuple[Place, ...]:
    """The fields from top to bottom, each with its lines of writing.

    `options` are the keys of marks that belong to check boxes.
    """
    beside = [label for label in labels if is_written_beside(label.field)]
    if not beside:
        return ()
    places = _bases(beside, page, width)
    taken = {ink.mark.key for label in labels for run in label.runs for ink in run.inks}
    taken |= options
    inks = [ink for ink in page.inks if ink.mark.key not in taken and _is_right(ink, places)]
    inks = [part for ink in inks for part in _cut_at_bases(ink, places, page, pen)]
    runs = [run for run in inks_to_runs(inks, page.unit) if not _is_speck(run, page.unit)]
    homes: list[list[Run]] = [[] for _ in places]
    for run in runs:
        home = _home(run, places, page)
        if home is not None:
            homes[home].append(run)
    return tuple(
        Place(p.label, p.base, p.left, p.right, p.top, runs_to_lines(found, page, pen))
        for p, found in zip(places, homes, strict=True)
    )


def runs_to_lines(runs: Sequence[Run], page: Leveled, pen: PenReader) -> tuple[Run, ...]:
    """The lines of a block of writing from top to bottom; marks that hold two lines are cut."""
    inks = [ink for run in runs for ink in run.inks]
    lines = []
    for marks in pen.split([ink.mark for ink in inks], page.slope):
        own = tuple(Ink(mark, page.flat(mark.box)) for mark in marks)
        lines.append(Run(own, bounding_box(ink.box for ink in own)))
    return tuple(lines)


def _cut_at_bases(
    ink: Ink, places: Sequence[Place], page: Leveled, pen: PenReader
) -> tuple[Ink, ...]:
    """A mark that hangs far below the line of its field runs into the next one: cut there."""
    for place in places:
        is_over = ink.box.top < place.base - ABOVE_CUT * page.unit
        if is_over and ink.box.bottom > place.base + BELOW_CUT * page.unit:
            y = place.base + OVER * page.unit + page.slope * ink.mark.box.center[0]
            parts = pen.cut(ink.mark, y)
            if parts is not None:
                return tuple(Ink(part, page.flat(part.box)) for part in parts)
    return (ink,)


def _bases(labels: Sequence[Label], page: Leveled, width: float) -> list[Place]:
    """Each label's line: a drawn one at its foot, else where the others have theirs."""
    lefts = [label.colon.right for label in labels if label.colon is not None]
    column = median(lefts) if lefts else max(label.box.right for label in labels)
    found: list[tuple[Label, float | None, float, float]] = []
    starts: list[float] = []
    for label in labels:
        left = (
            label.colon.right
            if label.colon is not None
            else max(label.box.right, min(column, label.box.right + 8 * page.unit))
        )
        lines = [
            b
            for b in page.bases
            if b.right > left + 2 * page.unit
            and label.baseline - BASE_ABOVE * page.unit
            <= b.y
            <= label.baseline + BASE_BELOW * page.unit
        ]
        is_open = label.field.kind is FieldKind.CHECKS
        first = None if is_open or not lines else min(lines, key=lambda b: b.y)
        right = width if first is None else first.right
        if first is not None and first.left - left <= LINE_AFTER * page.unit:
            starts.append(first.left)
        found.append((label, None if first is None else first.y, left, right))
    found = _after_labels(found, starts, page)
    offs = [y - label.baseline for label, y, _, _ in found if y is not None]
    usual = median(offs) if offs else 0.3 * page.unit
    places = []
    above = None
    for label, y, left, right in found:
        base = label.baseline + min(usual, 0.6 * page.unit) if y is None else y
        top = base - HIGHEST * page.unit if above is None else max(above, base - 9 * page.unit)
        places.append(Place(label, base, left, right, min(top, base)))
        above = base
    return places


def _after_labels(
    found: Sequence[tuple[Label, float | None, float, float]],
    starts: Sequence[float],
    page: Leveled,
) -> list[tuple[Label, float | None, float, float]]:
    """The fields with their left ends moved to where the lines begin.

    A long label may reach past the colons; writing may hide the beginning of one line, not of all.
    """
    if len(starts) < FEWEST_COLONS:
        return list(found)
    begin = median(starts) - BEFORE_LINE * page.unit
    return [
        (label, y, max(left, min(begin, left + LINE_AFTER * page.unit)), right)
        for label, y, left, right in found
    ]


def _is_speck(run: Run, unit: float) -> bool:
    """Whether a run is a dot with no letter near it: dust of the glass, a drop of ink."""
    return all(max(i.box.width, i.box.height) <= SMALL * unit for i in run.inks)


def _is_right(ink: Ink, places: Sequence[Place]) -> bool:
    """Whether a mark stands in the column of values, at its height."""
    nearest = min(places, key=lambda p: abs(p.base - ink.box.center[1]))
    return ink.box.center[0] > nearest.left


def _home(run: Run, places: Sequence[Place], page: Leveled) -> int | None:
    """The field on whose line the run stands: the first line at or below its foot."""
    foot = run.baseline
    if foot < places[0].base - HIGHEST * page.unit:
        return None
    for number, place in enumerate(places):
        if foot <= place.base + OVER * page.unit:
            return number if run.box.left <= place.right + page.unit else None
    return None
