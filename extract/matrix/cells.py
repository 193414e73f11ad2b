"""Words go to the cells they were written for, each word to one cell, and cells become text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from extract.lines import Line, lines_to_text, words_to_lines
from extract.matrix.parts import Role, Written
from extract.specks import lines_without_signs, words_without_specks
from records.geometry import Box
from records.paper import Source, Word
from records.readers import TextReader

STRADDLE = 0.35
"""Char heights a word must reach to either side of a border to run over it, not touch it."""
WORD_GAP = 0.75
"""Char heights of the widest blank between two words of one line of text."""
INSIDE = 0.3
"""Share of a word that must lie in the table to belong to one of its cells."""
NOISE_CONFIDENCE = 0.5
"""Marks without a letter or digit read less surely than this are specks and bits of lines."""
EMPTY_CONFIDENCE = 0.9
"""How often a cell found empty is empty."""
SURE = 0.8
"""A lone digit or a short word read less surely by the page is read again in its cell."""
SURE_ENOUGH = 0.55
"""The same for a word among others, whose neighbours helped to read it."""
KEPT = 0.9
"""Share of the letters surely read by the page that a cell's own reading has at least."""
FEW_LETTERS = 12
"""Letters of a text too short for a page's reading to lean on its neighbours."""
INSET = 0.12
"""Char heights a cell is cut on all sides before it is read again, to leave its borders out."""
NUMERALS = "0123456789.)"
BROKEN = "-"
"""A text that ends so goes on in a line that was not read."""

BORDER_NEAR = 0.3
"""Char heights from a border at which a word's last letter may touch it."""
BORDER_CONFIDENCE = 0.6
"""Of a word that touches a border: half of them had a letter cut in the samples."""

TRACES = "|¦‖!"
"""What bits of borders and of folds are read as, between words and glued to them."""
UPRIGHT_STROKES = ("|", "!")
STROKES = (*UPRIGHT_STROKES, "1", "I", "l", "i")
FAR_BELOW = 2.0
"""Char heights of blank over a speck read as a stroke; lines of a cell lie closer."""
CAPITAL_HEIGHTS = (0.85, 1.25)
"""Times the page's capital: as tall is a letter I that was read as a stroke."""
STROKE_WIDTH = 0.15
"""Char heights of the thinnest letter I; a border's trace is thinner."""
TRACE_WIDTH = 0.12
"""Char heights: whatever is narrower is no word."""
LEAST_HEIGHT = 0.4
"""Char heights of the lowest letter; x-heights are 0.65 and more."""
STRAY_CONFIDENCE = 0.35
"""Lone letters and digits read less surely are bits of drawings."""

_NUMBER = re.compile(r"^\(?\d{1,3}[.)]{0,2}$")
_SIGNS = re.compile(r"^[\W_]+$")


def words_to_boxes(
    words: Sequence[Word], boxes: Sequence[Box], char_height: float
) -> tuple[tuple[Word, ...], ...]:
    """The words of each box, which do not overlap one another, in reading order.

    A word stands in one box at most; one that runs over a border stays in the box its line
    came from, and so does what follows it on that line.
    """
    homes = {id(word): _home(word, boxes) for word in words}
    inside = [word for word in words if homes[id(word)] >= 0]
    for line in words_to_lines(inside):
        _keep_overflow(line, homes, boxes, char_height)
    held: list[list[Word]] = [[] for _ in boxes]
    for word in inside:
        held[homes[id(word)]].append(word)
    return tuple(
        tuple(w for line in words_to_lines(in_box) for w in line) if in_box else ()
        for in_box in held
    )


def _home(word: Word, boxes: Sequence[Box]) -> int:
    """The box that holds most of a word, -1 for none."""
    center = word.box.center
    for i, box in enumerate(boxes):
        if box.contains(center):
            return i
    best, most = -1, 0.0
    for i, box in enumerate(boxes):
        shared = word.box.overlap(box)
        if shared > most:
            best, most = i, shared
    return best if most >= INSIDE * max(word.box.area, 1e-9) else -1


def _keep_overflow(
    line: Sequence[Word], homes: dict[int, int], boxes: Sequence[Box], char_height: float
) -> None:
    """Moves words of a line that ran over the right border back to the box it came from."""
    running: int | None = None
    for before, word in zip((None, *line), line, strict=False):
        home = homes[id(word)]
        is_next = before is not None and word.box.left - before.box.right <= WORD_GAP * char_height
        came_from = homes[id(before)] if before is not None else home
        if is_next and running == came_from and home != came_from:
            homes[id(word)] = came_from
        elif is_next and home != came_from and _straddles(word, boxes[came_from], char_height):
            homes[id(word)] = running = came_from
        elif _straddles(word, boxes[home], char_height):
            running = home
        else:
            running = None


def _straddles(word: Word, box: Box, char_height: float) -> bool:
    """Whether a word runs over the right border of a box."""
    reach = STRADDLE * char_height
    return word.box.left < box.right - reach and word.box.right > box.right + reach


def words_to_written(words: Sequence[Word], box: Box, char_height: float = 0.0) -> Written:
    """The words of one place as lines and text, specks and traces of lines left out.

    Words that run into the box's right border lose confidence: their last letter may have gone
    with the border. Without a `char_height` sizes are not looked at.
    """
    kept = [
        clean
        for word in words
        if (clean := word if word.source is Source.LAYER else _clean(word, box, char_height))
    ]
    lines = _without_far_strokes(lines_without_signs(words_to_lines(kept)), char_height)
    left = [word for line in lines for word in line]
    return Written(lines, box, words_to_confidence(left), lines_to_text(lines))


def _without_far_strokes(lines: tuple[Line, ...], char_height: float) -> tuple[Line, ...]:
    """The lines without a last one that is a lone stroke far below the others: a speck."""
    if len(lines) < 2 or not char_height or len(lines[-1]) > 1:
        return lines
    word, bottom = lines[-1][0], max(above.box.bottom for above in lines[-2])
    is_far = word.box.top - bottom > FAR_BELOW * char_height
    return lines[:-1] if is_far and word.text in STROKES else lines


def _clean(word: Word, box: Box, char_height: float) -> Word | None:
    """The word without traces of lines; None where nothing else is in it."""
    text = word.text
    if text in UPRIGHT_STROKES and _is_letter_sized(word, char_height):
        text, word = "I", replace(word, text="I")
    text = text.strip(TRACES)
    if not text or is_noise(word, char_height):
        return None
    is_cut = char_height and word.box.right > box.right - BORDER_NEAR * char_height
    confidence = min(word.confidence, BORDER_CONFIDENCE) if is_cut else word.confidence
    return replace(word, text=text, confidence=confidence)


def _is_letter_sized(word: Word, char_height: float) -> bool:
    """Whether an upright stroke is as tall and thick as a letter I."""
    low, high = (share * char_height for share in CAPITAL_HEIGHTS)
    return (
        bool(char_height)
        and low <= word.box.height <= high
        and (word.box.width >= STROKE_WIDTH * char_height)
    )


def is_noise(word: Word, char_height: float = 0.0) -> bool:
    """Whether a word is no more than a speck or a bit of a line; letters by their size only."""
    if _SIGNS.match(word.text):
        return word.confidence < NOISE_CONFIDENCE or word.box.width < TRACE_WIDTH * char_height
    if not char_height:
        return False
    if len(word.text) <= 2 and word.confidence < STRAY_CONFIDENCE:
        return True
    size = word.box
    return size.width < TRACE_WIDTH * char_height or size.height < LEAST_HEIGHT * char_height


def words_to_confidence(words: Sequence[Word]) -> float:
    """How surely a text is right, from its words: the weakest counts as much as all."""
    if not words:
        return EMPTY_CONFIDENCE
    confidences = [word.confidence for word in words]
    return (fmean(confidences) + min(confidences)) / 2


def read_again(
    texts: Sequence[Written], roles: Sequence[Role], reader: TextReader, char_height: float
) -> list[Written]:
    """The texts with doubtful ones read anew from their cells, where that reading is surer.

    `roles` tell what each text should be: a number is read among numerals only.
    """
    better = list(texts)
    doubtful = [
        i
        for i, text in enumerate(texts)
        if is_doubtful(text, roles[i]) and not _is_left_empty(text, roles[i], texts, roles)
    ]
    numbers = [i for i in doubtful if roles[i] is Role.NUMBER]
    others = [i for i in doubtful if roles[i] is not Role.NUMBER]
    for places, alphabet in ((numbers, NUMERALS), (others, "")):
        if not places:
            continue
        found = reader.read([inner_box(texts[i], char_height) for i in places], alphabet)
        for i, words in zip(places, found, strict=True):
            kept = words_without_specks(words, char_height)
            better[i] = _surer(
                texts[i], words_to_written(kept, texts[i].box, char_height), roles[i]
            )
    return better


def inner_box(text: Written, char_height: float) -> Box:
    """The box to read again: the cell without its borders, with all words that run over them."""
    box = text.box.grow(-INSET * char_height)
    for word in text.words:
        box = box.union(word.box)
    return box


def is_doubtful(text: Written, role: Role) -> bool:
    """Whether a text is to be read again by itself; an empty one may have been overlooked."""
    if role is Role.NUMBER:
        return not _NUMBER.match(text.text) or text.confidence < SURE
    if text.is_empty or text.text.endswith(BROKEN):
        return True
    least = min(word.confidence for word in text.words)
    return least < (SURE if len(text.text) <= FEW_LETTERS else SURE_ENOUGH)


def _is_left_empty(
    text: Written, role: Role, texts: Sequence[Written], roles: Sequence[Role]
) -> bool:
    """Whether a text is empty as its whole column is: one of remarks is mostly there to be so."""
    return (
        text.is_empty
        and role is Role.REMARKS
        and all(t.is_empty for t, other in zip(texts, roles, strict=True) if other is role)
    )


def _surer(page: Written, cell: Written, role: Role) -> Written:
    """The reading of the page or of the cell alone, whichever is to be trusted more."""
    if cell.is_empty:
        return page
    if page.is_empty:
        return cell
    if role is Role.NUMBER and bool(_NUMBER.match(page.text)) != bool(_NUMBER.match(cell.text)):
        return cell if _NUMBER.match(cell.text) else page
    sure = sum(len(word.text) for word in page.words if word.confidence >= SURE)
    if sum(len(word.text) for word in cell.words) < KEPT * sure:
        return page  # however sure, it lost whole words
    if page.text.endswith(BROKEN) and len(cell.text) > len(page.text):
        return cell
    return cell if cell.confidence > page.confidence else page
