"""What is read on lines by their place."""

from __future__ import annotations

import pytest

from extract.foreign.lines import bare_value


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("( Budi Santoso )", "Budi Santoso"),
        ("[Dewi]", "Dewi"),
        ("()", ""),
        (",", ""),
        ("+", ""),
        ("-", "-"),
        ("(021) 555", "(021) 555"),
        ("3 buah (baru)", "3 buah (baru)"),
        ("", ""),
    ],
)
def test_printed_brackets_and_specks_are_no_part_of_a_value(read: str, value: str) -> None:
    assert bare_value(read) == value
