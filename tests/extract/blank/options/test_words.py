"""Options that are words alone: which one the pen left, or drew a ring around."""

from __future__ import annotations

import pytest

from extract.blank.ink import Leveled, Run
from extract.blank.labels import Spoken
from extract.blank.options.words import read_words
from forms.form import Option
from records.geometry import Box

OPTIONS = (Option("yes", ("Ada", "Ya")), Option("no", ("Tidak ada", "Tidak")))
PAGE = Leveled((), (), (), (), 0.0, 30.0)
YES, TIDAK, NO = Box(100, 100, 170, 130), Box(200, 100, 290, 130), Box(200, 100, 370, 130)
ADA = Box(320, 100, 370, 130)


def _said(*words: tuple[str, Box]) -> list[Spoken]:
    return [Spoken(Run((), box), text, ((text, box),)) for text, box in words]


def _through(word: Box) -> Box:
    return Box(word.left - 5, 112, word.right + 8, 117)


def _around(word: Box) -> Box:
    return Box(word.left - 15, 85, word.right + 15, 145)


def _chosen(said: list[Spoken], strikes: list[Box], rings: list[Box]) -> list[bool]:
    return [one.is_checked for one in read_words(OPTIONS, said, strikes, rings, PAGE)]


READ = _said(("Ada", YES), ("/", Box(180, 100, 190, 130)), ("Tidak", TIDAK), ("ada", ADA))


@pytest.mark.parametrize(
    ("said", "strikes", "rings", "chosen"),
    [
        (READ, [_through(NO)], [], [True, False]),
        (READ, [_through(YES)], [], [False, True]),
        (READ, [_through(TIDAK), _through(ADA)], [], [True, False]),
        (_said(("Ada", YES), ("ada", ADA)), [_through(NO)], [], [True, False]),
        (_said(("Hde/", YES), ("Tidak", TIDAK)), [_through(YES)], [], [False, True]),
        (_said(("Ada/Tidak", Box(100, 100, 290, 130))), [_through(TIDAK)], [], [True, False]),
        (READ, [], [_around(NO)], [False, True]),
        (_said(("Ada", YES)), [], [_around(NO)], [False, True]),
    ],
    ids=[
        "the second struck",
        "the first struck",
        "its two words struck one by one",
        "a struck word half read",
        "a struck word not read",
        "read as one word",
        "a ring",
        "a ring whose word was not read",
    ],
)
def test_the_pen_tells_the_option(
    said: list[Spoken], strikes: list[Box], rings: list[Box], chosen: list[bool]
) -> None:
    assert _chosen(said, strikes, rings) == chosen


@pytest.mark.parametrize(
    ("said", "strikes", "rings"),
    [
        (READ, [], []),
        (READ, [_through(YES), _through(NO)], []),
        (READ, [_through(YES)], [_around(NO)]),
        (_said(("Tidak", YES)), [_through(NO)], []),
        (_said(("Ada", YES)), [_through(NO), Box(500, 112, 600, 117)], []),
        (_said(("Ada", YES)), [], []),
        (_said(("Ada", YES)), [], [Box(200, 90, 245, 135)]),
    ],
    ids=[
        "nothing marked",
        "all struck",
        "one struck, the other in a ring",
        "a word out of its turn",
        "a stroke too many",
        "a word not read",
        "a round outline is no ring around a word",
    ],
)
def test_what_is_not_clear_is_not_said(
    said: list[Spoken], strikes: list[Box], rings: list[Box]
) -> None:
    assert _chosen(said, strikes, rings) == []
