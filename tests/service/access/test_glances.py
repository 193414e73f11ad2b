"""Small reads are told: the first at once, those after it as a count, none lost by an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import audit
from archive.catalogue.database import Catalogue
from records.geometry import Box
from service import library, searching
from service.access.glances import Glance, Glances
from service.review import taking
from tests.fakes.desk import REVIEWER
from tests.fakes.halls import FakeClock, small_settings, with_catalogue
from tests.fakes.offices import Office
from tests.service.review.test_deeds import person

CROP = Glance("pemeriksa", "look", "paper", "crop")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(with_catalogue(small_settings(tmp_path)).catalogue_url)
    yield opened
    opened.close()


def told(catalogue: Catalogue) -> list[dict[str, object]]:
    """The facts of each line of the trail."""
    with catalogue.read() as db:
        return [json.loads(line.facts) for line in audit.lines(db)]


def test_many_glances_of_an_hour_are_two_lines(catalogue: Catalogue) -> None:
    book, clock = Glances(), FakeClock()
    began = clock.now.isoformat()
    for page in (1, 2, 2, 3):
        book.note(catalogue, clock.now, CROP, page)
        clock.go_on(minutes=10)
    assert told(catalogue) == [{"page": 1, "part": "crop"}], "the first is told at once"
    clock.go_on(hours=1)
    book.note(catalogue, clock.now, Glance("klerk", "suggest"))
    counted = {"further": 3, "pages": [2, 3], "part": "crop", "since": began}
    assert told(catalogue)[1:] == [counted, {}]


def test_other_people_papers_and_parts_are_told_apart(catalogue: Catalogue) -> None:
    book, clock = Glances(), FakeClock()
    for who, target, part in (("a", "x", "crop"), ("b", "x", "crop"), ("a", "y", "thumbnail")):
        book.note(catalogue, clock.now, Glance(who, "look", target, part), 1)
    assert len(told(catalogue)) == 3


def test_what_is_counted_is_told_when_the_service_stops(catalogue: Catalogue) -> None:
    book, clock = Glances(), FakeClock()
    for _ in range(3):
        book.note(catalogue, clock.now, Glance("klerk", "suggest"))
    book.flush(catalogue, clock.now)
    book.flush(catalogue, clock.now)
    assert told(catalogue) == [{}, {"further": 2, "since": clock.now.isoformat()}]


def test_a_glance_that_cannot_be_told_is_none_and_the_next_is_the_first(tmp_path: Path) -> None:
    settings = with_catalogue(small_settings(tmp_path))
    path = settings.data / "catalogue.sqlite"
    content = path.read_bytes()
    path.write_bytes(b"no catalogue")
    book, clock, broken = Glances(), FakeClock(), Catalogue(settings.catalogue_url)
    with pytest.raises(Exception, match=r".+"):
        book.note(broken, clock.now, CROP, 1)
    broken.close()
    path.write_bytes(content)
    whole = Catalogue(settings.catalogue_url)
    book.note(whole, clock.now, CROP, 1)
    assert told(whole) == [{"page": 1, "part": "crop"}]
    whole.close()


def test_thumbnails_crops_and_suggestions_are_reads(office: Office) -> None:
    services, by, entry = office.desk.services, person(office.desk, REVIEWER), office.papers["sop"]
    with services.catalogue.read() as db:
        last = list(audit.lines(db))[-1].id
    for _ in range(3):
        library.page_image(by, entry.id, 1, services, thumbnail=True).stream.close()
        taking.crop(by, entry.id, 2, Box(0.1, 0.1, 0.5, 0.2), services).stream.close()
        assert searching.suggest(by, "lap", services)
    services.glances.flush(services.catalogue, services.clock())
    with services.catalogue.read() as db:
        lines = list(audit.lines(db, after=last))
    facts = [json.loads(line.facts) for line in lines]
    assert sorted((line.deed, line.target) for line in lines) == sorted(
        [("look", entry.id)] * 4 + [("suggest", "")] * 2
    )
    assert [one.get("further") for one in facts[3:]] == [2, 2, 2]
