"""Nobody gets in unknown, nobody does what the role does not include, nothing is forged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from api.app import create_app
from tests.fakes.desk import PASSWORD, PEOPLE, Desk
from tests.fakes.offices import Office
from tests.fakes.visits import TestClient, visit, visitor
from web.gate import OPEN_PATHS, SESSION_COOKIE, Turnstile

HERE_ONLY = ("klerk", "pemeriksa", "kepala")
READERS = (*HERE_ONLY, "auditor")
EVERYONE = (*READERS, "pengelola", "tetangga")


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every route that is not a static file, with each of its methods."""
    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or ()):
            yield method, str(route.path)


def filled(path: str, entry: str) -> str:
    """The path with its parts filled in."""
    parts = {
        "{entry_id}": entry,
        "{page}": "1",
        "{position}": "0",
        "{month}": "2024-07",
        "{year}": "2024",
        "{number}": "1",
        "{part}": "minutes",
        "{form_id}": "kunjungan-warga",
        "{upload_id}": "0" * 32,
    }
    for part, told in parts.items():
        path = path.replace(part, told)
    return path


def test_every_route_but_the_open_ones_wants_a_login(office: Office) -> None:
    app = create_app(office.desk.services)
    client = office.visits[""]
    seen = set()
    for method, path in routes(app):
        seen.add(path)
        if path in OPEN_PATHS:
            continue
        answer = client.request(method, filled(path, office.papers["sop"].id))
        if path.startswith("/api/"):
            assert answer.status_code == 401, (method, path)
            if method == "HEAD":  # has no body to say more in
                continue
            assert answer.json()["error"]["code"] == "access.login-needed"
        elif method == "GET":
            assert answer.status_code == 303, (method, path)
            assert answer.headers["location"].startswith("/login")
        else:
            assert answer.status_code == 401, (method, path)
    assert seen >= OPEN_PATHS
    assert len(seen) > 30, "the routes were found"


def test_an_address_that_is_no_route_tells_strangers_nothing_but_that(office: Office) -> None:
    assert office.visits[""].get("/api/v1/nothing").status_code == 404
    assert office.visits[""].get("/docs").status_code == 404


MATRIX: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("/", "", EVERYONE),
    ("/upload", "", (*HERE_ONLY, "pengelola", "tetangga")),
    ("/documents", "", (*READERS, "tetangga")),
    ("/search?q=laporan", "", (*READERS, "tetangga")),
    ("/archive", "", (*READERS, "tetangga")),
    ("/account", "", EVERYONE),
    ("/blanks", "", (*HERE_ONLY, "tetangga")),
    ("/forms", "", ("pengelola",)),
    ("/forms/baru", "", ("pengelola",)),
    ("/forms/kunjungan-warga", "", ("pengelola",)),
    ("/forms/kunjungan-warga/file", "", ("pengelola",)),
    ("/api/v1/forms", "", ("pengelola",)),
    ("/api/v1/forms/kunjungan-warga", "", ("pengelola",)),
    ("/api/v1/uploads", "", (*HERE_ONLY, "pengelola", "tetangga")),
    ("/review", "", ("pemeriksa", "kepala", "tetangga")),
    ("/review/twice", "", ("pemeriksa", "kepala", "tetangga")),
    ("/review/effort", "", ("kepala", "tetangga")),
    ("/review/sweep?form=kunjungan-warga&key=name", "", ("pemeriksa", "kepala", "tetangga")),
    ("/entries/{}/review", "sop", ("pemeriksa", "kepala")),
    ("/entries/{}/review", "rahasia", ("kepala",)),
    ("/api/v1/entries/{}/documents/0/review", "sop", ("pemeriksa", "kepala")),
    ("/api/v1/entries/{}/documents/0/review", "rahasia", ("kepala",)),
    ("/api/v1/entries/{}/pages/1/crop?top=0.1&bottom=0.2", "sop", READERS),
    ("/api/v1/entries/{}/pages/1/crop?top=0.1&bottom=0.2", "rahasia", ("kepala",)),
    ("/api/v1/entries/{}/original", "rahasia", ("kepala",)),
    ("/api/v1/entries/{}/findings", "rahasia", ("kepala",)),
    ("/api/v1/entries/{}/original", "kunjungan", ("pemeriksa", "kepala", "auditor")),
    ("/api/v1/suggest?q=lap", "", (*READERS, "tetangga")),
    ("/admin", "", ("pengelola",)),
    ("/admin/audit", "", ("pengelola", "auditor")),
    ("/admin/audit/file", "", ("pengelola", "auditor")),
    ("/admin/units", "", ("pengelola",)),
    ("/admin/units/file", "", ("pengelola",)),
    ("/admin/storage", "", ("pengelola",)),
    ("/admin/settings", "", ("pengelola",)),
    ("/admin/queue", "", ("pengelola",)),
    ("/entries/{}", "sop", READERS),
    ("/entries/{}/row", "sop", READERS),
    ("/entries/{}", "elsewhere", ("tetangga", "auditor")),
    ("/api/v1/session", "", EVERYONE),
    ("/api/v1/entries", "", EVERYONE),
    ("/api/v1/documents", "", (*READERS, "tetangga")),
    ("/api/v1/search?q=laporan", "", (*READERS, "tetangga")),
    ("/api/v1/archive", "", (*READERS, "tetangga")),
    ("/api/v1/units", "", EVERYONE),
    ("/api/v1/users", "", ("pengelola",)),
    ("/api/v1/entries/{}", "sop", READERS),
    ("/api/v1/entries/{}/original", "sop", READERS),
    ("/api/v1/entries/{}/searchable", "sop", READERS),
    ("/api/v1/entries/{}/findings", "sop", READERS),
    ("/api/v1/entries/{}/pages/1/image", "sop", READERS),
    ("/api/v1/entries/{}/pages/1/thumbnail", "sop", READERS),
    ("/api/v1/entries/{}/pages/1/words", "sop", READERS),
    ("/api/v1/entries/{}/pages/1/image", "elsewhere", ("tetangga", "auditor")),
    ("/api/v1/entries/{}/pages/1/words", "rahasia", ("kepala",)),
    ("/api/v1/entries/{}/pages/1/thumbnail", "rahasia", ("kepala",)),
)


@pytest.mark.parametrize(("path", "paper", "allowed"), MATRIX)
def test_each_address_opens_for_its_roles_and_units_only(
    office: Office, path: str, paper: str, allowed: tuple[str, ...]
) -> None:
    address = path.format(office.papers[paper].id) if paper else path
    opened = {
        person.name
        for person in PEOPLE
        if office.visits[person.name].get(address).status_code == 200
    }
    assert opened == set(allowed)


def test_what_is_out_of_sight_is_not_there(office: Office) -> None:
    for paper in ("sop", "rahasia"):
        answer = office.visits["tetangga"].get(f"/api/v1/entries/{office.papers[paper].id}")
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "access.not-found"


def test_lists_and_search_show_only_what_is_in_sight(office: Office) -> None:
    def titles(who: str, path: str, key: str) -> set[str]:
        return {found["entry"] for found in office.visits[who].get(path).json()[key]}

    here, elsewhere = office.papers["sop"].id, office.papers["elsewhere"].id
    secret = office.papers["rahasia"].id
    klerk = titles("klerk", "/api/v1/documents", "documents")
    assert here in klerk
    assert not klerk & {elsewhere, secret}
    assert secret in titles("kepala", "/api/v1/documents", "documents")
    assert titles("tetangga", "/api/v1/documents", "documents") == {elsewhere}
    answer = office.visits["tetangga"].get("/api/v1/search?q=laporan").json()
    assert {hit["document"]["entry"] for hit in answer["hits"]} == {elsewhere}
    assert answer["total"] == 1


def test_a_deed_without_the_token_is_refused(desk: Desk) -> None:
    client = visit(desk, PEOPLE[2])
    token = client.headers.pop("X-CSRF-Token")
    for given in ({}, {"X-CSRF-Token": "wrong"}):
        answer = client.post("/api/v1/entries?name=a.pdf", content=b"x", headers=given)
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "request.forged"
    assert client.post("/logout", data={"csrf": "wrong"}).status_code == 403
    assert client.post("/logout", data={"csrf": token}).status_code == 303
    assert client.get("/api/v1/session").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_deed_from_another_site_is_refused_with_the_token_too(
    office: Office, headers: dict[str, str]
) -> None:
    client = office.visits["kepala"]
    assert client.post("/api/v1/users", json={}, headers=headers).status_code == 403
    stranger = office.visits[""]
    data = {"name": "kepala", "password": PASSWORD}
    assert stranger.post("/login", data=data, headers=headers).status_code == 403


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(desk: Desk) -> None:
    client = visitor(desk)
    data = {"name": "kepala", "password": PASSWORD}
    plain = client.post("/login", data=data).headers["set-cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=lax" in plain
    secure = TestClient(create_app(desk.services), base_url="https://testserver")
    answer = secure.post("/login", data=data, follow_redirects=False)
    assert "Secure" in answer.headers["set-cookie"]
    assert "strict-transport-security" in answer.headers


def test_a_made_up_session_is_none(office: Office) -> None:
    client = visitor(office.desk)
    client.cookies.set(SESSION_COOKIE, "0" * 43)
    assert client.get("/api/v1/session").status_code == 401


def test_wrong_passwords_lock_the_name_and_the_answer_never_tells_why(desk: Desk) -> None:
    client = visitor(desk)
    wrong = {"name": "kepala", "password": "salah salah salah"}
    answers = [client.post("/api/v1/session", json=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    nobody = client.post("/api/v1/session", json={**wrong, "name": "tidak ada"})
    assert nobody.json() == answers[0].json()
    page = client.post("/login", data={"name": "kepala", "password": PASSWORD})
    assert page.status_code == 429
    assert "Coba lagi" in page.text


def test_one_address_may_not_try_name_after_name(office: Office) -> None:
    client = visitor(office.desk)
    client.app.state.turnstile = Turnstile(tries=2)  # type: ignore[attr-defined]
    codes = [
        client.post("/login", data={"name": f"x{n}", "password": "y"}).status_code for n in range(3)
    ]
    assert codes == [401, 401, 429]


def test_the_turnstile_lets_in_again_after_its_span() -> None:
    turnstile = Turnstile(tries=2, span_s=60)
    assert [turnstile.admit("a", at) for at in (0, 1, 2)] == [True, True, False]
    assert turnstile.admit("b", 2)
    assert turnstile.admit("a", 60.5)


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_login_leads_only_to_our_own_pages(desk: Desk, wanted: str) -> None:
    data = {"name": "kepala", "password": PASSWORD, "next": wanted}
    assert visitor(desk).post("/login", data=data).headers["location"] == "/"


def test_every_answer_carries_the_guarding_headers(office: Office) -> None:
    client = office.visits["kepala"]
    for path in ("/", "/login", "/nothing", "/api/v1/nothing", "/static/berkas.css", "/healthz"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_figures_are_for_this_machine_and_administrators(office: Office) -> None:
    assert "berkas_requests_total" in office.visits[""].get("/metrics").text
    far = TestClient(create_app(office.desk.services), client=("192.0.2.7", 1))
    assert far.get("/metrics").status_code == 403
    far.cookies = office.visits["pengelola"].cookies
    assert far.get("/metrics").status_code == 200
