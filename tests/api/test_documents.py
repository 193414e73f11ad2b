"""Lists, search, counts and people through the API, and the API's own description."""

from __future__ import annotations

import pytest

from tests.fakes.desk import ADMIN, PASSWORD, Desk
from tests.fakes.offices import Office
from tests.fakes.visits import visit


@pytest.mark.parametrize(
    ("narrowing", "titles"),
    [
        ("kind=report", {"rekap desember.pdf"}),
        ("form=kunjungan-warga", {"Yohanes <b>Nasution</b>"}),
        ("month=2025-12", {"rekap desember.pdf"}),
        ("month=-", set()),
        ("unit=POLSEK DUMBO RAYA&kind=form", {"Yohanes <b>Nasution</b>", "Perihal rahasia"}),
        ("needs_review=false", {"rekap desember.pdf"}),
    ],
)
def test_documents_are_narrowed(office: Office, narrowing: str, titles: set[str]) -> None:
    found = office.visits["kepala"].get(f"/api/v1/documents?{narrowing}").json()
    assert {document["title"] for document in found["documents"]} == titles


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/documents?kind=nonsense",
        "/api/v1/documents?month=2025-13",
        "/api/v1/documents?limit=0",
        "/api/v1/documents?limit=100000",
        "/api/v1/search",
        "/api/v1/search?q=",
        "/api/v1/search?q=a&offset=-1",
        "/api/v1/archive?year=x",
        "/api/v1/entries/x/pages/0/image",
        "/api/v1/entries?state=nonsense",
    ],
)
def test_what_does_not_fit_the_description_is_refused_by_name(office: Office, path: str) -> None:
    answer = office.visits["kepala"].get(path)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "request.invalid"


def test_search_gives_snippets_with_the_words_marked(office: Office) -> None:
    found = office.visits["klerk"].get("/api/v1/search?q=kelengkapan").json()
    assert found["total"] >= 1
    snippet = found["hits"][0]["pages"][0]["snippets"][0]
    assert "kelengkapan" in [text for text, is_hit in snippet if is_hit]
    assert found["facets"]["kind"]


@pytest.mark.parametrize("query", ['"', "(", "unit:", "AND OR NOT", "*", "\x00", "-", "a" * 300])
def test_any_text_is_a_query(office: Office, query: str) -> None:
    answer = office.visits["klerk"].get("/api/v1/search", params={"q": query})
    assert answer.status_code == 200, answer.text


def test_counts_are_by_unit_and_month(office: Office) -> None:
    found = office.visits["kepala"].get("/api/v1/archive?year=2025").json()
    assert {(count["month"], count["kind"]) for count in found} == {
        ("2025-01", "form"),
        ("2025-12", "report"),
    }


def test_an_administrator_makes_users_who_may_log_in(desk: Desk) -> None:
    client = visit(desk, ADMIN)
    new = {"name": "baru", "password": PASSWORD, "role": "clerk", "unit": "GTO"}
    assert client.post("/api/v1/users", json=new).status_code == 201
    assert client.post("/api/v1/users", json=new).status_code == 409
    assert client.post("/api/v1/users", json={**new, "role": "king"}).status_code == 422
    weak = client.post("/api/v1/users", json={**new, "name": "b", "password": "abc"})
    assert weak.json()["error"]["code"] == "access.password-too-weak"
    assert "baru" in {user["name"] for user in client.get("/api/v1/users").json()}


def test_a_session_is_told_and_ended(office: Office) -> None:
    client = visit(office.desk, ADMIN)
    assert client.get("/api/v1/session").json()["user"]["name"] == "pengelola"
    assert client.delete("/api/v1/session").status_code == 204
    assert client.get("/api/v1/session").status_code == 401


def test_the_service_tells_that_it_lives_and_is_ready(office: Office) -> None:
    client = office.visits[""]
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_the_description_holds_every_route_of_the_api_with_its_words(office: Office) -> None:
    described = office.visits[""].get("/openapi.json").json()
    paths = described["paths"]
    assert "/api/v1/entries/{entry_id}/pages/{page}/words" in paths
    assert "/login" not in paths
    for path, methods in paths.items():
        for method, said in methods.items():
            assert said["description"], (method, path)
            if path.startswith("/api/"):
                assert "FaultShape" in str(said["responses"]["401"]), (method, path)
