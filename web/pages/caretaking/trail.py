"""The audit trail: searched by text, deed and day, and taken away as a table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import BinaryIO, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from archive.blobs import chunks
from service.access import oversight
from service.access.oversight import TrailFilter
from web.gate import Visiting, hall, tongue_of
from web.language import iso_day
from web.showing import show
from web.tables import MEDIA
from web.views.deed_words import line_to_view, trail_deed
from web.views.query import href, number

router = APIRouter()
LONGEST = 120
IN_MEMORY = 4 << 20
"""Bytes of a table kept in memory; a longer one waits on the disk."""


def _asked(request: Request) -> TrailFilter:
    """What the address asks for; days are the office's own, both included."""
    asked, zone = request.query_params, hall(request).settings.serve.time_zone

    def moment(key: str, days: int) -> datetime | None:
        day = iso_day(asked.get(key, ""))
        if day is None or day.year < 1970 or day.year > 9000:
            return None
        return datetime.combine(day + timedelta(days=days), time(), zone)

    return TrailFilter(
        text=asked.get("text", "")[:LONGEST],
        deed=asked.get("deed", "")[:LONGEST],
        since=moment("since", 0),
        until=moment("until", 1),
    )


@router.get("/admin/audit")
def audit_trail(request: Request, visit: Visiting) -> Response:
    """The trail, newest first, by text, deed and day."""
    asked, wanted, tongue = request.query_params, _asked(request), tongue_of(request)
    before = number(asked.get("before", ""), 1, 0) or None
    found = oversight.trail(
        visit.user,
        hall(request),
        text=wanted.text,
        deed=wanted.deed,
        before=before,
        since=wanted.since,
        until=wanted.until,
    )
    values = {
        "lines": [line_to_view(line, tongue) for line in found.lines],
        "deeds": [(one, trail_deed(one, tongue)) for one in found.deeds],
        "wanted": wanted,
        "days": (asked.get("since", "")[:10], asked.get("until", "")[:10]),
        "next_href": href("/admin/audit", asked, before=found.before) if found.before else "",
        "file": lambda suffix: href("/admin/audit/file", asked, before=None, suffix=suffix),
    }
    return show(request, "admin_audit.html", values)


@router.get("/admin/audit/file")
def trail_file(request: Request, visit: Visiting) -> Response:
    """The lines that fit as a table, oldest first; taking it is a line of the trail itself."""
    asked = request.query_params.get("suffix", "")
    suffix = asked if asked in MEDIA else ".xlsx"
    kept = cast("BinaryIO", tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - sent
    try:
        oversight.write_trail(visit.user, kept, hall(request), _asked(request), suffix=suffix)
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    headers = {"content-disposition": f'attachment; filename="jejak-audit{suffix}"'}
    return StreamingResponse(_sent(kept), media_type=MEDIA[suffix], headers=headers)


def _sent(kept: BinaryIO) -> Iterator[bytes]:
    with kept:
        yield from chunks(kept)
