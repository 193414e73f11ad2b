"""What an earlier version read is read afresh; persons' words stay, handed-in months stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from records.errors import MonthAccepted, NotAllowed
from records.findings import Digest, Record
from records.keeping import Entry, State
from service import library
from service.filing.refiling import correct
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all
from service.jobs.rereading import count_outdated, reread
from service.months.steps import accept, send_back, submit
from service.proof.archive_proof import verify_archive
from service.review import deeds
from service.wiring import Progress, Reader, Services
from tests.fakes import polres as fake
from tests.fakes.polres import (
    ADMIN,
    AUDITOR,
    KAPOLRES,
    POLRES,
    Polres,
    kapolsek,
    open_polres,
    visit,
)
from tests.fakes.reading import FakeReading

A = f"{POLRES}/anggrek"


@pytest.fixture
def polres(tmp_path: Path) -> Iterator[Polres]:
    found = open_polres(tmp_path)
    yield found
    found.services.close()


def age(services: Services) -> None:
    """Have everything be read by an earlier version."""
    with services.catalogue.begin() as db:
        db.execute(text("UPDATE manifests SET version = '0'"))
        db.execute(text("DELETE FROM derived WHERE version = '0'"))
        db.execute(text("UPDATE derived SET version = '0'"))


def read_better(fields: dict[str, str], forms: int = 1) -> Reader:
    """A reader that gives other values, and that many papers of one file."""

    def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> FakeReading:
        plain = fake.read(path, name, digest, copy, progress)
        record: Record = plain.findings.documents[0]
        better = replace(record, fields={**record.fields, **fields})
        return replace(plain, findings=replace(plain.findings, documents=(better,) * forms))

    return read


def value_of(services: Services, entry: Entry, key: str) -> object:
    found = library.entry(AUDITOR, entry.id, services).documents[0]
    return found.record.fields.get(key)


def test_words_of_persons_outlast_a_new_reading(polres: Polres) -> None:
    services = polres.services
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    name = (entry.id, 0)
    deeds.correct(KAPOLRES, name, "fields.subject", "Perihal 1", "Perihal satu", services)
    taken_back = deeds.correct(KAPOLRES, name, "fields.name", "Warga 1", "Warga X", services)
    deeds.undo(KAPOLRES, name, taken_back, services)
    correct(KAPOLRES, name, services, reason="salah bulan", month="2024-06")
    age(services)
    assert count_outdated(ADMIN, services) == 1
    assert reread(ADMIN, services) == (entry.id,)
    assert library.entry(AUDITOR, entry.id, services).entry.state is State.RECEIVED
    assert value_of(services, entry, "subject") == "Perihal satu"
    reader = read_better({"subject": "Perihal 1.", "name": "Warga Satu", "officer": "WAYAN S"})
    assert work_on_next(services, reader, "test:1") == entry.id
    assert value_of(services, entry, "subject") == "Perihal satu"
    assert value_of(services, entry, "name") == "Warga Satu"
    assert value_of(services, entry, "officer") == "WAYAN S"
    assert library.entry(AUDITOR, entry.id, services).documents[0].filed.month == "2024-06"
    assert reread(ADMIN, services) == ()
    feed_all(services)
    services.pages().close()
    with services.catalogue.begin() as db:
        db.execute(text("DELETE FROM derived WHERE version = '0'"))
    assert verify_archive(AUDITOR, services) == ()


def test_documents_that_are_no_more_leave_the_index(polres: Polres) -> None:
    services = polres.services
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    age(services)
    reread(ADMIN, services)
    assert work_on_next(services, read_better({}, forms=3), "test:1") == entry.id
    feed_all(services)
    assert set(services.pages().documents()) == {f"{entry.id}-{n}" for n in range(3)}
    age(services)
    reread(ADMIN, services)
    assert work_on_next(services, fake.read, "test:1") == entry.id
    feed_all(services)
    assert set(services.pages().documents()) == {f"{entry.id}-0"}


def test_a_word_whose_paper_is_another_now_is_told_as_lost(polres: Polres) -> None:
    services = polres.services
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    word = deeds.correct(
        KAPOLRES, (entry.id, 0), "fields.subject", "Perihal 1", "Perihal satu", services
    )
    age(services)
    reread(ADMIN, services)

    def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> FakeReading:
        plain = fake.read(path, name, digest, copy, progress)
        other = replace(plain.findings.documents[0], form="kunjungan-usaha")
        return replace(plain, findings=replace(plain.findings, documents=(other,)))

    assert work_on_next(services, read, "test:1") == entry.id
    assert value_of(services, entry, "subject") == "Perihal 1"
    with services.catalogue.read() as db:
        asked = "SELECT facts FROM audit WHERE deed = 'archive' ORDER BY id DESC LIMIT 1"
        assert json.loads(db.execute(text(asked)).scalar_one())["lost_reviews"] == [word]
    assert [one.number for one in deeds.history(KAPOLRES, (entry.id, 0), services)] == [word]


def test_a_month_that_is_handed_in_is_not_read_afresh(polres: Polres) -> None:
    services = polres.services
    polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    other = polres.put(visit("anggrek", "2024-08", "WAYAN", 2))
    submit(kapolsek("anggrek"), A, "2024-07", services)
    age(services)
    assert reread(ADMIN, services, month="2024-07") == ()
    assert reread(ADMIN, services, unit=f"{POLRES}/bunga") == ()
    assert reread(ADMIN, services, unit=A) == (other.id,)
    with pytest.raises(NotAllowed):
        reread(KAPOLRES, services)


def test_an_accepted_month_stands_still_until_it_is_returned(polres: Polres) -> None:
    services = polres.services
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    elsewhere = polres.put(visit("anggrek", "2024-08", "WAYAN", 2))
    name = (entry.id, 0)
    word = ("fields.subject", "Perihal 1", "Perihal satu")
    said = deeds.correct(KAPOLRES, name, *word, services)
    submit(kapolsek("anggrek"), A, "2024-07", services)
    accept(KAPOLRES, A, "2024-07", services)
    with pytest.raises(MonthAccepted):
        correct(KAPOLRES, name, services, reason="salah", month="2024-09")
    with pytest.raises(MonthAccepted):
        correct(KAPOLRES, (elsewhere.id, 0), services, reason="salah", month="2024-07")
    with pytest.raises(MonthAccepted):
        deeds.correct(KAPOLRES, name, "fields.subject", "Perihal satu", "x", services)
    with pytest.raises(MonthAccepted):
        deeds.accept(KAPOLRES, name, "fields.name", "Warga 1", services)
    with pytest.raises(MonthAccepted):
        deeds.undo(KAPOLRES, name, said, services)
    send_back(KAPOLRES, A, "2024-07", services, reason="ada yang salah")
    deeds.undo(KAPOLRES, name, said, services)
    correct(KAPOLRES, name, services, reason="salah", month="2024-09")
