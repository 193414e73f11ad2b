"""One Chromium for the tests of pages, and people of the office logged in with it.

Tests wait for what the page shows, never for a while; the limits are those of a machine under
load, so that only what never comes fails.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.fakes.desk import PASSWORD, Desk, Person
from tests.fakes.visits import served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"desk": (1366, 768), "phone": (390, 844)}
MOST_BYTES = 200_000
"""Of a page with all that comes with it, as transferred."""
PATIENCE_MS = 60_000
GRAVE = {"serious", "critical"}
in_chromium = (
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
)
complaints: list[str] = []
"""What pages threw and the content policy refused, since the last test began."""


@pytest.fixture(scope="package")
def playing() -> Iterator[Playwright]:
    """The driver of all browsers."""
    with sync_playwright() as driver:
        expect.set_options(timeout=PATIENCE_MS)
        yield driver


@pytest.fixture(scope="package")
def browser(playing: Playwright) -> Iterator[Browser]:
    """One Chromium for all journeys."""
    opened = playing.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
    yield opened
    opened.close()


@pytest.fixture
def quiet_pages() -> Iterator[None]:
    """Whatever a page complains of fails the journey."""
    complaints.clear()
    yield
    assert complaints == []


@contextmanager
def visited(desk: Desk, browser: Browser) -> Iterator[str]:
    """The office behind a real server, its address; pages left open are closed before it is."""
    with served(desk) as address:
        try:
            yield address
        finally:
            for context in browser.contexts:
                context.close()


def open_context(
    browser: Browser, address: str, size: str = "desk", *, scripts: bool = True
) -> BrowserContext:
    """A browser of somebody's own, with nobody logged in."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="id-ID",
        base_url=address,
        java_script_enabled=scripts,
    )
    attend(context)
    return context


def attend(context: BrowserContext) -> None:
    """Listen to the complaints of its pages, and wait for them patiently."""
    context.set_default_timeout(PATIENCE_MS)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", _note)


def _note(said: ConsoleMessage) -> None:
    if "Security Policy" in said.text:
        complaints.append(said.text)


def come(
    browser: Browser,
    address: str,
    who: Person,
    size: str = "desk",
    *,
    at: str = "/",
    scripts: bool = True,
) -> Page:
    """A page on which the person is logged in; the cookie is had without the login page."""
    context = open_context(browser, address, size, scripts=scripts)
    enter(context, address, who)
    page = context.new_page()
    page.goto(at)
    return page


def enter(context: BrowserContext, address: str, who: Person) -> None:
    """Log the person in without a page."""
    data = {"name": who.name, "password": PASSWORD}
    answer = context.request.post(f"{address}/api/v1/session", data=data)
    assert answer.status == 201, answer.text()


def log_in(page: Page, who: Person) -> None:
    """Log the person in as people do, on the page that asks for it."""
    page.get_by_label("Nama pengguna").fill(who.name)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_label("Kata sandi")).to_have_count(0)


def fits(page: Page) -> bool:
    """Whether the page is no wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def weight(page: Page) -> int:
    """Bytes transferred for the page and all that came with it."""
    return int(
        page.evaluate(
            "performance.getEntries().reduce((sum, e) => sum + (e.encodedBodySize || 0), 0)"
        )
    )


def barriers(page: Page) -> list[tuple[str, str, list[str]]]:
    """What shuts people out: (rule, help, places) of every serious finding of axe-core."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in GRAVE
    ]


def resize(page: Page, size: str) -> None:
    """Give the page another screen."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
