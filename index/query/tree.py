"""A query as values: clauses that all must hold, each a choice of terms or one excluded term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.language.analysis import terms
from records.findings import Kind

SHORTEST_PREFIX = 3
"""Letters before a `*`: fewer would run through a good part of the vocabulary."""
OR_SIGNS = frozenset({"OR", "|"})
FORBIDDEN = '"“”„'


class FilterField(StrEnum):
    """What a filter asks of a document; the value is its name in a written query."""

    UNIT = "unit"
    MONTH = "bulan"
    KIND = "jenis"
    FORM = "form"
    REPORT = "laporan"
    NUMBER = "nomor"
    OFFICER = "petugas"
    VILLAGE = "desa"
    TITLE = "judul"


ALIASES = {
    **{str(field): field for field in FilterField},
    "satuan": FilterField.UNIT,
    "month": FilterField.MONTH,
    "tahun": FilterField.MONTH,
    "year": FilterField.MONTH,
    "kind": FilterField.KIND,
    "formulir": FilterField.FORM,
    "blanko": FilterField.FORM,
    "report": FilterField.REPORT,
    "number": FilterField.NUMBER,
    "no": FilterField.NUMBER,
    "officer": FilterField.OFFICER,
    "kelurahan": FilterField.VILLAGE,
    "village": FilterField.VILLAGE,
    "title": FilterField.TITLE,
}

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def looks_like_filter(text: str) -> bool:
    """Whether a run would be read as a filter: a known name, a colon, a value."""
    name, colon, _ = text.partition(":")
    return bool(colon) and name.casefold() in ALIASES


@dataclass(frozen=True, slots=True)
class Word:
    """A run without blanks; with punctuation inside (`SOP/04`) its parts stand side by side."""

    text: str

    def __post_init__(self) -> None:
        _reject_blank(self.text)
        is_sign = self.text[0] == "-" or self.text in OR_SIGNS or looks_like_filter(self.text)
        if " " in self.text or is_sign:
            raise ValueError(f"not a word of a query: {self.text!r}")
        if self.text.endswith("*"):
            raise ValueError(f"a word with a star is a prefix: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, at least `SHORTEST_PREFIX` letters."""

    text: str

    def __post_init__(self) -> None:
        _reject_blank(self.text)
        if len(terms(self.text)) != 1 or not self.text.isalnum():
            raise ValueError(f"a prefix is one word: {self.text!r}")
        if len(self.text) < SHORTEST_PREFIX:
            raise ValueError(f"a prefix has {SHORTEST_PREFIX} letters or more: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, as written."""

    text: str

    def __post_init__(self) -> None:
        _reject_blank(self.text)


@dataclass(frozen=True, slots=True)
class Filter:
    """A property the document has; months are ISO, `until` ends a range (both ends included).

    A range without beginning has the value "", one without end the `until` "".
    """

    field: FilterField
    value: str
    until: str | None = None

    def __post_init__(self) -> None:
        if self.field is FilterField.MONTH:
            months = [month for month in (self.value, self.until) if month]
            if not months or not all(map(_MONTH.fullmatch, months)):
                raise ValueError(f"months are YYYY-MM: {self}")
        elif self.until is not None:
            raise ValueError(f"only months have ranges: {self}")
        else:
            _reject_blank(self.value)
        if self.field is FilterField.KIND:
            Kind(self.value)


Term = Word | Prefix | Phrase | Filter


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the terms must hold; or, excluded, its only term must not."""

    terms: tuple[Term, ...]
    is_excluded: bool = False

    def __post_init__(self) -> None:
        if not self.terms or (self.is_excluded and len(self.terms) > 1):
            raise ValueError(f"a clause has one term, or several to choose from: {self}")


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses must hold; without any, everything in sight is meant."""

    clauses: tuple[Clause, ...] = ()


def _reject_blank(text: str) -> None:
    if not terms(text):
        raise ValueError(f"nothing to look for: {text!r}")
    if text != " ".join(text.split()) or any(c in FORBIDDEN for c in text):
        raise ValueError(f"blanks are single, quotation marks go around: {text!r}")
