"""A small S3-compatible server on a local port: buckets and objects in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

Buckets = dict[str, dict[str, bytes]]
DATE = "Tue, 01 Oct 2024 08:00:00 GMT"


@contextmanager
def s3_server() -> Iterator[tuple[str, Buckets]]:
    """Run a server; gives its `host:port` and what it holds."""
    buckets: Buckets = {}

    class Handler(_Handler):
        held = buckets

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}", buckets
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    held: Buckets

    def do_HEAD(self) -> None:
        bucket, key = self._name()
        if not key:
            self._answer(200 if bucket in self.held else 404)
        elif key in self.held.get(bucket, {}):
            self._answer_object(self.held[bucket][key])
        else:
            self._answer(404)

    def do_GET(self) -> None:
        bucket, key = self._name()
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        if "location" in query:
            self._answer(200, b"<LocationConstraint/>")
        elif bucket not in self.held:
            self._refuse(404, "NoSuchBucket")
        elif not key:
            self._answer(200, self._listing(bucket).encode())
        elif key in self.held[bucket]:
            self._answer_object(self.held[bucket][key])
        else:
            self._refuse(404, "NoSuchKey")

    def do_PUT(self) -> None:
        body = self._body()
        bucket, key = self._name()
        if not key:
            self.held.setdefault(bucket, {})
            self._answer(200)
        elif bucket in self.held:
            self.held[bucket][key] = body
            self._answer(200, etag=_etag(body))
        else:
            self._refuse(404, "NoSuchBucket")

    def do_DELETE(self) -> None:
        bucket, key = self._name()
        self.held.get(bucket, {}).pop(key, None)
        self._answer(204)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""

    def _name(self) -> tuple[str, str]:
        bucket, _, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        return bucket, key

    def _body(self) -> bytes:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.headers.get("x-amz-content-sha256", "").startswith("STREAMING-"):
            return raw
        found = b""
        while raw:
            head, _, raw = raw.partition(b"\r\n")
            size = int(head.partition(b";")[0], 16)
            found, raw = found + raw[:size], raw[size + 2 :]
        return found

    def _listing(self, bucket: str) -> str:
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(body)}</Size><ETag>{_etag(body)}</ETag>"
            f"<LastModified>2024-10-01T08:00:00.000Z</LastModified></Contents>"
            for key, body in sorted(self.held[bucket].items())
        )
        head = f"<Name>{bucket}</Name><IsTruncated>false</IsTruncated>"
        return f"<ListBucketResult>{head}{rows}</ListBucketResult>"

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode())

    def _answer_object(self, body: bytes) -> None:
        self._answer(200, body, etag=_etag(body), media="application/octet-stream")

    def _answer(
        self, status: int, body: bytes = b"", *, etag: str = "", media: str = "application/xml"
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", media)
        self.send_header("Last-Modified", DATE)
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _etag(body: bytes) -> str:
    return f'"{md5(body, usedforsecurity=False).hexdigest()}"'
