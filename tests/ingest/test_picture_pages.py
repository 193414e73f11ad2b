"""Pictures of every kind become grey or coloured pages, upright as their file says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.limits import Limits
from ingest.pages import open_scan
from records.errors import PageTooLarge, PageUnreadable, ScanDamaged, ScanTooManyPages
from records.paper import Page
from tests.ingest.papers import corner_of, encoded, marked

ORIENTATION = 0x0112
TURNS = [(1, "upper left"), (3, "lower right"), (6, "upper right"), (8, "lower left")]


def only_page(path: Path) -> Page:
    with open_scan(path, Limits()) as scan:
        assert scan.page_count == 1
        return scan.page(1)


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "tanpa-nama"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("mode", "form", "dimensions"),
    [
        ("L", "JPEG", 2),
        ("RGB", "JPEG", 3),
        ("CMYK", "JPEG", 3),
        ("L", "PNG", 2),
        ("RGBA", "PNG", 3),
        ("P", "PNG", 3),
        ("LA", "PNG", 3),
        ("1", "PNG", 2),
        ("I;16", "PNG", 2),
        ("1", "TIFF", 2),
        ("CMYK", "TIFF", 3),
        ("I;16", "TIFF", 2),
        ("LAB", "TIFF", 3),
        ("RGB", "WEBP", 3),
    ],
)
def test_every_kind_of_pixel_is_read(mode: str, form: str, dimensions: int, tmp_path: Path) -> None:
    image = _in_mode(mode)
    page = only_page(written(tmp_path, encoded(image, form)))
    assert page.raster is not None
    pixels = page.raster.pixels
    assert pixels.dtype == np.uint8
    assert pixels.ndim == dimensions
    assert pixels.shape[:2] == (702, 496)
    assert corner_of(pixels) == "upper left"
    assert pixels.max() > 240


def _in_mode(mode: str) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(np.asarray(marked()).astype(np.uint16) * 257)
    if mode == "LAB":
        from PIL import ImageCms

        rgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        turned = ImageCms.profileToProfile(marked(mode="RGB"), rgb, lab, outputMode="LAB")
        assert turned is not None
        return turned
    if mode == "P":
        return marked(mode="RGB").quantize(32)
    return marked(mode=mode)


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 300), (0, 0, 0, 0))
    page = only_page(written(tmp_path, encoded(image, "PNG")))
    assert page.raster is not None
    assert page.raster.pixels.min() == 255


@pytest.mark.parametrize(("orientation", "corner"), TURNS)
@pytest.mark.parametrize("form", ["JPEG", "WEBP", "TIFF", "PNG"])
def test_a_photo_is_turned_as_the_camera_says(
    orientation: int, corner: str, form: str, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    page = only_page(written(tmp_path, encoded(marked(mode="RGB"), form, exif=exif)))
    assert page.raster is not None
    assert corner_of(page.raster.pixels) == corner
    assert (page.width_pt > page.height_pt) == (orientation in (6, 8))


def test_a_heic_photo_is_read() -> None:
    page = only_page(Path(__file__).parent / "marked.heic")
    assert page.raster is not None
    assert corner_of(page.raster.pixels) == "upper left"


def test_a_tiff_of_several_pages_is_read_page_by_page(tmp_path: Path) -> None:
    first, *more = (marked(400 + 50 * at, 600, "1") for at in range(4))
    content = encoded(first, "TIFF", save_all=True, append_images=more, compression="group4")
    with open_scan(written(tmp_path, content), Limits()) as scan:
        assert scan.page_count == 4
        widths = []
        for number in (3, 1, 4):
            raster = scan.page(number).raster
            assert raster is not None
            widths.append(raster.width)
        assert widths == [500, 400, 550]
    with pytest.raises(ScanTooManyPages):
        open_scan(written(tmp_path, content), Limits(max_pages=3))


def test_a_told_resolution_is_believed_when_it_can_be_true(tmp_path: Path) -> None:
    page = only_page(written(tmp_path, encoded(marked(1240, 1754), "PNG", dpi=(150, 150))))
    assert page.raster is not None
    assert page.raster.dpi == pytest.approx(150, abs=0.1)
    assert page.height_pt == pytest.approx(842, abs=1)


@pytest.mark.parametrize("side", [9_500, 14_000])
def test_a_bomb_is_refused_before_it_is_decoded(side: int, tmp_path: Path) -> None:
    path = written(tmp_path, encoded(Image.new("1", (side, side)), "PNG"))
    with pytest.raises(PageTooLarge), open_scan(path, Limits()) as scan:
        scan.page(1)


def test_a_picture_cut_short_is_damaged(tmp_path: Path) -> None:
    content = encoded(marked(1200, 1700, "RGB"), "JPEG")
    path = written(tmp_path, content[: len(content) // 2])
    with open_scan(path, Limits()) as scan, pytest.raises(ScanDamaged):
        scan.page(1)


def test_one_bad_page_of_a_tiff_leaves_the_others(tmp_path: Path) -> None:
    pages = [marked(mode="L") for _ in range(3)]
    content = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with Image.open(written(tmp_path, content)) as image:
        image.seek(1)
        start = image.tag_v2[273][0]  # type: ignore[attr-defined]
    lost = (len(content) + 1000).to_bytes(4, "little")
    content = content.replace(start.to_bytes(4, "little"), lost)
    with open_scan(written(tmp_path, content), Limits()) as scan:
        assert scan.page(1).raster is not None
        with pytest.raises(PageUnreadable):
            scan.page(2)
        assert scan.page(3).raster is not None
