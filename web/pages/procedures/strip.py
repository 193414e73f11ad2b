"""Which version of a procedure a page shows, and which is in force."""

from __future__ import annotations

from records.errors import NotFound
from records.findings import Kind
from records.keeping import Filed, User
from service.procedures.library import family_of
from service.wiring import Services
from web.language import Tongue
from web.views.procedures.version_view import FamilyView, family_to_view


def family_view(user: User, filed: Filed, services: Services, tongue: Tongue) -> FamilyView | None:
    """The family of a procedure; None for any other document."""
    if filed.kind is not Kind.SOP:
        return None
    try:
        return family_to_view(family_of(user, (filed.entry, filed.position), services), tongue)
    except NotFound:  # it was filed out of sight a moment ago
        return None
