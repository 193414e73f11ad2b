"""The text layer and vector drawing of born-digital pages, through pdfplumber."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, dict_value, num_value, resolve1

from ingest.limits import Limits
from ingest.vector.budget import Overspent, cpu_budget
from ingest.vector.outlines import outlines_of
from ingest.vector.rulings import rulings_and_drawings
from ingest.vector.typed import typed_words
from records.paper import LAYER_DPI, Layer

SIZE_TOLERANCE_PT = 1.0
"""Both PDF libraries must see the same page, or the layer would lie beside it."""

SCALE = LAYER_DPI / 72

T = TypeVar("T")


class LayerReader:
    """Reads the layers of one file's pages."""

    def __init__(self, path: Path, limits: Limits) -> None:
        # pdfminer tells every oddity of every font; none of it helps anyone here.
        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        self.limits = limits
        self._pdf: Any = self._tried(lambda: pdfplumber.open(path))
        self._pages: list[Any] = self._tried(lambda: self._pdf.pages) or []

    def read(self, number: int, size_pt: tuple[float, float]) -> Layer | None:
        """The layer of page `number`, shown `size_pt` wide and high.

        None where the page is better read as a picture: no character map, too much on it,
        text set sideways, or a structure that pdfplumber and pdfium see differently.
        """
        return self._tried(lambda: self._read(self._pages[number - 1], size_pt))

    def close(self) -> None:
        """Lets go of the file."""
        if self._pdf is not None:
            self._pdf.stream.close()

    def _tried(self, work: Callable[[], T]) -> T | None:
        """What the work gives; None where it fails or takes too long.

        A layer that cannot be read is no failure of the page: its pixels are read instead.
        pdfminer and pdfplumber let out nearly every exception there is on broken files.
        """
        try:
            with cpu_budget(self.limits.max_layer_s):
                return work()
        except (Exception, Overspent):
            return None

    def _read(self, page: Any, size_pt: tuple[float, float]) -> Layer | None:
        left, top, right, bottom = shown_part(page)
        seen = (right - left, bottom - top)
        if any(abs(a - b) > SIZE_TOLERANCE_PT for a, b in zip(seen, size_pt, strict=True)):
            return None
        if content_size(page.page_obj, self.limits.max_layer_bytes) is None:
            return None
        try:
            page._layout = _lay_out(page, self.limits.max_objects)
            shapes = [shape for kind in ("line", "rect", "curve") for shape in _of(page, kind)]
            rulings, drawn = rulings_and_drawings(shapes, (left, top), SCALE)
            words = typed_words(page, (left, top), SCALE, rulings)
            if words is None:
                return None
            return Layer(words, rulings, outlines_of(drawn, (left, top), SCALE, seen))
        finally:
            page.close()


def shown_part(page: Any) -> tuple[float, float, float, float]:
    """What the crop box leaves, in pdfplumber's coordinates: left, top, right, bottom in points.

    pdfplumber's own crop box is amiss on turned pages.
    """
    x0, y0, x1, y1 = _normal(page.page_obj.mediabox)
    crop = _normal(page.page_obj.cropbox or page.page_obj.mediabox)
    left, bottom = max(x0, crop[0]), max(y0, crop[1])
    right, top = min(x1, crop[2]), min(y1, crop[3])
    begin = {
        0: (left - x0, y1 - top),
        90: (bottom - y0, left - x0),
        180: (x1 - right, bottom - y0),
        270: (y1 - top, x1 - right),
    }[page.rotation]
    size = (right - left, top - bottom)
    width, height = size if page.rotation in (0, 180) else (size[1], size[0])
    corner = (float(page.mediabox[0]) + begin[0], float(page.mediabox[1]) + begin[1])
    return (*corner, corner[0] + width, corner[1] + height)


def _normal(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _of(page: Any, kind: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = page.objects.get(kind, [])
    return found


def _lay_out(page: Any, limit: int) -> Any:
    device = _Device(page.pdf.rsrcmgr, limit)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result()


class _TooMuch(Exception):
    """More objects than are read as vectors."""


class _Device(PDFPageAggregator):
    """Collects what leaves ink, up to a limit."""

    def __init__(self, resources: Any, limit: int) -> None:
        super().__init__(resources, laparams=None)
        self.left_over = limit

    def render_string(self, textstate: Any, *rest: Any) -> None:
        if textstate.render not in (3, 7):
            super().render_string(textstate, *rest)

    def render_char(self, *rest: Any) -> float:
        self._count()
        return float(super().render_char(*rest))

    def paint_path(self, *rest: Any) -> None:
        self._count()
        super().paint_path(*rest)

    def _count(self) -> None:
        self.left_over -= 1
        if self.left_over < 0:
            raise _TooMuch


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, which also takes line widths from graphics state dictionaries."""

    def do_gs(self, name: Any) -> None:
        states = dict_value(self.resources.get("ExtGState", {}))
        state = dict_value(states.get(name.name, {})) if hasattr(name, "name") else {}
        if "LW" in state:
            a, b, c, d, _, _ = self.ctm
            scale = abs(a * d - b * c) ** 0.5
            self.graphicstate.linewidth = num_value(state["LW"]) * scale


def content_size(page: Any, limit: int) -> int | None:
    """The size of a page's unpacked drawing commands; None where it exceeds `limit`.

    Counted with bounded memory, since pdfminer unpacks a gigabyte of blanks without a word.
    """
    total = 0
    for stream in _streams(page):
        for piece in _unpacked(stream):
            total += piece
            if total > limit:
                return None
    return total


def _streams(page: Any) -> Iterator[PDFStream]:
    for content in page.contents:
        stream = resolve1(content)
        if isinstance(stream, PDFStream):
            yield stream
    forms = resolve1(resolve1(page.resources or {}).get("XObject")) or {}
    for form in forms.values():
        stream = resolve1(form)
        if isinstance(stream, PDFStream) and str(stream.get("Subtype")) == "/'Form'":
            yield stream


PIECE = 1 << 16


def _unpacked(stream: PDFStream) -> Iterator[int]:
    raw = stream.rawdata or b""
    if "Flate" not in str(stream.get("Filter", stream.get("F", ""))):
        yield len(raw)
        return
    unpacker = zlib.decompressobj()
    while raw and not unpacker.eof:
        piece = unpacker.decompress(raw, PIECE)
        yield len(piece)
        raw = unpacker.unconsumed_tail
