"""An office whose district has units to print for."""

from __future__ import annotations

import pytest

from archive.units import tree
from records.keeping import Unit
from tests.fakes.desk import HERE, Desk
from tests.fakes.offices import desk, staffed

__all__ = ["desk", "district", "staffed"]


@pytest.fixture
def district(desk: Desk) -> Desk:
    """The office with units of its own and its neighbour's."""
    with desk.services.catalogue.begin() as db:
        tree.put(db, Unit(HERE, "Polres Gorontalo Kota"))
        tree.put(db, Unit(f"{HERE}/dumbo", "Polsek Dumbo Raya"))
        tree.put(db, Unit("ELSE", "Polsek Lain"))
    return desk
