"""Blanks ordered and forms defined in a real browser, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from archive.units import tree
from forms.definitions import usable_forms
from records.keeping import Unit
from tests.fakes.browsers import CHROMIUM, SIZES, come, fits, visited
from tests.fakes.desk import ADMIN, CLERK, HERE, OWN_FORM, Desk
from tests.fakes.visits import visit

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
INK = (
    "() => { const c = document.querySelector('[data-canvas]');"
    " return c.getContext('2d').getImageData(0, 0, c.width, c.height)"
    ".data.some((value, at) => at % 4 < 3 && value > 0 && value < 90); }"
)
"""Whether the canvas shows any."""


@pytest.fixture
def district(desk: Desk) -> Desk:
    """An office that is in the list of units."""
    with desk.services.catalogue.begin() as db:
        tree.put(db, Unit(HERE, "Polres Gorontalo Kota"))
    return desk


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.browser
@pytest.mark.usefixtures("quiet_pages")
@needs_chromium
def test_blanks_are_ordered_from_their_picture(district: Desk, browser: Browser, size: str) -> None:
    with visited(district, browser) as address:
        page = come(browser, address, CLERK, size)
        page.goto("/blanks")
        page.get_by_role("group").get_by_text("Problem solving").click()
        expect(page.locator("[data-preview]")).to_have_attribute(
            "src", "/blanks/picture?form=problem-solving&unit=GTO.KOTA&paper=a4"
        )
        page.get_by_label("Jumlah lembar").fill("3")
        with page.expect_download() as taking:
            page.get_by_role("button", name="Buat PDF").click()
        assert taking.value.suggested_filename == "problem-solving-000001-000003.pdf"
        page.reload()
        expect(page.get_by_text("seri 000001–000003")).to_be_visible()
        assert fits(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.browser
@pytest.mark.usefixtures("quiet_pages")
@needs_chromium
def test_a_form_is_copied_changed_and_saved_with_its_blank_in_sight(
    district: Desk, browser: Browser, size: str
) -> None:
    with visited(district, browser) as address:
        page = come(browser, address, ADMIN, size)
        page.goto("/forms/baru?from=kunjungan-usaha")
        page.get_by_label("Kode formulir").fill("absen-ronda")
        page.get_by_label("Judul di kertas").fill("ABSEN RONDA")
        page.get_by_role("button", name="Tambah isian").click()
        page.keyboard.type("Ponsel Ketua")
        card = page.locator('[data-list="field"] > li').last
        card.get_by_label("Jenis isian").first.select_option("phone")
        card.get_by_label("Label di kertas").press("Tab")
        expect(page.locator("#f-text")).to_have_value(re.compile("ponsel_ketua"))
        page.wait_for_function(INK)
        page.get_by_role("tab", name="Teks TOML").click()
        text = page.locator("#f-text")
        whole = text.input_value()
        text.fill(whole.replace('"phone"', '"fone"'))
        expect(page.get_by_role("alert")).to_contain_text("Baris")
        expect(page.get_by_role("button", name="Simpan")).to_be_disabled()
        text.fill(whole)
        expect(page.get_by_role("alert")).to_be_hidden()
        page.get_by_role("button", name="Simpan").click()
        expect(page).to_have_url(f"{address}/forms/absen-ronda")
        assert fits(page)
    found = {form.id: form for form in usable_forms(district.services.settings.forms_folder)}
    assert found["absen-ronda"].titles[0] == "ABSEN RONDA"
    assert found["absen-ronda"].field("ponsel_ketua").kind == "phone"


def test_without_scripts_a_definition_is_saved_refused_and_withdrawn(desk: Desk) -> None:
    client = visit(desk, ADMIN)
    assert "absen-ronda" not in client.get("/forms").text
    bad = client.post("/forms/baru", data={"text": OWN_FORM.replace('"date"', '"dates"')})
    assert bad.status_code == 422
    assert "baris 9" in bad.text
    assert "ABSEN RONDA" in bad.text, "what was typed is not lost"
    saved = client.post("/forms/baru", data={"text": OWN_FORM})
    assert (saved.status_code, saved.headers["location"]) == (303, "/forms/absen-ronda")
    page = client.get("/forms/absen-ronda").text
    assert "versi 1" in page
    file = client.get("/forms/absen-ronda/file")
    assert file.headers["content-disposition"] == 'attachment; filename="absen-ronda.toml"'
    outdated = {"text": OWN_FORM.replace("Ketua Regu", "X"), "based_on": "7"}
    assert client.post("/forms/absen-ronda", data=outdated).status_code == 409
    assert client.post("/forms/absen-ronda/withdraw").status_code == 303
    assert client.get("/forms/absen-ronda").status_code == 404


def test_a_template_that_is_none_is_refused_in_words(desk: Desk) -> None:
    client = visit(desk, ADMIN)
    files = {"file": ("catatan.txt", b"words", "text/plain")}
    refused = client.post("/forms/draft", files=files)
    assert refused.status_code == 415
    assert "bukan dokumen yang dikenal" in refused.text
    assert client.post("/forms/draft", data={}).status_code == 422
    assert visit(desk, CLERK).post("/forms/draft", files=files).status_code == 403


def test_an_order_nobody_can_print_comes_back_with_its_reason(district: Desk) -> None:
    client = visit(district, CLERK)
    told = client.post("/blanks", data={"form": "kunjungan-warga", "unit": HERE, "copies": "0"})
    assert told.status_code == 400
    assert "1000" in told.text
    elsewhere = client.post("/blanks", data={"form": "kunjungan-warga", "unit": "ELSE"})
    assert elsewhere.status_code == 404
    assert client.get(f"/blanks/picture?form=kunjungan-warga&unit={HERE}&page=9").status_code == 404
