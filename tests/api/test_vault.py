"""Retention, holds, lists and differences over HTTP and pages: each for its roles and units."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from api.app import create_app
from service.wiring import build
from tests.fakes.desk import PASSWORD, Desk, Person
from tests.fakes.district import AUDITOR, CLERK, OFFICE, OTHER, REVIEWER, SECTOR, SUPERIOR
from tests.fakes.halls import small_settings
from tests.fakes.vault import KEEPER, NEIGHBOUR, SECOND, Vault, fill_vault
from tests.fakes.visits import TestClient, speaking, visit, visitor
from tests.web.test_archive_pages import check

PEOPLE = (*OFFICE, SECOND, NEIGHBOUR, KEEPER)
CHIEF_NAME = "kapolsek"
KEEPERS = {CHIEF_NAME, SUPERIOR.name, AUDITOR.name, SECOND.name, NEIGHBOUR.name}
ABOVE = {SUPERIOR.name, AUDITOR.name, SECOND.name}
HERE, THERE = ABOVE | {CHIEF_NAME}, ABOVE | {NEIGHBOUR.name}
ROOTS = ("/archive/keeping", "/admin/reconcile", "/api/v1/retention", "/api/v1/reconcile")
WHOLE = {AUDITOR.name}

GET: tuple[tuple[str, set[str]], ...] = (
    ("/archive/keeping", KEEPERS),
    ("/archive/keeping/lists", KEEPERS),
    ("/archive/keeping/lists/{fresh}", HERE),
    ("/archive/keeping/lists/{approved}", THERE),
    ("/archive/keeping/lists/99", set()),
    ("/archive/keeping/holds", KEEPERS),
    ("/archive/keeping/schedule", KEEPERS | {KEEPER.name}),
    ("/archive/keeping/schedule/file", KEEPERS | {KEEPER.name}),
    ("/admin/reconcile", {KEEPER.name}),
    ("/admin/reconcile?look=1", {KEEPER.name}),
    ("/api/v1/retention/due", KEEPERS),
    ("/api/v1/retention/schedule", KEEPERS | {KEEPER.name}),
    ("/api/v1/retention/lists", KEEPERS),
    ("/api/v1/retention/lists/{fresh}", HERE),
    ("/api/v1/retention/lists/{approved}", THERE),
    ("/api/v1/retention/holds", KEEPERS),
    ("/api/v1/reconcile", {KEEPER.name}),
)
POST: tuple[str, ...] = (
    "/archive/keeping",
    "/archive/keeping/lists/{number}",
    "/archive/keeping/holds",
    "/archive/keeping/holds/{number}/lift",
    "/archive/keeping/schedule",
    "/admin/reconcile",
    "/api/v1/retention/lists",
    "/api/v1/retention/lists/{number}/votes",
    "/api/v1/retention/lists/{number}/destruction",
    "/api/v1/retention/holds",
    "/api/v1/retention/holds/{number}/lift",
    "/api/v1/reconcile",
)


@dataclass(frozen=True, slots=True)
class Room:
    """The district with its vault, and its people logged in."""

    desk: Desk
    vault: Vault
    visits: dict[str, TestClient]

    def path(self, path: str) -> str:
        """The address with the lists' numbers filled in."""
        return path.replace("{fresh}", str(self.vault.fresh)).replace(
            "{approved}", str(self.vault.approved)
        )


@pytest.fixture(scope="module")
def stored(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Vault]:
    folder = Path(shutil.copytree(furnished, tmp_path_factory.mktemp("vault") / "district"))
    desk = Desk(build(small_settings(folder)))
    vault = fill_vault(desk)
    desk.services.close()
    return folder, vault


def opened(folder: Path, vault: Vault, people: tuple[Person, ...]) -> Room:
    desk = Desk(build(small_settings(folder)))
    visits = {one.name: visit(desk, one) for one in people}
    return Room(desk, vault, {**visits, "": visitor(desk)})


@pytest.fixture(scope="module")
def seen(stored: tuple[Path, Vault]) -> Iterator[Room]:
    """Everybody of the office; nobody changes it."""
    room = opened(*stored, PEOPLE)
    yield room
    room.desk.services.close()


@pytest.fixture
def room(stored: tuple[Path, Vault], tmp_path: Path) -> Iterator[Room]:
    """A vault of one's own, to be changed."""
    folder = Path(shutil.copytree(stored[0], tmp_path / "district"))
    found = opened(folder, stored[1], (SUPERIOR, SECOND, AUDITOR, KEEPER))
    yield found
    found.desk.services.close()


def test_the_tables_below_name_every_route_there_is(seen: Room) -> None:
    named = {("GET", path.partition("?")[0]) for path, _ in GET} | {("POST", p) for p in POST}
    plain = {
        (method, path.replace("{fresh}", "{number}").replace("{approved}", "{number}"))
        for method, path in named
    }
    found = {
        (method, str(route.path))
        for route in iter_route_contexts(create_app(seen.desk.services).routes)
        for method in route.methods or ()
        if method != "HEAD" and str(route.path).startswith(ROOTS)
    }
    assert found <= plain
    assert {path for _, path in found} >= set(POST)


@pytest.mark.parametrize(("path", "allowed"), GET)
def test_each_address_opens_for_its_roles_and_units_only(
    seen: Room, path: str, allowed: set[str]
) -> None:
    found = {
        one.name for one in PEOPLE if seen.visits[one.name].get(seen.path(path)).status_code == 200
    }
    assert found == allowed


@pytest.mark.parametrize("path", [*(path for path, _ in GET), *POST])
def test_strangers_are_turned_away(seen: Room, path: str) -> None:
    place = seen.path(path).replace("{number}", "1")
    is_deed = path in POST and path not in {one for one, _ in GET}
    answer = seen.visits[""].request("POST" if is_deed else "GET", place)
    is_page = not is_deed and not path.startswith("/api/")
    assert answer.status_code == (303 if is_page else 401)


@pytest.mark.parametrize("path", [path for path, _ in GET if not path.startswith("/api/")])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_keeps_to_the_policy_in_both_languages(
    seen: Room, path: str, language: str
) -> None:
    who = KEEPER if "schedule" in path or "reconcile" in path else SUPERIOR
    with speaking(seen.visits[who.name], language) as client:
        answer = client.get(seen.path(path))
    if answer.headers["content-type"].startswith("text/html") and answer.status_code == 200:
        check(answer.text)
        assert "None" not in answer.text


def test_the_calendar_tells_of_lists_that_wait(seen: Room) -> None:
    assert "1 daftar pemusnahan menunggu Anda" in seen.visits[SUPERIOR.name].get("/archive").text
    assert "daftar pemusnahan menunggu" not in seen.visits[CLERK.name].get("/archive").text


@pytest.mark.parametrize("path", POST)
@pytest.mark.parametrize("who", [CLERK.name, REVIEWER.name])
def test_who_may_not_keep_may_do_nothing_here(seen: Room, path: str, who: str) -> None:
    body = {"unit": SECTOR, "reason": "x", "verdict": "approve"}
    place = path.replace("{number}", "1")
    client = seen.visits[who]
    is_api = path.startswith("/api/")
    answer = client.post(place, json=body) if is_api else client.post(place, data=body)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", POST)
def test_a_deed_without_the_token_is_refused(seen: Room, path: str) -> None:
    client = seen.visits[SUPERIOR.name]
    answer = client.post(path.replace("{number}", "1"), headers={"X-CSRF-Token": "wrong"})
    assert answer.status_code == 403


def test_units_beside_neither_see_nor_lift_nor_vote(seen: Room) -> None:
    vault, client = seen.vault, seen.visits[NEIGHBOUR.name]
    due = client.get("/api/v1/retention/due?all=true").json()
    assert {one["unit"] for one in due} == {OTHER}
    assert {one["number"] for one in client.get("/api/v1/retention/lists").json()} == {
        vault.approved
    }
    assert client.get("/api/v1/retention/holds").json() == []
    word = {"reason": "x", "verdict": "approve", "password": PASSWORD}
    lifted = client.post(f"/api/v1/retention/holds/{vault.hold}/lift", json=word)
    voted = client.post(f"/api/v1/retention/lists/{vault.fresh}/votes", json=word)
    assert (lifted.status_code, voted.status_code) == (404, 404)
    placed = client.post("/api/v1/retention/holds", json={"unit": SECTOR, "reason": "x"})
    assert placed.status_code == 404


def test_what_is_due_is_summed_and_held_months_are_told(seen: Room) -> None:
    text = seen.visits[SUPERIOR.name].get("/archive/keeping").text
    for word in ("BIN.1", "akhir 2022", "4 ditahan", "dinilai kembali", "Usulkan"):
        assert word in text
    chosen = seen.visits[SUPERIOR.name].get(f"/archive/keeping?unit={OTHER}").text
    assert "4 ditahan" not in chosen


def test_a_list_goes_its_way_by_forms_and_leaves_its_certificate(room: Room) -> None:
    superior, second, auditor = (room.visits[p.name] for p in (SUPERIOR, SECOND, AUDITOR))
    data = {"unit": SECTOR, "year": "2021", "reason": "Masa simpan habis"}
    made = superior.post("/archive/keeping", data=data)
    assert made.status_code == 303
    place = made.headers["location"].partition("?")[0]
    assert superior.post(place, data={"deed": "approve"}).status_code == 422, "without the check"
    yes = {"deed": "approve", "sure": "1", "password": PASSWORD}
    without = superior.post(place, data=yes | {"password": "bukan kata sandi saya"})
    assert (without.status_code, "Kata sandi tidak cocok" in without.text) == (403, True)
    assert superior.post(place, data=yes | {"deed": "destroy"}).status_code == 409
    assert second.post(place, data=yes).status_code == 303
    again = second.post(place, data=yes)
    assert again.status_code == 409
    assert 'class="notice bad"' in again.text
    assert "menunggu orang kedua" in second.get(place).text
    assert auditor.post(place, data=yes).status_code == 403, "auditors change nothing"
    assert superior.post(place, data=yes).status_code == 303
    done = superior.post(place, data=yes | {"deed": "destroy"})
    text = superior.get(done.headers["location"]).text
    assert "Dimusnahkan" in text
    (seal,) = superior.get(
        f"/api/v1{place.removeprefix('/archive/keeping')}".replace("/lists", "/retention/lists")
    ).json()["seals"]
    for part in ("minutes", "list.pdf", "list.xlsx"):
        answer = superior.get(f"/api/v1/seals/{seal}/{part}")
        assert answer.status_code == 200
        assert len(answer.content) > 1000
    month = superior.get(f"/archive/2021-01?unit={SECTOR}").text
    assert "dokumen dimusnahkan" in month
    assert f"/api/v1/seals/{seal}/minutes" in month
    assert 'class="thumb"></span>' in month, "no picture is asked for of what is gone"


def test_a_refusal_keeps_everything_and_is_told_with_its_reason(room: Room) -> None:
    place = f"/archive/keeping/lists/{room.vault.fresh}"
    client = room.visits[SECOND.name]
    assert client.post(place, data={"deed": "refuse", "reason": " "}).status_code == 400
    answer = client.post(place, data={"deed": "refuse", "reason": "Masih dipakai"})
    assert answer.status_code == 303
    assert "Masih dipakai" in client.get(place).text


def test_a_hold_is_placed_and_lifted_with_reasons(room: Room) -> None:
    client = room.visits[SUPERIOR.name]
    data = {"unit": SECTOR, "first": "2021-01", "last": "2021-01", "reason": "Perkara 9"}
    assert client.post("/archive/keeping/holds", data=data).status_code == 303
    bad = client.post("/archive/keeping/holds", data=data | {"first": "2021-13"})
    assert bad.status_code == 400
    assert "Perkara 9" in bad.text, "what was filled in stays"
    held = {"unit": SECTOR, "year": "2021", "reason": "habis"}
    refused = client.post("/archive/keeping", data=held)
    assert refused.status_code == 400
    assert ">habis</textarea>" in refused.text
    number = max(one["number"] for one in client.get("/api/v1/retention/holds").json())
    place = f"/archive/keeping/holds/{number}/lift"
    done = {"reason": "Perkara selesai", "password": PASSWORD}
    assert client.post(place, data=done | {"reason": ""}).status_code == 400
    assert client.post(place, data=done | {"password": ""}).status_code == 403
    assert client.post(place, data=done).status_code == 303
    assert "Perkara selesai" in client.get("/archive/keeping/holds").text
    assert client.post(place, data=done).status_code == 404


def test_programs_see_the_same_as_people(room: Room) -> None:
    client, vault = room.visits[SECOND.name], room.vault
    assert {one["code"] for one in client.get("/api/v1/retention/schedule").json()} == {
        "BIN.1",
        "BIN.2",
        "BIN.9",
    }
    whole = client.get(f"/api/v1/retention/lists/{vault.fresh}").json()
    assert len(whole["items"]) == whole["papers"] == 3
    wanted = {"unit": SECTOR, "reason": "dinilai", "asked": True}
    made = client.post("/api/v1/retention/lists", json=wanted)
    assert (made.status_code, made.json()["papers"]) == (201, 7)
    place, word = f"/api/v1/retention/lists/{vault.fresh}/votes", {"verdict": "approve"}
    assert client.post(place, json=word).json()["error"]["code"] == "access.password-wrong"
    said = client.post(place, json=word | {"password": PASSWORD})
    assert said.json()["votes"][0]["who"] == SECOND.name
    carried = f"/api/v1/retention/lists/{vault.approved}/destruction"
    assert client.post(carried, json={"password": "x"}).status_code == 403
    gone = client.post(carried, json={"password": PASSWORD}).json()
    assert gone["state"] == "done"
    assert gone["seals"]


def test_a_schedule_is_taken_over_from_a_table_and_given_back(room: Room) -> None:
    client = room.visits[KEEPER.name]
    table = client.get("/archive/keeping/schedule/file?format=csv").content
    changed = table.replace(b"DDS", b"Sambang")
    place = "/archive/keeping/schedule"
    files = {"file": ("jadwal.csv", changed, "text/csv")}
    assert client.post(place, files=files).status_code == 303
    assert "Sambang" in client.get(place).text
    wrong = {"file": ("jadwal.csv", b"kode,nasib\nX,entah\n", "text/csv")}
    assert client.post(place, files=wrong).status_code == 400
    assert client.post(place, files={"file": ("jadwal.exe", b"", "x")}).status_code == 422
    superior = room.visits[SUPERIOR.name]
    assert superior.post(place, files=files).status_code == 403


def test_safe_differences_are_mended_by_a_button_and_the_rest_is_told(room: Room) -> None:
    services, client = room.desk.services, room.visits[KEEPER.name]
    blobs = sorted(p for p in services.settings.blobs_folder.rglob("*") if p.is_file())
    blobs[0].unlink()
    with services.catalogue.begin() as db:
        db.exec_driver_sql("UPDATE tallies SET documents = documents + 1")
    text = client.get("/admin/reconcile?look=1").text
    assert "tally-differs" in text
    assert "Perbaiki" in text
    text = client.post("/admin/reconcile").text
    assert "Diperbaiki" in text
    left = client.get("/api/v1/reconcile").json()
    assert "tally-differs" not in {one["code"] for one in left}
    assert all(one["text"] for one in left)


def test_the_latest_proof_tells_damage_in_words(room: Room) -> None:
    services, client = room.desk.services, room.visits[AUDITOR.name]
    assert client.get("/api/v1/proof").status_code == 404
    blob = max(p for p in services.settings.blobs_folder.rglob("*") if p.is_file())
    blob.chmod(0o644)
    blob.write_bytes(b"x")
    told = [json.loads(line) for line in client.post("/api/v1/proof").text.splitlines()]
    assert told[-1] == {"whole": False, "damages": 1}
    page = client.get("/archive/proof").text
    for word in ("Tidak utuh: 1 kerusakan", "Yang harus dilakukan:", "blob-changed", "auditor"):
        assert word in page
    latest = client.get("/api/v1/proof").json()
    assert [one["what"] for one in latest["told"]] == [blob.name]
    assert room.visits[SUPERIOR.name].get("/api/v1/proof").status_code == 403
