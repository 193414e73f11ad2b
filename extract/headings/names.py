"""Names of actors without what specks around them were read as."""

from __future__ import annotations

from dataclasses import replace

from extract.lines import Line, lines_to_text
from extract.matrix.parts import Written
from records.paper import Source, Word

BEFORE = ".,:;'\"`´‘’“”«»•·*~^=_-–—|!"
"""No name begins so …"""
AFTER = ",:;'\"`´‘’“”«»•·*~^=_|!"
"""… nor ends so; a full stop may end it, a hyphen goes on in the next line."""
STROKES = ("|", "!")
STROKE_LETTERS = ("i", "l")
"""What a lone I of a name is read as; neither is a word."""
LEAST_CAPITALS = 3
"""Capitals more than small letters in a name that is set in capitals."""
AS_TALL = (0.75, 1.25)
"""Of its neighbours' height, that of a stroke that is a letter …"""
AS_THICK = 0.15
"""… and its thickness, of its own."""
JOINTS = "&/+-–"
"""Signs that stand by themselves between the words of a name."""


def written_to_name(name: Written) -> Written:
    """The name without signs at its words' edges that no name bears; a text layer's as it is."""
    if all(word.source is Source.LAYER for word in name.words):
        return name
    letters = [w for w in name.words if w.text not in STROKES]
    tall = max((min(w.box.width, w.box.height) for w in letters), default=0.0)
    lines = tuple(clean for line in name.lines if (clean := _clean_line(_with_letters(line, tall))))
    lines = _with_lone_letters(lines)
    if not lines or lines == name.lines:
        return name
    return replace(name, lines=lines, text=lines_to_text(lines))


def _with_letters(line: Line, tall: float) -> Line:
    """The line with lone strokes as tall and thick as the name's letters read as the I they are."""
    return tuple(
        replace(word, text="I") if word.text in STROKES and _is_letter(word, tall) else word
        for word in line
    )


def _with_lone_letters(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, a letter that stands alone in them as the capital it is: `Ss`, `i`."""
    text = "".join(word.text for line in lines for word in line)
    in_capitals = sum(map(str.isupper, text)) > sum(map(str.islower, text)) + LEAST_CAPITALS
    return tuple(
        tuple(replace(word, text=_lone_letter(word.text, in_capitals)) for word in line)
        for line in lines
    )


def _lone_letter(text: str, in_capitals: bool) -> str:
    if text in STROKE_LETTERS:
        return "I"
    is_doubled = len(text) == 2 and text[0].isupper() and text[1] == text[0].lower()
    return text[0] if in_capitals and is_doubled else text


def _is_letter(word: Word, tall: float) -> bool:
    thin, long = sorted((word.box.width, word.box.height))
    return AS_TALL[0] * tall <= long <= AS_TALL[1] * tall and thin >= AS_THICK * long


def _clean_line(line: Line) -> Line:
    kept: list[Word] = []
    for word in line:
        text = word.text
        if text not in JOINTS or not kept:
            text = text.lstrip(BEFORE).rstrip(AFTER)
        if any(c.isalnum() for c in text) or text in tuple(JOINTS):
            kept.append(replace(word, text=text))
    while kept and kept[-1].text in tuple("&+"):
        kept.pop()
    return tuple(kept)
