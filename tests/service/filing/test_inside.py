"""Searching inside a document: within sight, on all pages, and no way to guess a masked number."""

from __future__ import annotations

import pytest

from archive.catalogue import audit
from records.errors import NotFound
from service.filing.inside import find_inside
from tests.fakes.desk import AUDITOR, CLERK, HEAD, STRANGER
from tests.fakes.offices import Office
from tests.service.review.test_deeds import person


def test_words_are_found_on_every_page_and_the_trail_knows(office: Office) -> None:
    services, entry = office.desk.services, office.papers["sop"]
    found = find_inside(person(office.desk, AUDITOR), (entry.id, 0), "lapor", services)
    assert found is not None
    assert [page for page, _ in found.pages] == [1, 2]
    assert set(found.pages[0][1]) == {"laporan"}
    with services.catalogue.read() as db:
        last = list(audit.lines(db, target=entry.id))[-1]
    assert (last.who, last.deed) == (AUDITOR.name, "search")


def test_a_document_out_of_sight_is_not_there(office: Office) -> None:
    stranger = person(office.desk, STRANGER)
    with pytest.raises(NotFound):
        find_inside(stranger, (office.papers["sop"].id, 0), "laporan", office.desk.services)
    head = person(office.desk, HEAD)
    with pytest.raises(NotFound):
        find_inside(head, (office.papers["sop"].id, 9), "laporan", office.desk.services)


def test_an_entry_that_waits_has_no_documents_to_look_into(office: Office) -> None:
    head, waiting = person(office.desk, HEAD), office.papers["waiting"]
    with pytest.raises(NotFound):
        find_inside(head, (waiting.id, 0), "laporan", office.desk.services)


def test_where_numbers_are_masked_the_masked_text_is_asked(office: Office) -> None:
    services, name = office.desk.services, (office.papers["kunjungan"].id, 0)
    found = find_inside(person(office.desk, CLERK), name, "2019", services)
    assert found is not None
    assert found.pages == ((1, ("2019",)), (2, ("2019",)))
