"""The identity parts of a procedure's pages become one header with its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extract.grammar.document_numbers import document_number_warnings, text_to_document_number
from extract.grammar.roman import is_one_stroke_off, month_to_roman
from extract.header.labels import LISTS, PARTNERS
from extract.header.part import HeaderPart, PartKind, Value
from extract.header.unit import choose_unit
from records.findings import Evidence, Header, Signatory

SCALARS = ("number", "title", "created_on", "revised", "effective_on")
SAME_TITLE = 80
"""How alike (of 100) cover and identity page must name the procedure to be one reading each."""
MUCH_LESS = 0.15
STROKE_UNSURE = 0.75
"""Confidence of a number under which one stroke more or less of its Roman month is open."""
SIGNATORY = ("position", "name", "rank", "nrp")


def parts_to_header(parts: Sequence[HeaderPart]) -> tuple[Header, dict[str, Evidence]]:
    """The header that the parts of one procedure, in page order, make together.

    An identity page outranks a cover; evidence paths begin with `header.`. A value without a
    normal form is None in the header, its raw text stands in the evidence.
    """
    ranked = sorted(parts, key=lambda part: part.kind is PartKind.COVER)
    values: dict[str, Value] = {}
    for part in ranked:
        for key, value in part.values.items():
            if key != "unit" and (key not in values or _is_better(key, value, values[key])):
                values[key] = value
    unit = choose_unit(parts, values)
    if unit is not None:
        values["unit"] = unit
    _check_number(values)
    lists = _join_lists(parts)
    evidence = {f"header.{key}": value.evidence for key, value in values.items()}
    for key, found in lists.items():
        evidence |= {f"header.{key}.{i}": value.evidence for i, value in enumerate(found)}
    return _to_header(values, lists), evidence


def header_month(header: Header) -> str | None:
    """The month a procedure is filed under: that of its creation, else of its coming into force."""
    day = header.created_on or header.effective_on
    return day[:7] if day else None


def _is_better(key: str, value: Value, held: Value) -> bool:
    """Whether a later part's value replaces a held one.

    It does where that is unreadable; and a title that is the same but for slips yields to the
    reading that kept more of its letters, unless that is much less sure.
    """
    if held.text is None or value.text is None:
        return value.text is not None
    if key != "title" or fuzz.ratio(held.text.casefold(), value.text.casefold()) < SAME_TITLE:
        return False
    loss = held.evidence.confidence - value.evidence.confidence
    letters = sum(c.isalnum() for c in value.text) - sum(c.isalnum() for c in held.text)
    return loss < 0 if letters == 0 else letters > 0 and loss < MUCH_LESS


def _check_number(values: dict[str, Value]) -> None:
    """Reads the number again knowing its date's month, and marks what disagrees with it."""
    number, created = values.get("number"), values.get("created_on")
    if number is None or number.text is None or created is None or created.text is None:
        return
    again = text_to_document_number(number.text, int(created.text[5:7]))
    if again is None:
        return
    evidence = number.evidence
    month = int(created.text[5:7])
    if (
        again.month is not None
        and is_one_stroke_off(again.month, month)
        and evidence.confidence < STROKE_UNSURE
    ):
        # An unsurely read VII of a paper made in August lost a stroke; a person confirms.
        numeral = rf"(?<=/)(\s*){month_to_roman(again.month)}(?=\s*/)"
        text = re.sub(numeral, rf"\g<1>{month_to_roman(month)}", again.text)
        evidence = replace(evidence, needs_review=True)
        again = replace(again, text=text, month=month)
    doubtful = bool(document_number_warnings(again, created.text))
    if doubtful and not evidence.needs_review:
        evidence = replace(evidence, needs_review=True)
    values["number"] = Value(again.text, evidence)


def _join_lists(parts: Sequence[HeaderPart]) -> dict[str, tuple[Value, ...]]:
    lists: dict[str, tuple[Value, ...]] = {}
    order: list[str] = []
    for part in parts:
        for key, items in zip(_open_lists(order), part.leading, strict=True):
            if key is not None and items:
                lists[key] = lists[key] + items
        for key in part.lists:
            lists[key] = lists.get(key, ()) + part.lists[key]
            order.append(key)
    return lists


def _open_lists(order: Sequence[str]) -> tuple[str | None, str | None]:
    """The lists a page left open in its left and its right half: two side by side, or the last."""
    if not order:
        return (None, None)
    before = order[-2] if len(order) > 1 else None
    is_beside = before is not None and PARTNERS.get(before) == order[-1]
    return (before if is_beside else order[-1], order[-1])


def _to_header(values: Mapping[str, Value], lists: Mapping[str, tuple[Value, ...]]) -> Header:
    scalars = {key: values[key].text for key in SCALARS if key in values}
    signed = {key: _text(values, f"approved_by.{key}") for key in SIGNATORY}
    texts = {key: tuple(v.text for v in lists.get(key, ()) if v.text is not None) for key in LISTS}
    return Header(
        number=scalars.get("number"),
        title=scalars.get("title"),
        unit=_text(values, "unit"),
        created_on=scalars.get("created_on"),
        revised=scalars.get("revised"),
        effective_on=scalars.get("effective_on"),
        approved_by=Signatory(**signed),
        legal_basis=texts["legal_basis"],
        qualifications=texts["qualifications"],
        related=texts["related"],
        equipment=texts["equipment"],
        warnings=texts["warnings"],
        records=texts["records"],
    )


def _text(values: Mapping[str, Value], key: str) -> str | None:
    return values[key].text if key in values else None
