"""Double keying in pages: nothing of the machine's reading is shown to those who type blind."""

from __future__ import annotations

from dataclasses import replace

from service.keying.limits import ReviewSettings
from tests.fakes.desk import CLERK, HEAD, REVIEWER, Desk
from tests.fakes.visits import visit


def test_a_value_is_keyed_by_two_and_settled(desk: Desk) -> None:
    settings = replace(desk.services.settings, review=ReviewSettings("kunjungan-warga.name"))
    office = Desk(replace(desk.services, settings=settings))
    entry = office.take("kunjungan a.pdf", HEAD)
    office.work()
    first, second = visit(office, REVIEWER), visit(office, HEAD)
    page = first.get("/review/twice").text
    assert "Nasution" not in page
    assert "/pages/1/crop?" in page
    assert 'class="rows"' not in page

    said = {"entry": entry.id, "document": "0", "path": "fields.name", "typed": "Yohanes"}
    assert first.post("/review/twice", data=said).status_code == 303
    assert "Tidak ada yang menunggu Anda" in first.get("/review/twice").text
    assert "Yohanes" not in second.get("/review/twice").text
    assert second.post("/review/twice", data=said | {"typed": "Yohanis"}).status_code == 303
    third = second.get("/review/twice").text
    assert "Yohanes" in third
    assert "Yohanis" in third
    assert second.post("/review/twice", data=said | {"typed": "Yohanes"}).status_code == 303
    assert second.post("/review/twice", data=said).status_code == 303, "sent twice"
    record = second.get(f"/api/v1/entries/{entry.id}").json()["records"][0]
    assert record["fields"]["name"] == "Yohanes"


def test_pages_of_checking_open_for_their_roles(desk: Desk) -> None:
    codes = {
        who.name: [
            visit(desk, who).get(path).status_code for path in ("/review/twice", "/review/effort")
        ]
        for who in (CLERK, REVIEWER, HEAD)
    }
    assert codes == {"klerk": [403, 403], "pemeriksa": [200, 403], "kepala": [200, 200]}


def test_what_a_word_cost_comes_with_it(desk: Desk) -> None:
    entry = desk.take("kunjungan a.pdf", HEAD)
    desk.work()
    client = visit(desk, HEAD)
    word = {"path": "fields.name", "shown": "Yohanes <b>Nasution</b>", "strokes": 3, "ms": 4000}
    said = client.post(f"/api/v1/entries/{entry.id}/documents/0/review", json=word)
    assert said.status_code == 201
    page = client.get("/review/effort").text
    assert "ketukan setiap kertas" in page
    assert "kepala" in page
