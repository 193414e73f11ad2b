"""One unit's month: what is there and what is missing, its steps, and the deeds open to one."""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from records.keeping import User
from records.months import MonthState, MonthStep
from service.months import steps
from service.months.unit_month import UnitMonth, open_month
from service.permissions import Deed
from service.proof.month_proof import last_proof
from service.sealing import closing
from service.wiring import Services
from web.gate import Visiting, hall, tongue_of
from web.language import Tongue
from web.pages.sign_in import SEE_OTHER
from web.problems import DoorRefused
from web.showing import show
from web.views.months.month_words import (
    DEEDS,
    DONE,
    PAST,
    SIGNS,
    sort_of,
    state_words,
    what_label,
)
from web.views.query import LONGEST, href, number

router = APIRouter()
Month = Annotated[str, Path(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
ROWS = 40
"""Papers listed at once; the rest by turning the list's pages."""
WAY = (MonthState.OPEN, MonthState.SUBMITTED, MonthState.ACCEPTED, MonthState.SEALED)


@router.get("/archive/{month}")
def month_page(request: Request, visit: Visiting, month: Month) -> Response:
    """The month of the unit named in the address."""
    services, tongue, asked = hall(request), tongue_of(request), request.query_params
    unit = asked.get("unit", "")[:LONGEST]
    opened = open_month(visit.user, unit, month, services)
    sort = asked.get("sort", "")[:LONGEST]
    papers = [p for p in opened.papers if not sort or sort_of(p.filed) == sort]
    offset = number(asked.get("offset", ""), 0, 0)
    here = f"/archive/{month}"
    return show(
        request,
        "month.html",
        {
            "opened": opened,
            "papers": papers[offset : offset + ROWS],
            "sorts": _sorts(opened, tongue),
            "sort": sort,
            "expected": [(e, what_label(e.expected.what, tongue)) for e in opened.expected],
            "way": _way(opened, tongue),
            "deeds": [DEEDS[step] for step in MonthStep if step in _open_deeds(opened)],
            "past": {str(step): tongue.text(word) for step, word in PAST.items()},
            "said": tongue.text(DONE.get(asked.get("done", ""), "")),
            "state_words": lambda one: state_words(one, tongue),
            "signs": SIGNS,
            "reported": sum(one.has_reported for one in opened.below),
            "proof": last_proof(visit.user, unit, month, services) if opened.seals else None,
            "at": lambda **changes: href(here, asked, **{"done": None, **changes}),
            "to": lambda part: href(f"{here}/{part}", {}, unit=unit),
            "neighbours": [
                href(f"/archive/{_beside(month, step)}", {}, unit=unit) for step in (-1, 1)
            ],
            "following": offset + ROWS if offset + ROWS < len(papers) else None,
            "earlier": max(0, offset - ROWS) if offset else None,
            "may_export": visit.may(Deed.EXPORT),
        },
    )


@router.post("/archive/{month}/steps")
async def take_step(request: Request, visit: Visiting, month: Month) -> Response:
    """Take a step with a month: submit, say nihil, return, accept, seal, add a supplement."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    step, unit = form.get("step", ""), form.get("unit", "")[:LONGEST]
    if step not in DEEDS or (DEEDS[step].sure and form.get("sure") != "1"):
        raise DoorRefused(422)
    reason = form.get("reason", "")
    await run_in_threadpool(_take, visit.user, unit, month, step, reason, hall(request))
    told = urlencode({"unit": unit, "done": step})
    return RedirectResponse(f"/archive/{month}?{told}", SEE_OTHER)


def _take(user: User, unit: str, month: str, step: str, reason: str, services: Services) -> None:
    if step == MonthStep.RETURN:
        steps.send_back(user, unit, month, services, reason=reason)
        return
    deeds = {
        MonthStep.SUBMIT: steps.submit,
        MonthStep.NIHIL: steps.declare_nihil,
        MonthStep.ACCEPT: steps.accept,
        MonthStep.SEAL: closing.seal,
        MonthStep.SUPPLEMENT: closing.supplement,
    }
    deeds[MonthStep(step)](user, unit, month, services)


def _open_deeds(opened: UnitMonth) -> frozenset[MonthStep]:
    """Steps that make sense now: nihil only of an empty month, a supplement only of late papers."""
    may = set(opened.history.may)
    if opened.papers:
        may.discard(MonthStep.NIHIL)
    if not opened.unsealed:
        may.discard(MonthStep.SUPPLEMENT)
    return frozenset(may)


def _sorts(opened: UnitMonth, tongue: Tongue) -> list[tuple[str, str, int]]:
    """(sort, its words, papers) of what there is, the most first."""
    counted = Counter(sort_of(paper.filed) for paper in opened.papers)
    return [(sort, what_label(sort, tongue), n) for sort, n in counted.most_common()]


def _way(opened: UnitMonth, tongue: Tongue) -> list[dict[str, object]]:
    """The states a month goes through, with who led it into each."""
    state = opened.month.state
    now = WAY.index(state) if state in WAY else 0
    last = {str(one.after): one for one in opened.history.steps}
    return [
        {
            "state": str(one),
            "is_done": number < now or (number == now and one is MonthState.SEALED),
            "is_now": number == now,
            "step": last.get(str(one)) if 0 < number <= now else None,
        }
        for number, one in enumerate(WAY)
    ]


def _beside(month: str, by: int) -> str:
    """The month before or after."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{count // 12:04}-{count % 12 + 1:02}"
