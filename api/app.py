"""The application: API, pages and their guard, around the services it is given."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import JSONResponse

from api.metering import Meter, Metering
from api.routes import (
    blanks,
    definitions,
    documents,
    entries,
    events,
    health,
    reviews,
    session,
    uploads,
)
from api.routes.taking import copies, months, proofs
from api.routes.vault import holds, retention, upkeep
from api.shapes import FAULTS
from web.bodies import BodyLimit
from web.gate import Turnstile, admit
from web.headers import GuardHeaders
from web.packing import Packing
from web.site import furnish

if TYPE_CHECKING:
    from service.wiring import Services

PARTS = (
    *(session, entries, uploads, documents, blanks, definitions, reviews),
    *(copies, months, proofs, holds, retention, upkeep, events),
)
"""What the API is made of."""


def create_app(services: Services) -> FastAPI:
    """The application on these services; a route wants a login unless the gate names it open."""
    app = FastAPI(
        title="berkas",
        version=_version(),
        summary="Paper of community-policing units as an archive that can be searched.",
        dependencies=[Depends(admit)],
        # the description has its own route below, so that the gate and the headers hold for it
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.services = services
    app.state.turnstile = Turnstile()
    app.state.meter = Meter()
    app.state.is_closing = False
    app.include_router(_api())
    app.include_router(health.router)
    app.add_api_route("/openapi.json", _description(app), include_in_schema=False)
    furnish(app)
    app.add_middleware(BodyLimit, most_file_bytes=services.settings.limits.max_bytes)
    app.add_middleware(Metering, meter=app.state.meter)
    app.add_middleware(GuardHeaders)
    app.add_middleware(Packing)
    return app


def _api() -> APIRouter:
    router = APIRouter(prefix="/api/v1", responses=dict(FAULTS))
    for part in PARTS:
        router.include_router(part.router)
    return router


def _description(app: FastAPI) -> Any:
    def openapi() -> JSONResponse:
        """The API's description."""
        return JSONResponse(app.openapi())

    return openapi


def _version() -> str:
    try:
        return version("berkas")
    except PackageNotFoundError:  # run from a bare tree
        return "0"
