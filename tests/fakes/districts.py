"""The furnished district made once, and copies of it to be changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.wiring import build
from tests.fakes.desk import Desk
from tests.fakes.district import OFFICE
from tests.fakes.furnished import furnish
from tests.fakes.halls import small_settings
from tests.fakes.visits import TestClient, visit, visitor


@dataclass(frozen=True, slots=True)
class Hall:
    """The district's desk, and a visitor for each of its people."""

    desk: Desk
    visits: dict[str, TestClient]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a district with papers."""
    folder = tmp_path_factory.mktemp("district")
    furnish(folder).desk.services.close()
    return folder


@pytest.fixture(scope="session")
def hall(furnished: Path) -> Iterator[Hall]:
    """The district with its people logged in; nobody changes it."""
    desk = Desk(build(small_settings(furnished)))
    visits = {person.name: visit(desk, person) for person in OFFICE}
    yield Hall(desk, {**visits, "": visitor(desk)})
    desk.services.close()


@pytest.fixture
def district(furnished: Path, tmp_path: Path) -> Iterator[Desk]:
    """A district of one's own, to be changed."""
    folder = Path(shutil.copytree(furnished, tmp_path / "district"))
    desk = Desk(build(small_settings(folder)))
    yield desk
    desk.services.close()
