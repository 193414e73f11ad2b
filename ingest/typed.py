"""Typed characters of a born-digital page become words in lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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

SIDEWAYS_SHARE = 0.5
"""Of characters not set upright from which the page has to be turned like a scan."""

DOUBLE_PT = 0.6
"""Characters struck twice this near to one another are one bold character."""

Char = Mapping[str, Any]


def typed_words(
    page: Any, corner: Point, scale: float, rulings: Sequence[Ruling]
) -> tuple[Word, ...] | None:
    """The words of a pdfplumber page, in pixels counted from `corner` (points) by `scale`.

    Words that stand in one line without a ruling between them share their line's number. None
    where the characters have no meaning, or most are set sideways.
    """
    chars: list[Char] = page.objects.get("char", [])
    inked = [char for char in chars if not char["text"].isspace()]
    if inked and (_share(inked, _is_garbage) > GARBAGE_SHARE):
        return None
    if inked and _share(inked, lambda char: not char["upright"]) > SIDEWAYS_SHARE:
        return None
    page.objects["char"] = _struck_once(chars)
    found = page.extract_words(
        x_tolerance_ratio=GAP_RATIO, extra_attrs=["fontname"], keep_blank_chars=False
    )
    limits = Box(0.0, 0.0, float(page.width) * scale, float(page.height) * scale)
    words = [word for each in found if (word := _word(each, corner, scale, limits)) is not None]
    return _in_lines(words, rulings)


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


def _word(found: Mapping[str, Any], corner: Point, scale: float, limits: Box) -> Word | None:
    text = "".join(letter for letter in found["text"] if letter.isprintable()).strip()
    left, right = ((float(found[key]) - corner[0]) * scale for key in ("x0", "x1"))
    top, bottom = ((float(found[key]) - corner[1]) * scale for key in ("top", "bottom"))
    if not text or right < left or bottom < top:
        return None
    box = Box(left, top, right, bottom)
    if not limits.contains(box.center):
        return None
    return Word(text, box, 1.0, Source.LAYER, bold=bool(BOLD.search(str(found["fontname"]))))


def _in_lines(words: Sequence[Word], rulings: Sequence[Ruling]) -> tuple[Word, ...]:
    uprights = sorted(
        (
            (r.start[0], min(r.start[1], r.end[1]), max(r.start[1], r.end[1]))
            for r in rulings
            if not r.is_horizontal
        ),
    )
    placed: list[Word] = []
    number = -1
    for row in _rows(words):
        before: Word | None = None
        for word in sorted(row, key=lambda each: each.box.left):
            if before is None or _is_parted(before, word, uprights):
                number += 1
            placed.append(
                Word(word.text, word.box, word.confidence, word.source, number, word.bold)
            )
            before = word
    return tuple(placed)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
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
