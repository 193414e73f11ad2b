"""Formats are told by content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sniff import HEAD_BYTES, sniff
from records.scan import Media
from tests.ingest.papers import encoded, marked

KNOWN = [
    (b"%PDF-1.4\n", Media.PDF),
    (b"\x00\x00junk from a mail gateway\r\n%PDF-1.7\n", Media.PDF),
    (b"\xef\xbb\xbf%PDF-1.5", Media.PDF),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", Media.JPEG),
    (b"\xff\xd8\xff\xe1" + b"%PDF-1.4", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"II*\x00\x08\x00\x00\x00", Media.TIFF),
    (b"MM\x00*\x00\x00\x00\x08", Media.TIFF),
    (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Media.WEBP),
    (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Media.HEIC),
    (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", Media.HEIC),
]
OTHERS = [
    b"",
    b"%PD",
    b"hello world",
    b"<html><body>%PDF</body></html>",
    b"PK\x03\x04word/document.xml %PDF-1.4",
    b"MZ\x90\x00 %PDF-1.4",
    b"GIF89a",
    b"RIFF\x10\x00\x00\x00WAVEfmt ",
    b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42",
    b" " * 2000 + b"%PDF-1.4",
]


@pytest.mark.parametrize(("head", "media"), KNOWN)
def test_a_known_format_is_told_by_its_first_bytes(head: bytes, media: Media) -> None:
    assert sniff(head) is media


@pytest.mark.parametrize("head", OTHERS)
def test_what_is_no_document_is_none(head: bytes) -> None:
    assert sniff(head) is None


@pytest.mark.parametrize(
    ("form", "media"),
    [("JPEG", Media.JPEG), ("PNG", Media.PNG), ("TIFF", Media.TIFF), ("WEBP", Media.WEBP)],
)
def test_files_written_by_others_are_told(form: str, media: Media) -> None:
    assert sniff(encoded(marked(), form)[:HEAD_BYTES]) is media


@given(st.binary(max_size=300))
def test_any_bytes_are_a_format_or_none(head: bytes) -> None:
    assert sniff(head) is None or isinstance(sniff(head), Media)


def test_every_format_has_its_suffix() -> None:
    assert [media.suffix for media in Media] == [".pdf", ".jpg", ".png", ".tif", ".webp", ".heic"]
