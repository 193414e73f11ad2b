"""Typed characters of a born-digital page become words in lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from pdfplumber.utils.text import extract_words

from records.geometry import Box, Point
from records.paper import Ruling, Source, Word

BOLD = re.compile(r"bold|black|heavy|demi|extrabd|,b\b|-b\b", re.IGNORECASE)

GAP_RATIO = 0.2
"""A gap of this many character sizes parts words where no blank was typed; kerning is below 0.1."""

LINE_GAP = 2.0
"""A gap of this many character sizes parts lines: columns without a ruling between them."""

LINE_TOLERANCE = 0.4
"""How far, in character sizes, words of one line may stand higher or lower than one another."""

GARBAGE_SHARE = 0.2
"""Of characters without meaning from which a layer is not believed."""

ASTRAY_SHARE = 0.5
"""Of characters not set level from which the page has to be turned like a scan."""

LEAN = 0.02
"""A base line that leaves its axis by less (one degree) lies on it."""

DOUBLE_PT = 0.6
"""Characters struck twice this near to one another are one bold character."""

Char = dict[str, Any]


def typed_words(
    page: Any, corner: Point, scale: float, rulings: Sequence[Ruling]
) -> tuple[Word, ...] | None:
    """The words of a pdfplumber page, in pixels counted from `corner` (points) by `scale`.

    Words that stand in one line without a ruling between them share their line's number. None
    where the characters have no meaning, or most are set sideways.
    """
    chars: list[Char] = page.objects.get("char", [])
    inked = [char for char in chars if not char["text"].isspace()]
    if inked and _share(inked, _is_garbage) > GARBAGE_SHARE:
        return None
    if inked and _share(inked, lambda char: _way(char) is not Way.LEVEL) > ASTRAY_SHARE:
        return None
    once = _struck_once(chars)
    limits = Box(0.0, 0.0, float(page.width) * scale, float(page.height) * scale)
    placed: list[Word] = []
    for way in (Way.LEVEL, Way.RISING, Way.FALLING):
        found = _words([char for char in once if _way(char) is way], way)
        words = [_word(each, corner, scale) for each in found]
        seen = [word for word in words if word and limits.contains(word.box.center)]
        lines = _rows(seen, rulings) if way is Way.LEVEL else [[word] for word in seen]
        placed.extend(_numbered(lines, len({word.line for word in placed})))
    return tuple(placed)


def _words(chars: list[Char], way: Way) -> list[Char]:
    found: list[Char] = extract_words(
        chars,
        x_tolerance_ratio=GAP_RATIO,
        extra_attrs=["fontname"],
        line_dir_rotated="ltr" if way is Way.RISING else "rtl",
        char_dir_rotated="btt" if way is Way.RISING else "ttb",
    )
    return found


class Way(Enum):
    """How a character's base line runs."""

    LEVEL = "level"
    RISING = "rising"
    FALLING = "falling"
    ASLANT = "aslant"


def _way(char: Char) -> Way:
    """Text aslant is a stamp's rim or a watermark: its letters would break the words below."""
    a, b, *_ = char["matrix"]
    if abs(b) <= LEAN * abs(a):
        return Way.LEVEL if a > 0 else Way.ASLANT
    if abs(a) <= LEAN * abs(b):
        return Way.RISING if b > 0 else Way.FALLING
    return Way.ASLANT


def _share(chars: Sequence[Char], is_so: Any) -> float:
    return sum(1 for char in chars if is_so(char)) / len(chars)


def _is_garbage(char: Char) -> bool:
    text = char["text"]
    if text.startswith("(cid:"):
        return True
    return any(
        unicodedata.category(letter) in ("Cc", "Cn", "Co") or letter == "�" for letter in text
    )


def _struck_once(chars: Iterable[Char]) -> list[Char]:
    """The characters without those struck again at the same place to look bold."""
    kept: list[Char] = []
    seen: set[tuple[str, int, int]] = set()
    for char in chars:
        column, row = round(char["x0"] / DOUBLE_PT), round(char["top"] / DOUBLE_PT)
        near = ((char["text"], column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if any(place in seen for place in near):
            continue
        seen.add((char["text"], column, row))
        kept.append(char)
    return kept


def _word(found: Mapping[str, Any], corner: Point, scale: float) -> Word | None:
    text = "".join(letter for letter in found["text"] if letter.isprintable()).strip()
    left, right = ((float(found[key]) - corner[0]) * scale for key in ("x0", "x1"))
    top, bottom = ((float(found[key]) - corner[1]) * scale for key in ("top", "bottom"))
    if not text or right < left or bottom < top:
        return None
    box = Box(left, top, right, bottom)
    return Word(text, box, 1.0, Source.LAYER, bold=bool(BOLD.search(str(found["fontname"]))))


def _numbered(lines: Iterable[Sequence[Word]], first: int) -> Iterator[Word]:
    for number, line in enumerate(lines, first):
        for word in line:
            yield replace(word, line=number)


def _rows(words: Sequence[Word], rulings: Sequence[Ruling]) -> list[list[Word]]:
    """Words of one height, from left to right, parted at rulings and wide gaps."""
    uprights = sorted(
        (r.start[0], min(r.start[1], r.end[1]), max(r.start[1], r.end[1]))
        for r in rulings
        if not r.is_horizontal
    )
    lines: list[list[Word]] = []
    for row in _by_height(words):
        before: Word | None = None
        for word in sorted(row, key=lambda each: each.box.left):
            if before is None or _is_parted(before, word, uprights):
                lines.append([])
            lines[-1].append(word)
            before = word
    return lines


def _by_height(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.box.center[1]):
        middle = word.box.center[1]
        if rows and middle - rows[-1][-1].box.center[1] <= LINE_TOLERANCE * word.box.height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _is_parted(before: Word, word: Word, uprights: Sequence[tuple[float, float, float]]) -> bool:
    left, right = before.box.center[0], word.box.center[0]
    if word.box.left - before.box.right > LINE_GAP * max(before.box.height, word.box.height):
        return True
    middle = word.box.center[1]
    return any(left < x < right and top <= middle <= bottom for x, top, bottom in uprights)
