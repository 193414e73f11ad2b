"""Every role from the login page on: a clerk is made, hands a paper in, and its month is sealed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from records.keeping import Role
from service import users
from service.jobs.claims import work_on_next
from tests.fakes.browsers import SIZES, barriers, fits, in_chromium, log_in, open_context, visited
from tests.fakes.desk import PASSWORD, Desk, Person
from tests.fakes.district import AUDITOR, REVIEWER, SECTOR, SUPERIOR, paper, read
from tests.fakes.furnished import visit_form

ADMIN, NEW = Person("pengelola", Role.ADMIN), Person("siti", Role.CLERK, SECTOR)
MONTH = f"/archive/2024-10?unit={SECTOR.replace('/', '%2F')}"

pytestmark = [*in_chromium, pytest.mark.usefixtures("quiet_pages")]


def arrive(browser: Browser, address: str, who: Person, size: str) -> Page:
    """The person's first page, come to by the login page."""
    page = open_context(browser, address, size).new_page()
    page.goto("/")
    log_in(page, who)
    return page


def do(page: Page, deed: str) -> None:
    """Open a deed of a month, confirm it, and do it."""
    page.locator("summary", has_text=deed).click()
    form = page.locator("details[open] form[data-deed]")
    form.get_by_role("checkbox").check()
    form.get_by_role("button").click()


@pytest.mark.parametrize("size", SIZES)
def test_each_role_does_its_part_until_the_month_is_sealed(
    district: Desk, browser: Browser, tmp_path: Path, size: str
) -> None:
    users.add(ADMIN.name, PASSWORD, Role.ADMIN, district.services)
    record = visit_form("2024-10", 1)
    place = replace(record.evidence["fields.name"], needs_review=True)
    record = replace(record, evidence={**record.evidence, "fields.name": place})
    (tmp_path / "sambang.pdf").write_bytes(paper(record))
    with visited(district, browser) as address:
        admin = arrive(browser, address, ADMIN, size)
        make_a_clerk(admin)

        clerk = arrive(browser, address, NEW, size)
        expect(clerk.locator(".foot")).to_contain_text("POLSEK ANGGREK")
        clerk.goto("/upload")
        clerk.locator("#files").set_input_files(tmp_path / "sambang.pdf")
        row = clerk.locator("#mine li", has_text="sambang.pdf")
        expect(row).to_contain_text("Diterima")
        work_on_next(district.services, read, "test:1")
        expect(row).to_contain_text("Diarsipkan")
        clerk.goto(MONTH)
        expect(clerk.locator("[data-deed]")).to_have_count(0)

        reviewer = arrive(browser, address, REVIEWER, size)
        reviewer.goto("/review/next")
        reviewer.get_by_label("Nama", exact=True).press("Enter")
        expect(reviewer.get_by_role("link", name="Dokumen berikut")).to_be_focused()
        reviewer.goto(MONTH)
        do(reviewer, "Kirim ke satuan atas")

        superior = arrive(browser, address, SUPERIOR, size)
        superior.goto(MONTH)
        do(superior, "Terima")
        do(superior, "Segel bulan")
        expect(superior.get_by_text("Bulan disegel.")).to_be_visible()

        auditor = arrive(browser, address, AUDITOR, size)
        auditor.goto(MONTH.replace("?", "/proof?"))
        auditor.get_by_role("button", name="Periksa sekarang").click()
        expect(auditor.get_by_text("Utuh: tidak ada yang berubah sejak disegel")).to_be_visible()

        look_after(admin)


def make_a_clerk(admin: Page) -> None:
    """The administrator takes the units' table over and makes a person of one of them."""
    expect(admin.get_by_text("Belum ada cadangan")).to_be_visible()
    admin.goto("/admin/units")
    content = b"kode,nama\npolda/kota/cempaka,POLSEK CEMPAKA\n"
    table: FilePayload = {"name": "satuan.csv", "mimeType": "text/csv", "buffer": content}
    admin.locator("#file").set_input_files(table)
    admin.get_by_role("button", name="Ambil alih tabel").click()
    expect(admin.get_by_role("cell", name="POLSEK CEMPAKA")).to_be_visible()
    admin.goto("/admin")
    admin.get_by_label("Nama pengguna").fill(NEW.name)
    admin.locator("#unit").select_option("POLSEK ANGGREK")
    admin.get_by_label("Kata sandi awal").fill(PASSWORD)
    admin.get_by_role("button", name="Tambah pengguna").click()
    expect(admin.get_by_text("Pengguna telah ditambahkan.")).to_be_visible()


def look_after(admin: Page) -> None:
    """The administrator reads no paper, finds the deed in the trail, and shuts the clerk out."""
    admin.goto("/archive")
    expect(admin.get_by_text("tidak mencakup membaca dokumen")).to_be_visible()
    admin.goto("/admin/audit?deed=month-seal")
    line = admin.get_by_role("row", name=re.compile("menyegel bulan"))
    expect(line.first).to_contain_text(SUPERIOR.name)
    with admin.expect_download() as coming:
        admin.get_by_role("link", name="Unduh Excel").click()
    assert coming.value.suggested_filename == "jejak-audit.xlsx"
    for path in ("/", "/admin/units", "/admin/storage", "/admin/settings", "/admin/audit"):
        admin.goto(path)
        assert fits(admin), path
        assert barriers(admin) == [], path
    admin.goto("/admin")
    admin.get_by_role("link", name=NEW.name, exact=True).click()
    expect(admin.locator("#new-unit")).to_have_value(SECTOR)
    admin.locator("#new-until").fill("2024-01-31")
    admin.get_by_role("button", name="Ubah").click()
    expect(admin.get_by_text("Keadaan pengguna telah diubah.")).to_be_visible()
    expect(admin.get_by_role("row", name=re.compile(NEW.name))).to_contain_text("31 Januari 2024")
