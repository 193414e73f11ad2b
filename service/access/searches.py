"""Searches kept under a name, each person's own."""

from __future__ import annotations

from archive.catalogue import audit
from archive.desk import searches
from archive.desk.searches import SavedSearch
from records.keeping import User
from service.permissions import Deed, require
from service.wiring import Services

LONGEST_NAME = 120
LONGEST_ASKED = 1_000
MOST = 50


def keep(user: User, name: str, asked: str, services: Services) -> None:
    """Keep a search (`q=…&unit=…`) under a name; an earlier one of the name gives way."""
    require(user, Deed.READ, admin_reads=services.settings.access.admin_reads)
    told = " ".join(name.split())[:LONGEST_NAME]
    with services.catalogue.begin() as db:
        if told and asked and len(searches.of_user(db, user.id)) < MOST:
            now = services.clock()
            searches.put(db, user.id, told, asked[:LONGEST_ASKED], now)
            audit.write(db, now, user.name, "keep-search", user.name, {"name": told})


def mine(user: User, services: Services) -> tuple[SavedSearch, ...]:
    """The person's searches by name."""
    with services.catalogue.read() as db:
        return searches.of_user(db, user.id)


def forget(user: User, name: str, services: Services) -> None:
    """Forget one of the person's searches."""
    with services.catalogue.begin() as db:
        searches.remove(db, user.id, name)
        facts = {"name": name[:LONGEST_NAME]}
        audit.write(db, services.clock(), user.name, "forget-search", user.name, facts)
