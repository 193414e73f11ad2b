"""Units and officers: what is known of them, taken over from a table and given out as one."""

from __future__ import annotations

from typing import Any, BinaryIO

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError
from service import permissions
from service.permissions import Deed
from service.units import registry
from service.units.tables import UnitTables
from web.gate import Visit, Visiting, hall, tongue_of
from web.language import mark
from web.problems import DoorRefused, tell
from web.showing import show
from web.tables import MEDIA, given_table, kept_table, table_answer

router = APIRouter()
TAKEN = mark("Tabel diambil alih: {units} satuan, {officers} penugasan; {moved} dokumen diberkas.")


def _values(request: Request, visit: Visit) -> dict[str, Any]:
    found = registry.known_units(visit.user, hall(request))
    return {
        "units": found.units,
        "officers": sorted(found.postings, key=lambda one: (one.unit, one.name)),
        "unit_names": {unit.code: unit.name for unit in found.units},
        "told": None,
        "done": "",
    }


@router.get("/admin/units")
def units(request: Request, visit: Visiting) -> Response:
    """All units with their officers."""
    permissions.require(visit.user, Deed.ADMINISTER)
    return show(request, "admin_units.html", _values(request, visit))


@router.post("/admin/units")
async def take_over(request: Request, visit: Visiting) -> Response:
    """Take a table over, whole or not at all; a bad line is named."""
    permissions.require(visit.user, Deed.ADMINISTER)
    tongue = tongue_of(request)
    outcome: dict[str, Any] = {}
    try:
        source, suffix = await given_table(request)
        found, moved = await run_in_threadpool(_take, request, visit, source, suffix)
        counts = {"units": len(found.units), "officers": len(found.postings), "moved": moved}
        outcome["done"] = tongue.text(TAKEN, **counts)
    except (BerkasError, DoorRefused) as error:
        outcome["told"] = tell(error, tongue)
    values = await run_in_threadpool(_values, request, visit)
    status = outcome["told"].status if "told" in outcome else 200
    return show(request, "admin_units.html", values | outcome, status)


def _take(request: Request, visit: Visit, source: BinaryIO, suffix: str) -> tuple[UnitTables, int]:
    services = hall(request)
    with kept_table(source, f"satuan{suffix}", services.settings.incoming_folder) as place:
        return registry.import_units(visit.user, place, services)


@router.get("/admin/units/file")
def file(request: Request, visit: Visiting) -> Response:
    """The tables as they stand, to be changed and taken over again."""
    permissions.require(visit.user, Deed.ADMINISTER)
    asked = request.query_params.get("suffix", "")
    suffix = asked if asked in MEDIA else ".xlsx"
    made = registry.export_units(visit.user, hall(request), suffix=suffix)
    return table_answer(made, f"satuan{suffix}")
