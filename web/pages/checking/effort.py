"""What checking costs, for heads: keystrokes and time a paper, by person and form."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from archive.desk.efforts import Effort
from service.keying import effort
from web.gate import Visiting, hall
from web.showing import show

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of the table."""

    who: str
    form: str
    papers: int
    values: int
    strokes_each: float
    seconds_each: float
    corrected: float


def _cost(told: Effort) -> Cost:
    papers = max(1, told.papers)
    return Cost(
        told.who,
        told.form,
        told.papers,
        told.values,
        round(told.strokes / papers, 1),
        round(told.ms / 1000 / papers, 1),
        told.corrected / max(1, told.values),
    )


def _sum(told: list[Effort]) -> Cost:
    whole = Effort(
        "",
        "",
        sum(one.papers for one in told),
        sum(one.values for one in told),
        sum(one.corrected for one in told),
        sum(one.strokes for one in told),
        sum(one.ms for one in told),
    )
    return _cost(whole)


@router.get("/review/effort")
def efforts(request: Request, visit: Visiting) -> Response:
    """The last month's checking."""
    told = effort.of_last_month(visit.user, hall(request))
    values = {"costs": [_cost(one) for one in told], "total": _sum(told) if told else None}
    return show(request, "effort.html", values)
