"""A procedure's record becomes a PDF: identity page, then the matrix with symbols and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial

from compose.procedure.columns import Columns, actors_to_columns, break_words, head_size
from compose.procedure.flow import DrawnPage, route_flow
from compose.procedure.pages import PlacedRow, marks_height, place_rows
from compose.procedure.routes import Route
from compose.procedure.style import PLAIN, Style
from compose.typesetting import measure, typeset
from records.findings import Header, Matrix, Record, Step
from records.geometry import Point

TEMPLATE = "procedure.typ"
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
LABEL_SHARE = 0.75
"""A branch label's size, of the text's."""
HEAD_SHARE = 0.42
"""An arrow head's half width, of its length."""
ROW_LEAST = 22.0
FAR_HEAD_LEAST = 24.0
COLUMN_NUMBER_HEIGHT = 16.0
LISTS = (
    (("Dasar Hukum", "legal_basis"), ("Kualifikasi Pelaksana", "qualifications")),
    (("Keterkaitan", "related"), ("Peralatan / Perlengkapan", "equipment")),
    (("Peringatan", "warnings"), ("Pencatatan dan Pendataan", "records")),
)

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str = ""
    items: tuple[str, ...] = ()
    width: float = 0.0
    colspan: int = 1
    rowspan: int = 1
    head: bool = False
    centered: bool = False
    bold: bool = False
    size: float = 1.0


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
    columns = actors_to_columns(matrix.actors, style)
    data = _base(header, letterhead, columns, style)
    body = [_step_cells(step, columns, style) for step in matrix.steps]
    heads = _head_cells(matrix, columns, style)
    measured = [[asdict(cell) for cell in row] for row in [*body, heads[1]]]
    *texts, far_head = _heights(measure(TEMPLATE, {**data, "measured": measured}, "heights"))
    head_heights = [ROW_LEAST, max(FAR_HEAD_LEAST, far_head)]
    if style.has_column_numbers:
        head_heights.append(COLUMN_NUMBER_HEIGHT)
    heights = [
        max(ROW_LEAST, text, marks_height(step))
        for text, step in zip(texts, matrix.steps, strict=True)
    ]
    pages = place_rows(matrix, heights, sum(head_heights), columns, style)
    drawn = route_flow(matrix, pages, columns) if matrix.steps else []
    flat_heads = [cell for row in heads for cell in row]
    data["pages"] = [_page(page, body, flat_heads, head_heights, style) for page in drawn]
    return typeset(TEMPLATE, data, created)


def _heights(found: object) -> list[float]:
    if not isinstance(found, list):
        raise TypeError(f"the template measured {found!r}")
    return [float(value) for value in found]


def _base(header: Header, letterhead: Sequence[str], columns: Columns, style: Style) -> Data:
    signed = header.approved_by
    return {
        "title": header.title or "",
        "author": header.unit or "",
        "style": {
            "fonts": list(style.fonts),
            "text_size": style.text_size,
            "label_size": style.text_size * LABEL_SHARE,
            "width": style.page_width,
            "height": style.page_height,
            "margin": style.margin,
            "ruling": style.ruling,
            "symbol_stroke": style.symbol_stroke,
            "symbol_fill": style.symbol_fill,
            "arrow_stroke": style.arrow_stroke,
        },
        "header": {
            "letterhead": list(letterhead),
            "unit": header.unit or "",
            "number": header.number or "",
            "title": header.title or "",
            "created": _date_text(header.created_on),
            "revised": _date_text(header.revised),
            "effective": _date_text(header.effective_on),
            "position": signed.position or "",
            "name": signed.name or "",
            "rank": signed.rank or "",
            "nrp": signed.nrp or "",
            "lists": [
                [{"label": label, "items": list(getattr(header, key))} for label, key in pair]
                for pair in LISTS
            ],
        },
        "columns": list(columns.widths),
        "measured": [],
        "pages": [],
    }


def _date_text(value: str | None) -> str:
    """A date as papers write it (`3 September 2019`); other text as it is."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return value or ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _head_cells(matrix: Matrix, columns: Columns, style: Style) -> list[list[_Cell]]:
    no, activity, actors, quality, requirements, duration, output, remarks = style.head_labels
    head = partial(_Cell, head=True, bold=True)
    count = len(matrix.actors)
    top = [head(no, rowspan=2), head(activity, rowspan=2)]
    if count:
        top.append(head(actors, colspan=count))
    top.append(head(quality, colspan=3))
    widths = columns.widths[Columns.FIRST_ACTOR :]
    under = [
        head(break_words(name, width, style), width=width, size=head_size(name, width, style))
        for name, width in zip(
            [*matrix.actors, requirements, duration, output], widths, strict=False
        )
    ]
    if style.has_remarks:
        top.append(head(remarks, rowspan=2))
    if not style.has_column_numbers:
        return [top, under]
    return [top, under, [_Cell(str(i + 1), head=True) for i in range(len(columns.widths))]]


def _step_cells(step: Step, columns: Columns, style: Style) -> list[_Cell]:
    widths = columns.widths
    actors = [_Cell() for _ in range(columns.actor_count)]
    first = Columns.FIRST_ACTOR + columns.actor_count
    cells = [
        _Cell(step.no, width=widths[0], centered=True),
        _Cell(step.activity, width=widths[1]),
        *actors,
        _Cell(items=step.requirements, width=widths[first]),
        _Cell(step.duration, width=widths[first + 1], centered=True),
        _Cell(step.output, width=widths[first + 2]),
    ]
    if style.has_remarks:
        cells.append(_Cell(step.remarks, width=widths[first + 3]))
    return cells


def _page(
    drawn: DrawnPage,
    body: Sequence[list[_Cell]],
    heads: Sequence[_Cell],
    head_heights: Sequence[float],
    style: Style,
) -> Data:
    rows = drawn.page.rows
    cells = [*heads, *(cell for row in rows for cell in body[row.step])]
    return {
        "page_height": max(style.page_height, rows[-1].bottom + style.margin),
        "heights": [*head_heights, *(_height(row) for row in rows)],
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
        "routes": [_route(route, style) for route in drawn.routes],
    }


def _height(row: PlacedRow) -> float:
    return row.bottom - row.top


def _route(route: Route, style: Style) -> Data:
    tip, before = route.points[-1], route.points[-2]
    head, neck = _arrow_head(tip, before, style.arrow_head)
    size = style.text_size * LABEL_SHARE
    label = None
    if route.label:
        x, y = route.points[0]
        along = route.points[1]
        is_flat = along[1] == y
        if is_flat:
            x += 2 if along[0] > x else -2 - len(route.label) * size * 0.55
            y -= size * 1.15
        else:
            x += 2
            y += 1.5 if along[1] > y else -1.5 - size
        label = {"x": x, "y": y, "text": route.label}
    points = [*route.points[:-1], neck]
    return {"points": [list(p) for p in points], "head": [list(p) for p in head], "label": label}


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
