"""Results as bytes: the same value always gives the same blob."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from archive.blobs import BlobStore
from records.findings import Digest
from records.keeping import Blob
from records.paper import Sheet
from records.sheet_json import json_to_sheet, sheet_to_json


def keep_json(blobs: BlobStore, data: Mapping[str, object]) -> Blob:
    """Keep the data as canonical JSON."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blobs.keep(io.BytesIO(text.encode()))


def keep_file(blobs: BlobStore, path: Path) -> Blob:
    """Keep the file's bytes."""
    with path.open("rb") as stream:
        return blobs.keep(stream)


def keep_sheet(blobs: BlobStore, sheet: Sheet) -> Blob:
    """Keep a page's words, packed: they are text by the megabyte."""
    text = json.dumps(sheet_to_json(sheet), ensure_ascii=False, separators=(",", ":"))
    return blobs.keep(io.BytesIO(gzip.compress(text.encode(), mtime=0)))


def open_sheet(blobs: BlobStore, digest: Digest) -> Sheet:
    """The sheet that `keep_sheet` kept; raises BlobMissing."""
    with blobs.open(digest) as stream:
        return json_to_sheet(json.loads(gzip.decompress(stream.read())))


def sheet_to_lines(sheet: Sheet) -> tuple[str, ...]:
    """The text of a page line by line, as the reader saw its lines."""
    lines = groupby(enumerate(sheet.words), key=lambda item: _line_of(item[0], item[1].line))
    return tuple(" ".join(word.text for _, word in words) for _, words in lines)


def _line_of(index: int, line: int) -> tuple[int, int]:
    """Words of unknown line stand alone."""
    return (line, 0) if line >= 0 else (line, index)
