"""Procedures at random: records with their truth, in the words of the field."""

from __future__ import annotations

import random as randomness
from dataclasses import replace

from compose.procedure.style import Style
from records.findings import (
    Edge,
    Header,
    Kind,
    Mark,
    Matrix,
    Record,
    Signatory,
    Step,
)
from records.paper import SymbolKind

UNITS = ("POLRES BANYUMAS", "POLRESTA BANDA ACEH", "POLRES TANA TORAJA", "POLRES SUMBA BARAT")
ACTORS = (
    "Kasat Binmas",
    "KBO",
    "Kanit Binpolmas",
    "Kapolsek",
    "Kanit Binmas",
    "Petugas Piket",
    "Bhabinkamtibmas",
    "Pemohon",
    "Lurah/ Kepala Desa",
    "Kasium",
    "Babinsa",
    "Operator",
)
ACTIVITIES = (
    "Menerima surat permohonan dari masyarakat dan mencatat dalam buku agenda",
    "Meneliti kelengkapan berkas permohonan",
    "Menyusun rencana kegiatan sambang desa bulan berjalan",
    "Menandatangani surat perintah tugas",
    "Berkas sudah lengkap?",
    "Melaksanakan kunjungan kepada warga sesuai rencana",
    "Mengadakan pertemuan dengan tokoh agama dan tokoh adat di balai desa",
    "Membuat laporan hasil kegiatan secara tertulis",
    "Menyerahkan laporan kepada Kasat Binmas untuk dikoreksi",
    "Memberikan penyuluhan tertib berlalu lintas kepada pelajar",
    "Mengarsipkan laporan menurut bulan dan desa binaan",
    "Mengirim laporan bulanan kepada Polda",
    "Mencocokkan data penduduk dengan kepala dusun",
    "Menyiapkan bahan paparan dan daftar hadir",
)
REQUIREMENTS = (
    "Surat permohonan",
    "Buku agenda",
    "Alat tulis kantor",
    "Komputer dan printer",
    "Daftar hadir",
    "Kendaraan dinas roda dua",
    "Peta desa",
)
DURATIONS = ("10 menit", "30 menit", "1 jam", "2 jam", "1 hari", "3 hari")
OUTPUTS = (
    "Agenda surat masuk",
    "Rencana kegiatan",
    "Surat perintah",
    "Laporan kegiatan",
    "Disposisi",
    "Dokumentasi",
    "Tanda terima",
)
LAWS = (
    "Undang-Undang Nomor 2 Tahun 2002 tentang Kepolisian Negara Republik Indonesia",
    "Peraturan Kepolisian Nomor 1 Tahun 2021 tentang Pemolisian Masyarakat",
    "Peraturan Menteri PANRB Nomor 35 Tahun 2012 tentang Pedoman Penyusunan SOP",
)
NAMES = ("BAMBANG WIJAYANTO, S.H.", "RINA ANGGRAENI, S.I.K.", "YOSEF TALLO, S.Sos., M.Si.")
RANKS = ("AJUN KOMISARIS POLISI", "KOMISARIS POLISI", "INSPEKTUR POLISI SATU")
TITLES = ("SAMBANG DESA", "PENYULUHAN DI SEKOLAH", "PENANGANAN WARGA TERLANTAR", "BINA RONDA")
SENTENCES = (
    "Memahami wilayah binaan dan adat setempat",
    "Mampu berbicara di depan umum",
    "Tidak menyinggung suku dan agama",
    "Buku kunjungan",
    "Blangko laporan informasi",
    "Kamera",
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def draw_record(seed: int, *, steps: int | None = None, actors: int | None = None) -> Record:
    """A procedure with its flow: every step has a mark, decisions have two labelled exits."""
    random = randomness.Random(seed)
    names = tuple(random.sample(ACTORS, actors or random.randint(2, 7)))
    count = steps or random.randint(5, 16)
    texts = random.sample(ACTIVITIES * (1 + count // len(ACTIVITIES)), count)
    found, edges = [], []
    for index in range(count):
        kind = _kind(random, index, count)
        actor = random.randrange(len(names))
        found.append(_draw_step(random, index, texts[index], (Mark(actor, kind),)))
    for index in range(count - 1):
        here, there = _name(found, index), _name(found, index + 1)
        is_decision = found[index].marks[0].symbol is SymbolKind.DECISION
        edges.append(Edge(here, there, "Ya" if is_decision else None))
        if is_decision:
            back = index - random.randint(1, min(2, index))
            edges.append(Edge(here, _name(found, back), "Tidak"))
    header = draw_header(random)
    return Record(
        Kind.SOP,
        (1,),
        unit=header.unit,
        month=(header.created_on or "")[:7],
        header=header,
        matrix=Matrix(names, tuple(found), tuple(edges)),
    )


def draw_style(seed: int) -> Style:
    """A look at random: fonts, strokes, fills, labels and paper of another office."""
    random = randomness.Random(seed)
    plain = Style()
    return replace(
        plain,
        fonts=(random.choice(("Liberation Sans", "Liberation Serif", "DejaVu Sans")),),
        text_size=random.choice((8.5, 9, 10)),
        is_landscape=random.random() < 0.8,
        ruling=random.choice((0.5, 0.75, 1.0)),
        symbol_stroke=random.choice((0.6, 0.9, 1.5)),
        symbol_fill=random.choice((None, None, "#d9e2f3", "#c8c8c8")),
        arrow_stroke=random.choice((0.6, 0.9)),
        has_column_numbers=random.random() < 0.5,
        has_remarks=random.random() < 0.7,
        head_labels=random.choice(
            (
                plain.head_labels,
                tuple(label.upper() for label in plain.head_labels),
                (
                    "No",
                    "Aktivitas",
                    *plain.head_labels[2:4],
                    "Syarat",
                    "Waktu",
                    "Output",
                    "Keterangan",
                ),
            )
        ),
    )


def _kind(random: randomness.Random, index: int, count: int) -> SymbolKind:
    if index in (0, count - 1):
        return SymbolKind.TERMINATOR
    return SymbolKind.DECISION if random.random() < 0.15 else SymbolKind.PROCESS


def _name(steps: list[Step], index: int) -> tuple[int, int]:
    return index, steps[index].marks[0].actor


def _draw_step(
    random: randomness.Random, index: int, activity: str, marks: tuple[Mark, ...]
) -> Step:
    return Step(
        no=str(index + 1),
        activity=activity,
        marks=marks,
        requirements=tuple(random.sample(REQUIREMENTS, random.randint(1, 3))),
        duration=random.choice(DURATIONS),
        output=random.choice(OUTPUTS),
    )


def draw_header(random: randomness.Random) -> Header:
    """An identity page: number, dates, who signed, lists."""
    year, month, day = random.randint(2015, 2026), random.randint(1, 12), random.randint(1, 28)
    created = f"{year}-{month:02}-{day:02}"
    unit = "SATBINMAS " + random.choice(UNITS)
    return Header(
        number=f"SOP / {random.randint(1, 60):02} / {ROMAN[month - 1]} / {year}",
        title=random.choice(TITLES),
        unit=unit,
        created_on=created,
        revised=random.choice((None, "01", created)),
        effective_on=created,
        approved_by=Signatory(
            "KAPOLRES", random.choice(NAMES), random.choice(RANKS), _draw_nrp(random)
        ),
        legal_basis=LAWS[: random.randint(1, 3)],
        qualifications=tuple(random.sample(SENTENCES, 2)),
        related=("SOP " + random.choice(TITLES),),
        equipment=tuple(random.sample(REQUIREMENTS, 3)),
        warnings=(random.choice(SENTENCES),),
        records=tuple(random.sample(SENTENCES, 2)),
    )


def _draw_nrp(random: randomness.Random) -> str:
    return f"{random.randint(68, 95)}{random.randint(1, 12):02}{random.randint(0, 9999):04}"
