"""Photos joined are one document, a page each, upright and in their order."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ingest.limits import Limits
from ingest.pages import open_scan
from ingest.photos import photos_to_pdf
from records.errors import NotPhotos, PageTooLarge, ScanDamaged
from service import library
from service.uploading import joining
from tests.fakes.desk import CLERK, Desk, scan
from tests.service.review.test_deeds import person


def photo(shade: int, *, form: str = "JPEG", mode: str = "RGB", turn: int = 1) -> bytes:
    """A photo of a grey sheet, lying as the EXIF orientation says."""
    image = Image.new(mode, (300, 200), shade if mode == "L" else (shade, shade, shade))
    kept = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turn
    image.save(kept, form, exif=exif)
    return kept.getvalue()


def placed(folder: Path, *contents: bytes) -> list[tuple[Path, str]]:
    """The photos as files."""
    found = []
    for number, content in enumerate(contents):
        path = folder / str(number)
        path.write_bytes(content)
        found.append((path, f"IMG_{number}.jpg"))
    return found


def test_every_photo_is_a_page_in_order_and_upright(tmp_path: Path) -> None:
    contents = (photo(200), photo(90, turn=6), photo(30, mode="L"), photo(150, form="PNG"))
    made = tmp_path / "made.pdf"
    for _ in range(2):
        with made.open("wb") as file:
            photos_to_pdf(placed(tmp_path, *contents), file, Limits())
        again = made.read_bytes()
    assert made.read_bytes() == again, "the same photos give the same bytes"
    with pikepdf.open(made) as opened:
        first = opened.pages[0].Resources.XObject.P
        assert first.read_raw_bytes() == contents[0], "a plain JPEG goes in as it is"
    with open_scan(made, Limits()) as opened_scan:
        pages = [opened_scan.page(n) for n in range(1, 5)]
    rasters = [page.raster for page in pages if page.raster is not None]
    assert [r.width > r.height for r in rasters] == [True, False, True, True]
    shades = [r.pixels.mean() for r in rasters]
    assert shades == pytest.approx([200, 90, 30, 150], abs=3)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (scan(), NotPhotos),
        (b"words", NotPhotos),
        (photo(100)[:600], ScanDamaged),
    ],
)
def test_what_is_no_photo_is_refused(
    content: bytes, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error), (tmp_path / "made.pdf").open("wb") as file:
        photos_to_pdf(placed(tmp_path, photo(10), content), file, Limits())


def test_a_photo_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageTooLarge), (tmp_path / "made.pdf").open("wb") as file:
        photos_to_pdf(placed(tmp_path, photo(10)), file, Limits(max_pixels=1000))


def test_photos_of_a_plain_form_become_one_entry(desk: Desk) -> None:
    files = [(io.BytesIO(photo(shade)), f"{shade}.jpg") for shade in (40, 80)]
    entry = joining.join_files(person(desk, CLERK), "../kunjungan pagi", files, desk.services)
    assert (entry.name, entry.media) == ("kunjungan pagi.pdf", "application/pdf")
    assert library.entry(person(desk, CLERK), entry.id, desk.services).entry.scope == CLERK.unit
