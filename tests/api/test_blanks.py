"""Blanks ordered through the API come as a file, numbered."""

from __future__ import annotations

from archive.units import tree
from records.keeping import Unit
from tests.fakes.desk import CLERK, HERE, Desk
from tests.fakes.visits import visit


def own_unit(desk: Desk) -> str:
    with desk.services.catalogue.begin() as db:
        tree.put(db, Unit(HERE, "Polres Gorontalo Kota"))
    return HERE


def test_an_order_gives_a_numbered_pdf(desk: Desk) -> None:
    clerk, unit = visit(desk, CLERK), own_unit(desk)
    forms = {form["id"] for form in clerk.get("/api/v1/blanks/forms").json()}
    assert "kunjungan-warga" in forms
    asked = {"form": "kunjungan-warga", "unit": unit, "copies": 2}
    for first in (1, 3):
        answer = clerk.post("/api/v1/blanks", json=asked)
        assert answer.status_code == 200, answer.text
        assert answer.content.startswith(b"%PDF")
        assert answer.headers["x-first-serial"] == str(first)
        assert "attachment" in answer.headers["content-disposition"]
    prints = clerk.get("/api/v1/blanks/prints").json()
    assert [one["last_serial"] for one in prints] == [4, 2]


def test_a_preview_is_a_pdf_and_bad_orders_are_refused(desk: Desk) -> None:
    clerk, unit = visit(desk, CLERK), own_unit(desk)
    one = clerk.get(f"/api/v1/blanks/preview?form=kunjungan-usaha&unit={unit}&paper=f4")
    assert one.content.startswith(b"%PDF")
    assert clerk.get(f"/api/v1/blanks/preview?form=nothing&unit={unit}").status_code == 400
    bad = clerk.post("/api/v1/blanks", json={"form": "x", "unit": unit, "copies": 0})
    assert bad.status_code == 422
