"""Pictures become PDF pages without losing a pixel: JPEG data goes in untouched."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream
from PIL import Image

from records.errors import ScanDamaged
from records.resolution import trusted_dpi

PHOTO_QUALITY = 92
"""JPEG quality for HEIC and WebP photographs, which PDF cannot hold as they are."""

ORIENTATION = 0x0112
TURNS = {1: 0, 2: 0, 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
MIRRORED = frozenset((2, 4, 5, 7))

SUBFILE_TYPE, ROWS_PER_STRIP, STRIP_OFFSETS, STRIP_SIZES = 254, 278, 273, 279


def add_pictures(pdf: Pdf, path: Path) -> None:
    """Adds a page for each page of the picture file; raises ScanDamaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with path.open("rb") as file:
                if file.read(12)[4:8] == b"ftyp":
                    _register_heif()
            with Image.open(path) as image:
                for _ in _frames(image):
                    _add_page(pdf, image, path)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, MemoryError) as error:
        raise ScanDamaged(name=path.name) from error
    except (EOFError, struct.error, zlib.error, Image.DecompressionBombError) as error:
        raise ScanDamaged(name=path.name) from error


def _register_heif() -> None:
    # Costs 20 ms and is seldom needed, hence imported here.
    from pi_heif import register_heif_opener

    register_heif_opener()


def _frames(image: Image.Image) -> Iterator[int]:
    """Moves from page to page; reduced copies of pages are none."""
    if image.format != "TIFF":
        yield 0
        return
    frame = 0
    with suppress(EOFError):
        while True:
            image.seek(frame)
            tags = getattr(image, "tag_v2", {})
            if not frame or not tags.get(SUBFILE_TYPE, 0) & 1:
                yield frame
            frame += 1


def _add_page(pdf: Pdf, image: Image.Image, path: Path) -> None:
    if image.format == "TIFF":
        # Pillow turns these while decoding; then nothing is left to turn.
        image.load()
    told = image.info.get("dpi")
    dpi = trusted_dpi(max(map(float, told)) if told else None, *image.size)
    orientation = image.getexif().get(ORIENTATION, 1)
    width, height = (side * 72 / dpi for side in image.size)
    across = (-width, width) if orientation in MIRRORED else (width, 0.0)
    picture = pdf.make_indirect(_picture(pdf, image, path))
    matrix = f"{across[0]:.4f} 0 0 {height:.4f} {across[1]:.4f} 0"
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 4), round(height, 4)]),
        Resources=Dictionary(XObject=Dictionary(Im0=picture)),
        Contents=pdf.make_stream(f"q {matrix} cm /Im0 Do Q\n".encode()),
    )
    if turn := TURNS.get(orientation, 0):
        page.Rotate = turn
    pdf.pages.append(Page(pdf.make_indirect(page)))


def _picture(pdf: Pdf, image: Image.Image, path: Path) -> Stream:
    if image.format in ("JPEG", "MPO") and image.mode in ("L", "RGB"):
        return _stream(pdf, path.read_bytes(), image, Filter=Name.DCTDecode)
    if image.mode == "1":
        return _fax(pdf, image)
    if image.format in ("WEBP", "HEIF", "JPEG", "MPO"):
        photo = image.convert("RGB" if image.mode != "L" else "L")
        written = io.BytesIO()
        photo.save(written, "JPEG", quality=PHOTO_QUALITY, subsampling=0)
        return _stream(pdf, written.getvalue(), photo, Filter=Name.DCTDecode)
    return _lossless(pdf, _opaque(image))


def _stream(pdf: Pdf, data: bytes, image: Image.Image, **entries: object) -> Stream:
    stream = Stream(pdf, data)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.size
    stream.ColorSpace = Name.DeviceRGB if image.mode == "RGB" else Name.DeviceGray
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream


def _fax(pdf: Pdf, image: Image.Image) -> Stream:
    """Black and white as fax data, which is smallest and loses nothing."""
    written = io.BytesIO()
    bare = Image.frombytes("1", image.size, image.tobytes())
    bare.save(written, "TIFF", compression="group4", tiffinfo={ROWS_PER_STRIP: bare.height})
    data = written.getvalue()
    with Image.open(io.BytesIO(data)) as fax:
        tags = fax.tag_v2  # type: ignore[attr-defined]
        start, size = tags[STRIP_OFFSETS][0], tags[STRIP_SIZES][0]
        is_white_zero = tags.get(262, 0) == 0
    how = Dictionary(K=-1, Columns=bare.width, Rows=bare.height, BlackIs1=not is_white_zero)
    return _stream(
        pdf, data[start : start + size], bare, Filter=Name.CCITTFaxDecode, DecodeParms=how
    )


def _opaque(image: Image.Image) -> Image.Image:
    """The picture on white paper, grey or RGB, eight bits deep."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I;16N", "I", "F"):
        deep = image.convert("F")
        low, high = deep.getextrema()
        top = 65535.0 if 255 < float(high) <= 65535 else max(float(high), 1e-9)  # type: ignore[arg-type]
        base = min(0.0, float(low))  # type: ignore[arg-type]
        return deep.point(lambda value: (value - base) * (255 / (top - base)) + 0).convert("L")
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGB", image.size, (255, 255, 255))
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _lossless(pdf: Pdf, image: Image.Image) -> Stream:
    """The picture as PNG packs it: PDF reads the same predictor."""
    written = io.BytesIO()
    image.save(written, "PNG")
    packed = b"".join(_image_data(written.getvalue()))
    colors = 3 if image.mode == "RGB" else 1
    how = Dictionary(Predictor=15, Colors=colors, BitsPerComponent=8, Columns=image.width)
    return _stream(pdf, packed, image, Filter=Name.FlateDecode, DecodeParms=how)


def _image_data(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += 12 + length
