"""An export taken back: bags, papers, filing, steps and ledger as they were, byte for byte.

The export must be whole by its own checker, and its ledger must go on from this installation's
(or be known here already): two archives are never mixed. Lines whose bags are not in the export
come along, since the chain needs them; the proof tells of them until their bags are restored.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from archive.bags import verify
from archive.bags.layout import listing, seal_to_line
from archive.catalogue import audit, derived, documents, entries, outbox
from archive.catalogue.month_tables import corrections, months, sealed_papers, transitions
from archive.catalogue.tables import documents as documents_table
from archive.desk import reviews
from archive.desk.reviews import Review
from archive.ledger import lines
from archive.months import states
from archive.units import tree
from records.errors import ExportUnusable
from records.findings import Digest
from records.findings_json import json_to_record, record_to_json
from records.keeping import (
    EntryId,
    Unit,
    User,
    document_name,
)
from records.months import MonthState, Seal
from service.filing.documents import filing_digest
from service.filing.results import keep_file
from service.filing.sight import PIECES
from service.permissions import Deed, require
from service.sealing.files import RESULTS
from service.sealing.restore_rows import restore_entry, restore_gone, restore_results
from service.sealing.unpacking import UnpackedBag, line_to_seal, paper_to_filed, unpacked
from service.wiring import Services

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: bags and papers; bags that were here already are left as they are."""

    bags: int
    papers: int
    known: int
    partial: tuple[PartialFile, ...] = ()
    """Stacks of which only some pages are here, since a bag holds its own papers' only."""


@dataclass(frozen=True, slots=True)
class PartialFile:
    """A stack that is not here as a whole: the pages that are, and the digest of the whole."""

    entry: EntryId
    pages: tuple[int, ...]
    whole: Digest


def restore_export(user: User, path: Path, services: Services) -> Restored:
    """Take an export back; raises ExportUnusable where it is not whole or not of this archive."""
    require(user, Deed.ADMINISTER)
    with unpacked(path, services.settings.incoming_folder) as folder:
        damages, ledger = verify.export_damages(folder)
        if damages:
            code, name = damages[0]
            raise ExportUnusable(file=path.name, reason=f"{code} {name}")
        try:
            seals = [line_to_seal(line) for line in ledger]
            bags = _bags(folder, ledger)
        except (LookupError, TypeError, ValueError, AttributeError, OSError) as error:
            # Whole by its digests, and yet not as any seal of ours leaves it.
            raise ExportUnusable(file=path.name, reason=repr(error)) from error
        places = {bag.seal.number: bag.folder for bag in bags}
        known = _follow(path, seals, services)
        done = [_restore(user, bag, places, services) for bag in bags]
    partial = _partial(bags, services)
    return Restored(sum(n is not None for n in done), sum(n or 0 for n in done), known, partial)


def _bags(folder: Path, ledger: list[Json]) -> list[UnpackedBag]:
    """The bags in order of seal, all that will be taken from them read once."""
    folders = sorted((folder / verify.BAGS).iterdir())
    gone = verify.destroyed_files(folders, {line["number"]: line for line in ledger})
    bags = sorted((UnpackedBag(one, gone) for one in folders), key=lambda bag: bag.seal.number)
    for bag in bags:
        bag.require_sound()
    return bags


def _partial(bags: Sequence[UnpackedBag], services: Services) -> tuple[PartialFile, ...]:
    """The stacks these bags speak of whose whole file is not here, after all has come back."""
    ids = {EntryId(paper["filed"]["entry"]) for bag in bags for paper in bag.papers}
    found = []
    with services.catalogue.read() as db:
        for entry in entries.get_all(db, sorted(ids)).values():
            pages = tuple(sorted(one.page for one in derived.of(db, entry.digest, PIECES)))
            if pages and not services.blobs.has(entry.digest):
                found.append(PartialFile(entry.id, pages, entry.digest))
    return tuple(sorted(found, key=lambda one: one.entry))


def _follow(path: Path, ledger: list[Seal], services: Services) -> int:
    """Have this ledger go on as the export's does; returns how many lines were known."""
    with services.catalogue.begin() as db:
        lines.next_line(db)
        mine = lines.within(db, "")
        common = min(len(mine), len(ledger))
        if [one.hash for one in mine[:common]] != [one.hash for one in ledger[:common]]:
            raise ExportUnusable(file=path.name, reason="buku segel berbeda / another ledger")
        for one in ledger[common:]:
            lines.append(db, one, ())
        return common


def _restore(
    user: User, bag: UnpackedBag, places: dict[int, Path], services: Services
) -> int | None:
    """Bring one bag back; None where its papers are here already."""
    seal, now = bag.seal, services.clock()
    with services.catalogue.read() as db:
        if seal.papers:
            is_here = bool(lines.papers_under(db, seal.number))
        else:
            last = bag.history["sealed"]
            at = datetime.fromisoformat(last["at"])
            steps = states.history(db, seal.unit, seal.month)
            is_here = (last["step"], last["who"], at) in {
                (o.step.value, o.who, o.at) for o in steps
            }
        if is_here:
            return None
    files = []
    for file, place in bag.files():
        if place.exists():
            keep_file(services.blobs, place)
        files.append(file)
    kept = services.blobs.keep(io.BytesIO(listing(files, bag.about())))
    if kept.digest != seal.listing:
        raise ExportUnusable(file=bag.folder.name, reason="listing")
    with services.catalogue.begin() as db:
        unit = bag.history["unit"]
        tree.put(db, Unit(unit["code"], unit["name"]))
        touched = {EntryId(_paper(db, bag, paper)) for paper in bag.papers}
        touched |= restore_gone(db, bag.folder, seal.number, places)
        for entry in sorted(touched):
            digest = filing_digest(documents.of_entry(db, entry))
            facts: dict[str, object] = {"filing": digest}
            if pages := _results(db, bag, entry):
                facts["pages"] = pages
            audit.write(db, now, user.name, "restore", entry, facts)
            outbox.put(db, entry, now)
        _month(db, user, bag, now)
    return len(bag.papers)


def _results(db: Connection, bag: UnpackedBag, entry: EntryId) -> tuple[int, ...]:
    """Pages of the entry that the bag brought, where it holds some of them only."""
    if not (bag.folder / RESULTS / entry).is_dir():
        return ()
    return restore_results(db, bag.folder, entry)


def _paper(db: Connection, bag: UnpackedBag, paper: Json) -> str:
    filed = paper_to_filed(paper)
    if entries.get(db, filed.entry) is None:
        restore_entry(db, bag.folder, filed.entry, paper)
    text = json.dumps(record_to_json(json_to_record(paper["record"])), ensure_ascii=False)
    db.execute(insert(documents_table).values(documents.filed_to_row(filed, text)))
    row = {"entry": filed.entry, "position": filed.position, "seal": bag.seal.number}
    db.execute(insert(sealed_papers).values(row))
    for one in paper["corrections"]:
        db.execute(insert(corrections).values(one | {"at": datetime.fromisoformat(one["at"])}))
    numbers: dict[int, int] = {}
    for one in paper["reviews"]:
        word = one | {"at": datetime.fromisoformat(one["at"])}
        # An undo names what it took back by a number, which is another here.
        word["undoes"] = numbers.get(one["undoes"])
        said = Review(entry=filed.entry, position=filed.position, **word)
        numbers[one["number"]] = reviews.add(db, said)
    return filed.entry


def _month(db: Connection, user: User, bag: UnpackedBag, now: datetime) -> None:
    """Steps and state; the trail gets them told by who brought them back."""
    seal, told = bag.seal, bag.history
    here = (months.c.unit == seal.unit) & (months.c.month == seal.month)
    have = {(one.step.value, one.who, one.at) for one in states.history(db, seal.unit, seal.month)}
    last = told["sealed"]
    steps = [*told["steps"], {**last, "before": "accepted", "after": "sealed", "reason": ""}]
    if last["step"] in ("supplement", "destroy"):
        steps[-1]["before"] = "sealed"
    fresh = []
    for one in steps:
        row = {"unit": seal.unit, "month": seal.month} | one
        key = (row["step"], row["who"], datetime.fromisoformat(row["at"]))
        if key not in have:
            have.add(key)
            fresh.append(row)
            values = row | {"at": datetime.fromisoformat(row["at"])}
            db.execute(insert(transitions).values(values))
    if db.execute(months.select().where(here)).one_or_none() is None:
        state = MonthState.SEALED.value
        at = datetime.fromisoformat(last["at"])
        values = {"unit": seal.unit, "month": seal.month, "state": state}
        values |= {"is_nihil": told["is_nihil"], "changed_at": at, "changed_by": last["who"]}
        db.execute(insert(months).values(values))
    moves = [
        (p["filed"]["entry"], p["filed"]["position"], one)
        for p in bag.papers
        for one in p["corrections"]
    ]
    words = [
        (document_name(EntryId(p["filed"]["entry"]), p["filed"]["position"]), one)
        for p in bag.papers
        for one in p["reviews"]
    ]
    facts = {"seal": seal_to_line(seal), "steps": fresh, "corrections": moves, "reviews": words}
    audit.write(db, now, user.name, "restore-month", f"{seal.unit}@{seal.month}"[:200], facts)
