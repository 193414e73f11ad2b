"""Proofs under way and done: how far each came, so that one cut off goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from archive.retention.tables import proofs
from records.months import Damage


@dataclass(frozen=True, slots=True)
class ProofState:
    """One proof: `done` of `wanted` blobs read, up to `at_digest`; ended where `ended_at` is."""

    number: int
    begun_at: datetime
    told_at: datetime
    ended_at: datetime | None
    at_digest: str
    done: int
    wanted: int
    damages: tuple[Damage, ...]


def begin(db: Connection, now: datetime) -> ProofState:
    """Write down that a proof begins."""
    values = {"begun_at": now, "told_at": now, "at_digest": "", "done": 0, "wanted": 0}
    asked = insert(proofs).values(**values, damages="[]").returning(proofs.c.id)
    number = int(db.execute(asked).scalar_one())
    return ProofState(number, now, now, None, "", 0, 0, ())


def tell(
    db: Connection,
    number: int,
    now: datetime,
    place: tuple[str, int, int],
    damages: Iterable[Damage],
    *,
    is_ended: bool = False,
) -> None:
    """Write down (last digest, blobs done, blobs in all) and the damage found so far."""
    digest, done, wanted = place
    told = [[one.code, one.what, dict(one.facts)] for one in damages]
    values = {"told_at": now, "at_digest": digest, "done": done, "wanted": wanted}
    values["damages"] = json.dumps(told, ensure_ascii=False, default=str)
    if is_ended:
        values["ended_at"] = now
    db.execute(update(proofs).where(proofs.c.id == number).values(values))


def get(db: Connection, number: int) -> ProofState | None:
    """The proof of that number."""
    row = db.execute(select(proofs).where(proofs.c.id == number)).one_or_none()
    return None if row is None else _row_to_state(row._mapping)


def last(db: Connection, *, ended: bool | None = None) -> ProofState | None:
    """The latest proof, of those that ended (or did not) where asked."""
    wanted = select(proofs).order_by(proofs.c.id.desc()).limit(1)
    if ended is not None:
        is_open = proofs.c.ended_at.is_(None)
        wanted = wanted.where(~is_open if ended else is_open)
    row = db.execute(wanted).one_or_none()
    return None if row is None else _row_to_state(row._mapping)


def _row_to_state(cells: RowMapping) -> ProofState:
    values = dict(cells)
    told = json.loads(values.pop("damages"))
    number = values.pop("id")
    return ProofState(number=number, damages=tuple(Damage(*one) for one in told), **values)
