"""Scribbles made by hand: a sure reader, or one that hesitates between signs."""

from __future__ import annotations

import numpy as np

from records.geometry import Box
from records.pen import Scribble

ALPHABET = " !\"&'()*+,-./0123456789:;=?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|"
FAINT = 1e-6


def scribble(text: str, doubts: dict[int, dict[str, float]] | None = None) -> Scribble:
    """A line that says `text`; `doubts` gives signs of some places other chances (0..1)."""
    rows = []
    for place, sign in enumerate(text):
        row = np.full(1 + len(ALPHABET), FAINT)
        for other, chance in (doubts or {}).get(place, {sign: 0.999}).items():
            row[1 + ALPHABET.index(other)] = chance
        rows.append(row)
        nothing = np.full(1 + len(ALPHABET), FAINT)
        nothing[0] = 0.999
        rows.append(nothing)
    chances = np.log(np.array(rows)).astype(np.float32)
    lefts = np.arange(len(rows), dtype=np.float32)
    return Scribble(Box(0, 0, len(rows), 1), ALPHABET, chances, lefts)
