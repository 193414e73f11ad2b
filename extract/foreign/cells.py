"""Boxes of one character become values: by the field's kind, nothing put where nothing is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from extract.blank.decode.kinds import DIGIT_TWINS, DIGITS, judge
from extract.foreign.number_words import number_to_words, words_to_number
from forms.form import FieldKind
from records.pen import CellInk, CellRow

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS = ".,-/'&()"
STRUCK = "X"
EMPTY = " "
CROSS_SIGNS = "Xx"
TWIN_SHARE = 0.5
"""How much of a look-alike's chance is lent to the sign it is taken for."""
DIGIT_KINDS = frozenset(
    {
        FieldKind.NUMBER,
        FieldKind.NIK,
        FieldKind.NRP,
        FieldKind.PHONE,
        FieldKind.DATE,
        FieldKind.TIME,
        FieldKind.MONTH,
        FieldKind.NEIGHBOURHOOD,
    }
)
LEAST_CHANCE = 0.02
"""Less likely signs are not held against the likeliest one."""
LEAST_LETTER = 0.004
"""A letter so likely by its ink may stand where a number's spelling has it."""
MOST_READINGS = 24
CALIBRATION = 0.6
"""Shares of chance become shares of right values by this exponent."""


@dataclass(frozen=True, slots=True)
class CellValue:
    """What boxes hold: `text` sign by sign (blank: empty, X: struck out), the value, how sure.

    `others` are further readings of the same ink with their chance (natural logarithm), the
    value itself first.
    """

    value: str
    text: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()


def rows_to_value(kind: FieldKind, rows: Sequence[CellRow]) -> CellValue:
    """The value of a field written over one or more rows of boxes."""
    if kind is FieldKind.NUMBER_WORDS:
        return _words(rows)
    if kind in DIGIT_KINDS:
        return _digits(kind, rows)
    return _letters(rows)


@dataclass(frozen=True, slots=True)
class _Sign:
    """The likely signs of one box, likeliest first, with their shares."""

    signs: tuple[tuple[str, float], ...]


def _digits(kind: FieldKind, rows: Sequence[CellRow]) -> CellValue:
    signs = [_digit(cell, row.alphabet) for row in rows for cell in row.cells]
    text = "".join(sign.signs[0][0] for sign in signs)
    readings = _readings(signs)
    value = _number(text) if kind is FieldKind.NUMBER else _told(kind, text)
    sure = math.prod(sign.signs[0][1] for sign in signs) ** CALIBRATION
    if not value and text.strip(EMPTY + STRUCK):
        # Boxes left empty among digits: what number that is, nobody can say.
        return CellValue("", text, round(min(sure, 0.5), 3))
    others = {}
    for other, chance in readings:
        number = _number(other) if kind is FieldKind.NUMBER else _told(kind, other)
        if number and number not in others:
            others[number] = chance
    ranked = sorted(others.items(), key=lambda pair: (pair[0] != value, -pair[1]))
    return CellValue(value, text, round(sure, 3), tuple(ranked))


def _digit(cell: CellInk, alphabet: str) -> _Sign:
    if cell.is_struck:
        return _Sign(((STRUCK, 1.0),))
    if cell.ink <= 0:
        return _Sign(((EMPTY, 1.0),))
    chances = np.exp(cell.chances.astype(np.float64))
    shares = {}
    for digit in DIGITS:
        own = chances[1 + alphabet.index(digit)]
        twins = sum(chances[1 + alphabet.index(t)] for t in DIGIT_TWINS[digit] if t in alphabet)
        shares[digit] = float(own + TWIN_SHARE * twins)
    shares[STRUCK] = float(sum(chances[1 + alphabet.index(sign)] for sign in CROSS_SIGNS))
    return _shared(shares)


def _shared(shares: dict[str, float], least: float = LEAST_CHANCE, most: int = 4) -> _Sign:
    total = sum(shares.values())
    if total <= 0:
        return _Sign(((EMPTY, 0.1),))
    ranked = sorted(((s, v / total) for s, v in shares.items()), key=lambda pair: -pair[1])
    kept = [pair for k, pair in enumerate(ranked) if k == 0 or pair[1] >= least]
    return _Sign(tuple(kept[:most]))


def _readings(signs: Sequence[_Sign]) -> list[tuple[str, float]]:
    """The likeliest texts of all boxes together."""
    unsure = [k for k, sign in enumerate(signs) if len(sign.signs) > 1][:4]
    found = []
    for choice in product(*(signs[k].signs for k in unsure)):
        chosen = dict(zip(unsure, choice, strict=True))
        picked = [chosen.get(k, sign.signs[0]) for k, sign in enumerate(signs)]
        text = "".join(sign for sign, _ in picked)
        found.append((text, sum(math.log(max(share, 1e-6)) for _, share in picked)))
    return sorted(found, key=lambda pair: -pair[1])[:MOST_READINGS]


def _number(text: str) -> str:
    """The digits, where they stand together; leading noughts are no part of a number."""
    digits = text.strip(EMPTY + STRUCK)
    if not digits.isdigit():
        return ""
    return digits.lstrip("0") or "0"


def _told(kind: FieldKind, text: str) -> str:
    digits = text.strip(EMPTY + STRUCK)
    if not digits.isdigit():
        return ""
    if kind is FieldKind.DATE:
        digits = _spaced(digits, ((8, (2, 4)), (6, (2, 4))), "-")
    elif kind is FieldKind.TIME:
        digits = _spaced(digits, ((4, (2,)),), ".")
    elif kind is FieldKind.MONTH:
        digits = _spaced(digits, ((6, (2,)),), "-")
    elif kind is FieldKind.NEIGHBOURHOOD:
        digits = _spaced(digits, ((6, (3,)), (4, (2,))), "/")
    return judge(kind, (), digits).value


def _spaced(digits: str, cuts: Sequence[tuple[int, tuple[int, ...]]], sign: str) -> str:
    for length, places in cuts:
        if len(digits) == length:
            parts = [digits[a:b] for a, b in zip((0, *places), (*places, length), strict=True)]
            return sign.join(parts)
    return digits


def _letter_rows(rows: Sequence[CellRow], signs: str) -> list[list[_Sign]]:
    """The likely letters of every box; a blank for an empty one."""
    return [[_written(cell, row.alphabet, signs) for cell in row.cells] for row in rows]


def _written(cell: CellInk, alphabet: str, signs: str) -> _Sign:
    # A cross among letters is an X, unless a stroke runs on through its neighbours.
    if cell.ink <= 0 or (cell.is_struck and float(cell.chances[0]) == 0.0):
        return _Sign(((EMPTY, 1.0),))
    return _letter(cell, alphabet, signs)


def _spelt(rows: Sequence[Sequence[_Sign]]) -> tuple[str, float]:
    """The likeliest text, rows parted, and the least chance of a letter."""
    text = "\n".join("".join(sign.signs[0][0] for sign in row) for row in rows)
    return text, min((sign.signs[0][1] for row in rows for sign in row), default=1.0)


def _letter(cell: CellInk, alphabet: str, signs: str) -> _Sign:
    chances = np.exp(cell.chances.astype(np.float64))
    shares = {}
    for sign in signs:
        own = float(chances[1 + alphabet.index(sign)])
        if sign.isupper() and sign.lower() in alphabet:
            own += float(chances[1 + alphabet.index(sign.lower())])
        shares[sign] = own
    return _shared(shares, LEAST_LETTER, len(signs))


def _folded(text: str) -> str:
    """Rows that are full to the end run on into the next; else a blank parts them."""
    joined = ""
    for row in text.split("\n"):
        joined += row if row and row[-1] != EMPTY else f"{row} "
    return " ".join(joined.split())


def _letters(rows: Sequence[CellRow]) -> CellValue:
    text, least = _spelt(_letter_rows(rows, LETTERS + DIGITS + SIGNS))
    value = _folded(text)
    return CellValue(value, value, round(least**CALIBRATION, 3) if value else 1.0)


def _words(rows: Sequence[CellRow]) -> CellValue:
    """Number words as they are written, a slip of the reader mended where a number is plain."""
    signs = _letter_rows(rows, LETTERS)
    text, least = _spelt(signs)
    value = _folded(text)
    if not value:
        return CellValue("", "", 1.0)
    told = words_to_number(value)
    if told is None:
        return CellValue(value, value, round(0.5 * least**CALIBRATION, 3))
    sure = 0.97 if told.slips == 0 else max(0.5, 0.93 - 0.12 * told.slips)
    value = _folded(_mended(text, signs, number_to_words(told.value)))
    return CellValue(value, value, sure, ((str(told.value), -1.0 * told.slips),))


def _mended(text: str, rows: Sequence[Sequence[_Sign]], spelling: str) -> str:
    """The text with letters of the spelling, where the ink of each box may be that letter."""
    letters = spelling.replace(" ", "")
    boxes = [sign for row in rows for sign in row if sign.signs[0][0] != EMPTY]
    if len(boxes) != len(letters):
        return text
    chosen = []
    for box, letter in zip(boxes, letters, strict=True):
        known = dict(box.signs)
        chosen.append(letter if known.get(letter, 0.0) >= LEAST_LETTER else box.signs[0][0])
    spelt = iter(chosen)
    return "".join(sign if sign.isspace() else next(spelt) for sign in text)
