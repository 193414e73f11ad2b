"""Programs come in with a token and do what its scopes say; a phone's code is asked for."""

from __future__ import annotations

import re

import pytest

from service.access.codes import STEP_S, code_at, step_of
from tests.fakes.desk import CLERK, HEAD, PASSWORD, Desk, scan
from tests.fakes.visits import TestClient, visit, visitor

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def program(desk: Desk, *scopes: str) -> TestClient:
    """A program with a token of the unit head."""
    data = {"name": "skrip", "days": "5", "scope": list(scopes)}
    page = visit(desk, HEAD).post("/account/tokens", data=data).text
    token = re.search(r"data-made>(bks_[\w-]+)<", page)
    assert token
    client = visitor(desk)
    client.headers["Authorization"] = f"Bearer {token[1]}"
    return client


def test_a_token_opens_what_its_scopes_say_and_no_page(desk: Desk) -> None:
    reader, sender = program(desk, "read"), program(desk, "upload", "made-up")
    assert reader.get("/api/v1/documents").status_code == 200
    assert reader.post("/api/v1/entries?name=a.pdf", content=scan(1)).status_code == 403
    assert sender.post("/api/v1/entries?name=a.pdf", content=scan(1)).status_code == 202
    assert sender.get("/api/v1/documents").status_code == 403
    for client in (reader, sender):
        assert client.get("/documents").status_code == 303
        assert client.delete("/api/v1/session").status_code == 403
        assert client.post("/api/v1/users", json={}).status_code == 403


def test_an_ended_or_made_up_token_opens_nothing(desk: Desk) -> None:
    client, owner = program(desk, "read"), visit(desk, HEAD)
    kept = re.search(r'name="token" value="(\w{64})"', owner.get("/account").text)
    assert kept
    client.headers["Authorization"] = f"Bearer {kept[1]}"
    assert client.get("/api/v1/documents").status_code == 401, "what is kept opens nothing"
    client = program(desk, "read")
    for found in re.findall(r'name="token" value="(\w{64})"', owner.get("/account").text):
        owner.post("/account/tokens/end", data={"token": found})
    assert client.get("/api/v1/documents").status_code == 401


@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    assert code_at(SECRET, at // STEP_S) == code


def test_with_a_second_factor_a_password_alone_is_not_enough(desk: Desk) -> None:
    client = visit(desk, CLERK)
    page = client.post("/account/factor").text
    assert "<svg" in page
    shown = re.search(r"data-secret>(\w+)<", page)
    assert shown
    secret = shown[1]
    assert client.post("/account/factor/confirm", data={"code": "000"}).status_code == 401
    now = desk.services.clock()
    step = int(now.timestamp()) // STEP_S
    assert step_of(secret, code_at(secret, step), now) == step
    code = code_at(secret, step - 1)
    assert client.post("/account/factor/confirm", data={"code": code}).status_code == 303

    login = {"name": CLERK.name, "password": PASSWORD}
    stranger = visitor(desk)
    assert stranger.post("/login", data=login).status_code == 401
    told = stranger.post("/api/v1/session", json={**login, "code": code})
    assert told.json()["error"]["code"] == "access.code-needed", "each code works once"
    fresh = {**login, "code": code_at(secret, step + 1)}
    assert stranger.post("/login", data=fresh).status_code == 303
    assert visitor(desk).post("/login", data=fresh).status_code == 401
    removed = client.post("/account/factor/remove", data={"present": PASSWORD})
    assert removed.headers["location"] == "/login"
    assert visitor(desk).post("/login", data=login).status_code == 303
