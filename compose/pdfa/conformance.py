"""A PDF made fit for decades: PDF/A-2b marks, and nothing left in it that acts or needs a password.

What cannot be mended without changing what a page shows (a font that was never embedded, colours
for a press) is told by `obstacles`; such a file is kept searchable but not marked as PDF/A.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

PRODUCER = "berkas"

FORBIDDEN_IN_CATALOG = (
    *("/OpenAction", "/AA", "/Collection", "/Perms", "/Requirements", "/NeedsRendering"),
    *("/AF", "/URI", "/SpiderInfo", "/Threads", "/PieceInfo"),
)
FORBIDDEN_NAMES = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions")


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says about itself, the same in its information dictionary and its XMP."""

    title: str
    created: datetime
    author: str = ""
    subject: str = ""
    keywords: str = ""


def described(pdf: Pdf, title: str, created: datetime) -> Description:
    """The description with what the file said of its author and subject."""
    told = {
        key: _plain(str(pdf.docinfo[name]))
        for key, name in (("author", "/Author"), ("subject", "/Subject"), ("keywords", "/Keywords"))
        if name in pdf.docinfo
    }
    return Description(title=_plain(title), created=created.astimezone(UTC), **told)


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()


def disarm(pdf: Pdf) -> None:
    """Takes away what acts, what hides files and what a reader would have to compute."""
    root = pdf.Root
    for key in FORBIDDEN_IN_CATALOG:
        if key in root:
            del root[key]
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key in FORBIDDEN_NAMES:
            if key in names:
                del names[key]
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        for key in ("/XFA", "/NeedAppearances"):
            if key in form:
                del form[key]
    _name_layers(root)


def _name_layers(root: Object) -> None:
    """Optional content must be the same for every reader: named, and switched by nothing."""
    layers = root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return
    configs = [layers.get("/D"), *(layers.get("/Configs") or ())]
    for at, config in enumerate(each for each in configs if isinstance(each, Dictionary)):
        config.Name = f"{at + 1}"
        if "/AS" in config:
            del config["/AS"]


def describe(pdf: Pdf, description: Description, *, is_archival: bool) -> None:
    """Writes the information dictionary, the XMP packet, and the colours' meaning.

    `is_archival` marks the file as PDF/A-2b; without it the packet says nothing of PDF/A.
    """
    stamp = description.created
    info = pdf.make_indirect(Dictionary())
    for key, value in (
        ("/Title", description.title),
        ("/Author", description.author),
        ("/Subject", description.subject),
        ("/Keywords", description.keywords),
        ("/Creator", PRODUCER),
        ("/Producer", PRODUCER),
        ("/CreationDate", f"D:{stamp:%Y%m%d%H%M%S}+00'00'"),
        ("/ModDate", f"D:{stamp:%Y%m%d%H%M%S}+00'00'"),
    ):
        if value:
            info[key] = value
    pdf.trailer.Info = info
    packet = Stream(pdf, _packet(description, is_archival=is_archival))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)
    profile = Stream(pdf, srgb_profile())
    profile.N = 3
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB",
                Info="sRGB IEC61966-2.1",
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )
    if "/PageLabels" not in pdf.Root:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def _packet(description: Description, *, is_archival: bool) -> bytes:
    stamp = f"{description.created:%Y-%m-%dT%H:%M:%S}+00:00"
    parts = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", description.title),
        _alternatives("dc:description", description.subject),
        _sequence("dc:creator", description.author),
        _element("pdf:Keywords", description.keywords),
        _element("pdf:Producer", PRODUCER),
        _element("xmp:CreatorTool", PRODUCER),
        _element("xmp:CreateDate", stamp),
        _element("xmp:ModifyDate", stamp),
        _element("xmp:MetadataDate", stamp),
    ]
    if is_archival:
        parts += [_element("pdfaid:part", "2"), _element("pdfaid:conformance", "B")]
    body = "\n    ".join(part for part in parts if part)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
    {body}
  </rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _alternatives(name: str, value: str) -> str:
    if not value:
        return ""
    item = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def _sequence(name: str, value: str) -> str:
    if not value:
        return ""
    return f"<{name}><rdf:Seq><rdf:li>{escape(value)}</rdf:li></rdf:Seq></{name}>"


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The sRGB colour profile, without the moment it was made: the same bytes every time."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes.fromhex("07d0 0001 0001 0000 0000 0000".replace(" ", ""))
    profile[84:100] = bytes(16)
    return bytes(profile)


def write(pdf: Pdf, out: Path) -> None:
    """Writes the file without password and with an identity made of its content."""
    pdf.save(
        out,
        force_version="1.7",
        encryption=False,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
    )
