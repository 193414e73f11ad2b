"""The trail of deeds: every read, search, look and change is a line, and leaves as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from archive.desk.oversight import TrailFilter
from records.errors import LoginRefused, NotAllowed, NotFound
from records.keeping import EntryId, Role, User
from service import library, searching, users
from service.access.oversight import trail, write_trail
from service.filing.refiling import correct, tray
from service.filing.views import DocumentFilter
from service.jobs.feeding import feed_all
from service.proof.archive_proof import verify_archive
from service.review import deeds, reveals
from service.units.registry import import_units
from service.wiring import Services
from tests.fakes.polres import (
    ADMIN,
    AUDITOR,
    KAPOLRES,
    POLRES,
    Polres,
    kapolsek,
    open_polres,
    visit,
)


@pytest.fixture
def polres(tmp_path: Path) -> Iterator[Polres]:
    found = open_polres(tmp_path)
    yield found
    found.services.close()


def told(services: Services, deed: str) -> list[tuple[str, str, dict[str, object]]]:
    with services.catalogue.read() as db:
        asked = text("SELECT who, target, facts FROM audit WHERE deed = :deed ORDER BY id")
        rows = db.execute(asked, {"deed": deed}).all()
    return [(who, target, json.loads(facts)) for who, target, facts in rows]


def test_reads_searches_and_looks_are_lines(polres: Polres) -> None:
    services = polres.services
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1)).id
    feed_all(services)
    library.entry(KAPOLRES, entry, services)
    assert told(services, "read") == [("kapolres", entry, {})]
    library.page_words(KAPOLRES, entry, 1, services)
    assert told(services, "look") == [("kapolres", entry, {"page": 1, "part": "words"})]
    library.documents(KAPOLRES, DocumentFilter(month="2024-07"), services)
    assert told(services, "list")[0][2]["wanted"] == {"month": "2024-07"}
    searching.search(KAPOLRES, "ronda", services)
    who, _, facts = told(services, "search")[0]
    assert (who, facts["query"], facts["shown"]) == ("kapolres", "ronda", [f"{entry}-0"])
    deeds.desk(KAPOLRES, (entry, 0), services)
    assert told(services, "read")[1][2] == {"position": 0, "part": "desk"}
    users.add("kapolres", "kata sandi panjang", Role.HEAD, services, unit=POLRES)
    reveals.reveal(KAPOLRES, (entry, 0), "perkara 12", services)
    assert told(services, "reveal")[0][2]["reason"] == "perkara 12"
    correct(KAPOLRES, (entry, 0), services, reason="salah", month="2024-08")
    tray(KAPOLRES, services)
    library.original(AUDITOR, entry, services).stream.close()
    assert told(services, "download")[0][2] == {"part": "original"}


def test_what_was_refused_is_no_read(polres: Polres) -> None:
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1)).id
    with pytest.raises(NotFound):
        library.entry(kapolsek("bunga"), entry, polres.services)
    with pytest.raises(NotFound):
        library.entry(KAPOLRES, EntryId("0" * 26), polres.services)
    assert told(polres.services, "read") == []


def test_a_waiting_entry_has_nothing_to_be_read(polres: Polres) -> None:
    from service.intake import take

    scan = io.BytesIO(visit("anggrek", "2024-07", "WAYAN", 3))
    entry = take(scan, "scan.pdf", "pintu", polres.services, unit=POLRES)
    library.entry(KAPOLRES, entry.id, polres.services)
    assert told(polres.services, "read") == []


def test_the_trail_leaves_as_a_table(polres: Polres, tmp_path: Path) -> None:
    services = polres.services
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1)).id
    with pytest.raises(LoginRefused):
        users.log_in("=HYPERLINK()", "x" * 12, services)
    library.entry(KAPOLRES, entry, services)
    kept = io.BytesIO()
    count = write_trail(ADMIN, kept, services)
    rows = list(csv.reader(io.StringIO(kept.getvalue().decode("utf-8-sig"))))
    assert rows[0][:4] == ["nomor", "waktu", "siapa", "perbuatan"]
    assert len(rows) == count + 1
    assert [row[3] for row in rows[1:]] == [
        "receive",
        "archive",
        "refuse-log-in",
        "read",
        "export-trail",
    ]
    assert rows[3][4] == "'=HYPERLINK()"
    assert [row[6] for row in rows[2:]] == [row[7] for row in rows[1:-1]]
    kept = io.BytesIO()
    assert write_trail(ADMIN, kept, services, TrailFilter(deed="read"), suffix=".xlsx") == 1
    sheet = load_workbook(io.BytesIO(kept.getvalue())).worksheets[0]
    assert [cell.value for cell in sheet[2]][2:5] == ["kapolres", "read", entry]


def test_the_trail_is_searched_by_parts_and_time(polres: Polres) -> None:
    services = polres.services
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1)).id
    polres.clock.go_on(days=1)
    library.entry(KAPOLRES, entry, services)
    assert [one.deed for one in trail(ADMIN, services, text=entry).lines] == [
        "read",
        "archive",
        "receive",
    ]
    since = polres.clock.now
    assert [one.deed for one in trail(ADMIN, services, since=since, deed="read").lines] == ["read"]
    assert trail(ADMIN, services, until=since, text="kapolres").lines == ()
    assert told(services, "read-trail")[0][2] == {"text": entry, "deed": "", "before": None}


def test_only_those_who_oversee_all_take_the_trail(polres: Polres) -> None:
    for person in (KAPOLRES, User(4, "wasda", Role.AUDITOR, POLRES)):
        with pytest.raises(NotAllowed):
            write_trail(person, io.BytesIO(), polres.services)


@pytest.mark.parametrize(
    ("statement", "book"),
    [
        ("UPDATE units SET name = 'X' WHERE code = 'lain'", "units"),
        ("UPDATE units SET valid_to = '2020-01-01' WHERE code = 'lain'", "units"),
        ("DELETE FROM postings", "postings"),
        ("UPDATE postings SET village = 'X'", "postings"),
        ("UPDATE users SET role = 'admin'", "users"),
        ("UPDATE users SET password = 'x'", "users"),
        ("DELETE FROM users WHERE name = 'budi'", "users"),
    ],
)
def test_a_row_of_people_or_units_changed_behind_our_back_is_found(
    polres: Polres, tmp_path: Path, statement: str, book: str
) -> None:
    services = polres.services
    users.add("budi", "kata sandi panjang", Role.CLERK, services, unit=POLRES)
    users.add("siti", "kata sandi panjang", Role.HEAD, services, unit=POLRES)
    table = tmp_path / "units.csv"
    table.write_text("kode,nama\nlain,POLDA LAIN\n", encoding="utf-8")
    import_units(ADMIN, table, services)
    users.log_in("siti", "kata sandi panjang", services)
    feed_all(services)
    assert verify_archive(AUDITOR, services) == ()
    with services.catalogue.begin() as db:
        db.execute(text(statement))
    found = verify_archive(AUDITOR, services)
    assert [(one.code, one.what) for one in found] == [("book-differs", book)]
