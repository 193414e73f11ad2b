"""Signature blocks: `[a.n.] JABATAN / NAMA, GELAR / PANGKAT NRP nnnnnnnn`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.grammar.dates import text_to_date
from extract.grammar.identifiers import NIP_LENGTH, text_to_nip, text_to_nrp
from extract.grammar.names import is_title, text_to_name
from extract.grammar.offices import begins_office, text_to_office
from extract.grammar.ranks import find_rank, text_to_rank
from extract.lines import Line
from records.findings import Signatory
from records.paper import Word

NUMBER_MARK = re.compile(r"(?<![A-Za-z])(N\s?[RI1l|]\s?P)(?=[\W\d])[\s.:]*", re.IGNORECASE)
_BEARER = re.compile(r"(?<!\w)(?=(?:[\dOoIlSB][\s.]?){7,21}$)")
SURE = 0.3
"""Mean confidence below which a line of few letters is a pen's or a stamp's trace."""
SURE_WORD = 0.7
"""Confidence under which a word of two or three letters at an edge is no word."""
SIGNATURE_GAP = 1.2
"""Blank, in heights of a line, that parts the office from what stands under the signature."""
MOST_WORDS = 9
LETTERED = 0.6
"""Share of letters in a line of a name, its commas and full stops counted."""
_DIGITS = re.compile(r"^[\d\s.]+$")


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signed, and the lines each part was read from."""

    signatory: Signatory
    position_lines: tuple[Line, ...] = ()
    name_line: Line = ()
    rank_line: Line = ()
    nrp_line: Line = ()


def lines_to_signature(lines: Sequence[Line]) -> SignatureBlock | None:
    """The block that the lines hold, read from its service number or rank upwards; None for none.

    Lines are from top to bottom: office first, signature and stamp over what follows.
    """
    kept = [line for line in lines if line and not is_trace(line)]
    if not kept:
        return None
    number_at, number_line = _number_words(kept)
    rank_at, rank, rank_words = _find_rank(kept, number_at)
    if number_at is None and rank_at is None:
        return _without_number(kept)
    last = min(i for i in (number_at, rank_at) if i is not None)
    name_end = next((i + 1 for i in range(last - 1, -1, -1) if _is_name(kept[i])), 0)
    while 0 < name_end < last and _is_rest_of_name(kept[name_end]):
        name_end += 1
    name_at = _name_begin(kept, name_end)
    position = _leading(kept[:name_at] if name_end else kept[:last])
    name_line = tuple(word for line in kept[name_at:name_end] for word in line)
    name = text_to_name(_text(_name_words(name_line))) if name_line else None
    return SignatureBlock(
        Signatory(
            position=_position(position),
            name=name.value if name else None,
            rank=rank,
            nrp=_number(number_line),
        ),
        tuple(position),
        name_line,
        rank_words,
        number_line,
    )


def is_trace(line: Line) -> bool:
    """Whether a line looks like what a pen or stamp leaves rather than like text."""
    text = _text(line)
    letters = sum(c.isalnum() for c in text)
    if all(is_title(word.text.rstrip(",")) for word in line):
        return False
    if letters < 3 or letters * 2 < len(text.replace(" ", "")):
        return True
    sure = sum(w.confidence * len(w.text) for w in line) / sum(len(w.text) for w in line)
    longest = max(len(re.sub(r"\W", "", w.text)) for w in line)
    return longest < 4 and (sure < SURE or letters < 4) and text_to_rank(text) is None


def _number_words(lines: Sequence[Line]) -> tuple[int | None, Line]:
    """Where the service number stands, and its words; a narrow place breaks it over two lines."""
    at = _find_number(lines)
    if at is None:
        return None, ()
    if at > 0 and _DIGITS.match(_text(lines[at])) and NUMBER_MARK.search(_text(lines[at - 1])):
        at -= 1
    words = lines[at]
    if at + 1 < len(lines) and _DIGITS.match(_text(lines[at + 1])):
        joined = _text((*words, *lines[at + 1]))
        mark = NUMBER_MARK.search(joined)
        if mark and sum(c.isdigit() for c in joined[mark.end() :]) <= NIP_LENGTH:
            words = (*words, *lines[at + 1])
    return at, words


def _name_begin(lines: Sequence[Line], end: int) -> int:
    """The first line of the name that ends before `end`: it may wrap, below the signature's gap."""
    begin = max(0, end - 1)
    while begin > 0 and _is_rest_of_name(lines[begin]) and _is_name(lines[begin - 1]):
        begin -= 1
    gap = next((i for i in range(end - 1, 0, -1) if _is_parted(lines[i - 1], lines[i])), 0)
    words = sum(len(line) for line in lines[gap:end])
    if 0 < gap < begin and words <= MOST_WORDS and all(map(_is_lettered, lines[gap:end])):
        return gap
    return begin


def _is_rest_of_name(line: Line) -> bool:
    """Whether a line holds titles only: the name stands above it."""
    return all(is_title(word.text.rstrip(",")) for word in line)


def _is_lettered(line: Line) -> bool:
    text = _text(line).replace(" ", "")
    return _is_rest_of_name(line) or sum(c.isalpha() for c in text) > LETTERED * len(text)


def _is_parted(above: Line, below: Line) -> bool:
    """Whether the blank left for signature and stamp lies between two lines."""
    top = min(word.box.top for word in below)
    tall = median(word.box.height for word in below)
    return top - max(word.box.bottom for word in above) > SIGNATURE_GAP * tall


def _find_number(lines: Sequence[Line]) -> int | None:
    for index in range(len(lines) - 1, -1, -1):
        text = _text(lines[index])
        if NUMBER_MARK.search(text) or _BEARER.search(text):
            return index
    return None


def _find_rank(lines: Sequence[Line], number_at: int | None) -> tuple[int | None, str | None, Line]:
    if number_at is not None:
        before = _before_number(lines[number_at])
        rank = _best_rank(before)
        if rank is not None:
            return number_at, rank, before
    near = range(len(lines)) if number_at is None else range(max(0, number_at - 1), number_at)
    for index in reversed(near):
        rank = _best_rank(lines[index])
        if rank is not None and index > 0:
            return index, rank, lines[index]
    return None, None, ()


def _best_rank(line: Line) -> str | None:
    """The rank a line names, traces of a pen before it passed over."""
    for start in range(len(line)):
        found = text_to_rank(_text(line[start:]))
        if found is not None:
            return found.value
    loose = find_rank(_text(line))
    return loose.value if loose is not None else None


def _before_number(line: Line) -> Line:
    for index, word in enumerate(line):
        joined = word.text + " " + (line[index + 1].text if index + 1 < len(line) else "")
        if NUMBER_MARK.match(joined) or _BEARER.match(_text(line[index:])):
            return line[:index]
    return line


def _number(line: Line) -> str | None:
    text = _text(line)
    mark = NUMBER_MARK.search(text)
    tail = text[mark.end() :] if mark else text
    bearer = None if mark else _BEARER.search(text)
    if bearer is not None:
        tail = text[bearer.start() :]
    tail = re.split(r"[A-Za-z]{3,}", tail)[0]
    found = text_to_nip(tail) if len(re.findall(r"\d", tail)) > 10 else text_to_nrp(tail)
    return found.value if found else None


def _is_name(line: Line) -> bool:
    text = _text(line)
    words = [w for w in re.split(r"[\s,]+", text) if w]
    if not words or len(words) > MOST_WORDS or NUMBER_MARK.search(text):
        return False
    if begins_office(next((word for word in words if any(map(str.isalpha, word))), "")):
        return False
    if "," in text or any(is_title(word) for word in words[1:]):
        return True
    letters = sum(c.isalpha() for c in text)
    return letters >= 4 and letters > 0.7 * len(text.replace(" ", ""))


def _without_number(lines: Sequence[Line]) -> SignatureBlock:
    named = [i for i, line in enumerate(lines) if i and _is_name(line) and "," in _text(line)]
    if not named:
        return SignatureBlock(Signatory(position=_position(lines)), tuple(lines))
    at = named[-1]
    name = text_to_name(_text(_name_words(lines[at])))
    signatory = Signatory(position=_position(lines[:at]), name=name.value if name else None)
    return SignatureBlock(signatory, tuple(lines[:at]), lines[at])


def _name_words(line: Line) -> Line:
    """The line without what a pen or stamp left between its words."""
    capitals = sum(w.text.isupper() for w in line) * 2 > len(line)
    kept = []
    for place, word in enumerate(line):
        is_odd = bool(re.search(r"[^\w.,'’\-!|]", word.text)) or (capitals and word.text.islower())
        is_odd = is_odd or (place > 0 and not re.search(r"\w", word.text))
        if not (is_odd and word.confidence < SURE_WORD and not is_title(word.text.rstrip(","))):
            kept.append(word)
    return tuple(kept)


def _leading(lines: Sequence[Line]) -> list[Line]:
    """The first lines up to the blank left for signature and stamp."""
    kept: list[Line] = []
    for line in lines:
        if kept and _is_parted(kept[-1], line):
            break
        kept.append(line)
    return kept


def _position(lines: Sequence[Line]) -> str | None:
    words = [word for line in lines for word in line]
    while words and _is_crumb(words[-1]):
        words.pop()
    first = next((i for i, word in enumerate(words) if begins_office(word.text)), None)
    if first is None and text_to_date(" ".join(word.text for word in words)) is not None:
        return None
    words = words[first or 0 :]
    while words and _is_crumb(words[0]):
        words.pop(0)
    text = " ".join(word.text for word in words).strip(" .,;:-–—_|*\"'”“’")
    return text_to_office(text) if text else None


def _is_crumb(word: Word) -> bool:
    letters = sum(c.isalpha() for c in word.text)
    return letters < 2 or (letters < 4 and word.confidence < SURE_WORD)


def _text(line: Line) -> str:
    return " ".join(word.text for word in line)
