"""How full the disk is, and when all was last backed up and proven whole."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.backup.standing import standing
from web.gate import Visiting, hall
from web.showing import show

router = APIRouter()


@router.get("/admin/storage")
def storage(request: Request, visit: Visiting) -> Response:
    """Room, backup and proof."""
    services = hall(request)
    values = {"standing": standing(visit.user, services), "night": services.settings.night}
    return show(request, "admin_storage.html", values)
