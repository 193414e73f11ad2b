"""Pages that would unpack without end are refused, the others are read."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from ingest.limits import Limits
from ingest.pages import open_scan
from ingest.preview import render_thumbnail
from records.errors import PageTooLarge
from tests.ingest.papers import Placed, line_of_text, marked, page_of, saved


def blanks(megabytes: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


def endless_commands(pdf: Pdf, page: Object) -> None:
    page.Contents = pdf.make_indirect(Stream(pdf, blanks(90), Filter=Name.FlateDecode))


def twice_packed_commands(pdf: Pdf, page: Object) -> None:
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    page.Contents = pdf.make_indirect(Stream(pdf, zlib.compress(blanks(90)), Filter=twice))


def a_huge_mask(pdf: Pdf, page: Object) -> None:
    mask = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=40_000, Height=40_000)
    page.Resources.XObject.Im0.SMask = pdf.make_indirect(mask)


def forms_of_forms(pdf: Pdf, page: Object) -> None:
    inner: Object | None = None
    for _ in range(9):
        drawn = b"0 0 m 9 9 l S" if inner is None else b" ".join([b"/F Do"] * 10)
        form = Stream(pdf, drawn, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        names = Dictionary() if inner is None else Dictionary(F=inner)
        form.Resources = Dictionary(XObject=names)
        inner = pdf.make_indirect(form)
    page.Resources.XObject.Fm0 = inner
    page.Contents = pdf.make_stream(b" ".join([b"/Fm0 Do"] * 10))


BOMBS = [endless_commands, twice_packed_commands, a_huge_mask, forms_of_forms]


@pytest.mark.parametrize("plant", BOMBS)
def test_a_bomb_is_refused_and_the_next_page_is_read(
    plant: Callable[[Pdf, Object], None], tmp_path: Path
) -> None:
    with Pdf.new() as pdf:
        plant(pdf, page_of(pdf, [Placed(marked())], content=line_of_text("x", 60, 700)))
        page_of(pdf, [Placed(marked())])
        path = saved(pdf, tmp_path / "a.pdf")
    with open_scan(path, Limits()) as scan:
        with pytest.raises(PageTooLarge):
            scan.page(1)
        assert scan.page(2).raster is not None
    with pytest.raises(PageTooLarge):
        render_thumbnail(path, 1)


def test_a_form_that_draws_itself_is_no_bomb(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, [Placed(marked())], content="/Fm0 Do")
        form = pdf.make_indirect(
            Stream(pdf, b"/Fm0 Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        )
        form.Resources = Dictionary(XObject=Dictionary(Fm0=form))
        page.Resources.XObject.Fm0 = form
        path = saved(pdf, tmp_path / "a.pdf")
    with open_scan(path, Limits()) as scan:
        assert scan.page(1).raster is not None
