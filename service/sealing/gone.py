"""What of sealed bags is destroyed, read from the certificates: bags of the ledger themselves."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from archive.bags.layout import read_listing
from archive.bags.verify import GONE
from archive.retention import lists
from records.findings import Digest
from records.months import BagFile, Seal
from records.periods.retention import DestroyedFile
from service.wiring import Services

Json = dict[str, Any]
KEPT_RESULTS = frozenset({"manifest.json", "bagian.json"})
"""Of what was read of an entry only these stay: they hold digests and places, no content."""
PAPERS = frozenset({"asli", "salinan", "catatan", "hasil"})


def open_certificate(seal: Seal, services: Services) -> Json | None:
    """What a certificate's bag says; None for a bag that is none.

    Raises BlobMissing, ValueError, KeyError, TypeError.
    """
    with services.blobs.open(seal.listing) as stream:
        files, _ = read_listing(stream.read())
    place = next((file for file in files if file.path == GONE), None)
    if place is None:
        return None
    with services.blobs.open(place.sha256) as stream:
        told: Json = json.load(stream)
    return told


def gone_files(told: Json) -> tuple[DestroyedFile, ...]:
    """The files a certificate names."""
    return tuple(
        DestroyedFile(one["seal"], one["path"], one["size"], Digest(one["sha256"]))
        for one in told["files"]
    )


class Gone:
    """The destroyed files of sealed bags, read once."""

    def __init__(self, seals: tuple[Seal, ...], services: Services) -> None:
        """Read the certificates among the seals, as the catalogue knows them."""
        with services.catalogue.read() as db:
            certificates = {seal for _, seal in lists.papers(db).values()}
        self._paths: dict[int, set[str]] = {}
        for seal in seals:
            told = open_certificate(seal, services) if seal.number in certificates else None
            for one in gone_files(told) if told else ():
                self._paths.setdefault(one.seal, set()).add(one.path)

    def standing(self, seal: Seal, files: tuple[BagFile, ...]) -> tuple[BagFile, ...]:
        """Those files of the bag that are still there."""
        gone = self._paths.get(seal.number, set())
        return tuple(file for file in files if file.path not in gone)


def entry_of(path: str) -> str | None:
    """The entry whose paper or reading the file of a bag holds; None for the month's own files."""
    parts = PurePosixPath(path).parts
    if len(parts) < 3 or parts[1] not in PAPERS:
        return None
    if parts[1] == "hasil":
        return None if parts[-1] in KEPT_RESULTS else parts[2]
    if parts[1] == "catatan":
        return parts[2].rpartition("-")[0]
    return parts[2].partition(".")[0]
