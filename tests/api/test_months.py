"""Months, seals, exports and copies over HTTP: each for its roles and units, resumable, proven."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from tests.fakes.desk import Desk
from tests.fakes.district import AUDITOR, CHIEF, CLERK, OFFICE, REVIEWER, SECTOR, SUPERIOR
from tests.fakes.districts import Hall
from tests.fakes.visits import visit

READERS = {person.name for person in OFFICE}
TAKERS = READERS - {CLERK.name}
ABOVE = {SUPERIOR.name, AUDITOR.name}
UNIT = f"unit={SECTOR.replace('/', '%2F')}"
OTHER = "unit=polda%2Fkota%2Fbunga"
MATRIX: tuple[tuple[str, set[str]], ...] = (
    (f"/archive/2024-07?{UNIT}", READERS),
    (f"/archive/2024-07?{OTHER}", ABOVE),
    (f"/archive/2024-07/recap?{UNIT}", READERS),
    (f"/archive/2024-07/proof?{UNIT}", READERS),
    (f"/archive/2024-07/proof?{OTHER}", ABOVE),
    ("/archive/tray", READERS),
    ("/archive/proof", {AUDITOR.name}),
    (f"/api/v1/months/2024-07/recap?{UNIT}", READERS),
    (f"/api/v1/months/2024-07/recap?{OTHER}", ABOVE),
    ("/api/v1/years/2024/completeness?format=xlsx", READERS),
    ("/api/v1/seals/1/minutes", TAKERS),
    ("/api/v1/seals/1/list.pdf", TAKERS),
    ("/api/v1/seals/1/list.xlsx", TAKERS),
    ("/api/v1/seals/1/recap", TAKERS),
    ("/api/v1/seals/99/recap", set()),
    (f"/api/v1/export?{UNIT}&span=2024", TAKERS),
    (f"/api/v1/export?{OTHER}&span=2024", set()),
)


@pytest.mark.parametrize(("path", "allowed"), MATRIX)
def test_each_address_of_a_month_opens_for_its_roles_and_units_only(
    hall: Hall, path: str, allowed: set[str]
) -> None:
    opened = {p.name for p in OFFICE if hall.visits[p.name].get(path).status_code == 200}
    assert opened == allowed


@pytest.mark.parametrize("path", [path for path, _ in MATRIX])
def test_strangers_are_turned_away(hall: Hall, path: str) -> None:
    answer = hall.visits[""].get(path)
    assert answer.status_code == (401 if path.startswith("/api/") else 303)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (f"/api/v1/months/2024-07/proof?{UNIT}", TAKERS),
        (f"/api/v1/months/2024-07/proof?{OTHER}", set()),
        ("/api/v1/proof", {AUDITOR.name}),
    ],
)
def test_proofs_are_made_for_those_who_may_take_papers(
    hall: Hall, path: str, allowed: set[str]
) -> None:
    opened = set()
    for person in OFFICE:
        answer = hall.visits[person.name].post(path)
        lines = [json.loads(line) for line in answer.text.splitlines()]
        if answer.status_code == 200 and lines[-1].get("whole"):
            opened.add(person.name)
            assert [line["done"] for line in lines[:-1]] == sorted(
                one["done"] for one in lines[:-1]
            )
    assert opened == allowed


def test_a_proof_that_cannot_begin_says_why(hall: Hall) -> None:
    answer = hall.visits[SUPERIOR.name].post(f"/api/v1/months/2024-09/proof?{UNIT}")
    told = json.loads(answer.text.splitlines()[-1])
    assert told["error"]["code"] == "month.nothing-sealed"


def test_a_broken_download_of_an_export_goes_on_where_it_stopped(hall: Hall) -> None:
    client = hall.visits[AUDITOR.name]
    path = f"/api/v1/export?{UNIT}&span=2024-07"
    whole = client.get(path)
    assert whole.headers["accept-ranges"] == "bytes"
    assert int(whole.headers["content-length"]) == len(whole.content)
    half = len(whole.content) // 2
    headers = {"Range": f"bytes={half}-", "If-Range": whole.headers["etag"]}
    rest = client.get(path, headers=headers)
    assert rest.status_code == 206
    assert whole.content[:half] + rest.content == whole.content
    with zipfile.ZipFile(io.BytesIO(whole.content)) as opened:
        assert "verify.py" in opened.namelist()
    anew = client.get(path, headers={"Range": f"bytes={half}-", "If-Range": '"other"'})
    assert anew.status_code == 200


@pytest.mark.parametrize("path", ["/archive/2024-13", "/archive/x/recap", "/archive/2024-07/x"])
def test_what_is_no_month_is_no_page(hall: Hall, path: str) -> None:
    assert hall.visits[SUPERIOR.name].get(f"{path}?{UNIT}").status_code in {404, 422}


def deed(client: Any, month: str, step: str, **more: str) -> int:
    """Take a step as its form does; the status."""
    data = {"unit": SECTOR, "step": step, "sure": "1", **more}
    status: int = client.post(f"/archive/{month}/steps", data=data).status_code
    return status


def test_a_month_goes_its_way_by_the_forms_of_its_page(district: Desk) -> None:
    clerk, reviewer, chief, superior, auditor = (
        visit(district, p) for p in (CLERK, REVIEWER, CHIEF, SUPERIOR, AUDITOR)
    )
    assert deed(clerk, "2024-09", "submit") == 403
    assert deed(auditor, "2024-09", "submit") == 403
    assert deed(chief, "2024-09", "submit", sure="") == 422
    assert deed(chief, "2024-09", "nonsense") == 422
    assert deed(reviewer, "2024-09", "submit") == 303
    assert deed(chief, "2024-09", "accept") == 403, "nobody accepts one's own month"
    assert deed(superior, "2024-09", "return") == 400
    assert deed(superior, "2024-09", "return", reason="Rekap salah jumlah") == 303
    page = chief.get(f"/archive/2024-09?{UNIT}").text
    assert "Rekap salah jumlah" in page
    assert "Kirim ke satuan atas" in page
    assert deed(chief, "2024-09", "submit") == 303
    assert deed(superior, "2024-09", "accept") == 303
    assert deed(superior, "2024-09", "seal") == 303
    page = superior.get(f"/archive/2024-09?{UNIT}&done=seal").text
    assert "Bulan disegel. Isinya tidak dapat berubah lagi." in page
    assert deed(superior, "2024-09", "seal") == 400


def test_a_paper_of_the_tray_is_filed_with_a_reason(district: Desk) -> None:
    reviewer, superior = visit(district, REVIEWER), visit(district, SUPERIOR)
    page = superior.get("/archive/tray").text
    assert "POLSEK ANGREK BARAT" in page
    entry = page.split("POLSEK ANGREK BARAT")[1].split('action="/entries/')[1].split("/")[0]
    data = {"document": "0", "unit": SECTOR, "reason": ""}
    assert superior.post(f"/entries/{entry}/filing", data=data).status_code == 400
    answer = superior.post(f"/entries/{entry}/filing", data=data | {"reason": "Kop rusak"})
    assert answer.status_code == 303
    following = superior.get(answer.headers["location"]).text
    assert "POLSEK ANGREK BARAT" not in following
    assert 'value="Kop rusak"' in following
    assert "Kop rusak" not in reviewer.get("/archive/tray").text


def test_counts_lead_to_papers_and_secret_ones_are_only_counted(hall: Hall) -> None:
    path = f"/archive/2024-09/recap?{UNIT}&row=0&column=3"
    assert "Warga ke-50" in hall.visits[CHIEF.name].get(path).text
    page = hall.visits[REVIEWER.name].get(path).text
    assert "Warga ke-50" not in page
    assert "1 dokumen lain rahasia" in page
    assert "diketik 3" in page
