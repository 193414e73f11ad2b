"""One page of a filled blank: its form, and each field's value with its place on the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.blank.checks import (
    Checked,
    Square,
    checked_beside,
    loose_marks,
    read_checks,
    squares_in_rows,
)
from extract.blank.decode.identity import settle_nik
from extract.blank.decode.values import REVIEW_BELOW, decode, is_address
from extract.blank.ink import Leveled, Run, page_to_leveled
from extract.blank.labels import (
    Label,
    Spoken,
    find_labels,
    is_written_beside,
    printed_keys,
)
from extract.blank.letters.fields import read_letter
from extract.blank.options.groups import (
    check_band,
    groups_to_ink,
    option_keys,
    read_without_squares,
    with_outlines,
)
from extract.blank.phrases import words_to_phrases
from extract.blank.places import Place, find_places
from extract.blank.printed import (
    letterhead_lines,
    perhaps_printed,
    speak,
    without_sure_head,
)
from extract.blank.recognise import labels_of, texts_to_form, title_of
from extract.blank.register import read_register
from extract.lines import Line, words_to_lines
from forms.form import FieldKind, Form
from records.findings import Evidence, FieldValue
from records.geometry import Box, bounding_box
from records.paper import Sheet, Source, Table
from records.pen import OptionInk, PenReader, Scribble

SURE_LABEL = 0.86
"""A label read so alike by the reader of print is not asked of the reader of hands."""
UPPER = 0.45
"""Share of the page's height from the top in which a form's title stands."""
LIKELY_TITLE = 0.6
LIKELY_LABELS = 3
"""A page with such a title, or so many labels of one form, is looked at as a blank."""
FEWEST_LINES = 5
"""Dotted lines that make a page worth looking at as a blank."""
TORN = 0.6
"""How sure a check is where its group has more than one."""
FEWEST_SQUARES = 2
"""What looks like a square and is the only one of its group may be a letter."""
CROWDED = 0.6
"""How sure a value is that has more lines of writing than its field: some may be a neighbour's."""


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
    runs = perhaps_printed(sheet, tables, page)
    if found is None or _is_any_missing(found.form, labels):
        asked = runs
        if found is not None:
            asked = without_sure_head(runs, sheet, _first_top(sheet, labels))
        spoken = _with_hand(phrases, labels, asked, pen)
        said = [one.text for one in spoken]
        above = [one.text for one in spoken if one.run.box.top <= UPPER * sheet.height]
        found = texts_to_form([*upper, *above], [*_before_colon(texts), *said], forms) or found
        if found is None:
            return None
        labels = find_labels(found.form, spoken, page)
    head = _head(sheet, runs, pen, page, labels)
    return _read(sheet, tables, pen, page, found.form, labels, spoken, head)


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
    both = [*phrases, *speak(left, pen)]
    return sorted(both, key=lambda one: (one.run.box.top, one.run.box.left))


def _before_colon(texts: Sequence[str]) -> list[str]:
    return [text.split(":")[0] for text in texts]


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
    above: tuple[float, tuple[Line, ...]],
) -> BlankPart:
    """`above` is where the first label stands, and the lines above it."""
    top, head = above
    if form.kind == "letter":
        values, evidence = read_letter(labels, sheet, page)
        return BlankPart(form, form.empty_values | values, evidence, top, head)
    ink = groups_to_ink(labels, page, pen, sheet.width)
    page, said = with_outlines(page, labels, ink, sheet.words)
    spoken = [*said, *spoken]
    printed = option_keys(labels, page, spoken) | printed_keys(form, spoken, page)
    places = find_places(labels, printed, page, sheet.width, pen, tables)
    found = _Gathered(form.empty_values, {})
    _read_checks(found, sheet, page, places, spoken, ink)
    written = [p for p in places if p.label.field.kind is not FieldKind.CHECKS and p.lines]
    lines = [line for place in written for line in place.lines]
    scribbles = iter(pen.read([[ink.mark for ink in line.inks] for line in lines]))
    asked = [(place, [next(scribbles) for _ in place.lines]) for place in written]
    # Numbers of persons come last: the birth beside them tells how far they can be believed.
    for place, own in sorted(asked, key=lambda one: one[0].label.field.kind is FieldKind.NIK):
        _read_place(found, sheet, place, own, form)
    for one in form.fields:
        if one.kind is FieldKind.TABLE:
            rows, evidence = read_register(one, sheet, tables, page, pen)
            found.values[one.key] = rows
            found.evidence |= evidence
    return BlankPart(form, found.values, found.evidence, top, head)


def _head(
    sheet: Sheet, runs: Sequence[Run], pen: PenReader, page: Leveled, labels: Sequence[Label]
) -> tuple[float, tuple[Line, ...]]:
    """Where the first label stands (a share of the page), and the lines above it."""
    top = _first_top(sheet, labels)
    return top / sheet.height, letterhead_lines(sheet, runs, page, top, pen)


def _first_top(sheet: Sheet, labels: Sequence[Label]) -> float:
    tops = [ink.mark.box.top for label in labels for run in label.runs for ink in run.inks]
    return min(tops, default=UPPER * sheet.height)


def written_by(sheet: Sheet) -> Source:
    """Whether a page's values were written by hand or on a screen."""
    return Source.LAYER if sheet.source is Source.LAYER else Source.HAND


def _read_place(
    found: _Gathered, sheet: Sheet, place: Place, scribbles: Sequence[Scribble], form: Form
) -> None:
    one = place.label.field
    decoded = decode(one.kind, one.words, scribbles, is_address=is_address(one.labels))
    if one.kind is FieldKind.NIK and len(scribbles) == 1:
        decoded = settle_nik(form, decoded, scribbles[0], found.values)
    box = bounding_box(ink.mark.box for line in place.lines for ink in line.inks)
    sure = round(min(decoded.confidence, CROWDED if place.is_crowded else 1.0), 3)
    review = sure < REVIEW_BELOW or not decoded.value
    found.values[one.key] = decoded.value
    found.evidence[f"fields.{one.key}"] = Evidence(
        sheet.page, sheet.share(box), decoded.text, sure, written_by(sheet), review
    )


def _read_checks(
    found: _Gathered,
    sheet: Sheet,
    page: Leveled,
    places: Sequence[Place],
    spoken: Sequence[Spoken],
    ink: Mapping[str, OptionInk],
) -> None:
    if all(place.label.field.kind is not FieldKind.CHECKS for place in places):
        return
    squares = [Square(box, check) for box, check in page.squares]
    loose = loose_marks(page, spoken)
    for place in places:
        one = place.label.field
        if one.kind is not FieldKind.CHECKS:
            continue
        band = check_band(place.label, [other.label for other in places], page)
        own = squares_in_rows(place.label, *band, squares, page.unit)
        answers = checked_beside(read_checks(one.options, own, spoken), loose)
        if one.key in ink and sum(answer.square is not None for answer in answers) < FEWEST_SQUARES:
            worded = read_without_squares(place.label, band, sheet.words, ink[one.key], page)
            answers = worded or tuple(
                replace(answer, confidence=min(answer.confidence, TORN)) for answer in answers
            )
        is_torn = sum(answer.is_checked for answer in answers) > 1
        for checked in answers:
            found.values[checked.option.key] = checked.is_checked
            found.evidence[f"fields.{checked.option.key}"] = _check_evidence(
                sheet, checked, place.label.box, is_torn=is_torn
            )


def _check_evidence(
    sheet: Sheet, checked: Checked, label: Box, *, is_torn: bool = False
) -> Evidence:
    """Where a square stands and whether it is checked; `is_torn` where more than one of its
    group is, which a person settles."""
    box = checked.square.check.box if checked.square is not None else label
    text = "x" if checked.is_checked else ""
    sure = min(checked.confidence, TORN) if is_torn and checked.is_checked else checked.confidence
    return Evidence(sheet.page, sheet.share(box), text, sure, Source.CHECK, sure < REVIEW_BELOW)
