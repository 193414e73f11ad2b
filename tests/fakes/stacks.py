"""A stack: one PDF scanned as a whole that holds papers of several units and months."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from records.findings import Digest, Findings, Kind, Record
from records.geometry import Box, Homography
from records.keeping import Entry
from records.paper import Sheet, Word
from service.intake import take
from service.jobs.claims import work_on_next
from service.wiring import Progress
from tests.fakes.polres import POLRES, POLSEKS, Polres
from tests.fakes.reading import FakeReading


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One paper of a stack: whose, of which month, on which pages."""

    code: str
    month: str
    pages: tuple[int, ...]
    form: str = "kunjungan-warga"


def stack_of(pages: int) -> bytes:
    """A PDF whose pages say their number, with all that drags other pages along."""
    made = pikepdf.Pdf.new()
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=(400, 560))
        text = f"BT /F1 24 Tf 40 500 Td (HALAMAN {number}) Tj ET".encode()
        page.Contents = pikepdf.Stream(made, text)
    shared = pikepdf.Dictionary()
    for number in range(1, pages + 1):
        shared[f"/X{number}"] = _picture(made, number)
    # All pages share their resources, as many scanning programs write them.
    for number, page in enumerate(made.pages, start=1):
        page.Resources = made.make_indirect(pikepdf.Dictionary(XObject=shared))
        page.contents_add(f"q 50 0 0 50 10 10 cm /X{number} Do Q".encode(), prepend=True)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 10, 10],
            Dest=[made.pages[0].obj, pikepdf.Name.Fit],
        )
        page.Annots = pikepdf.Array([link])
    kept = io.BytesIO()
    made.save(kept, deterministic_id=True)
    return kept.getvalue()


def _picture(pdf: pikepdf.Pdf, number: int) -> pikepdf.Object:
    stream = pikepdf.Stream(pdf, f"GAMBAR-{number:03}-".encode() * 3)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = 6, 6, 8
    stream.ColorSpace = pikepdf.Name.DeviceGray
    return pdf.make_indirect(stream)


def put_stack(polres: Polres, papers: Sequence[Sheaf], pages: int) -> Entry:
    """Hand the stack in and have it read as these papers."""
    records = tuple(
        Record(
            kind=Kind.FORM,
            pages=one.pages,
            unit=POLSEKS[one.code],
            month=one.month,
            confidence=0.9,
            form=one.form,
            fields={"name": f"Warga {one.pages[0]}", "officer": "WAYAN"},
        )
        for one in papers
    )

    def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> FakeReading:
        shutil.copyfile(path, copy)
        progress(pages, pages)
        return FakeReading(Findings(name, digest, pages, records), tuple(map(_sheet, range(pages))))

    scan = io.BytesIO(stack_of(pages))
    entry = take(scan, "tumpukan.pdf", "pintu", polres.services, unit=POLRES)
    assert work_on_next(polres.services, read, "test:1") == entry.id
    return entry


def _sheet(index: int) -> Sheet:
    words = (Word(f"halaman{index + 1}", Box(10, 10, 90, 40), 0.9, line=0),)
    plain = Sheet(1, 400.0, 560.0, 72.0, words, char_height=20.0, to_original=SHARES)
    return replace(plain, page=index + 1)


SHARES = Homography((1 / 400, 0, 0, 0, 1 / 560, 0, 0, 0, 1))
