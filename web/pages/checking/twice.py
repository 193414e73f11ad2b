"""Double keying: one value at a time, typed from the paper without the machine's reading."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from records.errors import KeyedAlready, NotFound, ValueRefused
from records.keeping import EntryId
from service import library, permissions
from service.keying import twice
from service.keying.doubles import Turn
from service.keying.twice import Waiting
from service.permissions import Deed
from web.gate import Visit, Visiting, hall, tongue_of
from web.pages.sign_in import SEE_OTHER
from web.problems import Told, tell
from web.showing import office_forms, show
from web.views.form_words import form_words
from web.views.leaves import bare_leaf, page_to_leaf
from web.views.query import href, number
from web.views.review_view import item_to_view, path_label

router = APIRouter()
MOST_SKIPPED = 10_000
LONGEST_TYPED = 4_000


@router.get("/review/twice")
def keying(request: Request, visit: Visiting) -> Response:
    """The next value that waits for me."""
    skip = min(MOST_SKIPPED, number(request.query_params.get("skip", ""), 0, 0))
    return _page(request, visit, skip, None, "")


def _page(request: Request, visit: Visit, skip: int, told: Told | None, typed: str) -> Response:
    permissions.require(visit.user, Deed.REVIEW)
    services = hall(request)
    tally = twice.tally(visit.user, services)
    waiting = twice.next_waiting(visit.user, services, skip=skip)
    values = {
        "tally": tally,
        "told": told,
        "typed": typed,
        "is_on": bool(services.settings.review.fields_twice()),
        "skip": skip,
        "skip_href": href("/review/twice", {}, skip=skip + 1) if tally.mine > skip + 1 else "",
        "waiting": None,
        **(_waiting(request, visit, waiting) if waiting else {}),
    }
    return show(request, "keying.html", values, told.status if told else 200)


def _waiting(request: Request, visit: Visit, waiting: Waiting) -> dict[str, Any]:
    tongue, filed, item = tongue_of(request), waiting.filed, waiting.item
    words = form_words(filed.form, office_forms(request))
    label = path_label(item.path, words, waiting.record, tongue)
    # a paper's title is often the very value: it is not told to those who type blind
    view = item_to_view(item, filed, label, "", tongue)
    page = item.page or filed.pages[0]
    try:
        leaf = page_to_leaf(
            library.page_words(visit.user, filed.entry, page, hall(request)), (), frozenset()
        )
    except NotFound:
        leaf = bare_leaf(page, ())
    is_third = waiting.turn is Turn.THIRD
    read = [view.shown] if is_third and view.shown not in waiting.typed else []
    return {
        "waiting": waiting,
        "item": view,
        "leaf": leaf,
        "filed": filed,
        "is_third": is_third,
        "choices": [*waiting.typed, *read],
    }


@router.post("/review/twice")
async def key(request: Request, visit: Visiting) -> Response:
    """Keep what was typed and go on to the next value."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    name = (EntryId(form.get("entry", "")), number(form.get("document", ""), 0, 0))
    typed, skip = form.get("typed", "")[:LONGEST_TYPED], number(form.get("skip", ""), 0, 0)
    path, services = form.get("path", "")[:200], hall(request)
    try:
        await run_in_threadpool(twice.key, visit.user, name, path, typed, services)
    except ValueRefused as error:
        told = tell(error, tongue_of(request))
        return await run_in_threadpool(_page, request, visit, skip, told, typed)
    except KeyedAlready:
        pass  # sent twice, or settled meanwhile: the next value is what is wanted
    return RedirectResponse(href("/review/twice", {}, skip=skip or None), SEE_OTHER)
