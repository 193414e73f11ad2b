"""A month on its way through every role's browser, from the first page to the sealed proof."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fakes.browsers import (
    MOST_BYTES,
    SIZES,
    barriers,
    come,
    fits,
    in_chromium,
    resize,
    visited,
    weight,
)
from tests.fakes.desk import Desk
from tests.fakes.district import AUDITOR, CHIEF, CLERK, REVIEWER, SECTOR, SUPERIOR

UNIT = f"unit={SECTOR.replace('/', '%2F')}"
MONTH = f"/archive/2024-09?{UNIT}"

pytestmark = [*in_chromium, pytest.mark.usefixtures("quiet_pages")]


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
    with visited(district, browser) as address:
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
    with visited(district, browser) as address:
        chief = come(browser, address, CHIEF, scripts=False)
        chief.goto(MONTH)
        take(chief, "Kirim ke satuan atas")
        expect(chief.get_by_text("Bulan dikirim ke satuan atas.")).to_be_visible()
        superior = come(browser, address, SUPERIOR, scripts=False)
        superior.goto(f"/archive/2024-07/proof?{UNIT}")
        superior.get_by_role("button", name="Periksa sekarang").click()
        expect(superior.get_by_text("Utuh: tidak ada yang berubah sejak disegel")).to_be_visible()


def test_a_month_is_submitted_by_keyboard_alone(district: Desk, browser: Browser) -> None:
    with visited(district, browser) as address:
        page = come(browser, address, CHIEF)
        page.goto(MONTH)
        page.keyboard.press("t")
        expect(page.get_by_role("checkbox")).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Bulan dikirim ke satuan atas.")).to_be_visible()


def test_papers_of_the_tray_are_filed_one_after_the_other(district: Desk, browser: Browser) -> None:
    with visited(district, browser) as address:
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


def test_a_matrix_is_corrected_by_clicking_its_cells(district: Desk, browser: Browser) -> None:
    with visited(district, browser) as address:
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


def test_no_page_of_the_archive_is_wide_heavy_or_shut_to_anybody(
    district: Desk, browser: Browser
) -> None:
    with visited(district, browser) as address:
        page = come(browser, address, SUPERIOR)
        for path in pages_of(page):
            resize(page, "desk")
            page.goto(path, wait_until="load")
            assert weight(page) < MOST_BYTES, (path, weight(page))
            for size in SIZES:
                resize(page, size)
                assert fits(page), (path, size)
                assert barriers(page) == [], (path, size)


def test_a_clerk_sees_a_month_and_takes_no_step(district: Desk, browser: Browser) -> None:
    with visited(district, browser) as address:
        page = come(browser, address, CLERK)
        page.goto(MONTH)
        expect(page.get_by_role("heading", level=1)).to_contain_text("September 2024")
        expect(page.locator("[data-deed]")).to_have_count(0)
        page.locator("summary", has_text="Unduh").click()
        expect(page.get_by_role("link", name="Rekapitulasi (PDF)")).to_be_visible()
        expect(page.get_by_role("link", name="Bulan tersegel")).to_have_count(0)


def test_rows_and_columns_of_a_matrix_are_changed_with_and_without_scripts(
    district: Desk, browser: Browser
) -> None:
    with visited(district, browser) as address:
        page = come(browser, address, REVIEWER, at="/procedures")
        page.get_by_text("1 versi lain").click()
        page.get_by_role("link", name="SOP / 04 / IX / 2019").click()
        page.get_by_role("link", name="Matriks", exact=True).click()
        rows = page.locator("[data-table] td.no")
        # a row begun below by a key is filled at once
        page.locator('[data-table] [data-cell="matrix.steps.4.activity"] a').focus()
        page.keyboard.press("Insert")
        expect(rows).to_have_count(6)
        expect(page.locator("[data-editor] [data-item]")).to_have_attribute(
            "data-path", "matrix.steps.5.activity"
        )
        page.keyboard.type("Mengarsipkan laporan")
        page.keyboard.press("Enter")
        cell = page.locator('[data-table] [data-cell="matrix.steps.5.activity"]')
        expect(cell).to_contain_text("Mengarsipkan laporan")
        # and moved up by keys
        cell.locator("a").focus()
        page.keyboard.press("Alt+ArrowUp")
        moved = page.locator('[data-table] [data-cell="matrix.steps.4.activity"]')
        expect(moved).to_contain_text("Mengarsipkan laporan")
        expect(moved.locator("a")).to_be_focused()
        # a column is named, renamed and taken away by buttons
        page.locator('[data-table] [data-cell="matrix.actors.2"]').click()
        page.get_by_text("Baris dan kolom").click()
        page.get_by_label("Nama pelaksana baru").fill("KBO")
        page.get_by_role("button", name="Tambah kolom").click()
        head = page.locator('[data-table] [data-cell="matrix.actors.3"]')
        expect(head).to_contain_text("KBO")
        page.locator("[data-typed]").fill("KBO BINMAS")
        page.locator("[data-typed]").press("Enter")
        expect(head).to_contain_text("KBO BINMAS")
        plain = come(browser, address, REVIEWER, at=page.url, scripts=False)
        plain.get_by_text("Baris dan kolom").click()
        plain.get_by_role("button", name="Hapus kolom").click()
        expect(plain.locator('[data-table] [data-cell="matrix.actors.3"]')).to_have_count(0)
        plain.get_by_text("Baris dan kolom").click()
        expect(plain.get_by_text("Kolom pelaksana ke-4 dihapus")).to_be_visible()
        plain.get_by_role("button", name="Batalkan yang terakhir").click()
        expect(plain.locator('[data-table] [data-cell="matrix.actors.3"]')).to_contain_text("KBO")
