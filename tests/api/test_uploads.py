"""tus 1.0.0 as its clients speak it: begun, cut off, gone on with, handed in, forgotten."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from records.keeping import State
from service import library
from service.library import EntryFilter
from service.uploading import resuming
from service.uploading.limits import UploadSettings
from tests.fakes.desk import ADMIN, AUDITOR, CLERK, HEAD, REVIEWER, Desk, scan
from tests.fakes.visits import TestClient, visit
from tests.service.review.test_deeds import person

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream"}


def said(**told: str) -> dict[str, str]:
    """Upload-Metadata."""
    pairs = [f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items()]
    return {"Upload-Metadata": ",".join(pairs)}


def begin(client: TestClient, whole: bytes, **told: str) -> str:
    """Announce a file; where it is to be sent."""
    headers = {**TUS, "Upload-Length": str(len(whole)), **said(**{"filename": "sop.pdf", **told})}
    answer = client.post("/api/v1/uploads", headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def bring(client: TestClient, to: str, piece: bytes, at: int, **more: str) -> Any:
    """Bring a piece."""
    headers = {**PIECE, "Upload-Offset": str(at), **more}
    return client.patch(to, content=piece, headers=headers)


def entries(desk: Desk) -> list[str]:
    """Names of all that was taken in."""
    found = library.entries(person(desk, HEAD), EntryFilter(state=State.RECEIVED), desk.services)
    return [entry.name for entry in found.entries]


def test_a_file_in_pieces_becomes_one_entry(desk: Desk) -> None:
    client, whole = visit(desk, CLERK), scan(3)
    to = begin(client, whole)
    half = len(whole) // 2
    first = bring(client, to, whole[:half], 0)
    assert (first.status_code, first.headers["upload-offset"]) == (204, str(half))
    assert "upload-expires" in first.headers
    here = client.head(to, headers=TUS)
    assert (here.status_code, here.headers["upload-offset"]) == (200, str(half))
    assert [one["offset"] for one in client.get("/api/v1/uploads").json()] == [half]
    assert entries(desk) == []

    last = bring(client, to, whole[half:], half)
    assert last.status_code == 204
    entry = last.headers["upload-entry"]
    assert client.get(f"/api/v1/entries/{entry}").json()["entry"]["name"] == "sop.pdf"
    assert client.get("/api/v1/uploads").json() == []
    again = client.head(to, headers=TUS)
    assert again.headers["upload-entry"] == entry, "a sender who missed the answer is told"
    assert entries(desk) == ["sop.pdf"]


def test_a_small_file_may_come_with_its_announcement(desk: Desk) -> None:
    whole = scan(4)
    headers = {**PIECE, "Upload-Length": str(len(whole)), **said(filename="a.pdf")}
    answer = visit(desk, CLERK).post("/api/v1/uploads", content=whole, headers=headers)
    assert answer.status_code == 201
    assert "upload-entry" in answer.headers


def test_pieces_out_of_step_or_garbled_change_nothing(desk: Desk) -> None:
    client, whole = visit(desk, CLERK), scan(3)
    to = begin(client, whole)
    assert bring(client, to, whole[5:9], 5).status_code == 409
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    garbled = bring(client, to, whole[:100], 0, **{"Upload-Checksum": f"sha256 {wrong}"})
    assert (garbled.status_code, garbled.json()["error"]["code"]) == (460, "upload.garbled")
    right = base64.b64encode(hashlib.sha256(whole[:100]).digest()).decode()
    kept = bring(client, to, whole[:100], 0, **{"Upload-Checksum": f"sha256 {right}"})
    assert kept.headers["upload-offset"] == "100"
    assert bring(client, to, whole + b"more", 100).status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 412),
        ({"Tus-Resumable": "0.2.2", "Upload-Length": "5"}, 412),
        (TUS, 400),
        ({**TUS, "Upload-Length": "-1"}, 400),
        ({**TUS, "Upload-Length": "9" * 16}, 400),
        ({**TUS, "Upload-Length": "9" * 15}, 413),
        ({**TUS, "Upload-Length": "0"}, 422),
        ({**TUS, "Upload-Length": "5", "Upload-Metadata": "filename ###"}, 400),
    ],
)
def test_an_announcement_that_says_too_little_is_refused(
    headers: dict[str, str], status: int, desk: Desk
) -> None:
    answer = visit(desk, CLERK).post("/api/v1/uploads", headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["remedy"]


def test_a_file_that_is_no_document_is_refused_with_its_last_piece(desk: Desk) -> None:
    client = visit(desk, CLERK)
    to = begin(client, b"words", filename="catatan.txt")
    answer = bring(client, to, b"words", 0)
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "scan.not-a-document")
    assert client.get("/api/v1/uploads").json() == []


def test_an_upload_is_nobody_elses(desk: Desk) -> None:
    whole = scan(3)
    to = begin(visit(desk, CLERK), whole)
    other = visit(desk, REVIEWER)
    assert other.head(to, headers=TUS).status_code == 404
    assert bring(other, to, whole, 0).status_code == 404
    assert other.delete(to, headers=TUS).status_code == 404
    assert other.get("/api/v1/uploads").json() == []
    reader = visit(desk, AUDITOR)
    headers = {**TUS, "Upload-Length": "5"}
    assert reader.post("/api/v1/uploads", headers=headers).status_code == 403
    assert reader.get("/api/v1/uploads").status_code == 403
    assert visit(desk, ADMIN).options("/api/v1/uploads").headers["tus-version"] == "1.0.0"


def test_an_upload_may_be_discarded(desk: Desk) -> None:
    client = visit(desk, CLERK)
    to = begin(client, scan(3))
    assert client.delete(to, headers=TUS).status_code == 204
    assert client.head(to, headers=TUS).status_code == 404


def test_photos_wait_until_they_are_joined_and_become_one_document_once(desk: Desk) -> None:
    client = visit(desk, CLERK)
    sent = []
    for shade in (60, 160):
        kept = io.BytesIO()
        Image.new("L", (80, 100), shade).save(kept, "JPEG")
        to = begin(client, kept.getvalue(), filename=f"{shade}.jpg", group="tumpukan")
        assert "upload-entry" not in bring(client, to, kept.getvalue(), 0).headers
        sent.append(to.rpartition("/")[2])
    assert {one["group"] for one in client.get("/api/v1/uploads").json()} == {"tumpukan"}
    told = {"name": "Foto kunjungan", "uploads": sent}
    answers = [client.post("/api/v1/uploads/join", json=told) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert entries(desk) == ["Foto kunjungan.pdf"]
    missing = client.post("/api/v1/uploads/join", json={"name": "x", "uploads": ["0" * 32]})
    assert missing.status_code == 404


def test_unfinished_uploads_have_a_quota_and_leave_room_on_the_disk(desk: Desk) -> None:
    def limited(**limits: int) -> Desk:
        settings = replace(desk.services.settings, uploads=UploadSettings(**limits))
        return Desk(replace(desk.services, settings=settings))

    headers = {**TUS, "Upload-Length": "500"}
    tight = visit(limited(quota_bytes=900), CLERK)
    codes = [tight.post("/api/v1/uploads", headers=headers).status_code for _ in range(2)]
    assert codes == [201, 413]
    assert visit(limited(most=1), CLERK).post("/api/v1/uploads", headers=headers).status_code == 413
    full = visit(limited(spare_bytes=1 << 60), REVIEWER).post("/api/v1/uploads", headers=headers)
    assert (full.status_code, full.json()["error"]["code"]) == (507, "upload.disk-full")


def test_what_was_cut_off_before_its_entry_is_handed_in_and_what_is_left_is_forgotten(
    desk: Desk,
) -> None:
    client, whole, user = visit(desk, CLERK), scan(3), person(desk, CLERK)
    begin(client, whole, filename="ditinggal.pdf")
    to = begin(client, whole, filename="utuh.pdf")
    upload = resuming.find(user, to.rpartition("/")[2], desk.services)
    with resuming.going_on(upload, 0, desk.services) as arriving:
        arriving.write(whole)  # the answer, and the entry, were cut off here

    def later(**span: float) -> Desk:
        now = desk.services.clock() + timedelta(**span)
        return Desk(replace(desk.services, clock=lambda: now))

    assert resuming.tidy(desk.services) == 0, "its sender may still be here"
    assert resuming.tidy(later(minutes=5).services) == 1
    assert entries(desk) == ["utuh.pdf"]
    assert resuming.tidy(later(days=8).services) == 1
    assert client.get("/api/v1/uploads").json() == []
