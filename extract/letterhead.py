"""The letterhead names the unit a paper is filed under: its lowest line that names one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

from extract.lines import Line

LONGEST_UNIT_WORDS = 9
_SLIPS_PER_LETTER = 0.25
"""Share of a unit word's letters that may be misread."""
_EDGE = " .,:;-–—_~*'\"`’‘|/\\()[]{}<>=+«»“”"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line that names a unit: its text as written, its words, the place of its rank."""

    text: str
    line: Line
    is_police: bool
    is_formal: bool
    """Whether it is a command's formal name (`RESOR KOTA X`) that has a short one."""


@cache
def _data() -> dict[str, object]:
    text = (files("extract") / "units.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))


@cache
def _words(group: str) -> tuple[str, ...]:
    found = _data()[group]
    assert isinstance(found, list)  # noqa: S101 the file is ours
    return tuple(sorted((str(word) for word in found), key=len, reverse=True))


@cache
def _table(group: str) -> dict[str, object]:
    found = _data()[group]
    assert isinstance(found, dict)  # noqa: S101 the file is ours
    return {str(key): value for key, value in found.items()}


def lines_to_unit(lines: Sequence[Line]) -> UnitLine | None:
    """The lowest of the lines that names a unit; None where none does."""
    found = [unit for line in lines if (unit := line_to_unit(line)) is not None]
    return found[-1] if found else None


def line_to_unit(line: Line) -> UnitLine | None:
    """The unit a line names, with plain slips in its unit words put right; None for no unit."""
    text = " ".join(word.text for word in line).strip(_EDGE)
    if not text or len(text.split()) > LONGEST_UNIT_WORDS or _letters(text).islower():
        return None
    best: tuple[int, int, int, str, int, str] | None = None
    heads = _heads(text)
    for group in ("above", "police", "office"):
        for word in _words(group):
            found = _begins(heads, word)
            if found is not None:
                blanks = word.count(" ")
                rank = (found[0], blanks - len(word), blanks, word, found[1], group)
                best = rank if best is None else min(best, rank)
    if best is None or best[5] == "above":
        return None
    return _unit(text, line, best[3], best[4], best[5] == "police")


def text_to_short_unit(text: str) -> str:
    """A command's formal name in its short form (`RESOR KOTA PADANG` → `POLRESTA PADANG`)."""
    for formal, short in _table("short").items():
        if text.upper().startswith(formal + " "):
            return f"{short} {text[len(formal) + 1 :]}"
    return text


def is_formal_unit(text: str) -> bool:
    """Whether the text is a command's formal name that papers shorten (`RESOR KOTA PADANG`)."""
    return any(text.upper().startswith(formal + " ") for formal in _table("short"))


def text_to_section(text: str) -> str | None:
    """The section of a command that an office or a number's unit part names; None for none."""
    letters = _letters(text.upper())
    for section, names in _table("section").items():
        assert isinstance(names, list)  # noqa: S101 the file is ours
        for name in names:
            if DamerauLevenshtein.distance(letters, _letters(name)) <= len(letters) // 8:
                return section
    return None


def _unit(text: str, line: Line, word: str, end: int, is_police: bool) -> UnitLine:
    written = " ".join(text.split()[:end])
    letters = [c for c in written if c.isalpha() and c not in "li"]
    spelled = word if all(c.isupper() for c in letters) else word.title()
    is_same = _letters(written).upper() == _letters(word)
    rest = " ".join(text.split()[end:])
    repaired = f"{written if is_same else spelled} {rest}".strip()
    return UnitLine(_repair_words(repaired), line, is_police, word in _table("short"))


def _repair_words(text: str) -> str:
    """Unit words further in the line (`SATBINMAS P0LRES X`) put right too."""
    words = text.split()
    known = [w for w in _words("police") if " " not in w and len(w) >= 6]
    for index, word in enumerate(words[1:], start=1):
        upper = word.upper().replace("0", "O").replace("1", "I")
        is_capitals = sum(c.isupper() for c in word) * 2 > len(word)
        if not is_capitals or word in known:
            continue
        edits, right = min((DamerauLevenshtein.distance(upper, w), w) for w in known)
        if edits <= 1:
            words[index] = right
    return " ".join(words)


def _heads(text: str) -> list[str]:
    """The letters of the text's first word, of its first two, and so on."""
    parts = text.upper().replace("0", "O").replace("1", "I").split()
    return [_letters("".join(parts[:count])) for count in range(1, len(parts) + 1)]


def _begins(heads: Sequence[str], word: str) -> tuple[int, int] | None:
    """Letters wrong, and words taken, where a text begins with the unit word; else None."""
    letters = _word_letters(word)
    limit = int(len(letters) * _SLIPS_PER_LETTER) if len(word) >= 6 else 0
    best: tuple[int, int] | None = None
    for count, head in enumerate(heads[: word.count(" ") + 2], start=1):
        edits = DamerauLevenshtein.distance(head, letters, score_cutoff=limit)
        if edits <= limit and (best is None or edits < best[0]):
            best = (edits, count)
    return best


@cache
def _word_letters(word: str) -> str:
    return _letters(word)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Za-z]", "", text)
