"""Checks of a group: what a pen left in, over and beside its squares."""

from __future__ import annotations

import pytest

from extract.blank.checks import Checked, Square, checked_beside, read_checks
from extract.blank.ink import Run
from extract.blank.labels import Spoken
from forms.form import Option
from records.geometry import Box
from records.pen import CheckBox

OPTIONS = (Option("yes", ("Ya",)), Option("no", ("Tidak",)))
EMPTY, CROSS, FULL = (0.0, 0.0, None), (0.3, 0.1, None), (0.95, 0.2, None)
DASH, CROSS_STRUCK = (0.2, 0.1, 0.0), (0.5, 0.2, 0.25)
Ink = tuple[float, float, float | None]


def _square(left: float, ink: Ink) -> Square:
    box = Box(left, 100, left + 40, 140)
    return Square(box, CheckBox(box, *ink))


def _read(first: Ink, second: Ink) -> tuple[Checked, ...]:
    return read_checks(OPTIONS, [_square(100, first), _square(300, second)], ())


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        (CROSS, EMPTY, (True, False)),
        (EMPTY, FULL, (False, True)),
        (DASH, EMPTY, (True, False)),
        (CROSS_STRUCK, CROSS, (False, True)),
        (CROSS_STRUCK, EMPTY, (False, False)),
        (FULL, CROSS, (False, True)),
        (DASH, CROSS, (False, True)),
        (EMPTY, EMPTY, (False, False)),
    ],
)
def test_a_square_crossed_out_is_not_chosen(
    first: Ink, second: Ink, chosen: tuple[bool, bool]
) -> None:
    assert tuple(one.is_checked for one in _read(first, second)) == chosen


@pytest.mark.parametrize("is_left", [True, False])
def test_labels_stand_left_of_all_squares_or_right_of_all(is_left: bool) -> None:
    lefts = (20, 220) if is_left else (150, 350)
    said = [
        Spoken(Run((), Box(left, 105, left + 70, 135)), text)
        for left, text in zip(lefts, ("Ya", "Tidak"), strict=True)
    ]
    squares = [_square(100, CROSS), _square(300, EMPTY)]
    first, second = read_checks(OPTIONS, squares, said)
    assert (first.is_checked, second.is_checked) == (True, False)


def test_what_was_crossed_out_is_looked_at_by_a_person() -> None:
    crossed, chosen = _read(CROSS_STRUCK, CROSS)
    assert crossed.confidence < 0.92 <= chosen.confidence


@pytest.mark.parametrize(
    ("marks", "chosen"),
    [
        ([Box(60, 95, 90, 130)], (True, False)),
        ([Box(255, 100, 290, 145)], (False, True)),
        ([Box(60, 95, 90, 130), Box(255, 100, 290, 145)], (False, False)),
        ([Box(10, 95, 40, 130)], (False, False)),
        ([Box(85, 118, 90, 122)], (False, False)),
    ],
    ids=["left of the first", "left of the second", "left of both", "far off", "a speck"],
)
def test_a_lone_mark_left_of_a_square_checks_it(
    marks: list[Box], chosen: tuple[bool, bool]
) -> None:
    answers = checked_beside(_read(EMPTY, EMPTY), marks)
    assert tuple(one.is_checked for one in answers) == chosen
    assert all(one.confidence < 0.92 for one in answers if one.is_checked)


def test_a_mark_beside_changes_nothing_where_a_square_is_checked() -> None:
    answers = _read(CROSS, EMPTY)
    assert checked_beside(answers, [Box(255, 100, 290, 145)]) == answers
