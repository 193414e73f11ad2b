"""Definitions are saved as versions, bad ones refused with their line, none is lost."""

from __future__ import annotations

import pytest

from archive.catalogue import audit
from forms.definitions import usable_forms
from records.errors import FormInvalid, FormOutdated, NotAllowed, NotFound
from records.keeping import Role, User
from service.definitions import own, pictures
from service.definitions.own import MOST_LINES
from tests.fakes.desk import HEAD, OWN_FORM, REVIEWER, Desk
from tests.service.review.test_deeds import filed, taken

ADMIN, CLERK = User(4, "pengelola", Role.ADMIN), User(1, "klerk", Role.CLERK)
CHANGED = OWN_FORM.replace("Ketua Regu", "Komandan Regu")


def in_use(desk: Desk, form_id: str = "absen-ronda") -> tuple[int, str] | None:
    """Version and first title of the form in use."""
    for form in usable_forms(desk.services.settings.forms_folder):
        if form.id == form_id:
            return form.version, form.titles[0]
    return None


def test_every_saving_makes_a_version_and_the_same_again_makes_none(desk: Desk) -> None:
    assert own.save(ADMIN, OWN_FORM, desk.services).version == 1
    assert own.save(ADMIN, OWN_FORM, desk.services).version == 1
    assert own.save(ADMIN, CHANGED, desk.services, based_on=1).version == 2
    with pytest.raises(FormOutdated):
        own.save(ADMIN, OWN_FORM, desk.services, based_on=1)
    found = own.definitions(ADMIN, desk.services)[0]
    assert (found.id, found.version, found.kept, found.is_own) == ("absen-ronda", 2, (1, 2), True)
    assert "Ketua Regu" in own.text_of(ADMIN, "absen-ronda", desk.services, version=1)
    with desk.services.catalogue.read() as db:
        lines = [line.deed for line in audit.lines(db, target="absen-ronda")]
    assert lines == ["define-form", "define-form"]


def test_a_form_that_replaces_a_built_in_one_may_be_taken_back(desk: Desk) -> None:
    text = own.text_of(ADMIN, "problem-solving", desk.services)
    before = in_use(desk, "problem-solving")
    own.save(ADMIN, text.replace('titles = ["', 'titles = ["LAPORAN RUKUN", "', 1), desk.services)
    assert in_use(desk, "problem-solving") == (2, "LAPORAN RUKUN")
    own.take_back(ADMIN, "problem-solving", desk.services)
    assert in_use(desk, "problem-solving") == before
    assert own.save(ADMIN, text.replace("version = 1", "version = 9"), desk.services).version == 1
    again = text.replace('titles = ["', 'titles = ["LAGI", "', 1)
    assert own.save(ADMIN, again, desk.services).version == 3, "no version is given twice"
    with pytest.raises(NotFound):
        own.take_back(ADMIN, "kunjungan-usaha", desk.services)


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("id = ", 1),
        (OWN_FORM.replace('kind = "date"', 'kind = "dates"'), 9),
        (OWN_FORM.replace('key = "leader"', 'key = "held_on"'), 7),
        (OWN_FORM.replace("cells = 13", "cells = 99"), 17),
        (OWN_FORM.replace("cells = 13", f"lines = {MOST_LINES + 1}"), 17),
        ('id = "abc"\nversion = 1\ntitles = ["A"]\nsection = 5\n', 1),
        ("x = 1\n" * 40_000, 1),
    ],
)
def test_a_bad_definition_is_refused_with_its_line(wrong: str, line: int, desk: Desk) -> None:
    with pytest.raises(FormInvalid) as refused:
        own.save(ADMIN, wrong, desk.services)
    assert refused.value.facts["line"] == line
    assert in_use(desk) is None


@pytest.mark.parametrize("form_id", ["../x", "A", "", "x" * 60, "tidak-ada"])
def test_an_id_is_no_path(form_id: str, desk: Desk) -> None:
    with pytest.raises(NotFound):
        own.text_of(ADMIN, form_id, desk.services)
    with pytest.raises(NotFound):
        own.take_back(ADMIN, form_id, desk.services)


def test_a_broken_file_is_told_and_stops_nothing(desk: Desk) -> None:
    folder = desk.services.settings.forms_folder
    folder.mkdir()
    (folder / "rusak.toml").write_text("id = ")
    found = own.definitions(ADMIN, desk.services)[0]
    assert found.id == "rusak"
    assert found.fault is not None
    assert len(usable_forms(folder)) == len(own.definitions(ADMIN, desk.services)) - 1


def test_papers_follow_the_privacy_of_their_form(desk: Desk) -> None:
    own.save(ADMIN, OWN_FORM, desk.services)
    name = taken(desk, "ronda a.pdf")
    assert not filed(desk, name).secret
    secret = OWN_FORM.replace("version = 1", 'version = 1\nprivacy = "named"')
    own.save(ADMIN, secret, desk.services)
    assert filed(desk, name).secret
    own.save(ADMIN, OWN_FORM, desk.services)
    assert not filed(desk, name).secret


def test_a_draft_is_drawn_page_by_page(desk: Desk) -> None:
    picture, pages = pictures.draft_picture(ADMIN, OWN_FORM, 1, desk.services)
    assert picture.startswith(b"RIFF")
    assert pages == 1
    with pytest.raises(NotFound):
        pictures.draft_picture(ADMIN, OWN_FORM, 2, desk.services)


@pytest.mark.parametrize(
    "who", [CLERK, User(2, HEAD.name, Role.HEAD), User(3, REVIEWER.name, Role.REVIEWER)]
)
def test_only_administrators_define(who: User, desk: Desk) -> None:
    for deed in (
        lambda: own.definitions(who, desk.services),
        lambda: own.save(who, OWN_FORM, desk.services),
        lambda: own.text_of(who, "absen-ronda", desk.services),
        lambda: own.take_back(who, "absen-ronda", desk.services),
        lambda: pictures.draft_picture(who, OWN_FORM, 1, desk.services),
    ):
        with pytest.raises(NotAllowed):
            deed()
