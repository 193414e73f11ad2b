"""How likely given texts are in a scribble, all ways of writing each out together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from records.pen import Scribble

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTHING = -1e9
TOGETHER = 8
"""Places after which chances are brought back to 1: no text falls by more than e^-96 in them."""
LEAST_SIGN, LEAST_BLANK = -6.0, -12.0
"""No sign is less likely than this at a place (natural logarithm): the reader is surer of itself
than it is right. That nothing stands where it sees ink is less likely still."""


def score_text(scribble: Scribble, text: str, start: int = 0, end: int | None = None) -> float:
    """The natural logarithm of the text's chance in the places from `start` to before `end`.

    Signs the reader does not know make it all but impossible.
    """
    return score_texts(scribble, (text,), start, end)[0]


def score_texts(
    scribble: Scribble, texts: Sequence[str], start: int = 0, end: int | None = None
) -> list[float]:
    """The same for several texts at once, in their order."""
    rows = scribble.chances[start:end]
    known = [k for k, text in enumerate(texts) if set(text) <= set(scribble.alphabet)]
    scores = [NOTHING] * len(texts)
    if len(rows) == 0:
        for k in known:
            scores[k] = 0.0 if not texts[k] else NOTHING
        return scores
    if known:
        columns, ends = _columns([texts[k] for k in known], scribble.alphabet)
        for k, score in zip(known, _chances(rows, columns, ends).tolist(), strict=True):
            scores[k] = min(0.0, max(NOTHING, score))
    return scores


def _columns(texts: Sequence[str], alphabet: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Each text as the columns of *no sign* and its signs by turns, and the last one's place."""
    longest = max(len(text) for text in texts)
    columns = np.zeros((len(texts), 2 * longest + 1), np.intp)
    place = {sign: k + 1 for k, sign in enumerate(alphabet)}
    for row, text in enumerate(texts):
        columns[row, 1 : 2 * len(text) : 2] = [place[sign] for sign in text]
    return columns, np.array([2 * len(text) for text in texts], np.intp)


def _chances(
    rows: NDArray[np.float32], columns: NDArray[np.intp], ends: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Chances carried from place to place, brought back to 1 now and then lest they vanish."""
    raised = np.maximum(rows, LEAST_SIGN).astype(np.float64)
    raised[:, 0] = np.maximum(rows[:, 0], LEAST_BLANK)
    plain = np.exp(raised)
    # A sign may follow the one before last directly unless both are the same sign.
    skips = ((columns[:, 2:] != 0) & (columns[:, 2:] != columns[:, :-2])).astype(np.float64)
    state = np.zeros(columns.shape, dtype=np.float64)
    state[:, :2] = plain[0][columns[:, :2]]
    total = np.zeros(len(columns))
    for number, row in enumerate(plain[:, columns][1:], start=1):
        moved = state.copy()
        moved[:, 1:] += state[:, :-1]
        moved[:, 2:] += skips * state[:, :-2]
        state = np.multiply(moved, row, out=moved)
        if number % TOGETHER == 0:
            highest = np.maximum(state.max(axis=1), 1e-300)
            state /= highest[:, None]
            total += np.log(highest)
    picked = np.arange(len(columns))
    whole = state[picked, ends] + np.where(ends > 0, state[picked, np.maximum(ends - 1, 0)], 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(whole) + total)
