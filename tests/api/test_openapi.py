"""Whatever is sent to the described addresses, the answer is one we chose, no fault of ours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.desk import ADMIN, HEAD, Desk
from tests.fakes.visits import TestClient, visit

WORDS = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(
        ["-1", "0", "1", "NaN", "1e400", "2024-13", "%00", "../..", "'--", "bulan:", '"']
    ),
)
BODIES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["path", "shown", "typed", "number", "reason", "name", "password", "role"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)
NOT_STREAMED = "/api/v1/events"


def addresses(description: dict[str, Any]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """(method, path, parameters) of every address but the endless one and the logging out."""
    return [
        (method, path, deed.get("parameters", []))
        for path, deeds in sorted(description["paths"].items())
        for method, deed in sorted(deeds.items())
        if path != NOT_STREAMED and not (method == "delete" and path.endswith("/session"))
    ]


@pytest.fixture
def busy(desk: Desk) -> tuple[list[TestClient], list[str]]:
    """Two visitors of an office with papers, and the papers' ids."""
    names = ("sop satu.pdf", "kunjungan warga.pdf", "rusak.pdf")
    found = [desk.take(name, HEAD, seed).id for seed, name in enumerate(names)]
    desk.work()
    return [visit(desk, HEAD), visit(desk, ADMIN)], [*found]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_request_makes_the_service_fail(
    busy: tuple[list[TestClient], list[str]], data: st.DataObject
) -> None:
    client = data.draw(st.sampled_from(busy[0]))
    described = client.get("/openapi.json").json()
    method, path, parameters = data.draw(st.sampled_from(addresses(described)))
    known = st.sampled_from(busy[1])
    asked = {}
    for parameter in parameters:
        name = parameter["name"]
        if parameter["in"] == "path":
            part = data.draw(known if name == "entry_id" else st.integers(0, 3).map(str))
            path = path.replace(f"{{{name}}}", part)
        elif parameter["in"] == "query" and data.draw(st.booleans()):
            asked[name] = data.draw(WORDS)
    body = data.draw(BODIES) if method in {"post", "put"} else None
    answer = client.request(method.upper(), path, params=asked, json=body)
    assert answer.status_code < 500, (method, path, asked, body)
    if answer.status_code >= 400 and method != "head":
        assert set(answer.json()["error"]) <= {"code", "message", "remedy"}
