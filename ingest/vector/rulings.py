"""Drawn lines, thin rectangles and cell frames of a born-digital page become rulings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.vector.ink import Shape, is_white, thickness_of
from records.geometry import Point
from records.paper import Ruling

MAX_RULE_PT = 3.5
"""The thickest rule printed on these papers (the double rule under a letterhead) is 3 pt."""

LONG_AS_WIDE = 3.0
"""A filled rectangle is a rule, not a bullet, from this proportion on."""

LEAN = 0.02
"""A line that leaves its axis by less than this share of its length lies on it."""

TOUCH_PT = 1.0
"""Pieces of one ruling end this near to one another; programs draw it cell by cell."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright or level bar of ink: the span along its axis, and its two edges across."""

    begin: float
    end: float
    low: float
    high: float


def rulings_and_drawings(
    shapes: Iterable[Shape], corner: Point, scale: float
) -> tuple[tuple[Ruling, ...], list[Shape]]:
    """Lines, thin filled rectangles and the frames of table cells, pieces of one rule merged.

    Level and upright rulings only, in pixels counted from `corner` (points) by `scale`; and the
    shapes that are no cells of a table. A lone stroked rectangle is a drawn box, not a cell: its
    sides are no rulings.
    """
    shapes = list(shapes)
    level: list[Bar] = []
    upright: list[Bar] = []
    frames: list[Shape] = []
    for shape in shapes:
        if _is_frame(shape):
            frames.append(shape)
        elif (bar := bar_of(shape)) is not None:
            (level if bar[0] else upright).append(bar[1])
    cells = list(_cells(frames, level, upright))
    for frame in cells:
        _add_sides(frame, level, upright)
    rulings = (
        *(_ruling(bar, corner, scale, is_level=True) for bar in _merged(level)),
        *(_ruling(bar, corner, scale, is_level=False) for bar in _merged(upright)),
    )
    taken = {id(cell) for cell in cells}
    return rulings, [shape for shape in shapes if id(shape) not in taken]


def bar_of(shape: Shape) -> tuple[bool, Bar] | None:
    """Whether the shape is a level bar, and the bar; None where it is no bar at all."""
    if is_white(shape) or len(shape.get("path", ())) > MAX_BAR_PARTS:
        return None
    left, right = float(shape["x0"]), float(shape["x1"])
    top, bottom = float(shape["top"]), float(shape["bottom"])
    ink = thickness_of(shape) / 2 if shape["stroke"] else 0.0
    width, height = right - left, bottom - top
    if any(part[0] == "c" for part in shape.get("path", ())):
        return None
    if not shape["fill"] and min(width, height) > LEAN * max(width, height):
        return None
    thickness = min(width, height) + 2 * ink
    if thickness > MAX_RULE_PT or max(width, height) < LONG_AS_WIDE * thickness:
        return None
    if width >= height:
        return True, Bar(left, right, top - ink, bottom + ink)
    return False, Bar(top, bottom, left - ink, right + ink)


MAX_BAR_PARTS = 6
"""A rectangle is m l l l l h; longer paths are drawings."""


def _is_frame(shape: Shape) -> bool:
    is_large = min(shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]) > MAX_RULE_PT
    return bool(shape["object_type"] == "rect" and shape["stroke"] and is_large)


def _cells(
    frames: Sequence[Shape], level: Sequence[Bar], upright: Sequence[Bar]
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
            if _shared(point, corners) or _onbar_of(point, level, upright)
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


def _onbar_of(point: Point, level: Sequence[Bar], upright: Sequence[Bar]) -> bool:
    x, y = point
    return any(_holds(bar, x, y) for bar in level) or any(_holds(bar, y, x) for bar in upright)


def _holds(bar: Bar, along: float, across: float) -> bool:
    return (
        bar.begin - TOUCH_PT <= along <= bar.end + TOUCH_PT
        and bar.low - TOUCH_PT <= across <= bar.high + TOUCH_PT
    )


def _add_sides(frame: Shape, level: list[Bar], upright: list[Bar]) -> None:
    (left, top), (right, bottom) = _corners(frame)[0], _corners(frame)[3]
    ink = thickness_of(frame) / 2
    level.extend(Bar(left, right, edge - ink, edge + ink) for edge in (top, bottom))
    upright.extend(Bar(top, bottom, edge - ink, edge + ink) for edge in (left, right))


def _merged(bars: Sequence[Bar]) -> list[Bar]:
    """The bars, those that touch along one axis made one."""
    merged: list[Bar] = []
    for row in _on_one_axis(bars):
        current: Bar | None = None
        for bar in sorted(row, key=lambda each: each.begin):
            if current is not None and bar.begin <= current.end + TOUCH_PT:
                current = Bar(
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


def _on_one_axis(bars: Sequence[Bar]) -> Iterator[list[Bar]]:
    row: list[Bar] = []
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


def _ruling(bar: Bar, corner: Point, scale: float, *, is_level: bool) -> Ruling:
    x, y = corner
    across = (bar.low + bar.high) / 2
    thickness = (bar.high - bar.low) * scale
    if is_level:
        ends = ((bar.begin, across), (bar.end, across))
    else:
        ends = ((across, bar.begin), (across, bar.end))
    points = tuple(((px - x) * scale, (py - y) * scale) for px, py in ends)
    return Ruling(points, thickness)
