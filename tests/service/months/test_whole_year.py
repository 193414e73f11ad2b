"""A Polres of six Polsek through a whole year: handed in, returned, accepted, sealed, added to."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from archive.bags.verify import bag_damages, export_damages
from archive.units import tree
from records.keeping import Role, Unit, User
from records.months import MonthState, MonthStep
from service.jobs.feeding import feed_all
from service.months.calendar import calendar, is_complete
from service.months.overview import completeness_sheet
from service.months.recap import recap
from service.months.steps import accept, declare_nihil, history, send_back, submit
from service.proof.archive_proof import verify_archive
from service.sealing.closing import seal, supplement
from service.sealing.export import plan_export, write_export
from tests.fakes.crowds import QuickStore
from tests.fakes.polres import AUDITOR, KAPOLRES, POLRES, Polres, open_polres, visit

NAMES = ("MAWAR", "MELATI", "KENANGA", "CEMPAKA", "DAHLIA", "FLAMBOYAN")
YEAR = [f"2024-{number:02}" for number in range(1, 13)]
FORMS = ("kunjungan-warga", "kunjungan-usaha", "problem-solving", "laporan-informasi")
COLUMNS = ("Kunjungan Warga", "Kunjungan Usaha", "Problem Solving", "Laporan Informasi")
NIHIL = ("polda/kota/melati", "2024-05")

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Year:
    """The installation after its year, and what was handed in: papers by unit, month and form."""

    polres: Polres
    handed_in: Counter[tuple[str, str, str]]


def unit_of(name: str) -> str:
    return f"{POLRES}/{name.casefold()}"


def head_of(name: str) -> User:
    return User(50 + NAMES.index(name), f"kapolsek-{name.casefold()}", Role.HEAD, unit_of(name))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    polres = open_polres(tmp_path_factory.mktemp("year"))
    quick = QuickStore(polres.services.settings.blobs_folder)
    polres = replace(polres, services=replace(polres.services, blobs=quick))
    with polres.services.catalogue.begin() as db:
        for name in NAMES:
            tree.put(db, Unit(unit_of(name), f"POLSEK {name}"))
    handed_in: Counter[tuple[str, str, str]] = Counter()
    for place, month in enumerate(YEAR):
        for which, name in enumerate(NAMES):
            if (unit_of(name), month) != NIHIL:
                _put(polres, handed_in, name, month, 1 + (place + which) % 3)
            _bring_to_its_end(polres, name, month)
    polres.clock.go_on(days=60)
    _put(polres, handed_in, "DAHLIA", "2024-03", 1, first=90)
    supplement(KAPOLRES, unit_of("DAHLIA"), "2024-03", polres.services)
    feed_all(polres.services)
    yield Year(polres, handed_in)
    polres.services.close()


def _put(
    polres: Polres,
    told: Counter[tuple[str, str, str]],
    name: str,
    month: str,
    count: int,
    *,
    first: int = 0,
) -> None:
    for number in range(first, first + count):
        form = FORMS[(number + YEAR.index(month)) % len(FORMS)]
        officer = ("SUTRISNO", "WAYAN")[number % 2]
        unique = number + 100 * NAMES.index(name)
        polres.put(visit(f"POLSEK {name}", month, officer, unique, form))
        told[unit_of(name), month, form] += 1


def _bring_to_its_end(polres: Polres, name: str, month: str) -> None:
    unit, services = unit_of(name), polres.services
    if (unit, month) == NIHIL:
        declare_nihil(head_of(name), unit, month, services)
    else:
        submit(head_of(name), unit, month, services)
    polres.clock.go_on(hours=1)
    if name == "MAWAR":
        send_back(KAPOLRES, unit, month, services, reason="rekap belum ditandatangani")
        polres.clock.go_on(hours=1)
        submit(head_of(name), unit, month, services)
    accept(KAPOLRES, unit, month, services)
    seal(KAPOLRES, unit, month, services)


@pytest.fixture(scope="module")
def folder(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year's export, unpacked."""
    place = tmp_path_factory.mktemp("export")
    plan = plan_export(AUDITOR, POLRES, "2024", year.polres.services)
    with (place / "year.zip").open("wb") as target:
        write_export(AUDITOR, plan, target, year.polres.services)
    with zipfile.ZipFile(place / "year.zip") as packed:
        packed.extractall(place / "year")
    return place / "year"


def test_every_month_is_sealed_and_every_level_complete(year: Year) -> None:
    services = year.polres.services
    rows = {row.unit.code: row for row in calendar(KAPOLRES, 2024, services)}
    for name in NAMES:
        states = {cell.month.state for cell in rows[unit_of(name)].cells}
        assert states == {MonthState.SEALED}
    # Two more units stand in the list and hand nothing in: the level is not complete for them.
    assert all(reported == every - 2 for reported, every in rows[POLRES].below)
    assert not is_complete(KAPOLRES, POLRES, "2024-05", services)
    steps = [one.step for one in history(KAPOLRES, unit_of("MAWAR"), "2024-01", services).steps]
    assert steps == [
        MonthStep.SUBMIT,
        MonthStep.RETURN,
        MonthStep.SUBMIT,
        MonthStep.ACCEPT,
        MonthStep.SEAL,
    ]


def test_each_recapitulation_counts_the_papers(year: Year) -> None:
    services = year.polres.services
    for name in NAMES:
        for month in YEAR:
            made, counted = recap(KAPOLRES, unit_of(name), month, services)
            titles = made.table.columns[len(made.table.columns) - len(made.table.total) :]
            totals = dict(zip(titles, map(int, made.table.total), strict=True))
            told = {
                title: year.handed_in[unit_of(name), month, form]
                for title, form in zip(COLUMNS, FORMS, strict=True)
            }
            assert {title: totals[title] for title in COLUMNS} == told
            behind = sum(len(papers) for row in counted.behind for papers in row)
            assert behind == sum(told.values())


def test_the_sealed_recapitulation_says_the_same(year: Year, folder: Path) -> None:
    for name in ("KENANGA", "FLAMBOYAN"):
        bag = folder / "berkas" / f"{unit_of(name).replace('/', '--')}-2024-09"
        command = ["pdftotext", "-layout", str(bag / "data" / "rekapitulasi.pdf"), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        row = next(line for line in text.splitlines() if "JUMLAH" in line)
        counts = [int(number) for number in re.findall(r"\d+", row)]
        told = [year.handed_in[unit_of(name), "2024-09", form] for form in FORMS]
        assert counts[: len(FORMS)] == told


def test_the_year_is_proven_by_its_own_checker_alone(year: Year, folder: Path) -> None:
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    secret = len({place[:2] for place in year.handed_in if place[2] == "laporan-informasi"})
    assert len(list((folder / "berkas").iterdir())) == 6 * 12 + secret + 1
    assert verify_archive(AUDITOR, year.polres.services) == ()


def test_a_flip_in_any_kind_of_file_is_found(folder: Path) -> None:
    ledger = export_damages(folder)[1]
    by_number = {line["number"]: line for line in ledger}
    seen = set()
    for path in sorted((folder / "berkas").rglob("*")):
        kind = re.sub(r"[0-9a-f]{26}(-\d+)?", "…", "/".join(path.parts[-3:]).partition("/")[2])
        if not path.is_file() or kind in seen:
            continue
        seen.add(kind)
        bag = folder / "berkas" / path.relative_to(folder / "berkas").parts[0]
        content = path.read_bytes()
        place = len(content) // 2
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert bag_damages(bag, by_number), path
        path.write_bytes(content)
        assert bag_damages(bag, by_number) == []
    assert len(seen) > 15


def test_the_year_s_sheet_is_made(year: Year) -> None:
    for suffix, magic in ((".pdf", b"%PDF"), (".xlsx", b"PK")):
        sheet = completeness_sheet(KAPOLRES, 2024, year.polres.services, suffix=suffix)
        assert sheet.startswith(magic)
