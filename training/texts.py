"""What people write on blanks: names, addresses, days, numbers, notes, and signs alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from random import Random

from extract.blank.decode.vocabulary import vocabulary
from ocr.hand.model import ALPHABET

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu", "Jum'at"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
RANKS = [
    "AIPTU",
    "AIPDA",
    "BRIPKA",
    "BRIGADIR",
    "BRIGPOL",
    "BRIPTU",
    "BRIPDA",
    "Aiptu",
    "Bripka",
    "Brigadir",
    "IPTU",
    "AKP",
]
TITLES = ("H. ", "Hj. ", "Ir. ", "Drs. ", "Bpk. ", "Ibu ", "Sdr. ")
DEGREES = (", S.H.", ", S.Pd.", ", S.H., M.H.", " SE", ", S.Sos.")
STREETS = ("Jl. ", "Jl. ", "Jln. ", "Gg. ", "Kp. ", "Ds. ", "Dsn. ", "Dusun ", "Perum ", "Blok ")
ANSWERS = [
    "-",
    "Nihil",
    "nihil",
    "Islam",
    "Kristen",
    "Katolik",
    "Hindu",
    "L",
    "P",
    "Laki-laki",
    "Perempuan",
    "ya",
    "tidak",
    "PNS",
    "Swasta",
    "Petani",
]
FIRMS = ("CV", "PT", "UD", "CV.", "PT.", "UD.", "Toko", "Warung", "Bengkel", "Apotek", "Koperasi")
SCHOOLS = ("TK", "SD", "SDN", "SMP", "SMPN", "SMA", "SMK", "MTs", "MA", "RSUD", "Puskesmas")
CLOCKS = ("WIB", "WITA", "WIT", "", "")
FIRST_DAY, SPAN = date(1950, 1, 1), 28500
LONGEST = 48

Text = Callable[[Random], str]


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names and places with capitals, words of the field, words in general."""
    known = vocabulary()
    names = tuple(word.capitalize() for word in sorted(known.names))
    return names, tuple(sorted(known.field)), tuple(sorted(known.general))


def any_text(random: Random) -> str:
    """One line of writing, at most `LONGEST` signs of the reader's alphabet."""
    kinds, weights = zip(*_KINDS, strict=True)
    (kind,) = random.choices(kinds, weights)
    text = kind(random)
    if kind is not sign:
        written = random.random()
        text = text.upper() if written < 0.15 else text.lower() if written < 0.2 else text
    kept = "".join(letter for letter in text[:LONGEST] if letter in ALPHABET)
    return kept.strip() or "a"


def sign(random: Random) -> str:
    """What stands in a box of its own: a digit, a letter, a few of them."""
    kinds = (
        random.choice("0123456789"),
        _digits(random, random.randint(2, 4)),
        random.choice(ROMAN),
        random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        random.choice(ALPHABET[1:]),
    )
    return random.choices(kinds, (45, 15, 12, 18, 10))[0]


def name(random: Random) -> str:
    """A person, now and then with a title or a degree."""
    words = [random.choice(_words()[0]) for _ in range(random.choice((1, 2, 2, 2, 3)))]
    if random.random() < 0.12:
        words[-1] = f"{words[-1][0]}."
    title = random.choice(TITLES) if random.random() < 0.1 else ""
    degree = random.choice(DEGREES) if random.random() < 0.08 else ""
    return f"{title}{' '.join(words)}{degree}"


def address(random: Random) -> str:
    """A street or hamlet, with its number and neighbourhood where there are any."""
    street = random.choice((*STREETS, ""))
    text = street + " ".join(random.choice(_words()[0]) for _ in range(random.choice((1, 2, 2))))
    for share, more in (
        (0.5, f" No. {random.randint(1, 199)}"),
        (0.2, f" RT {random.randint(1, 12):02d}/{random.randint(1, 9):02d}"),
        (0.15, f" {random.choice(ROMAN)}"),
        (0.2, f", {random.choice(_words()[0])}"),
    ):
        if random.random() < share:
            text += more
    return text


def day(random: Random) -> str:
    """A day in one of its many spellings."""
    one = FIRST_DAY + timedelta(days=random.randrange(SPAN))
    month, weekday, place = MONTHS[one.month - 1], DAYS[one.weekday()], random.choice(_words()[0])
    spelt = f"{one.day} {month} {one.year}"
    return random.choice(
        (
            spelt,
            spelt,
            f"{weekday}, {spelt}",
            f"{place}, {spelt}",
            f"{one:%d-%m-%Y}",
            f"{one:%d/%m/%Y}",
            f"{one:%d.%m.%Y}",
            f"{one:%d-%m-%y}",
            f"{one.day}/{one.month}/{one:%y}",
            f"{one.day}-{one.month}-{one.year}",
            f"{weekday} / {one.day}-{one.month:02d}-{one.year}",
            f"{place}, {one:%d-%m-%Y}",
            f"{one.day} {month[:3]} {one.year}",
            f"{month} {one.year}",
            f"{one.day} {month}",
        )
    )


def identity(random: Random) -> str:
    """A number of a person, an officer, a telephone, or just digits."""
    born = f"{random.randint(1, 71):02d}{random.randint(1, 12):02d}{_digits(random, 2)}"
    phone = "08" + _digits(random, random.randint(8, 11))
    return random.choice(
        (
            f"{random.randint(11, 94)}{_digits(random, 4)}{born}000{random.randint(1, 9)}",
            f"{random.randint(65, 99)}{random.randint(1, 12):02d}{_digits(random, 4)}",
            phone,
            f"{phone[:4]}-{phone[4:8]}-{phone[8:]}",
            _digits(random, random.randint(4, 17)),
        )
    )


def figure(random: Random) -> str:
    """What is short and has a form of its own: times, ages, sums, ranks, numbers of letters."""
    hour, month, year = random.randint(6, 23), random.choice(ROMAN), random.randint(2018, 2030)
    return random.choice(
        (
            str(random.randint(0, 99)),
            _digits(random, random.randint(1, 4)),
            f"{hour:02d}.{random.choice((0, 10, 15, 20, 30, 45)):02d} {random.choice(CLOCKS)}",
            f"{hour:02d}:{random.randint(0, 59):02d}",
            f"{random.randint(1, 20):03d} / {random.randint(1, 20):03d}",
            f"RT {random.randint(1, 20):02d} RW {random.randint(1, 20):02d}",
            f"{random.randint(17, 80)} {random.choice(('tahun', 'th'))}",
            f"Rp {random.randint(1, 999)}.{_digits(random, 3)}",
            f"{random.choice(RANKS)} {name(random)}",
            f"{random.randint(1, 40)} orang",
            f"LI/{random.randint(1, 60)}/{month}/{year}",
            f"B/{random.randint(1, 300)}/{month}/{year}/Binmas",
            random.choice(ANSWERS),
            random.choice(ROMAN),
        )
    )


def house(random: Random) -> str:
    """A firm, a school, an office: capitals that are no word, then a name or a number."""
    words = " ".join(random.choice(_words()[0]) for _ in range(random.choice((1, 1, 2))))
    return random.choice(
        (
            f"{random.choice(FIRMS)} {words}",
            f"{random.choice(FIRMS)} {words}",
            f"{random.choice(SCHOOLS)} {words}",
            f"{random.choice(SCHOOLS)} {random.randint(1, 30)} {words}",
            f"{_capitals(random)} {words}",
            f"{words} {_capitals(random)}",
            _capitals(random),
        )
    )


def note(random: Random) -> str:
    """Words of a visit or a report."""
    _, field, general = _words()
    count = random.choice((1, 1, 2, 2, 3, 3, 4, 5, 6))
    words = [random.choice(field if random.random() < 0.75 else general) for _ in range(count)]
    if random.random() < 0.15:
        words.insert(random.randrange(len(words) + 1), str(random.randint(1, 99)))
    text = " ".join(words)
    if random.random() < 0.6:
        text = text[0].upper() + text[1:]
    if random.random() < 0.2:
        text = text.replace(" ", ", ", 1)
    return f"{text}." if random.random() < 0.25 else text


def nonsense(random: Random) -> str:
    """Signs or letters without a word, so that the reader does not learn to guess."""
    letters = ALPHABET[1:] if random.random() < 0.5 else "aiueobcdfghjklmnpqrstvwxyz"
    return "".join(random.choice(letters) for _ in range(random.randint(2, 9)))


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _capitals(random: Random) -> str:
    """A short form nobody could guess: two to five capitals."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return "".join(random.choice(letters) for _ in range(random.randint(2, 5)))


_KINDS: tuple[tuple[Text, int], ...] = (
    (sign, 12), (note, 21), (name, 11), (house, 12), (address, 9), (day, 10), (identity, 10),
    (figure, 10), (nonsense, 5),
)  # fmt: skip
