"""An activity matrix as a swim-lane diagram: one lane an actor, drawn as SVG from the record.

Pure: a matrix gives a string. Nothing in it is script or inline style, so that it may stand in a
page that forbids both; everything has a class, and colours follow the page's text colour.
Lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from compose.diagram.layout import (
    BAND,
    LANE,
    LINE,
    MARGIN,
    PADDING,
    TEXT,
    Drawing,
    Shape,
    plan_diagram,
    printable,
    route_diagram,
)
from compose.procedure.routes import Route
from records.findings import Edge, Matrix
from records.geometry import Point
from records.paper import SymbolKind

ARROW, ARROW_HALF = 7.0, 3.2


@dataclass(frozen=True, slots=True)
class StepTarget:
    """Where a step of the diagram leads, and further attributes of its link (`data-…`)."""

    href: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DiagramWords:
    """What the diagram says besides the record."""

    title: str = "Diagram alir"
    step: str = "Langkah"


def compose_swimlane(
    matrix: Matrix,
    targets: Mapping[int, StepTarget] | None = None,
    words: DiagramWords | None = None,
    doubts: Mapping[Edge, str] | None = None,
) -> str:
    """The diagram as an `<svg>` element; `targets` by step from 0.

    A shape has the class `step` and its kind, and says its step as `data-step` (from 0). An edge
    among `doubts` is dashed, has the class `unsure` and says why.
    """
    said = words or DiagramWords()
    drawing = plan_diagram(matrix)
    routes = route_diagram(drawing, doubts)
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="swimlane" {size} '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="group" '
        f'aria-label="{_text(said.title)}" fill="none" stroke="currentColor" '
        f'font-family="system-ui, sans-serif" font-size="{_n(TEXT)}">',
        f"<title>{_text(said.title)}</title>",
        *_lanes(drawing),
        *(part for route in routes for part in _arrow(route)),
        *(part for shape in drawing.shapes for part in _shape(shape, drawing, targets or {}, said)),
        *(part for route in routes for part in _label(route)),
        "</svg>",
    ]
    return "".join(parts)


def _lanes(drawing: Drawing) -> Iterator[str]:
    bottom = drawing.height - MARGIN
    for actor, lines in enumerate(drawing.heads):
        left = MARGIN + LANE * actor
        yield '<g class="lane">'
        yield _rect(left, MARGIN, LANE, bottom - MARGIN, "lane-field", 'stroke-opacity="0.25"')
        yield _rect(
            left, MARGIN, LANE, drawing.head, "lane-head", 'fill="currentColor" fill-opacity="0.06"'
        )
        yield from _words(lines, left + LANE / 2, MARGIN + drawing.head / 2, 'font-weight="600"')
        yield "</g>"
    for top, text in drawing.bands:
        attributes = 'fill="currentColor" fill-opacity="0.06" stroke-opacity="0.25"'
        yield '<g class="section">'
        yield _rect(MARGIN, top, drawing.width - 2 * MARGIN, BAND, "section-field", attributes)
        yield (
            f'<text class="section-text" x="{_n(MARGIN + PADDING)}" y="{_n(top + BAND - 7)}" '
            f'fill="currentColor" stroke="none" font-weight="600">{_text(text)}</text></g>'
        )


def _shape(
    shape: Shape, drawing: Drawing, targets: Mapping[int, StepTarget], words: DiagramWords
) -> Iterator[str]:
    step = drawing.matrix.steps[shape.step]
    actor = drawing.matrix.actors[shape.actor]
    number = step.no or str(shape.step + 1)
    told = _text(f"{words.step} {number}, {actor}: {step.activity}")
    target = targets.get(shape.step, StepTarget())
    tag = "a" if target.href else "g"
    more = {"href": target.href, **target.attributes} if target.href else target.attributes
    attributes = "".join(f' {key}="{_text(value)}"' for key, value in more.items() if value)
    role = "" if target.href else ' role="img"'
    yield (
        f'<{tag} class="step {shape.kind}" data-step="{shape.step}"{role} '
        f'aria-label="{told}"{attributes}><title>{told}</title>'
    )
    yield _outline(shape)
    yield from _words(shape.lines, *shape.box.center, "")
    yield f"</{tag}>"


def _outline(shape: Shape) -> str:
    box = shape.box
    x, y = box.center
    paper = 'class="lane-shape" fill="canvas" stroke-width="1.3"'
    if shape.kind in (SymbolKind.PROCESS, SymbolKind.TERMINATOR):
        radius = min(box.height / 2, 18) if shape.kind is SymbolKind.TERMINATOR else 0
        return (
            f'<rect {paper} x="{_n(box.left)}" y="{_n(box.top)}" width="{_n(box.width)}" '
            f'height="{_n(box.height)}" rx="{_n(radius)}"/>'
        )
    corners: Sequence[Point] = ((x, box.top), (box.right, y), (x, box.bottom), (box.left, y))
    if shape.kind is SymbolKind.OFF_PAGE:
        low = box.top + box.height * 0.7
        corners = (
            (box.left, box.top),
            (box.right, box.top),
            (box.right, low),
            (x, box.bottom),
            (box.left, low),
        )
    return f'<polygon {paper} points="{_points(corners)}"/>'


def _words(lines: Sequence[str], x: float, y: float, attributes: str) -> Iterator[str]:
    """Lines of text centred on a point."""
    if not lines:
        return
    top = y - LINE * (len(lines) - 1) / 2 + TEXT * 0.35
    more = f" {attributes}" if attributes else ""
    yield f'<text text-anchor="middle" fill="currentColor" stroke="none"{more}>'
    for number, line in enumerate(lines):
        yield f'<tspan x="{_n(x)}" y="{_n(top + LINE * number)}">{_text(line)}</tspan>'
    yield "</text>"


def _arrow(route: Route) -> Iterator[str]:
    (bx, by), (x, y) = route.points[-2:]
    far = max(abs(x - bx), abs(y - by)) or 1.0
    ux, uy = (x - bx) / far * ARROW, (y - by) / far * ARROW
    nx, ny = -uy / ARROW * ARROW_HALF, ux / ARROW * ARROW_HALF
    head = ((x, y), (x - ux + nx, y - uy + ny), (x - ux - nx, y - uy - ny))
    line = (*route.points[:-1], (x - ux, y - uy))
    told, dashes, name = "", "", "flow-line"
    if route.doubt:
        told, dashes = f"<title>{_text(route.doubt)}</title>", ' stroke-dasharray="5 3"'
        name = "flow-line unsure"
    yield f'<g class="{name}">{told}<polyline points="{_points(line)}"{dashes}/>'
    yield f'<polygon points="{_points(head)}" fill="currentColor" stroke="none"/></g>'


def _label(route: Route) -> Iterator[str]:
    """A branch's word at its exit, haloed by the page's colour so that lines leave it legible."""
    if not route.label:
        return
    (x, y), (next_x, next_y) = route.points[:2]
    if y == next_y:
        anchor, dx, dy = ("start", 3.0, -4.0) if next_x > x else ("end", -3.0, -4.0)
    else:
        anchor, dx, dy = "start", 4.0, (TEXT if next_y > y else -4.0)
    yield (
        f'<text class="branch" x="{_n(x + dx)}" y="{_n(y + dy)}" text-anchor="{anchor}" '
        f'fill="currentColor" stroke="canvas" stroke-width="3" paint-order="stroke" '
        f'font-weight="600" font-size="{_n(TEXT - 1)}">{_text(route.label)}</text>'
    )


def _rect(x: float, y: float, width: float, height: float, name: str, attributes: str) -> str:
    return (
        f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" '
        f'height="{_n(height)}" {attributes}/>'
    )


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(value: str) -> str:
    return escape(printable(value), quote=True)
