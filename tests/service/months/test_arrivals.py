"""A paper that comes after a month was taken as whole enters no seal unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from records.errors import MonthStateWrong
from records.keeping import EntryId
from records.months import MonthState, MonthStep
from service.filing.refiling import correct
from service.jobs.claims import work_on_next
from service.jobs.rereading import reread
from service.months.steps import accept, declare_nihil, history, submit
from service.months.unit_month import open_month
from service.proof.archive_proof import verify_archive
from service.sealing.closing import close, seal, supplement
from service.units.registry import import_units
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

A, B = f"{POLRES}/anggrek", f"{POLRES}/bunga"
MONTH = "2024-07"
FORMER = "POLSEK MAWAR INDAH"
"""What a letterhead says that no unit is known by at first."""


@pytest.fixture
def polres(tmp_path: Path) -> Iterator[Polres]:
    found = open_polres(tmp_path)
    yield found
    found.services.close()


def put(polres: Polres, number: int, code: str = "anggrek") -> str:
    polres.clock.go_on(days=1)
    return polres.put(visit(code, MONTH, "WAYAN", number)).id


def state_of(polres: Polres, unit: str = A) -> MonthState:
    return history(KAPOLRES, unit, MONTH, polres.services).month.state


def test_a_paper_after_acceptance_has_the_month_accepted_anew(polres: Polres) -> None:
    services = polres.services
    put(polres, 1)
    submit(kapolsek("anggrek"), A, MONTH, services)
    accept(KAPOLRES, A, MONTH, services)
    late = put(polres, 2)
    told = history(KAPOLRES, A, MONTH, services)
    assert told.month.state is MonthState.SUBMITTED
    last = told.steps[-1]
    assert (last.step, last.who, last.reason) == (MonthStep.LATE, "berkas", f"{late}-0")
    assert MonthStep.LATE not in told.may
    with pytest.raises(MonthStateWrong):
        seal(KAPOLRES, A, MONTH, services)
    opened = open_month(KAPOLRES, A, MONTH, services)
    assert [paper.is_after for paper in opened.papers] == [False, True]
    accept(KAPOLRES, A, MONTH, services)
    (sealed,) = seal(KAPOLRES, A, MONTH, services)
    assert sealed.papers == 2
    assert open_month(KAPOLRES, A, MONTH, services).after == 0


def test_a_paper_after_submission_is_marked_and_the_month_waits_on(polres: Polres) -> None:
    put(polres, 1)
    submit(kapolsek("anggrek"), A, MONTH, polres.services)
    put(polres, 2)
    assert state_of(polres) is MonthState.SUBMITTED
    assert open_month(KAPOLRES, A, MONTH, polres.services).after == 1


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_paper_contradicts_a_nihil(polres: Polres, *, is_accepted: bool) -> None:
    services = polres.services
    polres.clock.go_on(days=1)
    declare_nihil(kapolsek("bunga"), B, MONTH, services)
    if is_accepted:
        accept(KAPOLRES, B, MONTH, services)
    put(polres, 3, "bunga")
    told = history(KAPOLRES, B, MONTH, services)
    assert told.month.state is MonthState.RETURNED
    assert not told.month.is_nihil


def test_a_paper_filed_by_a_person_contradicts_a_nihil_too(polres: Polres) -> None:
    entry = put(polres, 1)
    declare_nihil(kapolsek("bunga"), B, MONTH, polres.services)
    name = (EntryId(entry), 0)
    correct(KAPOLRES, name, polres.services, reason="salah kop", unit=B)
    assert state_of(polres, B) is MonthState.RETURNED


def test_a_paper_to_a_sealed_month_waits_for_a_supplement(polres: Polres) -> None:
    put(polres, 1)
    close(KAPOLRES, A, MONTH, polres.services)
    put(polres, 2)
    assert state_of(polres) is MonthState.SEALED
    assert open_month(KAPOLRES, A, MONTH, polres.services).unsealed == 1
    (made,) = supplement(KAPOLRES, A, MONTH, polres.services)
    assert made.papers == 1


def test_the_same_reading_again_asks_nobody(polres: Polres) -> None:
    services = polres.services
    put(polres, 1)
    with services.catalogue.begin() as db:
        db.execute(text("UPDATE manifests SET version = '0'"))
    (entry,) = reread(ADMIN, services)
    submit(kapolsek("anggrek"), A, MONTH, services)
    accept(KAPOLRES, A, MONTH, services)
    assert work_on_next(services, fake.read, "test:1") == entry
    assert state_of(polres) is MonthState.ACCEPTED


def test_a_unit_that_becomes_known_brings_its_papers_to_be_seen(
    polres: Polres, tmp_path: Path
) -> None:
    services = polres.services
    put(polres, 1)
    put(polres, 2, FORMER)
    submit(kapolsek("anggrek"), A, MONTH, services)
    accept(KAPOLRES, A, MONTH, services)
    table = tmp_path / "satuan.csv"
    rows = [
        "kode,nama,alias,berlaku_dari,berlaku_sampai",
        *(f"{one.code},{one.name},{FORMER if one.code == A else ''},," for one in fake.UNITS),
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    _, found = import_units(ADMIN, table, services)
    assert found == 1
    assert state_of(polres) is MonthState.SUBMITTED


def test_the_proof_knows_the_step(polres: Polres) -> None:
    services = polres.services
    put(polres, 1)
    submit(kapolsek("anggrek"), A, MONTH, services)
    accept(KAPOLRES, A, MONTH, services)
    put(polres, 2)
    close(KAPOLRES, A, MONTH, services)
    with services.catalogue.begin() as db:
        db.execute(text("DELETE FROM outbox"))
    codes = {one.code for one in verify_archive(AUDITOR, services)}
    assert codes <= {"index-lacks"}
