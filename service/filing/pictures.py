"""Pictures of pages, made when somebody first looks and kept from then on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.catalogue import derived
from ingest.limits import Limits
from records.findings import Digest
from records.geometry import Point
from records.keeping import Blob, Derived, Entry, Part
from records.paper import Sheet
from service.filing.results import open_sheet
from service.filing.sight import PIECES
from service.wiring import Services

VERSION = "pictures-2"
"""Pictures are no results: made anew at will, they stand in no manifest."""
SIDES = {Part.PREVIEW: 1600, Part.THUMBNAIL: 320}
"""Longer sides in pixels: small print readable on a large screen; a row of a list."""

Corners = tuple[Point, Point, Point, Point]


def page_picture(entry: Entry, page: int, sheet: Digest, part: Part, services: Services) -> Blob:
    """The upright page as WebP; raises what the reading of a page raises."""
    with services.catalogue.read() as db:
        found = derived.one(db, entry.digest, VERSION, part, page)
    if found is not None and services.blobs.has(found.digest):
        return found
    # Only the first look at a page pays for the picture libraries.
    from ingest.preview import render_crop

    limits: Limits = services.settings.limits
    corners = _corners(open_sheet(services.blobs, sheet))
    with page_file(entry, page, services) as (path, number):
        picture = render_crop(path, number, corners, SIDES[part], limits)
    blob = services.blobs.keep(io.BytesIO(picture))
    with services.catalogue.begin() as db:
        derived.put(db, entry.digest, VERSION, [Derived(part, page, blob)])
    return blob


@contextmanager
def page_file(entry: Entry, page: int, services: Services) -> Iterator[tuple[Path, int]]:
    """A file that holds the page, and its number there; raises BlobMissing.

    That is the original, or, where only some of its pages came back from a bag, those.
    """
    if not services.blobs.has(entry.digest):
        with services.catalogue.read() as db:
            pieces = derived.of(db, entry.digest, PIECES)
        mine = next((one for one in pieces if one.page == page), None)
        if mine is not None:
            beside = sorted(one.page for one in pieces if one.blob.digest == mine.blob.digest)
            with services.blobs.local(mine.blob.digest) as path:
                yield path, beside.index(page) + 1
            return
    with services.blobs.local(entry.digest) as path:
        yield path, page


def _corners(sheet: Sheet) -> Corners:
    """The upright page's corners, clockwise from the upper left, where the file shows them."""
    width, height = sheet.width, sheet.height
    upper = sheet.to_original.apply((0, 0)), sheet.to_original.apply((width, 0))
    lower = sheet.to_original.apply((width, height)), sheet.to_original.apply((0, height))
    return (*upper, *lower)
