"""Numbers of steps: read tolerantly, told apart from sub-items, counted for gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"^\W*(\d{1,3})\W*$")
_SUB_ITEM = re.compile(r"^\(?(\d{1,2}|[a-z])[.)]{1,2}(\s|$|(?=[A-Za-z]))")
_STRANGE = re.compile(r"[^\d.()]")
_ALIKE = str.maketrans("lI|i!]OoDQSsZzBGbqgTA", "111111000055228669974")


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
