"""Free text read word by word: what the ink says, weighed against the words there are.

Each word of the likeliest reading is scored again in its own stretch of the line, beside known
words that look like it; numbers are read with digits alone. The ink decides wherever it is clear.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.blank.decode.alternatives import without_blanks
from extract.blank.decode.beam import read_texts
from extract.blank.decode.cuts import LONGEST_COUNT, read_to_tokens
from extract.blank.decode.kinds import DIGIT_TWINS, DIGITS
from extract.blank.decode.options import (
    HEARD,
    TRAILING,
    HeardIn,
    Token,
    heard_in,
    parts_of,
    word_options,
)
from extract.blank.decode.score import score_text, score_texts
from extract.blank.decode.vocabulary import is_known, vocabulary
from extract.grammar.roman import ROMAN_MONTHS
from records.pen import Scribble

SHARPNESS = 0.7
"""The reader is surer of itself than it is right: its logarithms are flattened by this."""
KNOWN_DOUBT = 0.3
"""How much of the ink's own doubt (as an exponent) remains for a known word."""
UNKNOWN_SURE = 0.95
CLEAR = -0.3
"""A known word so likely by its ink (natural logarithm) needs no other looked for."""
MARKS = ("/", "-", ".", ",", "(", ")")
ODD_SIGN = 0.7
"""A sign that stands alone where words do is often a trace of something else."""
ROMAN = 3.0
"""How much likelier a Roman number is after words that are counted so."""
ROMAN_TWINS = {"I": "1l|!i", "V": "vU", "X": "x"}
COUNTED = ("no.", "no", "nomor", "rt", "rw", "rt.", "rw.")
"""Words after which a number stands."""
LONGEST_NUMBER = 4
AGREED, AGREED_UNKNOWN = 0.9, 0.6
"""How much of the doubt is gone where the other reader, as sure as it was, saw the same word:
one that is known, and one that is not."""
NUMBER_DOUBT = 0.15
"""How much of the ink's own doubt (as an exponent) remains for a number."""
LEFT_OF = {"g": "q", "i": ".:;"}
"""What copies and rulings leave of a letter: a g without its tail's bow, an i in two pieces."""
LEFT_SHARE = 0.05
"""How much of the chance of such a sign goes to the letter too."""
SHORTEST_SPACED = 2
"""Letters of the shortest word that the other reader's blanks part."""
_ABBREVIATION = re.compile(r"^\d[A-Za-z]{1,2}\.?$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Told:
    """A text and how sure it is (0..1)."""

    text: str
    confidence: float
    plain: str = ""
    """What was likeliest by the ink alone."""


def read_language(
    scribble: Scribble, *, is_name: bool, is_first: bool = True, is_address: bool = False
) -> Told:
    """The line's text; `is_name` where persons are named, `is_first` where it begins a value."""
    found = read_texts(scribble, width=6)
    if not found:
        return Told("", 1.0)
    tokens = read_to_tokens(found[0], len(scribble.chances))
    words: list[str] = []
    sure = 1.0
    if found[0].text.startswith(" "):
        # A blank is seen where writing begins: what stands before it was not read.
        tokens.insert(0, Token("", 0, found[0].places[0] + 1, True))
    for number, token in enumerate(tokens):
        before = words[-1] if words else ""
        begins = is_first and number == 0
        after = tokens[number + 1].text if number + 1 < len(tokens) else ""
        starts = begins and is_address and bool(after) and not _begins_address(after)
        is_counted = before.casefold() in COUNTED and len(token.text) <= LONGEST_NUMBER
        if is_counted or _is_count(token.text, after, is_first=begins):
            told = _read_number(scribble, token, before)
        else:
            told = _read_token(scribble, token, before, (is_name, begins, starts))
        sure *= told.confidence
        if not told.text:
            continue
        if words and not token.is_apart:
            words[-1] += told.text
        else:
            words.append(told.text)
    return Told(" ".join(words), sure, found[0].text.strip())


def _begins_address(text: str) -> bool:
    """Whether a word is `Jl.` or its like, its stop read or not, its l as an I."""
    bare = text.rstrip(TRAILING).replace("I", "l").casefold()
    return any(bare == one.rstrip(".").casefold() for one in vocabulary().address)


def _read_token(
    scribble: Scribble, token: Token, before: str, context: tuple[bool, bool, bool]
) -> Told:
    """`context`: whether it is a name, begins the value, and begins an address."""
    is_name, is_first, is_address = context
    bare = token.text.rstrip(TRAILING)
    is_odd = is_address and not any(c.isalpha() for c in bare) and len(bare) < len("Jl.")
    if is_odd or (is_first and not is_name and _ABBREVIATION.match(token.text)):
        return _read_word(scribble, token, is_name=False, is_first=True, is_address=is_address)
    if _DIGIT.search(token.text) and not _looks_like_word(token.text):
        return _read_number(scribble, token, before)
    if not any(c.isalpha() for c in token.text):
        return Told(token.text, 1.0 if token.text in MARKS else ODD_SIGN)
    return _read_word(scribble, token, is_name=is_name, is_first=is_first, is_address=is_address)


def _is_count(text: str, after: str, *, is_first: bool) -> bool:
    """Whether a token says how many of what comes after: one with a digit, or that begins so."""
    if after.casefold().strip(".") not in vocabulary().units or len(text) > LONGEST_NUMBER:
        return False
    return any(c.isdigit() for c in text) or (is_first and len(text) <= LONGEST_COUNT)


def _looks_like_word(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters > len(text) / 2 or (text[0].isalpha() and len(text) <= len("Jln."))


def _read_number(scribble: Scribble, token: Token, before: str) -> Told:
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
    heard = heard_in(scribble, token)
    told = heard.text.strip(".,")
    if told in scores:
        scores[told] += HEARD * heard.confidence
    best = max(scores, key=lambda text: scores[text])
    sure = _share(best, scores) * math.exp(NUMBER_DOUBT * max(-6.0, found[0].score))
    return Told(best + tail, _agreed(sure, best, heard))


def _read_word(
    scribble: Scribble, token: Token, *, is_name: bool, is_first: bool, is_address: bool
) -> Told:
    bare = token.text.rstrip(TRAILING)
    heard = heard_in(scribble, token)
    if is_known(bare) and bare == token.text and not _is_other(heard.text, bare):
        ink = score_text(scribble, bare, token.start, token.end)
        if ink > CLEAR:
            shown = bare if bare.isupper() else bare[0] + bare[1:].lower()
            return Told(_spaced(shown, heard), _agreed(math.exp(KNOWN_DOUBT * ink), bare, heard))
    options = word_options(
        scribble, token, heard, is_name=is_name, is_first=is_first, is_address=is_address
    )
    texts = [text.replace(" ", "") for text in options]
    weighed = without_blanks(_with_what_is_left(scribble, token.text))
    inks = score_texts(weighed, texts, token.start, token.end)
    scores = {
        text: SHARPNESS * ink + weight
        for (text, weight), ink in zip(options.items(), inks, strict=True)
    }
    # The ways one word can be set in capitals say the same.
    best = max(scores, key=lambda text: scores[text])
    shown = best.capitalize() if bare[:1].isupper() and best.islower() else best
    ink = score_text(scribble, best, token.start, token.end)
    sure = _share(best, scores)
    if is_known(best.rstrip(TRAILING)) or best in vocabulary().short:
        return Told(_spaced(shown, heard), _agreed(sure * math.exp(KNOWN_DOUBT * ink), best, heard))
    if len(options) == 1:
        sure = ODD_SIGN / UNKNOWN_SURE
    parted = _parted(shown) if _letters(shown) != _letters(heard.text) else shown
    shown = _spaced(parted, heard)
    return Told(shown, _agreed(sure * UNKNOWN_SURE * math.exp(ink), best, heard))


def _is_other(heard: str, word: str) -> bool:
    """Whether the other reader saw another word there is."""
    return is_known(heard) and heard.casefold() != word.casefold()


def _with_what_is_left(scribble: Scribble, text: str) -> Scribble:
    """The same chances with letters lent a share of what copies leave of them."""
    lent = [
        (1 + scribble.alphabet.index(letter), 1 + scribble.alphabet.index(sign))
        for letter, signs in LEFT_OF.items()
        for sign in signs
        if sign in text
    ]
    if not lent:
        return scribble
    chances = scribble.chances.copy()
    for whole, left in lent:
        chances[:, whole] = np.logaddexp(chances[:, whole], chances[:, left] + math.log(LEFT_SHARE))
    return replace(scribble, chances=chances)


def _agreed(sure: float, text: str, heard: HeardIn) -> float:
    """How sure a word is once the other reader was heard, who errs in other places."""
    if _letters(text) != _letters(heard.text):
        return sure
    known = is_known(text.rstrip(TRAILING)) or any(c.isdigit() for c in text)
    return 1 - (1 - sure) * (1 - (AGREED if known else AGREED_UNKNOWN) * heard.confidence)


def _spaced(text: str, heard: HeardIn) -> str:
    """The word with the blanks the other reader saw in it; it knows blanks better."""
    parts = heard.text.split(" ")
    if len(parts) < 2 or text.count(" ") or _letters(text) != _letters(heard.text):
        return text
    if any(len(_letters(part)) < SHORTEST_SPACED for part in parts):
        return text
    cut, shown = 0, []
    for part in parts[:-1]:
        end = cut
        while len(_letters(text[cut:end])) < len(_letters(part)):
            end += 1
        shown.append(text[cut:end])
        cut = end
    return " ".join([*shown, text[cut:]])


def _parted(word: str) -> str:
    bare = word.rstrip(TRAILING)
    found = parts_of(bare)
    return word if found is None else f"{found[0]} {found[1]}{word[len(bare) :]}"


def _share(best: str, scores: dict[str, float]) -> float:
    """The best text's share of all chances; texts that differ in case alone count together."""
    highest = max(scores.values())
    key = _letters(best)
    mine = sum(math.exp(s - highest) for t, s in scores.items() if _letters(t) == key)
    return mine / sum(math.exp(s - highest) for s in scores.values())


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def read_language_lines(
    lines: Sequence[Scribble], *, is_name: bool, is_address: bool = False
) -> Told:
    """The text of several lines of one value."""
    told = [
        read_language(s, is_name=is_name, is_first=k == 0, is_address=is_address)
        for k, s in enumerate(lines)
    ]
    sure = math.prod(one.confidence for one in told)
    plain = " ".join(one.plain for one in told if one.plain)
    return Told(" ".join(one.text for one in told if one.text), sure, plain)
