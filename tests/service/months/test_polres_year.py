"""A small Polres through its months: submitted, returned, accepted, sealed, added to, exported."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from records.errors import (
    MonthNotEmpty,
    MonthStateWrong,
    NotAllowed,
    NotFound,
    NothingToSeal,
    PaperSealed,
    ReasonMissing,
)
from records.months import MonthState, MonthStep
from service.filing.refiling import correct
from service.months.calendar import calendar, is_complete, month_papers
from service.months.recap import recap
from service.months.steps import accept, declare_nihil, history, send_back, submit
from service.sealing.closing import close, seal, supplement
from service.sealing.export import plan_export, stream_export
from tests.fakes.polres import (
    AUDITOR,
    KAPOLRES,
    POLRES,
    POLSEKS,
    Polres,
    kapolsek,
    open_polres,
    visit,
)

MONTHS = ("2024-07", "2024-08", "2024-09")
PAPERS = 3
A, B = f"{POLRES}/anggrek", f"{POLRES}/bunga"


@pytest.fixture(scope="module")
def polres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Polres]:
    """Three months of two Polsek; one month of one is nihil; the last stays open."""
    found = open_polres(tmp_path_factory.mktemp("polres"))
    for month in MONTHS:
        for code in POLSEKS:
            if (code, month) == ("bunga", "2024-08"):
                continue
            for number in range(PAPERS):
                found.put(visit(code, month, "SUTRISNO" if number else "WAYAN", number))
    found.put(visit("anggrek", "2024-07", "WAYAN", 50, "laporan-informasi"))
    for month in MONTHS[:2]:
        for code in POLSEKS:
            unit = f"{POLRES}/{code}"
            if (code, month) == ("bunga", "2024-08"):
                declare_nihil(kapolsek(code), unit, month, found.services)
            else:
                submit(kapolsek(code), unit, month, found.services)
            found.clock.go_on(hours=1)
            accept(KAPOLRES, unit, month, found.services)
            seal(KAPOLRES, unit, month, found.services)
    found.clock.go_on(days=60)
    found.put(visit("anggrek", "2024-07", "SUTRISNO", 77))
    supplement(KAPOLRES, A, "2024-07", found.services)
    yield found
    found.services.close()


def exported(polres: Polres, folder: Path, unit: str = POLRES, span: str = "2024") -> Path:
    plan = plan_export(AUDITOR, unit, span, polres.services)
    archive = folder / "export.zip"
    archive.write_bytes(b"".join(stream_export(AUDITOR, plan, polres.services)))
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "export")
    return folder / "export"


def test_a_year_is_proven_by_its_own_checker_alone(polres: Polres, tmp_path: Path) -> None:
    folder = exported(polres, tmp_path)
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((folder / "berkas").iterdir())) == 6
    (folder / "berkas" / "polda--kota--bunga-2024-07" / "data" / "riwayat.json").unlink()
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "polda--kota--bunga-2024-07/data/riwayat.json" in done.stdout


def test_an_export_gives_the_same_bytes_twice(polres: Polres, tmp_path: Path) -> None:
    plan = plan_export(AUDITOR, POLRES, "2024", polres.services)
    first = b"".join(stream_export(AUDITOR, plan, polres.services))
    assert first == b"".join(stream_export(AUDITOR, plan, polres.services))


def test_secret_papers_lie_in_a_bag_of_their_own_and_go_to_the_cleared_only(
    polres: Polres,
) -> None:
    plan = plan_export(replace(AUDITOR, cleared=False), A, "2024-07", polres.services)
    assert [(s.supplement, s.is_secret) for s in plan.seals] == [(0, False), (2, False)]
    assert plan.withheld == 1
    assert len(plan_export(AUDITOR, A, "2024-07", polres.services).seals) == 3


@pytest.mark.parametrize(("unit", "month", "papers"), [(A, "2024-07", 5), (B, "2024-09", 3)])
def test_the_recapitulation_counts_the_papers(
    polres: Polres, unit: str, month: str, papers: int
) -> None:
    made, counted = recap(KAPOLRES, unit, month, polres.services)
    assert sum(int(text) for text in made.table.total) == papers
    names = [name for row in counted.behind for cell in row for name in cell]
    shown = month_papers(KAPOLRES, unit, month, polres.services).papers
    assert sorted(names) == sorted(f"{f.entry}-{f.position}" for f in shown)


def test_an_officer_is_shown_with_the_village_of_the_time(polres: Polres) -> None:
    made, _ = recap(KAPOLRES, A, "2024-09", polres.services)
    assert [row[1:3] for row in made.table.rows] == [("SUTRISNO", "MOODU"), ("WAYAN", "")]


def test_the_calendar_tells_who_has_reported(polres: Polres) -> None:
    rows = {row.unit.code: row for row in calendar(KAPOLRES, 2024, polres.services)}
    assert rows[A].cells[6].month.state is MonthState.SEALED
    assert rows[A].cells[6].papers == 5
    assert rows[B].cells[7].month.is_nihil
    assert rows[B].cells[8].month.state is MonthState.OPEN
    assert rows[POLRES].below[6] == (2, 2)
    assert rows[POLRES].below[8] == (0, 2)
    assert is_complete(KAPOLRES, POLRES, "2024-08", polres.services)
    assert not is_complete(KAPOLRES, POLRES, "2024-09", polres.services)


def test_every_step_is_kept_with_its_person(polres: Polres) -> None:
    told = history(KAPOLRES, A, "2024-07", polres.services)
    assert [(str(one.step), one.who) for one in told.steps] == [
        ("submit", "kapolsek-anggrek"),
        ("accept", "kapolres"),
        ("seal", "kapolres"),
        ("supplement", "kapolres"),
    ]
    assert told.may == (MonthStep.SUPPLEMENT,)


def test_nothing_sealed_is_moved_and_nothing_is_sealed_twice(polres: Polres) -> None:
    filed = month_papers(KAPOLRES, A, "2024-07", polres.services).papers[0]
    with pytest.raises(PaperSealed):
        correct(
            KAPOLRES, (filed.entry, filed.position), polres.services, reason="x", month="2024-09"
        )
    with pytest.raises(NothingToSeal):
        supplement(KAPOLRES, A, "2024-07", polres.services)
    with pytest.raises(MonthStateWrong):
        submit(kapolsek("anggrek"), A, "2024-07", polres.services)


def test_what_is_missing_and_late_is_told(polres: Polres) -> None:
    found = month_papers(KAPOLRES, A, "2024-07", polres.services)
    assert [(one.expected.what, one.is_overdue) for one in found.missing] == [
        ("rekap-bulanan", True)
    ]
    assert len(found.late) == len(found.papers), "all of them came in October"
    assert found.unsealed == ()


def test_steps_go_by_rank_and_reason(tmp_path: Path) -> None:
    polres = open_polres(tmp_path)
    services = polres.services
    polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    head = kapolsek("anggrek")
    with pytest.raises(MonthNotEmpty):
        declare_nihil(head, A, "2024-07", services)
    submit(head, A, "2024-07", services)
    with pytest.raises(NotAllowed):
        accept(head, A, "2024-07", services)
    with pytest.raises(NotFound):
        accept(kapolsek("bunga"), A, "2024-07", services)
    with pytest.raises(ReasonMissing):
        send_back(KAPOLRES, A, "2024-07", services, reason="  ")
    sent = send_back(KAPOLRES, A, "2024-07", services, reason="rekap belum ada")
    assert sent.state is MonthState.RETURNED
    with pytest.raises(MonthStateWrong):
        seal(KAPOLRES, A, "2024-07", services)
    assert [s.papers for s in close(KAPOLRES, A, "2024-07", services)] == [1]
    services.close()


def test_the_same_month_gives_the_same_bytes(tmp_path: Path) -> None:
    roots = []
    for name in ("first", "second"):
        polres = open_polres(tmp_path / name)
        for number in range(2):
            polres.put(visit("anggrek", "2024-07", "WAYAN", number))
        (made,) = close(KAPOLRES, A, "2024-07", polres.services)
        roots.append((made.root, made.manifest, made.hash))
        polres.services.close()
    assert roots[0] == roots[1]
