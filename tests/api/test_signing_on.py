"""Logging in through a sign-in service opens a session for users of ours, and for nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from records.keeping import Role
from service import users
from service.settings import OidcSettings
from service.wiring import Services
from tests.fakes.desk import Desk
from tests.fakes.halls import clocked_services, small_settings
from tests.fakes.sign_in_service import CLIENT, SECRET, SignInService, sign_in_service
from tests.fakes.visits import TestClient, visitor
from web.gate import SESSION_COOKIE

PASSWORD = "sandi-yang-panjang"


@pytest.fixture
def service() -> Iterator[SignInService]:
    with sign_in_service(time.time()) as made:
        yield made


@pytest.fixture
def hall(tmp_path: Path, service: SignInService) -> Services:
    other = OidcSettings(
        issuer=service.issuer, client_id=CLIENT, client_secret=SECRET, label="SSO Polri"
    )
    services, _ = clocked_services(replace(small_settings(tmp_path), oidc=other))
    users.add("kepala", PASSWORD, Role.HEAD, services, unit="polda/a")
    users.add("klerk", PASSWORD, Role.CLERK, services)
    return services


@pytest.fixture
def client(hall: Services) -> TestClient:
    return visitor(Desk(services=hall))


def came_back(client: TestClient, service: SignInService, following: str = "/search") -> Any:
    sent = client.get(f"/login/oidc?next={following}")
    assert sent.status_code == 303
    assert sent.headers["location"].startswith(f"{service.issuer}/authorize?")
    return client.get(f"/login/oidc/back{service.log_in(sent.headers['location'])}")


def session_in(answer: Any) -> str:
    """The session's token an answer gives; the desk's clock is not the browser's."""
    cookies = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        cookies.load(line)
    return cookies[SESSION_COOKIE].value if SESSION_COOKIE in cookies else ""


def test_the_login_page_offers_the_way(client: TestClient) -> None:
    assert "Masuk dengan SSO Polri" in client.get("/login").text


def test_whom_the_service_vouches_for_is_let_in(
    client: TestClient, service: SignInService, hall: Services
) -> None:
    back = came_back(client, service)
    assert back.status_code == 303
    assert back.headers["location"] == "/search"
    user = users.session_user(session_in(back), hall)
    assert user is not None
    assert user.name == "kepala"


def test_somebody_unknown_here_is_not(client: TestClient, service: SignInService) -> None:
    service.name = "orang-luar"
    back = came_back(client, service)
    assert back.status_code == 403
    assert "orang-luar" in back.text
    assert session_in(back) == ""


def test_a_name_given_to_somebody_else_opens_nothing(
    client: TestClient, service: SignInService
) -> None:
    assert came_back(client, service).status_code == 303
    service.subject = "s-2"
    assert came_back(client, service).status_code == 403


def test_a_person_renamed_there_stays_the_same_here(
    client: TestClient, service: SignInService, hall: Services
) -> None:
    came_back(client, service)
    service.name = "klerk"
    user = users.session_user(session_in(came_back(client, service)), hall)
    assert user is not None
    assert user.name == "kepala"


def test_a_person_shut_out_here_is_shut_out(
    client: TestClient, service: SignInService, hall: Services
) -> None:
    users.set_disabled("kepala", hall, disabled=True)
    assert came_back(client, service).status_code == 401


@pytest.mark.parametrize(
    "bent",
    [
        {"iss": "https://elsewhere.test"},
        {"aud": "another-client"},
        {"nonce": "of-another-errand"},
        {"exp": 1},
        {"sub": None},
    ],
)
def test_a_token_that_does_not_hold_opens_nothing(
    client: TestClient, service: SignInService, bent: dict[str, Any]
) -> None:
    service.bent = bent
    back = came_back(client, service)
    assert back.status_code == 401
    assert session_in(back) == ""


def test_a_token_signed_by_another_key_opens_nothing(
    client: TestClient, service: SignInService
) -> None:
    service.foreign_key = True
    assert came_back(client, service).status_code == 401


def test_a_way_back_nobody_went_opens_nothing(client: TestClient, service: SignInService) -> None:
    sent = client.get("/login/oidc")
    query = service.log_in(sent.headers["location"])
    client.cookies.clear()
    assert client.get(f"/login/oidc/back{query}").status_code == 401
    assert client.get("/login/oidc/back").status_code == 401


def test_a_code_works_once(client: TestClient, service: SignInService) -> None:
    sent = client.get("/login/oidc")
    query = service.log_in(sent.headers["location"])
    kept = dict(client.cookies)
    assert client.get(f"/login/oidc/back{query}").status_code == 303
    client.cookies.clear()
    client.cookies.update(kept)
    assert client.get(f"/login/oidc/back{query}").status_code == 401


def test_without_a_service_there_is_no_such_way(tmp_path: Path) -> None:
    services, _ = clocked_services(small_settings(tmp_path))
    client = visitor(Desk(services=services))
    assert client.get("/login/oidc").status_code == 401
    assert "/login/oidc" not in client.get("/login").text
