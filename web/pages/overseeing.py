"""Overseeing the service: settings with their meaning, workers at work."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from records.keeping import State
from service import library, permissions, settings_page
from service.access import oversight
from service.permissions import Deed
from service.settings import PREFIX, Settings
from web.gate import Visiting, hall, tongue_of
from web.showing import show
from web.views.caretaking.setting_words import default_words, meaning_words

router = APIRouter()
SECRETS = ("_KEY", "_SECRET", "_URL")
"""Settings whose values may hold a password: only whether they are set is told."""


@router.get("/admin/settings")
def settings(request: Request, visit: Visiting) -> Response:
    """Every setting with its present value and its meaning."""
    permissions.require(visit.user, Deed.ADMINISTER)
    present = _values(hall(request).settings, PREFIX)
    tongue = tongue_of(request)
    rows = [
        (
            name,
            _shown(name, present.get(name)),
            default_words(default, tongue),
            meaning_words(name, meaning, tongue),
        )
        for name, default, meaning in settings_page.rows()
    ]
    return show(request, "admin_settings.html", {"rows": rows})


@router.get("/admin/queue")
def queue(request: Request, visit: Visiting) -> Response:
    """The queue and its workers, drawn alone for a page that is open."""
    permissions.require(visit.user, Deed.ADMINISTER)
    return show(request, "admin_queue.html", queue_values(request, visit))


def queue_values(request: Request, visit: Visiting) -> dict[str, Any]:
    """How many entries wait, and which are under workers' hands."""
    services = hall(request)
    counts = library.queue_counts(visit.user, services)
    return {
        "queue": {state.value: counts.get(state, 0) for state in State},
        "at_work": oversight.at_work(visit.user, services),
        "workers": services.settings.work.workers,
    }


def _values(section: Any, prefix: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for part in fields(section):
        value = getattr(section, part.name)
        name = f"{prefix}{part.name.upper()}"
        found |= _values(value, f"{name}_") if is_dataclass(value) else {name: value}
    return found


def _shown(name: str, value: object) -> str:
    if name.endswith(SECRETS):
        return "•••" if value else ""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, Settings) else str(value)
