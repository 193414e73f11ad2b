"""The month of a unit: its states and steps, corrections, seals, and damage found in proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from records.findings import Digest


class MonthState(StrEnum):
    """How far a unit's month has come."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SEALED = "sealed"


REPORTED = frozenset({MonthState.SUBMITTED, MonthState.ACCEPTED, MonthState.SEALED})
"""States in which the unit has said its word."""


class MonthStep(StrEnum):
    """What moves a month on; a supplement and the destruction of its papers leave it sealed.

    `late` is nobody's deed: a paper came after the month was taken as whole.
    """

    SUBMIT = "submit"
    NIHIL = "nihil"
    RETURN = "return"
    ACCEPT = "accept"
    SEAL = "seal"
    SUPPLEMENT = "supplement"
    DESTROY = "destroy"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Month:
    """A unit's month; `is_nihil` where the unit declared that there is nothing to report."""

    unit: str
    month: str
    state: MonthState = MonthState.OPEN
    is_nihil: bool = False
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a month: who, when, from where to where, and why."""

    number: int
    unit: str
    month: str
    step: MonthStep
    before: MonthState
    after: MonthState
    at: datetime
    who: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on where a document is filed; `part` is `unit` or `month`."""

    number: int
    entry: str
    position: int
    part: str
    before: str | None
    after: str | None
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Posting:
    """An officer's service in a village over a period; dates are ISO, None where open."""

    unit: str
    nrp: str
    name: str
    rank: str = ""
    village: str = ""
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """How many papers of a kind a month is to hold, and by which day of the next month."""

    what: str
    """A form, a report or a kind."""
    count: int
    day: int
    unit: str = ""
    """The unit it goes for, with all below."""


@dataclass(frozen=True, slots=True)
class BagFile:
    """A file of a bag: its path, size and digests."""

    path: str
    size: int
    sha256: Digest
    sha512: str


@dataclass(frozen=True, slots=True)
class Seal:
    """A line of the ledger: one bag, sealed to the seal before.

    `supplement` counts the bags of a month from 0. `listing` is the blob that lists every file
    of the bag; `manifest` is the SHA-256 of `manifest-sha256.txt`, `root` the Merkle root.
    """

    number: int
    unit: str
    month: str
    supplement: int
    is_secret: bool
    sealed_at: datetime
    sealed_by: str
    papers: int
    root: str
    manifest: str
    listing: Digest
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Damage:
    """Something found that is not as it was kept; `what` names the damaged thing."""

    code: str
    what: str
    facts: Mapping[str, object] = field(default_factory=dict)
