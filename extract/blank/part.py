"""One page of a filled blank: its form, and each field's value with its place on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.blank.checks import LABEL_NEAR, Checked, Square, read_checks, squares_in_rows
from extract.blank.decode.beam import read_texts
from extract.blank.decode.values import decode, is_address
from extract.blank.ink import FEWEST_COLONS, SMALL, Ink, Leveled, Run, inks_to_runs, page_to_leveled
from extract.blank.labels import Label, Spoken, find_labels, is_written_beside
from extract.blank.phrases import words_to_phrases
from extract.blank.places import Place, find_places
from extract.blank.recognise import labels_of, texts_to_form, title_of
from extract.blank.register import read_register
from extract.lines import Line, words_to_lines
from forms.form import FieldKind, Form
from records.findings import Evidence, FieldValue
from records.geometry import Box, bounding_box
from records.paper import Sheet, Source, Table, Word
from records.pen import PenReader, Scribble

SURE_LABEL = 0.86
"""A label read so alike by the reader of print is not asked of the reader of hands."""
UPPER = 0.45
"""Share of the page's height from the top in which a form's title stands."""
LIKELY_TITLE = 0.6
LIKELY_LABELS = 3
"""A page with such a title, or so many labels of one form, is looked at as a blank."""
FEWEST_LINES = 5
"""Dotted lines that make a page worth looking at as a blank."""
FEWEST_COLUMNS = 3
"""A table of at least so many columns is a register, no frame around fields."""
COLON_TO_LINE = 6.0
"""A line to write on begins at most so many letter heights after its colon."""
OPTIONS_REACH = 3.5
"""Letter heights above and below a group's label in which its options stand, over two lines."""
REVIEW_BELOW = 0.92
"""Confidence under which a person looks at a value; measured on drawn hands."""


@dataclass(frozen=True, slots=True)
class BlankPart:
    """What one page shows of a blank: its form, values, and where each stands."""

    form: Form
    values: dict[str, FieldValue]
    evidence: dict[str, Evidence]
    top: float
    """Where its first label stands, in shares of the page: the letterhead is above."""
    head: tuple[Line, ...] = ()
    """The lines above it, as the reader of hands saw them."""


def sheet_to_blank(
    sheet: Sheet, tables: Sequence[Table], pen: PenReader, forms: Sequence[Form]
) -> BlankPart | None:
    """The blank a page is; None where it is none of the forms."""
    lines = words_to_lines(sheet.words)
    texts = [" ".join(w.text for w in line) for line in lines]
    upper = [
        text
        for text, line in zip(texts, lines, strict=True)
        if line[0].box.top <= UPPER * sheet.height
    ]
    is_likely = title_of(upper, forms) >= LIKELY_TITLE or labels_of(texts, forms) >= LIKELY_LABELS
    if not is_likely and len(pen.dotted()) < FEWEST_LINES:
        return None
    page = page_to_leveled(sheet, pen)
    phrases = words_to_phrases(sheet.words, page)
    said = [one.text for one in phrases]
    found = texts_to_form(upper, [*_before_colon(texts), *said], forms)
    spoken: Sequence[Spoken] = phrases
    labels: tuple[Label, ...] = ()
    if found is not None:
        labels = find_labels(found.form, phrases, page)
    if found is None or _is_any_missing(found.form, labels):
        spoken = _with_hand(phrases, labels, _perhaps_printed(sheet, tables, page), pen)
        said = [one.text for one in spoken]
        above = [one.text for one in spoken if one.run.box.top <= UPPER * sheet.height]
        found = texts_to_form([*upper, *above], [*_before_colon(texts), *said], forms) or found
        if found is None:
            return None
        labels = find_labels(found.form, spoken, page)
    return _read(sheet, tables, pen, page, found.form, labels, spoken)


def _is_any_missing(form: Form, labels: Sequence[Label]) -> bool:
    """Whether a field's label was not read for sure."""
    sure = {label.field.key for label in labels if label.alike >= SURE_LABEL}
    return any(one.key not in sure for one in form.fields if is_written_beside(one))


def _with_hand(
    phrases: Sequence[Spoken], labels: Sequence[Label], runs: Sequence[Run], pen: PenReader
) -> list[Spoken]:
    """The phrases, and what the reader of hands sees in runs that are no label yet."""
    taken = {
        ink.mark.key
        for label in labels
        if label.alike >= SURE_LABEL
        for run in label.runs
        for ink in run.inks
    }
    left = [run for run in runs if not any(ink.mark.key in taken for ink in run.inks)]
    both = [*phrases, *_speak(left, pen)]
    return sorted(both, key=lambda one: (one.run.box.top, one.run.box.left))


def _before_colon(texts: Sequence[str]) -> list[str]:
    return [text.split(":")[0] for text in texts]


def _printed(page: Leveled) -> list[Ink]:
    """All ink outside the squares to check."""
    return [
        ink
        for ink in page.inks
        if not any(box.contains(ink.box.center) and check.inside > 0 for box, check in page.squares)
    ]


def _perhaps_printed(sheet: Sheet, tables: Sequence[Table], page: Leveled) -> list[Run]:
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
        if any(_is_beside(run, box) for box, _ in page.squares)
    ]
    printed = inks_to_runs(head, page.unit) + inks_to_runs(left, page.unit) + options
    return sorted(_letters(printed, page), key=lambda r: (r.box.top, r.box.left))


def _column(page: Leveled) -> float:
    """Where values begin: at the left ends of the lines after the colons, else at the colons."""
    colon = median(colon.left for colon in page.colons)
    after = [b.left for b in page.bases if 0 < b.left - colon <= COLON_TO_LINE * page.unit]
    return median(after) - 0.5 * page.unit if len(after) >= FEWEST_COLONS else colon


def _letters(runs: Sequence[Run], page: Leveled) -> list[Run]:
    """The runs with a letter in them: specks left out."""
    small = SMALL * page.unit
    return [run for run in runs if any(max(i.box.width, i.box.height) > small for i in run.inks)]


def _is_beside(run: Run, square: Box) -> bool:
    level = abs(run.box.center[1] - square.center[1]) <= square.height
    return level and -square.width <= run.box.left - square.right <= LABEL_NEAR * square.width


def _speak(runs: Sequence[Run], pen: PenReader) -> list[Spoken]:
    """Each run with its likeliest text."""
    scribbles = pen.read([[ink.mark for ink in run.inks] for run in runs])
    found = []
    for run, scribble in zip(runs, scribbles, strict=True):
        texts = read_texts(scribble, width=3)
        found.append(Spoken(run, texts[0].text.strip() if texts else ""))
    return found


@dataclass(slots=True)
class _Gathered:
    values: dict[str, FieldValue]
    evidence: dict[str, Evidence]


def _read(
    sheet: Sheet,
    tables: Sequence[Table],
    pen: PenReader,
    page: Leveled,
    form: Form,
    labels: Sequence[Label],
    spoken: Sequence[Spoken],
) -> BlankPart:
    places = find_places(labels, _option_keys(page, spoken), page, sheet.width, pen, tables)
    found = _Gathered(_empty(form), {})
    _read_checks(found, sheet, page, places, spoken)
    written = [p for p in places if p.label.field.kind is not FieldKind.CHECKS and p.lines]
    lines = [line for place in written for line in place.lines]
    scribbles = iter(pen.read([[ink.mark for ink in line.inks] for line in lines]))
    for place in written:
        own = [next(scribbles) for _ in place.lines]
        _read_place(found, sheet, place, own)
    for one in form.fields:
        if one.kind is FieldKind.TABLE:
            rows, evidence = read_register(one, sheet, tables, page, pen)
            found.values[one.key] = rows
            found.evidence |= evidence
    tops = [ink.mark.box.top for label in labels for run in label.runs for ink in run.inks]
    top = min(tops, default=UPPER * sheet.height) / sheet.height
    head = _head(sheet, tables, page, top * sheet.height, pen)
    return BlankPart(form, found.values, found.evidence, top, head)


def _option_keys(page: Leveled, spoken: Sequence[Spoken]) -> set[int]:
    """The marks in the squares to check, and of the words right of them."""
    boxes = [box for box, _ in page.squares]
    keys = {
        ink.mark.key
        for ink in page.inks
        if any(box.overlap(ink.box) >= 0.3 * ink.box.area for box in boxes)
    }
    beside = [one.run for one in spoken if any(_is_beside(one.run, box) for box in boxes)]
    return keys | {ink.mark.key for run in beside for ink in run.inks}


def _head(
    sheet: Sheet, tables: Sequence[Table], page: Leveled, bottom: float, pen: PenReader
) -> tuple[Line, ...]:
    """The lines above the first label, word by word, as the reader of hands sees them."""
    above = [
        run
        for run in _perhaps_printed(sheet, tables, page)
        if max(ink.mark.box.bottom for ink in run.inks) < bottom
    ]
    words = []
    for number, one in enumerate(_speak(above, pen)):
        box = bounding_box(ink.mark.box for ink in one.run.inks)
        parts = one.text.split()
        step = box.width / max(1, len(parts))
        for k, part in enumerate(parts):
            left = box.left + k * step
            place = Box(left, box.top, left + step, box.bottom)
            words.append(Word(part, place, 0.9, Source.PRINT, number))
    return words_to_lines(words)


def _empty(form: Form) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {}
    for one in form.fields:
        if one.kind is FieldKind.CHECKS:
            values |= {option.key: False for option in one.options}
        elif one.kind is FieldKind.TABLE:
            values[one.key] = ()
        elif one.kind not in (FieldKind.SIGNATURE, FieldKind.PHOTO):
            values[one.key] = ""
    return values


def _read_place(
    found: _Gathered, sheet: Sheet, place: Place, scribbles: Sequence[Scribble]
) -> None:
    one = place.label.field
    decoded = decode(one.kind, one.words, scribbles, is_address=is_address(one.labels))
    box = bounding_box(ink.mark.box for line in place.lines for ink in line.inks)
    sure = round(decoded.confidence, 3)
    review = sure < REVIEW_BELOW or not decoded.value
    found.values[one.key] = decoded.value
    found.evidence[f"fields.{one.key}"] = Evidence(
        sheet.page, sheet.share(box), decoded.text, sure, Source.HAND, review
    )


def _read_checks(
    found: _Gathered,
    sheet: Sheet,
    page: Leveled,
    places: Sequence[Place],
    spoken: Sequence[Spoken],
) -> None:
    squares = [Square(box, check) for box, check in page.squares]
    for number, place in enumerate(places):
        one = place.label.field
        if one.kind is not FieldKind.CHECKS:
            continue
        top = place.label.box.top - OPTIONS_REACH * page.unit
        bottom = place.label.box.bottom + OPTIONS_REACH * page.unit
        if number > 0:
            top = max(top, places[number - 1].label.box.bottom)
        if number + 1 < len(places):
            bottom = min(bottom, places[number + 1].label.box.top)
        own = squares_in_rows(place.label, top, bottom, squares, page.unit)
        for checked in read_checks(one.options, own, spoken):
            found.values[checked.option.key] = checked.is_checked
            found.evidence[f"fields.{checked.option.key}"] = _check_evidence(
                sheet, checked, place.label.box
            )


def _check_evidence(sheet: Sheet, checked: Checked, label: Box) -> Evidence:
    box = checked.square.check.box if checked.square is not None else label
    text = "x" if checked.is_checked else ""
    review = checked.confidence < REVIEW_BELOW
    return Evidence(sheet.page, sheet.share(box), text, checked.confidence, Source.CHECK, review)
