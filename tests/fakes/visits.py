"""Logged-in visitors of the doors: one client a person, the session's token sent along."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from api.app import create_app
from api.serving import DoorServer
from tests.fakes.desk import PASSWORD, Desk, Person

with warnings.catch_warnings():
    # it asks for another client library by name; the one we use serves it as well
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

__all__ = ["TestClient", "served", "speaking", "visit", "visitor"]

STARTING_S = 20.0


def visitor(desk: Desk) -> TestClient:
    """Somebody who is not logged in; redirections are not followed."""
    return TestClient(
        create_app(desk.services),
        follow_redirects=False,
        raise_server_exceptions=False,
        client=("127.0.0.1", 50000),
    )


def visit(desk: Desk, person: Person) -> TestClient:
    """Somebody who is logged in and sends the token with every request."""
    client = visitor(desk)
    answer = client.post("/api/v1/session", json={"name": person.name, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return client


@contextmanager
def speaking(client: TestClient, language: str) -> Iterator[TestClient]:
    """The visitor with the language switch set; the browser's own wish says the opposite."""
    wish = {"id": "en-GB,en", "en": "id-ID"}[language]
    client.cookies.set("berkas_language", language)
    client.headers["Accept-Language"] = wish
    try:
        yield client
    finally:
        client.cookies.delete("berkas_language")
        del client.headers["Accept-Language"]


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The application behind a real server; its address."""
    server = DoorServer(create_app(desk.services), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + STARTING_S
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
