"""Texts a scribble may hold, the likeliest first: prefix beam search over its chances."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
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
SILENT = math.exp(-1e-3)
"""Where no sign is so likely, and every other all but impossible, nothing is followed."""
SMALLEST = 1e-200
"""Chances smaller than this are brought back to 1 lest they vanish."""

Places = tuple["Places", int] | None
"""The places of a text's signs, the last one first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text, its likelihood (natural logarithm), and the place of each of its signs."""

    text: str
    score: float
    places: tuple[int, ...]


@dataclass(slots=True)
class _Path:
    """A text on the beam: its chances to end in no sign, and in its last sign."""

    blank: float = 0.0
    sign: float = 0.0
    places: Places = None
    peak: float = 0.0


def read_texts(
    scribble: Scribble,
    alphabet: str = "",
    twins: Mapping[str, str] | None = None,
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
    return _search(chances, signs, width)


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


def _search(chances: Chances, signs: str, width: int) -> tuple[Candidate, ...]:
    plain = np.exp(chances.astype(np.float64))
    likeliest = np.argsort(chances[:, 1:], axis=1)[:, ::-1][:, :MOST_SIGNS].tolist()
    least = math.exp(LEAST)
    beam = {"": _Path(blank=1.0)}
    lost = 0.0
    for place, row in enumerate(plain.tolist()):
        likely = [k for k in likeliest[place] if row[1 + k] > least]
        if not likely and row[0] > SILENT:
            for path in beam.values():
                path.blank, path.sign = (path.blank + path.sign) * row[0], 0.0
            continue
        beam = _step(beam, row, signs, place, likely or likeliest[place][:1], width)
        best = max(path.blank + path.sign for path in beam.values())
        if best < SMALLEST:
            lost += math.log(best)
            for path in beam.values():
                path.blank, path.sign = path.blank / best, path.sign / best
    ranked = sorted(beam.items(), key=_total, reverse=True)
    return tuple(
        Candidate(text, lost + math.log(max(path.blank + path.sign, 1e-300)), _unrolled(path))
        for text, path in ranked
    )


def _step(
    beam: Mapping[str, _Path],
    row: Sequence[float],
    signs: str,
    place: int,
    likely: Sequence[int],
    width: int,
) -> dict[str, _Path]:
    grown: dict[str, _Path] = {}
    following = [(signs[k], row[1 + k]) for k in likely]
    for text, path in beam.items():
        total = path.blank + path.sign
        kept = grown.get(text)
        if kept is None:
            kept = grown[text] = _Path(places=path.places)
        kept.blank += total * row[0]
        last = text[-1:]
        if last and path.places is not None:
            chance = row[1 + signs.index(last)]
            kept.sign += path.sign * chance
            kept.peak = max(kept.peak, path.peak)
            if path.sign > 0 and chance > kept.peak:
                kept.peak, kept.places = chance, (path.places[0], place)
        for sign, chance in following:
            # The same sign again needs a place without any between.
            before = path.blank if sign == last else total
            if before > 0:
                longer = grown.get(text + sign)
                if longer is None:
                    longer = grown[text + sign] = _Path(0.0, 0.0, (path.places, place), chance)
                longer.sign += before * chance
    return dict(sorted(grown.items(), key=_total, reverse=True)[:width])


def _total(item: tuple[str, _Path]) -> float:
    return item[1].blank + item[1].sign


def _unrolled(path: _Path) -> tuple[int, ...]:
    found, rest = [], path.places
    while rest is not None:
        rest, place = rest
        found.append(place)
    return tuple(reversed(found))
