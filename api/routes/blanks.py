"""Blanks to be printed: the forms, numbered copies as PDF, and what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.shapes import FiledShape
from compose.blank.sheet import Paper
from records.keeping import EntryId
from service import permissions
from service.permissions import Deed
from service.printing import ordering, serials
from service.printing.ordering import MOST_COPIES, Order
from web.gate import Visiting, hall

router = APIRouter(prefix="/blanks", tags=["blanks"])
CHUNK = 256 * 1024
MOST_POSITIONS = 1 << 20
"""More documents than a file holds."""


class PrintableShape(BaseModel):
    """A form that can be printed."""

    id: str
    version: int
    title: str


class OrderShape(BaseModel):
    """What is to be printed, for which unit (its path code)."""

    form: str = Field(max_length=60)
    unit: str = Field(max_length=200)
    copies: int = Field(1, ge=1, le=MOST_COPIES)
    paper: Paper = Paper.A4


class PrintShape(BaseModel):
    """Copies that were printed in one go."""

    form: str
    version: int
    unit: str
    paper: str
    first_serial: int
    last_serial: int
    at: datetime
    who: str


@router.get("/forms")
def forms(request: Request, visit: Visiting) -> list[PrintableShape]:
    """The forms one may print."""
    return [
        PrintableShape(id=form.id, version=form.version, title=form.titles[0])
        for form in ordering.printable_forms(visit.user, hall(request))
    ]


@router.get("/prints")
def prints(request: Request, visit: Visiting) -> list[PrintShape]:
    """What was printed for units within sight, newest first."""
    return [
        PrintShape(
            form=one.form,
            version=one.version,
            unit=one.unit,
            paper=one.paper,
            first_serial=one.first_serial,
            last_serial=one.last_serial,
            at=one.at,
            who=one.who,
        )
        for one in ordering.earlier_prints(visit.user, hall(request))
    ]


@router.get("/preview", response_class=StreamingResponse)
def preview(
    request: Request,
    visit: Visiting,
    form: Annotated[str, Query(max_length=60)],
    unit: Annotated[str, Query(max_length=200)],
    paper: Paper = Paper.A4,
) -> StreamingResponse:
    """One copy as it would be printed, numbered 000000; nothing is kept."""
    pdf = ordering.preview(visit.user, Order(form, unit, 1, paper), hall(request))
    return _pdf(pdf, f"{form}.pdf")


@router.get("/same-number")
def same_number(
    request: Request,
    visit: Visiting,
    entry: Annotated[str, Query(max_length=26)],
    position: Annotated[int, Query(ge=0, le=MOST_POSITIONS)] = 0,
) -> list[FiledShape]:
    """Other documents within sight whose paper bears the serial number of this one."""
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    found = serials.same_number(visit.user, EntryId(entry), position, hall(request))
    return [FiledShape.of(one) for one in found]


@router.post("", response_class=StreamingResponse)
def print_blanks(request: Request, visit: Visiting, order: OrderShape) -> StreamingResponse:
    """Numbered copies as one PDF/A; their numbers: `x-first-serial`, `x-last-serial`."""
    wanted = Order(order.form, order.unit, order.copies, order.paper)
    made = ordering.print_blanks(visit.user, wanted, hall(request))
    answer = _pdf(made.pdf, made.name)
    answer.headers["x-first-serial"] = str(made.first_serial)
    answer.headers["x-last-serial"] = str(made.last_serial)
    return answer


def _pdf(pdf: bytes, name: str) -> StreamingResponse:
    def chunks() -> Iterator[bytes]:
        for start in range(0, len(pdf), CHUNK):
            yield pdf[start : start + CHUNK]

    headers = {
        "content-length": str(len(pdf)),
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return StreamingResponse(chunks(), media_type="application/pdf", headers=headers)
