"""`berkas bench --screens ROWS`: what every screen weighs and how soon it is drawn."""

from __future__ import annotations

import http.client
import importlib.util
import json
import secrets
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from service.pacing.screens import Screen
    from service.wiring import Services

SAMPLES = Path(__file__).parent.parent.parent / "samples"
MOST_KB, MOST_MS = 200.0, 300.0
"""What a screen may weigh as transferred, and until its first content is drawn."""
STARTING_S, TIMEOUT_S = 30.0, 60.0
HOST, COOKIE = "127.0.0.1", "berkas_session"
SETTLING_MS = 1000
"""Until the pictures below have come; a page that listens for news never falls silent."""
WINDOW = {"width": 1366, "height": 768}
FLAGS = ["--no-sandbox", "--disable-gpu"]
"""As the offices' machines draw: without a graphics card."""
WEIGHED = "performance.getEntries().reduce((sum, one) => sum + (one.encodedBodySize || 0), 0)"
DRAWN = """() => new Promise((done) => {
  const told = (list) => list.getEntriesByName('first-contentful-paint')
    .forEach((first) => done(first.startTime));
  new PerformanceObserver(told).observe({type: 'paint', buffered: true});
})"""
"""Waits for the first content; one evaluation, as the pages' policy forbids asking by turns."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One screen: the page's own bytes and time of answer, with a browser all of it.

    The processor's time tells more than the clock where other programs want the machine.
    """

    path: str
    answer_ms: float
    cpu_ms: float
    page_kb: float
    whole_kb: float | None = None
    drawn_ms: float | None = None

    @property
    def is_well(self) -> bool:
        """Whether it is as light and as quick as promised."""
        weight = self.whole_kb if self.whole_kb is not None else self.page_kb
        return weight < MOST_KB and (self.drawn_ms or self.answer_ms) < MOST_MS


def bench_screens(papers: int, runs: int) -> None:
    """Fill a temporary installation, serve it, and look at every screen."""
    from service.pacing.screens import furnish_screens
    from service.settings import Settings
    from service.wiring import build

    password = secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory() as folder:
        services = build(replace(Settings(), data=Path(folder)))
        scans = tuple(sorted(SAMPLES.glob("*.pdf")))
        count, screens = furnish_screens(services, papers, scans, password)
        with _served(services) as port:
            sessions = {who: _log_in(port, who, password) for who in {s.person for s in screens}}
            found = [_answer(port, one, sessions, runs) for one in screens]
            found = list(_drawn(port, screens, found, sessions, runs))
        services.close()
    for one in sorted(found, key=lambda one: (one.is_well, -(one.drawn_ms or one.answer_ms))):
        _tell(one)
    bad = sum(not one.is_well for one in found)
    told = f"{MOST_KB:.0f} kB or {MOST_MS:.0f} ms"
    click.echo(f"{count} papers, {len(found)} screens, {bad} of {told} or more")


def _tell(one: Seen) -> None:
    whole = "" if one.whole_kb is None else f"{one.whole_kb:6.1f} kB in all  "
    drawn = "" if one.drawn_ms is None else f"drawn {one.drawn_ms:5.0f} ms  "
    sign = " " if one.is_well else "!"
    answer = f"page {one.page_kb:5.1f} kB in {one.answer_ms:5.0f} ms, {one.cpu_ms:4.0f} CPU-ms  "
    click.echo(f"{sign} {whole}{drawn}{answer}{one.path}")


@contextmanager
def _served(services: Services) -> Iterator[int]:
    from api.app import create_app
    from api.serving import DoorServer

    server = DoorServer(create_app(services), HOST, 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + STARTING_S
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield int(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()


def _log_in(port: int, who: str, password: str) -> str:
    door = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT_S)
    body = json.dumps({"name": who, "password": password})
    door.request("POST", "/api/v1/session", body, {"Content-Type": "application/json"})
    answer = door.getresponse()
    if answer.status != http.client.CREATED:
        raise click.ClickException(f"login: {answer.status}")
    cookie = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
    door.close()
    return cookie


def _answer(port: int, screen: Screen, sessions: dict[str, str], runs: int) -> Seen:
    """The page by itself, packed as browsers get it; the first asking only warms up."""
    headers = {
        "Cookie": f"{COOKIE}={sessions[screen.person]}",
        "Accept-Encoding": "gzip",
        "Sec-Fetch-Site": "same-origin",
    }
    times, works, size = [], [], 0
    for _ in range(runs + 1):
        door = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT_S)
        began, worked = time.perf_counter(), time.process_time()
        door.request("GET", screen.path, headers=headers)
        answer = door.getresponse()
        size = len(answer.read())
        times.append((time.perf_counter() - began) * 1000)
        works.append((time.process_time() - worked) * 1000)
        door.close()
        if answer.status != http.client.OK:
            raise click.ClickException(f"{screen.path}: {answer.status}")
    spent = statistics.median(times[1:]), statistics.median(works[1:])
    return Seen(screen.path, *spent, size / 1000)


def _drawn(
    port: int,
    screens: tuple[Screen, ...],
    found: list[Seen],
    sessions: dict[str, str],
    runs: int,
) -> Iterator[Seen]:
    """The screens as Chromium has them; as they are where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        missing = "chromium" if chromium is None else "playwright"
        click.echo(
            f"{missing} is not installed: nothing is drawn, pages alone are weighed", err=True
        )
        yield from found
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for screen, one in zip(screens, found, strict=True):
            yield _look(
                browser, f"http://{HOST}:{port}", screen, sessions[screen.person], one, runs
            )
        browser.close()


def _look(browser: Any, address: str, screen: Screen, session: str, one: Seen, runs: int) -> Seen:
    """All that comes with the page, nothing kept before; and the median of when it is drawn.

    Pictures further down come after the page is drawn: they are weighed, and no part of them is
    still on its way when the next look begins.
    """
    context = browser.new_context(base_url=address, viewport=WINDOW, locale="id-ID")
    context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    page = context.new_page()
    page.goto(screen.path, wait_until="load")
    page.wait_for_timeout(SETTLING_MS)
    whole_kb = page.evaluate(WEIGHED) / 1000
    times = []
    for _ in range(runs):
        page.goto(screen.path, wait_until="load")
        times.append(page.evaluate(DRAWN))
    context.close()
    return replace(one, whole_kb=whole_kb, drawn_ms=statistics.median(times))
