"""A plan meets the pages: which fulfil it, and how well, part by part in whole columns.

Postings are read whole into arrays and joined there: at 50,000 pages a common word costs
milliseconds where Whoosh's matchers take one page at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np

from index.disk.board import Board, Mask
from index.disk.postings import Part, Weights
from index.language.analysis import squash, stem, terms
from index.language.slips import distance
from index.query.plan import (
    EXACT,
    AllOf,
    AnyOf,
    Beginning,
    Field,
    Forms,
    NumberPart,
    Plan,
    Property,
    SideBySide,
)
from index.query.tree import Filter, FilterField
from index.store import Snapshot
from records.keeping import is_under

SATURATION = 1.2
LENGTH_SHARE = 0.75
"""k1 and b of BM25 at the values its authors recommend."""
NUMBER_SCORE = 8.0
"""A document found by its number comes before those that happen to hold the parts."""
MOST_BEGINNINGS = 512
"""Words read for one prefix in one part; more would take seconds and mean little."""


@dataclass(frozen=True, slots=True)
class Found:
    """The pages of one part that fulfil a plan, and their scores (0 where they do not)."""

    mask: Mask
    scores: Weights


class _Late(Exception):
    """The time limit has passed."""


class Evaluation:
    """Evaluates plans on one snapshot within the pages visible to one asker."""

    def __init__(self, snapshot: Snapshot, visible: list[Mask], deadline: float) -> None:
        self._snapshot = snapshot
        self._visible = visible
        self._deadline = deadline
        words = sum(float(board.lengths.sum()) for board in snapshot.boards)
        self._mean_length = words / max(1, snapshot.size)
        self.is_complete = True

    def run(self, plan: Plan) -> list[Found]:
        """For each part what fulfils the plan; parts reached too late count as empty."""
        found: list[Found] = []
        for number, part in enumerate(self._snapshot.parts):
            try:
                result = self._evaluate(plan, number)
                mask = result.mask & self._visible[number]
                found.append(Found(mask, np.where(mask, result.scores, np.float32(0))))
            except _Late:
                self.is_complete = False
                found.append(_empty(part.size))
        return found

    def _evaluate(self, plan: Plan, number: int) -> Found:
        if time.monotonic() > self._deadline:
            raise _Late
        part, board = self._snapshot.parts[number], self._snapshot.boards[number]
        match plan:
            case Forms():
                return self._forms(plan, part, board)
            case SideBySide():
                return self._side_by_side(plan, part, board)
            case Beginning(prefix):
                words = self._snapshot.shelf.lexicon(part).starting_with(prefix, MOST_BEGINNINGS)
                return self._beginning(words, part)
            case NumberPart(squashed):
                mask = board.columns["number"].where(lambda value: squashed in squash(value))
                return Found(mask, mask * np.float32(NUMBER_SCORE))
            case Property(condition):
                return _without_score(_property(condition, board))
            case AnyOf(plans):
                return _any(self._evaluate(inner, number) for inner in plans)
            case AllOf(plans, unwanted):
                return self._all(plans, unwanted, number)

    def _all(self, plans: tuple[Plan, ...], unwanted: tuple[Plan, ...], number: int) -> Found:
        mask = self._visible[number].copy()
        scores = np.zeros(len(mask), dtype=np.float32)
        for plan in plans:
            if not mask.any():
                break
            found = self._evaluate(plan, number)
            mask &= found.mask
            scores += found.scores
        for plan in unwanted:
            mask &= ~self._evaluate(plan, number).mask
        return Found(mask, scores)

    def _forms(self, plan: Forms, part: Part, board: Board) -> Found:
        found = _empty(part.size)
        pages = 1
        for lookup in plan.lookups:
            if lookup.field is not Field.HEAD:
                frequency = self._snapshot.frequency(lookup.term, lookup.field)
                pages = max(pages, frequency)
        rarity = self._rarity(pages)
        for lookup in plan.lookups:
            ids, weights = part.postings(lookup.field, lookup.term)
            if not len(ids):
                continue
            found.mask[ids] = True
            gain = self._saturated(weights, board.lengths[ids])
            found.scores[ids] += np.float32(lookup.weight * rarity) * gain
        return found

    def _side_by_side(self, plan: SideBySide, part: Part, board: Board) -> Found:
        among = np.ones(part.size, dtype=np.bool_)
        for term in set(plan.terms):
            here = np.zeros(part.size, dtype=np.bool_)
            here[part.postings(Field.EXACT, term)[0]] = True
            among &= here
        found = _empty(part.size)
        if not among.any():
            return found
        starts: dict[int, set[int]] = {}
        for offset, term in enumerate(plan.terms):
            if time.monotonic() > self._deadline:
                raise _Late
            for page, places in part.positions(term, among).items():
                shifted = {place - offset for place in places}
                starts[page] = starts[page] & shifted if offset else shifted
        for page, begun in starts.items():
            if begun:
                found.mask[page] = True
                found.scores[page] = len(begun)
        rarity = self._rarity(int(found.mask.sum())) * plan.weight
        gain = self._saturated(found.scores, board.lengths)
        return Found(found.mask, np.float32(rarity) * gain)

    def _beginning(self, words: Iterable[str], part: Part) -> Found:
        found = _empty(part.size)
        for count, word in enumerate(words):
            if not count % 64 and time.monotonic() > self._deadline:
                raise _Late
            found.mask[part.postings(Field.EXACT, word)[0]] = True
        return Found(found.mask, found.mask * np.float32(EXACT))

    def _rarity(self, pages: int) -> float:
        return log(1 + (self._snapshot.size - pages + 0.5) / (pages + 0.5))

    def _saturated(self, weights: Weights, lengths: Weights) -> Weights:
        norm = 1 - LENGTH_SHARE + LENGTH_SHARE * lengths / np.float32(self._mean_length or 1)
        gain: Weights = (weights * (SATURATION + 1) / (weights + SATURATION * norm)).astype(
            np.float32
        )
        return gain


def _empty(size: int) -> Found:
    return Found(np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.float32))


def _without_score(mask: Mask) -> Found:
    return Found(mask, np.zeros(len(mask), dtype=np.float32))


def _any(found: Iterable[Found]) -> Found:
    results = list(found)
    mask = results[0].mask.copy()
    scores = results[0].scores.copy()
    for other in results[1:]:
        mask |= other.mask
        scores += other.scores
    return Found(mask, scores)


def _property(condition: Filter, board: Board) -> Mask:
    value = condition.value
    match condition.field:
        case FilterField.KIND:
            return board.columns["kind"].where(lambda kind: kind == value)
        case FilterField.MONTH:
            until = value if condition.until is None else condition.until or "9999-12"
            return board.columns["month"].where(
                lambda month: bool(month) and value <= month <= until
            )
        case FilterField.NUMBER:
            wanted = squash(value)
            return board.columns["number"].where(lambda number: wanted in squash(number))
        case FilterField.UNIT:
            code = value.casefold()
            written = board.columns["unit"].where(lambda unit: _says(unit, value))
            return written | board.columns["scope"].where(lambda scope: _is_unit(scope, code))
        case FilterField.OFFICER | FilterField.VILLAGE:
            name = "officer" if condition.field is FilterField.OFFICER else "village"
            return board.columns[name].where(lambda written: _names(written, value))
        case FilterField.FORM:
            return board.columns["form"].where(lambda form: _says(form, value))
        case FilterField.REPORT:
            return board.columns["report"].where(lambda report: _says(report, value))
        case FilterField.TITLE:
            roots = {stem(term) for term in terms(value)}
            return board.columns["title"].where(
                lambda title: roots <= {stem(term) for term in terms(title)}
            )


def _says(written: str, value: str) -> bool:
    return set(terms(value)) <= set(terms(written))


def _names(written: str, value: str) -> bool:
    """Whether every word of the name stands there, perhaps misread."""
    there = terms(written)
    return all(
        any(term == word or distance(term, word) is not None for word in there)
        for term in terms(value)
    )


def _is_unit(scope: str, code: str) -> bool:
    parts = scope.casefold()
    return bool(parts) and (is_under(parts, code) or code in parts.split("/"))
