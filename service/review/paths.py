"""Values of a record by their paths, in the record's JSON: `fields.nik`, `matrix.steps.3.output`.

A mark of a procedure has a path of its own making, `matrix.steps.3.actors.1`: the symbol in that
actor's column, empty where there is none; `matrix.steps.3.exits.1` is where the flow goes from it.
One place behind a row's last requirement stands an empty one, to be filled.
"""

from __future__ import annotations

import re
from typing import Any

from records.paper import SymbolKind
from service.review.exits import EXITS, PREFIX, exits_name, exits_to_text, put_edges, put_exits

Json = dict[str, Any]
MARK = re.compile(r"matrix\.steps\.(\d+)\.actors\.(\d+)")
READ_MARK = re.compile(r"matrix\.steps\.(\d+)\.marks\.(\d+)")
NEED = re.compile(r"matrix\.steps\.(\d+)\.requirements\.(\d+)")
MOST_NEEDS = 60
LONGEST_VALUE = 4_000


def value_at(record: Json, path: str) -> object:
    """The value; raises LookupError where the record has no such place."""
    if exits := exits_name(record, path):
        return exits_to_text(record, *exits)
    mark = _mark_name(record, path)
    if mark:
        found = _mark_of(record, *mark)
        return found["symbol"] if found else ""
    if _new_need(record, path) is not None:
        return ""
    holder, key = _holder(record, path)
    value = holder[key]
    if not isinstance(value, str | bool | None):
        raise LookupError(path)
    return value


def put_value(record: Json, path: str, value: object) -> None:
    """Put the value in its place; raises LookupError, or ValueError for one that cannot stand."""
    if exits := exits_name(record, path):
        put_exits(record, *exits, str(value))
        return
    mark = _mark_name(record, path)
    if mark:
        if READ_MARK.fullmatch(path) and not value:
            raise ValueError(path)  # its own path would be gone: the cell's path takes marks away
        _put_mark(record, *mark, str(value))
        return
    present = value_at(record, path)
    if isinstance(present, bool) != isinstance(value, bool):
        raise ValueError(path)
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        raise ValueError(path)
    needs = _new_need(record, path)
    if needs is not None:
        needs += [value] if value else []
        return
    holder, key = _holder(record, path)
    if NEED.fullmatch(path) and not value and key == len(holder) - 1:
        del holder[key]
    else:
        holder[key] = value


def _new_need(record: Json, path: str) -> list[Any] | None:
    """The row's requirements where the path names the place behind them."""
    found = NEED.fullmatch(path)
    steps = (record.get("matrix") or {}).get("steps", [])
    if found is None or int(found[1]) >= len(steps):
        return None
    needs: list[Any] = steps[int(found[1])]["requirements"]
    return needs if int(found[2]) == len(needs) < MOST_NEEDS else None


def _holder(record: Json, path: str) -> tuple[Any, Any]:
    """What holds the value, and under which key; only places that are there already."""
    parts = path.split(".")
    if parts[0] in {"evidence", "pages", "kind", "confidence"}:
        raise LookupError(path)
    holder: Any = record
    for part in parts[:-1]:
        holder = holder[_key(holder, part)]
    return holder, _key(holder, parts[-1])


def _key(holder: Any, part: str) -> Any:
    if isinstance(holder, list):
        if not part.isascii() or not part.isdigit() or int(part) >= len(holder):
            raise LookupError(part)
        return int(part)
    if not isinstance(holder, dict) or part not in holder:
        raise LookupError(part)
    return part


def _mark_name(record: Json, path: str) -> tuple[int, int] | None:
    """(step, actor) of a mark's path, None for others; raises LookupError beyond the matrix."""
    made, read = MARK.fullmatch(path), READ_MARK.fullmatch(path)
    if not made and not read:
        return None
    matrix = record.get("matrix") or {}
    steps, actors = matrix.get("steps", []), matrix.get("actors", [])
    step, second = map(int, (made or read).groups())  # type: ignore[union-attr]
    if step >= len(steps):
        raise LookupError(path)
    if read:
        marks = steps[step]["marks"]
        if second >= len(marks):
            raise LookupError(path)
        return step, int(marks[second]["actor"])
    if second >= len(actors):
        raise LookupError(path)
    return step, second


def _mark_of(record: Json, step: int, actor: int) -> Json | None:
    marks = record["matrix"]["steps"][step]["marks"]
    return next((mark for mark in marks if mark["actor"] == actor), None)


def _put_mark(record: Json, step: int, actor: int, symbol: str) -> None:
    """Change, add or take away a mark; connectors of one that is gone go with it."""
    found = _mark_of(record, step, actor)
    marks = record["matrix"]["steps"][step]["marks"]
    if symbol:
        kind = str(SymbolKind(symbol))
        if found:
            found["symbol"] = kind
        else:
            marks.append({"actor": actor, "symbol": kind})
    elif found:
        _forget_evidence(record, f"matrix.steps.{step}.marks.", marks.index(found))
        marks.remove(found)
        ends = [step, actor]
        edges = record["matrix"]["edges"]
        put_edges(record, [e for e in edges if ends not in (e["from"], e["to"])])


def _forget_evidence(record: Json, prefix: str, gone: int) -> None:
    """The places of the marks behind one that is taken away move up with them."""
    evidence = record["evidence"]
    at = gone
    while f"{prefix}{at}" in evidence:
        following = evidence.get(f"{prefix}{at + 1}")
        if following is None:
            del evidence[f"{prefix}{at}"]
        else:
            evidence[f"{prefix}{at}"] = following
        at += 1


def is_mark(path: str) -> bool:
    """Whether the path names a mark."""
    return any(kind.fullmatch(path) for kind in (MARK, READ_MARK, EXITS))


def flow_at(record: Json, path: str) -> Json:
    """All that changes with a mark: the step's marks, their places, the connectors."""
    step = int(path.split(".")[2])
    prefixes = (f"matrix.steps.{step}.marks.", PREFIX)
    return {
        "marks": record["matrix"]["steps"][step]["marks"],
        "edges": record["matrix"]["edges"],
        "evidence": {p: e for p, e in record["evidence"].items() if p.startswith(prefixes)},
    }


def put_flow(record: Json, path: str, flow: Json) -> None:
    """Put back what `flow_at` gave."""
    step = int(path.split(".")[2])
    prefixes = (f"matrix.steps.{step}.marks.", PREFIX)
    record["matrix"]["steps"][step]["marks"] = flow["marks"]
    record["matrix"]["edges"] = flow["edges"]
    kept = {p: e for p, e in record["evidence"].items() if not p.startswith(prefixes)}
    record["evidence"] = kept | flow["evidence"]
