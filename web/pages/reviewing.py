"""Checking what the machine read: the queue, the desk, one field over many papers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from records.errors import NotFound
from records.keeping import EntryId, document_name
from service import library, permissions
from service.keying import twice
from service.library import DocumentFilter
from service.permissions import Deed
from service.review import deeds, reveals
from service.review.deeds import ReviewDesk
from web.gate import Visit, Visiting, hall, tongue_of
from web.pages.sign_in import SEE_OTHER, inner_path
from web.showing import office_forms, show
from web.views.form_words import form_words
from web.views.leaves import bare_leaf, page_to_leaf
from web.views.query import href, number
from web.views.record_view import filed_title
from web.views.review_view import ItemView, item_to_view, path_label

router = APIRouter()
ROWS = 50
MOST_LEAVES = 12
LONGEST_PATH = 200


@router.get("/review")
def queue(request: Request, visit: Visiting) -> Response:
    """Documents with values to check, newest first."""
    permissions.require(visit.user, Deed.REVIEW)
    asked = request.query_params
    page = library.documents(
        visit.user,
        DocumentFilter(needs_review=True),
        hall(request),
        after=asked.get("after") or None,
        limit=ROWS,
    )
    forms = sorted({filed.form for filed in page.documents if filed.form})
    values = {
        "page": page,
        "sweeps": [(form, list(form_words(form, office_forms(request)).items())) for form in forms],
        "next_href": href("/review", {}, after=page.after),
        "twice_on": bool(hall(request).settings.review.fields_twice()),
        "twice_mine": twice.tally(visit.user, hall(request)).mine,
    }
    return show(request, "review_queue.html", values)


@router.get("/review/next")
def following(request: Request, visit: Visiting) -> Response:
    """Go on to the next document with values to check; to the queue where there is none."""
    after = request.query_params.get("after") or None
    found = deeds.next_in_line(visit.user, after, hall(request))
    if found is None or document_name(found.entry, found.position) == after:
        return RedirectResponse("/review", SEE_OTHER)
    return RedirectResponse(f"/entries/{found.entry}/review?document={found.position}", SEE_OTHER)


@router.get("/review/sweep")
def sweep(request: Request, visit: Visiting) -> Response:
    """One field of a form over all papers where it is doubtful."""
    asked, tongue = request.query_params, tongue_of(request)
    form, key = asked.get("form", "")[:LONGEST_PATH], asked.get("key", "")[:LONGEST_PATH]
    found = deeds.sweep(visit.user, form, key, hall(request))
    label = path_label(f"fields.{key}", form_words(form, office_forms(request)), None, tongue)
    items = [
        item_to_view(item, filed, label, filed_title(filed, tongue), tongue)
        for filed, item in found
    ]
    return show(request, "review_sweep.html", {"items": items, "label": label})


@router.get("/entries/{entry_id}/review")
def desk(request: Request, visit: Visiting, entry_id: str) -> Response:
    """The paper beside the values to check; one asked for by its path comes first."""
    asked, services = request.query_params, hall(request)
    name = (EntryId(entry_id), number(asked.get("document", ""), 0, 0))
    opened = deeds.desk(visit.user, name, services)
    path = asked.get("path", "")[:LONGEST_PATH]
    doubled = deeds.keyed_twice(opened, services)
    items = [
        item
        for item in opened.items
        if (item.needs_review or "all" in asked) and item.path not in doubled
    ]
    if path:
        first = deeds.item(visit.user, name, path, services)
        items = [first, *(item for item in items if item.path != path)]
    tongue = tongue_of(request)
    filed, record = opened.filed, opened.record
    words = form_words(filed.form, office_forms(request))

    def label_of(path: str) -> str:
        return path_label(path, words, record, tongue)

    views = [item_to_view(item, filed, label_of(item.path), "", tongue) for item in items]
    values = _values(request, visit, opened, views)
    return show(request, "review.html", {**values, "label_of": label_of, "doubled": len(doubled)})


def _values(
    request: Request, visit: Visit, opened: ReviewDesk, items: list[ItemView]
) -> dict[str, Any]:
    filed = opened.filed
    here = f"/entries/{filed.entry}/review"
    pages = sorted({item.page for item in items if item.page}) or list(filed.pages[:1])
    return {
        "filed": filed,
        "items": items,
        "leaves": [_leaf(request, visit, filed.entry, page) for page in pages[:MOST_LEAVES]],
        "masked": opened.masked,
        "history": list(reversed(opened.history))[:ROWS],
        "here_all": href(here, {}, document=filed.position, all="1"),
        "following": href("/review/next", {}, after=document_name(filed.entry, filed.position)),
    }


def _leaf(request: Request, visit: Visit, entry: EntryId, page: int) -> Any:
    try:
        words = library.page_words(visit.user, entry, page, hall(request))
    except NotFound:  # the page could not be read; its picture may still be had
        return bare_leaf(page, ())
    return page_to_leaf(words, (), frozenset())


@router.post("/entries/{entry_id}/review")
async def say(request: Request, visit: Visiting, entry_id: str) -> Response:
    """A word on a value from a page without scripts."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    name = (EntryId(entry_id), number(form.get("document", ""), 0, 0))
    path, shown = form.get("path", ""), form.get("shown", "")
    typed = form.get("typed", shown)
    services = hall(request)
    if typed == shown:
        await run_in_threadpool(deeds.accept, visit.user, name, path, shown, services)
    else:
        await run_in_threadpool(deeds.correct, visit.user, name, path, shown, typed, services)
    back = inner_path(form.get("back", f"/entries/{entry_id}/review?document={name[1]}"))
    return RedirectResponse(back, SEE_OTHER)


@router.post("/entries/{entry_id}/reveal")
async def reveal(request: Request, visit: Visiting, entry_id: str) -> Response:
    """Open a document's masked numbers to oneself for a while."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    name = (EntryId(entry_id), number(form.get("document", ""), 0, 0))
    why = form.get("reason", "")
    await run_in_threadpool(reveals.reveal, visit.user, name, why, hall(request))
    return RedirectResponse(inner_path(form.get("back", "/")), SEE_OTHER)
