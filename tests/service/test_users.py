"""Logins, sessions and lockout."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from records.errors import (
    LockedOut,
    LoginRefused,
    NameTaken,
    NameUnusable,
    NotFound,
    PasswordGuessable,
    PasswordTooWeak,
)
from records.keeping import Role
from service import users
from service.access import tokens
from service.access.passwords import require_strong
from service.settings import AccessSettings
from service.wiring import Services
from tests.fakes.halls import FakeClock, clocked_services, small_settings

PASSWORD = "sandi-yang-panjang"
Hall = tuple[Services, FakeClock]


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    services, clock = clocked_services(small_settings(tmp_path))
    users.add("ana", PASSWORD, Role.CLERK, services, unit="polda/a")
    return services, clock


def test_what_a_page_does_by_itself_keeps_nobody_logged_in(tmp_path: Path) -> None:
    services, clock = clocked_services(small_settings(tmp_path))
    users.add("a", "kata sandi panjang", Role.CLERK, services)
    token = users.log_in("a", "kata sandi panjang", services).token
    for _ in range(3):
        clock.go_on(minutes=25)
        users.session_user(token, services, touch=False)
    assert users.session_user(token, services) is None


def test_the_right_password_opens_a_session(hall: Hall) -> None:
    services, _ = hall
    login = users.log_in("ana", PASSWORD, services)
    assert users.session_user(login.token, services) == login.user
    assert login.user.unit == "polda/a"
    users.log_out(login.token, services)
    assert users.session_user(login.token, services) is None


@pytest.mark.parametrize(("name", "password"), [("ana", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_anything_else_is_refused_alike(hall: Hall, name: str, password: str) -> None:
    with pytest.raises(LoginRefused):
        users.log_in(name, password, hall[0])


def test_too_many_wrong_passwords_lock_the_name_for_a_while(hall: Hall) -> None:
    services, clock = hall
    for _ in range(services.settings.access.lockout_after):
        with pytest.raises(LoginRefused):
            users.log_in("ana", "wrong", services)
    with pytest.raises(LockedOut):
        users.log_in("ana", PASSWORD, services)
    clock.go_on(minutes=services.settings.access.lockout_minutes)
    assert users.log_in("ana", PASSWORD, services).user.name == "ana"


def test_a_name_nobody_has_locks_like_any_other(hall: Hall) -> None:
    services, clock = hall
    after = services.settings.access.lockout_after

    def told(name: str) -> list[str]:
        said = []
        for _ in range(after + 1):
            with pytest.raises((LoginRefused, LockedOut)) as refused:
                users.log_in(name, "salah", services)
            said.append(refused.value.code)
        return said

    assert told("nobody") == told("ana")
    clock.go_on(minutes=services.settings.access.lockout_minutes + 1)
    assert told("nobody") == told("ana")


def test_a_password_given_by_somebody_else_ends_tokens(hall: Hall) -> None:
    services, _ = hall
    user = users.log_in("ana", PASSWORD, services).user
    token = tokens.make(user, "pemindai", frozenset({"read"}), 30, services)
    users.set_password("ana", f"{PASSWORD} baru", services, by="ana")
    assert tokens.holder(token, services) is not None
    users.set_password("ana", PASSWORD, services, by="pengelola")
    assert tokens.holder(token, services) is None


def test_a_session_ends_when_idle_and_when_old(hall: Hall) -> None:
    services, clock = hall
    idle = users.log_in("ana", PASSWORD, services).token
    clock.go_on(minutes=services.settings.access.idle_minutes)
    assert users.session_user(idle, services) is None
    used = users.log_in("ana", PASSWORD, services).token
    for _ in range(services.settings.access.session_hours * 2 - 1):
        clock.go_on(minutes=30)
        assert users.session_user(used, services) is not None
    clock.go_on(minutes=30)
    assert users.session_user(used, services) is None


def test_rotation_gives_a_new_token_and_kills_the_old(hall: Hall) -> None:
    services, _ = hall
    old = users.log_in("ana", PASSWORD, services)
    new = users.rotate(old.token, services)
    assert new is not None
    assert users.session_user(old.token, services) is None
    assert users.session_user(new.token, services) == old.user
    assert users.rotate(old.token, services) is None
    assert users.csrf_token(old.token) != users.csrf_token(new.token)


def test_a_new_password_ends_sessions(hall: Hall) -> None:
    services, _ = hall
    token = users.log_in("ana", PASSWORD, services).token
    users.set_password("ana", PASSWORD + "2", services)
    assert users.session_user(token, services) is None
    assert users.log_in("ana", PASSWORD + "2", services).user.name == "ana"


def test_a_disabled_person_is_out_at_once(hall: Hall) -> None:
    services, _ = hall
    token = users.log_in("ana", PASSWORD, services).token
    users.set_disabled("ana", services, disabled=True)
    assert users.session_user(token, services) is None
    with pytest.raises(LoginRefused):
        users.log_in("ana", PASSWORD, services)


def test_what_cannot_be_is_refused(hall: Hall) -> None:
    services, _ = hall
    with pytest.raises(NameTaken):
        users.add("ana", PASSWORD, Role.CLERK, services)
    with pytest.raises(PasswordTooWeak):
        users.add("budi", "short", Role.CLERK, services)
    with pytest.raises(NotFound):
        users.set_password("nobody", PASSWORD, services)


@pytest.mark.parametrize(
    "name", ["", " ani", "ani ", "(folder)", "cli", "Berkas", "a\u200bni", "a/b"]
)
def test_a_name_that_would_deceive_is_refused(hall: Hall, name: str) -> None:
    with pytest.raises(NameUnusable):
        users.add(name, PASSWORD, Role.CLERK, hall[0])
    with pytest.raises(NameTaken):
        users.add("Ana", PASSWORD, Role.CLERK, hall[0])


def test_unit_heads_are_cleared_and_others_are_not(hall: Hall) -> None:
    services, _ = hall
    assert users.add("kapolsek", PASSWORD, Role.HEAD, services).cleared
    assert [u.cleared for u in users.everyone(services)] == [False, True]


def test_an_access_ends_by_itself(hall: Hall) -> None:
    services, clock = hall
    end = clock.now + timedelta(hours=2)
    users.add("auditor-luar", PASSWORD, Role.AUDITOR, services, until=end)
    login = users.log_in("auditor-luar", PASSWORD, services)
    for _ in range(4):
        assert users.session_user(login.token, services) is not None
        clock.go_on(minutes=30)
    assert users.session_user(login.token, services) is None
    with pytest.raises(LoginRefused):
        users.log_in("auditor-luar", PASSWORD, services)


def test_an_access_is_prolonged_by_an_administrator(hall: Hall) -> None:
    services, clock = hall
    end = clock.now + timedelta(days=1)
    made = users.add("auditor-luar", PASSWORD, Role.AUDITOR, services, until=end)
    clock.go_on(minutes=2 * 24 * 60)
    users.change(replace(made, until=clock.now + timedelta(days=1)), services, by="admin")
    assert users.log_in("auditor-luar", PASSWORD, services).user.role is Role.AUDITOR


@pytest.mark.parametrize(
    "password",
    ["ana-dan-budi", "indonesia12345", "aaaaaaaaaaaa", "1234567890123", "Password!2024"],
)
def test_a_password_that_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordGuessable):
        require_strong(password, "ana-dan", AccessSettings())


@pytest.mark.parametrize("password", ["kuda hujan seng 7", "sandi-yang-panjang", "Ambon 17 pagi"])
def test_some_words_that_do_not_belong_together_are_a_password(password: str) -> None:
    require_strong(password, "ana-dan", AccessSettings())
