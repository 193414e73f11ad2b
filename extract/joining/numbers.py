"""Numbers of steps: read tolerantly, told apart from sub-items, counted for gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"^\W*(\d{1,3})\W*$")
_SUB_ITEM = re.compile(r"^\(?(\d{1,2}|[a-z])[.)]{1,2}(\s|$|(?=[A-Za-z]))")
_ALIKE_DIGITS = frozenset(
    frozenset(pair) for pair in ("38", "17", "56", "08", "49", "27", "35", "68", "89", "14", "06")
)
_STRANGE = re.compile(r"[^\d.()]")
_ALIKE = str.maketrans("lIL|i!]OoDQSsZzBGbqgTA", "1111111000055228669974")


def text_to_number(text: str) -> int | None:
    """The number of a step, `12.` or `(3)`; None where there is none."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else None


def text_to_expected_number(text: str, expected: int) -> str | None:
    """The text with letters for digits put right, if it then is the expected number."""
    squeezed = "".join(text.split())
    mended = _STRANGE.sub("", squeezed.translate(_ALIKE))
    if mended != squeezed and text_to_number(mended) == expected:
        return mended
    return None


def number_to_expected(text: str, expected: int) -> str | None:
    """The number with one digit put right that looks like the one expected in its place.

    Only to be asked where the numbers before and after leave room for no other.
    """
    found = _NUMBER.match(text)
    wanted = str(expected)
    if not found or len(found[1]) != len(wanted):
        return None
    wrong = [pair for pair in zip(found[1], wanted, strict=True) if pair[0] != pair[1]]
    if len(wrong) != 1 or frozenset(wrong[0]) not in _ALIKE_DIGITS:
        return None
    return text.replace(found[1], wanted)


def is_sub_item(text: str) -> bool:
    """Whether a text begins with `1)` or `a.`: a row of its own below a numbered one."""
    return bool(_SUB_ITEM.match(text))


def numbers_to_gaps(numbers: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Missing runs as (first, last, page) from (number, page) of the steps in order."""
    gaps = []
    last = 0
    for number, page in numbers:
        if number > last + 1:
            gaps.append((last + 1, number - 1, page))
        last = number
    return tuple(gaps)
