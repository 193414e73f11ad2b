"""Figures of one read document against its truth, both as the JSON of records.

`header` `rows` `cells` `actors` `marks` `edges` of a procedure; `fields` `exact` `ids` `checks` of
a form, and of its values those `given` without review and of these the `right` ones; `table`
`filing` of a recapitulation; `kind` of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.accuracy.likeness import align, folded, full_from, likeness, listed, squashed

Json = Mapping[str, Any]
FIGURES = (
    "kind", "header", "rows", "cells", "actors", "marks", "edges", "fields", "exact", "ids",
    "checks", "given", "right", "table", "filing",
)  # fmt: skip
LISTS = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
DRAWN = ("terminator", "process", "decision")
BRANCHES = {"ya": "yes", "yes": "yes", "tidak": "no", "no": "no"}
EXACT_KEYS = ("nik", "nrp", "phone")
ROW_RIGHT, NAME_RIGHT = 0.8, 0.9


@dataclass
class Tally:
    """Shares of single values, and counts (both, true, found) of what may be missed or made up."""

    shares: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    documents: int = 0

    def count(self, figure: str, true: set[Any], found: set[Any]) -> None:
        for i, size in enumerate((len(true & found), len(true), len(found))):
            self.counts[figure][i] += size

    def figure(self, name: str) -> float | None:
        """The mean or F1 of a figure; None where the papers have none of its kind."""
        if name in self.counts:
            both, true, found = self.counts[name]
            return 2 * both / (true + found) if true + found else None
        values = self.shares.get(name)
        return sum(values) / len(values) if values else None


def score(true: Json, found: Json, tally: Tally) -> None:
    """Adds one document's figures."""
    tally.documents += 1
    same_form = true["kind"] != "form" or true["form"] == found.get("form")
    tally.shares["kind"].append(float(true["kind"] == found.get("kind") and same_form))
    if true["kind"] == "sop":
        _score_header(true["header"], found.get("header") or {}, tally)
        _score_matrix(true["matrix"], found.get("matrix") or {}, tally)
    elif true["kind"] == "report":
        _score_report(true, found, tally)
    elif true["kind"] == "form":
        _score_form(true, found, tally)


def _score_header(true: Json, found: Json, tally: Tally) -> None:
    add = tally.shares["header"].append
    for key in ("number", "title", "unit"):
        if key in true:
            add(full_from(likeness(true[key], found.get(key))))
    for key in ("created_on", "effective_on", "revised"):
        if key in true:
            add(float((true[key] or "") == (found.get(key) or "")))
    signed, read = true.get("approved_by") or {}, found.get("approved_by") or {}
    for key in ("position", "name", "rank"):
        if key in signed:
            add(full_from(likeness(signed[key], read.get(key))))
    if "nrp" in signed:
        add(float((signed["nrp"] or "") == (read.get("nrp") or "")))
    for key in LISTS:
        if key in true:
            add(full_from(likeness(listed(true[key]), listed(found.get(key)))))


def _score_matrix(true: Json, found: Json, tally: Tally) -> None:
    names = found.get("actors") or []
    for i, actor in enumerate(true["actors"]):
        right = i < len(names) and likeness(actor, names[i]) >= NAME_RIGHT
        tally.shares["actors"].append(float(right))
    steps, read = true["steps"], found.get("steps") or []
    pairs = align([s["activity"] for s in steps], [s.get("activity") or "" for s in read])
    good = {
        i
        for i, j in pairs.items()
        if likeness(steps[i]["activity"], read[j].get("activity")) >= ROW_RIGHT
    }
    tally.count(
        "rows", set(range(len(steps))), good | {-1 - k for k in range(len(read) - len(good))}
    )
    for i, step in enumerate(steps):
        tally.shares["cells"] += _cells(step, read[pairs[i]] if i in pairs else None)
    back = {j: i for i, j in pairs.items()}
    tally.count("marks", _marks(steps, {}), _marks(read, back))
    edges = _edges(true.get("edges") or [], None)
    if edges:
        tally.count("edges", edges, _edges(found.get("edges") or [], back))


def _cells(true: Json, found: Json | None) -> list[float]:
    values = []
    for key in ("no", "activity", "duration", "output"):
        if true.get(key):
            values.append(likeness(true[key], found.get(key)) if found else 0.0)
        elif found:
            values.append(float(not squashed(found.get(key))))
    if true.get("requirements"):
        read = listed(found.get("requirements")) if found else ""
        values.append(likeness(listed(true["requirements"]), read))
    return values


def _marks(steps: list[Any], back: Mapping[int, int]) -> set[Any]:
    return {
        (back.get(i, -1 - i) if back else i, mark["actor"], mark["symbol"])
        for i, step in enumerate(steps)
        for mark in step.get("marks") or []
        if mark["symbol"] in DRAWN
    }


def _edges(edges: list[Any], back: Mapping[int, int] | None) -> set[Any]:
    def end(mark: list[int]) -> tuple[int, int]:
        row = mark[0] if back is None else back.get(mark[0], -1 - mark[0])
        return row, mark[1]

    return {
        (end(e["from"]), end(e["to"]), BRANCHES.get((e.get("label") or "").lower(), ""))
        for e in edges
    }


def _score_report(true: Json, found: Json, tally: Tally) -> None:
    tally.shares["filing"] += [
        float(likeness(true["unit"], found.get("unit")) >= NAME_RIGHT),
        float(true["month"] == found.get("month")),
        float(folded(true["number"]) == folded(found.get("number"))),
    ]
    table, read = true["table"], found.get("table") or {}
    lines = [
        (table["columns"], read.get("columns") or []),
        (table["total"], read.get("total") or []),
    ]
    rows = read.get("rows") or []
    lines += [(row, rows[i] if i < len(rows) else []) for i, row in enumerate(table["rows"])]
    for line, got in lines:
        cells = [(c, got[i] if i < len(got) else None) for i, c in enumerate(line)]
        tally.shares["table"] += [float(g is not None and _same_cell(c, g)) for c, g in cells]


def _same_cell(true: object, found: object) -> bool:
    """A dash counts as nought."""
    said = ["0" if str(v).strip() in ("-", "–", "—") else v for v in (true, found)]
    return folded(said[0]) == folded(said[1])


def _score_form(true: Json, found: Json, tally: Tally) -> None:
    if true.get("unit"):
        right = likeness(true["unit"], found.get("unit")) >= NAME_RIGHT
        tally.shares["filing"].append(float(right))
    read, evidence = found.get("fields") or {}, found.get("evidence") or {}
    for key, value in true["fields"].items():
        rows = value if isinstance(value, list) else None
        if rows is None:
            _score_field(key, value, read.get(key), tally)
            _score_given(value, read.get(key), evidence.get(f"fields.{key}"), tally)
            continue
        rows_read = read.get(key)
        got: list[Any] = rows_read if isinstance(rows_read, list) else []
        for i, row in enumerate(rows):
            for name, text in row.items():
                value = got[i].get(name) if i < len(got) else None
                _score_field(name, text, value, tally)
                _score_given(text, value, evidence.get(f"fields.{key}.{i}.{name}"), tally)


def _score_field(key: str, true: object, found: object, tally: Tally) -> None:
    if isinstance(true, bool):
        tally.shares["checks"].append(float(bool(found) == true))
        return
    tally.shares["fields"].append(likeness(true, found) if true else float(not squashed(found)))
    tally.shares["exact"].append(float(folded(true) == folded(found)))
    if true and (key in EXACT_KEYS or key.endswith(("_on", "_date"))):
        tally.shares["ids"].append(float(folded(true) == folded(found)))


def _score_given(true: object, found: object, evidence: Json | None, tally: Tally) -> None:
    """Whether a text that was written, or made up, is given without review, and if so rightly."""
    if isinstance(true, bool) or not (true or found):
        return
    is_given = bool(found) and evidence is not None and not evidence.get("needs_review")
    tally.shares["given"].append(float(is_given))
    if is_given:
        tally.shares["right"].append(float(folded(true) == folded(found)))
