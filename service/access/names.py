"""User names: told apart by eye in the trail, and never one the service itself goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from archive.catalogue import audit
from records.errors import NameTaken, NameUnusable
from records.keeping import User
from service.wiring import Services

USABLE = re.compile(r"\w(?:[\w .@'-]{0,118}\w)?")
OWN = frozenset({"berkas", "cli"})
"""What the trail calls the service's own work, and the command line."""


REFUSED = "refuse-log-in"
"""What the trail calls a login that was refused."""
LONGEST_NAME = 120
"""Letters of what was typed as a name that the trail keeps."""


def require_usable(name: str, others: Iterable[User]) -> None:
    """Pass where a new person may be called so; raises NameUnusable, NameTaken."""
    folded = name.casefold()
    if not USABLE.fullmatch(name) or folded in OWN:
        raise NameUnusable(name=name[:LONGEST_NAME])
    if any(one.name.casefold() == folded for one in others):
        raise NameTaken(name=name)


def locks_unknown(name: str, now: datetime, services: Services) -> bool:
    """Whether a name nobody has is locked: like any other, or the lock would tell who exists."""
    access = services.settings.access
    with services.catalogue.read() as db:
        count, last = audit.told_of(db, name[:LONGEST_NAME], REFUSED)
    is_full = count > 0 and count % access.lockout_after == 0
    return is_full and last is not None and last + timedelta(minutes=access.lockout_minutes) > now
