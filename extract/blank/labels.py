"""The labels of a form found among the runs of its page, each under its heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.blank.ink import FEWEST_COLONS, Leveled, Run
from extract.blank.lettering import best_likeness, fold
from forms.form import Field, FieldKind, Form
from records.geometry import Box, bounding_box

ALIKE = 0.72
"""How alike a run must be to a label."""
OUT_OF_SECTION = 0.25
"""What a label counts less under another heading than its own."""
OUT_OF_ORDER = 0.02
"""What it counts less for each place it stands away from its turn."""
RUNS_ON = 0.06
"""What the beginning of a longer phrase counts less than a whole one."""
LONGER = 0.004
"""What each letter counts more: a long label with a slip says more than a short one without."""
ALIKE_BEGINNING = 0.88
MOST_WORDS = 7
"""Words of the longest label that is looked for at the beginning of a phrase."""
AROUND = 0.12
"""A word's ink may stand so many letter heights out of its box."""
NO_COLON = 0.1
"""What a label counts less that has no colon where the others have."""
WRAP_GAP, INDENT = 2.2, 4.0
"""Letter heights from a label's line to its second one, and how far this may stand in, below the
text after the number of its field."""
BESIDE = 1.0
"""A colon belongs to a label this near to its lines, in letter heights."""
LEVEL = 0.7
"""A colon's middle lies so near (letter heights) to the middle of the line it ends."""
SAME_LINE, JOINED_GAP = 0.5, 2.2
"""Phrases of one line whose middles lie so near, and at most so far apart, may be one label: the
blanks of a typewriter's face are as wide as other faces' gaps."""
MOST_JOINED = 3
HEADING = 0.8
"""How alike a phrase must be to a section's heading."""
TITLE_ROW = 0.7
"""How alike to its title the phrases of one line are together, some words of it unread."""
TITLE = 0.6
"""How alike to its title; or how much of a phrase lies in what was read as a heading."""
_ENUMERATOR = re.compile(r"^\W*(\d{1,2}|[A-Za-z]) ?[.)]+ ?(?=\w)")
"""What counts the fields of a blank: `12.`, `3)`, `a.` before a label."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A run and what was read in it."""

    run: Run
    text: str
    words: tuple[tuple[str, Box], ...] = ()
    """Its words and their boxes, where the reader of print saw them."""


@dataclass(frozen=True, slots=True)
class Label:
    """A field's label on the page: its box, and where its value begins."""

    field: Field
    box: Box
    colon: Box | None
    runs: tuple[Run, ...]
    alike: float

    @property
    def baseline(self) -> float:
        return self.colon.bottom if self.colon is not None else self.runs[-1].baseline


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    field: int
    spoken: tuple[Spoken, ...]
    alike: float


def find_headings(form: Form, spoken: Sequence[Spoken], page: Leveled) -> dict[str, Spoken]:
    """Each section's heading, where it stands on the page; one without a colon after it."""
    found: dict[str, Spoken] = {}
    for section in form.sections:
        fits = [
            (max(best_likeness(text, section.labels) for text in _readings(one.text)), one)
            for one in spoken
            if _colon_after(one.run.box, page) is None
        ]
        best = max(fits, key=lambda fit: fit[0], default=None)
        if best is not None and best[0] >= HEADING:
            found[section.key] = best[1]
    return found


def printed_keys(form: Form, spoken: Sequence[Spoken], page: Leveled) -> set[int]:
    """The marks of the form's title and headings: print, on whose line they ever stand."""
    rows = _title_rows(form, spoken, page)
    headings = [one.run.box for one in find_headings(form, spoken, page).values()]
    printed = [
        one
        for one in spoken
        if one in rows
        or best_likeness(one.text, form.titles) >= TITLE
        or any(one.run.box.overlap(box) >= TITLE * one.run.box.area for box in headings)
    ]
    return {ink.mark.key for one in printed for ink in one.run.inks}


def _title_rows(form: Form, spoken: Sequence[Spoken], page: Leveled) -> list[Spoken]:
    """The phrases of a line that together are the form's title, whose words may be labels too."""
    found = []
    for one in spoken:
        y = one.run.box.center[1]
        row = [o for o in spoken if abs(o.run.box.center[1] - y) <= SAME_LINE * page.unit]
        text = " ".join(o.text for o in sorted(row, key=lambda o: o.run.box.left))
        if len(row) > 1 and best_likeness(text, form.titles) >= TITLE_ROW:
            found.append(one)
    return found


def find_labels(form: Form, spoken: Sequence[Spoken], page: Leveled) -> tuple[Label, ...]:
    """The labels of the form's fields, from top to bottom; each run is one label at most."""
    headings = find_headings(form, spoken, page)
    titles = _title_rows(form, spoken, page)
    spoken = [one for one in spoken if one not in titles]
    texts = [(several, 0.0) for several in _with_wraps(spoken, page)]
    texts += [((part,), RUNS_ON) for one in spoken for part in _beginnings(one, page)]
    found = []
    for several, cost in texts:
        text = " ".join(s.text for s in several)
        least = ALIKE_BEGINNING if cost else ALIKE
        parts = tuple(_readings(text))
        for number, one in enumerate(form.fields):
            alike = max(best_likeness(part, one.labels, least) for part in parts)
            if alike >= least:
                score = alike - cost - OUT_OF_SECTION * _is_elsewhere(one, several[0], headings)
                score += LONGER * len(fold(text))
                found.append(_Candidate(score, number, several, alike))
    return _taken(form, _in_turn(form, found, page), page)


def _in_turn(form: Form, found: Sequence[_Candidate], page: Leveled) -> list[_Candidate]:
    """The candidates, each counting less the further it stands from its turn, or without colon."""
    tops = sorted({one.spoken[0].run.box.top for one in found})
    has_colons = len(page.colons) >= FEWEST_COLONS
    rated = []
    for one in found:
        turn = bisect_left(tops, one.spoken[0].run.box.top) / max(1, len(tops))
        off = abs(turn * len(form.fields) - one.field)
        box = bounding_box(s.run.box for s in one.spoken)
        bare = has_colons and _colon_after(box, page) is None
        rated.append(replace(one, score=one.score - OUT_OF_ORDER * off - NO_COLON * bare))
    return rated


def _beginnings(one: Spoken, page: Leveled) -> tuple[Spoken, ...]:
    """The phrase cut after each of its first words: a label may run on into its value."""
    found = []
    for count in range(1, min(len(one.words), MOST_WORDS + 1)):
        boxes = [box.grow(AROUND * page.unit) for _, box in one.words[:count]]
        inks = [ink for ink in one.run.inks if any(box.contains(ink.box.center) for box in boxes)]
        if inks:
            text = " ".join(text for text, _ in one.words[:count])
            run = Run(tuple(inks), bounding_box(ink.box for ink in inks))
            found.append(Spoken(run, text))
    return tuple(found)


def _readings(text: str) -> tuple[str, ...]:
    """The text, and what of it stands before a colon or after the number of its field."""
    found = [text, text.split(":")[0]] if ":" in text else [text]
    bare = [_ENUMERATOR.sub("", one) for one in found]
    return tuple(dict.fromkeys([*found, *bare]))


def _taken(form: Form, candidates: Sequence[_Candidate], page: Leveled) -> tuple[Label, ...]:
    used: set[int] = set()
    filled: set[int] = set()
    labels = []
    for one in sorted(candidates, key=lambda c: -c.score):
        keys = {ink.mark.key for s in one.spoken for ink in s.run.inks}
        if one.field in filled or keys & used:
            continue
        used |= keys
        filled.add(one.field)
        box = bounding_box(s.run.box for s in one.spoken)
        runs = tuple(s.run for s in one.spoken)
        colon = _colon_after(box, page, runs)
        labels.append(Label(form.fields[one.field], box, colon, runs, one.alike))
    return tuple(sorted(labels, key=lambda label: label.box.center[1]))


def _with_wraps(spoken: Sequence[Spoken], page: Leveled) -> list[tuple[Spoken, ...]]:
    """Every run alone, with those right of it, and with what stands right below it."""
    lines = _with_neighbours(spoken, page)
    found = list(lines)
    starts = [(one[0].run.box.left, one[0].run.box.center[1], one) for one in lines]
    for left, middle, upper in starts:
        indent = INDENT if _ENUMERATOR.match(upper[0].text) else 1.0
        for x, y, lower in starts:
            is_below = 0.5 * page.unit < y - middle <= WRAP_GAP * page.unit
            if is_below and -page.unit <= x - left <= indent * page.unit:
                found.append((*upper, *lower))
    return found


def _with_neighbours(spoken: Sequence[Spoken], page: Leveled) -> list[tuple[Spoken, ...]]:
    """Every run alone, and with the next ones of its line."""
    chains: list[tuple[Spoken, ...]] = [(one,) for one in spoken]
    for chain in chains:
        if len(chain) < MOST_JOINED:
            box = chain[-1].run.box
            chains += [(*chain, one) for one in spoken if _is_next(box, one.run.box, page)]
    return chains


def _is_next(box: Box, other: Box, page: Leveled) -> bool:
    """Whether another run goes on after a gap without a colon in it."""
    if abs(box.center[1] - other.center[1]) > SAME_LINE * page.unit:
        return False
    if not 0 <= other.left - box.right <= JOINED_GAP * page.unit:
        return False
    return not any(
        box.right - page.unit <= colon.center[0] <= other.left
        and abs(colon.center[1] - box.center[1]) <= page.unit
        for colon in page.colons
    )


def _is_elsewhere(one: Field, spoken: Spoken, headings: Mapping[str, Spoken]) -> bool:
    """Whether the run stands under another heading than the field's own."""
    y = spoken.run.box.center[1]
    heights = {key: heading.run.box.center[1] for key, heading in headings.items()}
    above = [key for key, height in heights.items() if height < y]
    under = max(above, key=lambda key: heights[key], default=None)
    if one.section is None:
        return under is not None
    return one.section in headings and under != one.section


def _colon_after(box: Box, page: Leveled, runs: Sequence[Run] = ()) -> Box | None:
    """The colon right of a label, level with it: rather with one of its lines than between."""
    rows = [run.box.center[1] for run in runs] or [box.center[1]]
    near = [
        colon
        for colon in page.colons
        if colon.left >= box.right - 0.5 * page.unit
        and box.top - BESIDE * page.unit <= colon.center[1] <= box.bottom + BESIDE * page.unit
    ]
    return min(
        near,
        key=lambda c: (min(abs(c.center[1] - y) for y in rows) > LEVEL * page.unit, c.left),
        default=None,
    )


def is_written_beside(one: Field) -> bool:
    """Whether the field's value stands on its label's line."""
    return one.kind not in (FieldKind.TABLE, FieldKind.SIGNATURE, FieldKind.PHOTO)
