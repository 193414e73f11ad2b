"""How like two texts or two lists of rows are, as the figures of accuracy count it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

ALIGNED = 0.5
"""Rows less alike than this are not the same row."""


def squashed(text: object) -> str:
    """A text without blanks and hyphens, in small letters."""
    return re.sub(r"[\s\-]+", "", str(text or "").lower())


def folded(text: object) -> str:
    """Letters and digits only, in small letters."""
    return re.sub(r"[^a-z0-9]", "", str(text or "").lower())


def likeness(true: object, found: object) -> float:
    """1 less the character error rate; blanks, hyphens and case do not count."""
    a, b = squashed(true), squashed(found)
    if not a and not b:
        return 1.0
    return max(0.0, 1 - Levenshtein.distance(a, b) / max(len(a), 1))


def full_from(value: float, enough: float = 0.97) -> float:
    """A text of a header counts whole when nearly right, else half of its likeness."""
    return 1.0 if value >= enough else value / 2


def listed(items: object) -> str:
    """A list as one text, without its numbers."""
    if isinstance(items, str):
        return items
    points: Sequence[object] = items if isinstance(items, list) else []
    return " ".join(re.sub(r"^\s*\d+[.)]\s*", "", str(point)) for point in points)


def align(true: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Which found row is which true one, their order kept."""
    like = [[likeness(a, b) for b in found] for a in true]
    rows, columns = len(true), len(found)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            both = like[i][j] if like[i][j] >= ALIGNED else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + both)
    pairs, i, j = {}, 0, 0
    while i < rows and j < columns:
        if like[i][j] >= ALIGNED and best[i][j] <= best[i + 1][j + 1] + like[i][j] + 1e-9:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
