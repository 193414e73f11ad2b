"""A signature block read twice: with the page, and alone where stamp and pen hid it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.identifiers import NIP_LENGTH, NRP_LENGTHS
from extract.grammar.names import is_title, split_titles
from extract.grammar.offices import text_to_office
from extract.lines import Line, words_to_lines
from extract.signature import SURE_WORD, SignatureBlock, lines_to_signature
from records.findings import Signatory
from records.geometry import Box
from records.paper import Sheet, Source
from records.readers import TextReader


def read_signature(
    lines: Sequence[Line], region: Box | None, sheet: Sheet, reader: TextReader | None
) -> SignatureBlock | None:
    """The block in the lines; where it is incomplete, its region is read again as a whole."""
    block = lines_to_signature(lines)
    if reader is None or region is None or sheet.source is Source.LAYER or is_complete(block):
        return block
    (words,) = reader.read([region])
    return better_signature(block, lines_to_signature(words_to_lines(words)))


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
        (one.name, _doubt((page.name_line,), _has_title(one.name))),
        (two.name, _doubt((again.name_line,), _has_title(two.name))),
    )
    rank = _prefer((one.rank, 0.0), (two.rank, 0.0))
    nrp = _prefer(
        (one.nrp, _doubt((page.nrp_line,), _is_whole(one.nrp))),
        (two.nrp, _doubt((again.nrp_line,), _is_whole(two.nrp))),
    )
    return SignatureBlock(
        Signatory(
            position=(one, two)[position].position,
            name=(one, two)[name].name,
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


def _has_title(name: str | None) -> bool:
    if name is None:
        return False
    bare, titles = split_titles(name)
    longest = max((sum(c.isalpha() for c in word) for word in bare.split()), default=0)
    return longest >= 3 and (not titles or all(is_title(t.rstrip(",")) for t in titles.split()))


def _is_whole(number: str | None) -> bool:
    return number is not None and len(number) in (NRP_LENGTHS[0], NIP_LENGTH)


def _known_office(position: str | None) -> bool:
    return position is not None and text_to_office(position) == position
