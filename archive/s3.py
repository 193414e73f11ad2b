"""Blobs in an S3-compatible store; the only module that knows its client."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

from archive.blobs import CHUNK_BYTES, chunks, is_digest, spool
from records.errors import BlobMissing, SettingInvalid, StoreUnavailable
from records.findings import Digest
from records.keeping import Blob

if TYPE_CHECKING:
    from minio import Minio

SCHEMES = ("s3+http", "s3+https")
MISSING_CODES = frozenset({"NoSuchKey", "NoSuchObject"})
TIMEOUT_S = 20.0
RETRIES = 2
PART_BYTES = 16 * CHUNK_BYTES
"""One part of a multi-part upload, held in memory by the client (S3 allows no less than 5 MiB)."""


def connect(url: str, access_key: str, secret_key: str, region: str = "") -> S3Store:
    """The store behind `s3+http://host:port/bucket`; raises SettingInvalid, StoreUnavailable."""
    import urllib3
    from minio import Minio

    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not parts.netloc or not bucket or "/" in bucket:
        expected = "s3+http://host:port/bucket, s3+https://host/bucket"
        raise SettingInvalid(name="BERKAS_BLOBS_URL", value=url, expected=expected)
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=TIMEOUT_S / 4, read=TIMEOUT_S),
        retries=urllib3.Retry(total=RETRIES, backoff_factor=0.2),
    )
    client = Minio(
        parts.netloc,
        access_key=access_key,
        secret_key=secret_key,
        region=region or None,
        secure=parts.scheme == "s3+https",
        http_client=pool,
    )
    return S3Store(client, bucket)


class S3Store:
    """Blobs as objects `ab/cd/abcd…` of one bucket, which is made where it is missing."""

    def __init__(self, client: Minio, bucket: str) -> None:
        self._client = client
        self._bucket = bucket
        with _translated():
            if not client.bucket_exists(bucket):
                client.make_bucket(bucket)

    def keep(self, stream: BinaryIO) -> Blob:
        """Read the stream to its end and keep it; durable on return.

        The name is the digest, known only at the end: the bytes go through a local file.
        """
        with tempfile.TemporaryFile() as spooled:
            blob = spool(stream, spooled)
            if not self.has(blob.digest):
                spooled.seek(0)
                with _translated(blob.digest):
                    self._client.put_object(
                        self._bucket, _key(blob.digest), spooled, blob.size, part_size=PART_BYTES
                    )
        return blob

    def open(self, digest: Digest) -> BinaryIO:
        """The bytes to read, closed by the caller; raises BlobMissing."""
        with _translated(digest):
            answer = self._client.get_object(self._bucket, _key(digest))
        # urllib3's response reads as a file; closing it gives the connection back.
        return cast(BinaryIO, answer)

    def size(self, digest: Digest) -> int:
        """How many bytes; raises BlobMissing."""
        with _translated(digest):
            return self._client.stat_object(self._bucket, _key(digest)).size or 0

    def has(self, digest: Digest) -> bool:
        """Whether the blob is there."""
        try:
            self.size(digest)
        except BlobMissing:
            return False
        return True

    @contextmanager
    def local(self, digest: Digest) -> Iterator[Path]:
        """A temporary copy, gone when the context ends; raises BlobMissing."""
        with tempfile.TemporaryDirectory(prefix="berkas-") as folder:
            path = Path(folder) / digest
            with self.open(digest) as stream, path.open("wb") as copy, _translated(digest):
                for chunk in chunks(stream):
                    copy.write(chunk)
            yield path

    def remove(self, digest: Digest) -> None:
        """Let go of the bytes for good; nothing happens where they are gone."""
        with _translated():
            self._client.remove_object(self._bucket, _key(digest))

    def digests(self) -> Iterator[Digest]:
        """Every blob kept, in order of digest (the store lists by name)."""
        with _translated():
            for found in self._client.list_objects(self._bucket, recursive=True):
                name = str(found.object_name).rpartition("/")[2]
                if is_digest(name):
                    yield Digest(name)


def _key(digest: Digest) -> str:
    if not is_digest(digest):
        raise BlobMissing(digest=digest)
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


@contextmanager
def _translated(digest: Digest | None = None) -> Iterator[None]:
    from minio.error import MinioException, S3Error
    from urllib3.exceptions import HTTPError

    try:
        yield
    except S3Error as error:
        if digest is not None and error.code in MISSING_CODES:
            raise BlobMissing(digest=digest) from error
        raise StoreUnavailable(reason=str(error.code)) from error
    except (MinioException, HTTPError, OSError) as error:
        raise StoreUnavailable(reason=type(error).__name__) from error
