"""What stands on the pages of a PDF, as PDF/A-2 sees it: mended where nothing shown changes.

Found by walking from each page through its resources, so that remnants of older revisions,
which are not written again, do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, PdfError, Stream

from compose.pdfa.typed import inked_fonts

HARMLESS_ACTIONS = ("/GoTo", "/GoToR", "/URI", "/Named", "/Thread")

FORBIDDEN_ANNOTATIONS = (
    *("/3D", "/Sound", "/Screen", "/Movie", "/FileAttachment", "/RichMedia", "/TrapNet"),
)

SHOWN_WITHOUT_APPEARANCE = ("/Popup", "/Link")

PRINTED, NEVER_SEEN = 4, 1 | 2 | 32 | 256
"""Annotation flags: Print; Invisible, Hidden, NoView, ToggleNoView."""

PROGRAM_KEYS = ("/FontFile", "/FontFile2", "/FontFile3")


class Contents:
    """Walks all pages once, mends, and gathers the reasons why the file cannot be PDF/A."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.reasons: set[str] = set()
        self._seen: set[tuple[int, int]] = set()

    def mend(self) -> tuple[str, ...]:
        """Mends what can be mended; returns in Indonesian what still is in the way, sorted."""
        for page in self.pdf.pages:
            self._page(page)
        form = self.pdf.Root.get("/AcroForm")
        if isinstance(form, Dictionary):
            self._resources(form.get("/DR"), None)
        return tuple(sorted(self.reasons))

    def _page(self, page: Page) -> None:
        drop(page.obj, "/AA", "/PieceInfo")
        resources = page.obj.get("/Resources")
        if resources is None:
            page.obj.Resources = page.resources
        self._resources(page.obj.Resources, page)
        kept = Array()
        for annotation in page.obj.get("/Annots") or ():
            if isinstance(annotation, Dictionary) and self._keeps(annotation):
                kept.append(annotation)
        if "/Annots" in page.obj:
            page.obj.Annots = kept

    def _keeps(self, annotation: Dictionary) -> bool:
        kind = str(annotation.get("/Subtype"))
        if kind in FORBIDDEN_ANNOTATIONS:
            return False
        action = annotation.get("/A")
        if isinstance(action, Dictionary) and str(action.get("/S")) not in HARMLESS_ACTIONS:
            del annotation["/A"]
        drop(annotation, "/AA")
        if kind != "/Popup":
            flags = int(annotation.get("/F", 0))
            if flags & NEVER_SEEN:
                return False
            annotation.F = flags | PRINTED
        self._appearance(annotation, kind)
        return True

    def _appearance(self, annotation: Dictionary, kind: str) -> None:
        appearance = annotation.get("/AP")
        if not isinstance(appearance, Dictionary):
            if kind not in SHOWN_WITHOUT_APPEARANCE and not _is_empty(annotation):
                self.reasons.add("anotasi tanpa tampilan")
            return
        drop(appearance, "/D", "/R")
        shown = appearance.get("/N")
        streams = [shown] if isinstance(shown, Stream) else _values(shown)
        for stream in streams:
            if isinstance(stream, Stream):
                self._form(stream)

    def _is_new(self, thing: Object) -> bool:
        if not thing.is_indirect:
            return True
        if thing.objgen in self._seen:
            return False
        self._seen.add(thing.objgen)
        return True

    def _resources(self, resources: Any, user: Page | Stream | None) -> None:
        """Mends what the resources name; `user` is what draws with them."""
        if not isinstance(resources, Dictionary):
            return
        self._fonts(resources.get("/Font"), user)
        if not self._is_new(resources):
            return
        each: dict[str, Callable[[Any], None]] = {
            "/XObject": self._external,
            "/ExtGState": self._state,
            "/ColorSpace": self._space,
            "/Pattern": self._pattern,
            "/Shading": self._shading,
        }
        for group, mend in each.items():
            for thing in _values(resources.get(group)):
                mend(thing)

    def _state(self, state: Any) -> None:
        if isinstance(state, Dictionary):
            drop(state, "/TR", "/HTP")
            if "/TR2" in state and Name.Default != state.TR2:
                del state["/TR2"]

    def _pattern(self, pattern: Any) -> None:
        if isinstance(pattern, Stream):
            self._form(pattern)

    def _shading(self, shading: Any) -> None:
        if isinstance(shading, (Dictionary, Stream)):
            self._space(shading.get("/ColorSpace"))

    def _external(self, thing: Any) -> None:
        if not isinstance(thing, Stream) or not self._is_new(thing):
            return
        drop(thing, "/OPI", "/Alternates")
        kind = str(thing.get("/Subtype"))
        if kind == "/Form":
            self._form(thing)
        elif kind == "/Image":
            self._image(thing)
        else:
            self.reasons.add("PostScript di halaman")

    def _form(self, form: Stream) -> None:
        drop(form, "/Ref", "/PS", "/Subtype2", "/OPI", "/PieceInfo")
        self._resources(form.get("/Resources"), form)

    def _image(self, image: Stream) -> None:
        if image.get("/Interpolate"):
            image.Interpolate = False
        if "/F" in image:
            self.reasons.add("gambar di luar berkas")
        self._space(image.get("/ColorSpace"))
        mask = image.get("/SMask")
        if isinstance(mask, Stream) and self._is_new(mask):
            self._image(mask)

    def _space(self, space: Any) -> None:
        name = space[0] if isinstance(space, Array) and len(space) else space
        if name == Name.DeviceCMYK:
            self.reasons.add("warna CMYK tanpa profil")
        elif isinstance(space, Array) and name in (Name.Indexed, Name.Pattern) and len(space) > 1:
            self._space(space[1])

    def _fonts(self, fonts: Any, user: Page | Stream | None) -> None:
        """Only fonts that leave ink have to be inside the file."""
        if not isinstance(fonts, Dictionary):
            return
        missing = {key: name for key, font in fonts.items() if (name := self._missing(font))}
        if not missing or user is None:
            return
        try:
            used = inked_fonts(user)
        except PdfError:
            used = set(missing)
        self.reasons.update(f"huruf {missing[key]} tidak disertakan" for key in used & set(missing))

    def _missing(self, font: Any) -> str | None:
        """The name of a font that is not inside the file; None for one that is."""
        if not isinstance(font, Dictionary):
            return None
        kind = str(font.get("/Subtype"))
        if kind == "/Type3":
            if self._is_new(font):
                self._resources(font.get("/Resources"), None)
            return None
        carriers = list(font.get("/DescendantFonts") or ()) if kind == "/Type0" else [font]
        for carrier in carriers:
            is_whole = isinstance(carrier, Dictionary)
            descriptor = carrier.get("/FontDescriptor") if is_whole else None
            if not isinstance(descriptor, Dictionary) or not any(
                key in descriptor for key in PROGRAM_KEYS
            ):
                return str(font.get("/BaseFont", "?")).lstrip("/")
            # Both lists may be left out, and those that programs write are often incomplete.
            drop(descriptor, "/CIDSet", "/CharSet")
        return None


def drop(thing: Object, *keys: str) -> None:
    """Takes the keys out of a dictionary or stream, where it has them."""
    for key in keys:
        if key in thing:
            del thing[key]


def _values(group: Any) -> Iterator[Object]:
    if isinstance(group, Dictionary):
        for key in sorted(group.keys()):
            yield group[key]


def _is_empty(annotation: Dictionary) -> bool:
    left, bottom, right, top = (float(edge) for edge in annotation.get("/Rect", (0, 0, 0, 0)))
    return left == right and bottom == top
