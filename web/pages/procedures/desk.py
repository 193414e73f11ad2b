"""A procedure's matrix beside its scan, the drawing laid over it; a click on a cell corrects it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from archive.desk.reviews import Review
from records.errors import NotFound, ValueRefused
from records.findings import Matrix, Record
from records.keeping import EntryId, document_name
from service import library
from service.review import deeds, reshaping
from service.review.deeds import ReviewDesk
from service.review.shape import Change, Reshaping, text_to_reshaping
from web.gate import Visit, Visiting, hall, tongue_of
from web.pages.sign_in import SEE_OTHER
from web.showing import show
from web.views.leaves import PICTURE_WIDTH, bare_leaf, page_to_leaf
from web.views.matrix_view import matrix_to_view
from web.views.procedures.line_tools import path_to_tools
from web.views.procedures.overlay import cell_place, to_overlay
from web.views.query import href, number
from web.views.review_view import ItemView, item_to_view, path_label
from web.views.values import Reader

router = APIRouter()
MOST_LEAVES = 12
LONGEST_PATH = 200


@router.get("/entries/{entry_id}/matrix")
def matrix_desk(request: Request, visit: Visiting, entry_id: str) -> Response:
    """The matrix and its paper; the cell named in the address is open for correction."""
    asked, services, tongue = request.query_params, hall(request), tongue_of(request)
    name = (EntryId(entry_id), number(asked.get("document", ""), 0, 0))
    opened = deeds.desk(visit.user, name, services)
    matrix = opened.record.matrix
    if matrix is None:
        raise NotFound(what=document_name(*name))
    here = f"/entries/{entry_id}/matrix"
    pages = _pages(opened.record)
    item = _item(request, visit, opened, asked.get("path", "")[:LONGEST_PATH])
    return show(
        request,
        "matrix.html",
        {
            "filed": opened.filed,
            "matrix": matrix_to_view(matrix, Reader(tongue, opened.record.evidence, "")),
            "doubtful": _doubtful(opened.record),
            "left": sum(1 for item in opened.items if item.needs_review),
            "leaves": [_leaf(request, visit, opened, matrix, page) for page in pages],
            "item": item,
            "tools": path_to_tools(item.path if item else "", matrix, tongue),
            "mark": reshaping.mark_of(opened.record),
            "last": _last_of(visit, opened),
            "label_of": lambda path: path_label(path, {}, opened.record, tongue),
            "cell": lambda path: href(here, {"document": str(name[1]), "path": path}),
            "masked": opened.masked,
            "following": href("/review/next", {}, after=document_name(*name)),
        },
    )


@router.post("/entries/{entry_id}/matrix")
async def change(request: Request, visit: Visiting, entry_id: str) -> Response:
    """Add, remove or move a row or a column, or take the last word on the matrix back."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    name, services = (EntryId(entry_id), number(form.get("document", ""), 0, 0)), hall(request)
    here = f"/entries/{entry_id}/matrix"
    if form.get("undo", "").isdecimal():
        await run_in_threadpool(deeds.undo, visit.user, name, int(form["undo"]), services)
        return RedirectResponse(href(here, {}, document=name[1]), SEE_OTHER)
    told = form.get("change", "")[:LONGEST_PATH]
    try:
        wanted = text_to_reshaping(told, form.get("name", ""))
    except ValueError as error:
        raise ValueRefused(value=told) from error
    shown = form.get("shown", "")
    await run_in_threadpool(reshaping.change_matrix, visit.user, name, wanted, shown, services)
    back = href(here, {"document": str(name[1]), "path": _place_after(wanted)})
    return RedirectResponse(f"{back}#cell", SEE_OTHER)


def _place_after(wanted: Reshaping) -> str:
    """The cell to go on with: of what was added or moved; none where it is gone."""
    if wanted.change in {Change.ROW_REMOVE, Change.ACTOR_REMOVE}:
        return ""
    at = wanted.to if wanted.change in {Change.ROW_MOVE, Change.ACTOR_MOVE} else wanted.at
    is_row = wanted.change in {Change.ROW_ADD, Change.ROW_MOVE}
    return f"matrix.steps.{at}.activity" if is_row else f"matrix.actors.{at}"


def _last_of(visit: Visit, opened: ReviewDesk) -> Review | None:
    """The person's own last word on the matrix that still stands, where it is the very last."""
    undone = {word.undoes for word in opened.history}
    said = [w for w in opened.history if w.verdict != "undo" and w.number not in undone]
    said = [word for word in said if word.path.startswith("matrix.")]
    return said[-1] if said and said[-1].who == visit.user.name else None


def _pages(record: Record) -> list[int]:
    """Pages the matrix stands on; the document's first where no place is known."""
    found = {e.page for path, e in record.evidence.items() if path.startswith("matrix.")}
    return sorted(found)[:MOST_LEAVES] or list(record.pages[:1])


def _doubtful(record: Record) -> frozenset[str]:
    """Cells somebody should look at; a mark's doubt is its cell's."""
    found = set()
    for path, evidence in record.evidence.items():
        if evidence.needs_review:
            found.add(path)
            parts = path.split(".")
            if len(parts) > 4 and parts[3] == "marks" and record.matrix:
                actor = record.matrix.steps[int(parts[2])].marks[int(parts[4])].actor
                found.add(f"matrix.steps.{parts[2]}.actors.{actor}")
            elif parts[1:2] == ["edges"] and record.matrix:
                step, actor = record.matrix.edges[int(parts[2])].start
                found.add(f"matrix.steps.{step}.exits.{actor}")
    return frozenset(found)


def _leaf(
    request: Request, visit: Visit, opened: ReviewDesk, matrix: Matrix, page: int
) -> dict[str, Any]:
    try:
        words = library.page_words(visit.user, opened.filed.entry, page, hall(request))
        leaf = page_to_leaf(words, (), frozenset())
    except NotFound:  # the page could not be read; its picture may still be had
        leaf = bare_leaf(page, ())
    ratio = leaf.height / PICTURE_WIDTH
    overlay = to_overlay(matrix, opened.record.evidence, page, ratio, tongue_of(request))
    return {"leaf": leaf, "overlay": overlay}


def _item(request: Request, visit: Visit, opened: ReviewDesk, path: str) -> ItemView | None:
    """The value asked for, or the first doubtful one of the matrix."""
    filed, record, tongue = opened.filed, opened.record, tongue_of(request)
    waiting = (i.path for i in opened.items if i.needs_review and i.path.startswith("matrix."))
    path = path or next(waiting, "")
    if not path:
        return None
    found = next((one for one in opened.items if one.path == path), None)
    if found is None:
        found = deeds.item(visit.user, (filed.entry, filed.position), path, hall(request))
    if found.box is None and (place := cell_place(record, path)):
        found = replace(found, page=place[0], box=place[1])
    return item_to_view(found, filed, path_label(path, {}, record, tongue), "", tongue)
