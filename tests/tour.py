"""The pictures of docs/tour.md, drawn anew: `python -m tests.tour [FOLDER]`.

Reads the bundled samples with the real readers into a folder of its own, then walks through the
pages with Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from index.indexer import Indexer
from records.keeping import EntryId, Role
from service import intake, users
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_once
from service.wiring import Services, build
from tests.fakes.desk import PASSWORD, Desk
from tests.fakes.halls import small_settings
from tests.fakes.visits import served

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
COLOURS = 64
"""Of a picture's palette: pages are few colours, and a picture stays below 150 kB."""
MOST_BYTES, FEWEST = 148_000, 8
PEOPLE = {"kepala": Role.HEAD, "pengelola": Role.ADMIN}
WIDE, PHONE = (1366, 768), (390, 844)
WALK = (
    ("kepala", "start", "/", WIDE),
    ("kepala", "upload", "/upload", WIDE),
    ("kepala", "document", "/entries/{sop}", WIDE),
    ("kepala", "review", "/entries/{sop}/review?all=1", WIDE),
    ("kepala", "review-phone", "/entries/{sop}/review?all=1", PHONE),
    ("kepala", "search", "/search?q=sambang", WIDE),
    ("kepala", "search-phone", "/search?q=sambang", PHONE),
    ("kepala", "archive", "/archive?year=2024", WIDE),
    ("kepala", "report", "/entries/{rekap}", WIDE),
    ("pengelola", "admin", "/admin", WIDE),
    ("pengelola", "audit", "/admin/audit", WIDE),
)


def furnish(folder: Path) -> tuple[Services, dict[str, EntryId]]:
    """An office with the bundled samples, read."""
    services = build(small_settings(folder))
    for name, role in PEOPLE.items():
        users.add(name, PASSWORD, role, services)
    found = {}
    for path in sorted((ROOT / "samples").glob("*.pdf")):
        with path.open("rb") as stream:
            entry = intake.take(stream, path.name, "kepala", services, unit="")
        found[path.name.partition("-")[0]] = entry.id
    with services.reader() as read:
        while work_on_next(services, read, "tour:1"):
            pass
    with Indexer(services.settings.index_folder) as indexer:
        while feed_once(services, indexer):
            pass
    return services, found


def walk(browser: Browser, address: str, found: dict[str, EntryId], to: Path) -> None:
    """Draw every page of the walk."""
    for who in PEOPLE:
        context = browser.new_context(base_url=address, locale="id-ID")
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("Nama pengguna").fill(who)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(f"{address}/")
        for person, name, path, (width, height) in WALK:
            if person == who:
                page.set_viewport_size({"width": width, "height": height})
                page.goto(path.format(**found))
                draw(page, to / f"{name}.png")
        context.close()


def draw(page: Page, to: Path) -> None:
    """One picture, few colours, once everything has come."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(2500)
    page.screenshot(path=to)
    with Image.open(to) as opened:
        drawn = opened.convert("RGB")
    colours = COLOURS
    drawn.quantize(colours, dither=Image.Dither.NONE).save(to, optimize=True)
    while to.stat().st_size > MOST_BYTES and colours > FEWEST:
        colours //= 2
        drawn.quantize(colours, dither=Image.Dither.NONE).save(to, optimize=True)


def main(to: Path) -> None:
    """Draw the tour into the folder."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        services, found = furnish(Path(folder))
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        with served(Desk(services)) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            walk(browser, address, found, to)
            browser.close()
        services.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
