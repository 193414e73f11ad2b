"""When a file has come to rest: its size and time the same over several looks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a look sees of a file."""

    size: int
    changed_ns: int
    inode: int


class Tracker(Generic[Name]):
    """Counts looks at which nothing has changed."""

    def __init__(self, settled_polls: int) -> None:
        self._settled = settled_polls
        self._seen: dict[Name, tuple[Stamp, int]] = {}

    def settled(self, present: Mapping[Name, Stamp]) -> list[Name]:
        """Files that were the same at so many looks after the first; empty ones never are.

        Files that are gone are forgotten.
        """
        seen: dict[Name, tuple[Stamp, int]] = {}
        for name, stamp in present.items():
            before, looks = self._seen.get(name, (stamp, -1))
            seen[name] = (stamp, looks + 1 if stamp == before else 0)
        self._seen = seen
        return [n for n, (stamp, looks) in seen.items() if looks >= self._settled and stamp.size]
