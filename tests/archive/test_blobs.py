"""Every blob store keeps the same promises."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.blobs import BlobStore, FolderStore, is_digest, verify
from archive.s3 import connect
from records.errors import BlobChanged, BlobMissing, SettingInvalid, StoreUnavailable
from records.findings import Digest
from tests.fakes.s3_server import s3_server

NOBODY = Digest("0" * 64)


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BlobStore]:
    if request.param == "folder":
        yield FolderStore(tmp_path / "blobs")
        return
    with s3_server() as (address, _):
        yield connect(f"s3+http://{address}/berkas", "key", "a-secret-key")


class TestEveryStore:
    def test_what_is_kept_is_named_by_its_digest(self, store: BlobStore) -> None:
        blob = store.keep(io.BytesIO(b"kertas"))
        assert blob.digest == hashlib.sha256(b"kertas").hexdigest()
        assert blob.size == 6
        assert store.size(blob.digest) == 6
        assert store.has(blob.digest)

    @pytest.mark.parametrize("body", [b"", b"x", b"lembar" * 700_000])
    def test_what_is_kept_comes_back_byte_for_byte(self, store: BlobStore, body: bytes) -> None:
        blob = store.keep(io.BytesIO(body))
        with store.open(blob.digest) as stream:
            assert stream.read() == body
        with store.local(blob.digest) as path:
            assert path.read_bytes() == body
        verify(store, blob.digest)

    def test_the_same_bytes_twice_are_one_blob(self, store: BlobStore) -> None:
        first, second = store.keep(io.BytesIO(b"sama")), store.keep(io.BytesIO(b"sama"))
        assert first == second
        assert list(store.digests()) == [first.digest]

    def test_all_digests_are_told_in_order(self, store: BlobStore) -> None:
        kept = [store.keep(io.BytesIO(bytes([n]))).digest for n in range(20)]
        assert list(store.digests()) == sorted(kept)

    @pytest.mark.parametrize("digest", [NOBODY, Digest("../../etc/passwd"), Digest("")])
    def test_what_is_not_there_is_missing(self, store: BlobStore, digest: Digest) -> None:
        assert not store.has(digest)
        with pytest.raises(BlobMissing):
            store.open(digest)
        with pytest.raises(BlobMissing):
            store.size(digest)
        with pytest.raises(BlobMissing), store.local(digest):
            pass


def test_what_is_removed_is_gone_and_may_come_again(store: BlobStore) -> None:
    blob, other = store.keep(io.BytesIO(b"pergi")), store.keep(io.BytesIO(b"tinggal"))
    store.remove(blob.digest)
    store.remove(blob.digest)
    assert not store.has(blob.digest)
    assert store.has(other.digest)
    assert list(store.digests()) == [other.digest]
    assert store.keep(io.BytesIO(b"pergi")) == blob
    with store.open(blob.digest) as stream:
        assert stream.read() == b"pergi"


def test_a_rotten_file_is_told(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    blob = store.keep(io.BytesIO(b"utuh"))
    path = tmp_path / blob.digest[:2] / blob.digest[2:4] / blob.digest
    path.chmod(0o644)
    path.write_bytes(b"utuk")
    with pytest.raises(BlobChanged):
        verify(store, blob.digest)


def test_a_folder_that_cannot_be_written_is_no_answer_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path / "file").keep(io.BytesIO(b"x"))


def test_nothing_half_written_stays_behind(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("pulled out")

    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path).keep(Broken())
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.s3
def test_a_store_that_is_away_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        connect("s3+http://127.0.0.1:9/berkas", "key", "a-secret-key")


@pytest.mark.s3
@pytest.mark.parametrize("url", ["s3://x/y", "s3+http://x", "s3+http://x/a/b", "http://x/y"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingInvalid):
        connect(url, "key", "a-secret-key")


@given(st.text(max_size=70))
def test_only_digests_name_blobs(text: str) -> None:
    lower_hex = len(text) == 64 and all(letter in "0123456789abcdef" for letter in text)
    assert is_digest(text) == lower_hex
