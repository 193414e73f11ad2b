"""What checking costs, in keystrokes and time, for those who answer for it."""

from __future__ import annotations

from datetime import timedelta

from archive.desk import efforts
from archive.desk.efforts import Effort
from records.keeping import User
from service.filing.sight import sight_in
from service.permissions import Deed, require
from service.wiring import Services

SPAN = timedelta(days=31)
MOST_STROKES, MOST_MS = 10_000, 15 * 60 * 1000
"""Of one word: more, and somebody leaned on a key or left the desk."""


def note(number: int, strokes: int, ms: int, services: Services) -> None:
    """Keep what a word cost: keystrokes, and milliseconds since the word before it."""
    with services.catalogue.begin() as db:
        efforts.put(db, number, min(strokes, MOST_STROKES), min(ms, MOST_MS))


def of_last_month(user: User, services: Services) -> list[Effort]:
    """By person and form, over papers within sight; raises NotAllowed."""
    require(user, Deed.ACCEPT)
    sight = sight_in(user, services)
    since = services.clock() - SPAN
    with services.catalogue.read() as db:
        return efforts.by_person(db, sight.scope, secret=sight.secret, since=since)
