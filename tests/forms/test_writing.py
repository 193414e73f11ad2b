"""A definition's data written as TOML gives the same data again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions import BUILTIN, text_to_form
from forms.writing import data_to_toml

PLAIN = st.text() | st.integers(-(2**53), 2**53) | st.booleans() | st.lists(st.text(), max_size=3)
TABLES = st.dictionaries(st.text(min_size=1), PLAIN, max_size=4)
DATA = st.dictionaries(st.text(min_size=1), PLAIN | st.lists(TABLES, max_size=3), max_size=6)


@pytest.mark.parametrize("path", sorted(BUILTIN.glob("*.toml")), ids=lambda path: path.stem)
def test_every_built_in_form_is_the_same_form_when_written_anew(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text_to_form(data_to_toml(tomllib.loads(text))) == text_to_form(text)


@given(DATA)
def test_whatever_the_data_hold_comes_back(data: dict[str, object]) -> None:
    assert tomllib.loads(data_to_toml(data)) == data
