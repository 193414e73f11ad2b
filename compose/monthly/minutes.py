"""The minutes of a seal (berita acara): what was sealed, when, by whom, and the root as QR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from compose.monthly.codes import text_to_qr
from compose.monthly.wording import date_in_words, month_in_words, weekday
from compose.typesetting import typeset

TEMPLATE = "minutes.typ"
FONTS = ("Liberation Serif", "Times New Roman", "DejaVu Serif")
MONO = ("Liberation Mono", "Courier New", "DejaVu Sans Mono")


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes of one bag say; `counts` are (what, how many papers, pages)."""

    letterhead: tuple[str, ...]
    unit: str
    month: str
    number: int
    supplement: int
    is_secret: bool
    sealed_at: datetime
    sealed_by: str
    counts: tuple[tuple[str, int, int], ...]
    files: int
    size: int
    root: str
    previous: str
    place: str = ""
    zone: str = "UTC"
    """Short name of the zone that `sealed_at` is told in."""
    late: int = 0
    is_nihil: bool = False


def compose_minutes(minutes: Minutes, *, fonts: Sequence[str] = FONTS) -> bytes:
    """The minutes as PDF/A-2b; raises TypesettingFailed."""
    day = minutes.sealed_at
    data = {
        "fonts": list(fonts),
        "mono": list(MONO),
        "letterhead": list(minutes.letterhead),
        "unit": minutes.unit,
        "month": month_in_words(minutes.month),
        "number": str(minutes.number),
        "supplement": minutes.supplement,
        "is_secret": minutes.is_secret,
        "weekday": weekday(day),
        "date": date_in_words(day),
        "time": f"{day.strftime('%H.%M')} {minutes.zone}",
        "sealed_by": minutes.sealed_by,
        "counts": [[what, str(papers), str(pages)] for what, papers, pages in minutes.counts],
        "papers": str(sum(papers for _, papers, _ in minutes.counts)),
        "pages": str(sum(pages for _, _, pages in minutes.counts)),
        "files": f"{minutes.files:,}".replace(",", "."),
        "size": f"{minutes.size:,}".replace(",", "."),
        "root": grouped(minutes.root),
        "previous": grouped(minutes.previous),
        "place": minutes.place,
        "late": minutes.late,
        "is_nihil": minutes.is_nihil,
        "qr": text_to_qr(f"berkas:{minutes.number}:{minutes.root}"),
    }
    return typeset(TEMPLATE, data, day)


def grouped(digest: str) -> str:
    """A digest in groups of eight, which people can compare."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))
