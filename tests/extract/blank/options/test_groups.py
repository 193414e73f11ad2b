"""Outlines become squares to check only where they are a group's own."""

from __future__ import annotations

import pytest

from extract.blank.ink import Leveled
from extract.blank.labels import Label
from extract.blank.options.groups import with_outlines
from forms.form import Field, FieldKind, Option
from records.geometry import Box
from records.paper import Source, Word
from records.pen import CheckBox, OptionInk

PAGE = Leveled((), (), (), (), 0.0, 30.0)
OPTIONS = (Option("yes", ("Ada", "Ya")), Option("no", ("Tidak ada", "Tidak")))
FIELD = Field("cctv", ("CCTV",), FieldKind.CHECKS, options=OPTIONS)
LABEL = Label(FIELD, Box(20, 100, 120, 130), None, (), 1.0)


def _word(text: str, left: float) -> Word:
    return Word(text, Box(left, 100, left + 16 * len(text), 130), 0.9, Source.PRINT, 1)


def _outlines(*lefts: float) -> OptionInk:
    checks = [CheckBox(Box(x, 95, x + 45, 135), 0.0, 0.0) for x in lefts]
    return OptionInk((tuple(checks),))


@pytest.mark.parametrize(
    ("words", "lefts", "count"),
    [
        ((_word("Ada", 260), _word("Tidak", 460)), (200, 400), 2),
        ((_word("()Ada", 205), _word("KJTidak", 410)), (200, 400), 2),
        ((_word("Ada", 260), _word("Tidak", 460)), (200,), 0),
        ((_word("lihat", 260), _word("lampiran", 460)), (200, 400), 0),
        ((_word("Ada", 260), _word("Tidak", 460), _word("x", 700)), (200, 400, 690), 2),
    ],
    ids=["words beside", "brackets read as letters", "too few", "a remark", "one too many"],
)
def test_outlines_are_squares_where_they_are_as_many_as_the_options_and_named_by_them(
    words: tuple[Word, ...], lefts: tuple[float, ...], count: int
) -> None:
    page, _ = with_outlines(PAGE, [LABEL], {"cctv": _outlines(*lefts)}, words)
    assert len(page.squares) == count
