"""Pages that would unpack without end are refused before pdfium touches them.

A few kilobytes can declare an image of billions of pixels, hold a gigabyte of blanks, or draw a
form ten times that draws a form ten times, nine deep. pdfium follows all of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from ingest.limits import Limits
from records.errors import PageTooLarge, PageUnreadable, ScanDamaged, ScanEncrypted

MAX_COMMANDS = 64 * 1024 * 1024
"""Bytes of drawing commands a page may come to; the busiest map needs a tenth."""

MAX_DEPTH = 24
"""Forms within forms; pdfium itself gives up near 30."""

LOOSE_FILTERS = 1400
"""The most that LZW and run-length data can grow."""

PIECE = 1 << 20

DRAWN = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+Do\b")


class BombCheck:
    """Looks at the pages of one file without decoding them."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.limits = limits
        try:
            self._pdf = pikepdf.open(path, suppress_warnings=True)
        except pikepdf.PasswordError as error:
            raise ScanEncrypted(name=path.name) from error
        except (pikepdf.PdfError, RuntimeError, ValueError, MemoryError) as error:
            raise ScanDamaged(name=path.name) from error

    def close(self) -> None:
        """Lets go of the file."""
        self._pdf.close()

    def check(self, number: int) -> None:
        """Raises PageTooLarge for a bomb, PageUnreadable for a page whose structure is broken."""
        try:
            page = self._pdf.pages[number - 1]
            weight = _Weight(number, self.limits)
            commands = b"\n".join(weight.unpacked(part) for part in _parts(page.obj))
            weight.of(commands, page.resources, MAX_DEPTH)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
            raise PageUnreadable(page=number) from error
        except (IndexError, KeyError, AttributeError, MemoryError, zlib.error) as error:
            raise PageUnreadable(page=number) from error


def _parts(page: Any) -> list[Stream]:
    contents = page.get("/Contents")
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return [part for part in parts if isinstance(part, Stream)]


class _Weight:
    """What drawing one page comes to, in bytes of commands."""

    def __init__(self, number: int, limits: Limits) -> None:
        self.number = number
        self.limits = limits
        self._known: dict[tuple[int, int], int] = {}

    def too_large(self) -> PageTooLarge:
        return PageTooLarge(page=self.number, limit=self.limits.max_pixels)

    def of(self, commands: bytes, resources: Any, depth: int) -> int:
        """The bytes of the commands and of every form they draw, as often as it is drawn."""
        weight = len(commands)
        drawn: dict[str, int] = {}
        for name in DRAWN.findall(commands):
            key = "/" + name.decode("latin-1")
            drawn[key] = drawn.get(key, 0) + 1
        for key, thing in _externals(resources):
            if thing.get("/Subtype") == Name.Image:
                self._image(thing)
            elif thing.get("/Subtype") == Name.Form and depth and key in drawn:
                weight += drawn[key] * self._form(thing, resources, depth - 1)
            if weight > MAX_COMMANDS:
                raise self.too_large()
        return weight

    def _form(self, form: Stream, resources: Any, depth: int) -> int:
        if form.objgen not in self._known:
            # A form that draws itself weighs nothing the second time: pdfium stops there too.
            self._known[form.objgen] = 0
            inner = form.get("/Resources", resources)
            self._known[form.objgen] = self.of(self.unpacked(form), inner, depth)
        return self._known[form.objgen]

    def _image(self, image: Stream) -> None:
        for each in (image, image.get("/SMask"), image.get("/Mask")):
            if isinstance(each, Stream):
                width, height = int(each.get("/Width", 0)), int(each.get("/Height", 0))
                if width * height > self.limits.max_pixels:
                    raise self.too_large()

    def unpacked(self, stream: Stream) -> bytes:
        """The stream's data, unpacked piece by piece; raises PageTooLarge beyond the limit."""
        data = stream.read_raw_bytes()
        for name in _filters(stream):
            if name in ("/FlateDecode", "/Fl"):
                data = b"".join(self._inflated(data))
            elif name in ("/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"):
                if len(data) * LOOSE_FILTERS > MAX_COMMANDS:
                    raise self.too_large()
                return stream.read_bytes()
            else:
                return stream.read_bytes() if len(data) < MAX_COMMANDS else data
        return data

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        unpacker = zlib.decompressobj()
        total = 0
        while data and not unpacker.eof:
            try:
                piece = unpacker.decompress(data, PIECE)
            except zlib.error:
                # Damage: pdfium shows what came before it, and so it is weighed.
                return
            total += len(piece)
            if total > MAX_COMMANDS:
                raise self.too_large()
            yield piece
            data = unpacker.unconsumed_tail


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    if isinstance(found, Array):
        return [str(each) for each in found]
    return [str(found)] if found is not None else []


def _externals(resources: Any) -> Iterator[tuple[str, Stream]]:
    group = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if isinstance(group, Dictionary):
        for key, thing in group.items():
            if isinstance(thing, Stream):
                yield key, thing
