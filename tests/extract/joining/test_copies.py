"""Pages of numbered blanks become copies whatever their order; what is missing or twice is told."""

from __future__ import annotations

import pytest

from extract.blank.placed.part import PlacedPart
from extract.content import PageContent
from extract.joining.copies import contents_to_copies
from extract.kinds import PageKind
from forms.code import PageCode
from forms.form import Field, Form

FORM = Form("ronda", 1, ("RONDA",), (Field("name", ("Nama",)),))


def page(number: int, said: str, *, pages: int = 2) -> PageContent:
    """A page of the stack: `7.2` is page 2 of the copy numbered 7, `.2` one whose code is lost."""
    serial, _, of_form = said.partition(".")
    code = PageCode("ronda", 1, "POLSEK", serial, int(of_form), pages) if serial else None
    part = PlacedPart(FORM, int(of_form), pages, {}, {})
    return PageContent(number, PageKind.FORM, placed=part, code=code)


def stack(*said: str, pages: int = 2) -> tuple[list[list[int]], list[str]]:
    contents = [page(n, one, pages=pages) for n, one in enumerate(said, start=1)]
    copies, problems = contents_to_copies(contents)
    return [[one.page for one in copy] for copy in copies], [one.code for one in problems]


@pytest.mark.parametrize(
    ("said", "copies"),
    [
        (("1.1", "1.2", "2.1", "2.2"), [[1, 2], [3, 4]]),
        (("1.1", "2.1", "1.2", "2.2"), [[1, 3], [2, 4]]),
        (("2.2", "1.2", "2.1", "1.1"), [[3, 1], [4, 2]]),
        (("1.1", ".2"), [[1, 2]]),
        (("1.2", ".1", "2.1", "2.2"), [[2, 1], [3, 4]]),
    ],
)
def test_pages_are_joined_by_their_number(said: tuple[str, ...], copies: list[list[int]]) -> None:
    assert stack(*said) == (copies, [])


def test_a_missing_page_is_told() -> None:
    assert stack("1.1", "2.1", "2.2") == ([[1], [2, 3]], ["blank.page-missing"])


@pytest.mark.parametrize(
    ("said", "copies"),
    [
        (("1.1", "1.2", "1.1", "1.2"), [[1, 2], [3, 4]]),
        (("1.1", "1.1", "1.2", "1.2"), [[1, 3], [2, 4]]),
    ],
)
def test_a_number_that_comes_twice_is_two_papers_and_told(
    said: tuple[str, ...], copies: list[list[int]]
) -> None:
    assert stack(*said) == (copies, ["blank.serial-twice"])


def test_single_pages_of_one_number_are_kept_apart() -> None:
    found, problems = stack("1.1", "1.1", "1.1", pages=1)
    assert found == [[1], [2], [3]]
    assert problems == ["blank.serial-twice"] * 2


def test_a_page_without_code_and_neighbour_is_a_paper_of_its_own() -> None:
    assert stack(".1") == ([[1]], ["blank.page-missing"])
