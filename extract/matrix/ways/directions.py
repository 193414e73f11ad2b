"""Which way connectors run where their heads do not tell: by labels and by what each mark needs.

A label stands where a diamond is left. A box is left by one connector, a diamond by two: a line
without a head that leaves a box for the second time and enters a diamond left but once runs the
other way, back from the diamond.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.matrix.branches import Label
from extract.matrix.marks import distance_to_box
from extract.matrix.parts import PlacedMark
from extract.matrix.ways.links import Link, is_decision
from records.geometry import Point
from records.paper import Symbol

BESIDE, AT_EXIT = 1.5, 3.0
"""Char heights from a label to the connector it belongs to, and to the diamond left there."""
BY_LABEL, BY_NEED, BOTH_WAYS = 0.6, 0.5, 0.5
"""Confidence of a connector turned by a label or by need, and of the way back of a double one."""


def settle_directions(
    links: Sequence[Link], labels: Sequence[Label], char_height: float
) -> list[Link]:
    """The connectors, those without a head turned where label or need says so.

    A connector with heads at both ends runs both ways where a label marks the way back.
    """
    found = list(links)
    for i, link in enumerate(links):
        back = _by_label(link, found, labels, char_height)
        if back is None:
            continue
        if link.stroke.is_double:
            found.append(back)
        else:
            found[i] = back
    for i, link in enumerate(found):
        if _is_doubtful(link) and _is_needed_back(link, found):
            found[i] = link.turned(BY_NEED)
    return found


def ways_back(links: Sequence[Link]) -> list[Link]:
    """The ways back of connectors with two heads that may leave a diamond left but once."""
    return [link.turned(BOTH_WAYS) for link in links if _runs_both_ways(link, links)]


def _runs_both_ways(link: Link, links: Sequence[Link]) -> bool:
    """Whether a connector with a head at each end enters a diamond that is left but once."""
    if not (link.stroke.is_double and link.is_edge and is_decision(link.head)):
        return False
    is_drawn = any(one.tail is link.head and one.head is link.tail for one in links)
    return not is_drawn and _exits(link.head, links) == 1


def _by_label(
    link: Link, links: Sequence[Link], labels: Sequence[Label], char_height: float
) -> Link | None:
    """The way back, where a label stands at the diamond that a doubtful connector enters."""
    if not _is_doubtful(link) or not is_decision(link.head) or _exits(link.head, links) > 1:
        return None
    others = [one.stroke.points for one in links if one.tail is link.head]
    others += [
        one.stroke.points[::-1] for one in links if one.head is link.head and one is not link
    ]
    others.append(link.stroke.points)
    for label in labels:
        away = _away(label, link.stroke.points[::-1], char_height)
        if away <= BESIDE and all(away < _away(label, way, char_height) for way in others):
            return link.turned(BOTH_WAYS if link.stroke.is_double else BY_LABEL)
    return None


def _is_doubtful(link: Link) -> bool:
    """Whether heads do not tell which way an edge runs."""
    return link.is_edge and (link.stroke.is_double or not link.stroke.head)


def _away(label: Label, points: Sequence[Point], char_height: float) -> float:
    """Char heights from a label to the beginning of a connector."""
    (x, y), (u, v) = points[0], points[1]
    long = max(abs(u - x), abs(v - y), 1.0)
    near = min(1.0, AT_EXIT * char_height / long)
    spots = [(x + (u - x) * near * t, y + (v - y) * near * t) for t in (0.0, 0.25, 0.5, 0.75, 1.0)]
    return min(distance_to_box(spot, label.box) for spot in spots) / char_height


def _exits(mark: PlacedMark | Symbol | None, links: Sequence[Link]) -> int:
    return sum(link.tail is mark for link in links)


def _is_needed_back(link: Link, links: Sequence[Link]) -> bool:
    enters = sum(one.head is link.head for one in links)
    is_left_too_often = _exits(link.tail, links) > _most_exits(link.tail)
    return is_left_too_often and _exits(link.head, links) < _most_exits(link.head) and enters > 1


def _most_exits(mark: PlacedMark | Symbol | None) -> int:
    return 2 if is_decision(mark) else 1
