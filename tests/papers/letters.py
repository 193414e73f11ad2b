"""Letters of assignment, printed: their paragraphs stand right of labels, over several lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import typst

FIELDS: Mapping[str, str] = {
    "number": "Sprin / 27 / III / HUK.6.6. / 2024",
    "considering": "bahwa dalam rangka kunjungan warga di wilayah hukum Polsek Baturraden, "
    "dipandang perlu mengeluarkan surat perintah.",
    "basis": "1. Undang-Undang Nomor 2 Tahun 2002 tentang Kepolisian Negara Republik Indonesia. "
    "2. Rencana kegiatan Polsek Baturraden bulan Maret 2024.",
    "assigned_to": "1. Hendra Setiadi, Bripka, NRP 84071123 2. Rina Maulana, Briptu, NRP 95020456",
    "task": "1. melaksanakan sambang dan kunjungan warga di Desa Karangmangu; "
    "2. melaporkan hasil kegiatan kepada Kapolsek.",
    "issued_on": "2024-03-04",
}
_LETTER = """
#set page(paper: "a4", margin: (left: 3cm, right: 2cm, top: 2cm, bottom: 2cm))
#set text(font: "FONT", size: 11.5pt)
#let row(label, body) = grid(columns: (3.2cm, 0.5cm, 1fr), [#label], [:], body)
#box(width: 8.5cm, align(center)[KEPOLISIAN NEGARA REPUBLIK INDONESIA \\ DAERAH CONTOH \\
  RESOR CONTOH \\ #underline[SEKTOR BATURRADEN]])
#v(8mm)
#align(center)[#text(size: 13pt)[*#underline[SURAT PERINTAH TUGAS]*] \\ Nomor : NUMBER]
#v(6mm)
#row("Pertimbangan")[CONSIDERING]
#row("Dasar")[BASIS]
#v(3mm)
#align(center)[*DIPERINTAHKAN*]
#v(3mm)
#row("Kepada")[ASSIGNED]
#row("Untuk")[TASK]
#v(8mm)
#align(right)[#box(width: 7cm, align(left)[Dikeluarkan di : Baturraden \\
  Pada tanggal : 4 Maret 2024 \\
  KEPALA KEPOLISIAN SEKTOR #v(14mm) #underline[BAMBANG RAHARJO, S.H.] \\ AKP NRP 74050321])]
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed letter: its PDF, the unit in its letterhead, and what its fields say."""

    pdf: bytes
    unit: str
    fields: Mapping[str, str]


def draw_letter(font: str = "Libertinus Serif") -> Letter:
    """A letter of assignment in that font."""
    source = _LETTER.replace("FONT", font)
    for mark, key in (
        ("NUMBER", "number"),
        ("CONSIDERING", "considering"),
        ("BASIS", "basis"),
        ("ASSIGNED", "assigned_to"),
        ("TASK", "task"),
    ):
        source = source.replace(mark, FIELDS[key].replace(" 2. ", " \\\n 2. "))
    pdf = typst.compile(source.encode())
    return Letter(bytes(pdf), "SEKTOR BATURRADEN", FIELDS)
