"""Each word goes to one cell, and doubtful cells are read again."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.matrix.cells import read_again, words_to_boxes, words_to_written
from extract.matrix.parts import Role
from records.geometry import Box
from records.paper import Word

CELLS = (Box(0, 0, 300, 200), Box(300, 0, 600, 200), Box(0, 200, 300, 400), Box(300, 200, 600, 400))


def word(text: str, left: float, top: float, right: float, confidence: float = 0.9) -> Word:
    return Word(text, Box(left, top, right, top + 30), confidence)


def texts_of(words: Sequence[Word]) -> list[str]:
    return [" ".join(w.text for w in held) for held in words_to_boxes(words, CELLS, 30)]


def test_words_go_to_the_cell_they_stand_in() -> None:
    words = [word("satu", 10, 10, 80), word("dua", 310, 10, 400), word("tiga", 10, 210, 90)]
    assert texts_of(words) == ["satu", "dua", "tiga", ""]


def test_a_word_touching_a_border_stays_where_most_of_it_is() -> None:
    assert texts_of([word("menit", 220, 10, 305)]) == ["menit", "", "", ""]


def test_text_that_runs_over_the_border_stays_with_its_line() -> None:
    words = [
        word("Nota", 10, 10, 120),
        word("Dinas,", 135, 10, 250),
        word("Konsep", 262, 10, 400),
        word("KAK", 412, 10, 480),
        word("Ket", 310, 80, 380),
    ]
    assert texts_of(words) == ["Nota Dinas, Konsep KAK", "Ket", "", ""]


def test_a_full_cell_keeps_its_neighbour_apart() -> None:
    words = [word("identitas", 150, 10, 297), word("maksimal", 305, 10, 480)]
    assert texts_of(words) == ["identitas", "maksimal", "", ""]


def test_words_beside_the_table_belong_to_no_cell() -> None:
    assert texts_of([word("jauh", 700, 10, 800)]) == ["", "", "", ""]


def test_specks_make_no_text() -> None:
    written = words_to_written([word("|", 5, 5, 9, 0.2), word("-", 20, 5, 30, 0.9)], CELLS[0])
    assert written.text == "-"


def test_traces_of_borders_are_taken_off() -> None:
    words = [word("|", 1, 5, 6), word("|Surat", 8, 5, 90), word("PD", 110, 5, 150)]
    assert words_to_written(words, CELLS[0]).text == "Surat PD"


def test_sizes_tell_letters_from_traces() -> None:
    words = [
        word("Asisten", 10, 5, 120),
        word("|", 132, 5, 138),
        Word("Li", Box(2, 60, 60, 65), 0.63),
        Word("r", Box(4, 100, 6, 104), 0.6),
    ]
    assert words_to_written(words, CELLS[0], 30).text == "Asisten I"
    unsure = [word("Petugas", 10, 5, 120), word("|", 132, 5, 138, 0.46)]
    assert words_to_written(unsure, CELLS[0], 30).text == "Petugas I"


def test_a_stroke_far_below_the_text_is_a_speck() -> None:
    near = [word("Petugas", 5, 5, 90, 0.9), word("I", 5, 45, 12, 0.9)]
    assert words_to_written(near, CELLS[0], 30).text == "Petugas I"
    far = [word("Petugas", 5, 5, 90, 0.9), word("1", 5, 130, 12, 0.9)]
    assert words_to_written(far, CELLS[0], 30).text == "Petugas"


def test_a_word_that_runs_into_the_border_is_doubted() -> None:
    words = [word("Persetujuar", 20, 5, 299, 0.95), word("Sprin", 20, 60, 120, 0.95)]
    written = words_to_written(words, CELLS[0], 30)
    assert [w.confidence for w in written.words] == [0.6, 0.95]


@settings(max_examples=50)
@given(
    st.lists(
        st.builds(
            lambda x, y, w, h: Word("kata", Box(x, y, x + w, y + h), 0.9),
            st.floats(-50, 640),
            st.floats(-50, 440),
            st.floats(1, 250),
            st.floats(1, 60),
        ),
        max_size=25,
    )
)
def test_each_word_is_in_one_cell_at_most_and_never_lost_inside(words: list[Word]) -> None:
    held = [id(w) for cell in words_to_boxes(words, CELLS, 30) for w in cell]
    assert len(held) == len(set(held))
    inside = {id(w) for w in words if any(c.contains(w.box.center) for c in CELLS)}
    assert inside <= set(held)


class Rereader:
    """Reads every box as told, and remembers what it was asked."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers
        self.calls: list[tuple[int, str]] = []

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        self.calls.append((len(boxes), alphabet))
        text = self.answers.get(alphabet, "")
        return tuple((Word(text, box, 0.95),) if text else () for box in boxes)


def test_doubtful_cells_are_read_again_all_at_once() -> None:
    number = words_to_written([word("S", 5, 5, 20, 0.4)], CELLS[0])
    empty = words_to_written([], CELLS[1])
    sure = words_to_written([word("Laporan", 5, 205, 100, 0.95)], CELLS[2])
    weak = words_to_written([word("meni", 305, 205, 400, 0.3)], CELLS[3])
    reader = Rereader({"0123456789.)": "5", "": "menit"})
    roles = [Role.NUMBER, Role.DURATION, Role.OUTPUT, Role.DURATION]
    better = read_again([number, empty, sure, weak], roles, reader, 30)
    assert [t.text for t in better] == ["5", "menit", "Laporan", "menit"]
    assert reader.calls == [(1, "0123456789.)"), (2, "")]


def test_a_text_that_ends_in_a_hyphen_is_read_again() -> None:
    page = words_to_written([word("Petug-", 5, 5, 100, 0.95)], CELLS[0])
    (kept,) = read_again([page], [Role.ACTOR], Rereader({"": "Petugas"}), 30)
    assert kept.text == "Petugas"


def test_a_second_reading_that_lost_a_line_is_not_taken() -> None:
    weak = word("Menindak", 5, 5, 100, 0.0)
    line = [word("dengan", 110, 5, 180, 0.95), word("mengecek", 5, 45, 150, 0.95)]
    page = words_to_written([weak, *line], CELLS[0])
    (kept,) = read_again([page], [Role.ACTIVITY], Rereader({"": "mengecek"}), 30)
    assert kept.text == "Menindak dengan mengecek"


def test_a_cell_where_nothing_is_found_keeps_its_first_reading() -> None:
    weak = words_to_written([word("meni", 305, 205, 400, 0.3)], CELLS[3])
    (kept,) = read_again([weak], [Role.DURATION], Rereader({}), 30)
    assert kept.text == "meni"
