"""A procedure's record becomes a PDF: identity page, then the matrix with symbols and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

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
from compose.procedure.routes import Route
from compose.procedure.style import PLAIN, Style
from compose.typesetting import measure, typeset
from records.findings import Header, Matrix, Record
from records.geometry import Point

TEMPLATE = "procedure.typ"
LABEL_SHARE = 0.78
"""A branch label's size, of the text's."""
LABEL_HEIGHT = 0.74
"""A line's height from a capital's top to its base, of its size."""
HEAD_SHARE = 0.42
"""An arrow head's half width, of its length."""
ROW_LEAST = 22.0
FAR_HEAD_LEAST = 24.0
COLUMN_NUMBER_HEIGHT = 16.0

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything measured: columns, the style they fit in, the heights of all rows."""

    matrix: Matrix
    columns: Columns
    style: Style
    head: tuple[tuple[Cell, ...], ...]
    head_heights: tuple[float, ...]
    heights: tuple[float, ...]
    leads: tuple[float, ...]
    label_ems: dict[str, float]


def compose_procedure(
    record: Record,
    *,
    letterhead: Sequence[str] = (),
    style: Style = PLAIN,
    created: datetime | None = None,
) -> bytes:
    """The clean procedure as PDF/A-2b; raises TypesettingFailed."""
    header = record.header or Header()
    matrix = record.matrix or Matrix()
    if any(step.remarks for step in matrix.steps):
        style = replace(style, has_remarks=True)
    data: Data = {
        "title": header.title or "",
        "author": header.unit or "",
        "header": header_to_identity(header, letterhead),
        "style": _style_data(style),
        **dict.fromkeys(("columns", "measured", "words", "labels", "pages"), ()),
    }
    if matrix.steps:
        plan = _plan(matrix, style, data)
        pages = place_rows(
            matrix, plan.heights, sum(plan.head_heights), plan.columns, plan.style, plan.leads
        )
        data["style"] = _style_data(plan.style)
        data["columns"] = list(plan.columns.widths)
        data["pages"] = [_page(drawn, plan) for drawn in route_flow(matrix, pages, plan.columns)]
    return typeset(TEMPLATE, data, created)


def _style_data(style: Style) -> Data:
    return {
        **asdict(style),
        "label_size": style.text_size * LABEL_SHARE,
        "width": style.page_width,
        "height": style.page_height,
    }


def _plan(matrix: Matrix, style: Style, data: Data) -> _Plan:
    words, label_ems = _measure_words(matrix, style, data)
    columns, style = words_to_columns(words, style)
    head = head_cells(matrix, columns, words, style)
    sections = [
        section_cells(step.section or "", columns) if opens_section(matrix, i) else []
        for i, step in enumerate(matrix.steps)
    ]
    body = [step_cells(step, columns, style) for step in matrix.steps]
    rows = [[asdict(cell) for cell in row] for row in [*head[:2], *sections, *body]]
    asked = {**data, "style": _style_data(style), "measured": rows}
    top, under, *found = _numbers(measure(TEMPLATE, asked, "heights"))
    count = len(matrix.steps)
    head_heights = [max(ROW_LEAST, top if matrix.actors else 0.0), max(FAR_HEAD_LEAST, under)]
    if style.has_column_numbers:
        head_heights.append(COLUMN_NUMBER_HEIGHT)
    return _Plan(
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


def _page(drawn: DrawnPage, plan: _Plan) -> Data:
    rows = drawn.page.rows
    style = plan.style
    size = style.text_size * LABEL_SHARE
    labels = place_labels(
        drawn.routes,
        drawn.page,
        plan.columns,
        {text: ems * size for text, ems in plan.label_ems.items()},
        LABEL_HEIGHT * size,
    )
    cells = [cell for row in plan.head for cell in row]
    heights = list(plan.head_heights)
    for row in rows:
        cells += _row_cells(row, plan)
        heights += [row.lead] if row.lead else []
        heights.append(row.bottom - row.top)
    return {
        "page_height": max(style.page_height, rows[-1].bottom + style.margin),
        "heights": heights,
        "cells": [asdict(cell) for cell in cells],
        "symbols": [
            {
                "kind": str(symbol.kind),
                "x": symbol.box.left,
                "y": symbol.box.top,
                "w": symbol.box.width,
                "h": symbol.box.height,
            }
            for symbol in drawn.page.symbols
        ],
        "routes": [
            _route(route, label, style) for route, label in zip(drawn.routes, labels, strict=True)
        ],
    }


def _row_cells(row: PlacedRow, plan: _Plan) -> list[Cell]:
    step = plan.matrix.steps[row.step]
    lead = section_cells(step.section or "", plan.columns) if row.lead else []
    return [*lead, *step_cells(step, plan.columns, plan.style)]


def _route(route: Route, label: PlacedLabel | None, style: Style) -> Data:
    tip, before = route.points[-1], route.points[-2]
    head, neck = _arrow_head(tip, before, style.arrow_head)
    said = None
    if label:
        said = {"x": label.box.left, "y": label.box.top, "text": label.text}
    points = [*route.points[:-1], neck]
    return {"points": [list(p) for p in points], "head": [list(p) for p in head], "label": said}


def _arrow_head(tip: Point, before: Point, length: float) -> tuple[tuple[Point, ...], Point]:
    """The triangle at the tip, and the point where the line meets its base."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    far = max(abs(dx), abs(dy)) or 1.0
    ux, uy = dx / far, dy / far
    base = (tip[0] - ux * length, tip[1] - uy * length)
    half = length * HEAD_SHARE
    left = (base[0] - uy * half, base[1] + ux * half)
    right = (base[0] + uy * half, base[1] - ux * half)
    return (tip, left, right), base
