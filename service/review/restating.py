"""Values brought into the state a word on them left: at its saying, its undoing, a new reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from archive.desk.reviews import Review
from extract.matrix.lint import lint_procedure
from records.errors import NotFound
from records.findings import Kind
from records.findings_json import json_to_record, record_to_json
from records.keeping import Filed
from service.filing.documents import MONTH, record_title_and_number
from service.review.paths import Json, flow_at, is_mark, put_flow, put_value, value_at
from service.review.shape import is_shape, put_shape, shape_at
from service.review.values import MONTH_DATES


@dataclass(frozen=True, slots=True)
class Restated:
    """A document read afresh with persons' words on it, and the numbers of words without place."""

    filed: Filed
    text: str
    lost: tuple[int, ...] = ()


def restate(fresh: tuple[Filed, str], earlier: Filed | None, words: Sequence[Review]) -> Restated:
    """Bring back what persons said of a document after it was read afresh.

    A word whose value has no place any more is lost to the record, never from the history; all
    are where the new reading finds another paper at the position.
    """
    filed, text = fresh
    undone = {word.undoes for word in words}
    standing = [w for w in words if w.verdict != "undo" and w.number not in undone]
    if not words or earlier is None or not _is_same(filed, earlier):
        return Restated(filed, text, tuple(word.number for word in standing))
    data, lost = json.loads(text), []
    for word in standing:
        tried = deepcopy(data)
        try:
            put_state(tried, word.path, json.loads(word.after))
            filed = refiled(filed, tried, word)
        except (LookupError, ValueError):
            lost.append(word.number)
            continue
        data = tried
    look_over(data)
    return Restated(filed, json.dumps(data, ensure_ascii=False), tuple(lost))


def _is_same(fresh: Filed, earlier: Filed) -> bool:
    sort = (fresh.kind, fresh.form, fresh.report) == (earlier.kind, earlier.form, earlier.report)
    return sort and bool(set(fresh.pages) & set(earlier.pages))


def refiled(filed: Filed, data: Json, word: Review) -> Filed:
    """The row a list shows, after the record has changed."""
    record = json_to_record(data)
    title, number = record_title_and_number(record)
    month = filed.month
    if word.path in MONTH_DATES:
        before, after = (json.loads(text)["value"] for text in (word.before, word.after))
        # a month that a person has set by hand does not follow the date
        if month is None or str(before or "")[:7] == month:
            fresh = str(after or "")[:7]
            month = fresh if MONTH.fullmatch(fresh) else month
            data["month"] = month
    doubtful = sum(bool(found["needs_review"]) for found in data["evidence"].values())
    return replace(
        filed, title=title or filed.title, number=number, month=month, needs_review=doubtful
    )


def look_over(data: Json) -> None:
    """Make the findings on a procedure anew, in their usual place in the record."""
    record = json_to_record(data)
    if record.kind is not Kind.SOP:
        return
    found = record_to_json(replace(record, lint=lint_procedure(record)))
    evidence = data.pop("evidence")
    data.pop("lint", None)
    data |= {"lint": found["lint"]} if "lint" in found else {}
    data["evidence"] = evidence


def state_at(data: Json, path: str) -> Json:
    """What an undo must bring back: the value, whether it is doubted, and connectors of a mark.

    Of a change of the matrix's shape it is the matrix as a whole.
    """
    if is_shape(path):
        return deepcopy({"value": None, "needs_review": False, "shape": shape_at(data)})
    found = data["evidence"].get(path)
    state: Json = {"value": None, "needs_review": bool(found and found["needs_review"])}
    try:
        state["value"] = value_at(data, path)
    except LookupError as error:
        if found is None:
            raise NotFound(what=path[:200]) from error
        state["is_drawn"] = True
    if is_mark(path):
        state |= {"flow": flow_at(data, path)}
    return deepcopy(state)


def put_state(data: Json, path: str, state: Json) -> None:
    """Bring the value into a state that `state_at` told; raises LookupError, ValueError."""
    if "shape" in state:
        put_shape(data, deepcopy(state["shape"]))
    elif "is_drawn" in state:
        pass  # only the doubt changes
    elif "flow" in state:
        put_flow(data, path, deepcopy(state["flow"]))
    else:
        put_value(data, path, state["value"])
    if path in data["evidence"]:
        data["evidence"][path]["needs_review"] = state["needs_review"]
