"""What a file is, told by its content and never by its name."""

from __future__ import annotations

from records.scan import Media

HEAD_BYTES = 4096
"""How much of a file's start `sniff` wants to see."""

PDF_HEADER_WITHIN = 1024
"""Readers accept a PDF header within its first 1024 bytes (ISO 32000, implementation notes)."""

_TIFF_STARTS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_HEIF_BRANDS = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)


def sniff(head: bytes) -> Media | None:
    """The format of a file that begins with `head` (at least `HEAD_BYTES`, or all); None if none.

    A picture's signature stands at byte 0 and wins: a file that is a picture *and* hides a PDF
    header behind it opens as the picture it shows in every viewer.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return Media.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Media.PNG
    if head.startswith(_TIFF_STARTS):
        return Media.TIFF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Media.WEBP
    if head[4:8] == b"ftyp":
        return Media.HEIC if _is_heif(head) else None
    return Media.PDF if _is_pdf(head) else None


def _is_heif(head: bytes) -> bool:
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    return bool(brands & _HEIF_BRANDS)


_OTHER_STARTS = (b"PK\x03\x04", b"\x7fELF", b"MZ", b"GIF8", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"Rar!")


def _is_pdf(head: bytes) -> bool:
    # A program or an office file that carries a PDF inside is not the PDF it carries.
    if head.startswith(_OTHER_STARTS):
        return False
    return b"%PDF-" in head[:PDF_HEADER_WITHIN]
