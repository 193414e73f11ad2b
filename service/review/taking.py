"""Taking papers away: pictures with masked places, crops, findings; each download is noted."""

from __future__ import annotations

import hashlib
import io
import json

from archive.catalogue import audit
from records.errors import NotAllowed
from records.findings import Digest, Findings
from records.findings_json import findings_to_json
from records.geometry import Box
from records.keeping import Blob, EntryId, User
from service.filing.pictures import page_file
from service.filing.results import open_sheet
from service.filing.sight import Seen, glance, look, sheet_digest
from service.filing.views import Download
from service.permissions import Deed, is_allowed
from service.review.showing import hidden_places, veils
from service.wiring import Services

WEBP = "image/webp"
CROP_SIDE = 1000
"""Longer side of a crop in pixels: a line of handwriting fills half a screen."""
PAGE_SIDE = 2600
"""Of the whole page a crop is cut from: small print is readable, and a look costs little."""
CROP_AIR = 0.012
"""Share of the page shown around a value: what stands beside it helps to read it."""


def note_download(user: User, seen: Seen, part: str, services: Services) -> None:
    """Write down who took what. Files cannot be masked: those that hold masked numbers go only to
    roles that export, or to whom they were revealed; raises NotAllowed.
    """
    holds_numbers = any(found.paths for found in veils(seen).values())
    if part != "findings" and holds_numbers and not is_allowed(user, Deed.EXPORT):
        raise NotAllowed(deed=str(Deed.EXPORT), role=str(user.role))
    with services.catalogue.begin() as db:
        audit.write(db, services.clock(), user.name, "download", seen.entry.id, {"part": part})


def covered_picture(services: Services, blob: Blob, places: tuple[Box, ...], name: str) -> Download:
    """The picture with places covered."""
    from ingest.preview import cover

    with services.blobs.open(blob.digest) as stream:
        return _picture(cover(stream.read(), places), name)


def crop(user: User, entry_id: EntryId, page: int, box: Box, services: Services) -> Download:
    """The part of a page around a box (in shares of it), upright; raises NotFound.

    Masked places in it are covered.
    """
    from ingest.preview import cover, render_crop

    seen = look(user, entry_id, services)
    sheet = open_sheet(services.blobs, sheet_digest(seen, page))
    glance(user, seen, "crop", page, services)
    around = box.grow(CROP_AIR)
    cut = Box(
        max(0.0, around.left), max(0.0, around.top), min(1.0, around.right), min(1.0, around.bottom)
    )
    width, height = sheet.width, sheet.height
    left, top, right, bottom = (
        cut.left * width,
        cut.top * height,
        cut.right * width,
        cut.bottom * height,
    )
    turn = sheet.to_original.apply
    corners = (turn((left, top)), turn((right, top)), turn((right, bottom)), turn((left, bottom)))
    side = max(1, min(CROP_SIDE, round(PAGE_SIDE * max(cut.width, cut.height))))
    with page_file(seen.entry, page, services) as (path, number):
        picture = render_crop(path, number, corners, side, services.settings.limits)
    places = hidden_places(seen, page, sheet)
    hidden = tuple(_within(place, cut) for place in places if place.overlap(cut))
    return _picture(cover(picture, hidden) if hidden else picture, f"{entry_id}-{page}-crop.webp")


def _within(place: Box, cut: Box) -> Box:
    """The place in shares of the cut."""
    width, height = cut.width or 1.0, cut.height or 1.0
    return Box(
        max(0.0, (place.left - cut.left) / width),
        max(0.0, (place.top - cut.top) / height),
        min(1.0, (place.right - cut.left) / width),
        min(1.0, (place.bottom - cut.top) / height),
    )


def findings_download(findings: Findings, name: str) -> Download:
    """The findings as a file."""
    text = json.dumps(findings_to_json(findings), ensure_ascii=False, indent=1)
    return _bytes(text.encode(), "application/json", name)


def _picture(picture: bytes, name: str) -> Download:
    return _bytes(picture, WEBP, name)


def _bytes(kept: bytes, media: str, name: str) -> Download:
    digest = Digest(hashlib.sha256(kept).hexdigest())
    return Download(io.BytesIO(kept), len(kept), media, name, digest)
