"""A small office to try the doors on: real services, people of every role, quickly read papers.

The fake reader gives the same rich findings for any scan; the name tells what it is: `sop…`,
`rekap…`, `kunjungan…`, `rahasia…`, `ronda…` (a form of the office's own), `rusak…` (refused),
`kosong…` (no document in it).
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from extract.matrix.lint import lint_procedure
from records.errors import ScanDamaged
from records.findings import (
    CountTable,
    Digest,
    Edge,
    Evidence,
    FieldValue,
    Findings,
    Header,
    Kind,
    Mark,
    Matrix,
    Problem,
    Record,
    Signatory,
    Step,
)
from records.geometry import Box, Homography
from records.keeping import Entry, Role
from records.paper import Sheet, Source, SymbolKind, Word
from service import intake, users
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all
from service.wiring import Progress, Reader, Services, build
from tests.fakes.halls import small_settings
from tests.fakes.reading import FakeReading

PASSWORD = "kata sandi panjang"
WIDTH, HEIGHT = 1240.0, 1754.0
LINES = (
    "STANDAR OPERASIONAL PROSEDUR",
    "Nomor SOP / 04 / IX / 2019",
    "Memeriksa kelengkapan laporan kegiatan",
    "Apakah laporan sudah lengkap",
    "Mengirim laporan kepada pimpinan",
    "<script>alert(1)</script> tertulis di kertas",
)
LINE_HEIGHT, LETTER_WIDTH, TOP, LEFT = 60.0, 18.0, 120.0, 100.0
PAGES = 2


@lru_cache(maxsize=64)
def scan(seed: int = 0) -> bytes:
    """A PDF of two pages with the lines drawn on it; another seed gives other bytes."""
    pages = []
    for number in range(PAGES):
        page = Image.new("L", (int(WIDTH) // 4, int(HEIGHT) // 4), 255)
        draw = ImageDraw.Draw(page)
        for row, line in enumerate(LINES):
            draw.text((LEFT / 4, (TOP + row * LINE_HEIGHT) / 4), line, fill=0)
        draw.text((4, 4), f"{seed}-{number}", fill=128)
        pages.append(page)
    kept = io.BytesIO()
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:], resolution=36)
    return kept.getvalue()


@contextmanager
def desk_reader() -> Iterator[Reader]:
    """The reader's source: nothing to open, nothing to close."""
    yield read


def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> FakeReading:
    """Findings by the file's name; the copy is the file itself."""
    progress(0, PAGES)
    if name.startswith("rusak"):
        raise ScanDamaged(name=name)
    shutil.copyfile(path, copy)
    records = {"rekap": (_report(),), "kunjungan": (_form(),), "rahasia": (_secret(),)}
    records["ronda"] = (_own(),)
    found = records.get(name.split(" ")[0], () if name.startswith("kosong") else (procedure(),))
    problems = (Problem("scan.page-unreadable", "Halaman 2 tidak dapat dibaca.", 2),)
    findings = Findings(name, digest, PAGES, found, problems if "masalah" in name else ())
    progress(PAGES, PAGES)
    return FakeReading(findings, tuple(_sheet(page) for page in range(1, PAGES + 1)))


def _sheet(page: int) -> Sheet:
    words = []
    for row, line in enumerate(LINES):
        at = LEFT
        for text in line.split():
            width = LETTER_WIDTH * len(text)
            top = TOP + row * LINE_HEIGHT
            words.append(Word(text, Box(at, top, at + width, top + 40), 0.95, line=row))
            at += width + LETTER_WIDTH
    shares = Homography((1 / WIDTH, 0, 0, 0, 1 / HEIGHT, 0, 0, 0, 1))
    return Sheet(page, WIDTH, HEIGHT, 150.0, tuple(words), char_height=30.0, to_original=shares)


def row_evidence(row: int, text: str, *, sure: float = 0.95, page: int = 1) -> Evidence:
    """A value that stands on one of the drawn lines."""
    top = (TOP + row * LINE_HEIGHT) / HEIGHT
    box = Box(LEFT / WIDTH, top, 0.8, top + 40 / HEIGHT)
    return Evidence(page, box, text, sure, Source.PRINT, needs_review=sure < 0.8)


def procedure() -> Record:
    """A procedure with a matrix of three steps, a decision that goes back, and a doubt."""
    activities = (LINES[2], f"{LINES[3]}?", LINES[4])
    kinds = (SymbolKind.TERMINATOR, SymbolKind.DECISION, SymbolKind.PROCESS)
    steps = tuple(
        Step(
            str(n + 1),
            activity,
            section="A. Persiapan",
            marks=(Mark(n % 2, kind),),
            requirements=("Alat tulis",),
            duration="1 jam",
            output="Laporan",
        )
        for n, (activity, kind) in enumerate(zip(activities, kinds, strict=True))
    )
    edges = (Edge((0, 0), (1, 1)), Edge((1, 1), (2, 0), "Ya"), Edge((1, 1), (0, 0), "Tidak"))
    unit = "SATBINMAS POLRES GORONTALO KOTA"
    signed = Signatory("KAPOLRES", "ROBIN RAJA", "AKBP", "76050993")
    record = Record(
        Kind.SOP,
        pages=(1, 2),
        unit=unit,
        month="2019-09",
        confidence=0.9,
        header=Header(
            number="SOP / 04 / IX / 2019",
            title="PELAPORAN KEGIATAN",
            unit=unit,
            created_on="2019-09-03",
            revised="01",
            approved_by=signed,
            legal_basis=("Undang-undang Nomor 2 Tahun 2002",),
        ),
        matrix=Matrix(("KASAT BINMAS", "KANIT"), steps, edges),
        evidence={
            "header.title": row_evidence(0, "PELAPORAN KEGIATAN"),
            "header.number": row_evidence(1, "SOP / 04 / IX / 2019"),
            "header.created_on": row_evidence(1, "03 SEPTEMBER 2019", sure=0.5),
            "matrix.steps.0.activity": row_evidence(2, LINES[2]),
        },
    )
    return replace(record, lint=lint_procedure(record))


def _report() -> Record:
    return Record(
        Kind.REPORT,
        pages=(1, 2),
        unit="POLSEK DUMBO RAYA",
        month="2025-12",
        confidence=0.9,
        report="rekap-bulanan",
        number="R / 20 / I / 2026",
        signed_by=Signatory("KAPOLSEK", "WAYAN", "AKP", "73060929"),
        table=CountTable(
            ("No", "Nama", "Sambang"), (("1", "Sutrisno", "25"), ("2", "Agus", "-")), ("25",)
        ),
    )


def _form() -> Record:
    fields: dict[str, FieldValue] = {
        "nik": "7571091706960005",
        "name": "Yohanes <b>Nasution</b>",
        "visited_on": "2025-01-04",
        "male": True,
        "female": False,
    }
    return Record(
        Kind.FORM,
        pages=(1, 2),
        unit="POLSEK DUMBO RAYA",
        month="2025-01",
        confidence=0.9,
        form="kunjungan-warga",
        fields=fields,
        evidence={"fields.name": row_evidence(3, "Yohanes Nasution", sure=0.4)},
    )


def _secret() -> Record:
    return replace(
        _form(), form="laporan-informasi", fields={"subject": "Perihal rahasia", "facts": "Uraian"}
    )


OWN_FORM = """
id = "absen-ronda"
version = 1
titles = ["ABSEN RONDA"]

[[field]]
key = "held_on"
labels = ["Hari / Tanggal"]
kind = "date"

[[field]]
key = "leader"
labels = ["Ketua Regu"]
kind = "name"

[[field]]
key = "leader_mobile"
labels = ["Ponsel Ketua"]
kind = "phone"
cells = 13
"""
"""A form that an office defines itself, with a telephone number under a key of its own."""


def _own() -> Record:
    fields: dict[str, FieldValue] = {"leader": "Musa Abdullah", "leader_mobile": "4567 890"}
    return replace(
        _form(),
        form="absen-ronda",
        fields=fields,
        evidence={"fields.leader_mobile": row_evidence(3, "4567 890", sure=0.4)},
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office."""

    name: str
    role: Role
    unit: str = ""
    cleared: bool = False


HERE, ELSEWHERE = "GTO.KOTA", "KEP.TPI"
CLERK = Person("klerk", Role.CLERK, HERE)
REVIEWER = Person("pemeriksa", Role.REVIEWER, HERE)
HEAD = Person("kepala", Role.HEAD, HERE, cleared=True)
AUDITOR = Person("auditor", Role.AUDITOR)
ADMIN = Person("pengelola", Role.ADMIN)
STRANGER = Person("tetangga", Role.HEAD, ELSEWHERE, cleared=True)
PEOPLE = (CLERK, REVIEWER, HEAD, AUDITOR, ADMIN, STRANGER)


@dataclass(frozen=True, slots=True)
class Desk:
    """The office: its services, and what the tests do to them."""

    services: Services

    def take(self, name: str, by: Person = HEAD, seed: int = 0) -> Entry:
        """Hand a scan in."""
        return intake.take(io.BytesIO(scan(seed)), name, by.name, self.services, unit=by.unit)

    def work(self) -> None:
        """Read everything that waits, and index it."""
        while work_on_next(self.services, read, "test:1"):
            pass
        feed_all(self.services)


def open_desk(folder: Path) -> Desk:
    """An office with its people and no papers."""
    desk = reopen_desk(folder)
    for person in PEOPLE:
        users.add(
            person.name,
            PASSWORD,
            person.role,
            desk.services,
            unit=person.unit,
            cleared=person.cleared,
        )
    return desk


def reopen_desk(folder: Path) -> Desk:
    """The office as the folder has it."""
    return Desk(replace(build(small_settings(folder)), reader=desk_reader))
