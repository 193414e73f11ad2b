"""Texts a scribble may hold, the likeliest first: prefix beam search over its chances."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from records.pen import Scribble

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Chances = NDArray[np.float32]

WIDTH = 10
"""Texts kept at each place; more changed nothing on drawn lines."""
LEAST = -9.0
"""Signs less likely than this (natural logarithm) at a place are not followed."""
MOST_SIGNS = 6
"""Signs followed at a place."""
NOTHING = -1e9

Prior = Callable[[str, str], float]
"""How much likelier (natural logarithm) a sign becomes after a text."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text, its likelihood (natural logarithm), and the place of each of its signs."""

    text: str
    score: float
    places: tuple[int, ...]


@dataclass(slots=True)
class _Path:
    """A text on the beam: the likelihoods that it ends in no sign, or in its last sign."""

    blank: float = NOTHING
    sign: float = NOTHING
    prior: float = 0.0
    places: tuple[int, ...] = ()
    peak: float = NOTHING

    @property
    def total(self) -> float:
        return _add(self.blank, self.sign)


def read_texts(
    scribble: Scribble,
    alphabet: str = "",
    twins: Mapping[str, str] | None = None,
    prior: Prior | None = None,
    width: int = WIDTH,
) -> tuple[Candidate, ...]:
    """The likeliest texts; with an alphabet, of its signs alone, look-alikes lent to their twins.

    `twins` names for a sign of the alphabet those it is mistaken for. Empty for an empty line.
    """
    if len(scribble.chances) == 0:
        return ()
    chances, signs = scribble.chances, scribble.alphabet
    if alphabet:
        chances, signs = lend(scribble, alphabet, twins or {}), alphabet
    return _search(chances, signs, prior, width)


TWIN_SHARE = 0.5
"""How much of a look-alike's chance is lent to its twin: a sure sign stays surer."""


def lend(scribble: Scribble, alphabet: str, twins: Mapping[str, str]) -> Chances:
    """The chances for an alphabet, each sign given a share of its look-alikes' chances."""
    plain = np.exp(scribble.chances)
    columns = [plain[:, 0]]
    for sign in alphabet:
        own = plain[:, 1 + scribble.alphabet.index(sign)].copy()
        for twin in twins.get(sign, ""):
            if twin in scribble.alphabet:
                own += TWIN_SHARE * plain[:, 1 + scribble.alphabet.index(twin)]
        columns.append(own)
    return np.asarray(np.log(np.maximum(np.stack(columns, axis=1), 1e-9)), dtype=np.float32)


def _search(chances: Chances, signs: str, prior: Prior | None, width: int) -> tuple[Candidate, ...]:
    beam: dict[str, _Path] = {"": _Path(blank=0.0)}
    for place, row in enumerate(chances):
        if row[0] > -1e-3 and float(row[1:].max()) < LEAST:
            for path in beam.values():
                path.blank, path.sign = path.total + float(row[0]), NOTHING
            continue
        beam = _step(beam, row, signs, place, prior, width)
    ranked = sorted(beam.items(), key=lambda item: -(item[1].total + item[1].prior))
    return tuple(Candidate(text, path.total + path.prior, path.places) for text, path in ranked)


def _step(
    beam: dict[str, _Path],
    row: NDArray[np.float32],
    signs: str,
    place: int,
    prior: Prior | None,
    width: int,
) -> dict[str, _Path]:
    likely = [int(k) for k in np.argsort(row[1:])[::-1][:MOST_SIGNS] if row[1 + k] > LEAST]
    if not likely:
        likely = [int(np.argmax(row[1:]))]
    grown: dict[str, _Path] = {}
    for text, path in beam.items():
        kept = grown.setdefault(text, _Path(prior=path.prior, places=path.places))
        kept.blank = _add(kept.blank, path.total + float(row[0]))
        if text:
            last = signs.index(text[-1])
            kept.sign = _add(kept.sign, path.sign + float(row[1 + last]))
            kept.peak = max(kept.peak, path.peak)
            if path.sign > NOTHING / 2 and float(row[1 + last]) > kept.peak:
                kept.peak, kept.places = float(row[1 + last]), (*path.places[:-1], place)
        for k in likely:
            _grow(grown, text, path, signs[k], float(row[1 + k]), place, prior)
    best = sorted(grown.items(), key=lambda item: -(item[1].total + item[1].prior))[:width]
    return dict(best)


def _grow(
    grown: dict[str, _Path],
    text: str,
    path: _Path,
    sign: str,
    chance: float,
    place: int,
    prior: Prior | None,
) -> None:
    before = path.blank if text and text[-1] == sign else path.total
    if before <= NOTHING / 2:
        return
    longer = grown.get(text + sign)
    if longer is None:
        added = prior(text, sign) if prior else 0.0
        longer = _Path(prior=path.prior + added, places=(*path.places, place), peak=chance)
        grown[text + sign] = longer
    longer.sign = _add(longer.sign, before + chance)


def _add(a: float, b: float) -> float:
    if a < b:
        a, b = b, a
    if b <= NOTHING / 2:
        return a
    return a + math.log1p(math.exp(b - a))
