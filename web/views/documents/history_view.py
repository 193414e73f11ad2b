"""What was done with a document, newest first: received, archived, values corrected, filed anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from archive.desk.reviews import Review
from records.keeping import Entry
from records.months import Correction
from service.filing.refiling import Filing
from web.language import Tongue, mark

VERDICTS: dict[str, str] = {
    "accept": mark("diterima"),
    "correct": mark("dikoreksi"),
    "undo": mark("dibatalkan"),
}
PARTS: dict[str, str] = {"unit": mark("Satuan"), "month": mark("Bulan")}
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done: what, by whom, when, and the reason where one was given."""

    at: datetime
    icon: str
    said: str
    who: str
    reason: str = ""


def to_history(
    entry: Entry,
    reviews: Iterable[Review],
    filing: Filing | None,
    label_of: Callable[[str], str],
    tongue: Tongue,
) -> tuple[Event, ...]:
    """Every event of the document, newest first."""
    received = tongue.text("Diterima sebagai “{name}”", name=entry.name)
    found = [Event(entry.received_at, "upload", received, entry.received_by)]
    if entry.archived_at:
        told = tongue.text("Dibaca dan diarsipkan")
        found.append(Event(entry.archived_at, "check", told, "berkas"))
    found += [_review(word, label_of, tongue) for word in reviews]
    found += [_moved(one, tongue) for one in (filing.history if filing else ())]
    # of one instant, what was done later is newer
    ordered = sorted(enumerate(found), key=lambda one: (one[1].at, one[0]), reverse=True)
    return tuple(event for _, event in ordered)


def _review(word: Review, label_of: Callable[[str], str], tongue: Tongue) -> Event:
    before, after = (_plain(text) for text in (word.before, word.after))
    said = f"{label_of(word.path)}: {tongue.text(VERDICTS[word.verdict])}"
    if word.verdict != "accept" and before != after:
        said = f"{said}, “{before or '–'}” → “{after or '–'}”"
    return Event(word.at, "eye" if word.verdict == "accept" else "back", said, word.who)


def _moved(one: Correction, tongue: Tongue) -> Event:
    part = tongue.text(PARTS[one.part])
    said = tongue.text(
        "{part} dipindah: {before} → {after}",
        part=part,
        before=one.before or "–",
        after=one.after or "–",
    )
    return Event(one.at, "tray", said, one.who, one.reason)


def _plain(text: str) -> str:
    value = json.loads(text).get("value")
    return "" if value is None else str(value)[:LONGEST]
