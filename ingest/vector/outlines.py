"""Every other drawn path of a born-digital page becomes an outline, curves flattened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, hypot

from ingest.vector.ink import Shape, is_white, thickness_of
from ingest.vector.rulings import bar_of
from records.geometry import Point
from records.paper import Outline

CURVE_STEP_PT = 2.0
"""Curves are flattened to chords of about this length: a third of a millimetre bow at most."""

PAGE_SHARE = 0.9
"""A filled rectangle over this share of the page is its background."""


def outlines_of(
    shapes: Iterable[Shape], corner: Point, scale: float, size_pt: tuple[float, float]
) -> tuple[Outline, ...]:
    """Every other path, curves flattened, in pixels; single strokes are kept from start to end.

    White shapes and page backgrounds leave no ink and are left out.
    """
    found = []
    for shape in shapes:
        if is_white(shape) or _is_background(shape, size_pt):
            continue
        bar = bar_of(shape)
        if bar is not None and shape["fill"] and not shape["stroke"]:
            continue
        points = tuple(
            ((x - corner[0]) * scale, (y - corner[1]) * scale) for x, y in _flattened(shape)
        )
        if len(points) > 1:
            found.append(
                Outline(
                    points=points,
                    is_closed=_is_closed(shape, points),
                    is_filled=bool(shape["fill"]),
                    is_stroked=bool(shape["stroke"]),
                    thickness=thickness_of(shape) * scale,
                )
            )
    return tuple(found)


def _flattened(shape: Shape) -> list[Point]:
    points: list[Point] = []
    for command, *stops in shape.get("path", ()):
        if command in ("c", "v", "y") and points and len(stops) >= 2:
            points.extend(_chords(points[-1], command, stops))
        elif command != "h" and stops:
            points.append(stops[-1])
    return [point for at, point in enumerate(points) if not at or point != points[at - 1]]


def _chords(start: Point, command: str, stops: Sequence[Point]) -> Iterator[Point]:
    """Points along a Bézier curve; `v` and `y` are PDF's curves with one control point."""
    end = stops[-1]
    first, second = stops[0], stops[1] if len(stops) == 3 else stops[0]
    if command == "v" and len(stops) == 2:
        first = start
    elif command == "y" and len(stops) == 2:
        second = end
    length = hypot(first[0] - start[0], first[1] - start[1])
    length += hypot(second[0] - first[0], second[1] - first[1])
    length += hypot(end[0] - second[0], end[1] - second[1])
    count = min(MAX_CHORDS, max(1, ceil(length / CURVE_STEP_PT)))
    for at in range(1, count + 1):
        t = at / count
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        stations = tuple(zip(weights, (start, first, second, end), strict=True))
        yield (sum(w * p[0] for w, p in stations), sum(w * p[1] for w, p in stations))


MAX_CHORDS = 48


def _is_closed(shape: Shape, points: Sequence[Point]) -> bool:
    path = shape.get("path", ())
    if (path and path[-1][0] == "h") or (shape["fill"] and not shape["stroke"]):
        return True
    (x, y), (end_x, end_y) = points[0], points[-1]
    return len(points) > 3 and hypot(end_x - x, end_y - y) < 1.0


def _is_background(shape: Shape, size_pt: tuple[float, float]) -> bool:
    area = (shape["x1"] - shape["x0"]) * (shape["bottom"] - shape["top"])
    return bool(shape["fill"] and area >= PAGE_SHARE * size_pt[0] * size_pt[1])
