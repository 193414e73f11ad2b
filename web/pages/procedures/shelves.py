"""The library of procedures, and two versions of one side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from records.errors import NotFound
from records.keeping import EntryId
from service import permissions
from service.permissions import Deed
from service.procedures.differences import compare
from service.procedures.library import ROWS, family_of, procedure, shelf
from web.gate import Visiting, hall, tongue_of
from web.showing import show
from web.views.procedures.version_view import (
    difference_to_view,
    family_to_view,
    version_name,
)
from web.views.query import LONGEST, href, number

router = APIRouter()


@router.get("/procedures")
def library(request: Request, visit: Visiting) -> Response:
    """Procedures by unit and title; each as the version in force, the others behind it."""
    services, tongue, asked = hall(request), tongue_of(request), request.query_params
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    unit, text = (asked.get(key, "")[:LONGEST] for key in ("unit", "text"))
    offset = number(asked.get("offset", ""), 0, 0)
    found = shelf(visit.user, services, unit=unit, text=text, offset=offset)
    families = [family_to_view(one, tongue) for one in found.families]
    return show(
        request,
        "procedures.html",
        {
            "families": families,
            "total": found.total,
            "units": found.units,
            "asked": {"unit": unit, "text": text},
            "is_narrowed": bool(unit or text),
            "following": href("/procedures", asked, offset=found.following),
            "has_more": found.following is not None,
            "earlier": href("/procedures", asked, offset=max(0, offset - ROWS)) if offset else "",
        },
    )


@router.get("/procedures/compare")
def versions(request: Request, visit: Visiting) -> Response:
    """Two versions of a procedure with their differences marked."""
    services, tongue, asked = hall(request), tongue_of(request), request.query_params
    old, new = (_named(asked.get(key, "")) for key in ("old", "new"))
    before, after = (procedure(visit.user, name, services) for name in (old, new))
    family = family_of(visit.user, new, services)
    found = compare(before.record, after.record)
    only = asked.get("only") == "1"
    return show(
        request,
        "procedure_compare.html",
        {
            "view": difference_to_view(found, (before, after), tongue, only_changed=only),
            "family": family_to_view(family, tongue),
            "names": (version_name(*old), version_name(*new)),
            "only": only,
            "at": lambda **changes: href("/procedures/compare", asked, **changes),
        },
    )


def _named(text: str) -> tuple[EntryId, int]:
    entry, _, position = text[:LONGEST].rpartition("-")
    if not (entry.isalnum() and position.isdecimal() and len(position) < 7):
        raise NotFound(what=text[:LONGEST])
    return EntryId(entry), int(position)
