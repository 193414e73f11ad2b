"""A font without ink: every character half as wide as high, for text that is found, not seen.

One blank glyph serves all characters, so the font is the same few bytes in every file. Built
here from the tables the TrueType format asks for.
"""

from __future__ import annotations

import struct
from functools import lru_cache

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

ADVANCE = 500
"""Of 1000 units: the width of each character."""

ASCENT, DESCENT = 800, -200
"""Of 1000 units: how the height of a line is shared between above and below its base line."""

FONT_NAME = Name("/BerkasBlank")

UNITS = 1000
MAGIC = 0x5F0F3CF5
CHECKSUM = 0xB1B0AFBA


_GLYPH = struct.pack(
    ">hhhhhHHBBhhhh",
    1,
    0,
    DESCENT,
    ADVANCE,
    ASCENT,
    1,
    0,
    1,
    1,
    0,
    ADVANCE,
    DESCENT,
    ASCENT - DESCENT,
)
"""A line from corner to corner: no area, hence no ink, but a height. pdfium (and so Chromium)
passes over characters without height when they are set upwards."""


@lru_cache(maxsize=1)
def font_program() -> bytes:
    """A TrueType file of an empty glyph and one without ink."""
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 0, 12) + struct.pack(">HHHHH", 6, 10, 0, 0, 0),
        b"glyf": _GLYPH,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x00010000, 0x00010000, 0, MAGIC, 0, UNITS, 0, 0),
            *(0, DESCENT, ADVANCE, ASCENT, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            *(0x00010000, ASCENT, DESCENT, 0, ADVANCE, 0, 0, ADVANCE),
            *(1, 0, 0, 0, 0, 0, 0, 0, 2),
        ),
        b"hmtx": struct.pack(">HhHh", ADVANCE, 0, ADVANCE, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(_GLYPH) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, 2, 1, 0, 0, 1, *(0,) * 8),
        b"post": struct.pack(">IIhhIIIII", 0x00030000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    return _assembled(tables)


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    directory, body = b"", b""
    start = len(header) + 16 * count
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, _checksum(data), start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    whole = bytearray(header + directory + body)
    at = whole.index(struct.pack(">I", MAGIC)) - 4
    struct.pack_into(">I", whole, at, (CHECKSUM - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def add_blank_font(pdf: Pdf) -> Object:
    """Adds the font to the file; its character codes are UTF-16 units of the Basic Plane."""
    program = Stream(pdf, font_program())
    program.Length1 = len(font_program())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=FONT_NAME,
        Flags=5,
        FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=FONT_NAME,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=ADVANCE,
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, b"\0\1" * 65536)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=FONT_NAME,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(Stream(pdf, TO_UNICODE)),
    )
    return pdf.make_indirect(font)
