"""Months, procedures and documents as pages: within the policy, named in both languages."""

from __future__ import annotations

import re

import pytest

from tests.fakes.desk import Desk
from tests.fakes.district import AUDITOR, CHIEF, CLERK, REVIEWER, SECTOR, SUPERIOR
from tests.fakes.districts import Hall
from tests.fakes.visits import TestClient, speaking, visit
from tests.web.test_pages import look

UNIT = f"unit={SECTOR.replace('/', '%2F')}"
PAGES = (
    "/archive?year=2024",
    f"/archive?year=2024&{UNIT}",
    f"/archive/2024-07?{UNIT}",
    f"/archive/2024-08?{UNIT}",
    f"/archive/2024-09?{UNIT}&sort=kunjungan-warga",
    "/archive/2024-08?unit=polda%2Fkota",
    f"/archive/2024-09/recap?{UNIT}&row=0&column=0",
    f"/archive/2024-07/proof?{UNIT}",
    f"/archive/2024-09/proof?{UNIT}",
    "/archive/tray",
    "/procedures",
    "/procedures?text=tidakadasamasekali",
)


def procedures(client: TestClient) -> list[str]:
    """The entries of the district's procedures, newest first."""
    answer = client.get("/api/v1/documents?kind=sop")
    return [found["entry"] for found in answer.json()["documents"]]


def check(text: str) -> None:
    """What holds for every page."""
    page = look(text)
    assert page.refused == []
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids)), "an id stands once"
    labelled = {given.get("for") for tag, given in page.tags if tag == "label"}
    for tag, given in page.tags:
        is_hidden = given.get("type") in {"hidden", "checkbox"} or "hidden" in given
        if tag in {"input", "select", "textarea"} and not is_hidden:
            assert given.get("id") in labelled, given


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_the_archive_keeps_to_the_policy(
    hall: Hall, path: str, language: str
) -> None:
    with speaking(hall.visits[SUPERIOR.name], language) as client:
        answer = client.get(path)
    assert answer.status_code == 200
    check(answer.text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_a_procedure_keeps_to_the_policy(hall: Hall, language: str) -> None:
    with speaking(hall.visits[SUPERIOR.name], language) as client:
        new, old = procedures(client)
        for path in (
            f"/procedures/compare?old={old}-0&new={new}-0",
            f"/procedures/compare?old={old}-0&new={new}-0&only=1",
            f"/entries/{old}/matrix",
            f"/entries/{old}/matrix?path=matrix.steps.1.actors.0",
            f"/entries/{old}/matrix?path=matrix.edges.1",
            f"/entries/{old}?tab=history",
            f"/entries/{old}?find=SOP",
        ):
            answer = client.get(path)
            assert answer.status_code == 200, path
            check(answer.text)


def test_the_library_shows_what_is_in_force_and_the_rest_behind_it(hall: Hall) -> None:
    text = hall.visits[CLERK.name].get("/procedures").text
    assert text.index("SOP / 02 / I / 2023") < text.index("1 versi lain")
    assert text.index("1 versi lain") < text.index("SOP / 04 / IX / 2019")
    assert "berlaku" in text


def test_what_changed_between_versions_is_marked(hall: Hall) -> None:
    client = hall.visits[CLERK.name]
    new, old = procedures(client)
    text = client.get(f"/procedures/compare?old={old}-0&new={new}-0").text
    assert "<del>30</del>" in text
    assert "<ins>15</ins>" in text
    assert "Memberi tahu ketua RT" in text
    assert "<del>KANIT BINMAS → langkah 4, KAPOLSEK</del>" in text
    only = client.get(f"/procedures/compare?old={old}-0&new={new}-0&only=1").text
    assert "1 langkah sama tidak ditampilkan" in only
    assert client.get("/procedures/compare?old=x&new=y").status_code == 404


def test_an_older_version_says_which_one_is_in_force(hall: Hall) -> None:
    client = hall.visits[CLERK.name]
    new, old = procedures(client)
    assert "Yang berlaku: SOP / 02 / I / 2023" in client.get(f"/entries/{old}").text
    assert "Yang berlaku" not in client.get(f"/entries/{new}").text


def test_the_matrix_is_drawn_over_its_scan(hall: Hall) -> None:
    client = hall.visits[SUPERIOR.name]
    _, old = procedures(client)
    text = client.get(f"/entries/{old}/matrix").text
    assert len(re.findall(r'class="mark[ "]', text)) == 5
    assert len(re.findall(r'class="arrow[ "]', text)) == 5
    assert 'value="30 menit"' in text, "the doubtful cell is open first"
    assert hall.visits[CLERK.name].get(f"/entries/{old}/matrix").status_code == 403


def test_a_cell_is_corrected_without_scripts(district: Desk) -> None:
    client = visit(district, REVIEWER)
    _, old = procedures(client)
    data = {
        "document": "0",
        "path": "matrix.steps.1.duration",
        "shown": "30 menit",
        "typed": "45 menit",
        "back": f"/entries/{old}/matrix?document=0&path=matrix.steps.1.duration",
    }
    answer = client.post(f"/entries/{old}/review", data=data)
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert 'value="45 menit"' in page
    history = client.get(f"/entries/{old}?tab=history").text
    assert "“30 menit” → “45 menit”" in history


def test_words_are_found_inside_a_document(hall: Hall) -> None:
    client = hall.visits[CHIEF.name]
    _, old = procedures(client)
    found = client.get(f"/entries/{old}?find=POLSEK").text
    assert 'class="found"' in found
    assert "hlm. 1 (" in found
    assert "tidak ada di dokumen ini" in client.get(f"/entries/{old}?find=zzz").text


def test_a_document_is_filed_elsewhere_from_its_own_page(district: Desk) -> None:
    client = visit(district, CHIEF)
    _, old = procedures(client)
    back = f"/entries/{old}?tab=history"
    data = {"document": "0", "month": "2019-10", "reason": "Berlaku sejak Oktober", "back": back}
    assert client.post(f"/entries/{old}/filing", data=data).headers["location"] == back
    page = client.get(back).text
    assert "Berlaku sejak Oktober" in page
    assert "Oktober 2019" in page


def test_the_auditor_reads_when_and_how_a_month_was_checked(district: Desk) -> None:
    client = visit(district, AUDITOR)
    path = f"/archive/2024-07/proof?{UNIT}"
    assert "Belum pernah diperiksa sejak disegel" in client.get(path).text
    data = {"unit": SECTOR}
    assert client.post("/archive/2024-07/proof", data=data).status_code == 303
    text = client.get(path).text
    assert "Utuh: tidak ada yang berubah sejak disegel" in text
    assert "Diperiksa auditor" in text
    assert "8 dokumen" in text
    assert 'class="qr"' in text
    assert client.post("/archive/proof").status_code == 303
    assert "Utuh" in client.get("/archive/proof").text
