"""What a reviewer should look at in a procedure that was read rightly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from extract.grammar.document_numbers import text_to_document_number
from extract.joining.numbers import numbers_to_gaps, text_to_number
from records.findings import Finding, Header, Matrix, Record
from records.paper import SymbolKind

ALIKE = 92.0
"""Likeness, of 100, of a related procedure's name and the procedure's own."""
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_LAW = re.compile(r"(?:nomor|no\.?)\s*:?\s*(\d{1,3})\s*(?:tahun|thn\.?|/)\s*(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReplacedLaw:
    """A regulation that is no longer in force, and the one that took its place."""

    kinds: tuple[str, ...]
    number: int
    year: int
    now: str


def lint_procedure(record: Record) -> tuple[Finding, ...]:
    """The findings on a procedure's header and matrix, each with the path it speaks of."""
    found: list[Finding] = []
    if record.header is not None:
        found += _dates(record.header)
        found += _references(record.header)
    matrix = record.matrix
    if matrix is not None and matrix.steps:
        found += _numbers(matrix)
        found += _cells(matrix)
        found += _ends(matrix)
        found += _decisions(matrix)
    return tuple(found)


def _dates(header: Header) -> Iterator[Finding]:
    if header.revised and not _ISO.match(header.revised):
        yield Finding(
            "sop.revision-number",
            f"Tanggal revisi berisi '{header.revised}', bukan tanggal.",
            "header.revised",
            {"revised": header.revised},
        )
    number = text_to_document_number(header.number) if header.number else None
    created = header.created_on or ""
    if number is None or number.month is None or not _ISO.match(created):
        return
    if number.month != int(created[5:7]):
        yield Finding(
            "sop.number-month",
            f"Bulan dalam nomor SOP ({number.month}) berbeda dengan bulan pembuatan "
            f"({int(created[5:7])}).",
            "header.number",
            {"number": str(number.month), "created": str(int(created[5:7]))},
        )


def _references(header: Header) -> Iterator[Finding]:
    for i, related in enumerate(header.related):
        if header.title and _is_same_name(related, header.title):
            yield Finding(
                "sop.self-reference",
                "SOP ini menyebut dirinya sendiri sebagai SOP terkait.",
                f"header.related.{i}",
            )
    for i, basis in enumerate(header.legal_basis):
        for law in replaced_laws():
            if _names(basis, law):
                yield Finding(
                    "sop.law-replaced",
                    f"Peraturan ini sudah diganti: {law.now}.",
                    f"header.legal_basis.{i}",
                    {"now": law.now},
                )


def _is_same_name(related: str, title: str) -> bool:
    bare = [re.sub(r"^\s*(?:sop|standar)\b\s*", "", t.lower()).strip() for t in (related, title)]
    return bool(bare[0]) and fuzz.ratio(bare[0], bare[1]) >= ALIKE


def _names(text: str, law: ReplacedLaw) -> bool:
    lower = text.lower()
    if not any(kind in lower for kind in law.kinds):
        return False
    return any(
        (int(number), int(year)) == (law.number, law.year) for number, year in _LAW.findall(lower)
    )


@cache
def replaced_laws() -> tuple[ReplacedLaw, ...]:
    """The table of regulations that others have replaced."""
    data = tomllib.loads((files("extract.matrix") / "laws.toml").read_text(encoding="utf-8"))
    return tuple(
        ReplacedLaw(tuple(row["kinds"]), row["number"], row["year"], row["now"])
        for row in data["replaced"]
    )


def _numbers(matrix: Matrix) -> Iterator[Finding]:
    known = [(i, n) for i, s in enumerate(matrix.steps) if (n := text_to_number(s.no)) is not None]
    for first, last, before in numbers_to_gaps([(n, i) for i, n in known]):
        missing = f"{first}" if first == last else f"{first}-{last}"
        yield Finding(
            "matrix.number-gap",
            f"Nomor {missing} tidak ada; mungkin ada halaman yang belum dipindai.",
            f"matrix.steps.{before}.no",
            {"missing": missing},
        )


def _cells(matrix: Matrix) -> Iterator[Finding]:
    for i, step in enumerate(matrix.steps):
        base = f"matrix.steps.{i}"
        if not step.duration:
            yield Finding("matrix.no-duration", "Waktu belum diisi.", f"{base}.duration")
        if not step.output:
            yield Finding("matrix.no-output", "Output belum diisi.", f"{base}.output")
        if not step.marks and matrix.actors:
            yield Finding(
                "matrix.no-mark", "Tidak ada simbol pelaksana pada baris ini.", f"{base}.marks"
            )
        if len(step.marks) > 1:
            yield Finding(
                "matrix.several-marks",
                f"Baris ini memuat {len(step.marks)} simbol; satu kegiatan sebaiknya satu pelaku.",
                f"{base}.marks",
                {"count": str(len(step.marks))},
            )


def _ends(matrix: Matrix) -> Iterator[Finding]:
    marked = [i for i, step in enumerate(matrix.steps) if step.marks]
    if not marked:
        return
    for i, name in ((marked[0], "awal"), (marked[-1], "akhir")):
        if all(m.symbol is not SymbolKind.TERMINATOR for m in matrix.steps[i].marks):
            yield Finding(
                f"matrix.no-{'start' if name == 'awal' else 'end'}",
                f"Kegiatan {name} tidak digambar dengan kapsul.",
                f"matrix.steps.{i}.marks",
            )


def _decisions(matrix: Matrix) -> Iterator[Finding]:
    if not matrix.edges:
        return
    for i, step in enumerate(matrix.steps):
        for k, mark in enumerate(step.marks):
            if mark.symbol is not SymbolKind.DECISION:
                continue
            exits = [e for e in matrix.edges if e.start == (i, mark.actor)]
            path = f"matrix.steps.{i}.marks.{k}"
            if len(exits) < 2:
                yield Finding(
                    "matrix.decision-exits",
                    f"Keputusan ini memiliki {len(exits)} jalur keluar, seharusnya dua.",
                    path,
                    {"count": str(len(exits))},
                )
            if exits and any(e.label is None for e in exits):
                yield Finding(
                    "matrix.decision-labels",
                    "Jalur keluar keputusan ini belum semuanya diberi keterangan (Ya/Tidak).",
                    path,
                )
