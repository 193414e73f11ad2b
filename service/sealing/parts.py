"""Papers of a stack: each bag holds their pages and no others', with the evidence of the whole.

A file scanned as one may hold papers of several units and months. What goes into a bag is taken out
page by page without decoding; the digest of the whole original, and which pages these were, stand
beside it, so that whoever has the whole can prove that the part is of it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.bags.verify import canonical
from compose.searchable.parts import take_pages
from records.errors import ScanRejected
from records.findings import Digest
from records.keeping import Derived, Entry, Part
from records.months import BagFile
from service.filing.results import keep_file
from service.sealing.files import COPIES, ORIGINALS, RESULTS, kept_file, made_file, result_path
from service.wiring import Services

FORMAT = 1
PART = "bagian"
"""Part of the names of files that hold some pages of a whole."""


def part_files(
    entry: Entry,
    manifest: Digest,
    results: Sequence[Derived],
    pages: Sequence[int],
    services: Services,
) -> list[BagFile]:
    """The bag's files of an entry that has papers elsewhere: its own pages, and evidence.

    An original that cannot be taken apart is left out and said to be: pages of the copy stand for
    it.
    """
    blobs = services.blobs
    found = [kept_file(f"{RESULTS}/{entry.id}/manifest.json", manifest, blobs)]
    own = sorted(set(pages))
    places = {"original": (part_path(entry), entry.digest, False)}
    for one in results:
        if one.part is Part.SEARCHABLE:
            places["copy"] = (f"{COPIES}/{entry.id}.{PART}.pdf", one.blob.digest, True)
    told: dict[str, object] = {}
    for what, (path, digest, archival) in places.items():
        made = _taken(entry, digest, own, archival, services)
        told[what] = {"of": digest, "path": path if made else None, "sha256": made}
        if made:
            found.append(kept_file(path, made, blobs))
    for one in results:
        if one.part is Part.FINDINGS:
            content = _own_findings(one.blob.digest, own, services)
            found.append(made_file(f"{RESULTS}/{entry.id}/{PART}-findings.json", content, blobs))
        elif one.part is not Part.SEARCHABLE and one.page in own:
            found.append(kept_file(result_path(entry.id, one), one.blob.digest, blobs))
    evidence = {"format": FORMAT, "entry": entry.id, "pages": own, **told}
    evidence["original_sha256"], evidence["original_size"] = entry.digest, entry.size
    found.append(made_file(f"{RESULTS}/{entry.id}/{PART}.json", canonical(evidence), blobs))
    return found


def part_path(entry: Entry) -> str:
    """Where the pages taken out of the original lie in the bag."""
    return f"{ORIGINALS}/{entry.id}.{PART}.pdf"


def _taken(
    entry: Entry, digest: Digest, pages: Sequence[int], archival: bool, services: Services
) -> Digest | None:
    with (
        tempfile.TemporaryDirectory(dir=services.settings.incoming_folder) as folder,
        services.blobs.local(digest) as whole,
    ):
        out = Path(folder) / "part.pdf"
        try:
            take_pages(
                whole, pages, out, title=entry.name, created=entry.received_at, archival=archival
            )
        except ScanRejected:
            return None
        return keep_file(services.blobs, out).digest


def _own_findings(digest: Digest, pages: Iterable[int], services: Services) -> bytes:
    """What was read of these pages: records that stand on no other, and problems of them."""
    own = set(pages)
    with services.blobs.open(digest) as stream:
        data = json.load(stream)
    data["documents"] = [one for one in data["documents"] if set(one["pages"]) <= own]
    data["problems"] = [one for one in data.get("problems", []) if one.get("page") in own]
    return canonical(data)
