"""What office files have in common: text that XML can say, and archives without a clock."""

from __future__ import annotations

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the zip format knows no zones
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return ILLEGAL.sub("", text)


def undated(data: bytes) -> bytes:
    """The archive with one date everywhere, so that a record has one file."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as found, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in found.namelist():
            body = found.read(name)
            if name == "docProps/core.xml":
                body = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", body
                )
            made.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, ZIP_DEFLATED)
    return out.getvalue()
