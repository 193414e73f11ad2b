"""Heads of columns known by their label, spelled as it may be: labels are data (labels.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from extract.matrix.parts import Role

ALIKE = 78.0
"""Likeness, of 100, of a label: two wrong letters of nine."""
SHORT = 4
"""Letters; a shorter label has to be exact, or half the words of the language would do."""

_BRACKETS = re.compile(r"\([^)]*\)?")
_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]+)\s*\)?")


@cache
def _labels() -> dict[str, Role]:
    data = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
    return {_letters(label): Role(role) for role, labels in data.items() for label in labels}


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha())


def text_to_role(text: str) -> Role | None:
    """The role a head's text names, None where it names none."""
    letters = _letters(_BRACKETS.sub(" ", text))
    if not letters:
        return None
    labels = _labels()
    if letters in labels:
        return labels[letters]
    if len(letters) < SHORT:
        return None
    best = process.extractOne(
        letters, [k for k in labels if len(k) >= SHORT], scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return labels[best[0]] if best else None


def text_to_unit_of_time(text: str) -> str:
    """The unit in brackets of a head such as `WKT (HARI)`, empty where none is named."""
    found = _IN_BRACKETS.search(text)
    return found[1] if found else ""
