"""Rows and columns of a procedure's matrix: some gone, some new, or in another order.

What was read keeps its place on the paper: a row that moves takes its evidence along, its marks
and connectors follow. Connectors of what is taken away go with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = dict[str, Any]
Order = list[int | None]
"""For each new place the old one; None for what was not there."""
SHAPE = re.compile(r"matrix\.shape\.([a-z]+-[a-z]+)\.(\d+)(?:\.(\d+))?")
MOST_ROWS, MOST_ACTORS = 500, 60
"""Of a matrix: the longest procedures known have some forty rows and twelve columns."""
LONGEST_NAME = 200
MARK_LENGTH = 16


class Change(StrEnum):
    """What can be done to the shape of a matrix."""

    ROW_ADD = "row-add"
    ROW_REMOVE = "row-remove"
    ROW_MOVE = "row-move"
    ACTOR_ADD = "actor-add"
    ACTOR_REMOVE = "actor-remove"
    ACTOR_MOVE = "actor-move"


@dataclass(frozen=True, slots=True)
class Reshaping:
    """One change: `at` counts rows or columns from 0 (of what is added: where it will stand).

    `to` is where something is moved, `name` that of a new actor.
    """

    change: Change
    at: int
    to: int = 0
    name: str = ""

    @property
    def path(self) -> str:
        """How the history names it."""
        is_move = self.change in {Change.ROW_MOVE, Change.ACTOR_MOVE}
        return f"matrix.shape.{self.change}.{self.at}" + (f".{self.to}" if is_move else "")


def text_to_reshaping(text: str, name: str = "") -> Reshaping:
    """The change written as `row-move.3.2`; raises ValueError for any other text."""
    found = SHAPE.fullmatch(f"matrix.shape.{text}")
    if found is None:
        raise ValueError(f"no shape: {text}")
    return Reshaping(Change(found[1]), int(found[2]), int(found[3] or 0), name)


def is_shape(path: str) -> bool:
    """Whether a word with this path changed the matrix's shape."""
    return SHAPE.fullmatch(path) is not None


def matrix_mark(record: Json) -> str:
    """A short name of the matrix as it stands: another matrix has another."""
    told = json.dumps(record["matrix"], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:MARK_LENGTH]


def shape_at(record: Json) -> Json:
    """All that a change of shape may touch."""
    kept = {path: one for path, one in record["evidence"].items() if path.startswith("matrix.")}
    return {"matrix": record["matrix"], "evidence": kept}


def put_shape(record: Json, shape: Json) -> None:
    """Put back what `shape_at` gave."""
    others = {p: one for p, one in record["evidence"].items() if not p.startswith("matrix.")}
    record["matrix"], record["evidence"] = shape["matrix"], others | shape["evidence"]


def reshape(record: Json, wanted: Reshaping) -> None:
    """Change the matrix; raises LookupError beyond it, ValueError for what cannot stand."""
    matrix = record["matrix"]
    rows: Order = list(range(len(matrix["steps"])))
    columns: Order = list(range(len(matrix["actors"])))
    is_row = wanted.change.startswith("row-")
    order, most = (rows, MOST_ROWS) if is_row else (columns, MOST_ACTORS)
    if wanted.change in {Change.ROW_ADD, Change.ACTOR_ADD}:
        if wanted.at > len(order):
            raise LookupError(wanted.path)
        if len(order) >= most:
            raise ValueError(wanted.path)
        order.insert(wanted.at, None)
    elif wanted.at >= len(order) or wanted.to >= len(order):
        raise LookupError(wanted.path)
    else:
        moved = order.pop(wanted.at)
        if wanted.change in {Change.ROW_MOVE, Change.ACTOR_MOVE}:
            order.insert(wanted.to, moved)
    _arrange(record, rows, columns, _name(wanted))


def _name(wanted: Reshaping) -> str:
    name = " ".join(wanted.name.split())
    if wanted.change is Change.ACTOR_ADD and not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(wanted.path)
    return name


def _arrange(record: Json, rows: Order, columns: Order, name: str) -> None:
    matrix, new_rows, new_columns = record["matrix"], _places(rows), _places(columns)
    marks: dict[int, dict[int, int]] = {}
    for old, step in enumerate(matrix["steps"]):
        kept = [n for n, mark in enumerate(step["marks"]) if mark["actor"] in new_columns]
        marks[old] = {n: at for at, n in enumerate(kept)}
        step["marks"] = [
            {**step["marks"][n], "actor": new_columns[step["marks"][n]["actor"]]} for n in kept
        ]
    edges: dict[int, int] = {}
    drawn: list[Json] = []
    for number, edge in enumerate(matrix["edges"]):
        ends = [_moved(edge[end], new_rows, new_columns) for end in ("from", "to")]
        if ends[0] is not None and ends[1] is not None:
            edges[number] = len(drawn)
            drawn.append({**edge, "from": ends[0], "to": ends[1]})
    steps = matrix["steps"]
    matrix["steps"] = [
        _new_step(steps, rows, at) if old is None else steps[old] for at, old in enumerate(rows)
    ]
    matrix["actors"] = [name if old is None else matrix["actors"][old] for old in columns]
    matrix["edges"] = drawn
    places = {"steps": new_rows, "actors": new_columns, "edges": edges}
    fresh = {_renamed(path, places, marks): one for path, one in record["evidence"].items()}
    record["evidence"] = {path: one for path, one in fresh.items() if path}


def _places(order: Order) -> dict[int, int]:
    return {old: new for new, old in enumerate(order) if old is not None}


def _moved(end: list[int], rows: Mapping[int, int], columns: Mapping[int, int]) -> list[int] | None:
    step, actor = end
    return [rows[step], columns[actor]] if step in rows and actor in columns else None


def _new_step(steps: list[Json], rows: Order, at: int) -> Json:
    """An empty row of the section and page of its neighbour above, or else below."""
    near = next((old for old in (*reversed(rows[:at]), *rows[at:]) if old is not None), None)
    beside = {} if near is None else steps[near]
    texts = dict.fromkeys(("no", "activity", "duration", "output", "remarks"), "")
    place = {"section": beside.get("section"), "page": beside.get("page") or 1}
    return {**texts, "marks": [], "requirements": [], **place}


def _renamed(
    path: str, places: Mapping[str, Mapping[int, int]], marks: Mapping[int, Mapping[int, int]]
) -> str:
    """The path after the change; empty where what it named is gone."""
    parts = path.split(".")
    if len(parts) < 3 or parts[0] != "matrix" or parts[1] not in places or not parts[2].isdigit():
        return path
    old = int(parts[2])
    if old not in places[parts[1]]:
        return ""
    parts[2] = str(places[parts[1]][old])
    if parts[1] == "steps" and parts[3:4] == ["marks"] and len(parts) > 4:
        if int(parts[4]) not in marks[old]:
            return ""
        parts[4] = str(marks[old][int(parts[4])])
    return ".".join(parts)
