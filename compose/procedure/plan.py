"""A matrix measured and laid out: what the PDF and the Word document draw alike."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from compose.procedure.cells import Cell, head_cells, section_cells, step_cells
from compose.procedure.columns import (
    LIST_INDENT,
    Columns,
    Words,
    column_texts,
    words_to_columns,
)
from compose.procedure.flow import DrawnPage, route_flow
from compose.procedure.identity import header_to_identity
from compose.procedure.labels import PlacedLabel, place_labels
from compose.procedure.pages import PlacedRow, marks_height, opens_section, place_rows
from compose.procedure.style import Style
from compose.typesetting import measure
from records.findings import Header, Matrix

TEMPLATE = "procedure.typ"
LABEL_SHARE = 0.78
"""A branch label's size, of the text's."""
LABEL_HEIGHT = 0.74
"""A line's height from a capital's top to its base, of its size."""
ROW_LEAST = 22.0
FAR_HEAD_LEAST = 24.0
COLUMN_NUMBER_HEIGHT = 16.0

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything measured: columns, the style they fit in, the heights of all rows."""

    matrix: Matrix
    columns: Columns
    style: Style
    head: tuple[tuple[Cell, ...], ...]
    head_heights: tuple[float, ...]
    heights: tuple[float, ...]
    leads: tuple[float, ...]
    label_ems: dict[str, float]

    @property
    def label_size(self) -> float:
        """The size of branch labels, in points."""
        return self.style.text_size * LABEL_SHARE

    def row_cells(self, row: PlacedRow) -> list[list[Cell]]:
        """The cells of a placed row, under those of its section's head if it bears one."""
        step = self.matrix.steps[row.step]
        cells = step_cells(step, self.columns, self.style)
        return [section_cells(step.section or "", self.columns), cells] if row.lead else [cells]

    def draw_pages(self) -> list[DrawnPage]:
        """Every row, symbol and arrow in its place."""
        pages = place_rows(
            self.matrix,
            self.heights,
            sum(self.head_heights),
            self.columns,
            self.style,
            self.leads,
        )
        return route_flow(self.matrix, pages, self.columns)

    def label_places(self, drawn: DrawnPage) -> list[PlacedLabel | None]:
        """Where the label of each route stands."""
        size = self.label_size
        widths = {text: ems * size for text, ems in self.label_ems.items()}
        return place_labels(drawn.routes, drawn.page, self.columns, widths, LABEL_HEIGHT * size)


def base_data(header: Header, letterhead: tuple[str, ...], style: Style) -> Data:
    """The template's data without a matrix."""
    return {
        "title": header.title or "",
        "author": header.unit or "",
        "header": header_to_identity(header, letterhead),
        "style": style_data(style),
        **dict.fromkeys(("columns", "measured", "words", "labels", "pages"), ()),
    }


def style_data(style: Style) -> Data:
    """The style as the template takes it."""
    return {
        **asdict(style),
        "label_size": style.text_size * LABEL_SHARE,
        "width": style.page_width,
        "height": style.page_height,
    }


def plan_matrix(matrix: Matrix, style: Style) -> Plan:
    """Columns, style and heights for a matrix with steps; raises TypesettingFailed."""
    if any(step.remarks for step in matrix.steps):
        style = replace(style, has_remarks=True)
    data = base_data(Header(), (), style)
    words, label_ems = _measure_words(matrix, style, data)
    columns, style = words_to_columns(words, style)
    head = head_cells(matrix, columns, words, style)
    sections = [
        section_cells(step.section or "", columns) if opens_section(matrix, i) else []
        for i, step in enumerate(matrix.steps)
    ]
    body = [step_cells(step, columns, style) for step in matrix.steps]
    rows = [[asdict(cell) for cell in row] for row in [*head[:2], *sections, *body]]
    asked = {**data, "style": style_data(style), "measured": rows}
    top, under, *found = _numbers(measure(TEMPLATE, asked, "heights"))
    count = len(matrix.steps)
    head_heights = [max(ROW_LEAST, top if matrix.actors else 0.0), max(FAR_HEAD_LEAST, under)]
    if style.has_column_numbers:
        head_heights.append(COLUMN_NUMBER_HEIGHT)
    return Plan(
        matrix,
        columns,
        style,
        tuple(tuple(row) for row in head),
        tuple(head_heights),
        tuple(
            max(ROW_LEAST, text, marks_height(step))
            for text, step in zip(found[count:], matrix.steps, strict=True)
        ),
        tuple(lead if row else 0.0 for lead, row in zip(found[:count], sections, strict=True)),
        label_ems,
    )


def _measure_words(matrix: Matrix, style: Style, data: Data) -> tuple[Words, dict[str, float]]:
    """The longest word of each column in ems, and the width of each branch label in its ems."""
    actors, texts = column_texts(matrix, style)
    labels = sorted({edge.label for edge in matrix.edges if edge.label})
    asked = {**data, "words": [*actors, *texts], "labels": labels}
    found = _numbers(measure(TEMPLATE, asked, "words"))
    columns, ems = found[: len(found) - len(labels)], found[len(found) - len(labels) :]
    split = len(actors)
    requirements = split + 2
    if any(len(step.requirements) > 1 for step in matrix.steps):
        columns[requirements] += LIST_INDENT
    widths = dict(zip(labels, ems, strict=True))
    exits = [0.0] * split
    for edge in matrix.edges:
        if edge.label and edge.start[1] < split:
            wide = widths[edge.label] * LABEL_SHARE
            exits[edge.start[1]] = max(exits[edge.start[1]], wide)
    return Words(tuple(columns[:split]), tuple(columns[split:]), tuple(exits)), widths


def _numbers(found: object) -> list[float]:
    if not isinstance(found, list):
        raise TypeError(f"the template measured {found!r}")
    return [float(value) for value in found]
