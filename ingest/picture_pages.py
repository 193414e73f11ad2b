"""The pages of a picture file (JPEG, PNG, TIFF, WebP, HEIC), turned as its EXIF data says."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

from ingest.limits import Limits
from ingest.sniff import HEAD_BYTES, sniff
from records.errors import (
    NotADocument,
    PageMissing,
    PageTooLarge,
    PageUnreadable,
    ScanDamaged,
    ScanTooManyPages,
)
from records.paper import Page, Raster
from records.resolution import trusted_dpi
from records.scan import Media

if TYPE_CHECKING:
    from numpy.typing import NDArray

PILLOW_FAILURES = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError),
    *(EOFError, ArithmeticError, MemoryError, RuntimeError, struct.error, Warning),
    Image.DecompressionBombError,
)
"""What Pillow's decoders let out on broken files."""

FORMATS = {
    Media.JPEG: ("JPEG", "MPO"),
    Media.PNG: ("PNG",),
    Media.TIFF: ("TIFF",),
    Media.WEBP: ("WEBP",),
    Media.HEIC: ("HEIF",),
}

SUBFILE_TYPE = 254
REDUCED_COPY = 1
"""TIFF tag and its bit for a thumbnail of another page."""


class PictureScan:
    """An open picture file; only TIFF has several pages."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self._media, self._image = open_picture(path, limits)
        try:
            self._frames = self._pages() if self._media is Media.TIFF else (0,)
        except BaseException:
            self._image.close()
            raise
        self.page_count = len(self._frames)

    def __enter__(self) -> PictureScan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._image.close()

    def page(self, number: int) -> Page:
        """Decodes page `number`; raises PageMissing, PageTooLarge or PageUnreadable.

        In a file of one page the ruin of the page is that of the file: ScanDamaged.
        """
        raster = self.raster(number)
        points = 72 / raster.dpi
        return Page(number, raster.width * points, raster.height * points, raster, None)

    def raster(self, number: int) -> Raster:
        """The pixels of page `number`, upright as its EXIF data says."""
        if not 1 <= number <= self.page_count:
            raise PageMissing(page=number, pages=self.page_count)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._raster(number)
        except PILLOW_FAILURES as error:
            if self.page_count == 1:
                raise ScanDamaged(name=self.path.name) from error
            raise PageUnreadable(page=number) from error

    def _raster(self, number: int) -> Raster:
        if self._media is Media.TIFF:
            self._image.seek(self._frames[number - 1])
        width, height = self._image.size
        if width * height > self.limits.max_pixels:
            raise PageTooLarge(page=number, limit=self.limits.max_pixels)
        told = told_dpi(self._image)
        pixels = as_pixels(turned(self._image))
        return Raster(pixels, trusted_dpi(told, pixels.shape[1], pixels.shape[0]))

    def _pages(self) -> tuple[int, ...]:
        frames: list[int] = []
        frame = 0
        try:
            while True:
                self._image.seek(frame)
                if not (self._subfile_type() & REDUCED_COPY and frames):
                    frames.append(frame)
                if len(frames) > self.limits.max_pages:
                    raise ScanTooManyPages(name=self.path.name, limit=self.limits.max_pages)
                frame += 1
        except PILLOW_FAILURES as error:
            # The chain of pages ends here, rightly (EOFError) or by damage: what came stands.
            if not frames:
                raise ScanDamaged(name=self.path.name) from error
        return tuple(frames)

    def _subfile_type(self) -> int:
        tags = getattr(self._image, "tag_v2", {})
        value = tags.get(SUBFILE_TYPE, 0)
        return value if isinstance(value, int) else 0


def open_picture(path: Path, limits: Limits) -> tuple[Media, Image.Image]:
    """The format and the opened, not yet decoded image.

    Raises NotADocument, ScanDamaged, or PageTooLarge where Pillow itself refuses the size.
    """
    with path.open("rb") as file:
        media = sniff(file.read(HEAD_BYTES))
    if media is None or media is Media.PDF:
        raise NotADocument(name=path.name)
    if media is Media.HEIC:
        # Costs 20 ms and is seldom needed, hence imported here.
        from pi_heif import register_heif_opener

        register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return media, Image.open(path, formats=FORMATS[media])
    except Image.DecompressionBombError as error:
        raise PageTooLarge(page=1, limit=limits.max_pixels) from error
    except PILLOW_FAILURES as error:
        raise ScanDamaged(name=path.name) from error


def turned(image: Image.Image) -> Image.Image:
    """The image turned as its EXIF data says; as it is where that data is broken."""
    try:
        return ImageOps.exif_transpose(image)
    except PILLOW_FAILURES:
        image.load()
        return image


def told_dpi(image: Image.Image) -> float | None:
    """The resolution the file itself tells, the larger of both directions; None if it does not."""
    told = image.info.get("dpi")
    try:
        return max(float(value) for value in told) if told else None
    except (TypeError, ValueError, ZeroDivisionError):
        return None


def as_pixels(image: Image.Image) -> NDArray[np.uint8]:
    """Grey (height x width) or RGB (height x width x 3) of any mode, laid on white paper."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I;16N", "I", "F"):
        return _deep_to_grey(np.asarray(image))
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        image = _on_white(image.convert("RGBA"))
    if image.mode == "1":
        image = image.convert("L")
    if image.mode == "P":
        image = image.convert("RGB")
    if image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    return np.array(image, dtype=np.uint8)


def _on_white(image: Image.Image) -> Image.Image:
    paper = Image.new("RGB", image.size, (255, 255, 255))
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _deep_to_grey(deep: NDArray[np.generic]) -> NDArray[np.uint8]:
    """16 bits to 8 by their full scale; other depths by the range that is used."""
    values = np.nan_to_num(deep.astype(np.float32), posinf=0.0, neginf=0.0)
    top = 65535.0 if deep.dtype.kind in "ui" and 255 < values.max() <= 65535 else values.max()
    low = min(0.0, float(values.min()))
    span = max(float(top) - low, 1e-9)
    grey: NDArray[np.uint8] = np.clip((values - low) * (255 / span), 0, 255).astype(np.uint8)
    return grey
