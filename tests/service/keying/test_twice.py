"""Two persons key blind; where they agree the value stands, where not a third one chooses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records.errors import KeyedAlready, KeyedTwice, NotAllowed, NumbersMasked, SettingInvalid
from records.keeping import Role, User
from service import users
from service.keying import effort, twice
from service.keying.doubles import Turn
from service.keying.limits import ReviewSettings
from service.review import deeds, reveals
from service.settings import Settings
from tests.fakes.desk import CLERK, HEAD, HERE, PASSWORD, REVIEWER, STRANGER, Desk
from tests.service.review.test_deeds import filed, person, record, taken

NAME, NIK = "fields.name", "fields.nik"


def twice_desk(desk: Desk, wanted: str = "kunjungan-warga.name") -> Desk:
    """The same office, wanting fields twice."""
    settings = replace(desk.services.settings, review=ReviewSettings(twice=wanted))
    return Desk(replace(desk.services, settings=settings))


def another(desk: Desk, name: str) -> User:
    """One more reviewer of the office."""
    users.add(name, PASSWORD, Role.REVIEWER, desk.services, unit=HERE)
    return next(user for user in users.everyone(desk.services) if user.name == name)


def value(desk: Desk, name: deeds.Name, path: str = NAME) -> object:
    """The value as the record has it."""
    return record(desk, name)["fields"][path.removeprefix("fields.")]  # type: ignore[index]


def test_what_two_persons_agree_on_stands(desk: Desk) -> None:
    office = twice_desk(desk)
    name = taken(office, "kunjungan a.pdf")
    first, second = person(desk, REVIEWER), another(desk, "pemeriksa dua")
    waiting = twice.next_waiting(first, office.services)
    assert waiting is not None
    assert (waiting.item.path, waiting.turn, waiting.typed) == (NAME, Turn.FIRST, ())

    assert twice.key(first, name, NAME, " Yohanes  Nasution", office.services) is Turn.SECOND
    assert twice.next_waiting(first, office.services) is None, "nobody is both"
    with pytest.raises(KeyedAlready):
        twice.key(first, name, NAME, "Yohanes Nasution", office.services)
    assert twice.tally(second, office.services).second == 1
    assert twice.key(second, name, NAME, "Yohanes Nasution", office.services) is Turn.DONE
    assert value(office, name) == "Yohanes Nasution"
    assert filed(office, name).needs_review == 0
    assert twice.tally(second, office.services) == twice.Tally()


def test_what_differs_goes_to_a_third_who_sees_both(desk: Desk) -> None:
    office = twice_desk(desk)
    name = taken(office, "kunjungan a.pdf")
    first, second = person(desk, REVIEWER), another(desk, "pemeriksa dua")
    third = another(desk, "pemeriksa tiga")
    twice.key(first, name, NAME, "Yohanes", office.services)
    assert twice.key(second, name, NAME, "Yohanis", office.services) is Turn.THIRD
    assert twice.tally(second, office.services).others == 1
    waiting = twice.next_waiting(third, office.services)
    assert waiting is not None
    assert waiting.typed == ("Yohanes", "Yohanis")
    assert twice.key(third, name, NAME, "Yohanes", office.services) is Turn.DONE
    assert value(office, name) == "Yohanes"
    said = deeds.history(third, name, office.services)
    assert [(word.who, word.verdict) for word in said] == [("pemeriksa tiga", "correct")]


def test_a_head_may_be_the_third_after_being_one_of_two(desk: Desk) -> None:
    office = twice_desk(desk)
    name = taken(office, "kunjungan a.pdf")
    twice.key(person(desk, REVIEWER), name, NAME, "Yohanes", office.services)
    twice.key(person(desk, HEAD), name, NAME, "Yohanis", office.services)
    assert twice.key(person(desk, HEAD), name, NAME, "Yohanis", office.services) is Turn.DONE


def test_one_persons_word_is_not_enough_and_other_fields_are_free(desk: Desk) -> None:
    office = twice_desk(desk)
    name = taken(office, "kunjungan a.pdf")
    by = person(desk, REVIEWER)
    shown = str(value(office, name))
    with pytest.raises(KeyedTwice):
        deeds.accept(by, name, NAME, shown, office.services)
    with pytest.raises(KeyedTwice):
        deeds.correct(by, name, NAME, shown, "X", office.services)
    deeds.correct(by, name, "fields.visited_on", "2025-01-04", "5-1-2025", office.services)


def test_masked_numbers_are_keyed_once_revealed(desk: Desk) -> None:
    office = twice_desk(desk, "kunjungan-warga.*")
    name = taken(office, "kunjungan a.pdf")
    by = person(desk, REVIEWER)
    with pytest.raises(NumbersMasked):
        twice.key(by, name, NIK, "7571091706960005", office.services)
    reveals.reveal(by, name, "pemeriksaan ganda", office.services)
    assert twice.key(by, name, NIK, "7571091706960005", office.services) is Turn.SECOND
    assert twice.tally(by, office.services).first == 17, "every other value of the form"


def test_only_those_who_review_key_and_only_what_they_see(desk: Desk) -> None:
    office = twice_desk(desk)
    taken(office, "kunjungan a.pdf")
    with pytest.raises(NotAllowed):
        twice.tally(person(desk, CLERK), office.services)
    assert twice.next_waiting(person(desk, STRANGER), office.services) is None
    assert twice.next_waiting(person(desk, REVIEWER), twice_desk(desk, "").services) is None


def test_a_setting_that_names_no_field_is_refused() -> None:
    with pytest.raises(SettingInvalid):
        Settings.from_env({"BERKAS_REVIEW_TWICE": "kunjungan-warga"})


def test_the_cost_of_checking_is_told_to_heads(desk: Desk) -> None:
    name = taken(desk, "kunjungan a.pdf")
    by, shown = person(desk, REVIEWER), str(value(desk, name))
    number = deeds.accept(by, name, NAME, shown, desk.services)
    effort.note(number, 1, 2_000, desk.services)
    number = deeds.correct(by, name, NAME, shown, "Yohanes", desk.services)
    effort.note(number, 9, 10**9, desk.services)
    [told] = effort.of_last_month(person(desk, HEAD), desk.services)
    assert (told.who, told.form, told.papers, told.values) == (by.name, "kunjungan-warga", 1, 2)
    assert (told.corrected, told.strokes, told.ms) == (1, 10, 902_000)
    assert effort.of_last_month(person(desk, STRANGER), desk.services) == []
    with pytest.raises(NotAllowed):
        effort.of_last_month(by, desk.services)
