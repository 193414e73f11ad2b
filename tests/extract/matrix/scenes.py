"""Draws activity matrices: head, rows, symbols with arrows, pages that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from records.paper import Ruling, Sheet
from tests.extract.matrix import easel
from tests.extract.matrix.easel import Damage, Drawn, Span, line_to_words


@dataclass(frozen=True)
class DrawnRow:
    """A row to draw; `actors` are the columns with a symbol."""

    number: str
    activity: str
    requirements: str = "Alat tulis"
    duration: str = "10 menit"
    output: str = "Laporan"
    remarks: str = ""
    actors: tuple[int, ...] = (0,)
    is_whole: bool = False
    """One cell over all columns, as headings have."""


@dataclass(frozen=True)
class Scene:
    """A matrix to draw on one page."""

    actors: tuple[str, ...]
    rows: tuple[DrawnRow, ...]
    has_number: bool = True
    has_remarks: bool = True
    has_column_numbers: bool = False
    numbers_height: float = 75
    has_head: bool = True
    labels: tuple[str, ...] = (
        "NO",
        "KEGIATAN",
        "PELAKSANA",
        "MUTU BAKU",
        "Kelengkapan",
        "Waktu",
        "Output",
        "KET",
    )
    spanned_actors: int | None = None
    """How many actors the head over them spans; all where None."""
    merged_durations: tuple[int, int] | None = None
    title: str = ""
    damage: Damage = field(default_factory=Damage)
    page: int = 1
    flow: bool = True


def scene_to_sheet(scene: Scene) -> Sheet:
    """The page with the matrix and the arrows between its symbols."""
    xs = _columns(scene)
    cells: dict[Span, str] = {}
    ys = [180.0]
    if scene.has_head:
        cells.update(_head_cells(scene, len(xs) - 1))
        ys += [ys[0] + 80, ys[0] + 80 + _names_height(scene, xs)]
        if scene.has_column_numbers:
            cells.update({(2, 2, c, c): str(c + 1) for c in range(len(xs) - 1)})
            ys.append(ys[-1] + scene.numbers_height)
    first = len(ys) - 1
    for i, row in enumerate(scene.rows):
        texts = _row_texts(scene, row)
        heights = [easel.text_height(t, xs[c + 1] - xs[c]) for c, t in texts.items()]
        ys.append(ys[-1] + max([120.0, *heights]))
        cells.update(_row_cells(scene, first + i, texts, row, len(xs) - 1))
    if scene.merged_durations:
        _merge_durations(scene, cells, first, len(xs) - 1)
    drawn = Drawn(tuple(xs), tuple(ys), cells)
    strokes = _flow(scene, drawn, first) if scene.flow else []
    title = line_to_words(scene.title, xs[0], 100) if scene.title else []
    return easel.sheet(drawn, scene.damage, strokes, title, scene.page)


def _columns(scene: Scene) -> list[float]:
    number = [90.0] if scene.has_number else []
    remarks = [130.0] if scene.has_remarks else []
    quality = [430.0, 240.0, 380.0]
    room = easel.WIDTH - 240 - sum(number) - sum(remarks) - sum(quality)
    actor = min(260.0, (room - 620) / len(scene.actors))
    activity = room - actor * len(scene.actors)
    widths = [*number, activity, *[actor] * len(scene.actors), *quality, *remarks]
    xs = [120.0]
    for width in widths:
        xs.append(xs[-1] + width)
    return xs


def _names_height(scene: Scene, xs: Sequence[float]) -> float:
    start = int(scene.has_number) + 1
    return max(
        easel.text_height(name, xs[start + i + 1] - xs[start + i])
        for i, name in enumerate((*scene.actors, "Waktu"))
    )


def _head_cells(scene: Scene, columns: int) -> dict[Span, str]:
    no, activity, over, quality, *leaves, remarks = scene.labels
    cells: dict[Span, str] = {}
    at = 0
    if scene.has_number:
        cells[0, 1, 0, 0] = no
        at = 1
    cells[0, 1, at, at] = activity
    first = at + 1
    spanned = len(scene.actors) if scene.spanned_actors is None else scene.spanned_actors
    cells[0, 0, first, first + spanned - 1] = over
    for i, name in enumerate(scene.actors):
        top = 1 if i < spanned else 0
        cells[top, 1, first + i, first + i] = name
    start = first + len(scene.actors)
    cells[0, 0, start, start + 2] = quality
    for i, leaf in enumerate(leaves):
        cells[1, 1, start + i, start + i] = leaf
    if scene.has_remarks:
        cells[0, 1, columns - 1, columns - 1] = remarks
    return cells


def _row_texts(scene: Scene, row: DrawnRow) -> dict[int, str]:
    """The texts of a row by column."""
    at = int(scene.has_number)
    start = at + 1 + len(scene.actors)
    texts = {
        at: row.activity,
        start: row.requirements,
        start + 1: row.duration,
        start + 2: row.output,
    }
    if scene.has_number:
        texts[0] = row.number
    if scene.has_remarks:
        texts[start + 3] = row.remarks
    return texts


def _row_cells(
    scene: Scene, at: int, texts: dict[int, str], row: DrawnRow, columns: int
) -> dict[Span, str]:
    if row.is_whole:
        return {(at, at, 0, columns - 1): row.activity}
    return {(at, at, c, c): texts.get(c, "") for c in range(columns)}


def _merge_durations(scene: Scene, cells: dict[Span, str], first: int, columns: int) -> None:
    assert scene.merged_durations is not None
    a, b = scene.merged_durations
    column = columns - 2 - int(scene.has_remarks)
    text = cells[first + a, first + a, column, column]
    for row in range(a, b + 1):
        del cells[first + row, first + row, column, column]
    cells[first + a, first + b, column, column] = text


def _flow(scene: Scene, drawn: Drawn, first: int) -> list[Ruling]:
    """A box for every mark and an elbowed arrow from each to the next."""
    start = int(scene.has_number) + 1
    centers = []
    for i, row in enumerate(scene.rows):
        for actor in () if row.is_whole else row.actors:
            box = drawn.box((first + i, first + i, start + actor, start + actor))
            centers.append((box.center, box))
    strokes: list[Ruling] = []
    for (x, y), _ in centers:
        strokes += easel.symbol((x, y), scene.damage)
    for ((x0, y0), _), ((x1, y1), below) in pairwise(centers):
        if y0 == y1:
            strokes += easel.stroke([(min(x0, x1) + 55, y0), (max(x0, x1) - 55, y0)], scene.damage)
            continue
        turn = below.top + 15
        strokes += easel.stroke(
            [(x0, y0 + 27), (x0, turn), (x1, turn), (x1, y1 - 27)], scene.damage
        )
    return strokes


def page_after(scene: Scene, rows: Sequence[DrawnRow]) -> Scene:
    """The same matrix with other rows on the next page."""
    return replace(scene, rows=tuple(rows), page=scene.page + 1, merged_durations=None)
