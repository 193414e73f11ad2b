"""Every page as axe-core sees it, at a desk and on a phone: nothing serious is found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from api.app import create_app
from tests.api.test_gate import filled, routes
from tests.fakes.browsers import SIZES, barriers, come, in_chromium, resize, visited
from tests.fakes.desk import ADMIN, AUDITOR, HEAD
from tests.fakes.offices import Office

pytestmark = [*in_chromium, pytest.mark.usefixtures("quiet_pages")]
FRAGMENTS = {"/admin/queue", "/entries/{entry_id}/row", "/metrics", "/healthz", "/readyz"}
"""Parts of pages, and what machines read."""
BY_ROLE = {"/", "/account"}
"""Pages that differ from role to role; of the others one role's is looked at."""


def addresses(office: Office) -> list[str]:
    """Every page that opens without more than a paper of the office."""
    found = {"/login", "/search?q=laporan", "/nothing-here"}
    for method, path in routes(create_app(office.desk.services)):
        is_ours = not path.startswith(("/api/", "/static", "/openapi")) and path not in FRAGMENTS
        if method == "GET" and is_ours:
            found.add(filled(path, office.papers["sop"].id))
    return sorted(found)


def test_no_page_shuts_anybody_out(office: Office, browser: Browser) -> None:
    seen: set[str] = set()
    faults = []
    with visited(office.desk, browser) as address:
        for person in (HEAD, ADMIN, AUDITOR):
            page = come(browser, address, person)
            for path in addresses(office):
                if path in seen - BY_ROLE:
                    continue
                asked = page.context.request.get(path)
                if asked.status != 200 or "text/html" not in asked.headers["content-type"]:
                    continue
                resize(page, "desk")
                page.goto(path, wait_until="load")
                seen.add(path)
                for size in SIZES:
                    resize(page, size)
                    faults += [(person.name, size, path, *found) for found in barriers(page)]
    assert faults == []
    assert len(seen) > 20, "the pages were found"
