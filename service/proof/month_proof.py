"""A sealed month proven: its seals, every byte under them, and the books that speak of them.

What was found is a line of the trail, so that the next reader learns what was checked, when, by
whom, and with which result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from archive.blobs import chunks
from archive.catalogue import audit
from archive.ledger import lines
from records.errors import BlobMissing, NothingSealed
from records.findings import Digest
from records.keeping import User
from records.months import BagFile, Damage, Seal
from service.filing.sight import sight_in
from service.months.steps import check_seen
from service.permissions import Deed, require
from service.proof.bags import seal_damages
from service.proof.destruction import read_certificates
from service.proof.trails.anchors import check_trail
from service.sealing.export import open_bag
from service.wiring import Services

DEED = "verify"
MOST_TOLD = 100
"""Damages written into the trail; their number stands beside them."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing held against another: how many, and what is wrong with them.

    `code` is `trail`, `ledger`, `bags`, `papers` or `files`. `since` is the moment up to which
    something else had found it whole already.
    """

    code: str
    count: int
    damages: tuple[Damage, ...]
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class MonthProof:
    """What a check of a month found; `size` counts the bytes read."""

    at: datetime
    who: str
    size: int
    checks: tuple[Check, ...]

    @property
    def damages(self) -> tuple[Damage, ...]:
        return tuple(damage for check in self.checks for damage in check.damages)


def prove_month(
    user: User,
    unit: str,
    month: str,
    services: Services,
    progress: Progress = lambda _done, _all: None,
) -> MonthProof:
    """Check every seal of the month down to the last byte; `progress` counts bytes.

    Raises NothingSealed, NotAllowed, NotFound, MonthNotOne.
    """
    require(user, Deed.EXPORT)
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        seals = lines.of_month(db, unit, month)
        if not seals:
            raise NothingSealed(unit=unit, span=month)
        books = [_trail(db, f"{unit}@{month}"[:200]), _ledger(db)]
        under = {seal.number: lines.papers_under(db, seal.number) for seal in seals}
    bags, papers = _bags(seals, under, services)
    files, size = _files(seals, services, progress)
    proof = MonthProof(services.clock(), user.name, size, (*books, bags, papers, files))
    with services.catalogue.begin() as db:
        audit.write(db, proof.at, user.name, DEED, f"{unit}@{month}", _to_facts(proof))
    return proof


def last_proof(user: User, unit: str, month: str, services: Services) -> MonthProof | None:
    """What the latest check of the month found; None where there was none. Raises NotFound."""
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        line = audit.latest(db, f"{unit}@{month}", DEED)
    return None if line is None else _from_facts(line.at, line.who, json.loads(line.facts))


def seal_within(user: User, number: int, services: Services) -> Seal | None:
    """The seal of that number, if the person may see it."""
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        found = [seal for seal in lines.within(db, sight.scope) if seal.number == number]
    return next((seal for seal in found if sight.secret or not seal.is_secret), None)


def _trail(db: Connection, target: str) -> Check:
    found = check_trail(db, target)
    damages = tuple(Damage("trail-broken", str(one)) for one in found.broken)
    return Check("trail", found.count, damages, found.since)


def _ledger(db: Connection) -> Check:
    every = lines.within(db, "")
    return Check("ledger", len(every), tuple(lines.damages(every)))


def _bags(
    seals: tuple[Seal, ...], under: Mapping[int, set[tuple[str, int]]], services: Services
) -> tuple[Check, Check]:
    gone = read_certificates(seals, services)
    found = [
        damage
        for seal in seals
        for damage in seal_damages(seal, under[seal.number], services, {}, gone)
    ]
    apart = tuple(damage for damage in found if damage.code == "sealed-paper-differs")
    rest = tuple(damage for damage in found if damage.code != "sealed-paper-differs")
    papers = sum(len(one) for one in under.values())
    return Check("bags", len(seals), rest), Check("papers", papers, apart)


def _files(seals: tuple[Seal, ...], services: Services, progress: Progress) -> tuple[Check, int]:
    wanted: dict[Digest, BagFile] = {}
    gone = read_certificates(seals, services)
    for seal in seals:
        try:
            standing = gone.standing(seal, open_bag(seal, services)[0])
            wanted |= {file.sha256: file for file in standing}
        except (BlobMissing, ValueError, KeyError, TypeError):
            continue  # told with the bags
    every = sum(file.size for file in wanted.values())
    found, done = [], 0
    for digest, file in wanted.items():
        made = hashlib.sha256()
        try:
            for piece in _pieces(digest, services):
                made.update(piece)
                done += len(piece)
                progress(done, every)
        except BlobMissing:
            found.append(Damage("blob-missing", file.path))
            continue
        if made.hexdigest() != digest:
            found.append(Damage("blob-changed", file.path))
    return Check("files", len(wanted), tuple(found)), done


def _pieces(digest: Digest, services: Services) -> Iterator[bytes]:
    with services.blobs.open(digest) as stream:
        yield from chunks(stream)


def _to_facts(proof: MonthProof) -> dict[str, object]:
    told = [
        {
            "code": check.code,
            "count": check.count,
            "damages": [[one.code, one.what] for one in check.damages[:MOST_TOLD]],
            **({"since": check.since.isoformat()} if check.since else {}),
        }
        for check in proof.checks
    ]
    return {"checks": told, "damages": len(proof.damages), "bytes": proof.size}


def _from_facts(at: datetime, who: str, facts: Mapping[str, Any]) -> MonthProof:
    checks = tuple(
        Check(
            one["code"],
            one["count"],
            tuple(Damage(*damage) for damage in one["damages"]),
            datetime.fromisoformat(one["since"]) if "since" in one else None,
        )
        for one in facts["checks"]
    )
    return MonthProof(at, who, facts["bytes"], checks)
