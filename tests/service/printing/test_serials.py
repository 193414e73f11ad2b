"""The same serial number on two papers is told to whoever sees both."""

from __future__ import annotations

import pytest

from archive.catalogue import documents
from archive.prints import papers
from records.errors import NotFound
from records.findings import Kind, Record
from records.keeping import Role, User
from service.printing.serials import numbered, same_number
from tests.fakes.desk import ELSEWHERE, HEAD, HERE, Desk

CHIEF = User(1, "kepala", Role.HEAD, HERE, cleared=True)
STRANGER = User(2, "tetangga", Role.HEAD, ELSEWHERE, cleared=True)


def blank(serial: str | None) -> Record:
    return Record(
        Kind.FORM, (1,), "POLSEK DUMBO RAYA", form="kunjungan-warga", version=1, serial=serial
    )


def test_only_papers_with_a_number_are_kept() -> None:
    found = numbered([blank(None), blank("000007")])
    assert [(one.position, one.serial) for one in found] == [(1, "000007")]


def test_papers_of_one_number_are_told(desk: Desk) -> None:
    first, second = (
        desk.take("kunjungan satu.pdf", HEAD, 2),
        desk.take("kunjungan dua.pdf", HEAD, 3),
    )
    desk.work()
    with desk.services.catalogue.begin() as db:
        for entry in (first, second):
            assert documents.of_entry(db, entry.id)
            papers.put(db, entry.id, numbered([blank("000007")]))
    told = same_number(CHIEF, first.id, 0, desk.services)
    assert [(one.entry, one.position) for one in told] == [(second.id, 0)]
    with pytest.raises(NotFound):
        same_number(STRANGER, first.id, 0, desk.services)
    with desk.services.catalogue.begin() as db:
        papers.put(db, second.id, [])
    assert same_number(CHIEF, second.id, 0, desk.services) == ()
