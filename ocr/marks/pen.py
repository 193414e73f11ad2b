"""The pen's ink on a page whose layout is known: what the layout prints is taken away exactly."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from forms.layout import Shape
from ocr.hand.page import PenPage
from ocr.hand.rests import on_rulings
from ocr.hand.squares import EMPTY_INSIDE, under_stroke
from ocr.ink.marks import find_marks, ink_mask
from ocr.ink.painting import PAPER
from ocr.marks.combs import read_signs
from records.paper import Ruling
from records.pen import CheckBox, InkMark, Scribble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from forms.layout import PageLayout
    from ocr.ink.marks import Mask
    from ocr.upright import Upright
    from records.geometry import Box
    from records.paper import Sheet

SLACK_MM = 0.25
"""A printed ruling is taken for so much thicker: by copies of copies, and where the fit is off."""
MM_PER_INCH = 25.4
NEAR_MM = 0.7
"""A ruling that was seen is a printed one if it keeps so near to it."""
FAINT, SOFTEN = 0.88, 0.7
"""In a place to write on, what is darker than this share of white, softened by so many pixels, is
ink if it is more than a grain: ballpoint on a copy of a copy comes as light as that."""
FAINTEST, MOSTLY_LOST = 0.93, 0.45
"""So is what is lighter still, if less than this share of the stroke was found without it."""
LEAST_FAINT = 0.03
"""Squared letter heights of the smallest faint mark that is no grain of the paper."""
GUIDE_DOT_MM = 0.55
"""A guide's dots are half as long; copies let them grow."""
WRITTEN = (Shape.LINES, Shape.COMB)
FRAME_SHARE = 0.13
"""Of a square's side, from its frame inwards: what a blurred frame darkens."""
AROUND_SHARE, RIM_SHARE = 0.35, 0.13
"""How far outside a square a check counts, and how near its frame it does not, in sides."""


class PlacedPen(PenPage):
    """Shows and reads the pen's ink of a page that a layout was laid on."""

    def __init__(self, sheet: Sheet, upright: Upright, layout: PageLayout) -> None:
        slack = SLACK_MM * sheet.dpi / MM_PER_INCH
        printed = tuple(
            Ruling((one.start, one.end), one.thickness + slack)
            for one in layout.rulings
            if not one.is_dotted
        )
        # The rulings that were seen follow the ink closer; those of the layout miss none, and
        # what it does not name is a pen's.
        near = NEAR_MM * sheet.dpi / MM_PER_INCH
        seen = tuple(_along(sheet.rulings, printed, near))
        super().__init__(replace(sheet, rulings=(*seen, *printed)), upright)
        self._guides = tuple(
            Ruling((one.start, one.end), one.thickness) for one in layout.rulings if one.is_dotted
        )
        self._open = [place.box for place in layout.places if place.shape in WRITTEN]

    @cached_property
    def _ink(self) -> Mask:
        """The page's ink, and in the places to write on what is too faint to pass elsewhere.

        There nothing but paper lies under a pen: strokes that copies have all but lost are told
        from its grain by their size.
        """
        strong = ink_mask(self._grey)
        soft = cv2.GaussianBlur(self._grey, (0, 0), SOFTEN)
        faint, fainter = np.zeros_like(strong), np.zeros_like(strong)
        for box in self._open:
            here = _slices(box)
            faint[here] = (soft[here] < FAINT * PAPER) * np.uint8(PAPER)
            fainter[here] = (soft[here] < FAINTEST * PAPER) * np.uint8(PAPER)
        least = LEAST_FAINT * self._height * self._height
        found = strong | _sizeable(strong | faint, least)
        lost = _sizeable(fainter, 2 * least, beside=found)
        return np.asarray(found | lost, dtype=np.uint8)

    @cached_property
    def _dots(self) -> tuple[tuple[Ruling, ...], Mask]:
        """No dotted line, and the ink without the guides' dots.

        Writing runs over a guide that does not suit it: only what is no larger than a dot goes.
        """
        ink = self._without_rulings
        if not self._guides:
            return (), ink
        marks = find_marks(ink)
        most = GUIDE_DOT_MM * self._sheet.dpi / MM_PER_INCH
        small = np.flatnonzero((marks.width <= most) & (marks.height <= most))
        gone = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
        gone[on_rulings(marks, small, self._guides, self._height) + 1] = PAPER
        return (), np.asarray(ink & ~np.take(gone, marks.labels), dtype=np.uint8)

    def measure(self, box: Box) -> CheckBox:
        """The ink in and around a printed square whose frame stands there."""
        side = (box.width + box.height) / 2
        inner = self._inked(box.grow(-FRAME_SHARE * side))
        outer = float(self._inked(box.grow(AROUND_SHARE * side)).sum())
        rim = float(self._inked(box.grow(RIM_SHARE * side)).sum())
        inside = float(inner.mean()) if inner.size else 0.0
        struck = None if inside <= EMPTY_INSIDE else under_stroke(self._ink, box)
        return CheckBox(box, inside, max(0.0, outer - rim) / max(1.0, box.area), struck)

    def _inked(self, box: Box) -> NDArray[np.bool_]:
        return np.asarray(self._ink[_slices(box)] > 0, dtype=bool)

    def read_combs(self, combs: Sequence[Sequence[Sequence[InkMark]]]) -> tuple[Scribble, ...]:
        """Each comb, given by the marks in its boxes: at most one sign a box."""
        return tuple(read_signs(self._grey, self._written.labels, combs, self._height))


def _slices(box: Box) -> tuple[slice, slice]:
    return (
        slice(max(0, round(box.top)), max(0, round(box.bottom))),
        slice(max(0, round(box.left)), max(0, round(box.right))),
    )


def _sizeable(ink: NDArray[np.uint8], least: float, beside: Mask | None = None) -> Mask:
    """The marks of an area; with `beside`, those that are more than the rim of its ink."""
    marks = find_marks(np.asarray(ink, dtype=np.uint8))
    is_kept = marks.area >= least
    if beside is not None and len(is_kept):
        own = np.bincount(marks.labels[beside > 0], minlength=len(is_kept) + 1)[1:]
        is_kept &= own <= MOSTLY_LOST * marks.area
    kept = np.zeros(len(is_kept) + 1, dtype=np.uint8)
    kept[1:][is_kept] = PAPER
    return np.asarray(np.take(kept, marks.labels), dtype=np.uint8)


def _along(seen: Sequence[Ruling], printed: Sequence[Ruling], near: float) -> Iterator[Ruling]:
    """The rulings seen that lie on a printed one, or on a part of it."""
    for is_horizontal in (True, False):
        along, across = (0, 1) if is_horizontal else (1, 0)
        ends = [
            sorted((one.start, one.end), key=lambda point: point[along])
            for one in printed
            if one.is_horizontal == is_horizontal
        ]
        if not ends:
            continue
        first, last = np.array(ends, dtype=np.float64).transpose(1, 0, 2)
        slope = (last - first)[:, across] / np.maximum(1.0, (last - first)[:, along])
        for one in seen:
            if one.is_horizontal != is_horizontal:
                continue
            points = np.array(one.points, dtype=np.float64)
            x, y = points[:, along, None], points[:, across, None]
            is_within = (first[:, along] - near <= x) & (x <= last[:, along] + near)
            off = first[:, across] + slope * (x - first[:, along]) - y
            if (is_within & (np.abs(off) <= near)).all(axis=0).any():
                yield one
