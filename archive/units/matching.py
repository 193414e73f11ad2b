"""A letterhead's wording matched to the one unit it can mean, or to none.

Wordings are compared as folded words: the long forms of the four levels and their abbreviations
are one (`KEPOLISIAN SEKTOR` = `POLSEK`), letters OCR confuses are not told apart. A reading a
few letters off is taken where one unit is near and no other nearly as near; what could be two
units is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from records.keeping import Unit, is_within

LETTERS_A_SLIP = 7
"""One wrong letter in so many is a slip of the reader; more is another word."""
MOST_SLIPS = 4
CLEAR_LEAD = 2
"""The nearest unit is taken where every other is at least so many letters farther."""
PHRASES = (
    ("MARKAS BESAR KEPOLISIAN NEGARA REPUBLIK INDONESIA", "MABES POLRI"),
    ("KEPOLISIAN NEGARA REPUBLIK INDONESIA", ""),
    ("KEPOLISIAN RESORT KOTA BESAR", "POLRESTABES"),
    ("KEPOLISIAN RESORT METRO", "POLRES METRO"),
    ("KEPOLISIAN RESORT", "POLRES"),
    ("KEPOLISIAN SEKTOR", "POLSEK"),
    ("KEPOLISIAN DAERAH", "POLDA"),
    ("SATUAN PEMBINAAN MASYARAKAT", "SATBINMAS"),
    ("SATUAN BINMAS", "SATBINMAS"),
    ("SAT BINMAS", "SATBINMAS"),
    ("DIREKTORAT PEMBINAAN MASYARAKAT", "DITBINMAS"),
    ("DIREKTORAT BINMAS", "DITBINMAS"),
    ("SEKTOR", "POLSEK"),
    ("RESORT", "POLRES"),
    ("DAERAH", "POLDA"),
)
"""Longer phrases before those they hold; lower lines of letterheads leave out `KEPOLISIAN`."""
SPELLINGS = {"RESOR": "RESORT", "SEKTORAL": "SEKTOR", "POLSEKTA": "POLSEK"}
CONFUSED = str.maketrans({"0": "O", "1": "I", "L": "I", "5": "S", "8": "B"})
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def fold(wording: str) -> str:
    """The wording without what scribes vary: case, blanks, punctuation, long forms."""
    words = [SPELLINGS.get(word, word) for word in WORD.findall(wording.upper())]
    text = f" {' '.join(words)} "
    for phrase, short in PHRASES:
        text = text.replace(f" {phrase} ", f" {short} " if short else " ")
    return "".join(text.split())


def match(known: Iterable[Unit], wording: str, month: str | None = None) -> Unit | None:
    """The one unit the wording means (in that month, where one is named); None where none or
    several could be meant.
    """
    units = [unit for unit in known if month is None or unit.is_there_in(month)]
    wanted = fold(wording)
    if not wanted:
        return None
    exact = {unit.code: unit for unit in units if wanted in _folded(unit, month)}
    if exact:
        return next(iter(exact.values())) if len(exact) == 1 else None
    return _nearest(units, wanted, month)


def _nearest(units: list[Unit], wanted: str, month: str | None) -> Unit | None:
    budget = min(MOST_SLIPS, len(wanted) // LETTERS_A_SLIP)
    if not budget:
        return None
    far = budget + CLEAR_LEAD
    ranked = []
    for unit in units:
        distance = min(_distance(wanted, text, far) for text in _folded(unit, month))
        ranked.append((distance, unit.code, unit))
    ranked.sort(key=lambda item: item[:2])
    if not ranked or ranked[0][0] > budget:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < CLEAR_LEAD:
        return None
    return ranked[0][2]


def _distance(wanted: str, text: str, far: int) -> int:
    """Letters that differ; those OCR confuses count for nothing."""
    if _digits(wanted) != _digits(text):
        # POLSEK 1 and POLSEK 2 are a letter apart and never the same.
        return far + 1
    a, b = wanted.translate(CONFUSED), text.translate(CONFUSED)
    if Levenshtein.distance(a, b, score_cutoff=far * 2) > far * 2:
        return far + 1
    return min(far + 1, OSA.distance(a, b))


def _digits(text: str) -> str:
    """Digits at the end of a name, which number units."""
    return text[len(text.rstrip("0123456789")) :]


def _folded(unit: Unit, month: str | None) -> frozenset[str]:
    return frozenset(filter(None, (fold(text) for text in _wordings(unit, month)))) or frozenset(
        {unit.code.upper()}
    )


def _wordings(unit: Unit, month: str | None) -> Iterator[str]:
    yield unit.code
    yield unit.name
    yield from unit.aliases
    for name in unit.earlier:
        if month is None or is_within(month, name.valid_from, name.valid_to):
            yield name.name
