"""Papers of an office's own forms: masked, kept from others and named as the definition says."""

from __future__ import annotations

import pytest

from records.errors import NotFound
from service import library
from service.review import deeds
from tests.fakes.desk import AUDITOR, HEAD, OWN_FORM, REVIEWER, Desk, Person
from tests.service.review.test_deeds import filed, person, taken


def define(desk: Desk, text: str = OWN_FORM) -> None:
    """Put the definition into the office's folder."""
    folder = desk.services.settings.forms_folder
    folder.mkdir(exist_ok=True)
    (folder / "absen-ronda.toml").write_text(text)


def shown(desk: Desk, who: Person, entry: str) -> object:
    """The telephone number as the person sees it."""
    view = library.entry(person(desk, who), filed(desk, (entry, 0)).entry, desk.services)  # type: ignore[arg-type]
    return view.documents[0].record.fields["leader_mobile"]


def test_a_number_under_an_own_key_is_masked_by_its_kind(desk: Desk) -> None:
    name = taken(desk, "ronda a.pdf")
    assert shown(desk, HEAD, name[0]) == "4567 890", "nobody knows yet what it is"
    define(desk)
    assert shown(desk, HEAD, name[0]) == "•••• 890"
    opened = deeds.desk(person(desk, REVIEWER), name, desk.services)
    assert [item.is_masked for item in opened.items] == [True]


def test_a_definition_that_is_changed_counts_at_once_and_a_broken_one_stops_nothing(
    desk: Desk,
) -> None:
    name = taken(desk, "ronda a.pdf")
    define(desk)
    define(desk, OWN_FORM.replace('kind = "phone"', 'kind = "number"'))
    assert shown(desk, HEAD, name[0]) == "4567 890"
    define(desk, "id = ")
    assert shown(desk, HEAD, name[0]) == "4567 890"


def test_papers_of_a_form_for_named_persons_are_seen_by_those_only(desk: Desk) -> None:
    define(desk, OWN_FORM.replace("version = 1", 'version = 1\nprivacy = "named"'))
    name = taken(desk, "ronda a.pdf")
    assert filed(desk, name).secret
    assert library.entry(person(desk, HEAD), name[0], desk.services).documents
    for who in (REVIEWER, AUDITOR):
        with pytest.raises(NotFound):
            library.page_words(person(desk, who), name[0], 1, desk.services)
