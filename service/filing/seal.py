"""The manifest of an entry: everything it consists of, by digest."""

from __future__ import annotations

from collections.abc import Iterable

from records.keeping import Derived, Entry

FORMAT = 1


def manifest_of(entry: Entry, version: str, results: Iterable[Derived]) -> dict[str, object]:
    """What the entry is and every blob that belongs to it; pictures are made anew at will."""
    return {
        "format": FORMAT,
        "entry": entry.id,
        "name": entry.name,
        "media": entry.media,
        "received_at": entry.received_at.isoformat(),
        "received_by": entry.received_by,
        "original": {"sha256": entry.digest, "size": entry.size},
        "version": version,
        "results": [
            {
                "part": result.part.value,
                "page": result.page,
                "sha256": result.blob.digest,
                "size": result.blob.size,
            }
            for result in sorted(results, key=lambda r: (r.part.value, r.page))
        ],
    }
