"""Some pages of a file as a file of their own, as they are: nothing decoded, nothing set anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from compose.pdfa.conformance import describe, described, disarm, write
from compose.searchable.copy import BROKEN_STRUCTURE, PICTURE_STARTS
from compose.searchable.pictures import add_pictures
from records.errors import ScanDamaged, ScanEncrypted

HEAD_BYTES = 12
MOST_NESTED = 12
"""Drawings within drawings; a damaged file may go in a circle."""
LEADING_AWAY = ("/Parent", "/Dest", "/A", "/AA", "/P", "/Popup", "/IRT")
"""Keys of a note on a page by which other pages, or a form's other values, would come along."""
LEADING_AWAY_FROM_PAGE = ("/B", "/AA", "/StructParents", "/PieceInfo", "/Metadata", "/Tabs")


def take_pages(
    whole: Path, pages: Sequence[int], out: Path, *, title: str, created: datetime, archival: bool
) -> None:
    """Write `out`: the pages (from 1) of a PDF or of a file of pictures, and nothing of the others.

    Streams of the pages are copied as they stand; `archival` marks the result as PDF/A-2b, which a
    searchable copy's pages are fit for. The same input gives the same bytes. Raises ScanDamaged,
    ScanEncrypted where the file cannot be taken apart.
    """
    try:
        with _opened(whole) as source, Pdf.new() as part:
            for number in pages:
                part.pages.append(source.pages[number - 1])
            for page in part.pages:
                _cut_loose(page.obj)
                _keep_used(page.obj, pikepdf.parse_content_stream(page))
            disarm(part)
            describe(part, described(source, title, created), is_archival=archival)
            write(part, out)
    except pikepdf.PasswordError as error:
        raise ScanEncrypted(name=title) from error
    except BROKEN_STRUCTURE as error:
        raise ScanDamaged(name=title) from error


def _opened(path: Path) -> Pdf:
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head.startswith(PICTURE_STARTS) and head[4:8] != b"ftyp":
        return Pdf.open(path)
    made = Pdf.new()
    add_pictures(made, path)
    return made


def _keep_used(holder: Object, content: Iterable[Any], depth: int = 0) -> None:
    """Leave among the holder's resources only what its content names, however deep.

    Many programs give all pages one dictionary of all pictures: with it every page of the whole
    would come along. The library's own way leaves a page alone that names anything unknown.
    """
    resources = holder.get("/Resources")
    if not isinstance(resources, Dictionary) or depth > MOST_NESTED:
        return
    names = _names(content)
    for form in _drawings(resources, names):
        inside = list(pikepdf.parse_content_stream(form))
        _keep_used(form, inside, depth + 1)
        if "/Resources" not in form:
            names |= _names(inside)
    kept = Dictionary()
    for sort, entries in resources.items():
        # Colours are named in places this does not read, and hold nobody's words.
        if isinstance(entries, Dictionary) and sort != "/ColorSpace":
            kept[sort] = Dictionary({k: v for k, v in entries.items() if k in names})
        else:
            kept[sort] = entries
    holder.Resources = kept


def _drawings(resources: Object, names: set[str]) -> list[Object]:
    """What the names draw by commands of its own: forms and tiles."""
    found = []
    for sort, kind, value in (("/XObject", "/Subtype", "/Form"), ("/Pattern", "/PatternType", 1)):
        entries = resources.get(sort)
        if isinstance(entries, Dictionary):
            found += [
                one for key, one in entries.items() if key in names and one.get(kind) == value
            ]
    return [one for one in found if isinstance(one, Stream)]


def _names(content: Iterable[Any]) -> set[str]:
    """Every name the commands bear, which is more than the resources they use, and never less."""
    return {
        str(operand)
        for command in content
        for operand in getattr(command, "operands", ())
        if isinstance(operand, Name)
    }


def _cut_loose(page: Object) -> None:
    for key in LEADING_AWAY_FROM_PAGE:
        if key in page:
            del page[key]
    notes = page.get("/Annots")
    for note in notes if isinstance(notes, Array) else ():
        for key in LEADING_AWAY if isinstance(note, Dictionary) else ():
            if key in note:
                del note[key]
