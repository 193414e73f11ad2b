"""Any scan becomes a PDF/A-2b in which its words are found where they stand on the picture."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pikepdf
from pikepdf import Name, Object, Page, Pdf

from compose.pdfa.blank_font import add_blank_font
from compose.pdfa.conformance import describe, described, disarm, write
from compose.pdfa.contents import Contents
from compose.searchable.earlier import remove_invisible_text
from compose.searchable.pictures import add_pictures
from compose.searchable.text import PageFrame, text_of
from records.errors import ScanDamaged, ScanEncrypted
from records.findings import Problem
from records.paper import Sheet, Source

FONT_KEY = Name("/BerkasBlank")

BROKEN_STRUCTURE = (
    *(pikepdf.PdfError, pikepdf.DataDecodingError, AttributeError, KeyError, IndexError),
    *(TypeError, ValueError, ArithmeticError, RuntimeError, MemoryError),
)
"""What walking through a damaged file lets out: objects of another kind than they ought to be."""

MAX_ANCESTORS = 64
"""Nodes of a page tree looked at upwards; a damaged tree may go in a circle."""

PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"II+", b"MM\x00+", b"RIFF")


def compose_searchable(
    original: Path, sheets: Iterable[Sheet], out: Path, *, title: str, created: datetime
) -> tuple[Problem, ...]:
    """Writes `out`: the original's pages, searchable, described and fit to be kept.

    Page images stay byte for byte; invisible text lies on them through `Sheet.to_original`; a
    page that was read turned gets /Rotate; born-digital pages keep their own text. A picture file
    becomes a PDF of its pages. `sheets` may come in any order and leave pages out; each is let go
    once set. The same input gives the same bytes. `created` needs a time zone.

    Returns a problem where the file cannot be marked as PDF/A for what the original lacks. Raises
    ScanDamaged or ScanEncrypted; then `out` is not touched.
    """
    if created.tzinfo is None:
        raise ValueError("a time without zone is no point in time")
    part = out.with_name(out.name + ".part")
    try:
        with _opened(original) as pdf:
            _set_texts(pdf, sheets)
            disarm(pdf)
            reasons = Contents(pdf).mend()
            describe(pdf, described(pdf, title, created), is_archival=not reasons)
            write(pdf, part)
        part.replace(out)
    except BROKEN_STRUCTURE as error:
        raise ScanDamaged(name=original.name) from error
    finally:
        part.unlink(missing_ok=True)
    return (_not_archival(reasons),) if reasons else ()


def _opened(original: Path) -> Pdf:
    with original.open("rb") as file:
        head = file.read(12)
    if head.startswith(PICTURE_STARTS) or head[4:8] == b"ftyp":
        pdf = Pdf.new()
        add_pictures(pdf, original)
        return pdf
    try:
        return pikepdf.open(original)
    except pikepdf.PasswordError as error:
        raise ScanEncrypted(name=original.name) from error


def _set_texts(pdf: Pdf, sheets: Iterable[Sheet]) -> None:
    font: Object | None = None
    for sheet in sheets:
        page = pdf.pages[sheet.page - 1]
        if sheet.source is not Source.LAYER:
            remove_invisible_text(pdf, page)
        text = text_of(sheet, str(FONT_KEY), _frame_of(page))
        if text:
            font = font or add_blank_font(pdf)
            _add_text(pdf, page, text, font)
        if sheet.turn:
            page.rotate(sheet.turn, relative=True)


def _add_text(pdf: Pdf, page: Page, text: bytes, font: Object) -> None:
    """Puts the text before the page's own commands: nothing these leave behind can bend it."""
    if "/Resources" not in page.obj:
        page.obj.Resources = page.resources
    key = page.add_resource(font, Name.Font, FONT_KEY, replace_existing=True)
    page.contents_add(text.replace(str(FONT_KEY).encode(), str(key).encode()), prepend=True)


def _frame_of(page: Page) -> PageFrame:
    media, crop = _normal(page.mediabox), _normal(page.cropbox)
    shown = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return PageFrame(shown, _turn_of(page.obj))


def _turn_of(node: Object) -> int:
    """The page's /Rotate, which it may have from a node above."""
    for _ in range(MAX_ANCESTORS):
        if "/Rotate" in node:
            return round(float(node.Rotate) / 90) * 90
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _normal(box: Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _not_archival(reasons: tuple[str, ...]) -> Problem:
    return Problem(
        code="compose.not-archival",
        message="Salinan tidak dapat ditandai PDF/A: " + "; ".join(reasons),
    )
