"""Each seal against its bag: listing, manifest, root, and the papers that lie under it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from sqlalchemy import Connection, select

from archive.bags.layout import manifest
from archive.bags.verify import merkle_root
from archive.catalogue.month_tables import months
from archive.ledger import lines
from records.errors import BlobMissing
from records.findings import Digest
from records.keeping import EntryId, document_name
from records.months import Damage, Seal
from service.proof.destruction import Destroyed, certificate_damages
from service.sealing.export import open_bag
from service.sealing.files import RECORDS
from service.wiring import Services


def ledger_damages(db: Connection) -> Iterator[Damage]:
    """Lines changed, lost or inserted; sealed months without a seal and the other way about."""
    seals = lines.within(db, "")
    yield from lines.damages(seals)
    sealed = {(one.unit, one.month) for one in seals}
    wanted = select(months.c.unit, months.c.month).where(months.c.state == "sealed")
    said = {(unit, month) for unit, month in db.execute(wanted)}
    for unit, month in sorted(sealed ^ said):
        yield Damage("seal-state-differs", f"{unit}@{month}")


def seal_damages(
    seal: Seal,
    under: set[tuple[str, int]],
    services: Services,
    wanted: dict[Digest, str],
    destroyed: Destroyed,
) -> Iterator[Damage]:
    """What is wrong with one bag as kept; adds its blobs, but for destroyed ones, to `wanted`."""
    name = str(seal.number)
    wanted[seal.listing] = name
    try:
        files, _ = open_bag(seal, services)
    except (BlobMissing, ValueError, KeyError, TypeError):
        yield Damage("listing-unreadable", name)
        return
    wanted.update({file.sha256: name for file in destroyed.standing(seal, files)})
    yield from certificate_damages(seal, files, destroyed)
    if hashlib.sha256(manifest(files, "sha256")).hexdigest() != seal.manifest:
        yield Damage("seal-manifest", name)
    if merkle_root((file.path, file.sha256) for file in files) != seal.root:
        yield Damage("seal-root", name)
    inside = {PurePosixPath(f.path).stem for f in files if f.path.startswith(f"{RECORDS}/")}
    said = {document_name(EntryId(entry), position) for entry, position in under}
    for paper in sorted(inside ^ said):
        yield Damage("sealed-paper-differs", paper, {"seal": seal.number})
