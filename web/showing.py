"""Templates to pages: the environment, and what every page knows without being told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive.retention.lists import GONE_TITLE
from forms.definitions import usable_forms
from forms.form import Form
from records.keeping import Entry, Filed
from service.permissions import Deed
from service.units.registry import unit_name
from web.gate import hall, tongue_of, visit_of
from web.language import Tongue
from web.problems import Told
from web.views import labels
from web.views.failures import failure_text
from web.views.form_words import form_title
from web.views.record_view import filed_title, kind_label

HERE = Path(__file__).parent
STATIC = HERE / "static"
DIGEST_LENGTH = 10


@lru_cache(maxsize=1)
def _templates() -> Environment:
    # auto_reload off: templates are part of the program and never change under it
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@lru_cache(maxsize=64)
def static(name: str) -> str:
    """The address of a static file, changed with its content so that it may be kept for good."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:DIGEST_LENGTH]
    return f"/static/{name}?v={digest}"


def show(
    request: Request, template: str, values: Mapping[str, Any], status: int = 200
) -> HTMLResponse:
    """The page made from a template; `values` are its own, the rest comes with every page."""
    tongue = tongue_of(request)
    page = _templates().get_template(template)
    said = page.render({**_everywhere(request, tongue), **values})
    return HTMLResponse(said, status_code=status, headers={"content-language": tongue.code})


def show_problem(request: Request, told: Told) -> HTMLResponse:
    """The friendly page of a failure."""
    return show(request, "problem.html", {"told": told}, told.status)


def office_forms(request: Request) -> tuple[Form, ...]:
    """The form definitions in use, the office's own among them."""
    return usable_forms(hall(request).settings.forms_folder)


def _everywhere(request: Request, tongue: Tongue) -> dict[str, Any]:
    visit = visit_of(request)
    forms = office_forms(request)
    return {
        "_": tongue.text,
        "ngettext": tongue.count,
        "tongue": tongue,
        "static": static,
        "visit": visit,
        "user": visit.user if visit else None,
        "unit_name": lambda: unit_name(visit.user.unit, hall(request)) if visit else "",
        "csrf": visit.csrf if visit else "",
        "may": {deed.value: bool(visit and visit.may(deed)) for deed in Deed},
        "path": request.url.path,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "query": request.query_params.get("q", ""),
        "labels": labels,
        "named": labels.named,
        "kind_of": _kind_of(tongue, forms),
        "form_title": lambda form: tongue.text(form_title(form, forms)),
        "title_of": lambda filed: filed_title(filed, tongue),
        "state_of": _state_of(tongue),
        "gone_title": GONE_TITLE,
        "failure_of": lambda entry: failure_text(entry, tongue.code),
    }


def _kind_of(tongue: Tongue, forms: tuple[Form, ...]) -> Any:
    def kind_of(filed: Filed) -> str:
        return tongue.text(kind_label(filed.kind, filed.form, filed.report, forms))

    return kind_of


def _state_of(tongue: Tongue) -> Any:
    def state_of(entry: Entry) -> str:
        if entry.state.value == "received" and entry.stage != "queued":
            return tongue.text(labels.named(labels.STAGES, entry.stage))
        return tongue.text(labels.STATES[entry.state])

    return state_of
