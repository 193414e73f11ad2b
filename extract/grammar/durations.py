"""Durations: how many of which unit of time, slips of reading in a closed vocabulary put right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.lexicon import slip_cost
from extract.lines import Line, join_lines

SURE = 0.9
"""Confidence of a word from which it stays as read."""
UNITS = ("detik", "menit", "jam", "hari", "minggu", "bulan", "triwulan", "semester", "tahun")
ALIKE = 57
"""How alike (of 100) an unsurely read word behind a number must be to a unit: `Han`, `mena`."""
MELTED = 0.35
"""Cost of the slips up to which a word is a unit however surely read: `han` for hari, as copies
melt its letters, is no word behind a number."""
MISREAD = 65
"""The same for a word however surely read, that begins as the unit does and is as long, but for a
letter: `mena`, none of an office's short forms."""
MOST_LOST = 2
"""Letters of a unit that a word lacks at most: `min` is a short form, no rest of minggu."""
LEAST = 3
"""Letters of a unit's shortest rest."""
SIGNS = ".,"
"""What stands behind a unit."""
THIN = "ilrtj"
"""Letters that a copy may eat whole."""
APART = 5
"""How much more alike the unit must be than the next."""
_GLUED = re.compile(rf"^([lI|1!])([lI|!]?)({'|'.join(UNITS)})$", re.IGNORECASE)
_GLUED_ONE = re.compile(r"^[lI|!]([^\W\d_]{3,})$")
_RUN_ON = re.compile(r"^(\d{1,3})([^\W\d_]{3,})$")
_COUNT = re.compile(r"^\(?[\dlIOo|]{1,3}\)?$")
_STROKES = str.maketrans("lI|!Oo", "111100")


def lines_to_duration(lines: Sequence[Line]) -> str:
    """The text of a duration's lines, slips put right."""
    words = [word for line in lines for word in line]
    texts = mend_duration([w.text for w in words], [w.confidence >= SURE for w in words])
    if len(texts) != len(words):
        return " ".join(texts)
    rest = iter(texts)
    return join_lines([" ".join(next(rest) for _ in line) for line in lines])


def mend_duration(words: list[str], sure: list[bool]) -> list[str]:
    """The words of a duration; those not `sure` are put right, and what copies melt."""
    mended: list[str] = []
    for word, is_sure in zip(words, sure, strict=True):
        glued = _GLUED.match(word)
        run_on = _RUN_ON.match(word)
        first = None if mended else _GLUED_ONE.match(word)
        if glued:
            mended += ["1", glued[3]]
        elif first and (unit := _melted(first[1])):
            mended += ["1", unit]
        elif run_on and (unit := _as_unit(run_on[2], is_sure)):
            mended += [run_on[1], unit]
        elif mended and _COUNT.match(mended[-1]) and word.rstrip(SIGNS).isalpha():
            mended.append(_as_unit(word.rstrip(SIGNS), is_sure) or word)
        else:
            mended.append(word)
    if len(mended) > 1 and mended[1].lower() in UNITS and _COUNT.match(mended[0]):
        mended[0] = mended[0].translate(_STROKES)
    return mended


def _as_unit(word: str, is_sure: bool) -> str | None:
    """The unit that a word behind a number was, in its case; None where it is one, or none."""
    if word.lower() in UNITS:
        return None
    return _melted(word) or _unit(word, is_sure)


def _unit(word: str, is_sure: bool) -> str | None:
    """The one unit most like a word, in its case; None where none or two are."""
    bare = word.lower()
    ranked = sorted(((fuzz.ratio(bare, unit), unit) for unit in UNITS), reverse=True)
    (alike, unit), (second, _) = ranked[:2]
    if alike < (MISREAD if is_sure else ALIKE) or alike - second < APART:
        return None
    if len(bare) < len(unit) - (1 if is_sure else MOST_LOST):
        return None
    if is_sure and (bare[:2] != unit[:2] or len(bare) > len(unit)):
        return None
    return _in_case_of(word, unit)


def _melted(word: str) -> str | None:
    """The one unit whose letters, melted or one of the thin ones eaten, make a word."""
    bare = word.lower()
    if bare in UNITS or len(bare) < LEAST:
        return None
    found = [unit for unit in UNITS if _is_melted(bare, unit)]
    return _in_case_of(word, found[0]) if len(found) == 1 else None


def _is_melted(word: str, unit: str) -> bool:
    if len(word) >= len(unit) - 1 and slip_cost(word, unit, MELTED) <= MELTED:
        return True
    eaten = (unit[:i] + unit[i + 1 :] for i, letter in enumerate(unit) if letter in THIN)
    return word in eaten


def _in_case_of(word: str, unit: str) -> str:
    return unit.upper() if word.isupper() else unit.capitalize() if word[0].isupper() else unit
