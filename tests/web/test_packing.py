"""Pages are packed for our own requests only; streams, files and failures keep their shape."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from tests.fakes.offices import Office
from web.packing import may_pack

OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    ("headers", "is_packed"),
    [
        (OURS, True),
        ({**OURS, "Sec-Fetch-Site": "none"}, True),
        ({**OURS, "Sec-Fetch-Site": "cross-site"}, False),
        ({**OURS, "Sec-Fetch-Site": "same-site"}, False),
        ({**OURS, "Accept-Encoding": "br"}, False),
        ({"Accept-Encoding": "gzip", "Host": "a:1", "Referer": "http://a:1/x"}, True),
        ({"Accept-Encoding": "gzip", "Host": "a:1", "Referer": "http://evil/a:1"}, False),
        ({"Accept-Encoding": "gzip", "Host": "a:1"}, False),
    ],
)
def test_only_requests_of_our_own_are_packed(headers: dict[str, str], is_packed: bool) -> None:
    assert may_pack(Headers(headers)) is is_packed


def test_a_page_comes_packed_and_reads_the_same(office: Office) -> None:
    client = office.visits["kepala"]
    plain = client.get("/documents", headers={"Accept-Encoding": "identity"})
    packed = client.get("/documents", headers=OURS)
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert "Accept-Encoding" in packed.headers["vary"]
    foreign = client.get("/documents", headers={**OURS, "Sec-Fetch-Site": "cross-site"})
    assert "content-encoding" not in foreign.headers


def test_files_and_pictures_keep_their_length(office: Office) -> None:
    client, entry = office.visits["kepala"], office.papers["sop"].id
    for path in ("original", "searchable", "pages/1/image"):
        answer = client.get(f"/api/v1/entries/{entry}/{path}", headers=OURS)
        assert "content-encoding" not in answer.headers
        assert int(answer.headers["content-length"]) == len(answer.content)
