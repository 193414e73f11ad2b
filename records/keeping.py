"""What is kept: entries, their states and documents, and the people who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from records.findings import Digest, Kind

EntryId = NewType("EntryId", str)
"""Sorts by the time of receipt: 12 hex digits of milliseconds, then 14 of chance."""

UNIT_SEPARATOR = "/"
"""Between the parts of a unit's path code: `polda-x/polres-y/polsek-z` stands below `polda-x`."""


class State(StrEnum):
    """How far an entry has come; what is archived is searchable a moment later."""

    RECEIVED = "received"
    ARCHIVED = "archived"
    FAILED = "failed"


class Part(StrEnum):
    """What a derived blob is to its entry."""

    FINDINGS = "findings"
    SEARCHABLE = "searchable"
    SHEET = "sheet"
    PREVIEW = "preview"
    THUMBNAIL = "thumbnail"
    PIECE = "piece"
    """Some pages of an original that is not here as a whole."""


class Role(StrEnum):
    """What a person does here; the unit says where."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    HEAD = "head"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that are kept, named by what they are."""

    digest: Digest
    size: int


@dataclass(frozen=True, slots=True)
class Derived:
    """A result kept under a name that says where it came from; `page` is 0 for the whole file."""

    part: Part
    page: int
    blob: Blob


@dataclass(frozen=True, slots=True)
class Entry:
    """One submitted file on its way; `scope` is the unit it was submitted for.

    `stage` is the word of the step under way (`queued`, `read`, `compose`, …), `pages_total` 0
    while unknown. `duplicate_of` names the earlier entry with the same bytes.
    """

    id: EntryId
    name: str
    digest: Digest
    size: int
    media: str
    state: State
    received_at: datetime
    received_by: str
    changed_at: datetime
    scope: str = ""
    stage: str = "queued"
    pages_done: int = 0
    pages_total: int = 0
    attempts: int = 0
    error_code: str | None = None
    error_facts: Mapping[str, object] = field(default_factory=dict)
    archived_at: datetime | None = None
    duplicate_of: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """One document of an entry as lists show it; `position` counts from 0 in page order.

    `unit` is as written, `unit_code` where it was recognised. `scope` decides who may see it:
    the unit's code, or the entry's where the unit is unknown. `secret` papers need clearance.
    """

    entry: EntryId
    position: int
    kind: Kind
    form: str | None
    report: str | None
    unit: str | None
    unit_code: str | None
    month: str | None
    pages: tuple[int, ...]
    title: str
    number: str | None
    confidence: float
    needs_review: int
    scope: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class DatedName:
    """What a unit was called over a period; dates are ISO and inclusive, None where open."""

    name: str
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its path code; `aliases` are the wordings letterheads use for it.

    `earlier` are its names of other times; the dates say when the unit existed, inclusive.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    earlier: tuple[DatedName, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None

    def is_there_in(self, month: str) -> bool:
        """Whether the unit existed in any part of the month `YYYY-MM`."""
        return is_within(month, self.valid_from, self.valid_to)


def is_within(month: str, valid_from: str | None, valid_to: str | None) -> bool:
    """Whether the month `YYYY-MM` touches the period of ISO dates."""
    begun = valid_from is None or valid_from[: len(month)] <= month
    return begun and (valid_to is None or valid_to[: len(month)] >= month)


@dataclass(frozen=True, slots=True)
class User:
    """A person who may log in; sees `unit` and all below (empty: every unit)."""

    id: int
    name: str
    role: Role
    unit: str = ""
    cleared: bool = False
    """May see papers marked secret (laporan informasi)."""
    disabled: bool = False
    until: datetime | None = None
    """When the access ends by itself; None: it does not."""


def document_name(entry: EntryId, position: int) -> str:
    """The name of a document everywhere outside the catalogue."""
    return f"{entry}-{position}"


def is_under(code: str, scope: str) -> bool:
    """Whether the unit `code` is `scope` or stands below it; every unit stands below none."""
    return not scope or code == scope or code.startswith(scope + UNIT_SEPARATOR)
