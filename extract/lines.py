"""Words become lines, lines become text and list items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from records.paper import Word

Line = tuple[Word, ...]

SAME_LINE = 0.5
"""Share of the lower word's height that overlaps its neighbour in one line."""
LEAST_DOUBLED = 3
"""Letters of the shortest word that is doubled."""

_BULLETS = "-–—•·∙*▪■●○◦➢➤✓~_"
_BULLET = re.compile(rf"^[{_BULLETS}]$")
_GLUED_BULLET = re.compile(r"^[-–—•▪●➢✓](?=[A-Za-z(])")
_NUMBER = re.compile(r"^\(?(\d{1,2})[.,)\]]{1,2}$")
_GLUED_NUMBER = re.compile(r"^\(?(\d{1,2})[.)](?=[A-Za-z(])")
_LETTER = re.compile(r"^\(?([a-z])[.)]$")
_LETTER_LIKE = re.compile(r"^\(?([a-z])\1?[.,:;)]$", re.IGNORECASE)
"""The marker that is next in its list, its sign worn or its letter taken for a capital."""
_ONE = re.compile(r"^[lI|i!\]][.,)]$")
_FIRST = frozenset(
    ["1.", "1,", "1)", "1:", "1", "l", "l.", "I", "I.", "L", "L.", "i", "|", ".", ",", ":"]
)
"""What is left of the marker `1.` on a copy, its parts joined."""
_BARE = re.compile(r"^\d{1,2}$")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD = re.compile(r"^[^\W\d_]+")


def words_to_lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """Words gathered to lines from left to right, lines from top to bottom."""
    lines: list[list[Word]] = []
    ends: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.box.left, w.box.top)):
        top, bottom = word.box.top, word.box.bottom
        best, most = -1, SAME_LINE
        for i, (upper, lower) in enumerate(ends):
            if upper > bottom or lower < top:
                continue
            share = _overlap(upper, lower, top, bottom)
            if share > most:
                best, most = i, share
        if best < 0:
            lines.append([word])
            ends.append((top, bottom))
        else:
            lines[best].append(word)
            ends[best] = (top, bottom)
    lines.sort(key=lambda line: fmean(w.box.center[1] for w in line))
    return tuple(tuple(line) for line in lines)


def _overlap(upper: float, lower: float, top: float, bottom: float) -> float:
    """Share of the lower of two words that overlaps, from their tops and bottoms."""
    shared = min(lower, bottom) - max(upper, top)
    height = min(lower - upper, bottom - top)
    if height <= 0:
        return 1.0 if shared >= 0 else 0.0
    return shared / height


def lines_to_text(lines: Sequence[Line]) -> str:
    """The lines as one text: blanks folded, words broken by a hyphen at a line's end joined."""
    return join_lines([" ".join(word.text for word in line) for line in lines])


def join_lines(lines: Sequence[str]) -> str:
    """Lines of text as one; a doubled word (`latihan-latihan`) keeps its hyphen."""
    text = ""
    for line in lines:
        text = _join(text, line.strip())
    return text


def _join(text: str, line: str) -> str:
    if not text or not line:
        return text + line
    broken = _HYPHEN.search(text)
    begun = _WORD.match(line)
    if not broken or not begun:
        return f"{text} {line}"
    first, second = broken[1].lower(), begun[0].lower()
    is_doubled = first[-4:] == second[: len(first)][-4:] or second.startswith(first)
    if is_doubled and len(first) >= LEAST_DOUBLED:
        return text + line
    if not _goes_on(broken[1], begun[0]):
        return f"{text} {line}"
    return (text if is_doubled else text[:-1]) + line


def _goes_on(first: str, second: str) -> bool:
    """Whether the second part of a broken word is written as the first one is."""
    return second[0].islower() or (len(first) > 1 and first.isupper() and second.isupper())


@dataclass(frozen=True, slots=True)
class _Marker:
    """What begins an item: a bullet (`number` None) or its number; `rest` follows it glued."""

    number: int | None
    rest: str


def lines_to_items(lines: Sequence[Line]) -> tuple[str, ...]:
    """The items of a numbered, lettered, bulleted or semicolon list, markers taken away.

    Wrapped lines are joined to their item; text without any marker is one item.
    """
    return join_items([[word.text for word in line] for line in lines])


def join_items(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """As `lines_to_items`, from the lines' words."""
    items: list[list[str]] = []
    count = 0
    begun = {line[0].lower() for line in lines if len(line) > 1}
    is_bare = {"1", "2"} <= begun or {"a", "b"} <= begun
    for line in _with_first_number(lines):
        if not line:
            continue
        marker = _marker(line, count, is_bare)
        if marker is not None:
            count = marker.number if marker.number is not None else count
            items.append([" ".join(filter(None, (marker.rest, *line[1:])))])
        elif not items or items[-1][-1].endswith(";"):
            items.append([" ".join(line)])
        else:
            items[-1].append(" ".join(line))
    texts = [join_lines(item) for item in items]
    return tuple(text for text in texts if text)


def _with_first_number(lines: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The lines with a first marker put right that a copy ate or parted, as a second one tells."""
    written = [i for i, line in enumerate(lines) if line]
    if not written:
        return lines
    first = lines[written[0]]
    eaten = next((n for n in (2, 1) if "".join(first[:n]) in _FIRST and len(first) > n), 0)
    begun = {_begun(lines[i]) for i in written[1:]}
    is_eaten = eaten and any(_is_second(lines[i]) for i in written[1:])
    is_lost = {2, 3} <= begun and 1 not in begun and _marker(first, 0, is_bare=True) is None
    if not is_eaten and not is_lost:
        return lines
    return [*lines[: written[0]], ["1.", *first[eaten:]], *lines[written[0] + 1 :]]


def _begun(line: Sequence[str]) -> int | None:
    """The number a line begins with, with or without its sign."""
    found = _NUMBER.match(line[0]) or _GLUED_NUMBER.match(line[0])
    if found is None and _BARE.match(line[0]) and len(line) > 1:
        return int(line[0])
    return int(found[1]) if found else None


def _is_second(line: Sequence[str]) -> bool:
    found = _NUMBER.match(line[0]) or _GLUED_NUMBER.match(line[0])
    return found is not None and int(found[1]) == 2


def _marker(line: Sequence[str], count: int, is_bare: bool) -> _Marker | None:
    """The marker a line begins with; `count` is the number of the item before.

    `is_bare`: the list is numbered or lettered without a full stop.
    """
    first = line[0]
    if _BULLET.match(first) and len(line) > 1:
        return _Marker(None, "")
    if glued := _GLUED_BULLET.match(first):
        return _Marker(None, first[glued.end() :])
    if found := _NUMBER.match(first):
        number = int(found[1])
        return _Marker(number, "") if count < number <= count + 2 else None
    if (found := _GLUED_NUMBER.match(first)) and int(found[1]) == count + 1:
        return _Marker(count + 1, first[found.end() :])
    if (found := _LETTER.match(first)) and ord(found[1]) - ord("a") in (count, count + 1):
        return _Marker(count + 1, "")
    if (found := _LETTER_LIKE.match(first)) and ord(found[1].lower()) - ord("a") == count > 0:
        return _Marker(count + 1, "")
    if count == 0 and _ONE.match(first):
        return _Marker(1, "")
    if _BARE.match(first) and len(line) > 1 and (count or is_bare) and int(first) == count + 1:
        return _Marker(count + 1, "")
    letter = chr(ord("a") + count)
    is_next = (count > 0 and first == letter) or (is_bare and first.lower() == letter)
    if is_next and len(line) > 1:
        return _Marker(count + 1, "")
    return None
