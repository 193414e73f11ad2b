"""Crops read by the reader that suits them, and by both where the first is in doubt.

Short pieces go to the recogniser, which reads a digit as well alone as among others; lines of
text go to Tesseract, which knows blanks and words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ocr.montage import Crop, read_crops
from ocr.short_lines import is_short, read_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.tesseract import TesseractSettings
    from records.paper import Word

    Words = tuple[Word, ...]

WIDEST = 45.0
"""Width in letter heights of a label with its value; longer lines are text, Tesseract's own."""
SURE = 0.9
"""A short piece read this surely by the recogniser is not asked of Tesseract as well …"""
SURE_WORD = 0.98
"""… nor a word of letters at this: Tesseract knows words, the recogniser only their letters."""
FEWEST_LETTERS = 5
"""A word has so many letters; shorter ones are numbers, units, abbreviations."""
LEAST = 0.7
"""A mark in which only the recogniser sees a sign, and no surer than this, is a speck."""

LEAST_ROMAN = 0.5
"""Tesseract sees three strokes where the recogniser sees two, when it is at least so sure."""

_ROMAN = re.compile(r"(?<![A-Za-z])[XV]*I+[XV]?(?![A-Za-z])")
_STROKES = re.compile(r"[I1l|]+")


def read_pieces(
    crops: Sequence[Crop],
    settings: TesseractSettings | None = None,
    alphabet: str = "",
    widest: float = WIDEST,
) -> tuple[Words, ...]:
    """The words of each crop, boxes in pixels of the page; raises leaves of ServiceUnavailable.

    Pieces up to `widest` letter heights are short.
    """
    short = [k for k, crop in enumerate(crops) if is_short(crop, widest)]
    recognised = dict(zip(short, read_short([crops[k] for k in short], alphabet), strict=True))
    asked = [k for k in range(len(crops)) if k not in recognised or not _is_sure(recognised[k])]
    read = read_crops([crops[k] for k in asked], settings, alphabet)
    tesseract = dict(zip(asked, read, strict=True))
    return tuple(_better(recognised.get(k), tesseract.get(k)) for k in range(len(crops)))


def _better(recognised: Words | None, tesseract: Words | None) -> Words:
    """One of two readings of a piece; where both agree it is surer than either."""
    if tesseract is None or recognised is None:
        return tesseract or recognised or ()
    ours, theirs = _mean(recognised), _mean(tesseract)
    if not tesseract:
        return recognised if ours >= LEAST else ()
    if not recognised:
        return tesseract
    if _text(recognised) == _text(tesseract):
        agreed = 1 - (1 - ours) * (1 - theirs)
        return tuple(replace(word, confidence=max(word.confidence, agreed)) for word in recognised)
    if _is_roman(recognised) and _bare(recognised) == _bare(tesseract) and theirs >= LEAST_ROMAN:
        # Strokes as near as those of III melt in the recogniser's columns; none is ever added.
        return max(recognised, tesseract, key=lambda words: len(_text(words)))
    if _least(tesseract) >= SURE and _is_word(_text(tesseract)):
        return tesseract
    return recognised if ours >= theirs else tesseract


def _is_sure(words: Words) -> bool:
    if _is_roman(words):
        return False
    least = SURE_WORD if any(_is_word(word.text) for word in words) else SURE
    return bool(words) and _least(words) >= least


def _least(words: Words) -> float:
    return min((word.confidence for word in words), default=0.0)


def _mean(words: Words) -> float:
    """How sure a reading is, a long word counting for more than a colon."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _text(words: Words) -> str:
    return "".join(word.text for word in words)


def _is_roman(words: Words) -> bool:
    return any(_ROMAN.search(word.text) for word in words)


def _bare(words: Words) -> str:
    """The text with neighbouring upright strokes as one, whatever they were taken for."""
    return _STROKES.sub("I", _text(words))


def _is_word(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= FEWEST_LETTERS
