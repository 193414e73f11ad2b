"""What people see: every page, for those who have much and those who have nothing yet."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from service import settings_page
from service.settings import OidcSettings
from tests.fakes.desk import ADMIN, CLERK, HEAD, PASSWORD, Desk, scan
from tests.fakes.offices import Office
from tests.fakes.visits import speaking, visit
from web.views.caretaking.setting_words import MEANINGS

PAGES = (
    "/",
    "/upload",
    "/documents",
    "/search",
    "/search?q=laporan",
    "/search?q=tidakadasamasekali",
    "/archive",
    "/archive?year=2019&kind=sop",
    "/review",
    "/review/sweep?form=kunjungan-warga&key=name",
    "/account",
    "/nothing",
)


class Look(HTMLParser):
    """Collects what the policy would refuse and what a page must have."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self.refused += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.refused.append(tag)


def look(text: str) -> Look:
    """The page taken apart."""
    found = Look()
    found.feed(text)
    return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_keeps_to_the_policy_and_names_what_it_shows(
    office: Office, path: str, language: str
) -> None:
    with speaking(office.visits["kepala"], language) as client:
        answer = client.get(path)
    page = look(answer.text)
    assert page.refused == []
    assert page.tags[0] == ("html", {"lang": language}) or page.tags[0][0] == "html"
    assert sum(tag == "h1" for tag, _ in page.tags) == (0 if path == "/nothing" else 1)
    for tag, given in page.tags:
        if tag == "img":
            assert "alt" in given
        if tag == "form" and (given.get("method") or "") == "post":
            assert 'name="csrf"' in answer.text
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids)), "an id stands once"
    labelled = {given.get("for") for tag, given in page.tags if tag == "label"}
    for tag, given in page.tags:
        is_hidden = given.get("type") in {"hidden", "checkbox"} or "hidden" in given
        if tag in {"input", "select"} and not is_hidden:
            assert given.get("id") in labelled, given


def test_the_start_page_tells_what_waits(office: Office) -> None:
    text = office.visits["kepala"].get("/").text
    assert "sop menunggu.pdf" in text
    assert "Berkas rusak.pdf rusak atau terpotong." in text
    assert "Coba lagi" in text
    assert "1 nilai perlu diperiksa" in text
    assert "Rekap bulanan Desember 2025" in text


def test_an_empty_office_is_told_what_to_do_next(desk: Desk) -> None:
    client = visit(desk, HEAD)
    assert "Unggah pindaian pertama" in client.get("/").text
    assert "Belum ada unggahan" in client.get("/upload").text
    assert "Belum ada dokumen" in client.get("/documents").text
    assert "Tidak ada dokumen bertanggal" in client.get("/archive").text
    assert "Tidak ditemukan" in client.get("/search?q=laporan").text
    assert "Tidak ada yang cocok" in client.get("/documents?kind=sop").text


def test_the_plain_form_takes_several_files_and_keeps_the_good_ones(desk: Desk) -> None:
    client = visit(desk, CLERK)
    files = [
        ("files", ("satu.pdf", scan(1), "application/pdf")),
        ("files", ("dua.txt", b"words", "text/plain")),
    ]
    answer = client.post("/upload", files=files)
    assert answer.status_code == 200
    assert "1 berkas diterima." in answer.text
    assert "dua.txt" in answer.text
    alone = client.post("/upload", files=files[1:])
    assert alone.status_code == 415


def test_a_forged_form_is_refused_before_anything_is_kept(desk: Desk) -> None:
    client = visit(desk, CLERK)
    del client.headers["X-CSRF-Token"]
    files = {"files": ("a.pdf", scan(1), "application/pdf")}
    answer = client.post("/upload", files=files, data={"csrf": "wrong"})
    assert answer.status_code == 403
    assert "tidak berlaku" in answer.text
    assert client.get("/api/v1/entries").json()["entries"] == []


def test_a_failed_entry_is_tried_again_from_its_page(desk: Desk) -> None:
    entry = desk.take("rusak.pdf", CLERK)
    desk.work()
    client = visit(desk, CLERK)
    page = client.get(f"/entries/{entry.id}")
    assert "Gagal dibaca" in page.text
    answer = client.post(f"/entries/{entry.id}/again")
    assert answer.headers["location"] == f"/entries/{entry.id}"
    assert "Gagal" not in client.get(f"/entries/{entry.id}/row").text


def test_a_document_joins_values_to_their_places(office: Office) -> None:
    page = office.visits["kepala"].get(f"/entries/{office.papers['sop'].id}")
    values = set(re.findall(r'data-place="(d0-[^"]+)" data-page', page.text))
    frames = set(re.findall(r'<rect id="place-(d0-[^"]+)"', page.text))
    assert values
    assert values <= frames
    assert "Tidak: → langkah 1" in page.text
    assert "Tanggal revisi berisi" in page.text
    assert "Halaman 2 tidak dapat dibaca." in page.text
    assert look(page.text).refused == []


def test_text_of_the_paper_is_text_never_markup(office: Office) -> None:
    client = office.visits["kepala"]
    text = client.get(f"/entries/{office.papers['sop'].id}?tab=text").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    form = client.get(f"/entries/{office.papers['kunjungan'].id}").text
    assert "Yohanes &lt;b&gt;Nasution&lt;/b&gt;" in form
    found = client.get("/search", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in found
    assert '"><script' not in found


def test_words_found_are_framed_on_the_page(office: Office) -> None:
    client = office.visits["kepala"]
    found = client.get("/search?q=laporan&kind=sop").text
    hits = [
        link.replace("&amp;", "&") for link in re.findall(r'class="title" href="([^"]+)"', found)
    ]
    assert hits
    assert "words=laporan" in hits[0]
    page = client.get(hits[0]).text
    assert page.count('class="found"') >= 3
    assert "kata ditemukan" in page


def test_a_copy_names_the_earlier_file(office: Office) -> None:
    text = office.visits["kepala"].get(f"/entries/{office.papers['double'].id}").text
    assert f'href="/entries/{office.papers["sop"].id}"' in text


def test_a_file_without_documents_is_told_so(office: Office) -> None:
    text = office.visits["kepala"].get(f"/entries/{office.papers['kosong'].id}").text
    assert "Tidak ada" in text


def test_the_archive_drills_down_to_its_documents(office: Office) -> None:
    client = office.visits["kepala"]
    calendar = client.get("/archive?year=2025").text
    link = re.search(r'class="heat-\d" href="([^"]+)"', calendar)
    assert link
    listed = client.get(link[1].replace("&amp;", "&")).text
    assert listed.count("paper-row") >= 1
    empty = client.get("/archive?year=1990").text
    assert "Buka tahun" in empty


def test_lists_go_on_where_they_stopped(desk: Desk) -> None:
    for seed in range(3):
        desk.take(f"sop {seed}.pdf", HEAD, seed)
    desk.work()
    client = visit(desk, HEAD)
    first = client.get("/api/v1/documents?limit=2").json()
    text = client.get(f"/documents?after={first['after']}").text
    assert text.count('class="paper-row"') == 1
    assert "Ke awal" in text


def test_one_changes_ones_own_password_and_stays(desk: Desk) -> None:
    client = visit(desk, CLERK)
    fresh = "kata sandi yang lain"

    def change(present: str, repeated: str) -> int:
        data = {"present": present, "fresh": fresh, "repeated": repeated}
        answer = client.post("/account/password", data=data)
        token = re.search(r'name="csrf" content="(\w+)"', answer.text)
        assert token
        return int(answer.status_code)

    assert change("salah", fresh) == 401
    assert change(PASSWORD, "beda") == 422
    assert change(PASSWORD, fresh) == 200
    assert client.get("/account").status_code == 200
    log_in = {"name": CLERK.name, "password": PASSWORD}
    assert client.post("/login", data=log_in).status_code == 401


def test_an_administrator_looks_after_people_and_queue(desk: Desk) -> None:
    desk.take("sop.pdf", HEAD)
    client = visit(desk, ADMIN)
    page = client.get("/admin").text
    assert "klerk" in page
    assert re.search(r"<strong>1</strong>.*berkas menunggu", page)
    new = {"name": "baru", "password": PASSWORD, "role": "clerk", "unit": "GTO"}
    assert "Pengguna telah ditambahkan." in client.post("/admin/users", data=new).text
    refused = client.post("/admin/users", data=new)
    assert refused.status_code == 409
    assert 'value="baru"' in refused.text
    assert client.post("/admin/users", data={**new, "role": "king"}).status_code == 422
    client.post("/admin/disabled", data={"name": "baru", "disabled": "1"})
    assert "Aktifkan" in client.get("/admin").text
    changed = client.post("/admin/change", data={"name": "baru", "role": "auditor", "unit": ""})
    assert "Keadaan pengguna telah diubah." in changed.text
    own = client.post("/admin/change", data={"name": ADMIN.name, "role": "clerk"})
    assert own.status_code == 422
    told = client.get("/admin/audit?text=baru&deed=change-user").text
    assert "auditor" in told
    assert "BERKAS_SERVE_ZONE" in client.get("/admin/settings").text
    changed = client.post("/admin/password", data={"name": "baru", "password": "lain lain lain"})
    assert "Kata sandi telah diganti." in changed.text
    assert client.post("/admin/password", data={"name": "?"}).status_code >= 400


def test_an_administrator_takes_units_and_officers_over(desk: Desk) -> None:
    client = visit(desk, ADMIN)
    table = "kode,nama\npolda,POLDA CONTOH\npolda/a,POLSEK ANGSANA\n"
    said = client.post("/admin/units", files={"file": ("satuan.csv", table.encode())}).text
    assert "2 satuan" in said
    assert "POLSEK ANGSANA" in said
    assert "polda/a,POLSEK ANGSANA" in client.get("/admin/units/file?suffix=.csv").text
    assert "POLSEK ANGSANA" in client.get("/admin?name=klerk").text
    wrong = client.post(
        "/admin/units", files={"file": ("../x.csv", b"kode,nama\nq/r,TANPA INDUK\n")}
    )
    assert wrong.status_code >= 400
    assert "TANPA INDUK" not in client.get("/admin/units").text
    assert client.post("/admin/units").status_code == 422
    assert "Belum ada cadangan" in client.get("/admin/storage").text
    taken = client.get("/admin/audit/file?suffix=.csv&deed=import-units").text
    assert taken.count("\n") == 2


def test_every_setting_is_told_in_indonesian_and_no_secret_at_all(desk: Desk) -> None:
    assert set(MEANINGS) == {name for name, _, _ in settings_page.rows()}
    oidc = OidcSettings("https://masuk.example", "berkas", "rahasia-sekali")
    settings = replace(desk.services.settings, oidc=oidc)
    told = visit(Desk(replace(desk.services, settings=settings)), ADMIN).get("/admin/settings")
    assert "masuk.example" in told.text
    assert "rahasia-sekali" not in told.text


def test_pages_are_indonesian_whatever_the_browser_asks_for(office: Office) -> None:
    for path in ("/login", "/documents"):
        answer = office.visits["kepala"].get(path, headers={"Accept-Language": "en-GB,en;q=0.9"})
        assert answer.headers.get("content-language", "id") == "id"
    told = office.visits[""].get("/login", headers={"Accept-Language": "en"})
    assert "Masuk" in told.text


def test_a_search_is_kept_and_forgotten(desk: Desk) -> None:
    client = visit(desk, HEAD)
    data = {"name": "kunjungan 2024", "asked": "q=kunjungan&month=2024-01"}
    assert client.post("/search/keep", data=data).headers["location"].endswith("month=2024-01")
    assert 'href="/search?q=kunjungan&amp;month=2024-01"' in client.get("/search").text
    assert "kunjungan 2024" not in visit(desk, CLERK).get("/search").text
    client.post("/search/keep", data={"name": "kunjungan 2024"})
    assert "kunjungan 2024" not in client.get("/search").text


def test_papers_of_a_span_of_months_are_found(office: Office) -> None:
    client = office.visits["kepala"]
    for span, count in (("month=2019-01&until=2020-01", 2), ("until=2019-08", 0), ("until=x", 3)):
        answer = client.get(f"/api/v1/search?q=laporan+jenis:sop&{span}")
        if answer.status_code == 200:
            assert answer.json()["total"] == count, span
        assert client.get(f"/search?q=laporan&{span}").status_code == 200


def test_the_language_switch_is_remembered(office: Office) -> None:
    client = visit(office.desk, CLERK)
    answer = client.post("/language", data={"language": "en", "back": "/documents"})
    assert answer.headers["location"] == "/documents"
    assert "All documents of your unit" in client.get("/documents").text
    client.post("/language", data={"language": "xx", "back": "//evil"})
    assert client.get("/").headers["content-language"] == "en"


def test_static_files_named_by_their_content_are_kept_for_good(office: Office) -> None:
    client = office.visits[""]
    link = re.search(r'href="(/static/berkas\.css\?v=\w+)"', client.get("/login").text)
    assert link
    assert "immutable" in client.get(link[1]).headers["cache-control"]
    assert client.get("/static/../gate.py").status_code == 404
