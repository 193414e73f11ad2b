"""A document's record, and clean copies of a procedure."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.downloads import attachment
from records.keeping import EntryId
from service.procedures import copies
from web.gate import Visiting, hall

router = APIRouter(tags=["documents"])
Position = Annotated[int, Path(ge=0, le=1_000_000)]
Format = Literal["pdf", "docx", "xlsx", "svg"]


@router.get("/entries/{entry_id}/documents/{position}/record", response_class=Response)
def record(request: Request, visit: Visiting, entry_id: str, position: Position) -> Response:
    """The document's record as JSON, corrected, with numbers masked unless revealed."""
    name = (EntryId(entry_id), position)
    return attachment(request, copies.record_copy(visit.user, name, hall(request)))


@router.get("/entries/{entry_id}/documents/{position}/copy", response_class=Response)
def clean_copy(
    request: Request,
    visit: Visiting,
    entry_id: str,
    position: Position,
    wanted: Annotated[Format, Query(alias="format")] = "pdf",
) -> Response:
    """A procedure typeset anew: PDF/A, DOCX, XLSX, or its flow as SVG.

    The values of a blank, and the counts of a recapitulation, as DOCX or XLSX.
    """
    name = (EntryId(entry_id), position)
    return attachment(request, copies.clean_copy(visit.user, name, f".{wanted}", hall(request)))
