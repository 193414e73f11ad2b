"""Exports as downloads: their size is told before, and a part is the part of the whole."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue import audit
from records.errors import NotAllowed, NotFound
from records.keeping import Role, User
from service.proof.month_proof import last_proof, prove_month
from service.sealing.closing import close, supplement
from service.sealing.giving import Flow, export_download, seal_document, zip_size
from tests.fakes.polres import AUDITOR, KAPOLRES, POLRES, Polres, kapolsek, open_polres, visit

UNIT, MONTH = f"{POLRES}/anggrek", "2024-08"
OPEN_AUDITOR = User(7, "auditor biasa", Role.AUDITOR)
CLERK = User(6, "klerk", Role.CLERK, UNIT)


@pytest.fixture(scope="module")
def polres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Polres]:
    """A sealed month with a secret paper, and another that came late."""
    found = open_polres(tmp_path_factory.mktemp("polres"))
    for number in range(2):
        found.put(visit("anggrek", MONTH, "WAYAN", number))
    found.put(visit("anggrek", MONTH, "WAYAN", 7, "laporan-informasi"))
    close(KAPOLRES, UNIT, MONTH, found.services)
    found.put(visit("anggrek", MONTH, "WAYAN", 9))
    supplement(KAPOLRES, UNIT, MONTH, found.services)
    yield found
    found.services.close()


def test_the_size_told_before_is_the_size_that_comes_and_comes_again(polres: Polres) -> None:
    first = export_download(AUDITOR, POLRES, "2024", polres.services)
    whole = first.stream.read()
    assert len(whole) == first.size
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert opened.testzip() is None
    again = export_download(AUDITOR, POLRES, "2024", polres.services)
    assert again.digest == first.digest
    assert again.stream.read() == whole
    again.stream.close()


def test_another_sight_is_another_download(polres: Polres) -> None:
    cleared = export_download(AUDITOR, POLRES, "2024", polres.services)
    other = export_download(OPEN_AUDITOR, POLRES, "2024", polres.services)
    assert other.digest != cleared.digest
    assert other.size < cleared.size


@given(st.lists(st.tuples(st.text("abü/", min_size=1, max_size=9), st.integers(0, 70)), max_size=9))
def test_a_zip_is_as_long_as_its_size_was_reckoned(named: list[tuple[str, int]]) -> None:
    unique = list(dict(named).items())

    class Forward(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    kept = Forward()
    with zipfile.ZipFile(kept, "w") as made:
        for path, size in unique:
            made.writestr(zipfile.ZipInfo(path), b"x" * size)
    assert len(kept.getvalue()) == zip_size(unique)


def test_a_zip_beyond_four_gigabytes_has_the_longer_marks() -> None:
    assert zip_size([("a", 5 << 30)]) == (5 << 30) + 31 + 20 + 24 + 47 + 20 + 22 + 76


def test_a_flow_is_read_in_any_pieces() -> None:
    flow = Flow(iter([b"abc", b"", b"defg"]))
    assert [flow.read(2), flow.read(4), flow.read(), flow.read()] == [b"ab", b"c", b"defg", b""]


def test_documents_of_a_bag_are_given_to_those_who_may_take(polres: Polres) -> None:
    given_out = seal_document(KAPOLRES, 1, "minutes", polres.services)
    assert given_out.stream.read(5) == b"%PDF-"
    given_out.stream.close()
    assert "berita-acara" in given_out.name
    with polres.services.catalogue.read() as db:
        assert list(audit.lines(db))[-1].deed == "download"
    with pytest.raises(NotAllowed):
        seal_document(CLERK, 1, "minutes", polres.services)
    with pytest.raises(NotFound):
        seal_document(kapolsek("bunga"), 1, "minutes", polres.services)
    with pytest.raises(NotFound):
        seal_document(OPEN_AUDITOR, 2, "minutes", polres.services)  # the secret one
    with pytest.raises(NotFound):
        seal_document(KAPOLRES, 1, "anything", polres.services)


def test_a_month_is_proven_and_the_proof_remembered(polres: Polres) -> None:
    assert last_proof(AUDITOR, UNIT, MONTH, polres.services) is None
    seen: list[tuple[int, int]] = []
    proof = prove_month(
        AUDITOR, UNIT, MONTH, polres.services, lambda done, every: seen.append((done, every))
    )
    assert proof.damages == ()
    assert {check.code: check.count for check in proof.checks}["papers"] == 4
    assert seen[-1][0] == seen[-1][1] == proof.size
    assert last_proof(CLERK, UNIT, MONTH, polres.services) == proof
    with pytest.raises(NotAllowed):
        prove_month(CLERK, UNIT, MONTH, polres.services)


def test_a_byte_changed_under_a_seal_is_told(tmp_path: Path) -> None:
    polres = open_polres(tmp_path)
    polres.put(visit("anggrek", MONTH, "WAYAN", 1))
    (seal,) = close(KAPOLRES, UNIT, MONTH, polres.services)
    with polres.services.blobs.open(seal.listing) as stream:
        listed = json.load(stream)
    digest = next(f["sha256"] for f in listed["files"] if f["path"].startswith("data/asli"))
    (path,) = [p for p in tmp_path.rglob(f"*{digest[4:]}*") if p.is_file()]
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    proof = prove_month(AUDITOR, UNIT, MONTH, polres.services)
    assert [damage.code for damage in proof.damages] == ["blob-changed"]
    assert last_proof(AUDITOR, UNIT, MONTH, polres.services) == proof
    polres.services.close()
