"""What can stand in a field of each kind: a text's value there, and how much likelier it is.

Weights are natural logarithms, none above zero; they choose between readings of the same ink and
put nothing in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extract.grammar.dates import text_to_date, text_to_month
from extract.grammar.document_numbers import text_to_number_reading
from extract.grammar.glyphs import fold_blanks, text_to_digits
from extract.grammar.identifiers import text_to_nik, text_to_nrp, text_to_phone
from extract.grammar.ranks import text_to_rank
from extract.grammar.reading import Reading
from extract.grammar.times import text_to_time
from forms.form import FieldKind

DIGITS = "0123456789"
DIGIT_TWINS = {
    "0": "OoDQUa", "1": "lI|i!/][", "2": "zZ", "3": "", "4": "", "5": "Ss", "6": "bG",
    "7": "T?", "8": "B&", "9": "gq", "+": "",
}  # fmt: skip
DATE_SIGNS = DIGITS + "-/. "
DATE_TWINS = {**DIGIT_TWINS, "2": "zZL", "/": "lI|!", "0": DIGIT_TWINS["0"] + "L"}
NUMBER_SIGNS = " -./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBER_TWINS = {
    **DIGIT_TWINS, "/": "l1|I!", "I": "l1|i!/tT", "L": "lt", "V": "vU", "X": "x", "S": "s5",
    "O": "o0", "P": "p", "R": "r",
}  # fmt: skip
_NUMBER = re.compile(
    r"^([A-Z][A-Z. -]{0,12}?) ?/ ?(\d{1,4}) ?/ ?(X?I{1,3}|I?[VX]|VI{1,3}|XII?) ?/ ?"
    r"((?:19|20)\d\d)((?: ?/ ?[A-Z0-9. ]+)*)$"
)
LOOSE_NUMBER = 14.0
"""What a number weighs that is not built as numbers of documents are."""
REPAIR = 1.2
"""What a sign taken for another weighs."""
ODD = 4.0
"""What a warning weighs: a weekday that does not fit, a day that is none."""
WRONG_LENGTH = 5.0
NO_VALUE = 7.0
"""What it weighs to be nothing that the field asks for."""
_NEIGHBOURHOOD = re.compile(r"^\D*?(\d{1,3})\D{0,6}?[/\\|\-. ]\D{0,6}?(\d{1,3})\D*$")


@dataclass(frozen=True, slots=True)
class Judged:
    """The value a text has in a field; empty for none."""

    value: str
    weight: float


def kind_alphabet(kind: FieldKind) -> str:
    """The only signs a kind is written in; empty where any may stand."""
    if kind in (FieldKind.NIK, FieldKind.NRP):
        return DIGITS
    if kind is FieldKind.DOCUMENT_NUMBER:
        return NUMBER_SIGNS
    return DIGITS + "+" if kind is FieldKind.PHONE else ""


def kind_twins(kind: FieldKind) -> dict[str, str]:
    """For each sign of a kind's alphabet, what it is mistaken for."""
    return NUMBER_TWINS if kind is FieldKind.DOCUMENT_NUMBER else DIGIT_TWINS


def judge(kind: FieldKind, words: Sequence[str], text: str) -> Judged:
    """The value of a text in a field of that kind."""
    written = fold_blanks(text)
    if kind is FieldKind.NIK:
        return _from(text_to_nik(written), written)
    if kind is FieldKind.NRP:
        return _from(text_to_nrp(written), written)
    if kind is FieldKind.PHONE:
        return _from(text_to_phone(written), written)
    if kind is FieldKind.DATE:
        return _from(text_to_date(written), "")
    if kind is FieldKind.MONTH:
        return _from(text_to_month(written), "")
    if kind is FieldKind.TIME:
        return _from(text_to_time(written), written)
    if kind is FieldKind.RANK:
        return _from(text_to_rank(written), written)
    if kind is FieldKind.DOCUMENT_NUMBER:
        return _document_number(words, written)
    if kind is FieldKind.NEIGHBOURHOOD:
        return _neighbourhood(written)
    return _plain(kind, words, written)


def _from(reading: Reading | None, otherwise: str) -> Judged:
    if reading is None:
        return Judged(otherwise, -NO_VALUE)
    weight = REPAIR * reading.repairs
    for warning in reading.warnings:
        weight += WRONG_LENGTH if warning == "length" else ODD
    return Judged(reading.value, -weight)


def _document_number(words: Sequence[str], text: str) -> Judged:
    match = _NUMBER.match(text)
    if match is not None:
        parts = [match[1], match[2], match[3], match[4], *match[5].split("/")[1:]]
        is_odd = bool(words) and match[1].strip() not in words
        return Judged(" / ".join(part.strip() for part in parts), -ODD if is_odd else 0.0)
    found = _from(text_to_number_reading(text), text)
    return Judged(found.value, found.weight - LOOSE_NUMBER)


def _neighbourhood(text: str) -> Judged:
    repairs = 0
    signs = []
    for sign in text:
        digit = None if sign in "/|" else text_to_digits(sign)
        signs.append(digit[0] if digit else sign)
        repairs += digit[1] if digit else 0
    match = _NEIGHBOURHOOD.match("".join(signs))
    if match is None:
        return Judged(text, -NO_VALUE)
    weight = REPAIR * repairs + (0.0 if len(match[1]) == len(match[2]) else 2.0)
    return Judged(f"{match[1]}/{match[2]}", -weight)


def _plain(kind: FieldKind, words: Sequence[str], text: str) -> Judged:
    value = text.strip(" :;_|")
    if kind is FieldKind.NUMBER:
        return _number(value)
    folded = value.casefold()
    if any(folded == word.casefold() for word in words):
        return Judged(value, 0.0)
    near = min((Levenshtein.distance(folded, word.casefold()) for word in words), default=9)
    return Judged(value, -ODD if near <= 1 else -1.0 if words else 0.0)


def _number(text: str) -> Judged:
    first, _, rest = text.partition(" ")
    digits = text_to_digits(first)
    if digits is None:
        return Judged(text, -NO_VALUE)
    return Judged(f"{digits[0]} {rest}".strip(), -REPAIR * digits[1])
