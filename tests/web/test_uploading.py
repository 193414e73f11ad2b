"""Uploads in a real browser: over a broken line, over a closed browser, photos as one document."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from records.keeping import State
from service import library
from service.library import EntryFilter
from tests.fakes.browsers import (
    ARGUMENTS,
    CHROMIUM,
    SIZES,
    attend,
    come,
    enter,
    fits,
    in_chromium,
    visited,
)
from tests.fakes.desk import HEAD, Desk, scan
from tests.fakes.visits import served
from tests.service.review.test_deeds import person

pytestmark = [*in_chromium, pytest.mark.usefixtures("quiet_pages")]


def choose(page: Page, *files: Path) -> None:
    """Choose files by the button."""
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Pilih berkas").click()
    choosing.value.set_files([str(path) for path in files])


def names(desk: Desk) -> list[str]:
    """All that was taken in."""
    found = library.entries(person(desk, HEAD), EntryFilter(state=State.RECEIVED), desk.services)
    return sorted(entry.name for entry in found.entries)


def large_scan(seed: int) -> bytes:
    """A scan of some pieces' length."""
    return scan(seed) + bytes(range(256)) * 8_000


@pytest.mark.parametrize("size", SIZES)
def test_a_broken_line_is_waited_for(
    desk: Desk, browser: Browser, tmp_path: Path, size: str
) -> None:
    (tmp_path / "sop.pdf").write_bytes(scan(1))
    (tmp_path / "catatan.txt").write_text("words")
    with visited(desk, browser) as address:
        page = come(browser, address, HEAD, size, at="/upload")
        page.context.set_offline(True)
        choose(page, tmp_path / "sop.pdf", tmp_path / "catatan.txt")
        expect(page.locator("#sending li", has_text="sop.pdf")).to_contain_text("Dicoba lagi dalam")
        page.context.set_offline(False)
        expect(page.locator("#mine li", has_text="sop.pdf")).to_contain_text("Diterima")
        refused = page.locator("#sending li", has_text="catatan.txt")
        expect(refused).to_contain_text("bukan dokumen yang dikenal")
        expect(refused.get_by_role("button", name="Kirim lagi")).to_be_visible()
        refused.get_by_role("button", name="Batalkan").click()
        expect(page.locator("#sending")).to_be_hidden()
        assert fits(page)
    assert names(desk) == ["sop.pdf"]


def test_a_closed_browser_goes_on_where_it_stopped(
    desk: Desk, playing: Playwright, tmp_path: Path
) -> None:
    (tmp_path / "tebal.pdf").write_bytes(large_scan(2))
    profile = tmp_path / "profile"
    with served(desk) as address:
        context = playing.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=list(ARGUMENTS), locale="id-ID"
        )
        attend(context)
        enter(context, address, HEAD)
        page = context.new_page()
        page.goto(f"{address}/upload")
        # the line breaks after the first piece
        sent = 0

        def piece(route: object) -> None:
            nonlocal sent
            sent += 1
            getattr(route, "continue_" if sent == 1 else "abort")()

        page.route("**/api/v1/uploads/*", piece)
        choose(page, tmp_path / "tebal.pdf")
        expect(page.locator("#sending li")).to_contain_text("Dicoba lagi dalam")
        context.close()
        assert names(desk) == []
        (tmp_path / "tebal.pdf").unlink()

        context = playing.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=list(ARGUMENTS), locale="id-ID"
        )
        attend(context)
        page = context.new_page()
        pieces: list[int] = []
        page.on(
            "request",
            lambda asked: (
                pieces.append(int(asked.headers["upload-offset"]))
                if asked.method == "PATCH"
                else None
            ),
        )
        page.goto(f"{address}/upload")
        expect(page.locator("#mine li", has_text="tebal.pdf")).to_contain_text("Diterima")
        assert pieces[0] > 0, "what had arrived is not sent twice"
        context.close()
    assert names(desk) == ["tebal.pdf"]


def test_another_browser_is_told_what_is_unfinished_and_goes_on_with_the_same_file(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    whole = tmp_path / "tebal.pdf"
    whole.write_bytes(large_scan(3))
    with visited(desk, browser) as address:
        page = come(browser, address, HEAD, at="/upload")
        sent = 0

        def piece(route: object) -> None:
            nonlocal sent
            sent += 1
            getattr(route, "continue_" if sent == 1 else "abort")()

        page.route("**/api/v1/uploads/*", piece)
        choose(page, whole)
        expect(page.locator("#sending li")).to_contain_text("Dicoba lagi dalam")
        page.context.close()

        page = come(browser, address, HEAD, at="/upload")
        row = page.locator("#unfinished li", has_text="tebal.pdf")
        expect(row).to_contain_text("sudah diterima")
        page.goto(f"{address}/")
        expect(page.get_by_text("1 unggahan belum selesai")).to_be_visible()
        page.goto(f"{address}/upload")
        with page.expect_file_chooser() as choosing:
            row.get_by_role("button", name="Lanjutkan").click()
        choosing.value.set_files(str(whole))
        expect(page.locator("#mine li", has_text="tebal.pdf")).to_contain_text("Diterima")
        expect(page.locator("#unfinished")).to_be_hidden()
    assert names(desk) == ["tebal.pdf"]


def test_photos_are_ordered_and_sent_as_one_document(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    for shade in (60, 120, 180):
        kept = io.BytesIO()
        Image.new("RGB", (300, 400), (shade, shade, shade)).save(kept, "JPEG")
        (tmp_path / f"IMG_{shade}.jpg").write_bytes(kept.getvalue())
    with visited(desk, browser) as address:
        page = come(browser, address, HEAD, "phone", at="/upload")
        choose(page, *sorted(tmp_path.glob("*.jpg")))
        shown = page.locator("[data-photos] li")
        expect(shown).to_have_count(3)
        shown.nth(0).get_by_role("button", name="Lebih akhir").click()
        expect(shown.nth(0)).to_contain_text("IMG_180")
        shown.nth(2).get_by_role("button", name="Buang").click()
        expect(shown).to_have_count(2)
        page.get_by_label("Nama dokumen").fill("Kunjungan pagi")
        page.get_by_role("button", name="Kirim sebagai satu dokumen").click()
        expect(page.locator("#mine li", has_text="Kunjungan pagi.pdf")).to_be_visible()
    assert names(desk) == ["Kunjungan pagi.pdf"]


def test_without_scripts_photos_are_joined_and_unfinished_uploads_discarded(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    for shade in (60, 120):
        Image.new("L", (300, 400), shade).save(tmp_path / f"{shade}.jpg")
    with visited(desk, browser) as address:
        page = come(browser, address, HEAD, at="/upload", scripts=False)
        page.locator("#files").set_input_files(sorted(tmp_path.glob("*.jpg")))
        page.get_by_label("Gabungkan foto-foto ini menjadi satu dokumen").check()
        page.locator("form#drop button[data-without-script]").click()
        expect(page.get_by_text("1 berkas diterima.")).to_be_visible()
    assert len(names(desk)) == 1
