"""A page's code is written and read again; other codes are none of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.code import PageCode, text_to_code


@given(st.text(min_size=1, max_size=60), st.integers(1, 9), st.integers(0, 9))
def test_what_a_code_says_is_read_again(unit: str, page: int, more: int) -> None:
    code = PageCode("kunjungan-warga", 2, unit, "000042", page, page + more)
    assert text_to_code(code.text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        "berkas:2:kunjungan-warga:1:POLSEK:000001:1/1",
        "berkas:1:kunjungan-warga:1:POLSEK:000001",
        "berkas:1:kunjungan-warga:1:POLSEK:000001:2/1",
        "berkas:1:kunjungan-warga:one:POLSEK:000001:1/1",
    ],
)
def test_the_code_of_something_else_says_nothing(text: str) -> None:
    assert text_to_code(text) is None
