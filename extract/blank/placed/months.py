"""The month a paper is filed under, held against its rows' dates and the number it bears.

A register of May has visits of May. Where they disagree the ink is asked again; what it does
not leave open stays as it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.blank.decode.values import decode
from extract.blank.placed.written import Written
from extract.grammar.document_numbers import text_to_document_number
from forms.form import FieldKind, Form

OTHER_MONTH = 4.0
"""What a reading weighs (natural logarithm) that is of another month than the paper."""
SURE = 0.97
"""How sure the month must be to which the rest is held."""
FEWEST = 2
"""Dates that together tell the month where it is not sure itself."""
AGREED = 0.3
"""What is left of the doubt where two places say the same month."""
MONTH = len("2025-01")


def hold_to_month(form: Form, found: Sequence[Written]) -> tuple[Written, ...]:
    """The same places, dates and number weighed with the month of the paper in mind."""
    filed = next((one for one in found if one.asked.key == form.month_field), None)
    dated = [one for one in found if _tells_month(one)]
    if filed is None or not dated:
        return tuple(found)
    held: dict[str, Written] = {}
    usual = _usual(dated)
    if usual is not None and filed.decoded.confidence < SURE:
        filed = held[filed.asked.key] = _hold(filed, usual)
    month = filed.decoded.value[:MONTH]
    if filed.decoded.confidence >= SURE or month == usual:
        held |= {one.asked.key: _hold(one, month) for one in dated}
    return tuple(held.get(one.asked.key, one) for one in found)


def _tells_month(one: Written) -> bool:
    is_row = one.asked.kind is FieldKind.DATE and "." in one.asked.key
    return (is_row or one.asked.kind is FieldKind.DOCUMENT_NUMBER) and bool(one.decoded.value)


def _usual(dated: Sequence[Written]) -> str | None:
    """The month that most of the dates are of, if several are."""
    months = Counter(month for one in dated for month in _months(one.asked.kind, one.decoded.value))
    month, count = max(months.items(), key=lambda item: item[1], default=("", 0))
    return month if count >= FEWEST and 2 * count > len(dated) else None


def _months(kind: FieldKind, value: str) -> Iterator[str]:
    if kind is not FieldKind.DOCUMENT_NUMBER:
        yield value[:MONTH]
        return
    number = text_to_document_number(value)
    if number is not None and number.month and number.year:
        yield f"{number.year:04d}-{number.month:02d}"


def _hold(one: Written, month: str) -> Written:
    """The place read again where it says another month; surer where it says the same."""
    kind, decoded = one.asked.kind, one.decoded
    if month in _months(kind, decoded.value):
        return replace(
            one, decoded=replace(decoded, confidence=1 - (1 - decoded.confidence) * AGREED)
        )

    def likely(value: str) -> float:
        return 0.0 if month in _months(kind, value) else -OTHER_MONTH

    return replace(one, decoded=decode(kind, one.asked.words, one.scribbles, likely=likely))
