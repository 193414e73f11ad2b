"""The pen's ink on a page whose layout is known: what the layout prints is taken away exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ocr.hand.crops import line_to_picture
from ocr.hand.model import ALPHABET, read_lines
from ocr.hand.page import EMPTY, PenPage
from records.geometry import Box, bounding_box
from records.paper import Ruling
from records.pen import CheckBox, InkMark, Scribble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from forms.layout import PageLayout
    from ocr.upright import Upright
    from records.paper import Sheet

SLACK_MM = 0.25
"""A printed ruling is taken for so much thicker: by copies of copies, and where the fit is off."""
MM_PER_INCH = 25.4
NEAR_MM = 0.7
"""A ruling that was seen is a printed one if it keeps so near to it."""
FRAME_SHARE = 0.13
"""Of a square's side, from its frame inwards: what a blurred frame darkens."""
AROUND_SHARE, RIM_SHARE = 0.35, 0.13
"""How far outside a square a check counts, and how near its frame it does not, in sides."""
NO_SIGN = 0


class PlacedPen(PenPage):
    """Shows and reads the pen's ink of a page that a layout was laid on."""

    def __init__(self, sheet: Sheet, upright: Upright, layout: PageLayout) -> None:
        slack = SLACK_MM * sheet.dpi / MM_PER_INCH
        printed = tuple(
            Ruling((one.start, one.end), one.thickness + slack) for one in layout.rulings
        )
        # The rulings that were seen follow the ink closer; those of the layout miss none, and
        # what it does not name is a pen's.
        near = NEAR_MM * sheet.dpi / MM_PER_INCH
        seen = tuple(one for one in sheet.rulings if any(_is_along(one, p, near) for p in printed))
        super().__init__(replace(sheet, rulings=(*seen, *printed)), upright)

    def measure(self, box: Box) -> CheckBox:
        """The ink in and around a printed square whose frame stands there."""
        side = (box.width + box.height) / 2
        inner = self._inked(box.grow(-FRAME_SHARE * side))
        outer = float(self._inked(box.grow(AROUND_SHARE * side)).sum())
        rim = float(self._inked(box.grow(RIM_SHARE * side)).sum())
        inside = float(inner.mean()) if inner.size else 0.0
        return CheckBox(box, inside, max(0.0, outer - rim) / max(1.0, box.area))

    def _inked(self, box: Box) -> NDArray[np.bool_]:
        rows = slice(max(0, round(box.top)), max(0, round(box.bottom)))
        columns = slice(max(0, round(box.left)), max(0, round(box.right)))
        return np.asarray(self._ink[rows, columns] > 0, dtype=bool)

    def read_combs(self, combs: Sequence[Sequence[Sequence[InkMark]]]) -> tuple[Scribble, ...]:
        """Each comb, given by the marks in its boxes: at most one sign a box.

        Every box is read alone: beside wide gaps the network loses strokes.
        """
        boxes = [marks for comb in combs for marks in comb if marks]
        pictures = [
            line_to_picture(self._grey, self._written.labels, marks, self._height).pixels
            for marks in boxes
        ]
        answers = iter(read_lines(pictures))
        return tuple(_to_scribble(comb, [next(answers) for m in comb if m]) for comb in combs)


def _to_scribble(
    comb: Sequence[Sequence[InkMark]], answers: Sequence[NDArray[np.float32]]
) -> Scribble:
    """The boxes' chances one after another: a sign, then none, then the next."""
    filled = [marks for marks in comb if marks]
    if not filled:
        nothing = np.zeros((0, 1 + len(ALPHABET)), np.float32)
        return Scribble(EMPTY, ALPHABET, nothing, np.zeros(0, np.float32))
    rows, lefts = [], []
    blank = np.full(1 + len(ALPHABET), np.log(1e-9), np.float32)
    blank[NO_SIGN] = 0.0
    for marks, chances in zip(filled, answers, strict=True):
        box = bounding_box(mark.box for mark in marks)
        rows += [_one_sign(chances), blank]
        lefts += [box.center[0], box.right]
    whole = bounding_box(mark.box for marks in filled for mark in marks)
    return Scribble(whole, ALPHABET, np.stack(rows), np.array(lefts, np.float32))


def _one_sign(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each single sign is, all places where it may stand taken together."""
    silent = chances[:, NO_SIGN]
    # Chance of a sign at places a..b and of none elsewhere, summed over all such stretches.
    size, signs = chances.shape
    before = np.concatenate([[0.0], np.cumsum(silent)])
    after = before[-1] - before
    total = np.full(signs, -np.inf, np.float64)
    for first in range(size):
        inside = np.zeros(signs)
        for last in range(first, min(size, first + 4)):
            inside = inside + chances[last]
            total = np.logaddexp(total, before[first] + inside + after[last + 1])
    total[NO_SIGN] = before[-1]
    spread = np.logaddexp.reduce(total)
    return np.asarray(np.maximum(total - spread, np.log(1e-9)), dtype=np.float32)


def _is_along(seen: Ruling, printed: Ruling, near: float) -> bool:
    """Whether a ruling that was seen lies on a printed one, or on a part of it."""
    if seen.is_horizontal != printed.is_horizontal:
        return False
    along, across = (0, 1) if seen.is_horizontal else (1, 0)
    (first, last) = sorted((printed.start, printed.end), key=lambda point: point[along])
    length = last[along] - first[along]
    for point in seen.points:
        if not first[along] - near <= point[along] <= last[along] + near:
            return False
        share = (point[along] - first[along]) / max(1.0, length)
        if abs(first[across] + share * (last[across] - first[across]) - point[across]) > near:
            return False
    return True
