"""A checker of PDF/A-2b of our own: as many clauses of ISO 19005-2 as can be checked by reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"

FILTERS = {
    *("/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode"),
    *("/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"),
}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
CATALOG = {"/AA", "/OpenAction", "/Requirements", "/NeedsRendering", "/Perms", "/AF"}
BLENDS = {
    *("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten"),
    *("/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion"),
    *("/Hue", "/Saturation", "/Color", "/Luminosity"),
}
PAINTING = "b B b* B* c d0 d1 Do f F f* h i j J l m M n re s S sh v w W W* y d"
TEXT = "BT ET T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz ' \""
STATE = "BDC BI BMC BX cm CS cs DP EI EMC EX G g gs ID K k MP q Q RG rg ri SC sc SCN scn"
OPERATORS = {"INLINE IMAGE"}.union(PAINTING.split(), TEXT.split(), STATE.split())
MAX_NESTING = 28


def violations(path: Path) -> list[str]:
    """What breaks PDF/A-2b in the file; empty where nothing was found."""
    with pikepdf.open(path) as pdf:
        found = [
            *_bytes(path.read_bytes()),
            *_metadata(pdf),
            *_catalog(pdf),
            *(each for thing in pdf.objects for each in _object(thing)),
            *(each for page in pdf.pages for each in _page(page)),
        ]
    return sorted(set(found))


def _bytes(data: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7][\r\n]", data):
        yield "6.1.2 header"
    comment = data.splitlines()[1]
    if comment[:1] != b"%" or len([b for b in comment[1:5] if b > 127]) < 4:
        yield "6.1.2 binary comment"
    if data.rstrip(b"\r\n")[-5:] != b"%%EOF":
        yield "6.1.3 something after the end"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Encrypt" in pdf.trailer:
        yield "6.1.3 encrypted"
    if "/ID" not in pdf.trailer:
        yield "6.1.3 no identity"
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, Stream):
        yield "6.6.2 no XMP"
        return
    if "/Filter" in metadata:
        yield "6.6.2 XMP is packed"
    told = ElementTree.fromstring(_packet(metadata.read_bytes()))  # noqa: S314 - our own file
    if _text(told, f"{PDFAID}part") != "2" or _text(told, f"{PDFAID}conformance") != "B":
        yield "6.6.4 not marked"
    for key, element in (
        ("/Title", f"{DC}title"),
        ("/Author", f"{DC}creator"),
        ("/Subject", f"{DC}description"),
        ("/Keywords", f"{PDF}Keywords"),
        ("/Producer", f"{PDF}Producer"),
        ("/Creator", f"{XMP}CreatorTool"),
    ):
        if key in pdf.docinfo and str(pdf.docinfo[key]) != _text(told, element):
            yield f"6.6.3 {key} differs"
    for key, element in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        digits = re.sub(r"\D", "", str(pdf.docinfo.get(key, "")))[:14]
        if digits != re.sub(r"\D", "", _text(told, f"{XMP}{element}"))[:14]:
            yield f"6.6.3 {key} differs"


def _packet(data: bytes) -> str:
    return re.sub(r"<\?xpacket[^>]*\?>", "", data.decode("utf-8")).strip()


def _text(told: ElementTree.Element, name: str) -> str:
    element = told.find(f".//{name}")
    if element is None:
        return ""
    item = element.find(f".//{RDF}li")
    return ((item if item is not None else element).text or "").strip()


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key in CATALOG & set(pdf.Root.keys()):
        yield f"6.5 catalog has {key}"
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and {"/JavaScript", "/EmbeddedFiles"} & set(names.keys()):
        yield "6.5 scripts or files inside"
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and ("/XFA" in form or form.get("/NeedAppearances")):
        yield "6.4 form to be computed"
    intents = [i for i in pdf.Root.get("/OutputIntents") or () if i.get("/S") == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield "6.2.3 output intent"
        return
    profile = intents[0].DestOutputProfile
    data = profile.read_bytes()
    if data[36:40] != b"acsp" or data[12:16] not in (b"mntr", b"prtr"):
        yield "6.2.3 no profile"
    if (data[16:20], int(profile.N)) != (b"RGB ", 3) or data[8] > 4:
        yield "6.2.3 profile of another kind"


def _object(thing: Any) -> Iterator[str]:
    if isinstance(thing, Stream):
        yield from _stream(thing)
    if not isinstance(thing, (Dictionary, Stream)):
        return
    action = thing.get("/S")
    if thing.get("/Type") == Name.Action and str(action) not in ACTIONS:
        yield f"6.5.1 action {action}"
    if thing.get("/Type") == Name.ExtGState or "/BM" in thing:
        yield from _state(thing)
    if "/AA" in thing:
        yield "6.5.2 additional actions"


def _stream(stream: Stream) -> Iterator[str]:
    if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys()):
        yield "6.1.7 data outside the file"
    filters = stream.get("/Filter")
    for each in filters if isinstance(filters, Array) else [filters] if filters else []:
        if str(each) not in FILTERS:
            yield f"6.1.7 filter {each}"
    kind = stream.get("/Subtype")
    if kind == Name.Image:
        if bool(stream.get("/Interpolate", False)):
            yield "6.2.8 interpolated"
        if {"/Alternates", "/OPI"} & set(stream.keys()):
            yield "6.2.8 alternates"
        if stream.get("/ColorSpace") == Name.DeviceCMYK:
            yield "6.2.4 colours of another device"
    if kind == Name.PS or "/Ref" in stream or stream.get("/Subtype2") == Name.PS:
        yield "6.2.9 external or PostScript object"


def _font(font: Any) -> Iterator[str]:
    kind = str(font.Subtype)
    if kind == "/Type3":
        return
    if kind == "/Type0":
        for carrier in font.DescendantFonts:
            yield from _font(carrier)
        if font.get("/Encoding") not in (Name("/Identity-H"), Name("/Identity-V")):
            yield "6.2.11.3 character map"
        return
    descriptor = font.get("/FontDescriptor")
    if not isinstance(descriptor, Dictionary):
        yield f"6.2.11.4 font {font.get('/BaseFont')} is not inside"
        return
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
        yield f"6.2.11.4 font {font.get('/BaseFont')} is not inside"
    if kind == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield "6.2.11.3 no glyph map"
    if kind.startswith("/CIDFont") and "/CIDSystemInfo" not in font:
        yield "6.2.11.3 no character collection"


def _state(state: Any) -> Iterator[str]:
    if "/TR" in state or "/HTP" in state:
        yield "6.2.5 transfer function"
    if state.get("/TR2", Name.Default) != Name.Default:
        yield "6.2.5 transfer function"
    blend = state.get("/BM", Name.Normal)
    if isinstance(blend, Name) and str(blend) not in BLENDS:
        yield "6.2.10 blend mode"


def _page(page: pikepdf.Page) -> Iterator[str]:
    if "/Resources" not in page.obj:
        yield "6.2.2 resources of another"
        return
    yield from _drawn(page, page.obj.Resources)
    for annotation in page.obj.get("/Annots") or ():
        kind = str(annotation.get("/Subtype"))
        flags = int(annotation.get("/F", 0))
        if kind != "/Popup" and (not flags & 4 or flags & (1 | 2 | 32 | 256)):
            yield "6.3.2 annotation flags"
        if kind in ("/3D", "/Sound", "/Screen", "/Movie"):
            yield f"6.3.1 annotation {kind}"
        if kind not in ("/Popup", "/Link") and "/AP" not in annotation:
            yield "6.3.3 annotation without appearance"


def _drawn(source: Any, resources: Any) -> Iterator[str]:
    """What the drawing commands of a page or form break; fonts count where they leave ink."""
    states: list[tuple[int, str]] = [(0, "")]
    for command in pikepdf.parse_content_stream(source):
        name = str(command.operator)
        if name not in OPERATORS:
            yield f"6.2.2 operator {name}"
        _keep_state(states, name, command.operands)
        if not 1 <= len(states) <= MAX_NESTING:
            yield "6.1.13 nesting"
            return
        mode, font = states[-1]
        if name in ("Tj", "TJ") and (mode != 3 or "Berkas" in font):
            yield from _font(resources.Font[font])
        elif name == "Do":
            drawn = resources.XObject[str(command.operands[0])]
            if drawn.get("/Subtype") == Name.Form:
                yield from _drawn(drawn, drawn.get("/Resources", resources))


def _keep_state(states: list[tuple[int, str]], name: str, operands: Any) -> None:
    if name == "q":
        states.append(states[-1])
    elif name == "Q":
        states.pop()
    elif name == "Tr":
        states[-1] = (int(operands[0]), states[-1][1])
    elif name == "Tf":
        states[-1] = (states[-1][0], str(operands[0]))
