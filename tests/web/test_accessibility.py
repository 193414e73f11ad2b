"""Every page as axe-core sees it, at a desk and on a phone: nothing serious is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from tests.api.test_gate import filled, routes
from tests.fakes.desk import ADMIN, AUDITOR, HEAD, PASSWORD, Person
from tests.fakes.offices import Office
from tests.fakes.visits import served
from tests.web.test_journeys import ARGUMENTS, CHROMIUM, SIZES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
GRAVE = {"serious", "critical"}
FRAGMENTS = {"/admin/queue", "/entries/{entry_id}/row", "/metrics", "/healthz", "/readyz"}
"""Parts of pages, and what machines read."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all pages."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


def addresses(office: Office) -> list[str]:
    """Every page that opens without more than a paper of the office."""
    found = {"/login", "/search?q=laporan", "/nothing-here"}
    for method, path in routes(create_app(office.desk.services)):
        is_ours = not path.startswith(("/api/", "/static", "/openapi")) and path not in FRAGMENTS
        if method == "GET" and is_ours:
            found.add(filled(path, office.papers["sop"].id))
    return sorted(found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("person", [HEAD, ADMIN, AUDITOR], ids=lambda person: person.name)
def test_no_page_shuts_anybody_out(
    office: Office, browser: Browser, person: Person, size: str
) -> None:
    width, height = SIZES[size]
    seen, faults = 0, []
    with served(office.desk) as address:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=address, locale="id-ID"
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("Nama pengguna").fill(person.name)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(lambda url: "/login" not in url)
        for path in addresses(office):
            asked = context.request.get(path)
            if asked.status != 200 or "text/html" not in asked.headers["content-type"]:
                continue
            page.goto(path, wait_until="load")
            seen += 1
            for found in Axe().run(page).response["violations"]:
                if found["impact"] in GRAVE:
                    places = [node["html"][:160] for node in found["nodes"][:3]]
                    faults.append((path, found["id"], found["help"], places))
        context.close()
    assert faults == []
    assert seen >= 5
