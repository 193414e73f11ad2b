"""Papers drawn for these tests: pictures whose corners tell how they lie, and small PDF files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw

A4_PT = (595.0, 842.0)


def marked(width: int = 496, height: int = 702, mode: str = "L") -> Image.Image:
    """A white sheet with a dark block in its upper left corner and a bar along its left edge."""
    sheet = Image.new("RGB", (width, height), (250, 250, 250))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, width // 4, height // 8), fill=(10, 10, 10))
    draw.rectangle((0, height // 2, width // 16, height), fill=(60, 20, 20))
    return sheet.convert(mode)


def corner_of(pixels: np.ndarray) -> str:
    """In which corner the dark block lies."""
    grey = pixels if pixels.ndim == 2 else pixels.mean(axis=2)
    height, width = grey.shape
    across, down = max(1, width // 10), max(1, height // 10)
    means = {
        "upper left": grey[:down, :across].mean(),
        "upper right": grey[:down, -across:].mean(),
        "lower left": grey[-down:, :across].mean(),
        "lower right": grey[-down:, -across:].mean(),
    }
    # The bar at the edge is lighter than the block and never reaches the block's darkness.
    return min(means, key=lambda corner: means[corner])


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The image in a file format, as bytes."""
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


@dataclass(frozen=True)
class Placed:
    """An image in a PDF and the matrix that lays it on the page."""

    image: Image.Image
    matrix: tuple[float, float, float, float, float, float] = (*(A4_PT[0], 0, 0), A4_PT[1], 0, 0)
    form: str = "jpeg"


def image_stream(pdf: Pdf, placed: Placed) -> Stream:
    """The image as a PDF object."""
    image = placed.image
    space = {"L": Name.DeviceGray, "1": Name.DeviceGray, "RGB": Name.DeviceRGB}[image.mode]
    if placed.form == "jpeg":
        data, filters = encoded(image, "JPEG", quality=90), Name.DCTDecode
    else:
        data, filters = image.tobytes(), None
    stream = Stream(pdf, data)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.size
    stream.ColorSpace = space
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    if filters is not None:
        stream.Filter = filters
    return stream


def page_of(
    pdf: Pdf,
    images: Sequence[Placed] = (),
    content: str = "",
    size: tuple[float, float] = A4_PT,
    before: str = "",
) -> Dictionary:
    """Adds a page with the images and drawing commands; fonts are F1 (Helvetica) and F2 (bold)."""
    drawn = [before]
    objects = Dictionary()
    for at, placed in enumerate(images):
        objects[f"/Im{at}"] = pdf.make_indirect(image_stream(pdf, placed))
        numbers = " ".join(f"{value:.4f}" for value in placed.matrix)
        drawn.append(f"q {numbers} cm /Im{at} Do Q")
    drawn.append(content)
    fonts = Dictionary(
        F1=Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        ),
        F2=Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name("/Helvetica-Bold"),
            Encoding=Name.WinAnsiEncoding,
        ),
    )
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *size]),
        Resources=Dictionary(XObject=objects, Font=fonts),
        Contents=pdf.make_stream("\n".join(drawn).encode()),
    )
    added = pdf.make_indirect(page)
    pdf.pages.append(pikepdf.Page(added))
    return pdf.pages[-1].obj


def saved(pdf: Pdf, path: Path, locked: pikepdf.Encryption | None = None) -> Path:
    """The file written."""
    pdf.save(path, deterministic_id=locked is None, encryption=locked or False)
    return path


def scanned_pdf(path: Path, pages: int = 1, image: Image.Image | None = None) -> Path:
    """A PDF of full-page scans."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            page_of(pdf, [Placed(image or marked())])
        return saved(pdf, path)


def typed_pdf(path: Path, content: str, size: tuple[float, float] = A4_PT) -> Path:
    """A born-digital PDF of one page."""
    with Pdf.new() as pdf:
        page_of(pdf, content=content, size=size)
        return saved(pdf, path)


def line_of_text(text: str, x: float, y: float, size: float = 12, font: str = "F1") -> str:
    """Drawing commands that set a line."""
    return f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n"
