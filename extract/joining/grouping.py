"""Which parts make one matrix: the same actors, numbers that go on, pages that follow."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median

from rapidfuzz import fuzz

from extract.joining.numbers import text_to_number
from extract.matrix.parts import MatrixPart
from records.paper import SymbolKind

TERMINATOR = SymbolKind.TERMINATOR
SAME_ACTORS = 60.0
"""Mean likeness, of 100, of the actors' names; heads are read badly, but not all of them."""


def parts_to_groups(parts: Sequence[MatrixPart]) -> tuple[tuple[MatrixPart, ...], ...]:
    """The parts of each matrix, in page order."""
    groups: list[list[MatrixPart]] = []
    for part in sorted(parts, key=lambda p: (p.page, p.box.top)):
        if groups and _goes_on(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return tuple(tuple(group) for group in groups)


def _goes_on(group: Sequence[MatrixPart], part: MatrixPart) -> bool:
    last = group[-1]
    if part.page - last.page > 1:
        # A page between may be missing or unreadable: numbers that go on still join.
        return _has_same_actors(last, part) and _begins_later(group, part)
    if not part.has_head:
        return True
    return _has_same_actors(last, part) and not (_begins_anew(part) or _is_ended(group, part))


def _has_same_actors(a: MatrixPart, b: MatrixPart) -> bool:
    if len(a.actors) != len(b.actors):
        return False
    pairs = zip(a.actors, b.actors, strict=True)
    alike = [fuzz.ratio(_letters(x.name.text), _letters(y.name.text)) for x, y in pairs]
    return fmean(alike) >= SAME_ACTORS


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _numbers(part: MatrixPart) -> list[int]:
    return [n for row in part.rows if (n := text_to_number(row.number.text)) is not None]


def _begin(part: MatrixPart) -> float | None:
    """The number the part begins with, whatever single numbers were misread."""
    numbers = _numbers(part)
    return median(n - i for i, n in enumerate(numbers)) if numbers else None


def _begins_anew(part: MatrixPart) -> bool:
    begin = _begin(part)
    if begin is None or begin > 1:
        return False
    return len(_numbers(part)) > 1 or part.title is not None


def _is_ended(group: Sequence[MatrixPart], part: MatrixPart) -> bool:
    """Whether rows without numbers end in a capsule, and the part begins with one."""
    if any(_numbers(p) for p in (*group, part)):
        return False
    drawn = [marks for p in group if (marks := _marks(p))]
    following = _marks(part)
    if not drawn or not following:
        return False
    is_begun = TERMINATOR in drawn[0][0] and len([m for marks in drawn for m in marks]) > 1
    return is_begun and TERMINATOR in drawn[-1][-1] and TERMINATOR in following[0]


def _marks(part: MatrixPart) -> list[set[SymbolKind]]:
    """The symbols of each row that has some, from top to bottom."""
    rows = ({m.symbol for m in part.marks if m.row == i} for i in range(len(part.rows)))
    return [symbols for symbols in rows if symbols]


def _begins_later(group: Sequence[MatrixPart], part: MatrixPart) -> bool:
    begin = _begin(part)
    earlier = [n for p in group for n in _numbers(p)]
    return begin is not None and bool(earlier) and begin > max(earlier)
