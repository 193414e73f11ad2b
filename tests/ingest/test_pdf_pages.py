"""Scanned PDF pages give their own pixels, however the file lays them on the page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Name, Pdf

from ingest.limits import Limits
from ingest.pages import open_scan
from records.errors import (
    PageMissing,
    PageTooLarge,
    PageUnreadable,
    ScanEncrypted,
    ScanTooManyPages,
)
from records.paper import Page
from tests.ingest.papers import (
    A4_PT,
    Placed,
    corner_of,
    line_of_text,
    marked,
    page_of,
    saved,
    scanned_pdf,
)

W, H = A4_PT
LAYINGS = [
    ((W, 0, 0, H, 0, 0), "upper left"),
    ((-W, 0, 0, H, W, 0), "upper right"),
    ((W, 0, 0, -H, 0, H), "lower left"),
    ((-W, 0, 0, -H, W, H), "lower right"),
    ((0, H, W, 0, 0, 0), "lower right"),
    ((0, H, -W, 0, W, 0), "lower left"),
    ((0, -H, W, 0, 0, H), "upper right"),
    ((0, -H, -W, 0, W, H), "upper left"),
]


def first_page(path: Path, limits: Limits | None = None) -> Page:
    with open_scan(path, limits or Limits()) as scan:
        return scan.page(1)


def pixels_of(page: Page) -> np.ndarray:
    assert page.raster is not None
    return page.raster.pixels


def test_a_full_page_scan_gives_its_own_pixels(tmp_path: Path) -> None:
    image = marked()
    page = first_page(scanned_pdf(tmp_path / "a.pdf", image=image))
    assert page.layer is None
    assert pixels_of(page).shape == (702, 496)
    assert np.abs(pixels_of(page).astype(int) - np.asarray(image)).mean() < 2
    assert page.raster is not None
    assert page.raster.dpi == pytest.approx(60, abs=1) or page.raster.dpi > 59
    assert (page.width_pt, page.height_pt) == A4_PT


@pytest.mark.parametrize(("matrix", "corner"), LAYINGS)
def test_a_mirrored_or_turned_image_is_shown_as_the_page_shows_it(
    matrix: tuple[float, float, float, float, float, float], corner: str, tmp_path: Path
) -> None:
    with Pdf.new() as pdf:
        page_of(pdf, [Placed(marked(), matrix)])
        path = saved(pdf, tmp_path / "a.pdf")
    taken = pixels_of(first_page(path))
    assert corner_of(taken) == corner
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        # A hairline makes it a page that must be rendered: the proof that both ways agree.
        pdf.pages[0].contents_add(b"0.1 w 0 0 m 0.1 0 l S")
        saved(pdf, path)
    assert corner_of(pixels_of(first_page(path))) == corner


@pytest.mark.parametrize(
    ("turn", "corner"),
    [(0, "upper left"), (90, "upper right"), (180, "lower right"), (270, "lower left")],
)
def test_the_pages_own_turn_is_applied(turn: int, corner: str, tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page_of(pdf, [Placed(marked())]).Rotate = turn
        path = saved(pdf, tmp_path / "a.pdf")
    page = first_page(path)
    assert corner_of(pixels_of(page)) == corner
    assert (page.width_pt > page.height_pt) == (turn in (90, 270))


def test_what_the_page_cuts_off_is_cut_off(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page_of(pdf, [Placed(marked())]).CropBox = pikepdf.Array([W / 2, 0, W, H / 2])
        path = saved(pdf, tmp_path / "a.pdf")
    page = first_page(path)
    assert pixels_of(page).shape == (351, 248)
    assert (page.width_pt, page.height_pt) == (W / 2, H / 2)
    assert pixels_of(page).min() > 200


def test_strips_are_put_together(tmp_path: Path) -> None:
    image = marked(1240, 1754)
    upper, lower = image.crop((0, 0, 1240, 877)), image.crop((0, 877, 1240, 1754))
    with Pdf.new() as pdf:
        page_of(
            pdf,
            [Placed(upper, (W, 0, 0, H / 2, 0, H / 2)), Placed(lower, (W, 0, 0, H / 2, 0, 0))],
        )
        path = saved(pdf, tmp_path / "a.pdf")
    page = first_page(path)
    assert pixels_of(page).shape[0] == pytest.approx(1754, abs=2)
    assert corner_of(pixels_of(page)) == "upper left"


@pytest.mark.parametrize(("mode", "channels"), [("L", 2), ("RGB", 3), ("1", 2)])
def test_grey_and_black_scans_stay_grey(mode: str, channels: int, tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page_of(pdf, [Placed(marked(mode=mode), form="raw" if mode == "1" else "jpeg")])
        path = saved(pdf, tmp_path / "a.pdf")
    assert pixels_of(first_page(path)).ndim == channels
    assert corner_of(pixels_of(first_page(path))) == "upper left"


def test_somebodys_invisible_text_is_not_believed(tmp_path: Path) -> None:
    scan = marked(1654, 2339)
    with Pdf.new() as pdf:
        hidden = "3 Tr " + line_of_text("salah baca", 100, 700)
        page_of(pdf, [Placed(scan)], content=f"q {hidden} Q")
        page_of(pdf, [Placed(scan)], before=line_of_text("di bawah gambar", 100, 700))
        page_of(pdf, [Placed(scan)], content=line_of_text("di atas gambar", 100, 700))
        path = saved(pdf, tmp_path / "a.pdf")
    with open_scan(path, Limits()) as opened:
        for number in (1, 2, 3):
            page = opened.page(number)
            assert page.layer is None
            assert page.raster is not None


def test_a_page_with_text_and_a_large_picture_gives_both(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        half = Placed(marked(1240, 877), (W, 0, 0, H / 2, 0, 0))
        page_of(pdf, [half], content=line_of_text("Lampiran foto", 72, 770))
        path = saved(pdf, tmp_path / "a.pdf")
    page = first_page(path)
    assert page.raster is not None
    assert page.layer is not None
    assert [word.text for word in page.layer.words] == ["Lampiran", "foto"]


def test_a_fine_scan_is_reduced_for_reading(tmp_path: Path) -> None:
    page = first_page(scanned_pdf(tmp_path / "a.pdf", image=marked(4960, 7016)))
    assert page.raster is not None
    assert page.raster.dpi == pytest.approx(300, abs=1)


def test_pages_come_in_any_order(tmp_path: Path) -> None:
    with open_scan(scanned_pdf(tmp_path / "a.pdf", pages=5), Limits()) as scan:
        assert scan.page_count == 5
        assert [scan.page(number).number for number in (4, 1, 4)] == [4, 1, 4]
        for number in (0, 6):
            with pytest.raises(PageMissing):
                scan.page(number)


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    path = scanned_pdf(tmp_path / "a.pdf")
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        saved(pdf, path, locked=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    with pytest.raises(ScanEncrypted):
        open_scan(path, Limits())


def test_a_file_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    path = scanned_pdf(tmp_path / "a.pdf")
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        saved(pdf, path, locked=pikepdf.Encryption(user="", owner="rahasia"))
    assert first_page(path).raster is not None


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = scanned_pdf(tmp_path / "a.pdf", pages=4)
    with pytest.raises(ScanTooManyPages):
        open_scan(path, Limits(max_pages=3))


def test_a_bomb_is_refused_before_it_is_decoded_and_the_rest_goes_on(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, [Placed(marked())])
        bomb = page.Resources.XObject.Im0
        bomb.Width, bomb.Height = 60_000, 60_000
        page_of(pdf, [Placed(marked())])
        path = saved(pdf, tmp_path / "a.pdf")
    with open_scan(path, Limits()) as scan:
        with pytest.raises(PageTooLarge) as caught:
            scan.page(1)
        assert caught.value.facts["page"] == 1
        assert scan.page(2).raster is not None


def test_a_broken_image_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, [Placed(marked())])
        page.Resources.XObject.Im0.write(b"no jpeg at all", filter=Name.DCTDecode)
        page_of(pdf, [Placed(marked())])
        path = saved(pdf, tmp_path / "a.pdf")
    with open_scan(path, Limits()) as scan:
        with pytest.raises(PageUnreadable):
            scan.page(1)
        assert scan.page(2).raster is not None
