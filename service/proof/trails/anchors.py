"""Where the trail was last found unbroken, so that a month's check need not read all of it again.

A check of the whole archive reads the trail from its first line and, where it is unbroken, tells in
its own line up to which number and hash. A month's check goes on from there, and reads besides
every line that speaks of the month. The check of the whole never trusts an anchor.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from archive.catalogue import audit
from archive.catalogue.audit import BEFORE_ALL, Anchor
from archive.catalogue.tables import audit as audit_table
from records.months import Damage
from service.wiring import Services

FACT = "trail"


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """What a look at the trail from an anchor on found; `since` None: from the first line."""

    count: int
    broken: tuple[int, ...]
    since: datetime | None


def trail_head(services: Services) -> Anchor:
    """The last line now: what is read after this reaches at least there."""
    with services.catalogue.read() as db:
        return audit.head(db)


def anchored(head: Anchor, found: Iterable[Damage]) -> Mapping[str, object]:
    """The fact that a check of the whole archive tells of the trail, where it was unbroken."""
    if any(one.code == "trail-broken" for one in found):
        return {}
    return {FACT: [head.number, head.hash]}


def check_trail(db: Connection, target: str) -> TrailCheck:
    """The trail since it was last found unbroken, and every line of the target."""
    anchor, since = _last_anchor(db)
    broken = {*audit.broken(db, anchor), *audit.broken_of(db, target)}
    is_later = audit_table.c.id >= max(1, anchor.number)
    looked_at = select(func.count()).where(or_(is_later, audit_table.c.target == target))
    count = db.execute(looked_at.select_from(audit_table)).scalar_one()
    return TrailCheck(count, tuple(sorted(broken)), since)


def _last_anchor(db: Connection) -> tuple[Anchor, datetime | None]:
    """The newest anchor that stands in a line which is whole itself."""
    line = audit.latest(db, audit.WHOLE, "verify")
    told = json.loads(line.facts).get(FACT) if line is not None and audit.is_whole(line) else None
    if line is None or not told or told[0] >= line.id:
        return BEFORE_ALL, None
    return Anchor(int(told[0]), str(told[1])), line.at
