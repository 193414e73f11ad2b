"""Which procedures are versions of one another, and which of them is in force.

A procedure is known by its unit and its title; titles may be spelt a little differently from
version to version, but numbers and Roman numerals in them must be the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from records.findings import Header
from records.keeping import Filed

ALIKE = 92.0
"""Of 100: titles of one unit this alike are one procedure's (a letter misread, a word joined)."""
WORDS = re.compile(r"\w+")
COUNTED = re.compile(r".*\d.*|[ivxlc]+")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FILLERS = frozenset({"sop", "standar", "operasional", "prosedur", "tentang"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a list tells of a procedure's record."""

    header: Header
    steps: int = 0
    lint: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a procedure; dates are ISO, `copies` scans of the same version besides it."""

    filed: Filed
    created_on: str | None = None
    revised: str | None = None
    effective_on: str | None = None
    steps: int = 0
    lint: int = 0
    """Findings worth a reviewer's look."""
    copies: tuple[Filed, ...] = ()

    @property
    def dated(self) -> str:
        """The date versions are put in order by; empty where none is written."""
        revised = self.revised if self.revised and ISO_DAY.fullmatch(self.revised) else None
        return self.effective_on or revised or self.created_on or self.filed.month or ""


@dataclass(frozen=True, slots=True)
class Family:
    """All versions of one procedure, newest first; `in_force` is None before the first begins."""

    versions: tuple[Version, ...]
    in_force: Version | None

    @property
    def shown(self) -> Version:
        """The version in force, or the next to come."""
        return self.in_force or self.versions[-1]


def title_key(title: str) -> str:
    """The title without case, punctuation and words that every procedure bears."""
    words = WORDS.findall(title.casefold())
    return " ".join(word for word in words if word not in FILLERS) or " ".join(words)


def is_same_title(one: str, other: str) -> bool:
    """Whether two keys name one procedure."""
    if one == other:
        return True
    counted = [[w for w in key.split() if COUNTED.fullmatch(w)] for key in (one, other)]
    return counted[0] == counted[1] and fuzz.ratio(one, other) >= ALIKE


def group(papers: Iterable[Filed]) -> list[list[Filed]]:
    """Procedures grouped into families, by unit and title."""
    units: dict[str, dict[str, list[Filed]]] = defaultdict(dict)
    for paper in papers:
        unit = paper.unit_code or (paper.unit or "").casefold()
        key = title_key(paper.title)
        known = units[unit]
        same = key if key in known else next((k for k in known if is_same_title(k, key)), key)
        # papers without any title are never taken for one another
        name = same if key else f"{paper.entry}-{paper.position}"
        known.setdefault(name, []).append(paper)
    return [found for unit in sorted(units) for _, found in sorted(units[unit].items())]


def family(papers: Sequence[tuple[Filed, Head | None]], today: str) -> Family:
    """The versions in order, copies folded together, and which is in force on the ISO day."""
    scanned: dict[tuple[str, ...], list[tuple[Filed, Head]]] = defaultdict(list)
    for filed, head in papers:
        read = head or Head(Header())
        dates = (read.header.created_on, read.header.revised, read.header.effective_on)
        told = (filed.number, *dates)
        # without number and dates nothing says that two scans are one version
        key = tuple(t or "" for t in told) if any(told) else (filed.entry, str(filed.position))
        scanned[key].append((filed, read))
    versions = [_version(scans) for scans in scanned.values()]
    ordered = sorted(versions, key=lambda v: (v.dated, v.filed.entry), reverse=True)
    begun = [v for v in ordered if v.dated <= today]
    return Family(tuple(ordered), begun[0] if begun else None)


def _version(scans: list[tuple[Filed, Head]]) -> Version:
    (filed, head), *rest = sorted(scans, key=lambda one: one[0].entry, reverse=True)
    return Version(
        filed,
        head.header.created_on,
        head.header.revised,
        head.header.effective_on,
        head.steps,
        head.lint,
        copies=tuple(other for other, _ in rest),
    )
