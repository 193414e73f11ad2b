"""Checking in the browser's pages: with a keyboard, and without scripts."""

from __future__ import annotations

import re

import pytest

from tests.fakes.desk import CLERK, REVIEWER, Desk
from tests.fakes.visits import visit

NIK = "7571091706960005"


@pytest.fixture
def blank(desk: Desk) -> str:
    """The id of a filled blank with a doubtful name and a NIK."""
    entry = desk.take("kunjungan warga.pdf")
    desk.work()
    return entry.id


def test_the_queue_leads_to_the_desk_and_the_word_is_kept(desk: Desk, blank: str) -> None:
    client = visit(desk, REVIEWER)
    assert f"/entries/{blank}/review?document=0" in client.get("/review").text
    assert client.get("/review/next").headers["location"].startswith(f"/entries/{blank}/review")
    page = client.get(f"/entries/{blank}/review").text
    assert re.search(r'class="crop" src="/api/v1/entries/\w+/pages/1/crop\?left=', page)
    shown = "Yohanes <b>Nasution</b>"
    data = {"document": "0", "path": "fields.name", "shown": shown, "typed": "Yohanes Nasution"}
    assert client.post(f"/entries/{blank}/review", data=data).status_code == 303
    page = client.get(f"/entries/{blank}").text
    assert "dikoreksi pemeriksa" in page
    assert "Yohanes Nasution" in page
    assert f"/entries/{blank}" not in client.get("/review").text
    assert client.post(f"/entries/{blank}/review", data=data).status_code == 409


def test_numbers_are_masked_on_every_page_until_revealed(desk: Desk, blank: str) -> None:
    client = visit(desk, REVIEWER)
    paths = (
        f"/entries/{blank}",
        f"/entries/{blank}?tab=text",
        f"/entries/{blank}/review?all=1",
        f"/entries/{blank}/review?path=fields.nik",
        "/search?q=laporan",
        f"/api/v1/entries/{blank}",
        f"/api/v1/entries/{blank}/findings",
        f"/api/v1/entries/{blank}/documents/0/review",
        f"/api/v1/entries/{blank}/pages/1/words",
        f"/api/v1/suggest?q={NIK[:6]}",
    )
    for path in paths:
        text = client.get(path).text
        assert NIK not in text, path
    data = {"document": "0", "reason": "mencocokkan KTP", "back": f"/entries/{blank}"}
    answer = client.post(f"/entries/{blank}/reveal", data=data)
    assert answer.headers["location"] == f"/entries/{blank}"
    assert NIK in client.get(f"/entries/{blank}").text
    assert NIK not in visit(desk, CLERK).get(f"/entries/{blank}").text
    assert client.post(f"/entries/{blank}/reveal", data={**data, "reason": ""}).status_code == 400


def test_one_field_is_swept_over_all_papers(desk: Desk, blank: str) -> None:
    client = visit(desk, REVIEWER)
    page = client.get("/review/sweep?form=kunjungan-warga&key=name").text
    assert page.count("data-item") == 1
    assert "data-item" not in client.get("/review/sweep?form=kunjungan-warga&key=nik").text
