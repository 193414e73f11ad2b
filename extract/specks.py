"""Specks of a copier that were read as signs, letters and digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.lines import Line
from records.paper import Sheet, Source, Word

SPECK = 0.3
"""In heights of a capital: no sign that stands alone is smaller, both ways; a dash is wider."""
SHORT = 3
"""Letters a larger speck is read as at most."""
UNSURE = 0.6
"""Confidence under which a short word far from all others is a speck."""
LOW = 0.75
"""In heights of a capital: digits and words with a tall letter are taller than such a speck."""
ALONE = 2.5
"""In heights of a capital: blank to either side that parts a word from its line."""
SAME_LINE = 0.3
"""Share of the lower word's height in which two words of one line overlap."""
BULLETS = frozenset("•·∙▪■●○◦")
ARROWS = frozenset("»«@")
"""What the bullet of a list is read as on a copy …"""
ROUND = frozenset("eo")
"""… and small letters it is read as where other lines of the cell begin with one."""
SIGNS = frozenset(".,:;'\"`´‘’“”»«@~^_=*!")
"""Signs that stand by themselves at neither end of a line of a cell."""
QUOTES = "'\"`´‘’“”"
SURE_COLON = 0.8
"""Confidence of a colon behind a blank that stands: `Meliputi :`."""

_ODD = re.compile(r"[a-z]{3}[.,;:'’][a-z]|[a-z]{4}\. [a-z]")


def without_specks(sheet: Sheet) -> Sheet:
    """The sheet without words that are no more than specks; a text layer has none."""
    if sheet.source is Source.LAYER or sheet.char_height <= 0:
        return sheet
    kept = words_without_specks(sheet.words, sheet.char_height)
    return sheet if len(kept) == len(sheet.words) else replace(sheet, words=kept)


def words_without_specks(words: Sequence[Word], char_height: float) -> tuple[Word, ...]:
    """The words that are large enough, and not both unsure and alone, to be written."""
    large = [word for word in words if not _is_tiny(word, char_height)]
    return tuple(
        word
        for word in large
        if not (_is_doubtful(word, char_height) and _is_alone(word, large, char_height))
    )


def lines_without_signs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a cell without signs that specks and borders left at the ends of lines.

    A bullet read as an arrow is a bullet; quotation marks go where none answers. A text layer's
    lines stay as they are.
    """
    texts = "".join(word.text for line in lines for word in line)
    quoted = sum(texts.count(sign) for sign in QUOTES)
    has_bullets = any(line[0].text in BULLETS | ARROWS for line in lines) or _is_round_list(lines)
    found = []
    for line in lines:
        if any(word.source is Source.LAYER for word in line):
            found.append(line)
            continue
        kept = _trimmed(line)
        if has_bullets and len(kept) > 1 and kept[0].text in ROUND:
            kept[0] = replace(kept[0], text="•")
        if quoted == 1:
            kept = [replace(w, text=w.text.strip(QUOTES)) for w in kept]
        if kept:
            found.append(tuple(word for word in kept if word.text))
    return tuple(line for line in found if line)


def _is_round_list(lines: Sequence[Line]) -> bool:
    """Whether several lines begin with a lone round letter, which is no word, and a capital."""
    begun = [line for line in lines if len(line) > 1 and line[0].text in ROUND]
    return len(begun) > 1 and all(line[1].text[:1].isupper() for line in begun)


def _trimmed(line: Line) -> list[Word]:
    kept = list(line)
    while kept and set(kept[0].text) <= SIGNS:
        if set(kept[0].text) <= ARROWS:
            kept[0] = replace(kept[0], text="•")
            break
        kept.pop(0)
    while kept and set(kept[-1].text) <= SIGNS:
        if kept[-1].text == ":" and kept[-1].confidence >= SURE_COLON and len(kept) > 1:
            break
        kept.pop()
    return kept


def has_odd_signs(text: str) -> bool:
    """Whether a sign stands where none is written: inside a word, or a full stop in a sentence."""
    return bool(_ODD.search(text))


def _is_tiny(word: Word, char_height: float) -> bool:
    size = max(word.box.width, word.box.height)
    return size < SPECK * char_height and word.text not in BULLETS


def _is_doubtful(word: Word, char_height: float) -> bool:
    is_low = word.box.height < LOW * char_height
    return is_low and len(word.text) <= SHORT and word.confidence < UNSURE


def _is_alone(word: Word, words: Sequence[Word], char_height: float) -> bool:
    reach = ALONE * char_height
    box = word.box
    for other in words:
        if other is word:
            continue
        shared = min(box.bottom, other.box.bottom) - max(box.top, other.box.top)
        if shared <= SAME_LINE * min(box.height, other.box.height):
            continue
        if box.left - other.box.right < reach and other.box.left - box.right < reach:
            return False
    return True
