"""What the trail of deeds says is in the catalogue, against what is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from archive.catalogue import audit, documents, fingerprints
from archive.catalogue.audit import WHOLE, Line
from archive.catalogue.month_tables import corrections, months, transitions
from archive.desk.tables import reviews
from archive.retention.tables import proofs
from records.keeping import EntryId, document_name
from records.months import Damage
from service.filing.documents import filing_digest

FILING_DEEDS = frozenset({"archive", "refile", "review", "restore", "destroy"})
"""Deeds whose lines hold the digest of the entry's rows after them."""
Step = tuple[str, str, str, str, datetime, str, str]
Word = tuple[str, str, str, str, datetime]
Move = tuple[str, int, str, str | None, str | None, datetime, str, str]


@dataclass(slots=True)
class Told:
    """What the trail told on one walk through it."""

    filings: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    books: dict[str, str] = field(default_factory=dict)
    """Digests of small tables as they were last told."""
    partial: set[str] = field(default_factory=set)
    """Entries of which only some pages came back from a bag."""
    lost_proofs: list[int] = field(default_factory=list)
    """Checks of the whole archive that ended and that the trail does not tell of."""
    waiting: set[str] = field(default_factory=set)
    """Entries that were archived and are to be read again."""


def walk(db: Connection) -> Told:
    """Read the trail once; remembers a digest an entry and the steps of months."""
    # Asked first: a check that ends meanwhile is in the trail and not among these.
    ended = select(proofs.c.id).where(proofs.c.ended_at.is_not(None))
    lost = set(db.execute(ended).scalars())
    told = Told(broken=list(audit.broken(db)))
    for line in audit.lines(db):
        if f'"{fingerprints.FACT}"' in line.facts:
            told.books.update(json.loads(line.facts).get(fingerprints.FACT, {}))
        if line.deed == "verify" and line.target == WHOLE:
            lost.discard(json.loads(line.facts).get("proof", 0))
        elif line.deed == "reread":
            told.waiting.add(line.target)
        elif line.deed in FILING_DEEDS:
            _filed(line, json.loads(line.facts), told)
        elif line.deed == "restore-month":
            _restored(json.loads(line.facts), told)
        elif line.deed.startswith("month-"):
            facts = json.loads(line.facts)
            step = line.deed.removeprefix("month-")
            place = (facts["unit"], facts["month"], step, facts["state"])
            told.steps.append((*place, line.at, line.who, facts["reason"]))
    told.lost_proofs = sorted(lost)
    return told


def _filed(line: Line, facts: dict[str, Any], told: Told) -> None:
    """An entry's rows as they were after the deed, and what a person said of them."""
    told.waiting.discard(line.target)
    if "pages" in facts:
        told.partial.add(line.target)
    told.filings[line.target] = facts.get("filing", "")
    if line.deed == "refile" and "reason" in facts:
        told.moves += [
            (line.target, facts["position"], *change, line.at, line.who, facts["reason"])
            for change in facts["changes"]
        ]
    if line.deed == "review":
        word = (facts["document"], facts["path"], facts["verdict"], line.who)
        told.words.append((*word, line.at))


def _restored(facts: dict[str, Any], told: Told) -> None:
    """Steps and corrections that came with an export, as its own history tells them."""
    for one in facts["steps"]:
        place = (one["unit"], one["month"], one["step"], one["after"])
        told.steps.append((*place, datetime.fromisoformat(one["at"]), one["who"], one["reason"]))
    for entry, position, one in facts["corrections"]:
        change = (one["part"], one["before"], one["after"])
        at = datetime.fromisoformat(one["at"])
        told.moves.append((entry, position, *change, at, one["who"], one["reason"]))
    for name, one in facts["reviews"]:
        at = datetime.fromisoformat(one["at"])
        told.words.append((name, one["path"], one["verdict"], one["who"], at))


def book_damages(db: Connection, told: Told) -> Iterator[Damage]:
    """Units, postings, users, rules and lists that differ from what the trail last told."""
    for book, digest in sorted(told.books.items()):
        if book in fingerprints.BOOKS and fingerprints.fingerprint(db, book) != digest:
            yield Damage("book-differs", book)


def trail_damages(db: Connection, told: Told) -> Iterator[Damage]:
    """Lines broken, steps and corrections that differ, months in a state no step led to."""
    for number in told.broken:
        yield Damage("trail-broken", str(number))
    # A trail cut off at its end breaks nothing in the chain, but it lacks the latest proof.
    for number in told.lost_proofs:
        yield Damage("trail-broken", f"{WHOLE}: {number}")
    steps = [
        (r.unit, r.month, r.step, r.after, r.at, r.who, r.reason)
        for r in db.execute(select(transitions).order_by(transitions.c.id))
    ]
    for one in sorted(set(told.steps) ^ set(steps), key=str):
        yield Damage("step-differs", f"{one[0]}@{one[1]}", {"step": one[2], "who": one[5]})
    last = {(one[0], one[1]): one[3] for one in steps}
    there = {(r.unit, r.month): r.state for r in db.execute(select(months))}
    for unit, month in sorted(last.keys() | there.keys()):
        if last.get((unit, month)) != there.get((unit, month)):
            facts = {"state": there.get((unit, month)), "step": last.get((unit, month))}
            yield Damage("month-state-differs", f"{unit}@{month}", facts)
    moves = {
        (r.entry, r.position, r.part, r.before, r.after, r.at, r.who, r.reason)
        for r in db.execute(select(corrections))
    }
    for move in sorted(set(told.moves) ^ moves, key=str):
        yield Damage("correction-differs", f"{move[0]}-{move[1]}", {"part": move[2]})
    said = {
        (document_name(EntryId(r.entry), r.position), r.path, r.verdict, r.who, r.at)
        for r in db.execute(select(reviews))
    }
    for word in sorted(set(told.words) ^ said, key=str):
        yield Damage("review-differs", word[0], {"path": word[1]})


def filing_damages(db: Connection, entry: EntryId, told: Told) -> Iterator[Damage]:
    """The entry's documents, where they are not as the trail last knew them."""
    if filing_digest(documents.of_entry(db, entry)) != told.filings.get(entry):
        yield Damage("filing-differs", entry)
