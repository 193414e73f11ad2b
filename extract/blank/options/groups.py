"""Where each group of options stands, and what answers those without squares to check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.blank.checks import Checked, Square, homes_of, squares_in_rows
from extract.blank.ink import Ink, Leveled, Run, inks_to_runs
from extract.blank.labels import Label, Spoken
from extract.blank.lettering import best_likeness
from extract.blank.options.words import ALIKE, read_words
from extract.blank.phrases import words_to_phrases
from extract.blank.printed import is_beside
from forms.form import FieldKind, Option
from records.geometry import Box
from records.paper import Word
from records.pen import OptionInk, PenReader

OPTIONS_REACH = 3.5
"""Letter heights above and below a group's label in which its options stand, over two lines."""
NAMED = 0.5
"""Share of a group's outlines that stand beside the words of its options, at least."""
REACH = 10.0
"""Letter heights right of the last outline of a row in which its word is looked for."""
GLUED = 3
"""Letters that an outline and what is in it may be read as, before its word."""


def check_band(label: Label, labels: Sequence[Label], page: Leveled) -> tuple[float, float]:
    """The heights between which a group's options stand: between the labels next to its own."""
    reach = OPTIONS_REACH * page.unit
    above = [o.box.bottom for o in labels if o.box.bottom <= label.box.top]
    below = [o.box.top for o in labels if o.box.top >= label.box.bottom]
    return max([label.box.top - reach, *above]), min([label.box.bottom + reach, *below])


def _groups(labels: Sequence[Label]) -> list[Label]:
    return [label for label in labels if label.field.kind is FieldKind.CHECKS]


def option_keys(labels: Sequence[Label], page: Leveled, spoken: Sequence[Spoken]) -> set[int]:
    """The marks in the squares to check, and of the words right of them.

    A letter may look like a square: only those at the height of a group of checks are.
    """
    bands = [check_band(label, labels, page) for label in _groups(labels)]
    boxes = [
        box for box, _ in page.squares if any(top <= box.center[1] <= end for top, end in bands)
    ]
    if not boxes:
        return set()
    keys = {
        ink.mark.key
        for ink in page.inks
        if any(box.overlap(ink.box) >= 0.3 * ink.box.area for box in boxes)
    }
    rest = [ink for ink in page.inks if ink.mark.key not in keys and _is_level(ink, boxes)]
    runs = [one.run for one in spoken] + inks_to_runs(rest, page.unit)
    beside = [run for run in runs if any(is_beside(run, box) for box in boxes)]
    return keys | {ink.mark.key for run in beside for ink in run.inks}


def _is_level(ink: Ink, boxes: Sequence[Box]) -> bool:
    """Whether a mark stands at the height of one of the squares, right of it."""
    x, y = ink.box.center
    return any(
        box.top - box.height < y < box.bottom + box.height and x > box.right for box in boxes
    )


def groups_to_ink(
    labels: Sequence[Label], page: Leveled, pen: PenReader, width: float
) -> dict[str, OptionInk]:
    """What else may answer each group without a square to each option, on the levelled page."""
    squares = [Square(box, check) for box, check in page.squares]
    found = {}
    for label in _groups(labels):
        top, bottom = check_band(label, labels, page)
        own = squares_in_rows(label, top, bottom, squares, page.unit)
        if len(own) == len(label.field.options):
            continue
        left = min(width, label.colon.right if label.colon is not None else label.box.right)
        tilt = sorted((page.slope * left, page.slope * width))
        ink = pen.options(Box(left, max(0.0, top + tilt[0]), width, max(0.0, bottom + tilt[1])))
        found[label.field.key] = OptionInk(
            ink.outlines, tuple(map(page.flat, ink.strikes)), tuple(map(page.flat, ink.rings))
        )
    return found


def with_outlines(
    page: Leveled, labels: Sequence[Label], ink: Mapping[str, OptionInk], words: Sequence[Word]
) -> tuple[Leveled, list[Spoken]]:
    """The page with outlines for squares, and the words beside those.

    A group's outlines are as many as its options, and the words beside them name these.
    """
    said: list[Spoken] = []
    for label in _groups(labels):
        top, bottom = check_band(label, labels, page)
        for kind in ink.get(label.field.key, OptionInk()).outlines:
            squares = [Square(page.flat(check.box), check) for check in kind]
            own = squares_in_rows(label, top, bottom, squares, page.unit)
            beside = [_beside(one, own, words, label.field.options, page) for one in own]
            named = homes_of(label.field.options, [one.text for one in beside])[0]
            if len(own) > len(label.field.options):
                own = [own[k] for k in sorted(named.values())]
            if len(own) == len(label.field.options) <= len(named) / NAMED:
                others = [one for one in page.squares if not top <= one[0].center[1] <= bottom]
                page = replace(page, squares=(*others, *((s.box, s.check) for s in own)))
                said += beside
                break
    return page, said


def _beside(
    square: Square,
    squares: Sequence[Square],
    words: Sequence[Word],
    options: Sequence[Option],
    page: Leveled,
) -> Spoken:
    """What stands between an outline and the next; brackets are read as letters of its word."""
    box = square.box
    row = [s.box.left for s in squares if abs(s.box.center[1] - box.center[1]) <= page.unit]
    end = min([left for left in row if left > box.right], default=box.right + REACH * page.unit)
    flat = [(word.text, page.flat(word.box)) for word in words]
    text = " ".join(
        text
        for text, one in sorted(flat, key=lambda word: word[1].left)
        if one.right > box.right + page.unit / 2
        and box.left - page.unit <= one.left < end - page.unit / 2
        and abs(one.center[1] - box.center[1]) <= box.height / 2
    )
    labels = tuple(one for option in options for one in option.labels)
    cuts = [text[k:] for k in range(GLUED + 1)]
    alike, said = max((best_likeness(cut, labels, ALIKE), cut) for cut in cuts)
    return Spoken(Run((), Box(box.right, box.top, end, box.bottom)), said if alike else "")


def read_without_squares(
    label: Label,
    band: tuple[float, float],
    words: Sequence[Word],
    ink: OptionInk,
    page: Leveled,
) -> tuple[Checked, ...]:
    """The answers of a group whose options are words alone; nothing where they are not clear."""
    top, bottom = band
    left = label.colon.right if label.colon is not None else label.box.right
    # What looks like a square here is a letter: no phrase ends at it.
    phrases = words_to_phrases(words, replace(page, squares=()))
    parts = [
        replace(one, words=tuple(part for part in one.words if part[1].left > left - page.unit / 2))
        for one in phrases
        if top <= one.run.box.center[1] <= bottom
    ]
    rings = [box for box in ink.rings if top <= box.center[1] <= bottom]
    strikes = [
        box
        for box in ink.strikes
        if top <= box.center[1] <= bottom and not any(ring.overlap(box) > 0 for ring in rings)
    ]
    own = [one for one in parts if one.words]
    return read_words(label.field.options, own, strikes, rings, page)
