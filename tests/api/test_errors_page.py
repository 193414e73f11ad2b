"""The table of error codes is whole and up to date."""

from __future__ import annotations

from pathlib import Path

from api.errors_page import errors_page
from web.views.failures import error_classes

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


def test_the_page_of_error_codes_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == errors_page()


def test_every_code_names_its_room_and_has_words_in_both_languages() -> None:
    for code, cls in error_classes().items():
        room, _, name = code.partition(".")
        assert room, code
        assert name, code
        assert cls.text_id.strip(), code
        assert cls.text_en.strip(), code
