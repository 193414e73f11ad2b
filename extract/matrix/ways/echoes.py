"""Connectors read twice: once more from the same strokes, or once more the other way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from extract.matrix.parts import PlacedMark
from extract.matrix.ways.links import Link, is_decision


def without_echoes(links: Sequence[Link]) -> list[Link]:
    """The connectors, one for each pair of marks, and without ways back that no mark needs.

    A box or capsule is left by one connector: where it has another exit, what leads back from it
    along a way that enters it is that way read again, unless nothing else leads there.
    """
    kept = _without_repeats(links)
    for one, other in combinations(list(kept), 2):
        if one.tail is other.head and one.head is other.tail:
            spare = [link for link in (one, other) if _is_spare(link, kept)]
            # of two alike the one that runs against the order of reading
            echo = min(spare, key=lambda k: (k.stroke.confidence, _runs_down(k)), default=None)
            kept = [link for link in kept if link is not echo]
    return kept


def _without_repeats(links: Sequence[Link]) -> list[Link]:
    surest: dict[tuple[int, int], Link] = {}
    for link in links:
        pair = (id(link.tail), id(link.head))
        if pair not in surest or surest[pair].stroke.confidence < link.stroke.confidence:
            surest[pair] = link
    return [link for link in links if surest[id(link.tail), id(link.head)] is link]


def _is_spare(link: Link, links: Sequence[Link]) -> bool:
    """Whether what it leaves is left elsewhere as well, and what it enters entered elsewhere."""
    if not link.is_edge or is_decision(link.tail):
        return False
    is_left = any(one.tail is link.tail and one.head is not link.head for one in links)
    return is_left and any(one.head is link.head and one.tail is not link.tail for one in links)


def _runs_down(link: Link) -> bool:
    tail, head = link.tail, link.head
    if not (isinstance(tail, PlacedMark) and isinstance(head, PlacedMark)):
        return False
    return tail.place < head.place
