"""The words of a line told apart: where blanks are missing, capitals, digits and stops tell."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.blank.decode.beam import Candidate
from extract.blank.decode.options import SHORTEST_PART, TRAILING, Token
from extract.blank.decode.vocabulary import is_known, vocabulary

LONGEST_COUNT = 2
"""Signs that begin a value and stand for digits where a unit follows."""
_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9|!',:;\"]*\.?|[|!'][A-Za-z|!',\"]+\.?|[0-9][0-9A-Za-z|!]*\.?|[^\sA-Za-z0-9]|\S"
)
_INNER = re.compile(
    r"(?<=[a-z.:;])(?=[A-Z])|(?<=[:;])(?=\d)|(?<=[A-Za-z]{2})(?=\d)|(?<=[\.,])(?=[A-Za-z0-9])"
    r"|(?<=\d)(?=[A-Za-z]{3})|(?<=[A-Z])(?=[A-Z][a-z])"
)


def read_to_tokens(found: Candidate, places: int) -> list[Token]:
    """The words of a reading with their stretches of the line; run-together ones parted."""
    spans = []
    for match in _TOKEN.finditer(found.text):
        inner = _before_unit(match[0]) if match.start() == 0 else []
        cuts = [0, *(inner or _inner_cuts(match[0])), len(match[0])]
        for a, b in pairwise(cuts):
            if b > a:
                spans.append((match.start() + a, match.start() + b))
    tokens = []
    for a, b in spans:
        # A blank has places of its own: no word's signs stand there.
        start = found.places[a - 1] + 1 if a else 0
        end = found.places[b] if b < len(found.text) else places
        text = found.text[a:b]
        glued = a > 0 and found.text[a - 1] != " "
        is_word = glued and len(text) > 1 and text[0].isalnum() and found.text[a - 1].isalnum()
        is_apart = not glued or is_word or (found.text[a - 1] == "." and text[0].isalnum())
        tokens.append(Token(text, start, end, is_apart))
    return tokens


def _before_unit(text: str) -> list[int]:
    """Where a value begins with one or two signs run together with what they count."""
    word = text.casefold()
    if is_known(word):
        return []
    return [
        len(text) - len(unit)
        for unit in vocabulary().units
        if word.endswith(unit) and 1 <= len(text) - len(unit) <= LONGEST_COUNT < len(unit)
    ]


def _inner_cuts(text: str) -> list[int]:
    """Where words run together, by their capitals, digits and stops; a large k is no beginning."""
    if is_known(text.rstrip(TRAILING)):
        return []
    cuts = []
    for match in _INNER.finditer(text):
        at = match.start()
        before = re.split(r"[^A-Za-z]", text[:at])[-1]
        is_letter = text[at].isalpha() and text[at - 1].isalpha()
        is_short = before in vocabulary().short or f"{before}." in vocabulary().short
        is_long = len(before) >= SHORTEST_PART and not text[at - 1].isupper()
        if not is_letter or is_long or is_short:
            cuts.append(at)
    return cuts
