"""Which segments merge when: little while people work, the rest at night.

Whoosh's own policy may rewrite the whole index inside one small commit (11 CPU minutes at
150,000 pages). Ours looks at tiers, each `FAN` times as large as the one below, and merges a
tier when `FAN` of its segments have gathered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log

FAN = 8
WORKING_LIMIT = 1500
"""Pages merged in one commit while people wait for it: about five seconds."""
NIGHT_FAN = 2
DROPPED_SHARE = 0.25
"""Share of dropped pages from which a segment is rewritten at night."""

Sizes = Sequence[tuple[int, int]]
"""(pages, dropped pages) of each segment."""


def while_working(sizes: Sizes) -> list[int]:
    """The segments to merge in a commit of the day; few pages, often none."""
    return _full_tiers(sizes, FAN, WORKING_LIMIT)


def nightly(sizes: Sizes) -> list[int]:
    """The segments to merge when nobody waits: alike ones, and those mostly dropped."""
    worn = [
        number for number, (pages, dropped) in enumerate(sizes) if dropped > DROPPED_SHARE * pages
    ]
    return sorted({*_full_tiers(sizes, NIGHT_FAN, None), *worn})


def _full_tiers(sizes: Sizes, fan: int, limit: int | None) -> list[int]:
    """Merging a tier may fill the next: those are merged together at once."""
    tiers: defaultdict[int, list[int]] = defaultdict(list)
    for number, (pages, _) in enumerate(sizes):
        tiers[int(log(max(pages, 1), FAN))].append(number)
    chosen: list[int] = []
    for tier in sorted(tiers):
        together = [*chosen, *tiers[tier]]
        is_full = len(tiers[tier]) + bool(chosen) >= fan
        if is_full and (limit is None or sum(sizes[n][0] for n in together) <= limit):
            chosen = together
    return sorted(chosen)
