"""Another office's form as a picture: what its definition says stands where."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from forms.form import FieldKind
from forms.layout import PageLayout
from records.geometry import Box

INK, SOFT, PEN = (21, 33, 43), (150, 155, 160), (11, 80, 105)
FIELD = (228, 240, 243)
SMALLEST = 9
LETTER = 0.6
"""Width of a letter against its size: a key that is too long for its box is cut."""


def layout_to_picture(layout: PageLayout, side: int) -> bytes:
    """The page as JPEG, its longer side of so many pixels: print in black, fields in blue."""
    scale = side / max(layout.width, layout.height)
    page = Image.new("RGB", (round(layout.width * scale), round(layout.height * scale)), "white")
    brush = ImageDraw.Draw(page)
    for mark in layout.marks:
        brush.rectangle(_scaled(mark, scale), fill=INK)
    for line in layout.rulings:
        ends = [(x * scale, y * scale) for x, y in (line.start, line.end)]
        brush.line(ends, fill=SOFT if line.is_dotted else INK, width=1)
    for text in layout.texts:
        _write(brush, text.text, text.box, scale, INK)
    for place in layout.places:
        brush.rectangle(_scaled(place.box, scale), fill=FIELD, outline=PEN)
        for part in place.parts:
            brush.rectangle(_scaled(part, scale), outline=PEN)
        if place.kind is not FieldKind.CHECKS:
            _write(brush, place.key, place.box, scale, PEN)
    kept = io.BytesIO()
    page.save(kept, "JPEG", quality=85)
    return kept.getvalue()


def _scaled(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box.left * scale, box.top * scale, box.right * scale, box.bottom * scale


def _write(
    brush: ImageDraw.ImageDraw, text: str, box: Box, scale: float, ink: tuple[int, int, int]
) -> None:
    size = max(SMALLEST, min(16, box.height * scale * 0.7))
    room = max(0, int(box.width * scale / (size * LETTER)))
    at = (box.left * scale + 2, (box.top + box.height / 2) * scale)
    brush.text(at, text[:room], fill=ink, font=ImageFont.load_default(size), anchor="lm")
