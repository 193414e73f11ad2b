"""A procedure as a Word document that can be edited: tables, real shapes, connectors.

It is laid out as the PDF is: one table a page of the matrix, with the head repeated in each, so
that shapes stand in their cells and arrows meet them. A symbol is anchored in its cell and moves
with it; an arrow is anchored where it begins.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from compose.office.drawing import Canvas, Pen
from compose.office.identity import write_identity
from compose.office.parts import plain, undated
from compose.office.tables import add_table, set_height, set_margins, write, write_list
from compose.procedure.cells import Cell
from compose.procedure.columns import LIST_INDENT
from compose.procedure.flow import DrawnPage
from compose.procedure.plan import Plan, plan_matrix
from compose.procedure.routes import Route
from compose.procedure.style import PLAIN, Style
from records.findings import Header, Matrix, Record
from records.geometry import Box, Point

LAST_LINE = 2.0
"""The paragraph that Word wants behind a table is this high, in points."""
CELL_SIDES = 2.5
"""Room beside a cell's text: a little less than measured with, lest Word breaks a line more."""
CELL_ENDS = 2.0
"""Room above and below it: Word's lines bring some of their own. One value for all cells, since
Word takes a row's largest for each."""
BOTTOM_SHARE = 0.5
"""Of the bottom margin, what Word may use: its lines are a little higher than measured."""


def compose_editable(
    record: Record, *, letterhead: Sequence[str] = (), style: Style = PLAIN
) -> bytes:
    """The procedure as DOCX; the same record gives the same bytes. Raises TypesettingFailed."""
    header, matrix = record.header or Header(), record.matrix or Matrix()
    plan = plan_matrix(matrix, style) if matrix.steps else None
    document = _new_document(header, plan.style if plan else style)
    write_identity(document, header, letterhead, plan.style if plan else style)
    if plan:
        size = plan.label_size
        used = plan.style
        pen = Pen(used.symbol_stroke, used.arrow_stroke, used.symbol_fill, used.fonts[0], size)
        canvas = Canvas(pen)
        for drawn in plan.draw_pages():
            _break_page(document)
            _add_page(document, drawn, plan, canvas)
    _shrink(document.add_paragraph())
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _new_document(header: Header, style: Style) -> Document:
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = plain(header.title or "SOP"), plain(header.unit or "")
    properties.comments = ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if style.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(style.page_width), Pt(style.page_height)
    section.left_margin = section.right_margin = section.top_margin = Pt(style.margin)
    section.bottom_margin = Pt(style.margin * BOTTOM_SHARE)
    section.header_distance = section.footer_distance = Pt(style.margin * BOTTOM_SHARE / 2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = style.fonts[0], Pt(style.text_size)
    normal.element.rPr.rFonts.set(qn("w:cs"), style.fonts[0])
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    return document


def _break_page(document: Document) -> None:
    at = document.add_paragraph()
    _shrink(at)
    at.add_run().add_break(WD_BREAK.PAGE)


def _shrink(at: Paragraph) -> None:
    at.paragraph_format.line_spacing = Pt(LAST_LINE)


def _add_page(document: Document, drawn: DrawnPage, plan: Plan, canvas: Canvas) -> None:
    lines = [list(row) for row in plan.head]
    heights = list(plan.head_heights)
    starts = []
    for row in drawn.page.rows:
        lines += plan.row_cells(row)
        heights += [row.lead] if row.lead else []
        starts.append(len(heights))
        heights.append(row.bottom - row.top)
    table = add_table(document, plan.columns.widths, len(lines), plan.style.ruling)
    for number, height in enumerate(heights):
        set_height(table.rows[number], height, is_head=number < len(plan.head))
    _fill(table, lines, plan)
    _draw(table, drawn, starts, plan, canvas)


def _fill(table: Table, lines: Sequence[Sequence[Cell]], plan: Plan) -> None:
    """Writes the cells, merging those that span; a place taken from above is skipped."""
    taken: set[tuple[int, int]] = set()
    grid = [list(row.cells) for row in table.rows]
    for row, cells in enumerate(lines):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            last = (row + cell.rowspan - 1, column + cell.colspan - 1)
            taken |= {(r, c) for r in range(row, last[0] + 1) for c in range(column, last[1] + 1)}
            at = grid[row][column]
            if last != (row, column):
                at = at.merge(grid[last[0]][last[1]])
            _write_cell(at, cell, plan)
            column = last[1] + 1


def _write_cell(at: _Cell, cell: Cell, plan: Plan) -> None:
    size = plan.style.text_size
    is_bare = not (cell.text or cell.items or cell.head)
    set_margins(at, 0 if is_bare else CELL_SIDES, CELL_ENDS)
    if len(cell.items) > 1:
        write_list(at, cell.items, size, LIST_INDENT * size)
        return
    write(
        at,
        cell.items[0] if cell.items else cell.text,
        size=size * cell.size,
        is_bold=cell.bold,
        is_centered=cell.head or cell.centered,
        is_middle=cell.head,
    )


def _draw(
    table: Table, drawn: DrawnPage, starts: Sequence[int], plan: Plan, canvas: Canvas
) -> None:
    place = _Places(table, drawn, starts, plan)
    for symbol in drawn.page.symbols:
        at, corner = place.of(symbol.box.center)
        canvas.symbol(at, symbol.kind, _moved(symbol.box, corner))
    for route, label in zip(drawn.routes, plan.label_places(drawn), strict=True):
        at, (left, top) = place.of(_begin(route))
        canvas.arrow(at, [(x - left, y - top) for x, y in route.points])
        if label:
            canvas.label(at, label.text, _moved(label.box, (left, top)))


def _begin(route: Route) -> Point:
    """A point just inside the symbol that the route leaves."""
    (ax, ay), (bx, by) = next(pairwise(route.points))
    return ax - (bx > ax) + (bx < ax), ay - (by > ay) + (by < ay)


def _moved(box: Box, corner: Point) -> Box:
    left, top = corner
    return Box(box.left - left, box.top - top, box.right - left, box.bottom - top)


class _Places:
    """The cell under a point of the page, and that cell's corner."""

    def __init__(self, table: Table, drawn: DrawnPage, starts: Sequence[int], plan: Plan) -> None:
        first = plan.columns.FIRST_ACTOR
        self._cells: dict[tuple[int, int], Paragraph] = {}
        for i, start in enumerate(starts):
            cells = table.rows[start].cells
            for actor in range(plan.columns.actor_count):
                self._cells[i, actor] = cells[first + actor].paragraphs[0]
        self._rows = drawn.page.rows
        self._columns = plan.columns

    def of(self, point: Point) -> tuple[Paragraph, Point]:
        x, y = point
        row = next((i for i, r in enumerate(self._rows) if y < r.bottom), len(self._rows) - 1)
        spans = [self._columns.actor_span(a) for a in range(self._columns.actor_count)]
        actor = next((a for a, (_, right) in enumerate(spans) if x < right), len(spans) - 1)
        return self._cells[row, actor], (spans[actor][0], self._rows[row].top + CELL_ENDS)
