"""A month on its way through every role's browser, from the first page to the sealed proof."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fakes.desk import PASSWORD, Desk, Person
from tests.fakes.district import AUDITOR, CHIEF, CLERK, REVIEWER, SECTOR, SUPERIOR
from tests.fakes.visits import served
from tests.web.test_journeys import ARGUMENTS, CHROMIUM, MOST_BYTES, SIZES

UNIT = f"unit={SECTOR.replace('/', '%2F')}"
MONTH = f"/archive/2024-09?{UNIT}"
GRAVE = {"serious", "critical"}
complaints: list[str] = []

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def quiet_console() -> Iterator[None]:
    """Whatever a page complains of fails the journey."""
    complaints.clear()
    yield
    assert complaints == []


def come(browser: Browser, address: str, who: Person, size: str = "desk", **more: bool) -> Page:
    """A page on which the person has logged in."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="id-ID",
        base_url=address,
        java_script_enabled=more.get("scripts", True),
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/")
    page.get_by_label("Nama pengguna").fill(who.name)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page).to_have_url(f"{address}/")
    return page


def take(page: Page, deed: str, reason: str = "") -> None:
    """Open a deed, confirm it, and do it."""
    page.locator("summary", has_text=deed).click()
    form = page.locator("details[open] form[data-deed]")
    if reason:
        form.get_by_label("Alasan").fill(reason)
    else:
        form.get_by_role("checkbox").check()
    form.get_by_role("button").click()


@pytest.mark.parametrize("size", SIZES)
def test_a_month_is_submitted_returned_accepted_sealed_and_proven(
    district: Desk, browser: Browser, tmp_path: Path, size: str
) -> None:
    with served(district) as address:
        chief = come(browser, address, CHIEF, size)
        chief.goto("/archive?year=2024")
        chief.get_by_role("link", name=re.compile("POLSEK ANGGREK, September 2024")).click()
        take(chief, "Kirim ke satuan atas")
        expect(chief.get_by_text("Bulan dikirim ke satuan atas.")).to_be_visible()

        superior = come(browser, address, SUPERIOR, size)
        superior.get_by_role("link", name="POLSEK ANGGREK, September 2024").click()
        superior.get_by_role("link", name="Rekapitulasi", exact=True).click()
        expect(superior.get_by_text("1 angka berbeda")).to_be_visible()
        superior.get_by_role("link", name="WAYAN, Kunjungan Warga: 2").click()
        expect(superior.locator("#behind .rows > li")).to_have_count(2)
        superior.goto(MONTH)
        take(superior, "Kembalikan", "Rekap WAYAN tertulis 3, papernya 2")
        expect(superior.get_by_text("Bulan dikembalikan dengan alasan.")).to_be_visible()

        chief.goto("/")
        chief.get_by_role("link", name="POLSEK ANGGREK, September 2024").click()
        expect(chief.get_by_text("Rekap WAYAN tertulis 3, papernya 2")).to_be_visible()
        take(chief, "Kirim ke satuan atas")
        expect(chief.locator(".month-state").first).to_have_text("Dikirim")

        superior.goto(MONTH)
        take(superior, "Terima")
        expect(superior.locator(".month-state").first).to_have_text("Diterima")
        take(superior, "Segel bulan")
        expect(
            superior.get_by_text("Bulan disegel. Isinya tidak dapat berubah lagi.")
        ).to_be_visible()

        auditor = come(browser, address, AUDITOR, size)
        auditor.goto(MONTH)
        expect(auditor.locator("[data-deed]")).to_have_count(0)
        auditor.locator("section", has=auditor.locator("#seal-title")).get_by_role(
            "link", name="Periksa"
        ).click()
        auditor.get_by_role("button", name="Periksa sekarang").click()
        expect(auditor.get_by_text("Utuh: tidak ada yang berubah sejak disegel")).to_be_visible()
        root = auditor.locator(".root").first.inner_text().replace(" ", "").replace("\n", "")
        with auditor.expect_download() as coming:
            auditor.get_by_role("link", name="Unduh ZIP").click()
        prove(Path(coming.value.path()), tmp_path / size, root)
        for page in (chief, superior, auditor):
            page.context.close()


def prove(archive: Path, folder: Path, root: str) -> None:
    """Unpack the export and run its own checker."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    done = subprocess.run(
        [sys.executable, "verify.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert root in done.stdout


def test_a_month_goes_its_way_without_scripts(district: Desk, browser: Browser) -> None:
    with served(district) as address:
        chief = come(browser, address, CHIEF, scripts=False)
        chief.goto(MONTH)
        take(chief, "Kirim ke satuan atas")
        expect(chief.get_by_text("Bulan dikirim ke satuan atas.")).to_be_visible()
        superior = come(browser, address, SUPERIOR, scripts=False)
        superior.goto(f"/archive/2024-07/proof?{UNIT}")
        superior.get_by_role("button", name="Periksa sekarang").click()
        expect(superior.get_by_text("Utuh: tidak ada yang berubah sejak disegel")).to_be_visible()
        for page in (chief, superior):
            page.context.close()


def test_a_month_is_submitted_by_keyboard_alone(district: Desk, browser: Browser) -> None:
    with served(district) as address:
        page = come(browser, address, CHIEF)
        page.goto(MONTH)
        page.keyboard.press("t")
        expect(page.get_by_role("checkbox")).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Bulan dikirim ke satuan atas.")).to_be_visible()
        page.context.close()


def test_papers_of_the_tray_are_filed_one_after_the_other(district: Desk, browser: Browser) -> None:
    with served(district) as address:
        page = come(browser, address, SUPERIOR)
        page.get_by_role("link", name="2 dokumen belum dapat diberkas").click()
        paper = page.locator(".tray > li", has_text="POLSEK ANGREK BARAT")
        paper.get_by_label("Satuan").select_option("POLSEK ANGGREK")
        paper.get_by_label("Alasan").fill("Satuan tertulis lain di kertas")
        paper.get_by_role("button", name="Berkaskan").click()
        last = page.locator(".tray > li")
        expect(last).to_have_count(1)
        last.get_by_label("Bulan").fill("2024-09")
        expect(last.get_by_label("Alasan")).to_have_value("Satuan tertulis lain di kertas")
        last.get_by_role("button", name="Berkaskan").click()
        expect(page.get_by_text("Semua dokumen sudah diberkas")).to_be_visible()
        page.context.close()


def test_a_matrix_is_corrected_by_clicking_its_cells(district: Desk, browser: Browser) -> None:
    with served(district) as address:
        page = come(browser, address, REVIEWER)
        page.goto("/procedures")
        page.get_by_text("1 versi lain").click()
        page.get_by_role("link", name="SOP / 04 / IX / 2019").click()
        page.get_by_role("link", name="Matriks", exact=True).click()
        field = page.locator("[data-typed]")
        expect(field).to_have_value("30 menit")
        field.fill("45 menit")
        field.press("Enter")
        expect(page.get_by_text("Tersimpan")).to_be_visible()
        cell = page.locator('[data-table] [data-cell="matrix.steps.1.duration"]')
        expect(cell).to_have_text("45 menit")
        expect(cell).not_to_have_class(re.compile("is-doubtful"))
        # an actor's empty cell gets a symbol, and the drawing follows
        page.locator('[data-table] [data-cell="matrix.steps.0.actors.0"]').click()
        page.locator("select[data-typed]").select_option("process")
        page.locator("[data-editor] [data-accept]").click()
        expect(page.get_by_text("Tersimpan")).to_be_visible()
        expect(
            page.locator('[data-table] [data-cell="matrix.steps.0.actors.0"] svg')
        ).to_be_visible()
        # arrows walk the cells, Enter opens one
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("[data-editor] [data-item]")).to_have_attribute(
            "data-path", "matrix.steps.1.actors.0"
        )
        # an arrow on the scan leads to the ways out of its mark
        page.locator('.overlay .arrow[data-cell="matrix.steps.1.exits.1"] polygon').first.click()
        field = page.locator("[data-typed]")
        expect(field).to_have_value("Ya: 3; Tidak: 1 (BHABIN)")
        field.fill("Ya: 4; Tidak: 1 (BHABIN)")
        field.press("Enter")
        expect(page.locator('[data-table] [data-cell="matrix.steps.1.exits.1"]')).to_contain_text(
            "langkah 4"
        )
        # a mark on the scan is a cell as well
        page.locator('.overlay .mark[data-cell="matrix.steps.1.actors.1"]').click()
        expect(page.locator("[data-editor] [data-item]")).to_have_attribute(
            "data-path", "matrix.steps.1.actors.1"
        )
        page.context.close()


def pages_of(page: Page) -> list[str]:
    """Every page of months and procedures, each with something on it."""
    answer = page.request.get("/api/v1/documents?kind=sop").json()["documents"]
    new, old = (found["entry"] for found in answer)
    return [
        "/",
        "/archive?year=2024",
        f"/archive/2024-07?{UNIT}",
        MONTH,
        f"/archive/2024-09/recap?{UNIT}&row=0&column=0",
        f"/archive/2024-07/proof?{UNIT}",
        "/archive/tray",
        "/procedures",
        f"/procedures/compare?old={old}-0&new={new}-0",
        f"/entries/{old}",
        f"/entries/{old}?tab=history&find=polsek",
        f"/entries/{old}/matrix",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_no_page_of_the_archive_is_wide_heavy_or_shut_to_anybody(
    district: Desk, browser: Browser, size: str
) -> None:
    with served(district) as address:
        page = come(browser, address, SUPERIOR, size)
        for path in pages_of(page):
            page.goto(path)
            page.wait_for_load_state("load")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            weight = page.evaluate(
                "performance.getEntries().reduce((sum, e) => sum + (e.encodedBodySize || 0), 0)"
            )
            assert weight < MOST_BYTES, (path, weight)
            found = Axe().run(page).response["violations"]
            assert [one["id"] for one in found if one["impact"] in GRAVE] == [], path
        page.context.close()


def test_a_clerk_sees_a_month_and_takes_no_step(district: Desk, browser: Browser) -> None:
    with served(district) as address:
        page = come(browser, address, CLERK)
        page.goto(MONTH)
        expect(page.get_by_role("heading", level=1)).to_contain_text("September 2024")
        expect(page.locator("[data-deed]")).to_have_count(0)
        page.locator("summary", has_text="Unduh").click()
        expect(page.get_by_role("link", name="Rekapitulasi (PDF)")).to_be_visible()
        expect(page.get_by_role("link", name="Bulan tersegel")).to_have_count(0)
        page.context.close()
