"""Handing in, following, reading and downloading files through the API."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx
import pytest

from ingest.limits import Limits
from tests.fakes.desk import CLERK, HEAD, LINES, PASSWORD, Desk, scan
from tests.fakes.offices import Office
from tests.fakes.visits import served, speaking, visit


def test_a_file_handed_in_is_answered_at_once_and_archived_later(desk: Desk) -> None:
    client = visit(desk, HEAD)
    answer = client.post("/api/v1/entries?name=sop.pdf", content=scan())
    assert answer.status_code == 202
    entry = answer.json()
    assert (entry["state"], entry["name"], entry["error"]) == ("received", "sop.pdf", None)
    desk.work()
    view = client.get(f"/api/v1/entries/{entry['id']}").json()
    assert view["entry"]["state"] == "archived"
    assert view["documents"][0]["title"] == "PELAPORAN KEGIATAN"
    assert view["records"][0]["header"]["number"] == "SOP / 04 / IX / 2019"
    assert view["pages"] == [1, 2]


def test_a_form_with_a_file_is_taken_too(desk: Desk) -> None:
    files = {"file": ("sop.pdf", scan(), "application/pdf")}
    answer = visit(desk, CLERK).post("/api/v1/entries", files=files)
    assert answer.status_code == 202
    assert answer.json()["name"] == "sop.pdf"


def test_sending_again_under_the_same_key_keeps_one(desk: Desk) -> None:
    client = visit(desk, HEAD)
    first, again = (
        client.post(
            "/api/v1/entries?name=sop.pdf", content=scan(), headers={"Idempotency-Key": "k1"}
        ).json()
        for _ in range(2)
    )
    assert first["id"] == again["id"]
    assert len(client.get("/api/v1/entries").json()["entries"]) == 1


def test_the_same_bytes_again_are_told_not_dropped(office: Office) -> None:
    view = office.visits["kepala"].get(f"/api/v1/entries/{office.papers['double'].id}").json()
    assert view["entry"]["duplicate_of"] == office.papers["sop"].id
    assert view["problems"][0]["page"] == 2


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("sop.pdf", b"", 422, "scan.empty"),
        ("sop.pdf", b"plain words", 415, "scan.not-a-document"),
        ("", b"%PDF-1.7", 422, "request.invalid"),
        ("x" * 300, b"%PDF-1.7", 422, "request.invalid"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_remedy(
    office: Office, name: str, content: bytes, status: int, code: str
) -> None:
    client = office.visits["kepala"]
    answer = client.post("/api/v1/entries", params={"name": name}, content=content)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert answer.json()["error"]["message"]
    assert answer.json()["error"]["remedy"]


def test_a_form_without_a_file_is_refused(office: Office) -> None:
    answer = office.visits["kepala"].post("/api/v1/entries", data={"file": "words"})
    assert answer.status_code == 422


def test_a_file_too_large_is_refused_while_it_comes_in(desk: Desk) -> None:
    settings = replace(desk.services.settings, limits=Limits(max_bytes=1000))
    small = Desk(replace(desk.services, settings=settings))
    answer = visit(small, HEAD).post("/api/v1/entries?name=sop.pdf", content=b"%PDF" * 1000)
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "scan.too-large"


def test_readers_without_the_right_hand_nothing_in(office: Office) -> None:
    answer = office.visits["auditor"].post("/api/v1/entries?name=a.pdf", content=scan())
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "access.not-allowed"


def test_a_failure_is_told_in_the_readers_language_and_may_be_tried_again(desk: Desk) -> None:
    entry = desk.take("rusak.pdf")
    desk.work()
    client = visit(desk, HEAD)
    path = f"/api/v1/entries/{entry.id}"
    told = client.get(path).json()["entry"]
    assert told["state"] == "failed"
    assert "rusak" in told["error"]["message"]
    with speaking(client, "en"):
        english = client.get(path).json()["entry"]
    assert "damaged" in english["error"]["message"]
    again = client.post(f"{path}/again")
    assert again.status_code == 202
    assert again.json()["state"] == "received"


def test_a_download_that_broke_goes_on_where_it_stopped(office: Office) -> None:
    client = office.visits["kepala"]
    path = f"/api/v1/entries/{office.papers['sop'].id}/original"
    whole = client.get(path)
    tag = whole.headers["etag"]
    for asked, begin, end in (
        ("bytes=10-19", 10, 20),
        ("bytes=-5", -5, None),
        ("bytes=7-", 7, None),
    ):
        part = client.get(path, headers={"Range": asked, "If-Range": tag})
        assert part.status_code == 206
        assert part.content == whole.content[begin:end]
        assert part.headers["content-range"].endswith(f"/{len(whole.content)}")
    assert client.get(path, headers={"Range": "bytes=999999999-"}).status_code == 416
    assert client.get(path, headers={"Range": "bytes=0-1", "If-Range": '"x"'}).status_code == 200


def test_downloads_are_saved_never_shown(office: Office) -> None:
    client = office.visits["kepala"]
    base = f"/api/v1/entries/{office.papers['sop'].id}"
    for part, media in (
        ("original", "application/pdf"),
        ("searchable", "application/pdf"),
        ("findings", "application/json"),
    ):
        answer = client.get(f"{base}/{part}")
        assert answer.headers["content-type"].split(";")[0] == media
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert len(answer.content) == int(answer.headers["content-length"])
    assert client.get(f"{base}/original").content == scan(0)
    assert json.loads(client.get(f"{base}/findings").content)["pages"] == 2


def test_a_name_with_quotes_and_line_ends_stays_within_its_header(desk: Desk) -> None:
    entry = desk.take('lap"oran\r\nX-Evil: 1 é.pdf')
    desk.work()
    answer = visit(desk, HEAD).get(f"/api/v1/entries/{entry.id}/original")
    assert answer.status_code == 200
    assert "x-evil" not in answer.headers
    assert "\n" not in answer.headers["content-disposition"]


def test_a_page_is_a_picture_the_browser_may_keep(office: Office) -> None:
    client = office.visits["kepala"]
    path = f"/api/v1/entries/{office.papers['sop'].id}/pages/1/image"
    answer = client.get(path)
    assert answer.headers["content-type"] == "image/webp"
    assert answer.content[8:12] == b"WEBP"
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert answer.headers["vary"] == again.headers["vary"] == "Cookie"
    assert not again.content
    assert len(client.get(path.replace("image", "thumbnail")).content) < len(answer.content)


def test_words_stand_in_shares_of_the_page(office: Office) -> None:
    client = office.visits["kepala"]
    found = client.get(f"/api/v1/entries/{office.papers['sop'].id}/pages/1/words").json()
    assert [word["text"] for word in found["words"][:3]] == LINES[0].split()
    assert all(0 <= edge <= 1 for word in found["words"] for edge in word["box"])


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/entries/nothing",
        "/api/v1/entries/{sop}/pages/99/image",
        "/api/v1/entries/{sop}/pages/99/words",
        "/api/v1/entries/{waiting}/searchable",
        "/api/v1/entries/{waiting}/findings",
        "/api/v1/entries/nothing/original",
        "/api/v1/nothing",
    ],
)
def test_what_is_not_there_has_the_one_error_shape(office: Office, path: str) -> None:
    ids = {name: entry.id for name, entry in office.papers.items()}
    answer = office.visits["kepala"].get(path.format(**ids))
    assert answer.status_code == 404
    error = answer.json()["error"]
    assert error["code"] == "access.not-found"
    assert set(error) == {"code", "message", "remedy"}


def test_entries_are_filtered_and_turned_page_by_page(office: Office) -> None:
    client = office.visits["kepala"]
    failed = client.get("/api/v1/entries?state=failed").json()["entries"]
    assert [entry["name"] for entry in failed] == ["rusak.pdf"]
    named = client.get("/api/v1/entries?name=rekap").json()["entries"]
    assert [entry["name"] for entry in named] == ["rekap desember.pdf"]
    seen: list[str] = []
    after = ""
    while True:
        page = client.get(f"/api/v1/entries?limit=3{after}").json()
        seen += [entry["id"] for entry in page["entries"]]
        if page["after"] is None:
            break
        after = f"&after={page['after']}"
    assert len(seen) == len(set(seen)) == 8


def test_changes_come_as_events_from_the_cursor_on(desk: Desk) -> None:
    with served(desk) as address, httpx.Client(base_url=address, timeout=20) as client:
        client.post("/api/v1/session", json={"name": HEAD.name, "password": PASSWORD})
        with client.stream("GET", "/api/v1/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.iter_lines()
            assert next(lines).startswith("retry:")
            entry = desk.take("sop.pdf")
            told = next(line for line in lines if line.startswith("data:"))
            assert json.loads(told[5:])["id"] == entry.id


def test_a_cursor_of_nobodys_making_is_refused(office: Office) -> None:
    client = office.visits["kepala"]
    events = client.get("/api/v1/events", headers={"Last-Event-ID": "nonsense"})
    documents = client.get("/api/v1/documents?after=nonsense")
    for answer in (events, documents):
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "request.bad-cursor"


def test_a_body_that_is_no_upload_stays_small(office: Office) -> None:
    client = office.visits["pengelola"]
    bloated = client.post("/api/v1/users", json={"name": "x" * 2_000_000})
    assert bloated.status_code == 413
    assert bloated.json()["error"]["code"] == "request.too-large"


def test_a_scan_may_be_larger_than_other_bodies(office: Office) -> None:
    big = b"words" * 400_000
    answer = office.visits["kepala"].post("/api/v1/entries?name=a.pdf", content=big)
    assert answer.json()["error"]["code"] == "scan.not-a-document"
    files = {"files": ("a.pdf", big, "application/pdf")}
    assert office.visits["kepala"].post("/upload", files=files).status_code == 415
