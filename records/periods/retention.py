"""How long papers are kept and how they go: rules, holds, lists, votes, certificates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from records.findings import Digest
from records.keeping import is_under

ARCHIVE_CODE = re.compile(r"\b[A-Z]{2,5}\.\d{1,3}(?:\.\d{1,3}){0,7}(?!\d)")
"""`HUK.7.1`; a year behind a point (`SOP.2019`) is no code."""


def code_borne(number: str | None) -> str:
    """The archive code a paper's number bears, empty where it bears none."""
    found = ARCHIVE_CODE.search(number or "")
    return "" if found is None else found[0]


class Fate(StrEnum):
    """What comes when a retention period is over."""

    KEEP = "keep"
    """Kept for good (permanen)."""
    ASK = "ask"
    """A person decides (dinilai kembali); what no rule names waits for one too."""
    DESTROY = "destroy"
    """Goes, by an approved list (musnah)."""


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A line of the retention schedule (JRA): an archive code with all below it.

    `papers` are forms, reports or kinds that bear the code where no number names one. Years are
    counted from the end of the year of the month a paper is filed under.
    """

    code: str
    active_years: int
    inactive_years: int
    fate: Fate
    papers: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.code.strip() or min(self.active_years, self.inactive_years) < 0:
            raise ValueError("a rule has a code, and years of at least 0")

    @property
    def years(self) -> int:
        """The whole period."""
        return self.active_years + self.inactive_years


@dataclass(frozen=True, slots=True)
class Hold:
    """Months of a unit with all below that nothing goes from, whatever its period says."""

    number: int
    unit: str
    first_month: str
    last_month: str
    """`YYYY-MM`; empty where the span is open."""
    reason: str
    at: datetime
    who: str
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_why: str = ""

    def covers(self, unit: str, month: str) -> bool:
        """Whether the month of the unit is held now."""
        if self.lifted_at is not None:
            return False
        begun = not self.first_month or self.first_month <= month
        return (
            is_under(unit, self.unit)
            and begun
            and (not self.last_month or month <= self.last_month)
        )


class Verdict(StrEnum):
    """A person's word on a list."""

    APPROVE = "approve"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's word on a list."""

    who: str
    verdict: Verdict
    at: datetime
    reason: str = ""


class ListState(StrEnum):
    """How far a list has come."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class DestructionItem:
    """One paper of a list, the seal it lies under, and the archive code it goes by."""

    entry: str
    position: int
    seal: int
    code: str


@dataclass(frozen=True, slots=True)
class DestructionList:
    """Papers proposed to go; `digest` is over its items, so that votes are on these and no others.

    Two different persons approve; one refusal ends it.
    """

    number: int
    unit: str
    reason: str
    papers: int
    digest: str
    at: datetime
    who: str
    votes: tuple[Vote, ...] = ()
    seals: tuple[int, ...] = ()
    """The certificates, once the papers are gone."""

    @property
    def state(self) -> ListState:
        """Where it stands."""
        if self.seals:
            return ListState.DONE
        if any(vote.verdict is Verdict.REFUSE for vote in self.votes):
            return ListState.REFUSED
        is_approved = len({vote.who for vote in self.votes}) >= VOTES_NEEDED
        return ListState.APPROVED if is_approved else ListState.PROPOSED


VOTES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class DestroyedFile:
    """A file of a sealed bag that is gone: where it lay, and what it was."""

    seal: int
    path: str
    size: int
    sha256: Digest


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Papers of one archive code in a unit's sealed month, and what becomes of them.

    `until` is the last year they are kept, None where no rule says so. `kept_with` are papers whose
    time is over but that were scanned in one file with papers that stay.
    """

    unit: str
    month: str
    code: str
    fate: Fate
    until: int | None
    papers: int
    is_over: bool
    held_by: tuple[int, ...] = ()
    kept_with: int = 0
