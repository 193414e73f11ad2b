"""Pictures of pages for people are small, upright WebP files."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.limits import Limits
from ingest.preview import render_crop, render_preview, render_thumbnail
from records.errors import PageMissing, PageTooLarge, ScanDamaged
from tests.ingest.papers import corner_of, encoded, marked, scanned_pdf

TURNED = [(0, "upper left"), (90, "upper right"), (180, "lower right"), (270, "lower left")]


@pytest.fixture(params=["pdf", "JPEG", "PNG", "TIFF"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "pdf":
        return scanned_pdf(tmp_path / "a.pdf")
    file = tmp_path / "a"
    file.write_bytes(encoded(marked(mode="RGB"), request.param))
    return file


def shown(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture))
    assert image.format == "WEBP"
    return image


@pytest.mark.parametrize(("turn", "corner"), TURNED)
def test_a_page_is_turned_upright(path: Path, turn: int, corner: str) -> None:
    image = shown(render_preview(path, 1, 400, turn))
    assert max(image.size) == pytest.approx(400, abs=2)
    assert corner_of(np.asarray(image)) == corner


def test_a_thumbnail_is_small(path: Path) -> None:
    assert len(render_thumbnail(path, 1)) < 20_000


def test_a_page_that_is_not_there_is_told(path: Path) -> None:
    for number in (0, 2):
        with pytest.raises(PageMissing):
            render_preview(path, number, 400)


def test_a_turn_is_by_quarters(path: Path) -> None:
    with pytest.raises(ValueError, match="quarters"):
        render_preview(path, 1, 400, 45)


def test_a_page_beyond_the_limit_is_refused(path: Path) -> None:
    with pytest.raises(PageTooLarge):
        render_preview(path, 1, 400, limits=Limits(max_pixels=1000))


def test_a_crop_shows_what_lies_between_its_corners(path: Path) -> None:
    block = ((0.0, 0.0), (0.25, 0.0), (0.25, 0.125), (0.0, 0.125))
    image = np.asarray(shown(render_crop(path, 1, block, 300)))
    assert image[10:-10, 10:-10].mean() < 40
    white = ((0.4, 0.4), (0.9, 0.45), (0.88, 0.6), (0.38, 0.55))
    assert np.asarray(shown(render_crop(path, 1, white, 300))).min() > 220


def test_a_broken_picture_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a"
    content = encoded(marked(1200, 1700, "RGB"), "PNG")
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(ScanDamaged):
        render_preview(file, 1, 400)
