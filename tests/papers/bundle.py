"""Draws the sample scans that `./start` reads: `python -m tests.papers.bundle`.

Units, names and numbers are invented. The same program gives the same scans.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from compose.monthly.recap import Recap, compose_recap
from compose.procedure.document import compose_procedure
from forms.definitions import load_forms
from forms.form import FieldKind
from records.findings import (
    CountTable,
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
from tests.papers.blanks import draw_blank
from tests.papers.scanning import DPI, Level, pages_to_pdf, print_pages, scan

SAMPLES = Path(__file__).parent.parent.parent / "samples"
QUALITY = 45
VISIT_SEED = 2049
"""A blank filled in whole, in the month of the recapitulation."""
VISIT_WORDS = {"birth_date": ("28 September 1996",), "family_size": ("4 orang",)}
"""What chance would fill in against reason; the birth date is that of the NIK drawn."""
LETTERHEAD = ("KEPOLISIAN NEGARA REPUBLIK INDONESIA", "DAERAH CONTOH", "RESOR MUARA SENTOSA")
UNIT = "SATBINMAS POLRES MUARA SENTOSA"
SIGNED = Signatory("KAPOLRES MUARA SENTOSA", "BAMBANG WIJAYANTO, S.I.K.", "AKBP", "77041234")

ACTORS = ("Bhabinkamtibmas", "Kanit Binmas Polsek", "Kapolsek", "Kasat Binmas", "Operator")
START, DO, ASK = SymbolKind.TERMINATOR, SymbolKind.PROCESS, SymbolKind.DECISION
ROWS: tuple[tuple[str, int, SymbolKind, tuple[str, ...], str, str], ...] = (
    (
        "Menyusun rencana sambang mingguan menurut peta kerawanan desa",
        0,
        START,
        ("Peta desa", "Buku agenda"),
        "1 jam",
        "Rencana sambang",
    ),
    (
        "Memeriksa rencana sambang dan memberi arahan",
        1,
        DO,
        ("Rencana sambang",),
        "30 menit",
        "Rencana terkoreksi",
    ),
    ("Rencana disetujui?", 2, ASK, ("Rencana terkoreksi",), "15 menit", "Persetujuan"),
    (
        "Menandatangani surat perintah tugas",
        2,
        DO,
        ("Konsep surat perintah",),
        "15 menit",
        "Surat perintah tugas",
    ),
    (
        "Melaksanakan kunjungan dari rumah ke rumah dan mengisi blangko kunjungan",
        0,
        DO,
        ("Blangko kunjungan", "Kamera", "Stiker kunjungan"),
        "4 jam",
        "Blangko terisi",
    ),
    (
        "Mencatat keluhan warga dan membuat laporan informasi",
        0,
        DO,
        ("Blangko laporan informasi",),
        "1 jam",
        "Laporan informasi",
    ),
    (
        "Mengumpulkan blangko dan laporan dari semua desa binaan",
        1,
        DO,
        ("Blangko terisi", "Laporan informasi"),
        "1 hari",
        "Berkas bulanan",
    ),
    ("Berkas sudah lengkap?", 1, ASK, ("Berkas bulanan",), "1 jam", "Berkas lengkap"),
    (
        "Menyusun rekapitulasi kegiatan bulanan",
        1,
        DO,
        ("Komputer", "Berkas lengkap"),
        "2 jam",
        "Konsep rekapitulasi",
    ),
    (
        "Mengoreksi dan menandatangani rekapitulasi",
        2,
        DO,
        ("Konsep rekapitulasi",),
        "1 jam",
        "Rekapitulasi sah",
    ),
    (
        "Menerima rekapitulasi dan mencocokkan dengan berkas",
        3,
        DO,
        ("Rekapitulasi sah", "Berkas lengkap"),
        "1 hari",
        "Tanda terima",
    ),
    (
        "Memindai dan mengarsipkan berkas menurut kesatuan dan bulan",
        4,
        DO,
        ("Pemindai", "Komputer"),
        "2 jam",
        "Arsip digital",
    ),
    (
        "Mengirim rekapitulasi ke Ditbinmas Polda dan menyimpan tanda terima",
        3,
        START,
        ("Surat pengantar",),
        "1 hari",
        "Laporan terkirim",
    ),
)
BACK = {2: 0, 7: 4}
"""Decisions and the step that their `Tidak` leads back to."""


def procedure() -> Record:
    """The bundled procedure."""
    steps = tuple(
        Step(str(i + 1), text, None, (Mark(actor, kind),), needs, time, output)
        for i, (text, actor, kind, needs, time, output) in enumerate(ROWS)
    )
    names = [(i, step.marks[0].actor) for i, step in enumerate(steps)]
    edges = [
        Edge(names[i], names[i + 1], "Ya" if i in BACK else None) for i in range(len(steps) - 1)
    ]
    edges += [Edge(names[i], names[goal], "Tidak") for i, goal in BACK.items()]
    header = Header(
        number="SOP / 12 / III / 2024",
        title="SAMBANG DESA DAN PELAPORAN BULANAN",
        unit=UNIT,
        created_on="2024-03-04",
        revised="01",
        effective_on="2024-04-01",
        approved_by=SIGNED,
        legal_basis=(
            "Undang-Undang Nomor 2 Tahun 2002 tentang Kepolisian Negara Republik Indonesia",
            "Peraturan Kepolisian Nomor 1 Tahun 2021 tentang Pemolisian Masyarakat",
            "Peraturan Menteri PANRB Nomor 35 Tahun 2012 tentang Pedoman Penyusunan SOP",
        ),
        qualifications=(
            "Memahami wilayah dan adat desa binaan",
            "Mampu berkomunikasi dengan warga dan tokoh masyarakat",
        ),
        related=("SOP Laporan Informasi", "SOP Problem Solving"),
        equipment=("Kendaraan dinas roda dua", "Kamera", "Komputer dan pemindai"),
        warnings=("Tidak menyinggung suku, agama dan golongan",),
        records=("Blangko kunjungan warga penduduk", "Blangko catatan kunjungan"),
    )
    matrix = Matrix(ACTORS, steps, tuple(edges))
    return Record(Kind.SOP, (1,), UNIT, "2024-03", header=header, matrix=matrix)


def recap() -> Recap:
    """The bundled recapitulation; its sums are right."""
    counts = {
        ("Aipda Bambang Sutrisno", "Sidomulyo"): (25, 2, 4, 3),
        ("Bripka Maria Tallo", "Batu Tiga"): (31, 1, 2, 5),
        ("Aiptu Hendra Wijaya", "Pasir Putih"): (18, 0, 3, 2),
        ("Brigadir Yosef Lamatokan", "Lembah Sari"): (22, 4, 1, 4),
        ("Bripka Rina Anggraeni", "Karangmangu"): (29, 2, 5, 1),
    }
    rows = [
        (str(i + 1), *who, *map(str, numbers), str(sum(numbers)))
        for i, (who, numbers) in enumerate(counts.items())
    ]
    sums = [sum(column) for column in zip(*counts.values(), strict=True)]
    table = CountTable(
        ("No", "Nama Bhabinkamtibmas", "Desa / Kelurahan", "DDS", "PS", "LI", "Binluh", "Jumlah"),
        tuple(rows),
        tuple(str(s) for s in (*sums, sum(sums))),
    )
    return Recap(
        unit="POLSEK PASIR PUTIH",
        month="Mei 2024",
        table=table,
        letterhead=(*LETTERHEAD[:1], "RESOR MUARA SENTOSA", "POLSEK PASIR PUTIH"),
        number="R / 21 / VI / 2024 / Sek",
        place_and_date="Pasir Putih, 3 Juni 2024",
        signed_by=Signatory("KAPOLSEK", "RINA WULANDARI, S.H.", "AKP", "81097788"),
    )


def to_scan(pdf: bytes, level: Level, seed: int) -> bytes:
    """The printed document as a device of that level hands it over."""
    random = np.random.default_rng(seed)
    pages = [scan(page, level, random) for page in print_pages(pdf, DPI[level])]
    return pages_to_pdf(pages, DPI[level], QUALITY)


def visit() -> bytes:
    """The bundled blank: a visit to a resident, filled by pen."""
    form = next(form for form in load_forms() if form.id == "kunjungan-warga")
    fields = tuple(
        replace(one, kind=FieldKind.TEXT, words=VISIT_WORDS[one.key])
        if one.key in VISIT_WORDS
        else one
        for one in form.fields
    )
    form = replace(form, fields=fields)
    return draw_blank(form, VISIT_SEED, "ruled", "Kalam", units=[recap().unit]).pdf


def draw_all(folder: Path) -> None:
    """Writes every sample."""
    folder.mkdir(exist_ok=True)
    sop = compose_procedure(procedure(), letterhead=LETTERHEAD)
    (folder / "sop-sambang-desa.pdf").write_bytes(to_scan(sop, "office", 4))
    (folder / "rekap-mei-2024.pdf").write_bytes(
        to_scan(compose_recap(recap(), pages_numbered=False), "copier", 5)
    )
    (folder / "kunjungan-warga.pdf").write_bytes(to_scan(visit(), "office", 6))


if __name__ == "__main__":
    draw_all(SAMPLES)
