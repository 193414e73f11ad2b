"""Photos put together as the pages of one PDF, their own pixels untouched where they can be."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pikepdf
from PIL import ImageOps

from ingest.limits import Limits
from ingest.picture_pages import PILLOW_FAILURES, open_picture
from records.errors import NotADocument, NotPhotos, PageTooLarge, ScanDamaged, ScanTooManyPages

LONG_SIDE = 841.89
"""Points: a photo of a sheet is shown as long as A4, whatever its pixels."""
QUALITY = 92
"""JPEG quality of what must be encoded anew; pens leave no blocks."""
ORIENTATION = 0x0112
QUARTERS = {1: 0, 3: 180, 6: 90, 8: 270}
"""Clockwise turns that EXIF orientations ask for; the others are mirrored."""
SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


def photos_to_pdf(photos: Sequence[tuple[Path, str]], into: BinaryIO, limits: Limits) -> None:
    """Write a PDF of one page for each photo (path, name); the same photos give the same bytes.

    A plain JPEG goes in as it is. Raises NotPhotos for what is no picture of one page,
    ScanDamaged, PageTooLarge, ScanTooManyPages.
    """
    if len(photos) > limits.max_pages:
        raise ScanTooManyPages(name=photos[0][1], limit=limits.max_pages)
    with pikepdf.new() as made:
        for number, (path, name) in enumerate(photos, start=1):
            jpeg, size, mode, turn = _jpeg_of(path, name, number, limits)
            _add_page(made, jpeg, size, SPACES[mode], turn)
        made.save(into, deterministic_id=True)


def _jpeg_of(
    path: Path, name: str, number: int, limits: Limits
) -> tuple[bytes, tuple[int, int], str, int]:
    """(JPEG, its size in pixels, its mode, how far it is to be turned clockwise)."""
    try:
        _, image = open_picture(path, limits)
    except NotADocument as error:
        raise NotPhotos(name=name) from error
    try:
        with image:
            if image.width * image.height > limits.max_pixels:
                raise PageTooLarge(page=number, limit=limits.max_pixels)
            turn = QUARTERS.get(image.getexif().get(ORIENTATION, 1))
            if image.format == "JPEG" and image.mode in SPACES and turn is not None:
                image.load()  # a file cut short is told here, not on its page later
                return path.read_bytes(), image.size, image.mode, turn
            if getattr(image, "n_frames", 1) > 1 and image.format == "TIFF":
                raise NotPhotos(name=name)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except PILLOW_FAILURES as error:
        raise ScanDamaged(name=name) from error
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue(), upright.size, "RGB", 0


def _add_page(made: pikepdf.Pdf, jpeg: bytes, size: tuple[int, int], space: str, turn: int) -> None:
    width, height = size
    scale = LONG_SIDE / max(size)
    picture = made.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name(space),
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    drawing = f"q {width * scale:.3f} 0 0 {height * scale:.3f} 0 0 cm /P Do Q".encode()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width * scale, 3), round(height * scale, 3)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture)),
        Contents=made.make_stream(drawing),
        Rotate=turn,
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))
