"""Bytes from outside are counted, digested, and kept or refused without a trace."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.limits import Limits
from ingest.receive import receive
from records.errors import BerkasError, NotADocument, ScanEmpty, ScanTooLarge
from records.scan import Media
from tests.ingest.papers import encoded, marked

PNG = encoded(marked(), "PNG")


def test_a_scan_is_written_with_its_digest_size_and_format(tmp_path: Path) -> None:
    scan = receive(io.BytesIO(PNG), "../../etc/foto.pdf", tmp_path, Limits())
    assert scan.path.parent == tmp_path
    assert scan.path.read_bytes() == PNG
    assert (scan.digest, scan.size) == (hashlib.sha256(PNG).hexdigest(), len(PNG))
    assert (scan.name, scan.media) == ("../../etc/foto.pdf", Media.PNG)


def test_the_same_file_twice_makes_two_files(tmp_path: Path) -> None:
    first, second = (receive(io.BytesIO(PNG), "a.png", tmp_path, Limits()) for _ in range(2))
    assert first.path != second.path
    assert first.digest == second.digest


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"%PDF-1.4 " * (size // 9 + 1)

    source = Endless()
    with pytest.raises(ScanTooLarge):
        receive(source, "a.pdf", tmp_path, Limits(max_bytes=3_000_000))  # type: ignore[arg-type]
    assert source.taken < 6_000_000
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", ScanEmpty), (b"catatan", NotADocument), (b"\x00" * 5000, NotADocument)],
)
def test_what_is_refused_leaves_nothing(
    content: bytes, error: type[BerkasError], tmp_path: Path
) -> None:
    with pytest.raises(error) as caught:
        receive(io.BytesIO(content), "x.pdf", tmp_path, Limits())
    assert "x.pdf" in caught.value.message("id")
    assert "x.pdf" in caught.value.message("en")
    assert not list(tmp_path.iterdir())


def test_a_source_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        receive(Broken(), "a.pdf", tmp_path, Limits())  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


@given(st.binary(max_size=2000))
def test_what_is_received_is_what_was_sent(
    tmp_path_factory: pytest.TempPathFactory, rest: bytes
) -> None:
    into = tmp_path_factory.mktemp("in")
    sent = b"%PDF-1.4\n" + rest
    assert receive(io.BytesIO(sent), "a", into, Limits()).path.read_bytes() == sent


@pytest.mark.parametrize("name", ["max_bytes", "max_pages", "max_pixels", "max_objects"])
def test_a_limit_below_one_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Limits(**{name: 0})
