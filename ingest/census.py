"""What a PDF page is made of, asked of pdfium before a pixel is decoded.

Places are shares 0..1 of the page as shown (/Rotate and CropBox applied), y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from records.geometry import Box, Point, bounding_box

Matrix = tuple[float, float, float, float, float, float]

MAX_DEPTH = 8
"""Forms within forms that are followed; papers nest two or three deep."""

INVISIBLE_MODES = frozenset((3, 7))
"""Text render modes that leave no ink: invisible, and clipping only."""

UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image on a page: its pixels and where its corners come to lie."""

    handle: Any
    order: int
    width: int
    height: int
    origin: Point
    """Where the image's upper left pixel corner is shown."""
    across: Point
    """Where its upper right corner is shown."""
    down: Point
    """Where its lower left corner is shown."""

    @property
    def box(self) -> Box:
        (x, y), (ax, ay), (dx, dy) = self.origin, self.across, self.down
        corners = ((x, y), (ax, ay), (dx, dy), (ax + dx - x, ay + dy - y))
        return bounding_box(Box(px, py, px, py) for px, py in corners)

    @property
    def visible(self) -> Box | None:
        """The part of `box` on the page; None where all of it lies off the page."""
        box = self.box
        left, top = min(max(box.left, 0.0), 1.0), min(max(box.top, 0.0), 1.0)
        right, bottom = min(max(box.right, 0.0), 1.0), min(max(box.bottom, 0.0), 1.0)
        return Box(left, top, right, bottom) if right > left and bottom > top else None

    @property
    def coverage(self) -> float:
        """The share of the page it covers (of its upright box, where it is shown aslant)."""
        return self.visible.area if self.visible else 0.0


@dataclass(frozen=True, slots=True)
class Census:
    """The parts of one page; `texts` are the boxes of text objects that leave ink."""

    width_pt: float
    height_pt: float
    pictures: tuple[Picture, ...]
    texts: tuple[Box, ...]
    hidden_texts: int
    drawings: int
    is_complete: bool
    """False where the page has more objects than were looked at."""

    @property
    def picture_coverage(self) -> float:
        """The share of the page under images, those that overlap counted twice, at most 1."""
        return min(1.0, sum(picture.coverage for picture in self.pictures))


class _Counter:
    """Walks the objects of a page in painting order."""

    def __init__(self, page: Any, limit: int) -> None:
        self.page = page
        self.left_over = limit
        self.order = 0
        self.pictures: list[Picture] = []
        self.texts: list[tuple[int, Box]] = []
        self.hidden_texts = 0
        self.drawings = 0
        self.shown = _shown(page)

    def walk(self, container: Any, matrix: Matrix, depth: int) -> None:
        if depth:
            count, get = pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject
        else:
            count, get = pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject
        for index in range(max(0, count(container))):
            if self.left_over <= 0:
                return
            self.left_over -= 1
            self.order += 1
            self.look(get(container, index), matrix, depth)

    def look(self, thing: Any, matrix: Matrix, depth: int) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            self.pictures.append(self.picture(thing, times(_matrix(thing), matrix)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if pdfium_c.FPDFTextObj_GetTextRenderMode(thing) in INVISIBLE_MODES:
                self.hidden_texts += 1
            else:
                self.texts.append((self.order, self.bounds(thing, matrix)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < MAX_DEPTH:
                self.walk(thing, times(_matrix(thing), matrix), depth + 1)
        else:
            self.drawings += 1

    def picture(self, thing: Any, matrix: Matrix) -> Picture:
        width, height = pdfium_c.c_uint(), pdfium_c.c_uint()
        pdfium_c.FPDFImageObj_GetImagePixelSize(thing, width, height)
        corners = (apply(matrix, (0, 1)), apply(matrix, (1, 1)), apply(matrix, (0, 0)))
        origin, across, down = (apply(self.shown, corner) for corner in corners)
        return Picture(thing, self.order, width.value, height.value, origin, across, down)

    def bounds(self, thing: Any, matrix: Matrix) -> Box:
        edges = [pdfium_c.c_float() for _ in range(4)]
        pdfium_c.FPDFPageObj_GetBounds(thing, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        both = times(matrix, self.shown)
        corners = ((left, bottom), (right, bottom), (left, top), (right, top))
        points = [apply(both, corner) for corner in corners]
        return bounding_box(Box(x, y, x, y) for x, y in points)


def take_census(page: pdfium.PdfPage, limit: int) -> Census:
    """Counts what stands on the page, looking at no more than `limit` objects."""
    counter = _Counter(page, limit)
    counter.walk(page.raw, UNIT, 0)
    width, height = page.get_size()
    texts = tuple(box for order, box in counter.texts if not _is_covered(order, box, counter))
    return Census(
        width_pt=width,
        height_pt=height,
        pictures=tuple(p for p in counter.pictures if p.visible and p.width and p.height),
        texts=texts,
        hidden_texts=counter.hidden_texts + len(counter.texts) - len(texts),
        drawings=counter.drawings,
        is_complete=counter.left_over > 0,
    )


def _is_covered(order: int, box: Box, counter: _Counter) -> bool:
    """Whether an image painted later hides the text: OCR text laid under its scan."""
    return any(
        picture.order > order and picture.coverage > 0 and picture.box.contains(box.center)
        for picture in counter.pictures[:MAX_COVERS]
    )


MAX_COVERS = 64
"""Images asked whether they hide a text: strips and layers of a scan, not a page of icons."""


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, then `then` (PDF's row vectors)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        *(a * p + b * r, a * q + b * s),
        *(c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def apply(matrix: Matrix, point: Point) -> Point:
    """Where the matrix takes the point."""
    a, b, c, d, e, f = matrix
    x, y = point
    return (a * x + c * y + e, b * x + d * y + f)


def _matrix(thing: Any) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(thing, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _shown(page: pdfium.PdfPage) -> Matrix:
    """User space to shares of the page as shown."""
    left, bottom, right, top = page.get_bbox()
    width, height = max(right - left, 1e-6), max(top - bottom, 1e-6)
    upright: Matrix = (1 / width, 0, 0, -1 / height, -left / width, top / height)
    turns: dict[int, Matrix] = {
        0: UNIT,
        90: (0, 1, -1, 0, 1, 0),
        180: (-1, 0, 0, -1, 1, 1),
        270: (0, -1, 1, 0, 0, 1),
    }
    return times(upright, turns[page.get_rotation() % 360])
