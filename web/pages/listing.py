"""The list of documents with its filters."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from records.keeping import User
from service import library, permissions
from service.library import DocumentFilter
from service.permissions import Deed
from service.wiring import Services
from web.gate import Visiting, hall
from web.showing import show
from web.views.query import document_filter, href

router = APIRouter()
ROWS = 50


@router.get("/documents")
def documents(request: Request, visit: Visiting) -> Response:
    """Documents by kind, unit, month and need of review, newest first."""
    services = hall(request)
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    asked = request.query_params
    wanted = document_filter(asked)
    after = asked.get("after") or None
    page = library.documents(visit.user, wanted, services, after=after, limit=ROWS)
    return show(
        request,
        "documents.html",
        {
            "page": page,
            "wanted": wanted,
            "units": unit_choices(visit.user, wanted.unit, services),
            "is_narrowed": wanted != DocumentFilter(),
            "is_further": after is not None,
            "first_href": href("/documents", asked, after=None),
            "next_href": href("/documents", asked, after=page.after),
        },
    )


def unit_choices(user: User, chosen: str | None, services: Services) -> list[tuple[str, str]]:
    """Units to choose from: the known ones, the wordings of unknown letterheads, the chosen one."""
    known = {unit.code: unit.name for unit in library.units(user, services)}
    counted = library.archive_counts(user, services)
    found = {
        count.unit_code or count.unit or "": count.unit or count.unit_code or ""
        for count in counted
        if count.unit_code not in known and (count.unit or count.unit_code)
    }
    names = {**found, **known}
    if chosen:
        names.setdefault(chosen, chosen)
    return sorted(names.items(), key=lambda choice: choice[1])
