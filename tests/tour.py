"""The pictures of docs/tour.md, drawn anew: `python -m tests.tour [FOLDER]`.

Reads the bundled samples with the real readers into a folder of its own, then walks through the
pages with Chromium; months and versions are those of the tests' district.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from records.findings import Kind
from records.keeping import EntryId, Role
from service import intake, library, users
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all
from service.keying.limits import ReviewSettings
from service.library import DocumentFilter
from service.proof.month_proof import prove_month
from service.wiring import Services, build
from tests.fakes import furnished
from tests.fakes.browsers import ARGUMENTS, CHROMIUM, enter
from tests.fakes.desk import PASSWORD, Desk, Person
from tests.fakes.district import AUDITOR, SECTOR
from tests.fakes.furnished import DONE
from tests.fakes.halls import small_settings
from tests.fakes.visits import served

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
COLOURS = 64
"""Of a picture's palette: pages are few colours, and a picture stays below 150 kB."""
MOST_BYTES, FEWEST = 148_000, 8
PEOPLE = {"kepala": Role.HEAD, "pengelola": Role.ADMIN}
WIDE, PHONE = (1366, 768), (390, 844)
TWICE = "kunjungan-warga.name,kunjungan-warga.address"
Steps = tuple[tuple[str, str, str, tuple[int, int]], ...]
"""(person, picture, address, size of the window)"""
WALK = (
    ("kepala", "start", "/", WIDE),
    ("kepala", "upload", "/upload", WIDE),
    ("kepala", "upload-phone", "/upload", PHONE),
    ("kepala", "document", "/entries/{sop}", WIDE),
    ("kepala", "review", "/entries/{sop}/review?all=1", WIDE),
    ("kepala", "review-phone", "/entries/{sop}/review?all=1", PHONE),
    ("kepala", "keying", "/review/twice", WIDE),
    ("kepala", "keying-phone", "/review/twice", PHONE),
    ("kepala", "search", "/search?q=sambang", WIDE),
    ("kepala", "search-phone", "/search?q=sambang", PHONE),
    ("kepala", "matrix", "/entries/{sop}/matrix?path=matrix.steps.1.activity", WIDE),
    ("kepala", "report", "/entries/{rekap}", WIDE),
    ("pengelola", "admin", "/admin", WIDE),
    ("pengelola", "audit", "/admin/audit", WIDE),
    ("pengelola", "form-editor", "/forms/kunjungan-warga", WIDE),
)
MONTH, DONE_MONTH = f"/archive/2024-09?unit={SECTOR}", f"/archive/{DONE}/proof?unit={SECTOR}"
DISTRICT_WALK = (
    ("kapolres", "start-head", "/", WIDE),
    ("kapolres", "archive", "/archive?year=2024", WIDE),
    ("kapolres", "archive-phone", "/archive?year=2024", PHONE),
    ("kapolsek", "month", MONTH, WIDE),
    ("kapolsek", "month-phone", MONTH, PHONE),
    ("kapolres", "recap", f"/archive/2024-09/recap?unit={SECTOR}&row=1&column=0", WIDE),
    ("kapolres", "tray", "/archive/tray", WIDE),
    ("kapolres", "keeping", "/archive/keeping", WIDE),
    ("kapolsek", "blanks", "/blanks?form=kunjungan-warga", WIDE),
    ("kapolsek", "blanks-phone", "/blanks?form=kunjungan-warga", PHONE),
    ("auditor", "proof", DONE_MONTH, WIDE),
    ("auditor", "proof-phone", DONE_MONTH, PHONE),
    ("auditor", "procedures", "/procedures", WIDE),
    ("auditor", "versions", "/procedures/compare?old={old}-0&new={new}-0", WIDE),
    ("pemeriksa", "history", "/entries/{old}?tab=history", WIDE),
)


def furnish(folder: Path) -> tuple[Services, dict[str, EntryId]]:
    """An office with the bundled samples, read."""
    settings = replace(small_settings(folder), review=ReviewSettings(TWICE))
    services = build(settings)
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
    feed_all(services)
    return services, found


def furnish_district(folder: Path) -> tuple[Services, dict[str, EntryId]]:
    """A district with months in every state and two versions of a procedure."""
    services = furnished.furnish(folder).desk.services
    auditor = furnished.user_of(AUDITOR)
    prove_month(auditor, SECTOR, DONE, services)
    wanted = DocumentFilter(kind=Kind.SOP)
    new, old = library.documents(auditor, wanted, services).documents
    return services, {"new": new.entry, "old": old.entry}


def walk(browser: Browser, address: str, steps: Steps, found: dict[str, EntryId], to: Path) -> None:
    """Draw every page of the walk."""
    for who in dict.fromkeys(step[0] for step in steps):
        context = browser.new_context(base_url=address, locale="id-ID")
        enter(context, address, Person(who, Role.HEAD))
        page = context.new_page()
        for person, name, path, (width, height) in steps:
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
    for make, steps in ((furnish, WALK), (furnish_district, DISTRICT_WALK)):
        with tempfile.TemporaryDirectory() as folder:
            services, found = make(Path(folder))
            with served(Desk(services)) as address, sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
                walk(browser, address, steps, found, to)
                browser.close()
            services.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
