"""A month's check goes on where the whole was last proven, and the whole never trusts that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.catalogue import audit
from service.jobs.feeding import feed_all
from service.proof.archive_proof import verify_archive
from service.proof.month_proof import last_proof, prove_month
from service.proof.nightly import prove_on
from service.proof.trails.anchors import check_trail
from service.sealing.closing import close
from tests.fakes.polres import AUDITOR, KAPOLRES, POLRES, Polres, open_polres, visit

A, MONTH = f"{POLRES}/anggrek", "2024-07"
TARGET = f"{A}@{MONTH}"


@pytest.fixture
def polres(tmp_path: Path) -> Iterator[Polres]:
    found = open_polres(tmp_path)
    found.put(visit("anggrek", MONTH, "WAYAN", 1))
    close(KAPOLRES, A, MONTH, found.services)
    feed_all(found.services)
    yield found
    found.services.close()


def lines_of(polres: Polres) -> list[audit.Line]:
    with polres.services.catalogue.read() as db:
        return list(audit.lines(db))


def change(polres: Polres, number: int, *, resealed: bool = False) -> None:
    """Change a line behind the program's back, perhaps with a hash that fits what it says now."""
    line = lines_of(polres)[number - 1]
    words = ("orang lain", line.deed, line.target, line.facts)
    hashed = audit.seal(line.id, line.at, words, line.previous) if resealed else line.hash
    with polres.services.catalogue.begin() as db:
        for trigger in ("audit_no_update", "audit_fixed"):
            db.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        asked = text("UPDATE audit SET who = 'orang lain', hash = :hash WHERE id = :id")
        db.execute(asked, {"hash": hashed, "id": number})


def broken(polres: Polres) -> list[str]:
    proof = prove_month(KAPOLRES, A, MONTH, polres.services)
    return [one.what for check in proof.checks if check.code == "trail" for one in check.damages]


def test_without_a_proof_of_the_whole_every_line_is_read(polres: Polres) -> None:
    with polres.services.catalogue.read() as db:
        found = check_trail(db, TARGET)
    assert (found.count, found.since) == (len(lines_of(polres)), None)
    change(polres, 1)
    assert broken(polres) == ["1"]


@pytest.mark.parametrize("by_night", [False, True])
def test_after_it_only_what_came_later_and_the_months_own_lines_are(
    polres: Polres, *, by_night: bool
) -> None:
    if by_night:
        assert prove_on("berkas", polres.services).damages == ()
    else:
        assert verify_archive(AUDITOR, polres.services) == ()
    own = [line.id for line in lines_of(polres) if line.target == TARGET]
    with polres.services.catalogue.read() as db:
        found = check_trail(db, TARGET)
    assert found.since is not None
    newest = lines_of(polres)[-1].id
    assert found.count == len({*own, newest - 1, newest})
    prove_month(KAPOLRES, A, MONTH, polres.services)
    kept = last_proof(KAPOLRES, A, MONTH, polres.services)
    assert kept is not None
    assert [one.since for one in kept.checks if one.code == "trail"] == [found.since]


@pytest.mark.parametrize("resealed", [False, True])
def test_a_line_of_the_month_is_looked_at_however_old(polres: Polres, *, resealed: bool) -> None:
    verify_archive(AUDITOR, polres.services)
    own = next(line.id for line in lines_of(polres) if line.target == TARGET)
    change(polres, own, resealed=resealed)
    assert broken(polres) == [str(own)]


def test_lines_after_the_anchor_and_the_anchor_itself_are_looked_at(polres: Polres) -> None:
    at = lines_of(polres)[-1].id
    verify_archive(AUDITOR, polres.services)
    polres.put(visit("bunga", MONTH, "WAYAN", 2))
    change(polres, at + 2)
    assert str(at + 2) in broken(polres)
    change(polres, at)
    assert str(at) in broken(polres)


def test_the_proof_of_the_whole_trusts_no_anchor(polres: Polres) -> None:
    verify_archive(AUDITOR, polres.services)
    change(polres, 1)
    assert broken(polres) == [], "no line of this month"
    codes = {one.code for one in verify_archive(AUDITOR, polres.services)}
    assert "trail-broken" in codes
    assert broken(polres) == ["1"], "what was found broken is no anchor"
