"""Checks an export with nothing but Python: bags by RFC 8493, their seals, the chain of seals.

Memeriksa ekspor arsip: jalankan `python3 verify.py` di dalam folder ini. Keluar 0 bila utuh,
1 bila ada kerusakan. / Run `python3 verify.py` here; exits 0 when whole, 1 when not.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LEDGER, EXPORT, SEAL = "buku-segel.json", "ekspor.json", "segel.json"
BAGS = "berkas"
MINUTES = "data/berita-acara.pdf"
GONE = "data/pemusnahan.json"
BEGINNING = "0" * 64
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS = ("sha256", "sha512")
LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")
CHUNK_BYTES = 1 << 20
SEALED = ("number", "unit", "month", "supplement", "is_secret", "sealed_at", "sealed_by")
LINE_PARTS = (*SEALED, "papers", "root", "manifest", "listing", "previous")

TEXTS = {
    "file-missing": ("berkas hilang", "file is missing"),
    "file-changed": ("isi berkas berubah", "file has changed"),
    "file-unlisted": ("berkas tidak tercantum", "file is in no manifest"),
    "file-irregular": ("tautan atau bukan berkas biasa", "a link, or no plain file"),
    "file-unreadable": ("berkas tidak terbaca", "file cannot be read"),
    "manifest-differs": ("daftar sha256 dan sha512 tidak sama", "the two manifests differ"),
    "bag-declaration": ("bagit.txt bukan BagIt 1.0", "bagit.txt is not BagIt 1.0"),
    "bag-oxum": ("jumlah byte atau berkas tidak cocok", "Payload-Oxum does not fit"),
    "bag-missing": ("berkas bulan ini hilang", "the bag of this seal is missing"),
    "bag-unknown": ("tidak ada segelnya di buku segel", "the ledger has no such seal"),
    "bag-exchanged": ("berkas bulan lain di tempat ini", "another bag stands in its place"),
    "seal-root": ("akar Merkle tidak cocok", "the Merkle root does not fit"),
    "seal-manifest": ("segel bukan untuk isi ini", "the seal is for another content"),
    "seal-differs": ("segel berbeda dari buku segel", "seal and ledger differ"),
    "ledger-hash": ("baris buku segel berubah", "line of the ledger has changed"),
    "ledger-order": ("baris buku segel hilang atau disisipkan", "ledger line lost or inserted"),
    "export-changed": ("keterangan ekspor berubah", "description of the export has changed"),
}
Damage = tuple[str, str]
Line = dict[str, Any]
Gone = dict[tuple[int, str, str], int]
"""Sizes of files destroyed by certificate, by the seal they lay under, path and SHA-256."""


def line_hash(line: Line) -> str:
    """The hash of a ledger line: SHA-256 over its parts as a JSON list."""
    parts = [line[part] for part in LINE_PARTS]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def merkle_root(files: Iterable[tuple[str, str]]) -> str:
    """The root over (path, SHA-256) in order of path, as in RFC 6962; the minutes stand outside.

    They bear the root themselves.
    """
    level = [
        hashlib.sha256(b"\0" + path.encode() + b"\0" + digest.encode()).digest()
        for path, digest in sorted(files)
        if path != MINUTES
    ]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = [
            hashlib.sha256(b"\1" + level[i] + level[i + 1]).digest()
            for i in range(0, len(level) - 1, 2)
        ]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


def chain_damages(lines: list[Line]) -> Iterator[Damage]:
    """Lines that are changed, lost, inserted or out of order."""
    number, previous = 0, BEGINNING
    for line in lines:
        name = f"{LEDGER}:{line.get('number')}"
        if set(line) != {*LINE_PARTS, "hash"} or line_hash(line) != line["hash"]:
            yield "ledger-hash", name
        if line.get("number") != number + 1 or line.get("previous") != previous:
            yield "ledger-order", name
        number, previous = _number(line) or number + 1, line.get("hash", "")


def digests(path: Path) -> dict[str, str]:
    """Every digest of a file, in one reading."""
    found = {name: hashlib.new(name) for name in ALGORITHMS}
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            for one in found.values():
                one.update(chunk)
    return {name: one.hexdigest() for name, one in found.items()}


def read_manifest(path: Path) -> dict[str, str]:
    """Paths and digests a manifest lists; raises ValueError for a line that is none."""
    found: dict[str, str] = {}
    for text in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        line = LINE.fullmatch(text)
        if line is None or line[2] in found:
            raise ValueError(text)
        name = line[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if name.startswith("/") or ".." in name.split("/"):
            raise ValueError(text)
        found[name] = line[1].lower()
    return found


def manifests_of(bag: Path, kind: str) -> tuple[dict[str, dict[str, str]], list[Damage]]:
    """The manifests of a kind by algorithm, and what is wrong with the files themselves."""
    found: dict[str, dict[str, str]] = {}
    damages = []
    for name in ALGORITHMS:
        path = bag / f"{kind}-{name}.txt"
        try:
            found[name] = read_manifest(path)
        except FileNotFoundError:
            damages.append(("file-missing", f"{bag.name}/{path.name}"))
        except (OSError, ValueError):
            damages.append(("file-unreadable", f"{bag.name}/{path.name}"))
    if len(found) == len(ALGORITHMS) and len({tuple(sorted(one)) for one in found.values()}) > 1:
        damages.append(("manifest-differs", f"{bag.name}/{kind}"))
    return found, damages


def listed_damages(
    bag: Path, manifests: dict[str, dict[str, str]], there: set[str], gone: Iterable[str] = ()
) -> Iterator[Damage]:
    """Files missing (but for those that are gone rightly), changed or in no manifest."""
    listed = {path for one in manifests.values() for path in one}
    for path in sorted(listed - set(gone)):
        name = f"{bag.name}/{path}"
        if path not in there:
            yield "file-missing", name
            continue
        try:
            found = digests(bag / path)
        except OSError:
            yield "file-unreadable", name
            continue
        if any(one.get(path, found[kind]) != found[kind] for kind, one in manifests.items()):
            yield "file-changed", name
    for path in sorted(there - listed):
        yield "file-unlisted", f"{bag.name}/{path}"


def destroyed_files(bags: Iterable[Path], lines: dict[int, Line]) -> Gone:
    """What the certificates among the bags name: whole ones of later seals, and no others."""
    found: Gone = {}
    for bag in bags:
        told, seal = _json(bag / GONE), _json(bag / SEAL)
        if isinstance(told, dict) and isinstance(seal, dict) and not bag_damages(bag, lines):
            for one in told["files"]:
                if one["seal"] < seal["number"]:
                    found[one["seal"], one["path"], one["sha256"]] = one["size"]
    return found


def bag_damages(bag: Path, lines: dict[int, Line], gone: Gone | None = None) -> list[Damage]:
    """All that is wrong with a bag; its seal is checked against the ledger's lines."""
    every = {path.relative_to(bag).as_posix(): path for path in bag.rglob("*")}
    there = {name for name, path in every.items() if path.is_file() and not path.is_symlink()}
    payload = {path for path in there if path.startswith("data/")}
    manifests, damages = manifests_of(bag, "manifest")
    tags, tag_damages = manifests_of(bag, "tagmanifest")
    damages += tag_damages + [
        ("file-irregular", f"{bag.name}/{name}")
        for name, path in sorted(every.items())
        if name not in there and (path.is_symlink() or not path.is_dir())
    ]
    tag_files = {p for p in there - payload if not p.startswith("tagmanifest-")}
    damages += listed_damages(bag, tags, tag_files)
    number, gone = _number(_json(bag / SEAL)), gone or {}
    listed = {path: (number, path, one) for path, one in manifests.get("sha256", {}).items()}
    destroyed = {p: gone[one] for p, one in listed.items() if one in gone and p not in there}
    damages += listed_damages(bag, manifests, payload, destroyed)
    if "bagit.txt" not in there or (bag / "bagit.txt").read_bytes() != DECLARATION:
        damages.append(("bag-declaration", bag.name))
    damages += oxum_damages(bag, payload, destroyed)
    return damages + list(seal_damages(bag, manifests.get("sha256", {}), lines))


def oxum_damages(bag: Path, payload: set[str], gone: dict[str, int]) -> Iterator[Damage]:
    """Bytes and files against the bag's own count of them."""
    try:
        told = re.search(r"^Payload-Oxum: (.+)$", (bag / "bag-info.txt").read_text("utf-8"), re.M)
        size = sum((bag / path).stat().st_size for path in payload)
        size += sum(gone.values())
    except (OSError, ValueError):
        yield "file-unreadable", f"{bag.name}/bag-info.txt"
        return
    if told is None or told[1] != f"{size}.{len(payload) + len(gone)}":
        yield "bag-oxum", bag.name


def seal_damages(bag: Path, manifest: dict[str, str], lines: dict[int, Line]) -> Iterator[Damage]:
    """The bag's seal against its content and the ledger."""
    seal, listed = _json(bag / SEAL), bag / "manifest-sha256.txt"
    if not isinstance(seal, dict) or not listed.is_file():
        yield "file-unreadable", f"{bag.name}/{SEAL}"
        return
    digest, line = digests(listed)["sha256"], lines.get(_number(seal))
    if line is None:
        yield "bag-unknown", bag.name
    elif line != seal:
        yield "seal-differs", bag.name
    if seal.get("manifest") != digest:
        yield "seal-manifest", bag.name
    if seal.get("root") != merkle_root(manifest.items()):
        yield "seal-root", bag.name


def export_damages(folder: Path) -> tuple[list[Damage], list[Line]]:
    """All that is wrong with an export, and the lines of its ledger."""
    lines, told = _json(folder / LEDGER), _json(folder / EXPORT)
    damages: list[Damage] = []
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        damages.append(("file-unreadable", LEDGER))
        lines = []
    damages += chain_damages(lines)
    by_number = {_number(line): line for line in lines}
    books = [told, told.get("bags"), told.get("files")] if isinstance(told, dict) else [told]
    if not all(isinstance(book, dict) for book in books):
        return [*damages, ("file-unreadable", EXPORT)], lines
    rest = {key: value for key, value in told.items() if key != "sha256"}
    if told.get("sha256") != hashlib.sha256(canonical(rest)).hexdigest():
        damages.append(("export-changed", EXPORT))
    if lines and told.get("head") != lines[-1].get("hash"):
        damages.append(("ledger-order", f"{LEDGER}:{len(lines) + 1}"))
    wanted = told["bags"]
    there = {p.name for p in (folder / BAGS).iterdir()} if (folder / BAGS).is_dir() else set()
    damages += [("bag-missing", name) for name in sorted(set(wanted) - there)]
    damages += [("file-unlisted", f"{BAGS}/{name}") for name in sorted(there - set(wanted))]
    known = {BAGS, LEDGER, EXPORT, *told["files"]}
    damages += [("file-unlisted", p.name) for p in folder.iterdir() if p.name not in known]
    for name, digest in told["files"].items():
        path = folder / Path(name).name
        if not path.is_file() or path.is_symlink():
            damages.append(("file-missing", name))
        elif digests(path)["sha256"] != digest:
            damages.append(("file-changed", name))
    bags = [folder / BAGS / name for name in sorted(there & set(wanted))]
    gone = destroyed_files(bags, by_number)
    for bag in bags:
        if _number(_json(bag / SEAL)) != wanted[bag.name]:
            damages.append(("bag-exchanged", bag.name))
        damages += bag_damages(bag, by_number, gone)
    return damages, lines


def canonical(data: object) -> bytes:
    """The one way to write the data as JSON."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _number(line: Any) -> int:
    """The number a line or seal bears; 0 where it bears none."""
    number = line.get("number") if isinstance(line, dict) else None
    return number if isinstance(number, int) else 0


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def main() -> int:
    """Say what is wrong with the export this file lies in, or with the folder named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    damages, lines = export_damages(folder)
    for code, name in damages:
        told = " / ".join(TEXTS[code])
        sys.stdout.write(f"RUSAK / DAMAGE  {code}  {name}: {told}\n")
    seals = [json.loads(path.read_text("utf-8")) for path in folder.glob(f"{BAGS}/*/{SEAL}")]
    if damages:
        sys.stdout.write(f"Tidak utuh / not whole: {len(damages)}\n")
        return 1
    for seal in sorted(seals, key=lambda one: int(one["number"])):
        sys.stdout.write(f"{seal['number']:>6}  {seal['month']}  {seal['unit']}  {seal['root']}\n")
    sys.stdout.write(
        f"Utuh / whole: {len(seals)} segel, buku segel {len(lines)} baris / lines. "
        "Cocokkan akar di atas dengan berita acara. / Compare the roots with the minutes.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
