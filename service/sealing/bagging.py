"""A bag sealed into the ledger: files listed, root taken, minutes made with their place in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from archive.bags.layout import listing, manifest, moment
from archive.bags.verify import MINUTES, canonical, merkle_root
from archive.ledger import lines
from archive.ledger.lines import Head
from archive.months import states
from compose.monthly.wording import month_in_words
from records.findings import Digest
from records.keeping import Unit
from records.months import BagFile, Month, MonthStep, Seal
from service.sealing.files import made_file
from service.wiring import Services

MinutesMaker = Callable[[Head, str], bytes]
"""Makes the minutes from the place in the ledger and the root they bear."""


@dataclass(frozen=True, slots=True)
class Bag:
    """What is to be sealed: files without minutes, and what is said of them."""

    unit: Unit
    month: str
    supplement: int
    is_secret: bool
    what: str
    """`terbuka`, `rahasia`, `pemusnahan`."""
    files: tuple[BagFile, ...]
    at: datetime
    by: str


def seal_bag(
    bag: Bag,
    minutes: MinutesMaker,
    papers: Iterable[tuple[str, int]],
    db: Connection,
    services: Services,
) -> Seal:
    """Take the next place in the ledger within the open transaction and write the seal there."""
    head = lines.next_line(db)
    under = list(papers)
    root = merkle_root((file.path, file.sha256) for file in bag.files)
    files = (*bag.files, made_file(MINUTES, minutes(head, root), services.blobs))
    listed = made_file("", listing(files, _about(bag, services)), services.blobs)
    unsigned = Seal(
        number=head.number,
        unit=bag.unit.code,
        month=bag.month,
        supplement=bag.supplement,
        is_secret=bag.is_secret,
        sealed_at=bag.at.astimezone(UTC),
        sealed_by=bag.by,
        papers=len(under),
        root=root,
        manifest=hashlib.sha256(manifest(files, "sha256")).hexdigest(),
        listing=Digest(listed.sha256),
        previous=head.previous,
        hash="",
    )
    made = lines.sealed(unsigned)
    lines.append(db, made, under)
    return made


def history_told(
    unit: Unit,
    above: Iterable[str],
    month: Month,
    sealed: tuple[MonthStep, datetime, str],
    db: Connection,
) -> bytes:
    """The month's history up to the step (its moment, its person) that makes the bag, as JSON."""
    steps = [
        {
            "step": str(one.step),
            "before": str(one.before),
            "after": str(one.after),
            "at": moment(one.at),
            "who": one.who,
            "reason": one.reason,
        }
        for one in states.history(db, unit.code, month.month)
    ]
    step, at, by = sealed
    return canonical(
        {
            "unit": {"code": unit.code, "name": unit.name, "above": list(above)},
            "month": month.month,
            "is_nihil": month.is_nihil,
            "steps": steps,
            "sealed": {"step": str(step), "at": moment(at), "who": by},
        }
    )


def _about(bag: Bag, services: Services) -> dict[str, str]:
    day = bag.at.astimezone(services.settings.serve.time_zone).date()
    return {
        "Source-Organization": bag.unit.name,
        "External-Identifier": f"{bag.unit.code}@{bag.month}.{bag.supplement}",
        "External-Description": f"Arsip bulan {month_in_words(bag.month)} ({bag.what})",
        "Bagging-Date": day.isoformat(),
        "Bag-Software-Agent": "berkas",
    }
