"""How likely a given text is in a scribble, all ways of writing it out together."""

from __future__ import annotations

import numpy as np

from records.pen import Scribble

NOTHING = -1e9


def score_text(scribble: Scribble, text: str, start: int = 0, end: int | None = None) -> float:
    """The natural logarithm of the text's chance in the places from `start` to before `end`.

    Signs the reader does not know make it all but impossible.
    """
    rows = scribble.chances[start:end]
    if any(sign not in scribble.alphabet for sign in text):
        return NOTHING
    columns = [0]
    for sign in text:
        columns += [1 + scribble.alphabet.index(sign), 0]
    if len(rows) == 0:
        return 0.0 if not text else NOTHING
    picked = rows[:, columns].astype(np.float64)
    state = np.full(len(columns), NOTHING)
    state[:2] = picked[0, :2]
    kinds = np.array(columns)
    # A sign may follow the one before last directly unless both are the same sign.
    skips = np.zeros(len(columns), dtype=bool)
    skips[2:] = (kinds[2:] != 0) & (kinds[2:] != kinds[:-2])
    for row in picked[1:]:
        before = np.concatenate(([NOTHING], state[:-1]))
        skipped = np.where(skips, np.concatenate(([NOTHING, NOTHING], state[:-2])), NOTHING)
        state = np.logaddexp(np.logaddexp(state, before), skipped) + row
    return float(np.logaddexp(state[-1], state[-2])) if len(state) > 1 else float(state[-1])
