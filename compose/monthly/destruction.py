"""The certificate of destruction (berita acara pemusnahan): what went, and by whose word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from compose.monthly.codes import text_to_qr
from compose.monthly.minutes import FONTS as SERIF
from compose.monthly.minutes import MONO, grouped
from compose.monthly.wording import date_in_words, month_in_words, weekday
from compose.typesetting import typeset

TEMPLATE = "destruction.typ"
MOST_LISTED = 40
"""Papers named in the certificate itself; the list that goes with it names all."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who said yes, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the certificate of one month says; `papers` are (name, sort, code, pages, SHA-256)."""

    letterhead: tuple[str, ...]
    unit: str
    month: str
    number: int
    list_number: int
    list_digest: str
    reason: str
    done_at: datetime
    done_by: str
    zone: str
    approvals: tuple[Approval, ...]
    papers: tuple[tuple[str, str, str, int, str], ...]
    files: int
    size: int
    seals: tuple[int, ...]
    """The seals under which the papers lay."""
    root: str
    previous: str
    place: str = ""


def compose_certificate(found: Certificate, *, fonts: Sequence[str] = SERIF) -> bytes:
    """The certificate as PDF/A-2b; raises TypesettingFailed."""
    day = found.done_at
    data = {
        "fonts": list(fonts),
        "mono": list(MONO),
        "letterhead": list(found.letterhead),
        "unit": found.unit,
        "month": month_in_words(found.month),
        "number": str(found.number),
        "list": str(found.list_number),
        "list_digest": grouped(found.list_digest),
        "reason": found.reason.rstrip(". "),
        "weekday": weekday(day),
        "date": date_in_words(day),
        "time": f"{day.strftime('%H.%M')} {found.zone}",
        "done_by": found.done_by,
        "approvals": [
            [one.who, f"{date_in_words(one.at)} pukul {one.at.strftime('%H.%M')} {found.zone}"]
            for one in found.approvals
        ],
        "papers": [
            [name, what, code or "—", str(pages), digest]
            for name, what, code, pages, digest in found.papers[:MOST_LISTED]
        ],
        "count": len(found.papers),
        "pages": sum(pages for _, _, _, pages, _ in found.papers),
        "files": f"{found.files:,}".replace(",", "."),
        "size": f"{found.size:,}".replace(",", "."),
        "seals": runs(found.seals),
        "root": grouped(found.root),
        "previous": grouped(found.previous),
        "place": found.place,
        "qr": text_to_qr(f"berkas:{found.number}:{found.root}"),
    }
    return typeset(TEMPLATE, data, day)


def runs(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow one another as `3–7`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(
        str(one[0]) if len(one) == 1 else f"{one[0]}{'–' if len(one) > 2 else ', '}{one[-1]}"
        for one in found
    )
