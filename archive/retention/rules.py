"""The retention schedule and the holds on it, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from archive.catalogue.entries import under
from archive.retention.tables import hold_lifts, holds, retention_rules
from records.periods.retention import Fate, Hold, RetentionRule


def every(db: Connection) -> tuple[RetentionRule, ...]:
    """The schedule by code."""
    rows = db.execute(select(retention_rules).order_by(retention_rules.c.code))
    return tuple(
        RetentionRule(
            row.code,
            row.active_years,
            row.inactive_years,
            Fate(row.fate),
            tuple(row.papers.split()),
            row.note,
        )
        for row in rows
    )


def replace_all(db: Connection, found: Iterable[RetentionRule]) -> None:
    """Put the schedule in the place of the earlier one."""
    db.execute(delete(retention_rules))
    rows = [
        {
            "code": one.code,
            "papers": " ".join(one.papers),
            "active_years": one.active_years,
            "inactive_years": one.inactive_years,
            "fate": one.fate.value,
            "note": one.note,
        }
        for one in found
    ]
    if rows:
        db.execute(insert(retention_rules), rows)


def add_hold(db: Connection, hold: Hold) -> int:
    """Place a hold (its number is not looked at) and say the new number."""
    values = {
        "unit": hold.unit,
        "first_month": hold.first_month,
        "last_month": hold.last_month,
        "reason": hold.reason,
        "at": hold.at,
        "who": hold.who,
    }
    return int(db.execute(insert(holds).values(values).returning(holds.c.id)).scalar_one())


def lift_hold(db: Connection, number: int, at: datetime, who: str, reason: str) -> None:
    """Note that the hold is lifted; the hold itself stays to be seen."""
    db.execute(insert(hold_lifts).values(hold=number, at=at, who=who, reason=reason))


def every_hold(db: Connection, scope: str | None = "") -> tuple[Hold, ...]:
    """Holds on units of the scope, and those above it that reach into it, in order."""
    wanted = select(
        holds,
        hold_lifts.c.at.label("lifted_at"),
        hold_lifts.c.who.label("lifted_by"),
        hold_lifts.c.reason.label("lifted_why"),
    ).join(hold_lifts, hold_lifts.c.hold == holds.c.id, isouter=True)
    if scope:
        parts = scope.split("/")
        above = ["", *("/".join(parts[:n]) for n in range(1, len(parts)))]
        wanted = wanted.where(under(holds.c.unit, scope) | holds.c.unit.in_(above))
    rows = () if scope is None else db.execute(wanted.order_by(holds.c.id)).all()
    return tuple(
        Hold(
            row.id,
            row.unit,
            row.first_month,
            row.last_month,
            row.reason,
            row.at,
            row.who,
            row.lifted_at,
            row.lifted_by or "",
            row.lifted_why or "",
        )
        for row in rows
    )
