"""A signature block read twice: with the page, and alone where stamp and pen hid it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extract.grammar.glyphs import holds_all_of
from extract.grammar.identifiers import NIP_LENGTH, NRP_LENGTHS
from extract.grammar.names import is_title
from extract.grammar.offices import begins_office, text_to_office
from extract.lines import Line, words_to_lines
from extract.signature import SURE_WORD, SignatureBlock, lines_to_signature
from records.findings import Signatory
from records.geometry import Box
from records.paper import Sheet, Source
from records.readers import CoveredReader, TextReader

LONG_WORD = 3
"""Letters of a name's longest word at least."""
ABBREVIATION = re.compile(r"[A-Z][a-z]{0,3}\.")
"""A shortened name: `M.`, `Moh.`."""


def read_signature(
    lines: Sequence[Line], region: Box | None, sheet: Sheet, reader: TextReader | None
) -> SignatureBlock | None:
    """The block in the lines; where it is incomplete, its region is read again as a whole."""
    block = lines_to_signature(lines)
    if reader is None or region is None or sheet.source is Source.LAYER or is_complete(block):
        return block
    for lines_again in _read_again(region, reader):
        block = better_signature(block, lines_to_signature(lines_again))
    return block


def _read_again(region: Box, reader: TextReader) -> Iterator[tuple[Line, ...]]:
    (words,) = reader.read([region])
    yield words_to_lines(words)
    if isinstance(reader, CoveredReader):
        for reading in reader.read_covered(region):
            rows = groupby(reading, key=lambda word: word.line)
            yield tuple(tuple(row) for _, row in rows)


def better_signature(
    page: SignatureBlock | None, again: SignatureBlock | None
) -> SignatureBlock | None:
    """Two readings of the same block as one, each part from the reading that makes more of it."""
    if page is None or again is None:
        return page or again
    one, two = page.signatory, again.signatory
    position = _prefer(
        (one.position, _doubt(page.position_lines, _known_office(one.position))),
        (two.position, _doubt(again.position_lines, _known_office(two.position))),
    )
    name = _prefer(
        (one.name, _doubt((page.name_line,), _is_name(one.name))),
        (two.name, _doubt((again.name_line,), _is_name(two.name))),
    )
    name = _prefer_whole((one.name, two.name), name, _is_name)
    # More words of an office are as likely words of the stamp.
    position = _prefer_whole((one.position, two.position), position, _known_office, same_words=True)
    rank = _prefer((one.rank, 0.0), (two.rank, 0.0))
    nrp = _prefer(
        (one.nrp, _doubt((page.nrp_line,), _is_whole(one.nrp))),
        (two.nrp, _doubt((again.nrp_line,), _is_whole(two.nrp))),
    )
    return SignatureBlock(
        Signatory(
            position=(one, two)[position].position,
            name=_with_comma((one, two)[name].name, (one, two)[1 - name].name),
            rank=(one, two)[rank].rank,
            nrp=(one, two)[nrp].nrp,
        ),
        (page, again)[position].position_lines,
        (page, again)[name].name_line,
        (page, again)[rank].rank_line,
        (page, again)[nrp].nrp_line,
    )


def is_complete(block: SignatureBlock | None) -> bool:
    """Whether every part of a block was read surely, so that no second reading is needed."""
    if block is None or None in (
        block.signatory.position,
        block.signatory.name,
        block.signatory.rank,
        block.signatory.nrp,
    ):
        return False
    if not (_known_office(block.signatory.position) and _is_name(block.signatory.name)):
        return False
    lines = (*block.position_lines, block.name_line, block.rank_line, block.nrp_line)
    words = [word for line in lines for word in line]
    return bool(words) and min(word.confidence for word in words) >= SURE_WORD


def _prefer(page: tuple[str | None, float], again: tuple[str | None, float]) -> int:
    if not page[0] or not again[0]:
        return 0 if page[0] or not again[0] else 1
    return 1 if again[1] < page[1] else 0


def _doubt(lines: Sequence[Line], is_well_formed: bool) -> float:
    """How little a reading is to be trusted: its form counts before its confidence."""
    words = [word for line in lines for word in line]
    total = sum(len(word.text) for word in words) or 1
    unsure = sum((1 - word.confidence) * len(word.text) for word in words) / total
    return unsure + (0.0 if is_well_formed else 1.0)


def _is_name(name: str | None) -> bool:
    """Whether a name is made of plain words and titles, one word at least no abbreviation."""
    if name is None:
        return False
    words = [word.rstrip(",") for word in name.split()]
    plain = [word for word in words if word.replace("'", "").replace("-", "").isalpha()]
    others = [word for word in words if word not in plain]
    longest = max(map(len, plain), default=0)
    return longest >= LONG_WORD and all(is_title(w) or ABBREVIATION.fullmatch(w) for w in others)


def _with_comma(name: str | None, other: str | None) -> str | None:
    """The name with the comma before its titles, where only the other reading kept it."""
    if not name or not other or "," in name or "," not in other:
        return name
    titles = _letters(other.partition(",")[2])
    words = name.split()
    for at in range(1, len(words)):
        if titles and _letters(" ".join(words[at:])) == titles:
            return f"{' '.join(words[:at])}, {' '.join(words[at:])}"
    return name


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def _prefer_whole(
    read: tuple[str | None, str | None],
    chosen: int,
    is_formed: Callable[[str], bool],
    *,
    same_words: bool = False,
) -> int:
    """The chosen reading, or the one that holds all its letters and more, if as well formed.

    With `same_words`, only where both have as many words.
    """
    one, two = read
    whole = _whole_of(one, two) if one and two else None
    if one is None or two is None or whole is None:
        return chosen
    if same_words and len(one.split()) != len(two.split()):
        return chosen
    return whole if is_formed(read[whole] or "") or not is_formed(read[1 - whole] or "") else chosen


def _whole_of(one: str, two: str) -> int | None:
    """Which of two readings holds all letters of the other and more: 0, 1 or neither.

    A reading lacks what the stamp hid from it; it seldom adds letters, or the comma of a title.
    """
    letters = [_letters(name) for name in (one, two)]
    if letters[0] == letters[1] and one.count(",") != two.count(","):
        return int(two.count(",") > one.count(","))
    more = int(len(letters[1]) > len(letters[0]))
    return more if holds_all_of(letters[more], letters[1 - more]) else None


def _is_whole(number: str | None) -> bool:
    return number is not None and len(number) in (NRP_LENGTHS[0], NIP_LENGTH)


def _known_office(position: str | None) -> bool:
    if not position or text_to_office(position) != position:
        return False
    return begins_office(position.split()[0])
