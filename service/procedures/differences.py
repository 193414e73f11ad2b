"""What changed between two versions of a procedure: header, rows, cells, marks, connectors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from records.findings import Header, Matrix, Record, Step

PIECES = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE_ROWS = 55.0
"""Of 100: activities less alike than this are one row gone and another come."""
ALIKE_ACTORS = 80.0
HEADER_TEXTS = ("number", "title", "unit", "created_on", "revised", "effective_on")
SIGNED = ("position", "name", "rank", "nrp")
HEADER_LISTS = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
CELLS = ("no", "section", "activity", "duration", "output", "remarks")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `is_changed` where the other text has it not."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text before and after, with what differs marked on both sides."""

    key: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.is_changed for piece in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class MarkPair:
    """A symbol in an actor's column before and after; empty for none."""

    actor: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class FlowChange:
    """A connector that came or went, from the row it stands in; rows are told by their numbers."""

    actor: str
    target: str
    target_actor: str
    label: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row before and after; an index is None where the row is not there."""

    before: int | None
    after: int | None
    cells: tuple[TextPair, ...]
    requirements: tuple[TextPair, ...]
    marks: tuple[MarkPair, ...]
    flows: tuple[FlowChange, ...]

    @property
    def is_changed(self) -> bool:
        if self.before is None or self.after is None or self.flows:
            return True
        texts = (*self.cells, *self.requirements)
        return any(one.is_changed for one in texts) or any(one.is_changed for one in self.marks)


@dataclass(frozen=True, slots=True)
class Differences:
    """Two versions side by side; `actors` come or gone in their own order."""

    header: tuple[TextPair, ...]
    lists: Mapping[str, tuple[TextPair, ...]]
    actors: tuple[TextPair, ...]
    rows: tuple[RowPair, ...]

    @property
    def count(self) -> int:
        """How many fields, points, columns and rows differ."""
        points = [pair for pairs in self.lists.values() for pair in pairs]
        texts = sum(one.is_changed for one in (*self.header, *points, *self.actors))
        return texts + sum(row.is_changed for row in self.rows)


def compare(before: Record, after: Record) -> Differences:
    """The two records side by side; pure."""
    old, new = before.header or Header(), after.header or Header()
    header = [_texts(key, getattr(old, key), getattr(new, key)) for key in HEADER_TEXTS]
    header += [
        _texts(f"approved_by.{key}", getattr(old.approved_by, key), getattr(new.approved_by, key))
        for key in SIGNED
    ]
    lists = {key: _points(key, getattr(old, key), getattr(new, key)) for key in HEADER_LISTS}
    one, other = before.matrix or Matrix(), after.matrix or Matrix()
    columns = _pair_actors(one.actors, other.actors)
    actors = [
        _texts(
            "actor",
            one.actors[old_at] if old_at is not None else "",
            other.actors[new_at] if new_at is not None else "",
        )
        for old_at, new_at in columns
    ]
    return Differences(tuple(header), lists, tuple(actors), _rows(one, other, columns))


def _texts(key: str, before: str | None, after: str | None) -> TextPair:
    """The two texts word by word; case and the width of blanks do not count."""
    old, new = PIECES.findall(before or ""), PIECES.findall(after or "")
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, _folded(old), _folded(new), autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        is_changed = what != "equal"
        if a < b:
            left.append(Piece("".join(old[a:b]), is_changed))
        if c < d:
            right.append(Piece("".join(new[c:d]), is_changed))
    return TextPair(key, tuple(left), tuple(right))


def _folded(pieces: Sequence[str]) -> list[str]:
    return [" " if piece.isspace() else piece.casefold() for piece in pieces]


def _points(key: str, before: Sequence[str], after: Sequence[str]) -> tuple[TextPair, ...]:
    pairs = align(before, after, ALIKE_ROWS)
    return tuple(
        _texts(key, before[a] if a is not None else "", after[b] if b is not None else "")
        for a, b in pairs
    )


def align(
    before: Sequence[str], after: Sequence[str], least: float
) -> list[tuple[int | None, int | None]]:
    """Which text is which of the other side, in order of both: the pairing most alike in all."""
    score = [
        [float(fuzz.ratio(a.casefold(), b.casefold())) if a or b else 100.0 for b in after]
        for a in before
    ]
    rows, columns = len(before), len(after)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            both = score[i][j] + best[i + 1][j + 1] if score[i][j] >= least else -1.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < rows or j < columns:
        is_pair = i < rows and j < columns and score[i][j] >= least
        if is_pair and best[i][j] == score[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    return found


def _pair_actors(
    before: Sequence[str], after: Sequence[str]
) -> list[tuple[int | None, int | None]]:
    return align(before, after, ALIKE_ACTORS)


def _rows(
    before: Matrix, after: Matrix, columns: Sequence[tuple[int | None, int | None]]
) -> tuple[RowPair, ...]:
    pairs = align([s.activity for s in before.steps], [s.activity for s in after.steps], ALIKE_ROWS)
    flows = _flows(before, after, pairs, columns)
    found = []
    for number, (old_at, new_at) in enumerate(pairs):
        old = before.steps[old_at] if old_at is not None else Step("", "")
        new = after.steps[new_at] if new_at is not None else Step("", "")
        found.append(
            RowPair(
                old_at,
                new_at,
                tuple(_texts(key, getattr(old, key), getattr(new, key)) for key in CELLS),
                _points("requirements", old.requirements, new.requirements),
                _marks(old, new, before, after, columns),
                tuple(flows.get(number, ())),
            )
        )
    return tuple(found)


def _marks(
    old: Step,
    new: Step,
    before: Matrix,
    after: Matrix,
    columns: Sequence[tuple[int | None, int | None]],
) -> tuple[MarkPair, ...]:
    found = []
    for old_at, new_at in columns:
        name = after.actors[new_at] if new_at is not None else before.actors[old_at or 0]
        pair = MarkPair(name, _symbol(old, old_at), _symbol(new, new_at))
        if pair.before or pair.after:
            found.append(pair)
    return tuple(found)


def _symbol(step: Step, actor: int | None) -> str:
    return next((str(mark.symbol) for mark in step.marks if mark.actor == actor), "")


Flow = tuple[int, int, int, int, str]
"""From (row pair, column pair) to (row pair, column pair), with its label."""


def _flows(
    before: Matrix,
    after: Matrix,
    rows: Sequence[tuple[int | None, int | None]],
    columns: Sequence[tuple[int | None, int | None]],
) -> dict[int, list[FlowChange]]:
    """Connectors of one side that the other has not, by the row pair they leave."""
    sides = [_named_flows(side, n, rows, columns) for n, side in enumerate((before, after))]
    found: dict[int, list[FlowChange]] = {}
    for is_new in (False, True):
        matrix = after if is_new else before
        for flow in sorted(sides[is_new] - sides[not is_new]):
            row, column, to_row, to_column, label = flow
            step = rows[to_row][is_new]
            target = matrix.steps[step].no or str(step + 1) if step is not None else ""
            actor, to_actor = columns[column][is_new], columns[to_column][is_new]
            change = FlowChange(
                matrix.actors[actor or 0], target, matrix.actors[to_actor or 0], label, is_new
            )
            found.setdefault(row, []).append(change)
    return found


def _named_flows(
    matrix: Matrix,
    side: int,
    rows: Sequence[tuple[int | None, int | None]],
    columns: Sequence[tuple[int | None, int | None]],
) -> set[Flow]:
    row_of = {pair[side]: n for n, pair in enumerate(rows) if pair[side] is not None}
    column_of = {pair[side]: n for n, pair in enumerate(columns) if pair[side] is not None}
    found = set()
    for edge in matrix.edges:
        ends = (edge.start[0], edge.end[0]), (edge.start[1], edge.end[1])
        if all(end in row_of for end in ends[0]) and all(end in column_of for end in ends[1]):
            label = (edge.label or "").casefold()
            found.add(
                (
                    row_of[ends[0][0]],
                    column_of[ends[1][0]],
                    row_of[ends[0][1]],
                    column_of[ends[1][1]],
                    label,
                )
            )
    return found
