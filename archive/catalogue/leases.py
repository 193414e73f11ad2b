"""Who works on what: claims by lease, signs of life, and how work ends.

Whoever claims writes its name and a time into the row; every later word about the entry holds
only while that name still stands there. So two workers may both try, and one of them counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from archive.catalogue.entries import row_to_entry
from archive.catalogue.tables import entries
from records.keeping import Entry, EntryId, State


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry taken to work on; `interruptions` counts claims that were cut off unseen."""

    entry: Entry
    owner: str
    interruptions: int


def claim(
    db: Connection, owner: str, now: datetime, until: datetime, wanted: EntryId | None = None
) -> Claim | None:
    """Take the entry longest waiting (or the wanted one) where it is free; None otherwise.

    Those that failed or were cut off before stand back behind the fresh ones. An expired lease
    that is taken over counts as an interruption.
    """
    free = _free(now)
    if wanted is not None:
        free = and_(free, entries.c.id == wanted)
    order = (entries.c.attempts + entries.c.interruptions, entries.c.id)
    pick = select(entries).where(free).order_by(*order).limit(1)
    row = db.execute(pick.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    cut_off = row._mapping["interruptions"] + (row._mapping["lease_owner"] is not None)
    db.execute(
        update(entries)
        .where(entries.c.id == row._mapping["id"])
        .values(lease_owner=owner, lease_until=until, interruptions=cut_off)
    )
    return Claim(row_to_entry(row), owner, cut_off)


def renew(db: Connection, entry: EntryId, owner: str, until: datetime) -> bool:
    """A sign of life; False where the lease is no longer the owner's."""
    return _tell(db, entry, owner, {"lease_until": until})


def tell_progress(
    db: Connection, entry: EntryId, owner: str, stage: str, pages: tuple[int, int], now: datetime
) -> bool:
    """Write the stage and (pages done, pages in all); False where the lease is lost."""
    done, total = pages
    values = {"stage": stage, "pages_done": done, "pages_total": total, "changed_at": now}
    return _tell(db, entry, owner, values)


def archive(db: Connection, entry: EntryId, owner: str, pages: int, now: datetime) -> bool:
    """The last word on a read entry; False where the lease is lost."""
    return _tell(
        db,
        entry,
        owner,
        _UNLEASED
        | {
            "state": State.ARCHIVED.value,
            "stage": "archived",
            "pages_done": pages,
            "pages_total": pages,
            "archived_at": now,
            "changed_at": now,
            "error_code": None,
            "error_facts": None,
        },
    )


def fail(
    db: Connection,
    entry: EntryId,
    owner: str,
    code: str,
    facts: Mapping[str, object],
    now: datetime,
) -> bool:
    """The last word on an entry that cannot be read; False where the lease is lost."""
    told = _UNLEASED | _error(code, facts)
    told |= {"state": State.FAILED.value, "stage": "failed", "changed_at": now}
    return _tell(db, entry, owner, told)


def put_back(
    db: Connection,
    entry: EntryId,
    owner: str,
    now: datetime,
    *,
    wait_until: datetime | None = None,
    counts: bool = False,
    error: tuple[str, Mapping[str, object]] | None = None,
) -> bool:
    """Give the entry back to be worked on later; `counts` makes it an attempt used up."""
    told: dict[str, Any] = _UNLEASED | {
        "stage": "queued",
        "wait_until": wait_until,
        "woken_at": None,
        "changed_at": now,
    }
    if counts:
        told["attempts"] = entries.c.attempts + 1
    if error is not None:
        told |= _error(*error)
    return _tell(db, entry, owner, told)


def reset(db: Connection, entry: EntryId, now: datetime) -> bool:
    """Queue a failed entry as if it were fresh; False where it had not failed."""
    done = db.execute(
        update(entries)
        .where(entries.c.id == entry, entries.c.state == State.FAILED.value)
        .values(
            _UNLEASED
            | {
                "state": State.RECEIVED.value,
                "stage": "queued",
                "attempts": 0,
                "interruptions": 0,
                "wait_until": None,
                "woken_at": None,
                "error_code": None,
                "error_facts": None,
                "changed_at": now,
            }
        )
    )
    return done.rowcount == 1


def expire_all(db: Connection, now: datetime) -> None:
    """End every lease, each an interruption: for a start with the data folder to itself."""
    db.execute(update(entries).where(entries.c.lease_owner.is_not(None)).values(lease_until=now))


def leased(db: Connection, prefix: str) -> list[tuple[EntryId, str]]:
    """Entries on lease to owners whose name begins so, with the owner."""
    wanted = select(entries.c.id, entries.c.lease_owner).where(
        entries.c.state == State.RECEIVED.value,
        entries.c.lease_owner.startswith(prefix, autoescape=True),
    )
    return [(EntryId(entry), owner) for entry, owner in db.execute(wanted)]


def attempts(db: Connection, entry: EntryId) -> int:
    """How many attempts the entry has used up."""
    return int(db.execute(select(entries.c.attempts).where(entries.c.id == entry)).scalar_one())


def unwoken(db: Connection, now: datetime, woken_before: datetime, limit: int) -> list[EntryId]:
    """Free entries for which no wake-up call went out since the moment, oldest first."""
    forgotten = or_(entries.c.woken_at.is_(None), entries.c.woken_at < woken_before)
    wanted = select(entries.c.id).where(_free(now), forgotten)
    return [
        EntryId(entry) for entry in db.execute(wanted.order_by(entries.c.id).limit(limit)).scalars()
    ]


def mark_woken(db: Connection, ids: Iterable[EntryId], now: datetime) -> None:
    """Note that a wake-up call went out."""
    db.execute(update(entries).where(entries.c.id.in_(list(ids))).values(woken_at=now))


_UNLEASED: dict[str, Any] = {"lease_owner": None, "lease_until": None}


def _free(now: datetime) -> ColumnElement[bool]:
    return and_(
        entries.c.state == State.RECEIVED.value,
        or_(entries.c.lease_until.is_(None), entries.c.lease_until <= now),
        or_(entries.c.wait_until.is_(None), entries.c.wait_until <= now),
    )


def _error(code: str, facts: Mapping[str, object]) -> dict[str, Any]:
    return {"error_code": code, "error_facts": json.dumps(dict(facts), default=str)}


def _tell(db: Connection, entry: EntryId, owner: str, values: Mapping[str, Any]) -> bool:
    mine = and_(
        entries.c.id == entry,
        entries.c.lease_owner == owner,
        entries.c.state == State.RECEIVED.value,
    )
    return db.execute(update(entries).where(mine).values(values)).rowcount == 1
