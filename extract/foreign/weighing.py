"""Values that the paper ties together help to choose between readings of unclear ink.

Nothing is put in the place of ink that is clear: where a number and its words, or a sum and its
parts, disagree, that is told and left as written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.foreign.cells import CellValue
from extract.foreign.number_words import number_to_words, slips_of, words_to_number
from forms.relations import Claim

SLIP = 2.5
"""What a letter that differs weighs (natural logarithm) against a digit's chance."""
LEAST = -4.0
"""Readings less likely than this are not chosen, whatever bears them out."""
UNSURE = 0.9
"""A value at least this sure is left alone."""
FEWEST_BEGUN = 15
"""Letters of a long number's beginning that tell it."""
BORNE_OUT = 0.5
"""Of the doubt, what remains where another value bears a reading out."""


def weigh(values: Mapping[str, CellValue], claims: Sequence[Claim]) -> dict[str, CellValue]:
    """The values, unclear ones chosen by the words and sums that they stand in."""
    found = dict(values)
    for claim in claims:
        if claim.words is not None:
            _by_words(found, claim)
    for claim in claims:
        if claim.parts and _settled(found, claim) is False:
            _by_sum(found, claim)
    for claim in claims:
        if _settled(found, claim):
            for key in (claim.total, *claim.parts, *([claim.words] if claim.words else [])):
                one = found[key]
                sure = 1 - BORNE_OUT * (1 - one.confidence)
                found[key] = replace(one, confidence=round(sure, 3))
    return found


def _by_words(found: dict[str, CellValue], claim: Claim) -> None:
    number, words = found.get(claim.total), found.get(claim.words or "")
    if number is None or words is None or not words.value or number.confidence >= UNSURE:
        return
    ranked = [
        (chance - SLIP * slips_of(words.value, int(value)), value)
        for value, chance in number.others
        if value.isdigit() and int(value) <= 999_999 and chance >= LEAST
    ]
    if ranked:
        _choose(found, claim.total, max(ranked)[1])


def _by_sum(found: dict[str, CellValue], claim: Claim) -> None:
    """One unclear member of a sum read otherwise, where exactly one reading makes it true."""
    members = [claim.total, *claim.parts]
    ways = []
    for key in members:
        one = found[key]
        if one.confidence >= UNSURE:
            continue
        for value, chance in one.others:
            if value != one.value and chance >= LEAST:
                tried = {**found, key: replace(one, value=value)}
                if _settled(tried, claim):
                    ways.append((key, value))
    if len(ways) == 1:
        _choose(found, *ways[0])


def _choose(found: dict[str, CellValue], key: str, value: str) -> None:
    one = found[key]
    if value != one.value:
        found[key] = replace(one, value=value, confidence=min(0.7, one.confidence))


def _settled(found: Mapping[str, CellValue], claim: Claim) -> bool | None:
    """Whether a claim holds; None where it cannot be told."""
    values = {key: one.value for key, one in found.items()}
    return claim_holds(values, claim)


def claim_holds(values: Mapping[str, str], claim: Claim) -> bool | None:
    """Whether a claim holds between values; None where one of them is missing or unread.

    An empty part of a sum counts nothing, where others are written.
    """
    total = values.get(claim.total, "")
    if not total.isdigit():
        return None
    if claim.words is not None:
        words = values.get(claim.words, "")
        return None if not words else _says(words, int(total))
    parts = [values.get(key) for key in claim.parts]
    if any(part is None or (part and not part.isdigit()) for part in parts) or not any(parts):
        return None
    return sum(int(part) for part in parts if part) == int(total)


def _says(words: str, total: int) -> bool:
    told = words_to_number(words)
    if told is not None and told.value == total:
        return True
    # Boxes that end before the words do hold but their beginning.
    letters = "".join(sign for sign in words if sign.isalpha())
    whole = number_to_words(total).replace(" ", "")
    return len(letters) >= FEWEST_BEGUN and whole.startswith(letters)
