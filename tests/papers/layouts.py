"""Filled blanks as other offices lay them out: labels over lines, two fields a row, tables.

Labels and hands are those of `blanks`; where a value stands is another.
"""

from __future__ import annotations

import random as randomness
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import typst

from forms.form import Field, FieldKind, Form
from records.findings import FieldValue
from tests.papers.blanks import (
    FONTS,
    HANDS,
    PRINT,
    UNITS,
    Filled,
    escaped,
    printed_page,
    text_at,
)
from tests.papers.values import fill_field

Shape = Literal["above", "below", "pairs", "cells", "further"]
SHAPES: tuple[Shape, ...] = ("above", "below", "pairs", "cells", "further")
LEFT_MM, RIGHT_MM, TOP_MM, LABEL_MM = 22.0, 192.0, 62.0, 55.0
PITCH: dict[Shape, float] = {
    "above": 15.0,
    "below": 16.0,
    "pairs": 13.0,
    "cells": 11.0,
    "further": 10.0,
}


def draw_foreign(form: Form, seed: int, shape: Shape, hand: str, fonts: Path = FONTS) -> Filled:
    """A blank of the form in that shape, filled at random; without boxes, tables and sections."""
    random = randomness.Random(seed)
    unit = random.choice(UNITS)
    lines = [printed_page(random.choice(PRINT), form.titles[0], unit)]
    fields: dict[str, FieldValue] = {}
    size = HANDS.get(hand, 14.0) * 0.9
    for one, x, y, right in _slots(_asked(form), shape):
        written = fill_field(one, random)
        fields[one.key] = written.value
        label = escaped(one.labels[0])
        value_x, value_y = x + 1.5, y
        if shape == "above":
            value_y = y + 7.5
            lines += [text_at(x, y, label), _rule(x, right, value_y + 1.2)]
        elif shape == "below":
            value_y = y - 4.7
            lines += [text_at(x, y, label), _rule(x, right, value_y + 1.2)]
        elif shape == "cells":
            lines += [text_at(x + 1.5, y, label), _cells(x, right, y)]
            value_x = x + LABEL_MM + 2
        else:
            wide = 28.0 if shape == "pairs" else LABEL_MM
            lines += [text_at(x, y, label), text_at(x + wide, y, ":")]
            lines.append(_rule(x + wide + 3, right, y + 1.2))
            if shape == "further" and one.kind is FieldKind.LONG_TEXT:
                lines.append(_rule(x + wide + 3, right, y + 9.2))
            value_x = x + wide + 4.5
        lines += _hand(written.shown, (value_x, value_y), hand, size, random)
    pdf = typst.compile("\n".join(lines).encode(), font_paths=[str(fonts)])  # type: ignore[misc]
    return Filled(bytes(pdf), unit, fields)


def _asked(form: Form) -> list[Field]:
    """Text fields whose labels are short and stand under no heading."""
    left_out = (FieldKind.SIGNATURE, FieldKind.PHOTO, FieldKind.TABLE, FieldKind.CHECKS)
    return [
        one
        for one in form.fields
        if one.kind not in left_out and one.section is None and len(one.labels[0]) <= 18
    ]


def _slots(fields: list[Field], shape: Shape) -> Iterator[tuple[Field, float, float, float]]:
    """Each field with the left end of its label, its height, and the right end of its value."""
    y = TOP_MM
    middle = (LEFT_MM + RIGHT_MM) / 2
    for number, one in enumerate(fields):
        if shape in ("pairs", "above", "below"):
            is_second = number % 2 == 1
            left = middle + 3 if is_second else LEFT_MM
            yield one, left, y, RIGHT_MM if is_second else middle - 3
            y += PITCH[shape] if is_second else 0.0
        else:
            yield one, LEFT_MM, y, RIGHT_MM
            y += PITCH[shape] * (1.8 if one.kind is FieldKind.LONG_TEXT else 1.0)


def _rule(left: float, right: float, y: float) -> str:
    return (
        f"#place(top + left, dx: {left:.2f}mm, dy: {y:.2f}mm, "
        f"line(length: {right - left:.2f}mm, stroke: 0.6pt))"
    )


def _cells(left: float, right: float, y: float) -> str:
    """A row of two cells, the label's and the value's."""
    tall = PITCH["cells"]
    return "\n".join(
        f"#place(top + left, dx: {x:.2f}mm, dy: {y + 2.5 - tall:.2f}mm, "
        f"rect(width: {width:.2f}mm, height: {tall}mm, stroke: 0.6pt))"
        for x, width in ((left, LABEL_MM), (left + LABEL_MM, right - left - LABEL_MM))
    )


def _hand(
    text: str, place: tuple[float, float], hand: str, size: float, random: randomness.Random
) -> list[str]:
    if not text:
        return []
    x, y = place
    drawn = (
        f'#text(font: "{hand}", size: {size}pt, fill: luma({random.randint(10, 30)}%), '
        f'bottom-edge: "baseline")[#box[{escaped(text)}]]'
    )
    return [
        f"#place(top + left, dx: {x:.2f}mm, dy: {y + random.uniform(-0.6, 0.3):.2f}mm, "
        f"box(height: 0pt)[#place(bottom + left)[#box[{drawn}]]])"
    ]
