"""Drawn lines are found whole, and letters are not taken for lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.rulings import find_rulings
from records.paper import Ruling
from tests.ocr.papers import LETTER, leaning, ruled, write, written

THICK = 5
"""What OpenCV draws as a line of nominal thickness 3."""


def rulings_of(page: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> list[Ruling]:
    ink = np.where(page < 180, 255, 0).astype(np.uint8)
    return list(find_rulings(ink, float(LETTER)))


def count(rulings: list[Ruling]) -> tuple[int, int]:
    level = sum(r.is_horizontal for r in rulings)
    return level, len(rulings) - level


def test_a_table_has_its_rulings_end_where_they_end() -> None:
    rulings = rulings_of(ruled())
    assert count(rulings) == (3, 4)
    for ruling in rulings:
        assert ruling.thickness == pytest.approx(THICK, abs=0.5)
        first, last = (80, 820) if ruling.is_horizontal else (80, 680)
        axis = 0 if ruling.is_horizontal else 1
        assert ruling.start[axis] == pytest.approx(first, abs=3)
        assert ruling.end[axis] == pytest.approx(last, abs=3)


@pytest.mark.parametrize("degrees", [-1.0, 0.5, 1.5])
def test_a_slightly_leaning_table_keeps_its_rulings(degrees: float) -> None:
    assert count(rulings_of(leaning(ruled(), degrees))) == (3, 4)


def test_a_bowed_line_is_one_ruling_with_points_between() -> None:
    page = np.full((400, 900), 255, np.uint8)
    x = np.arange(50, 850)
    y = 200 + 12 * np.sin((x - 50) / 800 * np.pi)
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(page, [points], isClosed=False, color=0, thickness=3)
    (ruling,) = rulings_of(page)
    assert len(ruling.points) > 4
    assert max(p[1] for p in ruling.points) == pytest.approx(212, abs=2)


def test_a_broken_line_is_one_ruling() -> None:
    page = ruled()
    page[70:90, 400:420] = 255
    assert count(rulings_of(page)) == (3, 4)


def test_lines_far_apart_stay_apart() -> None:
    page = np.full((200, 900), 255, np.uint8)
    cv2.line(page, (50, 100), (300, 100), 0, 3)
    cv2.line(page, (500, 100), (850, 100), 0, 3)
    assert count(rulings_of(page)) == (2, 0)


def test_text_holds_no_rulings() -> None:
    assert rulings_of(written()) == []


def test_an_underline_is_a_ruling() -> None:
    page = np.full((200, 900), 255, np.uint8)
    write(page, "SATBINMAS POLRES", (80, 100))
    cv2.line(page, (80, 112), (400, 112), 0, 2)
    assert count(rulings_of(page)) == (1, 0)


def test_a_row_of_dots_is_a_dotted_ruling() -> None:
    page = np.full((200, 900), 255, np.uint8)
    write(page, "Nama : Siti", (80, 100))
    for x in range(300, 800, 9):
        cv2.circle(page, (x, 104 + (x - 300) // 200), 1, 0, -1)
    (ruling,) = rulings_of(page)
    assert ruling.is_dotted
    assert ruling.start[0] == pytest.approx(300, abs=8)
    assert ruling.end[0] == pytest.approx(800, abs=8)


def test_no_letters_no_rulings() -> None:
    assert find_rulings(np.zeros((10, 10), np.uint8), 0.0) == ()


def rulings_of_grey(page: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> list[Ruling]:
    ink = np.where(page < 180, 255, 0).astype(np.uint8)
    return list(find_rulings(ink, float(LETTER), grey=page))


def worn(page: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], share: float) -> None:
    """Takes a share of the page's pixels away in specks, as copying does with thin lines."""
    random = np.random.default_rng(7)
    holes = (random.random(page.shape) < share).astype(np.uint8)
    page[cv2.dilate(holes, np.ones((2, 2), np.uint8)) > 0] = 250


@pytest.mark.parametrize("is_upright", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.2])
def test_a_line_worn_to_specks_is_one_ruling(share: float, is_upright: bool) -> None:
    page = np.full((900, 900), 250, np.uint8)
    cv2.line(page, (80, 400), (820, 400), 0, 1)
    worn(page, share)
    (ruling,) = rulings_of_grey(page.T.copy() if is_upright else page)
    axis = int(is_upright)
    assert ruling.is_horizontal != is_upright
    assert ruling.start[axis] == pytest.approx(80, abs=12)
    assert ruling.end[axis] == pytest.approx(820, abs=12)
    assert all(p[1 - axis] == pytest.approx(400, abs=2) for p in ruling.points)


def test_a_pale_line_is_a_ruling_though_it_is_no_ink() -> None:
    page = np.full((300, 900), 250, np.uint8)
    cv2.line(page, (80, 100), (820, 100), 215, 2)
    random = np.random.default_rng(3)
    noisy = np.clip(page + random.normal(0, 4, page.shape), 0, 255).astype(np.uint8)
    assert count(rulings_of(noisy)) == (0, 0)
    (ruling,) = rulings_of_grey(noisy)
    assert ruling.start[0] == pytest.approx(80, abs=12)
    assert ruling.end[0] == pytest.approx(820, abs=12)


def test_grain_specks_and_text_hold_no_pale_rulings() -> None:
    page = np.minimum(written(), 250)
    random = np.random.default_rng(5)
    noisy = np.clip(page + random.normal(0, 5, page.shape), 0, 255).astype(np.uint8)
    for x, y in random.integers(0, min(page.shape), (60, 2)):
        cv2.circle(noisy, (int(x), int(y)), 2, 30, -1)
    assert rulings_of_grey(noisy) == []


def test_a_row_of_dots_stays_a_dotted_ruling_where_the_page_is_grey() -> None:
    page = np.full((200, 900), 250, np.uint8)
    for x in range(300, 800, 9):
        cv2.circle(page, (x, 104), 1, 0, -1)
    (ruling,) = rulings_of_grey(page)
    assert ruling.is_dotted


def test_small_bold_letters_that_run_together_are_no_ruling() -> None:
    page = np.full((200, 900), 250, np.uint8)
    cv2.putText(page, "Keterangan Bhabinkamtibmas", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 6)
    assert rulings_of_grey(page) == []


def test_a_line_of_dashes_is_a_ruling_and_a_column_of_numbers_is_none() -> None:
    page = np.full((900, 400), 250, np.uint8)
    for y in range(60, 840, 32):
        cv2.line(page, (300, y), (300, y + 20), 90, 5)
    for k, y in enumerate(range(80, 840, 28)):
        cv2.putText(page, "235"[k % 3], (100, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 3)
    (ruling,) = rulings_of_grey(page)
    assert not ruling.is_horizontal
    assert ruling.start == pytest.approx((300, 60), abs=12)
    assert ruling.end == pytest.approx((300, 840), abs=24)
