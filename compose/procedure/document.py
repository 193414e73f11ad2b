"""A procedure's record becomes a PDF: identity page, then the matrix with symbols and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from compose.procedure.flow import DrawnPage
from compose.procedure.labels import PlacedLabel
from compose.procedure.plan import TEMPLATE, Data, Plan, base_data, plan_matrix, style_data
from compose.procedure.routes import Route
from compose.procedure.style import PLAIN, Style
from compose.typesetting import typeset
from records.findings import Header, Matrix, Record
from records.geometry import Point

HEAD_SHARE = 0.42
"""An arrow head's half width, of its length."""


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
    data = base_data(header, tuple(letterhead), style)
    if matrix.steps:
        plan = plan_matrix(matrix, style)
        data["style"] = style_data(plan.style)
        data["columns"] = list(plan.columns.widths)
        data["pages"] = [_page(drawn, plan) for drawn in plan.draw_pages()]
    return typeset(TEMPLATE, data, created)


def _page(drawn: DrawnPage, plan: Plan) -> Data:
    rows = drawn.page.rows
    style = plan.style
    labels = plan.label_places(drawn)
    cells = [cell for row in plan.head for cell in row]
    heights = list(plan.head_heights)
    for row in rows:
        cells += [cell for line in plan.row_cells(row) for cell in line]
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
