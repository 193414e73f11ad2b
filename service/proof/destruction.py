"""Destroyed papers proven as such: certificates under seal against rows and bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from archive.retention import lists
from records.errors import BlobMissing
from records.findings import Digest
from records.months import BagFile, Damage, Seal
from service.retention.removing import still_here
from service.sealing.gone import gone_files, open_certificate
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What the certificates of the ledger say is gone."""

    files: dict[int, dict[str, Digest]] = field(default_factory=dict)
    """By seal and path."""
    papers: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    """By (entry, position): the list, and the certificate's seal."""

    @property
    def entries(self) -> frozenset[str]:
        """Entries whose papers are gone: a file goes whole or not at all."""
        return frozenset(entry for entry, _ in self.papers)

    def standing(self, seal: Seal, files: tuple[BagFile, ...]) -> list[BagFile]:
        """Files of a bag that are to be there."""
        gone = self.files.get(seal.number, {})
        return [file for file in files if file.path not in gone]


def read_certificates(seals: tuple[Seal, ...], services: Services) -> Destroyed:
    """Every certificate among the seals; one that cannot be read says nothing (told with seals)."""
    found = Destroyed()
    for seal in seals:
        if seal.papers:
            continue  # certificates lie over other seals' papers and have none themselves
        try:
            told = open_certificate(seal, services)
        except (BlobMissing, ValueError, KeyError, TypeError):
            continue
        if told is None:
            continue
        for file in gone_files(told):
            if file.seal < seal.number:
                found.files.setdefault(file.seal, {})[file.path] = file.sha256
        for paper in told["papers"]:
            found.papers[paper["entry"], paper["position"]] = (told["list"], seal.number)
    return found


def destruction_damages(
    db: Connection, destroyed: Destroyed, services: Services
) -> Iterator[Damage]:
    """Rows that say other than the certificates, and bytes that are still here."""
    rows = lists.papers(db)
    for entry, position in sorted(rows.keys() | destroyed.papers.keys()):
        if rows.get((entry, position)) != destroyed.papers.get((entry, position)):
            yield Damage("destruction-differs", f"{entry}-{position}")
    named = {digest for one in destroyed.files.values() for digest in one.values()}
    for digest in sorted(named - lists.blobs(db).keys()):
        yield Damage("destruction-differs", digest)
    for digest in still_here(db, services):
        yield Damage("destroyed-still-here", digest)


def certificate_damages(
    seal: Seal, files: tuple[BagFile, ...], destroyed: Destroyed
) -> Iterator[Damage]:
    """Files a certificate names that the bag never held."""
    held = {file.path: file.sha256 for file in files}
    for path, digest in destroyed.files.get(seal.number, {}).items():
        if held.get(path) != digest:
            yield Damage("destruction-differs", f"{seal.number}:{path}")
