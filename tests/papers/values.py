"""What hands write into fields, at random: each value as it is set down and as a record has it."""

from __future__ import annotations

import random as randomness
from dataclasses import dataclass
from datetime import date, timedelta

from forms.form import Field, FieldKind, Form

NAMES = ("Bambang", "Maria", "Hendra", "Rina", "Fajar", "Agnes", "Suparman", "Dian", "Taufik")
FAMILIES = ("Wijaya", "Tallo", "Anggraeni", "Sihombing", "Maulana", "Raharjo", "Setiadi", "Bere")
STREETS = (
    "Jl. Diponegoro No. {}",
    "Jl. Ahmad Yani No. {}",
    "Gg. Kenanga No. {}",
    "Kp. Baru No. {}",
)
PLACES = ("Karangmangu", "Penfui", "Sidomulyo", "Kupang", "Padang", "Purwokerto", "Lembah Sari")
RANKS = ("Aiptu", "Aipda", "Bripka", "Brigadir", "Briptu", "Bripda")
TEXTS = (
    "Warga minta ronda malam diaktifkan lagi",
    "Saluran air tersumbat sampah",
    "Jalan dusun rusak dan gelap pada malam hari",
    "Kehilangan sepeda motor di depan masjid",
    "Situasi aman dan kondusif",
)
SHORT_TEXTS = ("Toko Sinar Jaya", "Warung makan", "Ketua RW", "Balai Desa", "Penjahit", "Sopir")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
EMPTY_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Written:
    """A value as the pen sets it down, and as the record has it."""

    shown: str
    value: str


def fill_form(form: Form, random: randomness.Random, rows: int = 6) -> dict[str, Written]:
    """A value for each field by key, a check box's key for its group, `visits.0.name` for cells."""
    given: dict[str, Written] = {}
    for one in form.fields:
        if one.kind is FieldKind.CHECKS:
            chosen = random.choice(one.options).key
            given[one.key] = Written(chosen, chosen)
        elif one.kind is FieldKind.TABLE:
            for number in range(min(rows, one.rows)):
                for column in one.columns:
                    as_field = Field(column.key, column.labels, column.kind)
                    given[f"{one.key}.{number}.{column.key}"] = fill_field(as_field, random)
        elif one.kind not in (FieldKind.SIGNATURE, FieldKind.PHOTO):
            given[one.key] = fill_field(one, random)
    return given


def fill_field(one: Field, random: randomness.Random) -> Written:
    if random.random() < EMPTY_SHARE:
        return Written("", "")
    day = date(2021, 1, 1) + timedelta(days=random.randrange(1800))
    if one.kind is FieldKind.DATE:
        return Written(_date(day, random), day.isoformat())
    if one.kind is FieldKind.MONTH:
        return Written(f"{MONTHS[day.month - 1]} {day.year}", f"{day:%Y-%m}")
    if one.kind is FieldKind.DOCUMENT_NUMBER:
        text = f"LI / {random.randint(1, 60)} / {ROMAN[day.month - 1]} / {day.year}"
        return Written(text, text)
    if one.kind is FieldKind.NEIGHBOURHOOD:
        first, second = random.randint(1, 12), random.randint(1, 9)
        return Written(f"{first:03d} / {second:03d}", f"{first:03d}/{second:03d}")
    text = _plain(one, day, random)
    return Written(text, text)


def _plain(one: Field, day: date, random: randomness.Random) -> str:
    digits = "".join(str(random.randrange(10)) for _ in range(10))
    born = day - timedelta(days=random.randrange(9000, 20000))
    kinds = {
        FieldKind.NAME: f"{random.choice(NAMES)} {random.choice(FAMILIES)}",
        FieldKind.PLACE: random.choice(PLACES),
        FieldKind.NUMBER: str(random.randint(1, 90)),
        FieldKind.TIME: f"{random.randint(6, 22):02d}.{random.choice((0, 15, 30, 45)):02d} WIB",
        FieldKind.NIK: f"6171{digits[:2]}{born:%d%m%y}000{1 + int(digits[3]) % 9}",
        FieldKind.NRP: f"{born:%y%m}{digits[:4]}",
        FieldKind.PHONE: f"08{digits}",
        FieldKind.RANK: random.choice(RANKS),
        FieldKind.LONG_TEXT: random.choice(TEXTS),
    }
    if one.kind in kinds:
        return kinds[one.kind]
    if one.words:
        return random.choice(one.words)
    if "address" in one.key:
        return random.choice(STREETS).format(random.randint(1, 120))
    return f"{random.randint(18, 70)} tahun" if "age" in one.key else random.choice(SHORT_TEXTS)


def _date(day: date, random: randomness.Random) -> str:
    return random.choice(
        (
            f"{day.day} {MONTHS[day.month - 1]} {day.year}",
            f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}",
            f"{day:%d-%m-%Y}",
            f"{day:%d/%m/%Y}",
            f"{DAYS[day.weekday()]} / {day.day}-{day.month:02d}-{day.year}",
        )
    )
