"""The search page."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from index.entries import Sort
from service import permissions, searching
from service.access import searches
from service.permissions import Deed
from service.searching import Narrowing
from web.gate import Visiting, hall, tongue_of
from web.pages.listing import unit_choices
from web.pages.sign_in import SEE_OTHER, inner_path
from web.showing import office_forms, show
from web.views.form_words import form_title
from web.views.hits import answer_to_facets, answer_to_hits, sort_choices
from web.views.query import href, number

router = APIRouter()
ROWS = 20
DEEPEST = 2_000
"""Hits that can be paged through; beyond, narrowing helps more than turning pages."""
LONGEST_QUERY = 300
KEPT = ("unit", "month", "until", "kind", "form", "officer", "village", "sort")
LONGEST_FACET = 200
EXAMPLES = ("kunjungan warga", '"problem solving"', "laporan bulanan", "siskamling")


@router.get("/search")
def search(request: Request, visit: Visiting) -> Response:
    """Documents that answer a query, with snippets, facets and links into the paper."""
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    asked = request.query_params
    query = asked.get("q", "").strip()[:LONGEST_QUERY]
    kept = [(key, asked[key]) for key in KEPT if asked.get(key)]
    if not query:
        saved = searches.mine(visit.user, hall(request))
        values = {
            "query": "",
            "kept": kept,
            "results": None,
            "examples": EXAMPLES,
            "saved": saved,
        }
        return show(request, "search.html", values)
    return _found(request, visit, query, kept)


@router.post("/search/keep")
async def keep(request: Request, visit: Visiting) -> Response:
    """Keep a search under a name, or forget one."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    name, asked = form.get("name", ""), form.get("asked", "")
    if asked:
        await run_in_threadpool(searches.keep, visit.user, name, asked, hall(request))
        return RedirectResponse(inner_path(f"/search?{asked}"), SEE_OTHER)
    await run_in_threadpool(searches.forget, visit.user, name, hall(request))
    return RedirectResponse("/search", SEE_OTHER)


def _form_names(request: Request) -> dict[str, str]:
    tongue, forms = tongue_of(request), office_forms(request)
    return {form.id: tongue.text(form_title(form.id, forms)) for form in forms}


def _found(request: Request, visit: Visiting, query: str, kept: list[tuple[str, str]]) -> Response:
    services, tongue, asked = hall(request), tongue_of(request), request.query_params
    offset = min(DEEPEST, number(asked.get("offset", ""), 0, 0))
    sort = Sort(asked["sort"]) if asked.get("sort") in set(Sort) else Sort.RELEVANCE
    narrowing = Narrowing(
        asked.get("unit") or None,
        asked.get("month") or None,
        asked.get("kind") or None,
        asked.get("until") or None,
        form=asked.get("form", "")[:LONGEST_FACET] or None,
        officer=asked.get("officer", "")[:LONGEST_FACET] or None,
        village=asked.get("village", "")[:LONGEST_FACET] or None,
    )
    answer = searching.search(
        visit.user, query, services, narrowing=narrowing, limit=ROWS, offset=offset, sort=sort
    )
    results = answer.results
    names = dict(unit_choices(visit.user, None, services))
    following = offset + ROWS
    has_more = following < min(results.total, DEEPEST)
    return show(
        request,
        "search.html",
        {
            "query": query,
            "kept": kept,
            "kept_undated": [pair for pair in kept if pair[0] not in {"month", "until"}],
            "asked": urlencode([("q", query), *kept]),
            "dates": (asked.get("month", ""), asked.get("until", "")),
            "results": results,
            "hits": answer_to_hits(answer, query),
            "hints": [
                hint.text_en if tongue.code == "en" else hint.text_id for hint in results.hints
            ],
            "facets": answer_to_facets(answer, asked, tongue, names, _form_names(request)),
            "sorts": sort_choices(asked, sort, tongue),
            "back_href": href("/search", asked, offset=max(0, offset - ROWS)) if offset else "",
            "next_href": href("/search", asked, offset=following) if has_more else "",
        },
    )
