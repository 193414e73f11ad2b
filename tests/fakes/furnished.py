"""The district with papers: months in every state, two versions of a procedure, a tray to sort."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from records.findings import (
    CountTable,
    Edge,
    Finding,
    Header,
    Kind,
    Mark,
    Matrix,
    Record,
    Signatory,
    Step,
)
from records.keeping import User
from records.paper import SymbolKind
from service.months.steps import accept, declare_nihil, send_back, submit
from service.sealing.closing import close
from tests.fakes.desk import Person
from tests.fakes.district import (
    CHIEF,
    OTHER,
    SECTOR,
    SUPERIOR,
    District,
    open_district,
    with_places,
)
from tests.fakes.drawn_matrix import draw_matrix
from tests.fakes.polres import POLSEKS

SECTOR_NAME = POLSEKS["anggrek"]
DONE, WAITING = "2024-07", "2024-09"
"""A month that is sealed, and one that is still open."""
OFFICERS = (("SUTRISNO", "76050007"), ("WAYAN", "78110021"))
ACTORS = ("KAPOLSEK", "KANIT BINMAS", "BHABIN")
T, P, D = SymbolKind.TERMINATOR, SymbolKind.PROCESS, SymbolKind.DECISION


def user_of(person: Person) -> User:
    """The person as the hall knows them."""
    return User(1, person.name, person.role, person.unit, person.cleared)


def visit_form(month: str, number: int, form: str = "kunjungan-warga") -> Record:
    """A filled blank; another number is another paper."""
    officer, nrp = OFFICERS[number % len(OFFICERS)]
    fields = {
        "visited_on": f"{month}-{number % 28 + 1:02}",
        "name": f"Warga ke-{number}",
        "village": "MOODU" if number % 2 else "HELEDULAA",
        "notes": "Meminta ronda malam di lorong belakang pasar",
        "officer": officer,
        "nrp": nrp,
    }
    record = Record(
        Kind.FORM,
        (1,),
        unit=SECTOR_NAME,
        month=month,
        confidence=0.9,
        form=form,
        fields=fields,
    )
    return with_places(record)


def typed_recap(month: str, rows: tuple[tuple[str, ...], ...]) -> Record:
    """A recapitulation that somebody typed and scanned."""
    columns = ("No", "Nama Petugas", "Kunjungan Warga", "Problem Solving")
    total = tuple(str(sum(int(row[c]) for row in rows)) for c in (2, 3))
    return Record(
        Kind.REPORT,
        (1,),
        unit=SECTOR_NAME,
        month=month,
        confidence=0.9,
        report="rekap-bulanan",
        number="R / 8 / VIII / 2024",
        signed_by=Signatory("KAPOLSEK", "ROBIN", "AKP", "73060929"),
        table=CountTable(columns, rows, total),
    )


def earlier_procedure() -> Record:
    """The procedure of 2019."""
    steps = (
        _step("1", "Menerima laporan warga dan mencatatnya", 2, T, "Buku catatan", "15 menit"),
        _step("2", "Memeriksa kelengkapan laporan", 1, D, "Blanko kunjungan", "30 menit"),
        _step("3", "Menyusun rencana kunjungan", 1, P, "Alat tulis", "1 jam"),
        _step("4", "Menyetujui rencana kunjungan", 0, P, "Rencana kunjungan", "1 hari"),
        _step("5", "Melaksanakan kunjungan dan melaporkannya", 2, T, "Kendaraan", "1 hari"),
    )
    edges = (
        Edge((0, 2), (1, 1)),
        Edge((1, 1), (2, 1), "Ya"),
        Edge((1, 1), (0, 2), "Tidak"),
        Edge((2, 1), (3, 0)),
        Edge((3, 0), (4, 2)),
    )
    header = Header(
        number="SOP / 04 / IX / 2019",
        title="SAMBANG WARGA OLEH BHABINKAMTIBMAS",
        unit=SECTOR_NAME,
        created_on="2019-09-03",
        revised="00",
        effective_on="2019-10-01",
        approved_by=Signatory("KAPOLSEK ANGGREK", "ROBIN RAJA, S.I.K.", "AKP", "76050993"),
        legal_basis=(
            "Undang-Undang Nomor 2 Tahun 2002 tentang Kepolisian",
            "Peraturan Kapolri Nomor 7 Tahun 2008",
        ),
        records=("Buku kunjungan",),
    )
    return Record(
        Kind.SOP,
        (1,),
        unit=SECTOR_NAME,
        month="2019-09",
        confidence=0.92,
        header=header,
        matrix=Matrix(ACTORS, steps, edges),
        lint=(
            Finding(
                "lint.law-replaced",
                "Perkap 7/2008 sudah diganti Perpol 1/2021.",
                "header.legal_basis.1",
            ),
            Finding("lint.empty-output", "Langkah 3 tidak punya output.", "matrix.steps.2.output"),
        ),
    )


def later_procedure() -> Record:
    """The same procedure as it was revised in 2023."""
    old = earlier_procedure()
    if old.header is None or old.matrix is None:
        raise ValueError("it has both")
    header = replace(
        old.header,
        number="SOP / 02 / I / 2023",
        created_on="2023-01-10",
        revised="01",
        effective_on="2023-02-01",
        legal_basis=(old.header.legal_basis[0], "Peraturan Kepolisian Nomor 1 Tahun 2021"),
    )
    one, two, three, four, five = old.matrix.steps
    fresh = _step("4", "Memberi tahu ketua RT tentang kunjungan", 2, P, "Telepon", "10 menit")
    steps = (
        one,
        replace(two, duration="15 menit"),
        replace(three, output="Rencana kunjungan"),
        fresh,
        replace(four, no="5", activity="Menyetujui rencana kunjungan bulanan"),
        replace(five, no="6", output="Laporan kunjungan"),
    )
    edges = (
        Edge((0, 2), (1, 1)),
        Edge((1, 1), (2, 1), "Ya"),
        Edge((1, 1), (0, 2), "Tidak"),
        Edge((2, 1), (3, 2)),
        Edge((3, 2), (4, 0)),
        Edge((4, 0), (5, 2)),
    )
    return replace(
        old, month="2023-01", header=header, matrix=Matrix(ACTORS, steps, edges), lint=()
    )


def _step(
    no: str, activity: str, actor: int, symbol: SymbolKind, needs: str, duration: str
) -> Step:
    return Step(
        no,
        activity,
        section="A. Persiapan" if int(no) < 3 else "B. Pelaksanaan",
        marks=(Mark(actor, symbol),),
        requirements=(needs,),
        duration=duration,
        output="" if no == "3" else "Laporan",
    )


def furnish(folder: Path) -> District:
    """The district with its papers read and indexed."""
    district = open_district(folder)
    desk, clock = district.desk, district.clock
    clock.now = datetime(2024, 8, 2, 9, 0, tzinfo=UTC)
    services = replace(desk.services, clock=clock)
    chief, superior = user_of(CHIEF), user_of(SUPERIOR)
    other = replace(chief, name="kapolsek-bunga", unit=OTHER)
    for record in (earlier_procedure(), later_procedure()):
        page, placed = draw_matrix(record)
        district.put(placed, f"sop sambang {record.month}.pdf", page)
    for number in range(6):
        district.put(visit_form(DONE, number), f"kunjungan {number}.pdf")
    district.put(visit_form(DONE, 20, "problem-solving"), "problem solving.pdf")
    rows = (("1", "SUTRISNO", "3", "1"), ("2", "WAYAN", "2", "0"))
    district.put(typed_recap(DONE, rows), "rekap juli.pdf")
    close(superior, SECTOR, DONE, services)
    declare_nihil(other, OTHER, DONE, services)
    clock.go_on(days=31)
    for number in range(3):
        district.put(visit_form("2024-08", 30 + number), f"kunjungan agustus {number}.pdf")
    submit(chief, SECTOR, "2024-08", services)
    send_back(superior, SECTOR, "2024-08", services, reason="Rekap bulanan belum dilampirkan")
    declare_nihil(other, OTHER, "2024-08", services)
    accept(superior, OTHER, "2024-08", services)
    clock.go_on(days=30)
    for number in range(4):
        district.put(visit_form(WAITING, 40 + number), f"kunjungan september {number}.pdf")
    district.put(visit_form(WAITING, 50, "laporan-informasi"), "laporan informasi.pdf")
    clock.go_on(days=9)
    rows = (("1", "SUTRISNO", "2", "0"), ("2", "WAYAN", "3", "0"))
    district.put(typed_recap(WAITING, rows), "rekap september.pdf")
    lost = replace(visit_form(WAITING, 60), unit="POLSEK ANGREK BARAT")
    district.put(lost, "kop rusak.pdf")
    district.put(replace(visit_form(WAITING, 61), month=None), "tanpa bulan.pdf")
    district.index()
    return district
