"""A page of a form that is defined by places: found, laid over its layout, read by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.blank.part import BlankPart
from extract.foreign.cells import CellValue, rows_to_value
from extract.foreign.lines import read_lines_by_place
from extract.foreign.matching import Match, box_on_page, find_match
from extract.foreign.pieces import words_to_pieces
from extract.foreign.shifts import settle_all
from extract.foreign.weighing import weigh
from forms.form import FieldKind, Form
from forms.layout import Place, Shape
from forms.relations import relation_to_claims
from records.findings import Evidence, FieldValue
from records.geometry import Box, Homography, bounding_box
from records.paper import Sheet, Source
from records.pen import CellReader, PenReader, SettledGrid

REVIEW_BELOW = 0.9
"""Confidence under which a person looks at a value."""
CHECKED = 0.035
"""Share of a square that a pen's check covers at the least."""
SURELY_CHECKED, SURELY_EMPTY = 0.06, 0.015
ROW = "row"
"""The name under which a table's row tells which printed row it is."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One value, and where it stands in pixels of the page."""

    value: CellValue
    box: Box
    source: Source


def sheet_to_foreign(
    sheet: Sheet, pen: PenReader, reader: CellReader, forms: Sequence[Form]
) -> BlankPart | None:
    """The blank a page is, of the forms that are defined by places; None for any other page."""
    placed = {form.id: form for form in forms if form.pages}
    if not placed:
        return None
    pieces = words_to_pieces(sheet.words)
    layouts = [page for form in placed.values() for page in form.pages]
    match = find_match(pieces, reader.solids(), layouts)
    if match is None:
        return None
    form = placed[match.layout.form]
    reads = _read_boxes(match, reader)
    reads |= {
        key: _Read(value, box, Source.HAND)
        for key, (value, box) in read_lines_by_place(match, form, pen).items()
    }
    claims = [c for one in form.relations for c in relation_to_claims(one, form)]
    weighed = weigh({key: one.value for key, one in reads.items()}, claims)
    reads = {key: _Read(weighed[key], one.box, one.source) for key, one in reads.items()}
    values = _values(form, reads)
    evidence = {f"fields.{key}": _evidence(sheet, one) for key, one in reads.items()}
    top = min((one.box.top for one in reads.values()), default=0.0) / sheet.height
    return BlankPart(form, values, evidence, top)


def _read_boxes(match: Match, reader: CellReader) -> dict[str, _Read]:
    """The values of combs, tallies and squares to check."""
    kinds = (Shape.COMB, Shape.TALLY, Shape.CHECK)
    places = [place for place in match.layout.places if place.shape in kinds]
    groups = [place.parts or (place.box,) for place in places]
    settled = settle_all(match, groups, reader)
    found: dict[str, _Read] = {}
    combs: dict[str, list[tuple[Place, SettledGrid]]] = {}
    for place, grid in zip(places, settled, strict=True):
        if place.shape is Shape.TALLY:
            counts = reader.tally(match.place, grid.cells)
            found[place.key] = _Read(_counted(counts), _on_page(match.place, grid), Source.HAND)
        else:
            combs.setdefault(place.key, []).append((place, grid))
    grids = [grid for pairs in combs.values() for _, grid in pairs]
    rows = iter(reader.read(match.place, [grid.cells for grid in grids]))
    for key, pairs in combs.items():
        own = [next(rows) for _ in pairs]
        box = bounding_box(_on_page(match.place, grid) for _, grid in pairs)
        place = pairs[0][0]
        if place.shape is Shape.CHECK:
            cell = own[0].cells[0]
            share = 1.0 if cell.is_struck else cell.ink
            found[key] = _Read(_checked(share), box, Source.CHECK)
        else:
            found[key] = _Read(rows_to_value(place.kind, own), box, Source.HAND)
    return found


def _counted(counts: Sequence[tuple[int, float]]) -> CellValue:
    total = sum(count for count, _ in counts)
    text = " ".join(str(count) for count, _ in counts if count)
    sure = min((chance for count, chance in counts if count), default=1.0)
    return CellValue(str(total) if total else "", text, sure)


def _checked(share: float) -> CellValue:
    is_checked = share >= CHECKED
    clear = share >= SURELY_CHECKED or share <= SURELY_EMPTY
    return CellValue("x" if is_checked else "", "x" if is_checked else "", 0.98 if clear else 0.7)


def _on_page(place: Homography, grid: SettledGrid) -> Box:
    return box_on_page(place, bounding_box(grid.cells))


def _values(form: Form, reads: Mapping[str, _Read]) -> dict[str, FieldValue]:
    """Every value of the form, in its order; what stands on other pages is empty."""
    values: dict[str, FieldValue] = {}
    for one in form.fields:
        if one.kind is FieldKind.CHECKS:
            for option in one.options:
                values[option.key] = option.key in reads and bool(reads[option.key].value.value)
        elif one.kind is FieldKind.TABLE:
            rows: list[Mapping[str, str]] = []
            for number, row in enumerate(one.printed_rows):
                cells = {
                    column.key: _text(reads, f"{one.key}.{number}.{column.key}")
                    for column in one.columns
                }
                rows.append({ROW: row.key, **cells})
            is_here = any(key.startswith(f"{one.key}.") for key in reads)
            values[one.key] = tuple(rows) if is_here else ()
        elif one.kind not in (FieldKind.SIGNATURE, FieldKind.PHOTO):
            values[one.key] = _text(reads, one.key)
    return values


def _text(reads: Mapping[str, _Read], key: str) -> str:
    return reads[key].value.value if key in reads else ""


def _evidence(sheet: Sheet, one: _Read) -> Evidence:
    value = one.value
    unread = bool(value.text.strip(" X")) and not value.value
    review = value.confidence < REVIEW_BELOW or unread
    return Evidence(
        sheet.page, sheet.share(one.box), value.text, value.confidence, one.source, review
    )
