"""Recapitulations at random, with their truth."""

from __future__ import annotations

import random as randomness

from compose.monthly.recap import Recap
from records.findings import CountTable, Signatory
from tests.papers.procedures import ROMAN

MONTHS = (
    ("Januari", "01"),
    ("Februari", "02"),
    ("April", "04"),
    ("Agustus", "08"),
    ("Oktober", "10"),
)
PLACES = ("BATURRADEN", "TELUK BAYUR", "KUPANG TENGAH", "SUNGAI RAYA", "LAWANG")
OFFICERS = (
    "Aipda Bambang Sutrisno",
    "Bripka Maria Tallo",
    "Aiptu Hendra Wijaya",
    "Brigadir Yosef Lamatokan",
    "Bripka Rina Anggraeni",
    "Aipda Wayan Sudarma",
    "Briptu Fajar Maulana",
    "Aiptu Slamet Raharjo",
)
VILLAGES = ("Karangmangu", "Penfui", "Sidomulyo", "Batu Tiga", "Pasir Putih", "Lembah Sari")
COUNTS = ("DDS", "PS", "LI", "Binluh", "Siskamling", "FKPM", "Satpam", "Sambang")


def draw_recap(seed: int) -> tuple[Recap, str]:
    """A recapitulation and its month as `YYYY-MM`; sums are right."""
    random = randomness.Random(seed)
    kinds = random.sample(COUNTS, random.randint(3, 6))
    names = random.sample(OFFICERS, random.randint(3, len(OFFICERS)))
    rows, sums = [], [0] * (len(kinds) + 1)
    for index, name in enumerate(names):
        counts = [random.choice((0, 1, 2, 5, 8, 12, 15, 30)) for _ in kinds]
        counts.append(sum(counts))
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        shown = ["-" if c == 0 and random.random() < 0.5 else str(c) for c in counts]
        rows.append((str(index + 1), name, random.choice(VILLAGES), *shown))
    place, (month, number) = random.choice(PLACES), random.choice(MONTHS)
    year = random.randint(2019, 2026)
    table = CountTable(
        ("No", "Nama Bhabinkamtibmas", "Desa / Kelurahan", *kinds, "Jumlah"),
        tuple(rows),
        tuple(str(s) for s in sums),
    )
    recap = Recap(
        unit=f"POLSEK {place}",
        month=f"{month} {year}",
        table=table,
        letterhead=("KEPOLISIAN NEGARA REPUBLIK INDONESIA", "RESOR CONTOH", f"SEKTOR {place}"),
        number=f"R / {random.randint(1, 90)} / {ROMAN[int(number)]} / {year} / Sek",
        place_and_date=f"{place.title()}, 3 {month} {year}",
        signed_by=Signatory("KAPOLSEK", random.choice(OFFICERS)[6:].upper(), "AKP", "78091234"),
    )
    return recap, f"{year}-{number}"
