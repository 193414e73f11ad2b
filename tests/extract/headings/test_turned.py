"""Names of actors that run upwards."""

from __future__ import annotations

from collections.abc import Sequence

from extract.headings.turned import read_turned_names
from extract.matrix.cells import words_to_written
from extract.matrix.parts import Written
from records.geometry import Box
from records.paper import Source, Word

CELL = Box(0, 0, 60, 200)


class Turning:
    """A reader that sees garbage level and words upwards."""

    def __init__(self, upwards: Sequence[Word]) -> None:
        self.upwards = tuple(upwards)

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        """Nothing: only turned text stands here."""
        return tuple(() for _ in boxes)

    def read_turned(self, boxes: Sequence[Box]) -> tuple[tuple[Word, ...], ...]:
        """The same words for every box."""
        return tuple(self.upwards for _ in boxes)


def _upward(text: str, left: float, bottom: float, source: Source = Source.PRINT) -> Word:
    return Word(text, Box(left, bottom - 20 * len(text), left + 18, bottom), 0.9, source)


def _level(*words: Word, box: Box = CELL) -> Written:
    return words_to_written(words, box)


PETUGAS, LOKET = _upward("Petugas", 5, 190), _upward("Loket", 30, 190)


def test_lines_that_run_upwards_are_read_from_left_to_right() -> None:
    garbage = Word("sz", Box(5, 50, 25, 70), 0.4)
    (name,) = read_turned_names([_level(garbage)], Turning([LOKET, PETUGAS]))
    assert name.text == "Petugas Loket"


def test_words_of_a_text_layer_are_ordered_without_reading() -> None:
    words = [_upward("Loket", 30, 190, Source.LAYER), _upward("Petugas", 5, 190, Source.LAYER)]
    (name,) = read_turned_names([_level(*words)], None)
    assert name.text == "Petugas Loket"


def test_a_sure_name_in_a_tall_cell_stays() -> None:
    name = _level(Word("KABID", Box(5, 80, 55, 100), 0.95))
    assert read_turned_names([name], Turning([LOKET])) == (name,)


def test_one_sure_digit_among_unread_names_is_garbage() -> None:
    digit = _level(Word("3", Box(20, 50, 30, 70), 0.97))
    found = read_turned_names([digit, _level()], Turning([LOKET]))
    assert [name.text for name in found] == ["Loket", "Loket"]


def test_a_wide_cell_is_not_turned() -> None:
    name = _level(Word("KABlD", Box(5, 5, 55, 25), 0.3), box=Box(0, 0, 200, 60))
    assert read_turned_names([name], Turning([LOKET])) == (name,)
