"""The pages of a PDF: scans as pixels at their own resolution, born-digital pages as layers."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.bombs import BombCheck
from ingest.census import Census, Picture, take_census
from ingest.limits import Limits
from ingest.pdf_file import PDFIUM_LOCK, open_pdf
from records.errors import PageMissing, PageTooLarge, PageUnreadable
from records.paper import LAYER_DPI, Layer, Page, Raster
from records.resolution import guess_dpi, is_plausible

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.vector.layer import LayerReader

READING_DPI = 300.0
"""What a page is rendered at where nothing tells better; OCR gains nothing above."""

MAX_READING_DPI = 420.0
"""Scans up to 400 dpi keep their pixels; finer ones are reduced to `READING_DPI`."""

MIN_SCAN_DPI = 90.0
"""An image coarser than this over a whole page is a background, not a scan of text."""

FULL_PAGE = 0.85
"""Coverage from which images are the page: scanners trim up to 7 % off each side."""

SUBSTANTIAL = 0.15
"""Coverage from which an image beside text may itself bear text; logos and stamps take 1-5 %."""

ALIGNED = 0.002
"""How far, in shares of the page, an image may lean and still be taken pixel by pixel."""


class Showing(Enum):
    """How a page is best read."""

    SCANNED = "scanned"
    DIGITAL = "digital"
    MIXED = "mixed"


class PdfScan:
    """An open PDF file."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self._pdf = open_pdf(path, limits)
        self.page_count = len(self._pdf)
        self._layers: LayerReader | None = None
        self._bombs: BombCheck | None = None

    def __enter__(self) -> PdfScan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        for part in (self._layers, self._bombs):
            if part is not None:
                part.close()
        with PDFIUM_LOCK:
            self._pdf.close()

    def page(self, number: int) -> Page:
        """Decodes page `number`; raises a PageRejected where it cannot be read."""
        if not 1 <= number <= self.page_count:
            raise PageMissing(page=number, pages=self.page_count)
        try:
            with PDFIUM_LOCK:
                return self._page(number)
        except (pdfium.PdfiumError, ValueError, MemoryError, ArithmeticError) as error:
            raise PageUnreadable(page=number) from error

    def _check_bombs(self, number: int) -> None:
        if self._bombs is None:
            self._bombs = BombCheck(self.path, self.limits)
        self._bombs.check(number)

    def _page(self, number: int) -> Page:
        self._check_bombs(number)
        page = self._pdf[number - 1]
        try:
            census = take_census(page, self.limits.max_objects)
            self._check_pictures(number, census)
            showing = showing_of(census)
            layer = (
                None
                if showing is Showing.SCANNED
                else self._layer(number, (census.width_pt, census.height_pt))
            )
            raster = None
            if layer is None or showing is Showing.MIXED:
                raster = raster_of(page, census, number, self.limits)
            return Page(number, census.width_pt, census.height_pt, raster, layer)
        finally:
            page.close()

    def _check_pictures(self, number: int, census: Census) -> None:
        limit = self.limits.max_pixels
        if any(picture.width * picture.height > limit for picture in census.pictures):
            raise PageTooLarge(page=number, limit=limit)

    def _layer(self, number: int, size_pt: tuple[float, float]) -> Layer | None:
        from ingest.vector.layer import LayerReader

        if self._layers is None:
            self._layers = LayerReader(self.path, self.limits)
        return self._layers.read(number, size_pt)


def showing_of(census: Census) -> Showing:
    """Whether the page is a scan, born digital, or text with pictures that may bear text too.

    A text layer that leaves no ink was laid over a scan by somebody's OCR: it is not trusted.
    """
    if not census.is_complete:
        return Showing.SCANNED
    if not census.texts:
        return Showing.SCANNED if census.pictures or census.drawings else Showing.DIGITAL
    coverage = sum(p.coverage for p in census.pictures if dpi_shown(p, census) >= MIN_SCAN_DPI)
    if coverage >= FULL_PAGE:
        return Showing.SCANNED
    return Showing.MIXED if coverage >= SUBSTANTIAL else Showing.DIGITAL


def dpi_shown(picture: Picture, census: Census) -> float:
    """The image's pixels an inch as shown on the page."""
    x, y = picture.origin
    across = np.hypot(
        (picture.across[0] - x) * census.width_pt, (picture.across[1] - y) * census.height_pt
    )
    down = np.hypot(
        (picture.down[0] - x) * census.width_pt, (picture.down[1] - y) * census.height_pt
    )
    return float(72 * max(picture.width / max(across, 1e-6), picture.height / max(down, 1e-6)))


def raster_of(page: pdfium.PdfPage, census: Census, number: int, limits: Limits) -> Raster:
    """The page's pixels: its one image as it is, else the page rendered at its images' dpi."""
    lone = _lone_picture(census)
    if lone is not None:
        pixels = _taken(lone, number)
        if pixels is not None:
            return Raster(np.ascontiguousarray(pixels), _dpi(pixels, census))
    return _rendered(page, census, number, limits)


def _lone_picture(census: Census) -> Picture | None:
    """The image that is the whole page, upright or turned by quarters; None if there is none."""
    if len(census.pictures) != 1 or census.texts or census.drawings:
        return None
    picture = census.pictures[0]
    if picture.coverage < 1 - 4 * ALIGNED or dpi_shown(picture, census) > MAX_READING_DPI:
        return None
    (x, y), (ax, ay), (dx, dy) = picture.origin, picture.across, picture.down
    upright = abs(ay - y) < ALIGNED and abs(dx - x) < ALIGNED
    turned = abs(ax - x) < ALIGNED and abs(dy - y) < ALIGNED
    return picture if upright or turned else None


def _taken(picture: Picture, number: int) -> NDArray[np.uint8] | None:
    """The image's own pixels, laid as shown and cut to the page; None for kinds left to pdfium."""
    handle = pdfium_c.FPDFImageObj_GetBitmap(picture.handle)
    if not handle:
        # pdfium would render the page blank and say nothing.
        raise PageUnreadable(page=number)
    bitmap = pdfium.PdfBitmap.from_raw(handle)
    if bitmap.format not in (pdfium_c.FPDFBitmap_Gray, pdfium_c.FPDFBitmap_BGR):
        return None
    pixels = bitmap.to_numpy()
    if pixels.shape[:2] != (picture.height, picture.width):
        return None
    return _cut(_laid(_own(pixels), picture), picture.box)


def _own(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy that outlives pdfium's memory, RGB where pdfium says BGR."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return pixels.reshape(pixels.shape[:2]).copy()
    turned = np.empty(pixels.shape, dtype=np.uint8)
    for channel in range(3):  # four times quicker than turning the axis round
        turned[:, :, channel] = pixels[:, :, 2 - channel]
    return turned


def _laid(pixels: NDArray[np.uint8], picture: Picture) -> NDArray[np.uint8]:
    (x, y), (ax, ay), (dx, dy) = picture.origin, picture.across, picture.down
    if abs(ax - x) < abs(dx - x):
        pixels = pixels.swapaxes(0, 1)
        (ax, ay), (dx, dy) = (dx, dy), (ax, ay)
    if ax < x:
        pixels = pixels[:, ::-1]
    return pixels[::-1] if dy < y else pixels


def _cut(pixels: NDArray[np.uint8], box: Any) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    left, right = (round((edge - box.left) / box.width * width) for edge in (0, 1))
    top, bottom = (round((edge - box.top) / box.height * height) for edge in (0, 1))
    return pixels[max(0, top) : min(height, bottom), max(0, left) : min(width, right)]


def _dpi(pixels: NDArray[np.uint8], census: Census) -> float:
    height, width = pixels.shape[:2]
    told = 72 * max(width, height) / max(census.width_pt, census.height_pt)
    return told if is_plausible(told, max(width, height)) else guess_dpi(width, height)


def _rendered(page: pdfium.PdfPage, census: Census, number: int, limits: Limits) -> Raster:
    dpi = rendering_dpi(census)
    scale = dpi / 72
    pixels_due = census.width_pt * scale * census.height_pt * scale
    if pixels_due > limits.max_pixels:
        scale *= (limits.max_pixels / pixels_due) ** 0.5 * 0.99
    if min(census.width_pt, census.height_pt) * scale < 1:
        raise PageUnreadable(page=number)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    pixels = bitmap.to_numpy()[:, :, :3].copy()
    return Raster(np.ascontiguousarray(pixels), _dpi(pixels, census))


def rendering_dpi(census: Census) -> float:
    """The resolution at which rendering keeps what the page's images hold, and no more."""
    large = [p for p in census.pictures if p.coverage >= SUBSTANTIAL]
    if not large or census.texts:
        return LAYER_DPI if not large else READING_DPI
    native = max(dpi_shown(picture, census) for picture in large)
    return native if native <= MAX_READING_DPI else READING_DPI
