"""The role of each column from the labels that could be read and the order all matrices keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.matrix.parts import Role

QUALITY_ORDER = (Role.REQUIREMENTS, Role.DURATION, Role.OUTPUT, Role.REMARKS)
NARROW = 0.5
"""Of its right neighbour's width; a column of numbers stays below."""
WIDE = 1.6
"""Times an actor's column; text needs more room than a symbol."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: its own label, that of the head over several, its width."""

    label: Role | None
    over: Role | None
    width: float


def headings_to_roles(headings: Sequence[Heading]) -> tuple[Role | None, ...]:
    """One role a column: number, activity, actors, quality, remarks; None for a strange one."""
    activity = _activity(headings)
    first = _first_quality(headings, activity)
    roles: list[Role | None] = [None] * len(headings)
    if activity:
        roles[activity - 1] = Role.NUMBER
    roles[activity] = Role.ACTIVITY
    for i in range(activity + 1, first):
        roles[i] = Role.ACTOR
    roles[first:] = _quality_roles([h.label for h in headings[first:]])
    return tuple(roles)


def _activity(headings: Sequence[Heading]) -> int:
    for i, heading in enumerate(headings[:3]):
        if heading.label is Role.ACTIVITY:
            return i
    if len(headings) > 1 and headings[0].width < NARROW * headings[1].width:
        return 1
    return 1 if headings[0].label is Role.NUMBER else 0


def _first_quality(headings: Sequence[Heading], activity: int) -> int:
    """Where the actors' columns end."""
    rest = range(activity + 1, len(headings))
    actors = [i for i in rest if headings[i].over is Role.ACTOR]
    least = max(actors, default=activity) + 1
    for i in range(least, len(headings)):
        if headings[i].over is Role.QUALITY or headings[i].label in QUALITY_ORDER:
            return _back_to_requirements(headings, i, activity, least)
    return len(headings)


def _back_to_requirements(
    headings: Sequence[Heading], found: int, activity: int, least: int
) -> int:
    """One column back where the label of the requirements could not be read."""
    if headings[found].over is Role.QUALITY or headings[found].label is Role.REQUIREMENTS:
        return found
    before = found - 1
    if before < least or before <= activity + 1 or headings[before].label is not None:
        return found
    usual = median(headings[i].width for i in range(activity + 1, before))
    return before if headings[before].width > WIDE * usual else found


def _quality_roles(labels: Sequence[Role | None]) -> list[Role | None]:
    """Labels kept where they name a quality column, the others filled in by order."""
    roles: list[Role | None] = []
    for label in labels:
        is_new = label in QUALITY_ORDER and label not in roles
        roles.append(label if is_new else None)
    for i, role in enumerate(roles):
        if role is not None:
            continue
        after = next((r for r in roles[i + 1 :] if r is not None), None)
        last = next((r for r in reversed(roles[:i]) if r is not None), None)
        low = QUALITY_ORDER.index(last) + 1 if last else 0
        high = QUALITY_ORDER.index(after) if after else len(QUALITY_ORDER)
        free = [r for r in QUALITY_ORDER[low:high] if r not in roles]
        roles[i] = free[0] if free else None
    return roles
