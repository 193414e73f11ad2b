"""Forms of other offices, drawn empty and filled: boxes of one character, tables, squares, lines.

A paper is laid out in millimetres; the truth names every value by the middle of its place, so
that a test finds it whatever key a draft gave it.
"""

from __future__ import annotations

import random as randomness
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "fonts"
HANDS: Mapping[str, float] = {
    "Kalam": 0.62,
    "Patrick Hand": 0.66,
    "Architects Daughter": 0.55,
    "Indie Flower": 0.6,
    "Shadows Into Light": 0.66,
}
"""Fonts, and the share of a box's height that their type is large, in millimetres."""
WIDTH, HEIGHT = 210.0, 297.0
Place = tuple[float, float]
UNITS = ("", "SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN")


@dataclass(frozen=True, slots=True)
class OfficePaper:
    """An empty template, the same paper filled, and what its places hold.

    `values` are texts by the middle of their place in millimetres, `checks` squares.
    """

    template: bytes
    filled: bytes
    title: str
    values: Mapping[Place, str]
    checks: Mapping[Place, bool]


@dataclass(slots=True)
class _Sheet:
    """What is printed and what is written, as two layers."""

    hand: str
    random: randomness.Random
    line: str = "luma(0%)"
    print: list[str] = field(default_factory=list)
    pen: list[str] = field(default_factory=list)
    values: dict[Place, str] = field(default_factory=dict)
    checks: dict[Place, bool] = field(default_factory=dict)

    def text(
        self, x: float, y: float, text: str, size: float = 9.5, weight: str = "regular"
    ) -> None:
        """A printed text whose letters stand on `y`."""
        self.print.append(
            _at(x, y, f'#text(size: {size}pt, weight: "{weight}")[#box[{_escaped(text)}]]')
        )

    def rect(self, x: float, y: float, w: float, h: float, stroke: float = 0.6) -> None:
        """A printed frame."""
        self.print.append(
            f"#place(top + left, dx: {x}mm, dy: {y}mm, rect(width: {w}mm, height: {h}mm, "
            f"stroke: {stroke}pt + {self.line}))"
        )

    def comb(
        self, x: float, y: float, text: str, cells: int, side: tuple[float, float], gap: float = 0.0
    ) -> None:
        """Boxes of one character, and a text written in them; `X` strikes a box out."""
        w, h = side
        for k in range(cells):
            left = x + k * (w + gap)
            self.rect(left, y, w, h)
            sign = text[k] if k < len(text) else " "
            if sign == "X":
                self.cross(left, y, w, h)
            elif sign != " ":
                self.sign(left, y, w, h, sign)
        wide = cells * w + (cells - 1) * gap
        self.values[(x + wide / 2, y + h / 2)] = text

    def sign(self, x: float, y: float, w: float, h: float, sign: str) -> None:
        """A character in its box, not quite in the middle."""
        dx, dy = self.random.uniform(-0.08, 0.08) * w, self.random.uniform(-0.05, 0.07) * h
        lean = self.random.uniform(-5, 5)
        size = HANDS[self.hand] * h * 1.45 * self.random.uniform(0.92, 1.08)
        self.pen.append(
            f"#place(top + left, dx: {x + dx:.2f}mm, dy: {y + dy:.2f}mm, box(width: {w}mm, "
            f"height: {h}mm, align(center + horizon, rotate({lean:.1f}deg, text(font: "
            f'"{self.hand}", size: {size:.2f}mm, fill: rgb("20205a"), '
            f'top-edge: "bounds", bottom-edge: "bounds")[{_escaped(sign)}]))))'
        )

    def cross(self, x: float, y: float, w: float, h: float) -> None:
        """Two strokes from corner to corner."""
        off = [self.random.uniform(-0.12, 0.12) * w for _ in range(4)]
        for a, b in (
            ((x + off[0], y + off[1]), (x + w + off[2], y + h + off[3])),
            ((x + w - off[1], y + off[0]), (x + off[3], y + h - off[2])),
        ):
            self.stroke(a, b)

    def stroke(self, a: Place, b: Place) -> None:
        """A straight stroke of the pen."""
        self.pen.append(
            f"#place(top + left, line(start: ({a[0]:.2f}mm, {a[1]:.2f}mm), end: ({b[0]:.2f}mm, "
            f'{b[1]:.2f}mm), stroke: (thickness: 1.3pt, paint: rgb("20205a"), cap: "round")))'
        )

    def square(self, x: float, y: float, text: str, *, checked: bool) -> None:
        """A square to check with its words."""
        side = 4.0
        self.rect(x, y, side, side, 0.7)
        self.text(x + 5.5, y + 3.3, text)
        self.checks[(x + side / 2, y + side / 2)] = checked
        if checked:
            kind = self.random.choice(("cross", "tick"))
            if kind == "cross":
                self.cross(x, y, side, side)
            else:
                self.stroke((x + 0.6, y + 2), (x + 1.7, y + 3.6))
                self.stroke((x + 1.7, y + 3.6), (x + 4.6, y - 0.7))

    def dotted(self, x: float, y: float, wide: float, text: str) -> None:
        """A dotted line and a text written on it."""
        self.print.append(
            f"#place(top + left, line(start: ({x}mm, {y}mm), end: ({x + wide}mm, {y}mm), stroke: "
            '(thickness: 1.1pt, dash: (array: ("dot", 2pt)), cap: "round")))'
        )
        self.values[(x + wide / 2, y - 2)] = text
        if text:
            ink = (
                f'#text(font: "{self.hand}", size: {HANDS[self.hand] * 8:.1f}mm, '
                f'fill: rgb("20205a"))[#box[{_escaped(text)}]]'
            )
            self.pen.append(_at(x + 2, y - 0.8, ink))

    def mark(self, x: float, y: float, side: float = 5.0) -> None:
        """A solid square."""
        self.print.append(
            f"#place(top + left, dx: {x}mm, dy: {y}mm, rect(width: {side}mm, height: {side}mm, "
            "fill: black))"
        )

    def paper(self, title: str) -> OfficePaper:
        """Both layers set."""
        empty, whole = "\n".join([_HEAD, *self.print]), "\n".join([_HEAD, *self.print, *self.pen])
        pdfs = [
            bytes(typst.compile(source.encode(), font_paths=[str(FONTS)]))  # type: ignore[misc]
            for source in (empty, whole)
        ]
        return OfficePaper(pdfs[0], pdfs[1], title, self.values, self.checks)


_HEAD = f"#set page(width: {WIDTH}mm, height: {HEIGHT}mm, margin: 0pt)\n#set text(size: 9.5pt)"


def draw_survey(seed: int, hand: str) -> OfficePaper:
    """A household survey: black combs, squares, dotted lines, a table that adds up; four marks."""
    random = randomness.Random(seed)
    page = _Sheet(hand, random)
    for x in (8, WIDTH - 13):
        for y in (8, HEIGHT - 13):
            page.mark(x, y)
    title = "FORMULIR PENDATAAN KELUARGA RAWAN"
    page.text(62, 22, "PEMERINTAH KOTA SUKAMAJU", 11)
    page.text(50, 30, title, 13, "bold")
    day = f"{random.randint(1, 28):02d}{random.randint(1, 12):02d}{random.randint(2019, 2025)}"
    nik = "".join(str(random.randrange(10)) for _ in range(16))
    name = random.choice(("BAMBANG WIJAYA", "MARIA TALLO", "SUPARMAN", "AGNES BERE"))
    for y, label, text, cells in (
        (40, "NIK Kepala Keluarga", nik, 16),
        (50, "Nama Lengkap", name, 20),
        (60, "Tanggal Pendataan", day, 8),
    ):
        page.text(18, y + 5, label)
        page.comb(66, y, text, cells, (6.2, 7.0))
    page.text(18, 76, "Status Rumah")
    chosen = random.randrange(3)
    for k, words in enumerate(("Milik Sendiri", "Sewa", "Menumpang")):
        page.square(66 + 38 * k, 72.5, words, checked=k == chosen)
    page.text(18, 88, "Alamat")
    page.text(62, 88, ":")
    page.dotted(66, 88.5, 110, random.choice(("Jalan Melati 7", "Kampung Baru", "")))
    page.text(18, 100, "A. ANGGOTA KELUARGA MENURUT UMUR", 10, "bold")
    _table(page, 105)
    return page.paper(title)


def _table(page: _Sheet, top: float) -> None:
    """Three rows and their sum, men, women and both."""
    heads = ("Laki-laki", "Perempuan", "Jumlah")
    labels = ("1. Balita", "2. Anak dan remaja", "3. Dewasa", "4. Seluruh anggota")
    x, pitch = 90.0, 11.0
    page.rect(18, top, 174, 8 + 4 * pitch)
    for k, head in enumerate(heads):
        page.text(x + 6 + 34 * k, top + 5.5, head)
    page.text(24, top + 5.5, "Golongan umur")
    rows = [[page.random.randint(0, 120) for _ in range(2)] for _ in range(3)]
    rows.append([sum(row[k] for row in rows) for k in range(2)])
    for number, (label, row) in enumerate(zip(labels, rows, strict=True)):
        y = top + 8 + number * pitch
        page.print.append(
            f"#place(top + left, line(start: (18mm, {y}mm), end: (192mm, {y}mm), stroke: 0.6pt))"
        )
        page.text(22, y + 7, label)
        for k, count in enumerate((*row, sum(row))):
            text = str(count).rjust(3, page.random.choice(" X"))
            page.comb(x + 34 * k, y + 1.8, text, 3, (7.0, 7.6), 1.6)


def draw_count(seed: int, hand: str, *, lie: bool = False) -> OfficePaper:
    """A count said in digits and words: pale boxes apart, no marks at all.

    Where it lies, the words of the first number say another.
    """
    random = randomness.Random(seed)
    page = _Sheet(hand, random, line="luma(62%)")
    title = "BERITA ACARA PENGHITUNGAN BARANG BUKTI"
    page.text(48, 24, title, 13, "bold")
    page.text(18, 38, "Dinas Perhubungan Kabupaten Contoh, Bidang Pengawasan dan Penertiban", 10)
    page.text(18, 46, "Diisi dengan huruf kapital. Kotak yang kosong dicoret silang.", 9)
    counts = [random.randint(1, 320), random.randint(1, 320)]
    names = ("Kendaraan roda dua", "Kendaraan roda empat", "Jumlah seluruh kendaraan")
    for number, (label, count) in enumerate(zip(names, (*counts, sum(counts)), strict=True)):
        y = 60 + 44 * number
        page.text(18, y + 6, f"{number + 1}. {label}", 10, "bold")
        page.comb(160, y, str(count).rjust(3, "X"), 3, (9.0, 10.0), 2.0)
        page.text(18, y + 22, "Dengan huruf")
        said = count + 7 if lie and number == 0 else count
        page.comb(50, y + 16, spelt(said), 30, (4.8, 6.6))
        page.text(90, y + 28, "( ditulis dengan huruf kapital, satu huruf tiap kotak )", 7)
    page.text(18, 200, "Petugas penghitung")
    page.text(60, 200, ":")
    page.dotted(64, 200.5, 100, random.choice(("Budi Santoso", "Dewi Lestari")))
    page.text(18, 214, "Tempat penyimpanan")
    page.text(60, 214, ":")
    page.dotted(64, 214.5, 100, "")
    return page.paper(title)


def spelt(value: int) -> str:
    """A number up to 999 in words, written here by other means than the reader's."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds:
        words.append("SERATUS" if hundreds == 1 else f"{UNITS[hundreds]} RATUS")
    if rest in (10, 11):
        words.append("SEPULUH" if rest == 10 else "SEBELAS")
    elif 11 < rest < 20:
        words.append(f"{UNITS[ones]} BELAS")
    else:
        words += [f"{UNITS[tens]} PULUH"] if tens else []
        words += [UNITS[ones]] if ones else []
    return " ".join(words)


def _at(x: float, y: float, content: str) -> str:
    return (
        f"#place(top + left, dx: {x:.2f}mm, dy: {y:.2f}mm, "
        f"box(height: 0pt)[#place(bottom + left)[#box[{content}]]])"
    )


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "/*_#$@<>[]\\-~=+." else c for c in text)
