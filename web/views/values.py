"""Values of a record as pages show them: text, doubt, and the place on the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from records.findings import Evidence
from records.geometry import Box
from web.language import Tongue, iso_day
from web.views.labels import SOURCES, named


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the page and the frame's id, shared by value and frame."""

    id: str
    page: int
    box: Box
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One line of a record; `checked` is set for a check box only."""

    label: str
    text: str
    path: str
    place: Place | None = None
    as_written: str = ""
    doubt: str = ""
    checked: bool | None = None
    hint: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text and self.checked is None


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes values of one record, looking up where each stands."""

    tongue: Tongue
    evidence: Mapping[str, Evidence]
    prefix: str

    def place(self, path: str) -> Place | None:
        """The place of the value at `path`, None where none is known."""
        found = self.evidence.get(path)
        if found is None:
            return None
        return Place(f"{self.prefix}{path}", found.page, found.box, found.needs_review)

    def value(self, label: str, path: str, text: str | None) -> Value:
        """A text value; ISO dates are told in words, the wording of the paper beside them."""
        found = self.evidence.get(path)
        shown = self.shown(text)
        written = found.text if found and found.text != shown and found.text != text else ""
        return Value(
            label,
            shown,
            path,
            self.place(path),
            as_written=self.tongue.text("tertulis: {text}", text=written) if written else "",
            doubt=self.doubt(found),
            hint=self._hint(found),
        )

    def check(self, label: str, path: str, checked: bool) -> Value:
        """A check box."""
        found = self.evidence.get(path)
        return Value(
            label,
            "",
            path,
            self.place(path),
            doubt=self.doubt(found),
            checked=checked,
            hint=self._hint(found),
        )

    def shown(self, text: str | None) -> str:
        """The text with ISO dates told in words."""
        day = iso_day(text) if text else None
        return self.tongue.day(day) if day else text or ""

    def doubt(self, found: Evidence | None) -> str:
        """The word put beside a doubtful value; empty for a sure one."""
        return self.tongue.text("periksa") if found and found.needs_review else ""

    def _hint(self, found: Evidence | None) -> str:
        if found is None:
            return ""
        return self.tongue.text(
            "Halaman {page}, {source}, keyakinan {share}",
            page=found.page,
            source=self.tongue.text(named(SOURCES, found.source)),
            share=self.tongue.share(found.confidence),
        )
