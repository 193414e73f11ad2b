"""Pictures of pages for people: whole pages, thumbnails, and the part a value was read from."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from ingest.bombs import BombCheck
from ingest.census import take_census
from ingest.limits import Limits
from ingest.pages import media_of
from ingest.pdf_file import PDFIUM_LOCK, open_pdf
from ingest.picture_pages import PILLOW_FAILURES, PictureScan, as_pixels, open_picture, turned
from records.errors import PageMissing, PageTooLarge, PageUnreadable
from records.geometry import Box, Point
from records.paper import Page, Raster
from records.scan import Media

QUALITY, EFFORT = 70, 2
"""Of WebP: small print shows no blocks at two fifths of the bytes JPEG wants for it; more effort
takes three times as long for a few percent."""

THUMBNAIL_SIDE = 320

MAX_SIDE = 6000
"""No screen shows more, and no caller gets more."""

WHOLE = 0.9
"""Share of the page from which a cut is taken for the page itself."""

STEP, HELD = 650, 3
"""A checked paper asks for dozens of crops at once: they are cut from the last few pages drawn, at
few sizes (14 MB for one of A4 at four steps)."""

COVER = (74, 87, 98)
"""A grey that nobody takes for paper or ink."""

Corners = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower right, lower left."""


def render_preview(
    path: Path, page_number: int, max_side: int, turn: int = 0, limits: Limits | None = None
) -> bytes:
    """The page as WebP, its longer side at most `max_side` pixels.

    `turn` is how far it is turned clockwise to stand upright (0, 90, 180, 270), as in
    `Sheet.turn`. Raises a PageRejected or what `open_scan` raises.
    """
    if turn not in (0, 90, 180, 270):
        raise ValueError(f"a page is turned by quarters: {turn}")
    side = max(1, min(max_side, MAX_SIDE))
    image = _picture_of(path, page_number, side, limits or Limits())
    return _webp(image.rotate(-turn, expand=True) if turn else image)


def render_page(path: Path, page: Page, dpi: float, limits: Limits) -> Page:
    """The page as a printer would lay it down, without its text layer."""
    side = round(max(page.width_pt, page.height_pt) / 72 * dpi)
    pixels = as_pixels(_picture_of(path, page.number, min(side, MAX_SIDE), limits))
    shown = dpi * min(1.0, MAX_SIDE / side)
    return replace(page, raster=Raster(pixels, shown), layer=None)


def render_thumbnail(path: Path, page_number: int, turn: int = 0) -> bytes:
    """The page as a small WebP for lists."""
    return render_preview(path, page_number, THUMBNAIL_SIDE, turn)


def render_crop(
    path: Path, page_number: int, corners: Corners, max_side: int, limits: Limits | None = None
) -> bytes:
    """The part of a page between four corners as an upright WebP.

    `corners` are shares 0..1 of the page as the file shows it: what `Sheet.to_original` makes of
    a box's corners, so that a crooked photograph gives a straight strip.
    """
    side = max(1, min(max_side, MAX_SIDE))
    spans = [max(p[axis] for p in corners) - min(p[axis] for p in corners) for axis in (0, 1)]
    whole = min(MAX_SIDE, round(side / max(*spans, side / MAX_SIDE)))
    if max(spans) < WHOLE:
        whole = min(MAX_SIDE, -(-whole // STEP) * STEP)
        held = path.stat()
        told = (held.st_dev, held.st_ino, held.st_size, held.st_mtime_ns)
        image = _held_picture(path, told, page_number, whole, limits or Limits())
    else:
        image = _picture_of(path, page_number, whole, limits or Limits())
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (
        (x * image.width, y * image.height) for x, y in corners
    )
    width = max(1, round(max(_distance(x0, y0, x1, y1), _distance(x3, y3, x2, y2))))
    height = max(1, round(max(_distance(x0, y0, x3, y3), _distance(x1, y1, x2, y2))))
    fit = min(1.0, side / max(width, height))
    cut = image.transform(
        (max(1, round(width * fit)), max(1, round(height * fit))),
        Image.Transform.QUAD,
        (x0, y0, x3, y3, x2, y2, x1, y1),
        Image.Resampling.BILINEAR,
        fillcolor=(255, 255, 255),
    )
    return _webp(cut)


def cover(picture: bytes, places: Iterable[Box]) -> bytes:
    """The picture with places (in shares of it) painted over, for eyes they are not meant for."""
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    brush = ImageDraw.Draw(image)
    for place in places:
        found = place.scale(image.width, image.height)
        brush.rectangle((found.left, found.top, found.right, found.bottom), fill=COVER)
    return _webp(image)


@lru_cache(maxsize=HELD)
def _held_picture(
    path: Path, _told: tuple[int, int, int, int], number: int, side: int, limits: Limits
) -> Image.Image:
    """The page a crop is cut from, held for the crops beside it; another file is told by its row
    in the folder.
    """
    return _picture_of(path, number, side, limits)


def _distance(x0: float, y0: float, x1: float, y1: float) -> float:
    return float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)


def _picture_of(path: Path, number: int, side: int, limits: Limits) -> Image.Image:
    if media_of(path, limits) is Media.PDF:
        return _pdf_page(path, number, side, limits)
    return _picture_page(path, number, side, limits)


def _pdf_page(path: Path, number: int, side: int, limits: Limits) -> Image.Image:
    with PDFIUM_LOCK:
        pdf = open_pdf(path, limits)
        try:
            if not 1 <= number <= len(pdf):
                raise PageMissing(page=number, pages=len(pdf))
            _check_bombs(path, number, limits)
            page = pdf[number - 1]
            census = take_census(page, limits.max_objects)
            if any(p.width * p.height > limits.max_pixels for p in census.pictures):
                raise PageTooLarge(page=number, limit=limits.max_pixels)
            longest = max(census.width_pt, census.height_pt)
            bitmap = page.render(scale=side / longest, rev_byteorder=True)
            return Image.fromarray(bitmap.to_numpy()[:, :, :3].copy())
        except (pdfium.PdfiumError, ValueError, MemoryError, ArithmeticError) as error:
            raise PageUnreadable(page=number) from error
        finally:
            pdf.close()


def _check_bombs(path: Path, number: int, limits: Limits) -> None:
    bombs = BombCheck(path, limits)
    try:
        bombs.check(number)
    finally:
        bombs.close()


def _picture_page(path: Path, number: int, side: int, limits: Limits) -> Image.Image:
    image = _drafted(path, side, limits) if number == 1 else None
    if image is None:
        with PictureScan(path, limits) as scan:
            raster = scan.raster(number)
        image = Image.fromarray(raster.pixels).convert("RGB")
    image.thumbnail((side, side), Image.Resampling.BOX, reducing_gap=2.0)
    return image


def _drafted(path: Path, side: int, limits: Limits) -> Image.Image | None:
    """A JPEG decoded at a fraction of its size, several times quicker; None for other formats."""
    media, image = open_picture(path, limits)
    with image:
        if media is not Media.JPEG or image.width * image.height > limits.max_pixels:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image.draft("RGB", (side, side))
                return Image.fromarray(as_pixels(turned(image))).convert("RGB")
        except PILLOW_FAILURES as error:
            raise PageUnreadable(page=1) from error


def _webp(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.convert("RGB").save(written, "WEBP", quality=QUALITY, method=EFFORT)
    return written.getvalue()
