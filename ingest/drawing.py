"""Drawn paths of a born-digital page become rulings and outlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, hypot
from typing import Any

from records.geometry import Point
from records.paper import Outline, Ruling

MAX_RULE_PT = 3.5
"""The thickest rule printed on these papers (the double rule under a letterhead) is 3 pt."""

LONG_AS_WIDE = 3.0
"""A filled rectangle is a rule, not a bullet, from this proportion on."""

LEAN = 0.02
"""A line that leaves its axis by less than this share of its length lies on it."""

TOUCH_PT = 1.0
"""Pieces of one ruling end this near to one another; programs draw it cell by cell."""

CURVE_STEP_PT = 2.0
"""Curves are flattened to chords of about this length: a third of a millimetre bow at most."""

PAGE_SHARE = 0.9
"""A filled rectangle over this share of the page is its background."""

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Bar:
    """An upright or level bar of ink: the span along its axis, and its two edges across."""

    begin: float
    end: float
    low: float
    high: float


def rulings_of(shapes: Iterable[Shape], corner: Point, scale: float) -> tuple[Ruling, ...]:
    """Lines, thin filled rectangles and the frames of table cells, pieces of one rule merged.

    Level and upright rulings only, in pixels counted from `corner` (points) by `scale`. A lone
    stroked rectangle is a drawn box, not a cell: its sides are no rulings.
    """
    level: list[_Bar] = []
    upright: list[_Bar] = []
    frames: list[Shape] = []
    for shape in shapes:
        if _is_frame(shape):
            frames.append(shape)
        elif (bar := _bar(shape)) is not None:
            (level if bar[0] else upright).append(bar[1])
    for frame in _cells(frames, level, upright):
        _add_sides(frame, level, upright)
    x, y = corner
    return (
        *(_ruling(bar, (x, y), scale, is_level=True) for bar in _merged(level)),
        *(_ruling(bar, (x, y), scale, is_level=False) for bar in _merged(upright)),
    )


def _bar(shape: Shape) -> tuple[bool, _Bar] | None:
    """Whether the shape is a level bar, and the bar; None where it is no bar at all."""
    if _is_white(shape) or len(shape.get("path", ())) > MAX_BAR_PARTS:
        return None
    left, right = float(shape["x0"]), float(shape["x1"])
    top, bottom = float(shape["top"]), float(shape["bottom"])
    ink = _thickness(shape) / 2 if shape["stroke"] else 0.0
    width, height = right - left, bottom - top
    if any(part[0] == "c" for part in shape.get("path", ())):
        return None
    if not shape["fill"] and min(width, height) > LEAN * max(width, height):
        return None
    thickness = min(width, height) + 2 * ink
    if thickness > MAX_RULE_PT or max(width, height) < LONG_AS_WIDE * thickness:
        return None
    if width >= height:
        return True, _Bar(left, right, top - ink, bottom + ink)
    return False, _Bar(top, bottom, left - ink, right + ink)


MAX_BAR_PARTS = 6
"""A rectangle is m l l l l h; longer paths are drawings."""


def _is_frame(shape: Shape) -> bool:
    is_large = min(shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]) > MAX_RULE_PT
    return bool(shape["object_type"] == "rect" and shape["stroke"] and is_large)


def _cells(
    frames: Sequence[Shape], level: Sequence[_Bar], upright: Sequence[_Bar]
) -> Iterator[Shape]:
    """The stroked rectangles that are cells: two of their corners meet other rules or cells."""
    corners: dict[tuple[int, int], int] = {}
    for frame in frames:
        for place in {_bin(point) for point in _corners(frame)}:
            corners[place] = corners.get(place, 0) + 1
    for frame in frames:
        met = sum(
            1
            for point in _corners(frame)
            if _shared(point, corners) or _on_bar(point, level, upright)
        )
        if met >= 2:
            yield frame


def _corners(frame: Shape) -> tuple[Point, ...]:
    left, right = float(frame["x0"]), float(frame["x1"])
    top, bottom = float(frame["top"]), float(frame["bottom"])
    return ((left, top), (right, top), (left, bottom), (right, bottom))


def _bin(point: Point) -> tuple[int, int]:
    return (round(point[0] / TOUCH_PT), round(point[1] / TOUCH_PT))


def _shared(point: Point, corners: Mapping[tuple[int, int], int]) -> bool:
    x, y = _bin(point)
    near = sum(corners.get((x + dx, y + dy), 0) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return near >= 2


def _on_bar(point: Point, level: Sequence[_Bar], upright: Sequence[_Bar]) -> bool:
    x, y = point
    return any(_holds(bar, x, y) for bar in level) or any(_holds(bar, y, x) for bar in upright)


def _holds(bar: _Bar, along: float, across: float) -> bool:
    return (
        bar.begin - TOUCH_PT <= along <= bar.end + TOUCH_PT
        and bar.low - TOUCH_PT <= across <= bar.high + TOUCH_PT
    )


def _add_sides(frame: Shape, level: list[_Bar], upright: list[_Bar]) -> None:
    (left, top), (right, bottom) = _corners(frame)[0], _corners(frame)[3]
    ink = _thickness(frame) / 2
    level.extend(_Bar(left, right, edge - ink, edge + ink) for edge in (top, bottom))
    upright.extend(_Bar(top, bottom, edge - ink, edge + ink) for edge in (left, right))


def _merged(bars: Sequence[_Bar]) -> list[_Bar]:
    """The bars, those that touch along one axis made one."""
    merged: list[_Bar] = []
    for row in _on_one_axis(bars):
        current: _Bar | None = None
        for bar in sorted(row, key=lambda each: each.begin):
            if current is not None and bar.begin <= current.end + TOUCH_PT:
                current = _Bar(
                    current.begin,
                    max(current.end, bar.end),
                    min(current.low, bar.low),
                    max(current.high, bar.high),
                )
                continue
            if current is not None:
                merged.append(current)
            current = bar
        if current is not None:
            merged.append(current)
    return merged


def _on_one_axis(bars: Sequence[_Bar]) -> Iterator[list[_Bar]]:
    row: list[_Bar] = []
    high = 0.0
    for bar in sorted(bars, key=lambda each: (each.low, each.high)):
        if row and (bar.low > high + SAME_AXIS_PT or bar.high - row[0].low > MAX_RULE_PT):
            yield row
            row = []
        high = max(high, bar.high) if row else bar.high
        row.append(bar)
    if row:
        yield row


SAME_AXIS_PT = 0.3
"""Rounding of coordinates between the cells of one row."""


def _ruling(bar: _Bar, corner: Point, scale: float, *, is_level: bool) -> Ruling:
    x, y = corner
    across = (bar.low + bar.high) / 2
    thickness = (bar.high - bar.low) * scale
    if is_level:
        ends = ((bar.begin, across), (bar.end, across))
    else:
        ends = ((across, bar.begin), (across, bar.end))
    points = tuple(((px - x) * scale, (py - y) * scale) for px, py in ends)
    return Ruling(points, thickness)


def outlines_of(
    shapes: Iterable[Shape], corner: Point, scale: float, size_pt: tuple[float, float]
) -> tuple[Outline, ...]:
    """Every other path, curves flattened, in pixels; single strokes are kept from start to end.

    White shapes and page backgrounds leave no ink and are left out.
    """
    found = []
    for shape in shapes:
        if _is_white(shape) or _is_background(shape, size_pt):
            continue
        bar = _bar(shape)
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
                    thickness=_thickness(shape) * scale,
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


def _is_white(shape: Shape) -> bool:
    if shape["stroke"] and not _is_paper(shape.get("stroking_color")):
        return False
    return not shape["fill"] or _is_paper(shape.get("non_stroking_color"))


def _is_paper(color: Any) -> bool:
    """Whether the colour is the paper's white; a pattern's name is an image, drawn elsewhere."""
    values = color if isinstance(color, (tuple, list)) else (color,)
    if not values or not all(isinstance(value, (int, float)) for value in values):
        return color is not None
    if len(values) == 4:
        return bool(max(values) <= 1 - WHITE)
    return bool(min(values) >= WHITE)


WHITE = 0.98


def _is_background(shape: Shape, size_pt: tuple[float, float]) -> bool:
    area = (shape["x1"] - shape["x0"]) * (shape["bottom"] - shape["top"])
    return bool(shape["fill"] and area >= PAGE_SHARE * size_pt[0] * size_pt[1])


def _thickness(shape: Shape) -> float:
    width = shape.get("linewidth")
    return float(width) if width else HAIRLINE_PT


HAIRLINE_PT = 0.24
"""A width of 0 is the thinnest line there is: one pixel at 300 dpi."""
