"""A signature block read twice: with the page, and alone where stamp and pen hid it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lines import Line, words_to_lines
from extract.signature import (
    SignatureBlock,
    better_signature,
    is_complete,
    lines_to_signature,
)
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
