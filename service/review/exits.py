"""Where the flow goes from a mark, as a person types it: `Ya: 4; Tidak: 1`.

Each exit is the number of a step, its word before it where it has one; where several marks stand
in that step the actor's name follows in brackets: `4 (KANIT)`. Connectors that stay keep their
place on the paper.
"""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
Ends = list[int]
EXITS = re.compile(r"matrix\.steps\.(\d+)\.exits\.(\d+)")
ONE = re.compile(r"(?:(?P<label>[^:]*):)?\s*(?P<no>[^()]+?)\s*(?:\((?P<actor>.+)\))?\s*")
PREFIX = "matrix.edges."
MOST_EXITS = 12


def exits_name(record: Json, path: str) -> tuple[int, int] | None:
    """(step, actor) of a path of exits, None for others; raises LookupError without such a mark."""
    found = EXITS.fullmatch(path)
    if found is None:
        return None
    step, actor = int(found[1]), int(found[2])
    steps = (record.get("matrix") or {}).get("steps", [])
    if step >= len(steps) or not any(mark["actor"] == actor for mark in steps[step]["marks"]):
        raise LookupError(path)
    return step, actor


def exits_to_text(record: Json, step: int, actor: int) -> str:
    """The exits of a mark as they are typed."""
    matrix = record["matrix"]
    told = []
    for edge in matrix["edges"]:
        if edge["from"] == [step, actor]:
            target = _target_to_text(matrix, *edge["to"])
            told.append(f"{edge['label']}: {target}" if edge.get("label") else target)
    return "; ".join(told)


def put_exits(record: Json, step: int, actor: int, text: str) -> None:
    """Put the typed exits in the place of those there are; raises ValueError for what is none."""
    matrix = record["matrix"]
    wanted = [
        _text_to_edge(matrix, [step, actor], part) for part in text.split(";") if part.strip()
    ]
    ends = [edge["to"] for edge in wanted]
    if len(wanted) > MOST_EXITS or any(ends.count(end) > 1 for end in ends):
        raise ValueError(f"no exit: {text}")
    kept = [edge for edge in matrix["edges"] if edge["from"] != [step, actor]]
    put_edges(record, [*kept, *wanted])


def put_edges(record: Json, edges: list[Json]) -> None:
    """Put connectors in the place of all there are; places follow those that stay.

    A connector a person has put in is none to be looked at again.
    """
    places = {}
    for number, edge in enumerate(record["matrix"]["edges"]):
        if found := record["evidence"].pop(f"{PREFIX}{number}", None):
            places[str((edge["from"], edge["to"]))] = (edge, found)
    record["matrix"]["edges"] = edges
    for number, edge in enumerate(edges):
        before = places.get(str((edge["from"], edge["to"])))
        if before is not None:
            is_untouched = before[0] is edge
            doubt = before[1]["needs_review"] and is_untouched
            record["evidence"][f"{PREFIX}{number}"] = before[1] | {"needs_review": doubt}


def _target_to_text(matrix: Json, step: int, actor: int) -> str:
    no = _number(matrix, step)
    marks = matrix["steps"][step]["marks"]
    return f"{no} ({matrix['actors'][actor]})" if len(marks) > 1 else no


def _number(matrix: Json, step: int) -> str:
    """The step's number as written, its place where that names no step alone."""
    no = str(matrix["steps"][step]["no"] or "")
    same = [one for one in matrix["steps"] if one["no"] == no]
    return no if no and len(same) == 1 else f"#{step + 1}"


def _text_to_edge(matrix: Json, start: Ends, text: str) -> Json:
    found = ONE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no exit: {text}")
    step = _step_of(matrix, found["no"].strip())
    actors = [mark["actor"] for mark in matrix["steps"][step]["marks"]]
    if found["actor"]:
        named = found["actor"].strip().casefold()
        actors = [a for a in actors if matrix["actors"][a].casefold() == named]
    if not actors or [step, actors[0]] == start:
        raise ValueError(f"no exit: {text}")
    nearest = min(actors, key=lambda one: abs(one - start[1]))
    label = (found["label"] or "").strip() or None
    return {"from": start, "to": [step, nearest], "label": label}


def _step_of(matrix: Json, no: str) -> int:
    for step in range(len(matrix["steps"])):
        if no.casefold() in (_number(matrix, step).casefold(), f"#{step + 1}"):
            return step
    raise ValueError(f"no exit: {no}")
