"""Words on values by program."""

from __future__ import annotations

import io

from PIL import Image

from tests.fakes.desk import HEAD, REVIEWER, Desk
from tests.fakes.visits import visit


def test_values_are_read_corrected_and_undone(desk: Desk) -> None:
    entry = desk.take("sop a.pdf", HEAD)
    desk.work()
    client = visit(desk, REVIEWER)
    base = f"/api/v1/entries/{entry.id}/documents/0/review"
    first = client.get(base).json()["items"][0]
    assert (first["path"], first["kind"]) == ("header.created_on", "date")
    word = {"path": first["path"], "shown": first["value"], "typed": "4-9-2019"}
    said = client.post(base, json=word)
    assert (said.status_code, said.json()["needs_review"]) == (201, 0)
    again = client.post(base, json=word)
    assert again.status_code == 409
    assert again.json()["error"]["code"] == "review.outdated"
    undone = client.post(f"{base}/undo", json={"number": said.json()["number"]})
    assert undone.json()["needs_review"] == 1
    refused = client.post(base, json={**word, "typed": "besok"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "review.value-refused")


def test_a_crop_shows_the_part_asked_for_and_covers_masked_numbers(desk: Desk) -> None:
    entry = desk.take("sop a.pdf", HEAD)
    desk.work()
    client = visit(desk, REVIEWER)
    base = f"/api/v1/entries/{entry.id}/pages/1/crop"
    answer = client.get(f"{base}?left=0.1&top=0.1&right=0.9&bottom=0.15")
    assert answer.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.width > 5 * picture.height
    assert client.get(f"{base}?left=0.9&right=0.1").status_code == 404
    assert client.get(f"{base}?left=2").status_code == 422
