"""What one page holds, whatever it is a page of: the unit of work of a reading process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.blank.lettering import likeness
from extract.blank.part import BlankPart, sheet_to_blank
from extract.blank.placed.laid import LayoutLayer, code_to_unit, laid_to_part
from extract.blank.placed.part import PlacedPart
from extract.foreign.part import sheet_to_foreign
from extract.header.cells import words_outside
from extract.header.cover import sheet_to_cover
from extract.header.identity import sheet_to_identity
from extract.header.part import HeaderPart, Value, lines_to_value
from extract.kinds import PageKind, sheet_to_kind
from extract.letterhead import lines_to_unit
from extract.lines import words_to_lines
from extract.matrix.ahead import ReadAhead, read_ahead
from extract.matrix.flow import attach_flow
from extract.matrix.grid import rulings_to_tables
from extract.matrix.parts import MatrixPart
from extract.matrix.rows import sheet_to_matrix_parts
from extract.report.part import ReportPart, sheet_to_report_part
from extract.specks import without_specks
from forms.code import PageCode
from forms.form import Form
from records.paper import Sheet, Table
from records.pen import CellReader, PenReader
from records.readers import TextReader

LETTERHEAD_SHARE = 0.4
"""Of the page's height, how far down a letterhead may reach."""
SAME_UNIT = 0.85
"""So alike, two readings of a blank's letterhead name the same unit."""
MATRIX_KINDS = {PageKind.MATRIX, PageKind.MATRIX_CONTINUED, PageKind.IDENTITY}
SOP_PAGES = {PageKind.MATRIX, PageKind.COVER, PageKind.IDENTITY}
"""Pages known so surely that they are not looked at as blanks."""


@dataclass(frozen=True, slots=True)
class Headless:
    """A page that goes on with a matrix whose head stands on a page before."""

    sheet: Sheet
    """As its drawing is traced; texts are read `without_specks`."""
    tables: tuple[Table, ...]
    again: ReadAhead | None = None
    """Its doubtful cells, read while its picture was at hand."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What was found on one page; only the parts of its kind are filled."""

    page: int
    kind: PageKind
    unit: Value | None = None
    header: HeaderPart | None = None
    matrices: tuple[MatrixPart, ...] = ()
    headless: Headless | None = None
    report: ReportPart | None = None
    blank: BlankPart | None = None
    placed: PlacedPart | None = None
    """Of a blank we printed, every value read at its place."""
    code: PageCode | None = None
    """What the page's own code says."""


def sheet_to_content(
    sheet: Sheet,
    reader: TextReader | None,
    forms: Sequence[Form],
    pen: PenReader | None = None,
    cells: CellReader | None = None,
    laid: LayoutLayer | None = None,
) -> PageContent:
    """The content of a page; `reader` reads doubtful places of this page again.

    `pen` shows the page's ink and reads its hands, `cells` its boxes of one character; without
    them no blank is recognised. `laid` lays our own layouts on a page that bears our marks.
    """
    if laid is None:
        return _found_content(sheet, reader, forms, pen, cells)
    form, code = laid.form, laid.code
    if form is not None and code is not None:
        found = laid_to_part(sheet, laid, form)
        if found is not None:
            part, layout = found
            unit = code_to_unit(sheet, code, layout)
            return PageContent(sheet.page, PageKind.FORM, unit, placed=part, code=code)
        forms = (form,)
    content = _found_content(sheet, reader, forms, pen, cells)
    if content.blank is not None and code is None:
        found = laid_to_part(sheet, laid, content.blank.form)
        if found is not None:
            content = replace(content, blank=None, placed=found[0])
    return replace(content, code=code)


def _found_content(
    sheet: Sheet,
    reader: TextReader | None,
    forms: Sequence[Form],
    pen: PenReader | None,
    cells: CellReader | None,
) -> PageContent:
    """The content of a page that bears no marks of ours."""
    whole, sheet = sheet, without_specks(sheet)
    tables = rulings_to_tables(
        sheet.rulings, sheet.words, sheet.char_height, sheet.width, sheet.height, sheet.symbols
    )
    kind = sheet_to_kind(sheet, tables)
    if kind is PageKind.EMPTY:
        return PageContent(sheet.page, kind)
    # A table of counts under its title shares labels with blanks, and is none.
    is_known = kind in SOP_PAGES or (kind is PageKind.REPORT and bool(tables))
    blank = _find_blank(whole, tables, forms, pen, cells, is_open=not is_known)
    if blank is not None:
        above = _blank_unit(sheet, tables, blank)
        return PageContent(sheet.page, PageKind.FORM, above, blank=blank)
    unit = _find_unit(sheet, tables)
    if kind in (PageKind.REPORT, PageKind.REPORT_CONTINUED):
        report = sheet_to_report_part(whole, tables, reader)
        return PageContent(sheet.page, kind, unit, report=report)
    header = None
    if kind is PageKind.COVER:
        header = sheet_to_cover(sheet)
    elif kind in MATRIX_KINDS or kind is PageKind.SOP_TEXT:
        header = sheet_to_identity(sheet, tables, reader)
    matrices: tuple[MatrixPart, ...] = ()
    headless = None
    if kind in MATRIX_KINDS:
        found = sheet_to_matrix_parts(sheet, tables, reader)
        matrices = tuple(attach_flow(part, whole, reader) for part in found)
        if not matrices and kind is PageKind.MATRIX_CONTINUED:
            again = None if reader is None else read_ahead(sheet, tables, reader)
            headless = Headless(whole, tuple(tables), again)
    return PageContent(sheet.page, kind, unit, header, matrices, headless)


def _find_blank(
    sheet: Sheet,
    tables: Sequence[Table],
    forms: Sequence[Form],
    pen: PenReader | None,
    cells: CellReader | None,
    *,
    is_open: bool,
) -> BlankPart | None:
    """The blank a page is: of a form defined by places, else, where still open, by its labels."""
    if pen is None:
        return None
    placed = None if cells is None else sheet_to_foreign(sheet, pen, cells, forms)
    if placed is not None or not is_open:
        return placed
    return sheet_to_blank(sheet, tables, pen, [form for form in forms if not form.pages])


def _find_unit(
    sheet: Sheet, tables: Sequence[Table], share: float = LETTERHEAD_SHARE
) -> Value | None:
    upper = [w for w in sheet.words if w.box.bottom <= share * sheet.height]
    found = lines_to_unit(words_to_lines(words_outside(tables, upper)))
    return None if found is None else lines_to_value(sheet, (found.line,), found.text)


def _without_strays(words: Sequence[str], text: str) -> list[str]:
    """The words without those that make them less like the text: dirt beside it was read as one."""
    kept = list(words)
    for k in reversed(range(len(words))):
        rest = kept[:k] + kept[k + 1 :]
        if likeness(" ".join(rest), text) > likeness(" ".join(kept), text):
            kept = rest
    return kept


def _blank_unit(sheet: Sheet, tables: Sequence[Table], blank: BlankPart) -> Value | None:
    """The unit over a blank, by both readers; where they agree, with the more blanks of the two."""
    printed = _find_unit(sheet, tables, blank.top)
    seen = lines_to_unit(blank.head)
    if seen is None:
        return printed
    if printed is None or not printed.text:
        return lines_to_value(sheet, (seen.line,), seen.text)
    kept = _without_strays(printed.text.split(), seen.text)
    if likeness(" ".join(kept), seen.text) >= SAME_UNIT:
        return replace(printed, text=" ".join(kept))
    return lines_to_value(sheet, (seen.line,), seen.text)
