"""A clerk's way through the pages in a real browser, at a desk and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.fakes.browsers import (
    MOST_BYTES,
    SIZES,
    come,
    fits,
    in_chromium,
    log_in,
    open_context,
    resize,
    visited,
    weight,
)
from tests.fakes.desk import HEAD, Desk, scan
from tests.fakes.offices import Office

pytestmark = [*in_chromium, pytest.mark.usefixtures("quiet_pages")]


@pytest.mark.parametrize("size", SIZES)
def test_from_login_over_upload_and_search_to_the_word_on_the_paper(
    desk: Desk, browser: Browser, tmp_path: Path, size: str
) -> None:
    (tmp_path / "sop pelaporan.pdf").write_bytes(scan(1))
    (tmp_path / "catatan.txt").write_text("words")
    with visited(desk, browser) as address:
        page = open_context(browser, address, size).new_page()
        page.goto("/documents")
        log_in(page, HEAD)
        expect(page).to_have_url(f"{address}/documents")
        page.goto("/upload")
        with page.expect_file_chooser() as choosing:
            page.get_by_role("button", name="Pilih berkas").click()
        choosing.value.set_files([tmp_path / "sop pelaporan.pdf", tmp_path / "catatan.txt"])

        row = page.locator("#mine li", has_text="sop pelaporan.pdf")
        expect(row).to_contain_text("Diterima")
        refused = page.locator("#sending li", has_text="catatan.txt")
        expect(refused).to_contain_text("bukan dokumen yang dikenal")
        expect(refused.get_by_role("button", name="Kirim lagi")).to_be_visible()
        desk.work()
        expect(row).to_contain_text("Diarsipkan")

        page.goto("/")
        page.keyboard.press("/")
        page.keyboard.type("laporan")
        page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_have_text("laporan")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator("rect.found").first).to_be_visible()
        expect(page.locator(".leaf img").first).to_have_js_property("complete", True)

        value = page.locator(".value", has_text="Nomor SOP")
        value.focus()
        expect(page.locator('rect[data-place="d0-header.number"]')).to_have_class("is-lit")


def test_no_page_is_wider_than_the_screen_or_heavier_than_the_line(
    office: Office, browser: Browser
) -> None:
    papers = office.papers
    with visited(office.desk, browser) as address:
        page = come(browser, address, HEAD)
        for path in (
            "/",
            "/upload",
            "/documents",
            "/search?q=laporan",
            "/archive?year=2025",
            "/account",
            "/review",
            f"/entries/{papers['sop'].id}/review?all=1",
            f"/entries/{papers['kunjungan'].id}/review",
            f"/entries/{papers['sop'].id}",
            f"/entries/{papers['rekap'].id}",
            f"/entries/{papers['waiting'].id}",
        ):
            resize(page, "desk")
            page.goto(path)
            assert weight(page) < MOST_BYTES, (path, weight(page))
            for size in SIZES:
                resize(page, size)
                assert fits(page), (path, size)


def test_a_page_follows_its_entry_until_it_is_read(desk: Desk, browser: Browser) -> None:
    entry = desk.take("rekap desember.pdf")
    with visited(desk, browser) as address:
        page = come(browser, address, HEAD)
        with page.expect_response("**/api/v1/events*"):
            page.goto(f"/entries/{entry.id}")
        expect(page.locator("progress")).to_be_visible()
        desk.work()
        expect(page.get_by_role("heading", level=1)).to_have_text("Rekap bulanan Desember 2025")


def test_the_keyboard_reaches_help_and_places(office: Office, browser: Browser) -> None:
    with visited(office.desk, browser) as address:
        page = come(browser, address, HEAD)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.keyboard.press("g")
        page.keyboard.press("a")
        expect(page).to_have_url(f"{address}/archive")
        page.goto(f"/entries/{office.papers['sop'].id}")
        page.keyboard.press("n")
        lit = page.locator(".value.is-lit")
        expect(lit).to_contain_text("Tanggal pembuatan")
        page.keyboard.press("+")
        expect(page.locator(".pages")).to_have_class("pages zoom-2")


def test_without_scripts_files_are_still_handed_in(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "sop.pdf").write_bytes(scan(2))
    with visited(desk, browser) as address:
        page = open_context(browser, address, scripts=False).new_page()
        page.goto("/upload")
        log_in(page, HEAD)
        page.locator("#files").set_input_files(tmp_path / "sop.pdf")
        page.locator("form#drop button[data-without-script]").click()
        expect(page.get_by_text("1 berkas diterima.")).to_be_visible()


def test_a_paper_is_checked_by_keyboard_alone(desk: Desk, browser: Browser) -> None:
    for seed, name in enumerate(("sop satu.pdf", "sop dua.pdf")):
        desk.take(name, HEAD, seed)
    desk.work()
    with visited(desk, browser) as address:
        page = come(browser, address, HEAD)
        page.goto("/")
        page.keyboard.press("g")
        page.keyboard.press("p")
        page.get_by_role("link", name="Mulai memeriksa").press("Enter")
        field = page.get_by_label("Tanggal pembuatan")
        expect(field).to_be_focused()
        expect(page.locator('rect[data-frame="header.created_on"]')).to_have_class("is-lit")
        page.keyboard.press("ArrowDown")
        expect(field).to_have_value("2019-03-09")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Tersimpan")).to_be_visible()
        expect(page.locator("[data-strokes]")).to_have_text("2")
        page.keyboard.press("Escape")
        expect(page.get_by_role("status").filter(has_text="Dibatalkan")).to_be_visible()
        expect(field).to_be_focused()
        expect(field).to_have_value("2019-09-03")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Dokumen berikut")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Tanggal pembuatan")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Dokumen berikut")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()
