"""The library of procedures: versions together, the one in force first, nothing out of sight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records.errors import NotFound
from records.findings import Header, Kind
from records.keeping import EntryId, Filed, Role, User
from service.procedures.copies import clean_copy, record_copy
from service.procedures.families import Head, family, group, is_same_title, title_key
from service.procedures.library import family_of, shelf
from tests.fakes.desk import HEAD, HERE, STRANGER, Desk, Person
from tests.fakes.offices import desk, staffed

__all__ = ["desk", "staffed"]

TODAY = "2024-06-01"


def user_of(person: Person) -> User:
    """The person as the hall knows them."""
    return User(1, person.name, person.role, person.unit, person.cleared)


def paper(title: str, entry: str = "a", unit: str = "polres/a", number: str | None = None) -> Filed:
    """A procedure as lists know it."""
    name = EntryId(entry)
    return Filed(name, 0, Kind.SOP, None, None, unit, unit, None, (1,), title, number, 0.9, 0, unit)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("SOP Pelaporan Kegiatan", "PELAPORAN KEGIATAN.", True),
        ("Pelaporan kegiatan", "Pelaporan keglatan", True),
        ("Patroli tahap I", "Patroli tahap II", False),
        ("Patroli 2019", "Patroli 2020", False),
        ("Sambang desa", "Sambang sekolah", False),
    ],
)
def test_titles_name_one_procedure_or_two(one: str, other: str, is_same: bool) -> None:
    assert is_same_title(title_key(one), title_key(other)) is is_same


def test_units_never_share_a_procedure() -> None:
    papers = [paper("Sambang"), paper("Sambang", "b", "polres/b"), paper("SAMBANG", "c")]
    assert sorted(len(found) for found in group(papers)) == [1, 2]


def test_papers_without_a_title_stand_alone() -> None:
    assert len(group([paper("", "a"), paper("", "b")])) == 2


def test_the_latest_that_has_begun_is_in_force() -> None:
    heads = {
        "a": Header(effective_on="2019-10-01"),
        "b": Header(effective_on="2023-01-05"),
        "c": Header(created_on="2024-05-01", effective_on="2025-01-01"),
    }
    found = family([(paper("Sambang", name), Head(head)) for name, head in heads.items()], TODAY)
    assert [v.filed.entry for v in found.versions] == ["c", "b", "a"]
    assert found.in_force is not None
    assert found.in_force.filed.entry == "b"


def test_what_has_not_begun_is_shown_but_not_in_force() -> None:
    found = family([(paper("Sambang"), Head(Header(effective_on="2025-01-01")))], TODAY)
    assert found.in_force is None
    assert found.shown.filed.entry == "a"


def test_a_second_scan_of_a_version_is_a_copy_not_a_version() -> None:
    header = Head(Header(created_on="2019-09-03"))
    papers = [(paper("Sambang", entry, number="SOP/4"), header) for entry in "ab"]
    (version,) = family(papers, TODAY).versions
    assert version.filed.entry == "b"
    assert [copy.entry for copy in version.copies] == ["a"]


def test_scans_that_say_neither_number_nor_date_stay_apart() -> None:
    papers = [(paper("Sambang", entry), Head(Header())) for entry in "ab"]
    assert len(family(papers, TODAY).versions) == 2


def test_the_shelf_shows_what_is_in_sight_and_narrows(desk: Desk) -> None:
    first = desk.take("sop pelaporan.pdf", HEAD, 1)
    desk.take("sop pelaporan lagi.pdf", HEAD, 2)
    desk.take("sop tetangga.pdf", STRANGER, 3)
    desk.work()
    found = shelf(user_of(HEAD), desk.services)
    assert found.total == 1
    (only,) = found.families
    assert len(only.versions) == 1
    assert len(only.versions[0].copies) == 1
    assert shelf(user_of(HEAD), desk.services, text="pelaporan 04").total == 1
    assert shelf(user_of(HEAD), desk.services, text="sambang").total == 0
    assert shelf(user_of(HEAD), desk.services, unit="nowhere").total == 0
    assert family_of(user_of(HEAD), (first.id, 0), desk.services) == only
    with pytest.raises(NotFound):
        family_of(user_of(STRANGER), (first.id, 0), desk.services)
    blind = replace(user_of(HEAD), role=Role.ADMIN)
    assert shelf(blind, desk.services).total == 0


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [(".pdf", b"%PDF-"), (".docx", b"PK"), (".xlsx", b"PK"), (".svg", b"<svg")],
)
def test_clean_copies_are_made_from_the_record(desk: Desk, suffix: str, begins: bytes) -> None:
    entry = desk.take("sop pelaporan.pdf", HEAD, 1)
    desk.work()
    made = clean_copy(user_of(HEAD), (entry.id, 0), suffix, desk.services)
    assert made.stream.read(len(begins)) == begins
    assert made.name == f"PELAPORAN KEGIATAN{suffix}"


def test_copies_are_for_those_who_see_the_paper(desk: Desk) -> None:
    entry = desk.take("sop pelaporan.pdf", HEAD, 1)
    form = desk.take("kunjungan warga.pdf", HEAD, 2)
    desk.work()
    reader = user_of(HEAD)
    with pytest.raises(NotFound):
        clean_copy(user_of(STRANGER), (entry.id, 0), ".pdf", desk.services)
    with pytest.raises(NotFound):
        clean_copy(reader, (form.id, 0), ".pdf", desk.services)
    with pytest.raises(NotFound):
        clean_copy(reader, (entry.id, 0), ".exe", desk.services)
    text = record_copy(reader, (form.id, 0), desk.services).stream.read().decode()
    assert "7571091706960005" not in text, "masked numbers stay masked"
    assert HERE
