"""The start page: what waits for this person."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from records.keeping import State, User
from service import library
from service.backup.standing import standing
from service.filing import refiling
from service.keying import twice
from service.library import DocumentFilter, EntryFilter
from service.months.waiting import Waiting, can_be_asked, waiting
from service.permissions import Deed
from service.uploading import resuming
from service.wiring import Services
from web.gate import Visit, Visiting, hall
from web.pages.overseeing import queue_values
from web.showing import show
from web.views.months.month_words import DEEDS

router = APIRouter()
SHORT_LIST = 6
"""Rows of a list on the start page."""
TALLY_LIMIT = 100
"""Doubtful documents are counted up to here; beyond it stands a plus sign."""


@router.get("/")
def start(request: Request, visit: Visiting) -> Response:
    """What waits: uploads being read, failures, values to look at; and what is new."""
    services = hall(request)
    user = visit.user
    values = {
        "now": services.clock(),
        "waiting": (),
        "failed": (),
        "unfinished": len(resuming.mine(user, services)) if visit.may(Deed.UPLOAD) else 0,
        "keyings": _keyings(visit, services),
    }
    if not visit.may(Deed.READ):
        return show(request, "start.html", values | _caretaking(request, visit))
    counts = library.counts_by_state(user, services)
    doubtful = library.documents(
        user, DocumentFilter(needs_review=True), services, limit=TALLY_LIMIT
    )
    recent = library.documents(user, DocumentFilter(), services, limit=SHORT_LIST)
    tallies = {
        **{state.value: counts.get(state, 0) for state in State},
        "doubtful": len(doubtful.documents),
        "more_doubtful": doubtful.after is not None,
    }
    lists = {
        name: library.entries(user, EntryFilter(state=state), services, limit=SHORT_LIST).entries
        for name, state in (("waiting", State.RECEIVED), ("failed", State.FAILED))
    }
    return show(
        request,
        "start.html",
        {
            **values,
            **lists,
            "tallies": tallies,
            "doubtful": doubtful.documents[:SHORT_LIST],
            "recent": recent.documents,
            "months": _months(user, services),
            "unfiled": refiling.tray(user, services).count if visit.may(Deed.FILE) else 0,
        },
    )


def _caretaking(request: Request, visit: Visit) -> dict[str, Any]:
    """What waits for who looks after the service: the queue, the disk, the backup."""
    return {**queue_values(request, visit), "standing": standing(visit.user, hall(request))}


def _keyings(visit: Visit, services: Services) -> int:
    """Values that wait to be keyed by this person, where an office wants some twice."""
    is_on = bool(services.settings.review.fields_twice())
    return twice.tally(visit.user, services).mine if is_on and visit.may(Deed.REVIEW) else 0


def _months(user: User, services: Services) -> list[tuple[Waiting, str]]:
    """Months that wait for this person, with the word for the step."""
    if not can_be_asked(user):
        return []
    return [(one, DEEDS[one.step].label) for one in waiting(user, services)[:SHORT_LIST]]
