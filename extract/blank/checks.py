"""Check boxes of a group: which square is whose, and which are checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from statistics import median

from extract.blank.ink import Leveled, inks_to_runs
from extract.blank.labels import Label, Spoken
from extract.blank.lettering import best_likeness
from forms.form import Option
from records.geometry import Box
from records.pen import CheckBox

LABEL_NEAR = 1.6
"""A box's label begins this near to its right side, in sides of the box."""
LEAST_INSIDE = 0.06
"""Share of a square's inside that a pen's lightest stroke covers; specks stay below."""
LEAST_AROUND = 0.3
"""Ink around a square, in its areas, that is a check made beside it."""
FAIR = 0.12
"""Up to here a checked square is one in doubt."""
UNDER_STROKE = 0.08
"""Share of a square's inside that a check leaves beside the stroke that strikes it out."""
SCRIBBLED = 0.5
"""Share of a square's inside that is full: a check where it is the only one, else crossed out."""
BESIDE, BESIDE_REACH, BESIDE_LEAST = 0.7, 1.2, 0.45
"""How sure a check is that was made left of its square; how far left, and how large (sides)."""
FEW_MARKS = 2
"""Strokes that a check is made of; more stand in a word."""
TALL = 1.3
"""Letter heights above which a mark is no letter of print."""
CROSSED_OUT = 0.8
"""How sure it is that a square was crossed out: a person looks."""


class Mark(Enum):
    """What a pen left in a square.

    A stroke through it, or ink all over it, checks it where it is the only one of its group;
    beside a plain check it takes one back. A check with a stroke through it is always taken back.
    """

    NONE = "none"
    PLAIN = "plain"
    STROKE = "stroke"
    FULL = "full"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Square:
    """A square on the levelled page."""

    box: Box
    check: CheckBox


@dataclass(frozen=True, slots=True)
class Checked:
    """An option, whether it is checked, how sure that is, and its square (None: not found)."""

    option: Option
    is_checked: bool
    confidence: float
    square: Square | None


def squares_in_rows(
    label: Label, top: float, bottom: float, squares: Sequence[Square], unit: float
) -> list[Square]:
    """The squares of a group: right of its label, between two heights, of one size."""
    left = label.colon.right if label.colon is not None else label.box.right
    near = [
        s for s in squares if s.box.left > left - 0.3 * unit and top <= s.box.center[1] <= bottom
    ]
    if not near:
        return []
    side = max(s.box.width for s in near)
    usual = median([s.box.width for s in near if s.box.width > 0.75 * side])
    kept = [s for s in near if 0.75 * usual <= s.box.width <= 1.35 * usual]
    return sorted(kept, key=lambda s: (round(s.box.center[1] / (1.2 * usual)), s.box.left))


def read_checks(
    options: Sequence[Option], squares: Sequence[Square], spoken: Sequence[Spoken]
) -> tuple[Checked, ...]:
    """Each option with its square: by the label beside it, else by its turn.

    Labels stand right of all squares of a group, or left of all.
    """
    homes, sure = homes_of(options, [_right_text(square, spoken) for square in squares])
    left, surer = homes_of(options, [_left_text(square, spoken) for square in squares])
    if surer > sure:
        homes = left
    rest = [k for k in range(len(squares)) if k not in homes.values()]
    missing = [n for n in range(len(options)) if n not in homes]
    if len(rest) == len(missing):
        homes |= dict(zip(missing, rest, strict=True))
    return _judged(options, squares, homes)


def homes_of(options: Sequence[Option], texts: Sequence[str]) -> tuple[dict[int, int], float]:
    """Which option each square's text names, and how alike they are together."""
    scored = []
    for k, text in enumerate(texts):
        for n, option in enumerate(options):
            alike = best_likeness(text, option.labels) if text else 0.0
            scored.append((alike + (0.01 if k == n else 0.0), n, k))
    homes: dict[int, int] = {}
    sure = 0.0
    for alike, n, k in sorted(scored, reverse=True):
        if alike >= 0.5 and n not in homes and k not in homes.values():
            homes[n] = k
            sure += alike
    return homes, sure


def _judged(
    options: Sequence[Option], squares: Sequence[Square], homes: dict[int, int]
) -> tuple[Checked, ...]:
    empty = min((s.check.inside for s in squares), default=0.0)
    marks = {n: _mark(squares[k].check, empty) for n, k in homes.items()}
    is_any_plain = Mark.PLAIN in marks.values()
    found = []
    for n, option in enumerate(options):
        if n not in homes:
            found.append(Checked(option, False, 0.5, None))
            continue
        mark, square = marks[n], squares[homes[n]]
        inside = square.check.inside - min(empty, LEAST_INSIDE)
        is_sure = inside >= FAIR or (mark is Mark.NONE and inside < LEAST_INSIDE / 2)
        if mark is Mark.CANCELLED or (is_any_plain and mark in (Mark.STROKE, Mark.FULL)):
            found.append(Checked(option, False, CROSSED_OUT, square))
        else:
            found.append(Checked(option, mark is not Mark.NONE, 0.99 if is_sure else 0.7, square))
    return tuple(found)


def _mark(check: CheckBox, empty: float) -> Mark:
    """What a pen left in a square; `empty` is what the emptiest of the group has inside."""
    inside = check.inside - min(empty, LEAST_INSIDE)
    if inside < LEAST_INSIDE and check.around < LEAST_AROUND:
        return Mark.NONE
    if check.struck is not None:
        return Mark.CANCELLED if check.struck >= UNDER_STROKE else Mark.STROKE
    return Mark.FULL if inside >= SCRIBBLED else Mark.PLAIN


def checked_beside(answers: Sequence[Checked], loose: Sequence[Box]) -> tuple[Checked, ...]:
    """The answers of a group, one of them checked where the only pen's mark stands left of it.

    `loose` are marks on the levelled page that are neither print nor inside a square.
    """
    if any(one.is_checked for one in answers):
        return tuple(answers)
    near = [n for n, one in enumerate(answers) if _is_marked_beside(one, loose)]
    if len(near) != 1:
        return tuple(answers)
    return tuple(
        replace(one, is_checked=True, confidence=BESIDE) if n == near[0] else one
        for n, one in enumerate(answers)
    )


def _is_marked_beside(one: Checked, loose: Sequence[Box]) -> bool:
    if one.square is None:
        return False
    box = one.square.box
    return any(
        box.left - BESIDE_REACH * box.width <= mark.center[0] < box.left
        and abs(mark.center[1] - box.center[1]) <= box.height
        and BESIDE_LEAST * box.height <= max(mark.width, mark.height) <= 2.5 * box.height
        for mark in loose
    )


def _right_text(square: Square, spoken: Sequence[Spoken]) -> str:
    """What stands right of the square, before the next one."""
    box = square.box
    near = [
        one
        for one in _level(square, spoken)
        if one.run.box.right > box.right and one.run.box.left < box.right + LABEL_NEAR * box.width
    ]
    best = min(near, key=lambda one: abs(one.run.box.left - box.right), default=None)
    return best.text if best is not None else ""


def _left_text(square: Square, spoken: Sequence[Spoken]) -> str:
    """What stands left of the square, behind the one before."""
    box = square.box
    near = [
        one
        for one in _level(square, spoken)
        if one.run.box.left < box.left and one.run.box.right > box.left - LABEL_NEAR * box.width
    ]
    best = min(near, key=lambda one: abs(one.run.box.right - box.left), default=None)
    return best.text if best is not None else ""


def _level(square: Square, spoken: Sequence[Spoken]) -> list[Spoken]:
    box = square.box
    return [one for one in spoken if abs(one.run.box.center[1] - box.center[1]) <= 0.8 * box.height]


def loose_marks(page: Leveled, spoken: Sequence[Spoken]) -> list[Box]:
    """The marks that are neither print nor inside a square, nor letters of a word.

    A pen's mark taller than print is one though it was taken for a letter of the word before it.
    """
    said = {ink.mark.key for one in spoken for ink in one.run.inks}
    rest = [
        ink
        for ink in page.inks
        if ink.mark.key not in said and not any(box.overlap(ink.box) > 0 for box, _ in page.squares)
    ]
    few = [run.box for run in inks_to_runs(rest, page.unit) if len(run.inks) <= FEW_MARKS]
    tall = [i.box for i in page.inks if i.mark.key in said and i.box.height >= TALL * page.unit]
    return few + tall
