"""Each mark goes to the box it was written in, whatever hangs over."""

from __future__ import annotations

from collections.abc import Sequence

from extract.blank.placed.homes import find_homes
from forms.form import FieldKind
from forms.layout import PageLayout, Place, Shape
from records.geometry import Box
from records.paper import Ruling
from records.pen import CheckBox, InkMark, OptionInk, Scribble

UNIT, SCALE = 20.0, 10.0


class Marks:
    """Shows marks, and cuts them straight across."""

    def __init__(self, *boxes: Box) -> None:
        self._marks = tuple(InkMark(k, box, 50) for k, box in enumerate(boxes))

    def marks(self) -> tuple[InkMark, ...]:
        return self._marks

    def dotted(self) -> tuple[Ruling, ...]:
        return ()

    def squares(self) -> tuple[CheckBox, ...]:
        return ()

    def options(self, box: Box) -> OptionInk:
        del box
        return OptionInk()

    def split(self, block: Sequence[InkMark], slope: float) -> tuple[tuple[InkMark, ...], ...]:
        return (tuple(block),)

    def cut(self, mark: InkMark, y: float) -> tuple[InkMark, InkMark] | None:
        box = mark.box
        upper = InkMark(mark.key, Box(box.left, box.top, box.right, y), 25)
        return upper, InkMark(mark.key + 100, Box(box.left, y, box.right, box.bottom), 25)

    def read(self, lines: Sequence[Sequence[InkMark]]) -> tuple[Scribble, ...]:
        raise NotImplementedError


def line(key: str, top: float, left: float = 100, right: float = 900) -> Place:
    return Place(key, FieldKind.TEXT, Shape.LINES, Box(left, top, right, top + 80))


def homes(places: Sequence[Place], *boxes: Box) -> dict[str, list[int]]:
    layout = PageLayout("f", 1, 1, 1, 1000, 1000, tuple(places))
    found = find_homes(layout, Marks(*boxes), UNIT, SCALE)
    return {home.place.key: sorted(mark.key for mark in home.marks) for home in found}


ROWS = (line("upper", 100), line("lower", 200))


def test_a_letter_is_at_home_where_it_stands() -> None:
    assert homes(ROWS, Box(200, 120, 220, 150), Box(200, 220, 220, 250)) == {
        "upper": [0],
        "lower": [1],
    }


def test_a_tail_that_hangs_into_the_box_below_stays_with_its_letter() -> None:
    assert homes(ROWS, Box(200, 120, 220, 205)) == {"upper": [0], "lower": []}


def test_writing_of_two_boxes_that_touches_is_cut_between_them() -> None:
    assert homes(ROWS, Box(200, 110, 240, 270)) == {"upper": [0], "lower": [100]}


def test_a_word_that_runs_over_the_border_stays_in_its_cell() -> None:
    cells = (line("a", 100, 100, 300), line("b", 100, 304, 500))
    letters = [Box(x, 120, x + 16, 145) for x in range(230, 350, 20)]
    assert homes(cells, *letters, Box(420, 120, 440, 145)) == {
        "a": [0, 1, 2, 3, 4, 5],
        "b": [6],
    }


def test_words_that_keep_to_their_cells_stay_apart() -> None:
    cells = (line("a", 100, 100, 300), line("b", 100, 304, 500))
    found = homes(cells, Box(200, 120, 260, 145), Box(320, 120, 380, 145))
    assert found == {"a": [0], "b": [1]}


def test_a_word_that_begins_where_the_one_before_ends_keeps_to_its_own_cell() -> None:
    cells = (line("a", 100, 100, 300), line("b", 100, 310, 500))
    assert homes(cells, Box(200, 120, 299, 145), Box(310, 120, 400, 145)) == {"a": [0], "b": [1]}


def test_dust_and_what_lies_outside_belong_to_nobody() -> None:
    found = homes(ROWS, Box(500, 130, 504, 134), Box(20, 120, 60, 150), Box(300, 900, 320, 930))
    assert found == {"upper": [], "lower": []}


def test_what_is_left_of_a_frame_is_no_writing() -> None:
    word, side, foot = Box(120, 20, 160, 60), Box(888, 2, 892, 78), Box(110, 74, 410, 78)
    assert homes([line("a", 0)], word, side, foot) == {"a": [0]}


def test_a_dot_before_the_first_letter_is_dust_and_one_behind_it_is_not() -> None:
    before, letter, behind = Box(105, 40, 109, 44), Box(115, 20, 140, 60), Box(145, 56, 149, 60)
    assert homes([line("a", 0)], before, letter, behind) == {"a": [1, 2]}


def test_dots_too_far_above_or_below_the_letters_are_dust() -> None:
    letters = [Box(x, 40, x + 12, 55) for x in (115, 130, 145)]
    over, speck, under = Box(134, 31, 138, 35), Box(148, 21, 152, 25), Box(120, 61, 124, 65)
    assert homes([line("a", 0)], *letters, over, speck, under) == {"a": [0, 1, 2, 3]}
