"""Free text read word by word: what the ink says, weighed against the words there are.

Each word of the likeliest reading is scored again in its own stretch of the line, beside known
words that look like it; numbers are read with digits alone. The ink decides wherever it is clear.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.blank.decode.beam import Candidate, read_texts
from extract.blank.decode.kinds import DIGIT_TWINS, DIGITS
from extract.blank.decode.score import score_text
from extract.blank.decode.vocabulary import (
    UNKNOWN,
    is_known,
    near_words,
    vocabulary,
    word_weight,
)
from extract.grammar.roman import ROMAN_MONTHS
from records.pen import Scribble

SHARPNESS = 0.7
"""The reader is surer of itself than it is right: its logarithms are flattened by this."""
KNOWN_DOUBT = 0.3
"""How much of the ink's own doubt (as an exponent) remains for a known word."""
UNKNOWN_SURE = 0.95
CLEAR = -0.3
"""A known word so likely by its ink (natural logarithm) needs no other looked for."""
ODD_SIGN = 0.7
"""A sign that stands alone where words do is often a trace of something else."""
ROMAN = 3.0
"""How much likelier a Roman number is after words that are counted so."""
ROMAN_TWINS = {"I": "1l|!i", "V": "vU", "X": "x"}
COUNTED = ("no.", "no", "nomor", "rt", "rw", "rt.", "rw.")
"""Words after which a number stands."""
LESS_SHORT = -2.0
"""What a short form weighs where no address begins with it."""
SHORTEST_PART = 3
"""Letters of the shortest word that two run together are parted into."""
TRAILING = ".,\"'!|"
"""What may be read behind a word and be part of it or not."""
_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9|!',\"]*\.?|[|!'][A-Za-z|!',\"]+\.?|[0-9][0-9A-Za-z|!]*\.?|[^\sA-Za-z0-9]|\S"
)
_ABBREVIATION = re.compile(r"^\d[A-Za-z]{1,2}\.?$")
_DIGIT = re.compile(r"\d")
_INNER = re.compile(
    r"(?<=[a-z.])(?=[A-Z])|(?<=[A-Za-z]{2})(?=\d)|(?<=[\.,])(?=[A-Za-z0-9])"
    r"|(?<=\d)(?=[A-Za-z]{3})"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A text and how sure it is (0..1)."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the likeliest reading and the places of the line it takes."""

    text: str
    start: int
    end: int
    is_apart: bool
    """Whether a blank stands before it."""


def read_language(scribble: Scribble, *, is_name: bool, is_first: bool = True) -> Told:
    """The line's text; `is_name` where persons are named, `is_first` where it begins a value."""
    found = read_texts(scribble, width=6)
    if not found:
        return Told("", 1.0)
    tokens = _tokens(found[0], len(scribble.chances))
    words: list[str] = []
    sure = 1.0
    for number, token in enumerate(tokens):
        before = words[-1] if words else ""
        told = _read_token(scribble, token, before, is_name, is_first and number == 0)
        sure *= told.confidence
        if not told.text:
            continue
        if words and not token.is_apart:
            words[-1] += told.text
        else:
            words.append(told.text)
    return Told(" ".join(words), sure)


def _tokens(found: Candidate, places: int) -> list[_Token]:
    """The words of a reading with their stretches of the line; run-together ones parted."""
    spans = []
    for match in _TOKEN.finditer(found.text):
        cuts = [0, *(m.start() for m in _INNER.finditer(match[0])), len(match[0])]
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
        tokens.append(_Token(text, start, end, is_apart))
    return tokens


def _read_token(
    scribble: Scribble, token: _Token, before: str, is_name: bool, is_first: bool
) -> Told:
    is_counted = before.casefold() in COUNTED and len(token.text) <= 4
    if is_first and not is_name and _ABBREVIATION.match(token.text):
        return _read_word(scribble, token, is_name=is_name, is_first=True)
    if is_counted or (_DIGIT.search(token.text) and not _looks_like_word(token.text)):
        return _read_number(scribble, token, before)
    if not any(c.isalpha() for c in token.text):
        return Told(token.text, 1.0 if token.text in "/-.,()" else ODD_SIGN)
    return _read_word(scribble, token, is_name=is_name, is_first=is_first)


def _looks_like_word(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters > len(text) / 2 or (text[0].isalpha() and len(text) <= len("Jln."))


def _read_number(scribble: Scribble, token: _Token, before: str) -> Told:
    """A number: digits and their look-alikes; Roman where a word before says so."""
    part = replace(scribble, chances=scribble.chances[token.start : token.end])
    tail = token.text[-1] if token.text[-1] in ".," else ""
    rest = token.text.rstrip(".,")
    if any(c.isalpha() for c in rest) and rest[-1].isalpha() and rest[0].isdigit():
        digits = re.sub(r"[A-Za-z]+$", "", rest)
        if len(rest) - len(digits) == 1 and rest[-1] in "ABCDEFabcdef":
            return Told(token.text, 0.8)
    found = read_texts(part, DIGITS, DIGIT_TWINS, width=6)
    if not found or not found[0].text:
        return Told(token.text, 0.5)
    scores = {one.text: SHARPNESS * one.score for one in found[:4]}
    if before.strip(".").casefold() in vocabulary().roman_after:
        for one in read_texts(part, "IVX", ROMAN_TWINS, width=6):
            if one.text in ROMAN_MONTHS:
                scores[one.text] = SHARPNESS * one.score + ROMAN
    best = max(scores, key=lambda text: scores[text])
    return Told(best + tail, _share(best, scores))


def _read_word(scribble: Scribble, token: _Token, *, is_name: bool, is_first: bool) -> Told:
    bare = token.text.rstrip(TRAILING)
    if is_known(bare) and bare == token.text:
        ink = score_text(scribble, bare, token.start, token.end)
        if ink > CLEAR:
            return Told(bare, math.exp(KNOWN_DOUBT * ink))
    options = _options(token.text, is_name=is_name, is_first=is_first)
    if len(options) == 1:
        ink = score_text(scribble, token.text, token.start, token.end)
        return Told(token.text, ODD_SIGN * math.exp(ink))
    scores = {
        text: SHARPNESS * score_text(scribble, text, token.start, token.end) + weight
        for text, weight in options.items()
    }
    # The ways one word can be set in capitals say the same.
    best = max(scores, key=lambda text: scores[text])
    shown = best.capitalize() if bare[:1].isupper() and best.islower() else best
    ink = score_text(scribble, best, token.start, token.end)
    if is_known(best.rstrip(TRAILING)) or best in vocabulary().short:
        return Told(shown, _share(best, scores) * math.exp(KNOWN_DOUBT * ink))
    return Told(_parted(shown), _share(best, scores) * UNKNOWN_SURE * math.exp(ink))


def _options(text: str, *, is_name: bool, is_first: bool) -> dict[str, float]:
    """What a word may be instead, itself included, and how likely each is beforehand."""
    bare = text.rstrip(TRAILING)
    options = {text: _known_weight(text, is_name=is_name)}
    if len(bare) <= len("Perum") - 1:
        options |= dict.fromkeys(vocabulary().short, LESS_SHORT)
        if is_first and not is_name:
            options |= dict.fromkeys(vocabulary().address, 0.0)
    if len(bare) >= SHORTEST_PART:
        options |= _near_options(text, bare, is_name=is_name, is_first=is_first)
    return options


def _near_options(text: str, bare: str, *, is_name: bool, is_first: bool) -> dict[str, float]:
    """Known words near to one, in the case it was written in, with or without its last sign."""
    tail = text[len(bare) :]
    dotted = tail if set(tail) <= {"."} else ""
    capital = is_first or bare[0].isupper()
    options = {}
    for word in near_words(bare, more=len(tail) - len(dotted)):
        shown = word.capitalize() if capital else word
        shown = word.upper() if bare.isupper() and len(bare) > 1 else shown
        weight = word_weight(word, is_name=is_name)
        for one in (shown, word) if capital else (word,):
            options[one + dotted] = weight
            if tail != dotted:
                options[one + tail] = weight
    return options


def _known_weight(text: str, *, is_name: bool) -> float:
    if text in vocabulary().short:
        return 0.0
    bare = text.rstrip(TRAILING)
    if len(bare) < SHORTEST_PART:
        return UNKNOWN
    weight = word_weight(bare, is_name=is_name)
    return weight if weight > UNKNOWN or not _parts(bare) else -1.0


def _parts(word: str) -> tuple[str, str] | None:
    """Two known words that run together to this one."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if _is_common(word[:cut]) and _is_common(word[cut:]):
            return word[:cut], word[cut:]
    return None


def _is_common(word: str) -> bool:
    known, bare = vocabulary(), word.casefold()
    return bare in known.names or bare in known.field


def _parted(word: str) -> str:
    bare = word.rstrip(TRAILING)
    found = _parts(bare)
    return word if found is None else f"{found[0]} {found[1]}{word[len(bare) :]}"


def _share(best: str, scores: dict[str, float]) -> float:
    """The best text's share of all chances; texts that differ in case alone count together."""
    highest = max(scores.values())
    key = _letters(best)
    mine = sum(math.exp(s - highest) for t, s in scores.items() if _letters(t) == key)
    return mine / sum(math.exp(s - highest) for s in scores.values())


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def read_language_lines(lines: Sequence[Scribble], *, is_name: bool) -> Told:
    """The text of several lines of one value."""
    told = [read_language(s, is_name=is_name, is_first=k == 0) for k, s in enumerate(lines)]
    sure = math.prod(one.confidence for one in told)
    return Told(" ".join(one.text for one in told if one.text), sure)
