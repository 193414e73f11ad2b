"""Damage of the whole archive in an auditor's words: by where it is, what it means, what to do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from records.months import Damage
from service.proof.wording import TEXTS
from web.language import Tongue, mark
from web.views.query import href

OWNER = "of"
"""The fact that names whose file a damaged file is."""
SHOWN = 20
"""Of one area; their number stands beside them."""
MONTH_NAME = re.compile(r"(?P<unit>.+)@(?P<month>\d{4}-(0[1-9]|1[0-2]))")
PAPER_NAME = re.compile(r"(?P<entry>[0-9a-zA-Z]{26})(-(?P<position>\d+))?")


@dataclass(frozen=True, slots=True)
class AreaWords:
    """A part of the archive: what it is called, what damage there means, and what to do."""

    title: str
    meaning: str
    remedy: str
    is_grave: bool = True


AREAS: dict[str, AreaWords] = {
    "files": AreaWords(
        mark("Isi berkas"),
        mark("Berkas yang disimpan hilang, atau isinya bukan lagi isi yang diterima."),
        mark("Kembalikan berkas ini dari cadangan terakhir, lalu periksa lagi."),
    ),
    "seals": AreaWords(
        mark("Segel dan buku segel"),
        mark("Isi sebuah segel atau baris buku segel bukan lagi yang tertera di berita acara."),
        mark("Jangan diubah. Cocokkan akar segel dengan berita acara bertanda tangan."),
    ),
    "trail": AreaWords(
        mark("Jejak audit"),
        mark("Catatan siapa melakukan apa telah diubah, atau tidak cocok dengan isi katalog."),
        mark("Cari tahu siapa yang memegang basis data; pulihkan dari cadangan yang utuh."),
    ),
    "catalogue": AreaWords(
        mark("Katalog"),
        mark("Catatan tentang dokumen berbeda dari yang diketahui jejak audit dan manifes."),
        mark("Sebagian dapat diperbaiki sendiri: pengelola membuka Rekonsiliasi."),
    ),
    "destruction": AreaWords(
        mark("Pemusnahan"),
        mark("Yang dinyatakan musnah dan yang benar-benar tidak ada lagi tidak sama."),
        mark("Cocokkan dengan berita acara pemusnahan; pengelola membuka Rekonsiliasi."),
    ),
    "index": AreaWords(
        mark("Indeks pencarian"),
        mark("Pencarian tidak lengkap. Dokumennya sendiri utuh."),
        mark("Pengelola memperbaikinya di Rekonsiliasi; indeks dapat selalu dibuat ulang."),
        is_grave=False,
    ),
}
AREA_OF: dict[str, str] = {
    "blob-missing": "files",
    "blob-changed": "files",
    "picture-missing": "index",
    "result-missing": "catalogue",
    "blob-unknown": "catalogue",
    "trail-broken": "trail",
    "step-differs": "trail",
    "month-state-differs": "trail",
    "correction-differs": "trail",
    "review-differs": "trail",
    "book-differs": "trail",
    "index-damaged": "index",
    "index-lacks": "index",
    "index-has-more": "index",
    "tally-differs": "index",
    "filing-differs": "catalogue",
    "manifest-missing": "catalogue",
    "entry-differs": "catalogue",
    "entry-missing": "catalogue",
    "destruction-differs": "destruction",
    "destroyed-still-here": "destruction",
}
"""Where a damage belongs; what is not here is of the seals."""


@dataclass(frozen=True, slots=True)
class DamageLine:
    """One damage: what is wrong, with what, and where that is looked at.

    `place` names the month, paper or seal it belongs to in words; `what` is its exact name.
    """

    text: str
    place: str
    href: str
    what: str
    more: str
    code: str


@dataclass(frozen=True, slots=True)
class AreaView:
    """The damage of one area."""

    title: str
    meaning: str
    remedy: str
    is_grave: bool
    count: int
    lines: tuple[DamageLine, ...]
    more: int


def to_areas(damages: Iterable[Damage], tongue: Tongue) -> tuple[AreaView, ...]:
    """The damage by area, the gravest first."""
    found: dict[str, list[Damage]] = defaultdict(list)
    for one in damages:
        found[AREA_OF.get(one.code, "seals")].append(one)
    return tuple(_area(AREAS[key], found[key], tongue) for key in AREAS if key in found)


def to_line(one: Damage, tongue: Tongue) -> DamageLine:
    """One damage in the reader's language."""
    text = TEXTS[one.code][1 if tongue.code == "en" else 0]
    place, link = _place(one, tongue)
    facts = [f"{key}: {told}" for key, told in one.facts.items() if key != OWNER]
    what = "" if MONTH_NAME.fullmatch(one.what) else one.what
    return DamageLine(text[:1].upper() + text[1:], place, link, what, ", ".join(facts), one.code)


def _area(words: AreaWords, own: list[Damage], tongue: Tongue) -> AreaView:
    lines = tuple(to_line(one, tongue) for one in own[:SHOWN])
    return AreaView(
        tongue.text(words.title),
        tongue.text(words.meaning),
        tongue.text(words.remedy),
        words.is_grave,
        len(own),
        lines,
        len(own) - len(lines),
    )


def _place(one: Damage, tongue: Tongue) -> tuple[str, str]:
    """The month, paper or seal in words, and the page that shows it; empty where none does."""
    month = MONTH_NAME.fullmatch(one.what)
    if month:
        link = href(f"/archive/{month['month']}", {}, unit=month["unit"])
        return f"{month['unit']}, {tongue.month(month['month'])}", link
    owner = str(one.facts.get(OWNER, ""))
    for name in (one.what, owner):
        paper = PAPER_NAME.fullmatch(name)
        if paper:
            link = href(f"/entries/{paper['entry']}", {}, document=paper["position"])
            return tongue.text(mark("dokumen {name}"), name=name), link
    return (tongue.text(mark("segel {number}"), number=owner), "") if owner.isdigit() else ("", "")
