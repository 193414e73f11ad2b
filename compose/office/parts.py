"""What office files have in common: text that XML can say, and archives without a clock."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import UTC, datetime

ZIP_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can name."""
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return ILLEGAL.sub("", text)


def undated(made: bytes, created: datetime = UNDATED) -> bytes:
    """An office document without the moment of its making: zip times fixed, `created` named."""
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, ZIP_BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with source.open(name) as there, target.open(entry, "w") as place:
                if name == "docProps/core.xml":
                    place.write(STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", there.read()))
                else:
                    shutil.copyfileobj(there, place)
    return kept.getvalue()
