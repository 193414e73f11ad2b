"""Whether the service lives, is ready, and how it fares."""

from __future__ import annotations

from ipaddress import ip_address
from typing import cast

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.metering import Meter
from service import users
from service.permissions import Deed
from web.gate import hall, visit_of
from web.problems import DoorRefused

router = APIRouter(tags=["service"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request) -> dict[str, str]:
    """The catalogue answers too; 503 where it does not."""
    users.session_user("-", hall(request))
    return {"status": "ready"}


@router.get("/metrics", response_class=Response)
def metrics(request: Request) -> Response:
    """Figures for Prometheus; from this machine, or for an administrator."""
    visit = visit_of(request)
    if not is_near(request) and not (visit and visit.may(Deed.ADMINISTER)):
        raise DoorRefused(403)
    meter = cast("Meter", request.app.state.meter)
    return Response(generate_latest(meter.registry), media_type=CONTENT_TYPE_LATEST)


def is_near(request: Request) -> bool:
    """Whether the request comes from this machine."""
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
