"""Papers of months: recapitulation, completeness, documents of a seal, exports that can resume."""

from __future__ import annotations

import hashlib
import io
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.downloads import attachment
from records.findings import Digest
from service import permissions
from service.filing.views import Download
from service.months import overview
from service.permissions import Deed
from service.sealing import giving
from service.sealing.giving import XLSX
from web.deeds import Number
from web.gate import Visiting, hall

router = APIRouter(tags=["months"])
Month = Annotated[str, Path(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Unit = Annotated[str, Query(min_length=1, max_length=200)]
Span = Annotated[str, Query(pattern=r"^\d{4}(-(0[1-9]|1[0-2]))?$")]
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}


@router.get("/months/{month}/recap", response_class=Response)
def recap(
    request: Request,
    visit: Visiting,
    month: Month,
    unit: Unit,
    wanted: Annotated[Literal["pdf", "docx", "xlsx"], Query(alias="format")] = "pdf",
) -> Response:
    """The recapitulation made from the month's records."""
    made = overview.report_of(visit.user, unit, month, hall(request), suffix=f".{wanted}")
    name = f"rekap-{unit.replace('/', '--')}-{month}.{wanted}"
    return attachment(request, _made(made, MEDIA[wanted], name))


@router.get("/years/{year}/completeness", response_class=Response)
def completeness(
    request: Request,
    visit: Visiting,
    year: Annotated[int, Path(ge=1900, le=9998)],
    wanted: Annotated[Literal["pdf", "xlsx"], Query(alias="format")] = "pdf",
) -> Response:
    """The year's sheet of units and months within sight."""
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    made = overview.completeness_sheet(visit.user, year, hall(request), suffix=f".{wanted}")
    return attachment(request, _made(made, MEDIA[wanted], f"kelengkapan-{year}.{wanted}"))


@router.get("/seals/{number}/{part}", response_class=Response)
def seal_document(
    request: Request,
    visit: Visiting,
    number: Number,
    part: Literal["minutes", "list.pdf", "list.xlsx", "recap"],
) -> Response:
    """A document of a sealed bag: minutes, file list, recapitulation."""
    return attachment(request, giving.seal_document(visit.user, number, part, hall(request)))


@router.get("/export", response_class=Response)
def export(
    request: Request, visit: Visiting, unit: Unit, span: Span, *, below: bool = True
) -> Response:
    """Sealed bags of a unit (with all below) for a year or month as a zip with its own checker.

    A download that broke goes on with `Range`, as long as nothing more was sealed meanwhile.
    """
    found = giving.export_download(visit.user, unit, span, hall(request), below=below)
    return attachment(request, found)


def _made(content: bytes, media: str, name: str) -> Download:
    digest = Digest(hashlib.sha256(content).hexdigest())
    return Download(io.BytesIO(content), len(content), media, name, digest)
