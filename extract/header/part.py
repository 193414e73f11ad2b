"""What one page shows of a procedure's identity part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extract.header.cells import lines_box, lines_confidence
from extract.lines import Line
from records.findings import Evidence
from records.geometry import Box
from records.paper import Sheet, Source

REVIEW_BELOW = 0.75
"""Confidence under which a value wants a person's eye: seven titles under a stamp that were
given at 0.65 to 0.75, on copies, photographs and bilevel scans, were all wrong."""


class PartKind(StrEnum):
    """Which page of the identity part it is."""

    COVER = "cover"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it goes into the record, and where it stands; no text where it is unreadable."""

    text: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class HeaderPart:
    """The identity part's values on one page.

    `values` by field (`number`, `approved_by.name` …), `lists` by field; `leading` holds list
    items before the page's first label, which go on with the lists that the page before left open:
    those of the left half of the page, and of the right one.
    """

    page: int
    kind: PartKind
    values: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    leading: tuple[tuple[Value, ...], tuple[Value, ...]] = ((), ())

    @property
    def label_count(self) -> int:
        """How many different fields the page shows."""
        fields = {key.split(".")[0] for key in self.values} | set(self.lists)
        return len(fields - {"unit"})


def lines_to_value(
    sheet: Sheet,
    lines: Sequence[Line],
    text: str | None,
    doubt: float = 1.0,
    needs_review: bool = False,
) -> Value:
    """The value read from lines; `doubt` (0..1) multiplies the words' own confidence."""
    sure = round(max(0.0, min(1.0, lines_confidence(lines) * doubt)), 3)
    raw = " ".join(word.text for line in lines for word in line)
    review = needs_review or sure < REVIEW_BELOW or text is None
    return Value(text, box_evidence(sheet, lines_box(lines), raw, sure, review))


def box_evidence(
    sheet: Sheet, box: Box, text: str, confidence: float, needs_review: bool
) -> Evidence:
    """Evidence at a box of the sheet's pixels."""
    source = Source.LAYER if sheet.source is Source.LAYER else Source.PRINT
    return Evidence(sheet.page, sheet.share(box), text, confidence, source, needs_review)
