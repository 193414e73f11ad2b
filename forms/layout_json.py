"""Layouts as JSON, to be kept and read again; whatever made them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.form import FieldKind
from forms.layout import PageLayout, Place, PrintedLine, PrintedText, Shape
from records.geometry import Box, Point

DIGITS = 3
"""Places kept of a millimetre: a thousandth."""


def layout_to_json(layout: PageLayout) -> dict[str, object]:
    """The layout as plain values for `json.dumps`."""
    return {
        "form": layout.form,
        "version": layout.version,
        "page": layout.page,
        "pages": layout.pages,
        "width": round(layout.width, DIGITS),
        "height": round(layout.height, DIGITS),
        "marks": [_box(mark) for mark in layout.marks],
        "code": None if layout.code is None else _box(layout.code),
        "rulings": [
            {"start": _point(one.start), "end": _point(one.end)}
            | {"thickness": round(one.thickness, DIGITS), "dotted": one.is_dotted}
            for one in layout.rulings
        ],
        "texts": [{"text": one.text, "box": _box(one.box)} for one in layout.texts],
        "places": [
            {"key": one.key, "kind": str(one.kind), "shape": str(one.shape)}
            | {"box": _box(one.box), "parts": [_box(part) for part in one.parts]}
            for one in layout.places
        ],
    }


def json_to_layout(data: Mapping[str, Any]) -> PageLayout:
    """The layout that `layout_to_json` wrote; raises ValueError, KeyError, TypeError for others."""
    return PageLayout(
        form=str(data["form"]),
        version=int(data["version"]),
        page=int(data["page"]),
        pages=int(data["pages"]),
        width=float(data["width"]),
        height=float(data["height"]),
        marks=tuple(_to_box(mark) for mark in data.get("marks", ())),
        code=_to_box(data["code"]) if data.get("code") else None,
        rulings=tuple(
            PrintedLine(
                _to_point(one["start"]),
                _to_point(one["end"]),
                float(one["thickness"]),
                bool(one.get("dotted", False)),
            )
            for one in data.get("rulings", ())
        ),
        texts=tuple(
            PrintedText(str(one["text"]), _to_box(one["box"])) for one in data.get("texts", ())
        ),
        places=tuple(
            Place(
                str(one["key"]),
                FieldKind(one["kind"]),
                Shape(one["shape"]),
                _to_box(one["box"]),
                tuple(_to_box(part) for part in one.get("parts", ())),
            )
            for one in data["places"]
        ),
    )


def _box(box: Box) -> list[float]:
    return [round(v, DIGITS) for v in (box.left, box.top, box.right, box.bottom)]


def _point(point: Point) -> list[float]:
    return [round(v, DIGITS) for v in point]


def _to_box(data: Any) -> Box:
    left, top, right, bottom = (float(v) for v in data)
    return Box(left, top, right, bottom)


def _to_point(data: Any) -> Point:
    x, y = (float(v) for v in data)
    return x, y
