"""Rows of boxes as a sure or doubtful reader sees them."""

from __future__ import annotations

import numpy as np

from records.pen import CellInk, CellRow

ALPHABET = " !\"&'()*+,-./0123456789:;=?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|"


def seen(text: str, doubts: dict[int, str] | None = None) -> CellRow:
    """A row holding a text; `#` is struck out, a doubtful box is nearly as likely another sign."""
    cells = []
    for place, sign in enumerate(text):
        chances = np.full(1 + len(ALPHABET), -12.0, np.float32)
        if sign in " #":
            chances[0] = 0.0
        else:
            other = (doubts or {}).get(place, "")
            chances[1 + ALPHABET.index(sign)] = np.log(0.55 if other else 0.99)
            for twin in other:
                chances[1 + ALPHABET.index(twin)] = np.log(0.4)
        cells.append(CellInk(0.0 if sign in " #" else 0.1, sign == "#", chances))
    return CellRow(ALPHABET, tuple(cells))
