"""The font without ink is a font that others can open."""

from __future__ import annotations

import io
import struct

from PIL import ImageFont

from compose.pdfa.blank_font import ADVANCE, UNITS, font_program


def test_the_font_opens_and_every_character_is_half_as_wide_as_high() -> None:
    font = ImageFont.truetype(io.BytesIO(font_program()), 100)
    assert font.getlength("abc") == 3 * 100 * ADVANCE / UNITS


def test_the_fonts_checksum_is_right() -> None:
    data = font_program()
    padded = data + b"\0" * (-len(data) % 4)
    total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
    assert total == 0xB1B0AFBA


def test_the_font_is_small() -> None:
    assert len(font_program()) < 600
