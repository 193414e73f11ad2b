"""Some pages of a file become a file of their own: as they are, and with nothing of the others."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pikepdf
import pytest
from PIL import Image

from compose.searchable.parts import take_pages
from records.errors import ScanDamaged
from tests.fakes.stacks import stack_of

CREATED = datetime(2024, 10, 1, tzinfo=UTC)


def taken(whole: Path, pages: list[int], *, archival: bool = False) -> bytes:
    out = whole.with_name("part.pdf")
    take_pages(whole, pages, out, title="Tumpukan", created=CREATED, archival=archival)
    return out.read_bytes()


def test_pages_keep_order_size_turn_and_content(tmp_path: Path) -> None:
    whole = tmp_path / "whole.pdf"
    with pikepdf.open(io.BytesIO(stack_of(4))) as pdf:
        # Size and turn stand above the pages, as the format allows.
        for page in pdf.pages:
            del page.obj["/MediaBox"]
        pdf.Root.Pages.MediaBox = [0, 0, 300, 700]
        pdf.Root.Pages.Rotate = 90
        pdf.save(whole)
    with pikepdf.open(io.BytesIO(taken(whole, [2, 4]))) as part:
        assert len(part.pages) == 2
        for page, number in zip(part.pages, (2, 4), strict=True):
            page.contents_coalesce()
            assert f"HALAMAN {number}".encode() in page.Contents.read_bytes()
            assert [int(side) for side in page.mediabox] == [0, 0, 300, 700]
            assert page.obj.get("/Rotate") == 90


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(stack_of(3))
    assert taken(whole, [1, 3]) == taken(whole, [1, 3])
    assert taken(whole, [1]) != taken(whole, [2])


def test_pages_of_a_file_of_pictures_become_a_pdf(tmp_path: Path) -> None:
    frames = [Image.new("L", (30 + n, 40), 60 * n) for n in range(3)]
    whole = tmp_path / "whole.tif"
    frames[0].save(whole, save_all=True, append_images=frames[1:])
    with pikepdf.open(io.BytesIO(taken(whole, [3]))) as part:
        (picture,) = part.pages[0].get_images().values()
        shown = pikepdf.PdfImage(cast(pikepdf.Stream, picture)).as_pil_image()
        assert shown.size == (32, 40)
        assert shown.convert("L").getpixel((5, 5)) == 120


@pytest.mark.parametrize("content", [b"%PDF-1.7\n{}", b"", b"II*\x00broken"])
def test_what_cannot_be_taken_apart_is_refused(tmp_path: Path, content: bytes) -> None:
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(content)
    with pytest.raises(ScanDamaged):
        taken(whole, [1])


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(stack_of(2))
    with pytest.raises(ScanDamaged):
        taken(whole, [3])
