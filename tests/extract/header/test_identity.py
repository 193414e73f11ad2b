"""Identity parts drawn as tables, as lists and as covers."""

from __future__ import annotations

from extract.header.cover import sheet_to_cover
from extract.header.identity import has_identity, sheet_to_identity
from extract.header.merge import header_month, parts_to_header
from extract.header.part import PartKind
from records.paper import Sheet, Table, Word
from tests.extract.drawn import Answering, DrawnTable, drawn_sheet, set_line, set_lines


def _table_page(number: str = ": SOP / 04 / IX / 2019") -> tuple[Sheet, Table]:
    drawn = DrawnTable(100, 100, (1000, 400, 800))
    drawn.row("KEPOLISIAN NEGARA REPUBLIK INDONESIA", "NOMOR SOP", number)
    drawn.row("RESOR GORONTALO KOTA", "TGL PEMBUATAN", ": 03 SEPTEMBER 2019")
    drawn.row("SATBINMAS POLRES GORONTALO KOTA", "TGL REVISI", ": 01")
    drawn.row("", "TGL EFEKTIF", "")
    drawn.row(
        "",
        "DISAHKAN OLEH",
        [
            "KAPOLRES GORONTALO KOTA",
            "",
            "",
            "ROBIN LUMBAN RAJA, S.I.K. M.SI",
            "AJUN KOMISARIS BESAR POLISI NRP 76050993",
        ],
    )
    drawn.row("", "NAMA SOP", ": UNIT BINPOLMAS")
    drawn.row("DASAR HUKUM:", "KLARIFIKASI PELAKSANA:")
    drawn.row(["1. Perkap nomor 3", "tahun 2015", "2. Permenpan"], ["1. Memiliki kemampuan"])
    drawn.row("KETERKAITAN:", "PERALATAN / PERLENGKAPAN")
    drawn.row("-", ["1. R4 / R2", "2. Materi"])
    drawn.row("PERINGATAN:", "Pe nd xx")
    drawn.row("1. Dilarang", "1. Buku catatan")
    return drawn_sheet(drawn.words), drawn.table()


LIST_PAGE = [
    "Nomor            : SOP - 07 / I / HUK.7.1 / 2023 / BINMAS",
    "Tanggal Pembuatan : 9 Januari 2023",
    "Tanggal Revisi    :",
    "Tanggal Pengesahan : 10 Januari 2023",
    "Disahkan oleh     : KASATBINMAS",
    "",
    "                    NARSANTA",
    "                    AJUN KOMISARIS POLISI NRP 66050500",
    "Nama SOP          : BHABINKAMTIBMAS",
    "Dasar Hukum",
    "  1. Undang-Undang Nomor 2 tahun 2002",
    "  2. Perkap",
    "Kualifikasi Pelaksana",
    "  1. Memiliki kemampuan",
    "Keterkaitan",
    "Peralatan / Perlengkapan",
    "  1. Kendaraan R2      3. Brosur",
    "  2. Kamera            4. Peta Desa",
    "Peringatan",
    "  1. Dilarang",
    "Pencatatan dan Pendataan",
    "  1. Blanko Kunjungan",
]


def _list_page() -> Sheet:
    head = set_line("KEPOLISIAN NEGARA REPUBLIK INDONESIA", 800, 100)
    head += set_line("RESOR KOTA TANJUNGPINANG", 900, 160)
    return drawn_sheet(head + set_lines(LIST_PAGE, 100, 300))


def test_a_table_gives_every_field() -> None:
    sheet, table = _table_page()
    part = sheet_to_identity(sheet, (table,), None)
    assert part is not None
    header, evidence = parts_to_header([part])
    assert header.number == "SOP / 04 / IX / 2019"
    assert header.title == "UNIT BINPOLMAS"
    assert header.unit == "SATBINMAS POLRES GORONTALO KOTA"
    assert (header.created_on, header.revised, header.effective_on) == ("2019-09-03", "01", None)
    assert header.approved_by.position == "KAPOLRES GORONTALO KOTA"
    assert header.approved_by.name == "ROBIN LUMBAN RAJA, S.I.K. M.SI"
    assert header.approved_by.rank == "AJUN KOMISARIS BESAR POLISI"
    assert header.approved_by.nrp == "76050993"
    assert header.legal_basis == ("Perkap nomor 3 tahun 2015", "Permenpan")
    assert header.qualifications == ("Memiliki kemampuan",)
    assert header.related == ("-",)
    assert header.equipment == ("R4 / R2", "Materi")
    assert header.warnings == ("Dilarang",)
    assert header_month(header) == "2019-09"
    assert evidence["header.legal_basis.0"].page == 1
    assert evidence["header.approved_by.name"].text.startswith("ROBIN")


def test_an_unread_head_follows_from_its_neighbour() -> None:
    sheet, table = _table_page()
    part = sheet_to_identity(sheet, (table,), None)
    assert part is not None
    assert [value.text for value in part.lists["records"]] == ["Buku catatan"]


def test_a_list_layout_gives_every_field() -> None:
    sheet = _list_page()
    part = sheet_to_identity(sheet, (), None)
    assert part is not None
    header, _ = parts_to_header([part])
    assert header.number == "SOP - 07 / I / HUK.7.1 / 2023 / BINMAS"
    assert (header.created_on, header.revised, header.effective_on) == (
        "2023-01-09",
        None,
        "2023-01-10",
    )
    assert header.approved_by.position == "KASATBINMAS"
    assert header.approved_by.name == "NARSANTA"
    assert header.title == "BHABINKAMTIBMAS"
    assert header.related == ()
    assert header.equipment == ("Kendaraan R2", "Kamera", "Brosur", "Peta Desa")
    assert header.records == ("Blanko Kunjungan",)


def test_a_formal_command_and_its_section_make_the_unit() -> None:
    part = sheet_to_identity(_list_page(), (), None)
    assert part is not None
    header, evidence = parts_to_header([part])
    assert header.unit == "SATBINMAS POLRESTA TANJUNGPINANG"
    assert evidence["header.unit"].text == "RESOR KOTA TANJUNGPINANG"
    assert evidence["header.unit"].needs_review


def test_a_lost_head_in_a_list_layout_is_told_by_the_numbering() -> None:
    lines = [line.replace("Peringatan", "Xq zw") for line in LIST_PAGE]
    part = sheet_to_identity(drawn_sheet(set_lines(lines, 100, 300)), (), None)
    assert part is not None
    header, _ = parts_to_header([part])
    assert header.warnings == ("Dilarang",)
    assert header.records == ("Blanko Kunjungan",)


def test_what_was_read_unsurely_is_read_again_in_one_call() -> None:
    right, table = _table_page()
    reader = Answering(right.words)
    blurred = [Word("UNlT", word.box, 0.2) if word.text == "UNIT" else word for word in right.words]
    part = sheet_to_identity(drawn_sheet(blurred), (table,), reader)
    assert part is not None
    assert part.values["title"].text == "UNIT BINPOLMAS"
    assert reader.calls <= 3


def test_a_cover_gives_title_and_unit_and_yields_to_the_identity_page() -> None:
    words = set_line("STANDAR OPERASIONAL PROSEDUR", 600, 800)
    words += set_line("UNIT BINPOLMAS", 800, 870) + set_line("2019", 1000, 1000)
    words += set_line("SATBINMAS POLRES GORONTALO KOTA", 600, 1500)
    cover = sheet_to_cover(drawn_sheet(words))
    assert cover is not None
    assert cover.kind is PartKind.COVER
    header, _ = parts_to_header([cover])
    assert (header.title, header.unit) == ("UNIT BINPOLMAS", "SATBINMAS POLRES GORONTALO KOTA")
    identity = sheet_to_identity(_list_page(), (), None)
    assert identity is not None
    both, _ = parts_to_header([cover, identity])
    assert both.title == "BHABINKAMTIBMAS"
    assert both.unit == "SATBINMAS POLRES GORONTALO KOTA"


def test_an_identity_goes_on_on_the_next_page() -> None:
    first = sheet_to_identity(drawn_sheet(set_lines(LIST_PAGE[:14], 100, 300)), (), None)
    second = sheet_to_identity(drawn_sheet(set_lines(LIST_PAGE[14:], 100, 300)), (), None)
    assert first is not None
    assert second is not None
    header, _ = parts_to_header([first, second])
    assert header.legal_basis == ("Undang-Undang Nomor 2 tahun 2002", "Perkap")
    assert header.records == ("Blanko Kunjungan",)


def test_prose_is_no_identity() -> None:
    lines = ["Pada hari ini telah dilaksanakan kegiatan", "di Kantor Lurah", "Peringatan"]
    assert not has_identity(drawn_sheet(set_lines(lines, 100, 300)), ())


def test_a_number_left_for_the_pen_asks_for_review() -> None:
    sheet, table = _table_page("000.8.3.3 / /SATPOLPP-A")
    part = sheet_to_identity(sheet, (table,), None)
    assert part is not None
    assert part.values["number"].text == "000.8.3.3 / /SATPOLPP-A"
    assert part.values["number"].evidence.needs_review
