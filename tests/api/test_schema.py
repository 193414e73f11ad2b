"""Schemathesis sends what the description allows and what it does not: no answer is our fault."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error

from api.app import create_app
from tests.fakes.desk import HEAD, reopen_desk
from tests.fakes.visits import visit

ENDLESS = "/api/v1/events"
EXAMPLES = 6
"""Requests an address gets; our own test of the doors sends many more, of another making."""


@schemathesis.serializer("application/offset+octet-stream", "application/octet-stream")
def plain_bytes(_: Any, value: Any) -> bytes:
    """A piece of a file is sent as it is."""
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module")
def described(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of an office's doors, and the head's way in."""
    folder = tmp_path_factory.mktemp("described") / "office"
    desk = reopen_desk(Path(shutil.copytree(staffed, folder)))
    desk.take("sop satu.pdf", HEAD, 0)
    desk.work()
    head = visit(desk, HEAD)
    schema: Any = schemathesis.openapi.from_asgi("/openapi.json", create_app(desk.services))
    schema = schema.exclude(path=ENDLESS).exclude(path_regex="/session$", method="DELETE")
    yield schema, head
    desk.services.close()


def test_nothing_described_or_not_ends_in_a_fault_of_ours(described: Any) -> None:
    schema, head = described
    asked, told = 0, set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            answer = case.call_and_validate(
                headers=dict(head.headers),
                cookies=dict(head.cookies),
                checks=[not_a_server_error],
            )
            told.add(answer.status_code)

        ask()
        asked += 1
    assert asked > 30, "the addresses were found"
    assert {200, 404} <= told, "somebody known was asking"
