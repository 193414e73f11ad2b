"""Connectors read twice: once more from the same strokes, or once more the other way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from extract.matrix.parts import PlacedMark
from extract.matrix.ways.links import Link, is_decision


def without_echoes(links: Sequence[Link]) -> list[Link]:
    """The connectors, one for each pair of marks, and without ways back that no mark needs.

    A box or capsule is left by one connector: of two that run to and fro between two of them, the
    less sure one is the other read again where what it leaves has another exit. A diamond leads
    back by right.
    """
    kept = _without_repeats(links)
    for one, other in combinations(list(kept), 2):
        if one.tail is other.head and one.head is other.tail and not _leads_back(one):
            echo = _echo(one, other, kept)
            kept = [link for link in kept if link is not echo]
    return kept


def _without_repeats(links: Sequence[Link]) -> list[Link]:
    surest: dict[tuple[int, int], Link] = {}
    for link in links:
        pair = (id(link.tail), id(link.head))
        if pair not in surest or surest[pair].stroke.confidence < link.stroke.confidence:
            surest[pair] = link
    return [link for link in links if surest[id(link.tail), id(link.head)] is link]


def _echo(one: Link, other: Link, links: Sequence[Link]) -> Link | None:
    """Which of two opposite connectors repeats the other, if either does."""
    spare = [link for link in (one, other) if _is_spare(link, links)]
    # of two alike the one that runs against the order of reading
    return min(spare, key=lambda link: (link.stroke.confidence, _runs_down(link)), default=None)


def _leads_back(link: Link) -> bool:
    return not link.is_edge or is_decision(link.tail) or is_decision(link.head)


def _is_spare(link: Link, links: Sequence[Link]) -> bool:
    """Whether what it leaves is left elsewhere as well."""
    return any(other.tail is link.tail and other.head is not link.head for other in links)


def _runs_down(link: Link) -> bool:
    tail, head = link.tail, link.head
    if not (isinstance(tail, PlacedMark) and isinstance(head, PlacedMark)):
        return False
    return tail.place < head.place
