"""A page's words and geometry as compact JSON and back, kept beside the findings.

What the index, the highlights and a later reading need: words with boxes, the turn and the way
back to the original page. Drawing is not kept: it is in the record where it means something.
"""

from __future__ import annotations

from typing import Any

from records.geometry import Box, Homography
from records.paper import Sheet, Source, Word

Json = dict[str, Any]
PIXEL_DIGITS = 1
CONFIDENCE_DIGITS = 3


def sheet_to_json(sheet: Sheet) -> Json:
    """The sheet's words and geometry, ready for `json.dumps`."""
    return {
        "page": sheet.page,
        "size": [sheet.width, sheet.height],
        "dpi": sheet.dpi,
        "char_height": sheet.char_height,
        "turn": sheet.turn,
        "source": str(sheet.source),
        "to_original": list(sheet.to_original.rows),
        "words": [_word_to_json(word) for word in sheet.words],
    }


def json_to_sheet(data: Json) -> Sheet:
    """The sheet that `sheet_to_json` wrote, without rulings and drawing."""
    width, height = data["size"]
    return Sheet(
        page=data["page"],
        width=width,
        height=height,
        dpi=data["dpi"],
        words=tuple(_json_to_word(word) for word in data["words"]),
        char_height=data["char_height"],
        turn=data["turn"],
        source=Source(data["source"]),
        to_original=Homography(tuple(data["to_original"])),
    )


def _word_to_json(word: Word) -> list[Any]:
    box = word.box
    corners = [round(v, PIXEL_DIGITS) for v in (box.left, box.top, box.right, box.bottom)]
    confidence = round(word.confidence, CONFIDENCE_DIGITS)
    return [word.text, *corners, confidence, str(word.source), word.line, int(word.bold)]


def _json_to_word(data: list[Any]) -> Word:
    text, left, top, right, bottom, confidence, source, line, bold = data
    box = Box(left, top, right, bottom)
    return Word(text, box, confidence, Source(source), line, bool(bold))
