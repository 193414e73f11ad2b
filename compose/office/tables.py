"""Word tables of fixed columns and measured rows."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from compose.office.parts import plain

TWIPS = 20
"""Word's table units in a point."""
TABLE_ORDER = (
    "w:tblStyle",
    "w:tblW",
    "w:jc",
    "w:tblInd",
    "w:tblBorders",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
)


def add_table(document: Document, widths: Sequence[float], rows: int, ruling: float) -> Table:
    """A table with borders, its columns as wide as told, in points."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    properties = table._tbl.tblPr
    _set(properties, "w:tblInd", {"w:w": "0", "w:type": "dxa"})
    _set(properties, "w:tblW", {"w:w": str(round(sum(widths) * TWIPS)), "w:type": "dxa"})
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    _thickness(table, ruling)
    return table


def set_height(row: _Row, height: float, *, is_head: bool = False) -> None:
    """The row's least height in points; it is never broken, and a head is repeated."""
    row.height = Pt(height)
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def set_margins(cell: _Cell, sides: float, ends: float) -> None:
    """The room between a cell's borders and its text, in points."""
    margins = OxmlElement("w:tcMar")
    for side, value in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        _set(margins, f"w:{side}", {"w:w": str(round(value * TWIPS)), "w:type": "dxa"})
    cell._tc.get_or_add_tcPr().append(margins)


def write(
    cell: _Cell,
    text: str,
    *,
    size: float,
    is_bold: bool = False,
    is_centered: bool = False,
    is_middle: bool = False,
) -> Paragraph:
    """Writes one paragraph into a cell that has none yet, or adds another."""
    first = cell.paragraphs[0]
    at: Paragraph = first if not first.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
    run = at.add_run(plain(text))
    run.bold = is_bold or None
    run.font.size = Pt(size)
    if is_centered:
        at.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if is_middle:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return at


def write_list(cell: _Cell, items: Sequence[str], size: float, indent: float) -> None:
    """Items with typed numbers and a hanging indent, so that they copy as they look."""
    for number, item in enumerate(items, start=1):
        at = write(cell, f"{number}.\t{item}", size=size)
        at.paragraph_format.left_indent = Pt(indent)
        at.paragraph_format.first_line_indent = Pt(-indent)
        at.paragraph_format.tab_stops.add_tab_stop(Pt(indent))


def _thickness(table: Table, ruling: float) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        size = str(max(2, round(ruling * 8)))
        _set(borders, f"w:{side}", {"w:val": "single", "w:sz": size, "w:color": "000000"})
    _insert(table._tbl.tblPr, borders)


def _insert(properties: BaseOxmlElement, element: BaseOxmlElement) -> None:
    """Puts a table's property at its place: Word calls a file broken that has another order."""
    after = [qn(name) for name in TABLE_ORDER[TABLE_ORDER.index(_name(element)) + 1 :]]
    followers = [child for child in properties if child.tag in after]
    if followers:
        followers[0].addprevious(element)
    else:
        properties.append(element)


def _name(element: BaseOxmlElement) -> str:
    return f"w:{element.tag.rpartition('}')[2]}"


def _set(parent: BaseOxmlElement, name: str, values: dict[str, str]) -> None:
    element = parent.find(qn(name))
    if element is None:
        element = OxmlElement(name)
        if name in TABLE_ORDER:
            _insert(parent, element)
        else:
            parent.append(element)
    for key, value in values.items():
        element.set(qn(key), value)
