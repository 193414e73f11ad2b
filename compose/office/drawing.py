"""Symbols, arrows and branch labels as Word's own drawing shapes, anchored in table cells.

Lengths are points, measured from the top left corner of the cell that holds the anchor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

from docx.oxml import OxmlElement, parse_xml
from docx.text.paragraph import Paragraph

from compose.office.parts import plain
from records.geometry import Box, Point
from records.paper import SymbolKind

EMU = 12_700
"""Word's units in a point."""
PRESETS = {
    SymbolKind.TERMINATOR: "flowChartTerminator",
    SymbolKind.PROCESS: "flowChartProcess",
    SymbolKind.DECISION: "flowChartDecision",
    SymbolKind.OFF_PAGE: "flowChartOffpageConnector",
}
NAMESPACES = " ".join(
    f'xmlns:{key}="{value}"'
    for key, value in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
LABEL_SLACK = 6.0
"""Points a label's box is wider and higher than its text, lest Word breaks it."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How thick shapes and arrows are drawn, how shapes are filled, and how labels are set."""

    symbol: float
    arrow: float
    fill: str | None
    font: str
    label_size: float


class Canvas:
    """Draws shapes at paragraphs of a document; each gets a number of its own."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._ids = count(1)

    def symbol(self, at: Paragraph, kind: SymbolKind, box: Box) -> None:
        """A flowchart shape."""
        fill = self._pen.fill
        paint = (
            f'<a:solidFill><a:srgbClr val="{fill.lstrip("#").upper()}"/></a:solidFill>'
            if fill
            else "<a:noFill/>"
        )
        shape = (
            f'<a:prstGeom prst="{PRESETS[kind]}"><a:avLst/></a:prstGeom>{paint}'
            f"{_line(self._pen.symbol)}"
        )
        self._anchor(at, str(kind), box, f"<wps:cNvSpPr/>{_properties(box, shape)}<wps:bodyPr/>")

    def arrow(self, at: Paragraph, points: Sequence[Point]) -> None:
        """A connector with an arrow head at its last point."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        tail = '<a:tailEnd type="triangle" w="med" len="med"/>'
        if len(points) == 2:
            shape = '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
            (ax, ay), (bx, by) = points
            flips = (' flipH="1"' if bx < ax else "") + (' flipV="1"' if by < ay else "")
        else:
            shape, flips = _path(points, box), ""
        shape += f"<a:noFill/>{_line(self._pen.arrow, tail)}"
        body = f"<wps:cNvCnPr/>{_properties(box, shape, flips)}<wps:bodyPr/>"
        self._anchor(at, "arrow", box, body)

    def label(self, at: Paragraph, text: str, box: Box) -> None:
        """A branch label: a text box without a border."""
        half = LABEL_SLACK / 2
        wide = Box(box.left - half, box.top - half, box.right + half, box.bottom + half)
        size = round(self._pen.label_size * 2)
        font = escape(self._pen.font, quote=True)
        body = (
            '<wps:cNvSpPr txBox="1"/>'
            + _properties(
                wide,
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
                "<a:ln><a:noFill/></a:ln>",
            )
            + '<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" '
            f'w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>'
            f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/><w:sz w:val="{size}"/>'
            f'</w:rPr><w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p>'
            '</w:txbxContent></wps:txbx><wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" '
            'bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr>'
        )
        self._anchor(at, "label", wide, body)

    def _anchor(self, at: Paragraph, name: str, box: Box, body: str) -> None:
        number = next(self._ids)
        drawing = (
            f'<w:drawing {NAMESPACES}><wp:anchor distT="0" distB="0" distL="0" distR="0" '
            f'simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{_emu(box.left)}</wp:posOffset>'
            '</wp:positionH><wp:positionV relativeFrom="paragraph">'
            f"<wp:posOffset>{_emu(box.top)}</wp:posOffset></wp:positionV>"
            f'<wp:extent cx="{_emu(box.width)}" cy="{_emu(box.height)}"/>'
            '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
            f'<wp:docPr id="{number}" name="{name} {number}"/><wp:cNvGraphicFramePr/>'
            "<a:graphic><a:graphicData "
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f"<wps:wsp>{body}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        )
        run = OxmlElement("w:r")
        run.append(parse_xml(drawing))
        at._p.append(run)


def _emu(points: float) -> int:
    return round(points * EMU)


def _line(width: float, more: str = "") -> str:
    return (
        f'<a:ln w="{_emu(width)}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:miter lim="800000"/>{more}</a:ln>'
    )


def _properties(box: Box, shape: str, flips: str = "") -> str:
    return (
        f'<wps:spPr><a:xfrm{flips}><a:off x="0" y="0"/>'
        f'<a:ext cx="{_emu(box.width)}" cy="{_emu(box.height)}"/></a:xfrm>{shape}</wps:spPr>'
    )


def _path(points: Sequence[Point], box: Box) -> str:
    """A line of several stretches as a shape of its own."""
    spots = [f'<a:pt x="{_emu(x - box.left)}" y="{_emu(y - box.top)}"/>' for x, y in points]
    lines = "".join(f"<a:lnTo>{spot}</a:lnTo>" for spot in spots[1:])
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{_emu(box.width)}" h="{_emu(box.height)}" fill="none">'
        f"<a:moveTo>{spots[0]}</a:moveTo>{lines}</a:path></a:pathLst></a:custGeom>"
    )
