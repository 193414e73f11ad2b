"""Every box with a sign in it gives one sign."""

from __future__ import annotations

import cv2
import numpy as np

from extract.blank.decode.beam import read_texts
from ocr.ink.marks import find_marks, ink_mask
from ocr.marks.combs import read_signs
from records.geometry import Box
from records.pen import InkMark

STEP, TALL = 60, 40


def test_a_bare_stroke_in_a_box_is_a_sign() -> None:
    page = np.full((3 * TALL, 9 * STEP), 255, np.uint8)
    for place, sign in enumerate("0867|990"):
        left = (place + 1) * STEP
        if sign == "|":
            cv2.line(page, (left + 12, TALL), (left + 12, 2 * TALL), (50,), 4)
        else:
            cv2.putText(page, sign, (left, 2 * TALL), cv2.FONT_HERSHEY_DUPLEX, 1.6, (50,), 4)
    marks = find_marks(ink_mask(page))
    boxes = [Box(x, y, x + w, y + h) for x, y, w, h, _ in marks.stats.tolist()]
    order = np.argsort([box.left for box in boxes]).tolist()
    comb = [[InkMark(k, boxes[k], 100)] for k in order]
    (found,) = read_signs(page, marks.labels, [comb], TALL)
    assert len(comb) == len(read_texts(found, "0123456789", {"1": "lI|"})[0].text)
