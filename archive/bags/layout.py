"""A bag's tag files made from what it holds, by RFC 8493: the same files give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from archive.bags.verify import ALGORITHMS, DECLARATION, SEAL, canonical
from records.findings import Digest
from records.months import BagFile, Seal

Json = dict[str, object]


def manifest(files: Sequence[BagFile], algorithm: str) -> bytes:
    """The payload manifest in order of path."""
    lines = [
        f"{getattr(file, algorithm)}  {_encoded(file.path)}\n"
        for file in sorted(files, key=lambda f: f.path)
    ]
    return "".join(lines).encode()


def tag_files(
    files: Sequence[BagFile], about: Mapping[str, str], line: Mapping[str, object]
) -> dict[str, bytes]:
    """Every tag file of the bag by path: declaration, description, manifests, seal."""
    oxum = f"{sum(file.size for file in files)}.{len(files)}"
    described = [*about.items(), ("Payload-Oxum", oxum)]
    tags = {
        "bag-info.txt": "".join(f"{key}: {_one_line(text)}\n" for key, text in described).encode(),
        "bagit.txt": DECLARATION,
        **{f"manifest-{name}.txt": manifest(files, name) for name in ALGORITHMS},
        SEAL: canonical(dict(line)),
    }
    listed = sorted(tags.items())
    for name in ALGORITHMS:
        lines = [f"{hashlib.new(name, text).hexdigest()}  {path}\n" for path, text in listed]
        tags[f"tagmanifest-{name}.txt"] = "".join(lines).encode()
    return tags


def listing(files: Sequence[BagFile], about: Mapping[str, str]) -> bytes:
    """All a bag holds, as the blob it is kept by."""
    kept = io.BytesIO()
    # File by file: a month of very many would stand in memory several times over otherwise.
    kept.write(b'{"about":' + canonical(dict(about)) + b',"files":[')
    for number, file in enumerate(sorted(files, key=lambda f: f.path)):
        kept.write((b"," if number else b"") + canonical(asdict(file)))
    kept.write(b"]}")
    return kept.getvalue()


def read_listing(text: bytes) -> tuple[tuple[BagFile, ...], dict[str, str]]:
    """Files and description as `listing` wrote them; raises ValueError, KeyError, TypeError."""
    data = json.loads(text)
    files = tuple(
        BagFile(one["path"], one["size"], Digest(one["sha256"]), one["sha512"])
        for one in data["files"]
    )
    return files, dict(data["about"])


def seal_to_line(seal: Seal) -> Json:
    """The seal as a line of the ledger in an export."""
    line = asdict(seal)
    line["sealed_at"] = moment(seal.sealed_at)
    return line


def moment(at: datetime) -> str:
    """An instant as exports write it."""
    return at.isoformat(timespec="microseconds")


def bag_name(seal: Seal) -> str:
    """The folder of the bag in an export."""
    part = f"-tambahan-{seal.supplement}" if seal.supplement else ""
    return f"{seal.unit.replace('/', '--')}-{seal.month}{part}"


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _one_line(text: str) -> str:
    return " ".join(text.split())
