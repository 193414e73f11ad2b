"""A file opened to be read page by page, whatever its format."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, Self

from ingest.limits import Limits
from ingest.sniff import HEAD_BYTES, sniff
from records.errors import NotADocument, ScanEmpty, ScanMissing, ScanTooLarge
from records.paper import Page
from records.scan import Media


class OpenScan(Protocol):
    """An open file; pages may be asked for in any order, one is in memory at a time.

    Closes itself at the end of a `with` block.
    """

    page_count: int

    def page(self, number: int) -> Page:
        """Decodes page `number`, from 1; raises a PageRejected where only this page is bad."""
        ...

    def close(self) -> None:
        """Lets go of the file."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def open_scan(path: Path, limits: Limits) -> OpenScan:
    """Opens the file for reading; raises a ScanRejected leaf where the whole file is no good."""
    if media_of(path, limits) is Media.PDF:
        from ingest.pdf_pages import PdfScan

        return PdfScan(path, limits)
    from ingest.picture_pages import PictureScan

    return PictureScan(path, limits)


def media_of(path: Path, limits: Limits) -> Media:
    """The file's format by content; raises ScanMissing, ScanEmpty, ScanTooLarge, NotADocument."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise ScanMissing(name=path.name) from error
    if not size:
        raise ScanEmpty(name=path.name)
    if size > limits.max_bytes:
        raise ScanTooLarge(name=path.name, limit=limits.max_bytes)
    media = sniff(head)
    if media is None:
        raise NotADocument(name=path.name)
    return media
