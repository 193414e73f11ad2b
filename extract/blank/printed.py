"""What may be print on a blank, as the reader of hands sees it: labels, options, the letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.blank.checks import LABEL_NEAR
from extract.blank.decode.beam import read_texts
from extract.blank.ink import FEWEST_COLONS, SMALL, Ink, Leveled, Run, inks_to_runs
from extract.blank.labels import Spoken
from extract.lines import Line, words_to_lines
from records.geometry import Box, bounding_box
from records.paper import Sheet, Source, Table, Word
from records.pen import PenReader

FEWEST_COLUMNS = 3
"""A table of at least so many columns is a register, no frame around fields."""
SURE_PRINT = 0.85
"""Words of print so sure (0..1) need no second reader."""
COVERED = 0.75
"""Share of a run's width under such words, the gaps between them left out."""
COLON_TO_LINE = 6.0
"""A line to write on begins at most so many letter heights after its colon."""


def _printed(page: Leveled) -> list[Ink]:
    """All ink outside the squares to check."""
    return [
        ink
        for ink in page.inks
        if not any(box.contains(ink.box.center) and check.inside > 0 for box, check in page.squares)
    ]


def perhaps_printed(sheet: Sheet, tables: Sequence[Table], page: Leveled) -> list[Run]:
    """The runs that may be print: titles, labels left of the colons, labels beside squares.

    The writing right of the colons is read later, line by line.
    """
    inside = [page.flat(t.box) for t in tables if t.column_count >= FEWEST_COLUMNS]
    inks = [
        ink for ink in _printed(page) if not any(box.contains(ink.box.center) for box in inside)
    ]
    if len(page.colons) < FEWEST_COLONS:
        return _letters(inks_to_runs(inks, page.unit), page)
    column = _column(page)
    first = min(colon.top for colon in page.colons) - page.unit
    head = [ink for ink in inks if ink.box.center[1] < first]
    left = [i for i in inks if i.box.center[1] >= first and i.box.center[0] < column]
    right = [i for i in inks if i.box.center[1] >= first and i.box.center[0] >= column]
    options = [
        run
        for run in inks_to_runs(right, page.unit)
        if any(is_beside(run, box) for box, _ in page.squares)
    ]
    printed = inks_to_runs(head, page.unit) + inks_to_runs(left, page.unit) + options
    return sorted(_letters(printed, page), key=lambda r: (r.box.top, r.box.left))


def without_sure_head(runs: Sequence[Run], sheet: Sheet, bottom: float) -> list[Run]:
    """The runs but titles and lines of the letterhead that words of print, surely read, cover."""
    sure = [word for word in sheet.words if word.confidence >= SURE_PRINT]
    return [
        run
        for run in runs
        if max(ink.mark.box.bottom for ink in run.inks) >= bottom or not _is_covered(run, sure)
    ]


def _is_covered(run: Run, words: Sequence[Word]) -> bool:
    """Whether words read by another stand on the whole run."""
    box = bounding_box(ink.mark.box for ink in run.inks)
    own = [word.box for word in words if word.box.overlap(box) > 0]
    across = sum(min(one.right, box.right) - max(one.left, box.left) for one in own)
    return across >= COVERED * box.width


def _column(page: Leveled) -> float:
    """Where values begin: at the left ends of the lines after the colons, else at the colons."""
    colon = median(colon.left for colon in page.colons)
    after = [b.left for b in page.bases if 0 < b.left - colon <= COLON_TO_LINE * page.unit]
    return median(after) - 0.5 * page.unit if len(after) >= FEWEST_COLONS else colon


def _letters(runs: Sequence[Run], page: Leveled) -> list[Run]:
    """The runs with a letter in them: specks left out."""
    small = SMALL * page.unit
    return [run for run in runs if any(max(i.box.width, i.box.height) > small for i in run.inks)]


def is_beside(run: Run, square: Box) -> bool:
    level = abs(run.box.center[1] - square.center[1]) <= square.height
    return level and -square.width <= run.box.left - square.right <= LABEL_NEAR * square.width


def speak(runs: Sequence[Run], pen: PenReader) -> list[Spoken]:
    """Each run with its likeliest text."""
    scribbles = pen.read([[ink.mark for ink in run.inks] for run in runs])
    found = []
    for run, scribble in zip(runs, scribbles, strict=True):
        texts = read_texts(scribble, width=3)
        found.append(Spoken(run, texts[0].text.strip() if texts else ""))
    return found


def letterhead_lines(
    sheet: Sheet, runs: Sequence[Run], page: Leveled, bottom: float, pen: PenReader
) -> tuple[Line, ...]:
    """The lines above the first label, word by word, as the reader of hands sees them.

    `runs` are those that may be print. What the reader of print saw for sure is not read again.
    """
    sure = [
        word
        for word in sheet.words
        if word.confidence >= SURE_PRINT and word.box.bottom < bottom + page.unit
    ]
    above = [
        run
        for run in runs
        if max(ink.mark.box.bottom for ink in run.inks) < bottom and not _is_covered(run, sure)
    ]
    # a bit of a line under a word says nothing, and takes no word's place
    spoken = [one for one in speak(above, pen) if one.text]
    read = [bounding_box(ink.mark.box for ink in one.run.inks) for one in spoken]
    words = [
        word
        for word in sure
        if word.box.bottom < bottom and not any(word.box.overlap(box) > 0 for box in read)
    ]
    first = 1 + max((word.line for word in words), default=0)
    for number, (one, box) in enumerate(zip(spoken, read, strict=True), start=first):
        parts = one.text.split()
        step = box.width / len(parts)
        for k, part in enumerate(parts):
            left = box.left + k * step
            place = Box(left, box.top, left + step, box.bottom)
            words.append(Word(part, place, 0.9, Source.PRINT, number))
    return words_to_lines(words)
