"""What is due, the schedule, and lists of papers that go by the word of two persons."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.routes.vault.shapes import (
    Affirmed,
    DueShape,
    ListShape,
    NewList,
    NewVote,
    RuleShape,
    WholeListShape,
)
from service.permissions import Deed, require
from service.retention import proposals, schedule
from service.retention.destroying import destroy
from service.retention.due import due
from web.deeds import Number
from web.gate import Visiting, hall, reaffirm

router = APIRouter(prefix="/retention", tags=["retention"])


@router.get("/due")
def due_groups(
    request: Request,
    visit: Visiting,
    unit: Annotated[str, Query(max_length=200)] = "",
    *,
    everything: Annotated[bool, Query(alias="all")] = False,
) -> list[DueShape]:
    """Sealed papers whose period is over, by unit, month and archive code; `all`: also the rest."""
    found = due(visit.user, hall(request), unit=unit, everything=everything)
    return [DueShape.of(one) for one in found]


@router.get("/schedule")
def rules(request: Request, visit: Visiting) -> list[RuleShape]:
    """The retention schedule by code."""
    if not visit.may(Deed.ADMINISTER):
        require(visit.user, Deed.OVERSEE)
    return [RuleShape.of(one) for one in schedule.schedule(visit.user, hall(request))]


@router.get("/lists")
def lists(request: Request, visit: Visiting) -> list[ListShape]:
    """The lists within sight, newest first."""
    return [ListShape.of(one) for one in proposals.destruction_lists(visit.user, hall(request))]


@router.post("/lists", status_code=201)
def propose(request: Request, visit: Visiting, wanted: NewList) -> ListShape:
    """Draw up a list of the unit's papers (with all below) that may go."""
    made = proposals.propose(
        visit.user,
        wanted.unit,
        hall(request),
        reason=wanted.reason,
        year=wanted.year,
        asked=wanted.asked,
    )
    return ListShape.of(made)


@router.get("/lists/{number}")
def one_list(request: Request, visit: Visiting, number: Number) -> WholeListShape:
    """One list with its papers."""
    return WholeListShape.whole(proposals.destruction_list(visit.user, number, hall(request)))


@router.post("/lists/{number}/votes", status_code=201)
def vote(request: Request, visit: Visiting, number: Number, said: NewVote) -> ListShape:
    """Approve a list, one's password given, as two persons must; or refuse it with a reason."""
    require(visit.user, Deed.DESTROY)
    services = hall(request)
    if said.verdict == "approve":
        reaffirm(request, visit.user, said.password)
        return ListShape.of(proposals.approve(visit.user, number, services))
    return ListShape.of(proposals.refuse(visit.user, number, services, reason=said.reason))


@router.post("/lists/{number}/destruction")
def carry_out(request: Request, visit: Visiting, number: Number, affirmed: Affirmed) -> ListShape:
    """Carry out an approved list, one's password given; its seals are the certificates."""
    require(visit.user, Deed.DESTROY)
    reaffirm(request, visit.user, affirmed.password)
    return ListShape.of(destroy(visit.user, number, hall(request)))
