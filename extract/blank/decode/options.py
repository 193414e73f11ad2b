"""What a word of the likeliest reading may be instead, and how likely each is beforehand.

Weights are natural logarithms. Alternatives come from three places: known words that look like
it, other readings of the same ink, and what another reader saw there. The ink weighs them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from extract.blank.decode.beam import read_texts
from extract.blank.decode.spelling import oddness
from extract.blank.decode.vocabulary import (
    UNKNOWN,
    near_usual,
    near_words,
    vocabulary,
    word_weight,
)
from records.pen import Scribble

TRAILING = ".,:;\"'!|"
"""What may be read behind a word and be part of it or not."""
LESS_SHORT = -2.0
"""What a short form weighs where no address begins with it."""
UNDOTTED = -1.0
"""What a short form that begins an address weighs without its dot."""
NO_ADDRESS = -12.0
"""What a word of one or two letters weighs where an address begins, `Jl.` and its like aside."""
RARELY = -2.0
"""The same for short forms that begin an address now and then."""
SHORTEST_PART = 3
"""Letters of the shortest word that two run together are parted into."""
ODD = 0.35
"""How much an unusual spelling weighs; the ink is worth more."""
HEARD = 2.0
"""What it weighs that the other reader saw the same."""
FAR = 0.6
"""Share of a word's letters in which the other reader may differ; else it saw another word."""
READINGS = 6
NEAR_PARTS = 5
"""Known words looked at for the misread one of two that run together."""
RUN_TOGETHER = -1.0
"""What it weighs that two words run together."""
SMALL_NAME = -4.0
"""What it weighs more that the second of two names begins small."""
WITHIN = 0.5
"""Share of a heard word that lies in the stretch it is compared with."""
_PLAIN = re.compile(r"^[A-Za-z][A-Za-z'-]*\.?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the likeliest reading and the places of the line it takes."""

    text: str
    start: int
    end: int
    is_apart: bool
    """Whether a blank stands before it."""


@dataclass(frozen=True, slots=True)
class HeardIn:
    """What the other reader saw in a word's stretch of the line; empty for nothing."""

    text: str = ""
    confidence: float = 0.0


def heard_in(scribble: Scribble, token: Token) -> HeardIn:
    """The other reader's words in a token's stretch, with their blanks."""
    if not scribble.heard or not len(scribble.lefts):
        return HeardIn()
    last = len(scribble.lefts) - 1
    left = float(scribble.lefts[min(token.start, last)])
    right = float(scribble.lefts[min(max(token.start, token.end - 1), last)])
    inside = [
        word
        for word in scribble.heard
        if min(word.right, right) - max(word.left, left) >= WITHIN * (word.right - word.left)
    ]
    if not inside:
        return HeardIn()
    return HeardIn(" ".join(w.text for w in inside), min(w.confidence for w in inside))


def word_options(
    scribble: Scribble,
    token: Token,
    heard: HeardIn,
    *,
    is_name: bool,
    is_first: bool,
    is_address: bool,
) -> dict[str, float]:
    """What a word may be, itself included, and how likely each is beforehand."""
    text = token.text
    bare = text.rstrip(TRAILING)
    options = {text: _own_weight(text, is_name=is_name)}
    is_short = len(bare) <= len("Perum") - 1
    if is_short:
        options |= dict.fromkeys(vocabulary().short, LESS_SHORT)
        if not is_name:
            options |= dict.fromkeys(vocabulary().prepositions, 0.0)
        if is_first and not is_name:
            options |= {one.rstrip("."): UNDOTTED for one in vocabulary().address}
            options |= dict.fromkeys(vocabulary().address, 0.0)
    if len(bare) >= SHORTEST_PART:
        options |= _near_options(text, bare, is_name=is_name, is_first=is_first)
    if options[text] <= UNKNOWN and bare.isalpha():
        for one in _other_readings(scribble, token):
            options.setdefault(one, _own_weight(one, is_name=is_name))
        if "q" in text:
            options.setdefault(
                text.replace("q", "g"), _own_weight(text.replace("q", "g"), is_name=is_name)
            )
        options |= _split_options(bare, is_name=is_name)
    if is_address and is_short:
        options = {one: weight + _begins(one) for one, weight in options.items()}
    _weigh_heard(options, bare, heard, is_name=is_name)
    return options


def _begins(text: str) -> float:
    if text in vocabulary().rarely:
        return RARELY
    address = vocabulary().address
    is_begun = text in address or f"{text}." in address
    return 0.0 if is_begun or len(text.rstrip(TRAILING)) > len("Jl") else NO_ADDRESS


def _other_readings(scribble: Scribble, token: Token) -> list[str]:
    part = replace(scribble, chances=scribble.chances[token.start : token.end])
    found = (one.text.strip() for one in read_texts(part, width=READINGS))
    return [text for text in found if _PLAIN.match(text)]


def _weigh_heard(options: dict[str, float], bare: str, heard: HeardIn, *, is_name: bool) -> None:
    """Adds what the other reader saw, or weighs it more where it is there already."""
    text = heard.text.replace(" ", "")
    if not _PLAIN.match(text) or len(bare) < SHORTEST_PART:
        return
    if Levenshtein.distance(text.casefold(), bare.casefold()) > FAR * max(len(text), len(bare)):
        return
    if text not in options:
        options[text] = _own_weight(text, is_name=is_name)
    for one in options:
        if one.rstrip(TRAILING).casefold() == text.rstrip(TRAILING).casefold():
            options[one] += HEARD * heard.confidence


def _split_options(bare: str, *, is_name: bool) -> dict[str, float]:
    """Two words run together of which one is known as it is, the other misread."""
    options = {}
    for cut in range(SHORTEST_PART, len(bare) - SHORTEST_PART + 1):
        left, right = bare[:cut], bare[cut:]
        if len(right) > SHORTEST_PART and _is_common(right):
            pairs = [(one, right) for one in near_usual(left, NEAR_PARTS)]
        elif len(left) > SHORTEST_PART and _is_common(left):
            pairs = [(left.casefold(), one) for one in near_usual(right, NEAR_PARTS)]
        else:
            continue
        weight = RUN_TOGETHER + (SMALL_NAME if is_name and right[0].islower() else 0.0)
        for one, other in pairs:
            shown = one.capitalize() if bare[0].isupper() or is_name else one
            if len(one) >= SHORTEST_PART and len(other) >= SHORTEST_PART:
                options[f"{shown} {other}"] = weight
                options[f"{one.capitalize()} {other}"] = weight
    return options


def _near_options(text: str, bare: str, *, is_name: bool, is_first: bool) -> dict[str, float]:
    """Known words near to one, in the case it was written in, with or without its last sign."""
    tail = text[len(bare) :]
    dotted = tail if set(tail) <= {"."} else ""
    capital = is_first or is_name or bare[0].isupper()
    options = {}
    for word in near_words(bare, more=len(tail) - len(dotted)):
        shown = word.capitalize() if capital else word
        shown = word.upper() if bare.isupper() and len(bare) > 1 else shown
        weight = word_weight(word, is_name=is_name)
        for one in (shown, word) if capital and not is_name else (shown,):
            options[one + dotted] = weight
            if tail != dotted:
                options[one + tail] = weight
    return options


def _own_weight(text: str, *, is_name: bool) -> float:
    """How likely a word is that was read, known or not."""
    if text in vocabulary().short:
        return 0.0
    bare = text.rstrip(TRAILING)
    if len(bare) < SHORTEST_PART:
        is_usual = not is_name and text in vocabulary().prepositions
        return 0.0 if is_usual else UNKNOWN
    weight = word_weight(bare, is_name=is_name)
    if weight > UNKNOWN:
        return weight
    return -1.0 if parts_of(bare) else UNKNOWN + ODD * oddness(bare)


def parts_of(word: str) -> tuple[str, str] | None:
    """Two common words that run together to this one."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if _is_common(word[:cut]) and _is_common(word[cut:]):
            return word[:cut], word[cut:]
    return None


def _is_common(word: str) -> bool:
    known, bare = vocabulary(), word.casefold()
    return bare in known.names or bare in known.field
