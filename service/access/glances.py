"""Small reads of papers, thumbnails, crops, suggestions: all told in the trail, in few lines.

The first of an hour is a line at once, so that no paper is read untold. Those that follow are
counted, and the count becomes a second line when the hour is over or the service stops. A process
that is killed loses counts, never the fact that somebody looked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from archive.catalogue import audit
from archive.catalogue.database import Catalogue

SPAN = timedelta(hours=1)
MOST_OPEN = 5_000
"""Tallies kept at a time: some hundred people with a dozen documents each."""
MOST_PAGES = 200
"""Page numbers named in one line."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A small read: of a document's part, or of the words of all papers (without `target`)."""

    who: str
    deed: str
    target: str = ""
    part: str = ""


@dataclass(slots=True)
class _Tally:
    since: datetime
    further: int = 0
    pages: set[int] = field(default_factory=set)


class Glances:
    """What is counted for the hour, of one process; safe to share among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Glance, _Tally] = {}

    def note(self, catalogue: Catalogue, at: datetime, seen: Glance, page: int = 0) -> None:
        """Tell or count the read; what is to be told is in the trail when this returns."""
        with self._lock:
            due = self._take(lambda tally: at - tally.since >= SPAN)
            if len(self._open) >= MOST_OPEN:
                due |= self._take(lambda tally: True)
            is_first = seen not in self._open
            tally = self._open.setdefault(seen, _Tally(at))
            if not is_first:
                tally.further += 1
                tally.pages |= {page} if page and len(tally.pages) < MOST_PAGES else set()
        if not is_first and not any(one.further for one in due.values()):
            return
        try:
            with catalogue.begin() as db:
                _tell(db, at, due)
                if is_first:
                    told = {"part": seen.part, "page": page} if page else {}
                    audit.write(db, at, seen.who, seen.deed, seen.target, told)
        except BaseException:
            with self._lock:  # untold: the next one is the first again
                self._open.pop(seen, None)
            raise

    def flush(self, catalogue: Catalogue, at: datetime) -> None:
        """Tell all that is counted so far."""
        with self._lock:
            due = self._take(lambda tally: True)
        if any(tally.further for tally in due.values()):
            with catalogue.begin() as db:
                _tell(db, at, due)

    def _take(self, is_due: Callable[[_Tally], bool]) -> dict[Glance, _Tally]:
        due = {seen: tally for seen, tally in self._open.items() if is_due(tally)}
        for seen in due:
            del self._open[seen]
        return due


def _tell(db: Connection, at: datetime, due: dict[Glance, _Tally]) -> None:
    for seen, tally in due.items():
        if tally.further:
            facts: dict[str, object] = {"further": tally.further, "since": tally.since.isoformat()}
            facts |= {"part": seen.part, "pages": sorted(tally.pages)} if seen.part else {}
            audit.write(db, at, seen.who, seen.deed, seen.target, facts)
