"""Random activity matrices drawn pixel by pixel: shapes, connectors, text, scan damage, truth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from records.paper import SymbolKind

Grey = NDArray[np.uint8]
Mark = tuple[int, int]
"""Row and actor."""

LETTER = 24
"""Height of a drawn capital in pixels."""
WORDS = ("Menerima", "laporan", "dari", "warga", "Memeriksa", "berkas", "surat", "kegiatan")


@dataclass(frozen=True)
class Style:
    """How a matrix is drawn; sizes in pixels at a capital of `LETTER`."""

    stroke: int = 3
    outline: int = 3
    ruling: int = 3
    fill: int | None = None
    head: str = "filled"
    corner: float = 0.0
    route: str = "border"
    has_word: bool = False


@dataclass(frozen=True)
class Damage:
    """What copying and scanning did."""

    blur: float = 0.0
    noise: float = 0.0
    gaps: float = 0.0
    angle_deg: float = 0.0
    fade: int = 0


@dataclass(frozen=True, eq=False)
class Flowchart:
    """A drawn page and what stands on it; an edge runs from mark to mark."""

    pixels: Grey
    marks: dict[Mark, SymbolKind]
    boxes: dict[Mark, tuple[float, float, float, float]]
    edges: frozenset[tuple[Mark, Mark]]


def draw_flowchart(
    seed: int, style: Style | None = None, damage: Damage | None = None
) -> Flowchart:
    """A matrix of 4 to 8 rows and 3 to 7 actors, the same for the same seed."""
    random = Random(seed)
    style = style or random_style(random)
    damage = damage or Damage()
    rows, actors = random.randint(4, 8), random.randint(3, 7)
    xs = _lines(60, [60, 420] + [random.choice((130, 150, 170))] * actors + [260, 130])
    ys = _lines(60, [110] + [random.randint(125, 190) for _ in range(rows)])
    page = np.full((ys[-1] + 80, xs[-1] + 80), 255, np.uint8)
    _grid(page, xs, ys, style)
    _text(page, xs, ys, actors, random)
    marks = _marks(rows, actors, random)
    boxes = {m: _place(m, kind, xs, ys) for m, kind in marks.items()}
    edges = _edges(marks)
    for one, other, is_back in edges:
        _connect(page, boxes[one], boxes[other], style, is_back=is_back)
    for mark, kind in marks.items():
        _shape(page, boxes[mark], kind, style)
    drawn = frozenset((one, other) for one, other, _ in edges)
    return Flowchart(_damaged(page, damage, random), marks, boxes, drawn)


def random_style(random: Random) -> Style:
    """A style of drawing as office programs have them."""
    return Style(
        stroke=random.choice((2, 3, 4)),
        outline=random.choice((2, 3, 5)),
        ruling=random.choice((2, 3, 4)),
        fill=random.choice((None, None, 215)),
        head=random.choice(("filled", "open")),
        corner=random.choice((0.0, 0.0, 0.15)),
        route=random.choice(("border", "side")),
        has_word=random.random() < 0.3,
    )


def _lines(start: int, widths: list[int]) -> list[int]:
    places = [start]
    for width in widths:
        places.append(places[-1] + width)
    return places


def _grid(page: Grey, xs: list[int], ys: list[int], style: Style) -> None:
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), 0, style.ruling)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, style.ruling)


def _text(page: Grey, xs: list[int], ys: list[int], actors: int, random: Random) -> None:
    for k in range(len(xs) - 1):
        _words(page, "Kolom", (xs[k] + 8, ys[0] + 60), xs[k + 1] - 12)
    for r in range(1, len(ys) - 1):
        _words(page, str(r), (xs[0] + 12, ys[r] + 40), xs[1])
        for y in range(ys[r] + 40, ys[r + 1] - 12, 40):
            _words(page, " ".join(random.sample(WORDS, 3)), (xs[1] + 8, y), xs[2] - 8)
        _words(page, " ".join(random.sample(WORDS, 2)), (xs[2 + actors] + 8, ys[r] + 40), xs[-2])
        _words(page, "10 jam", (xs[-2] + 8, ys[r] + 40), xs[-1])


def _words(page: Grey, text: str, at: tuple[int, int], right: int) -> None:
    scale, font = LETTER / 22, cv2.FONT_HERSHEY_SIMPLEX
    while text and at[0] + cv2.getTextSize(text, font, scale, 2)[0][0] > right:
        text = text[:-1]
    cv2.putText(page, text, at, font, scale, 0, 2, cv2.LINE_AA)


def _marks(rows: int, actors: int, random: Random) -> dict[Mark, SymbolKind]:
    marks: dict[Mark, SymbolKind] = {}
    for row in range(rows):
        actor = random.randrange(actors)
        if row in (0, rows - 1):
            marks[row, actor] = SymbolKind.TERMINATOR
        elif random.random() < 0.3:
            marks[row, actor] = SymbolKind.DECISION
        else:
            marks[row, actor] = SymbolKind.PROCESS
    return marks


def _edges(marks: dict[Mark, SymbolKind]) -> list[tuple[Mark, Mark, bool]]:
    order = sorted(marks)
    edges = [(one, other, False) for one, other in pairwise(order)]
    for k, mark in enumerate(order):
        before = order[k - 1]
        if marks[mark] is SymbolKind.DECISION and k > 0 and before[1] != mark[1]:
            edges.append((mark, before, True))
    return edges


def _place(
    mark: Mark, kind: SymbolKind, xs: list[int], ys: list[int]
) -> tuple[float, float, float, float]:
    row, actor = mark
    x = (xs[2 + actor] + xs[3 + actor]) / 2
    y = (ys[1 + row] + ys[2 + row]) / 2
    width, height = (90, 62) if kind is SymbolKind.DECISION else (92, 48)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _shape(
    page: Grey, box: tuple[float, float, float, float], kind: SymbolKind, style: Style
) -> None:
    left, top, right, bottom = (round(v) for v in box)
    points = _polygon(left, top, right, bottom, kind, style)
    cv2.fillPoly(page, [points], 255 if style.fill is None else style.fill)
    cv2.polylines(page, [points], True, 0, style.outline, cv2.LINE_AA)
    if style.has_word and kind is SymbolKind.PROCESS:
        font = cv2.FONT_HERSHEY_SIMPLEX
        cv2.putText(page, "Cek", (left + 18, bottom - 14), font, 0.8, 0, 2, cv2.LINE_AA)


def _polygon(
    left: int, top: int, right: int, bottom: int, kind: SymbolKind, style: Style
) -> NDArray[np.int32]:
    x, y = (left + right) // 2, (top + bottom) // 2
    if kind is SymbolKind.DECISION:
        return np.array([(x, top), (right, y), (x, bottom), (left, y)], np.int32)
    share = 0.5 if kind is SymbolKind.TERMINATOR else style.corner
    radius = share * (bottom - top)
    points = []
    for cx, cy, begin in (
        (right - radius, top + radius, -90),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
        (left + radius, top + radius, 180),
    ):
        for angle in np.radians(np.linspace(begin, begin + 90, 9)):
            points.append((cx + radius * np.cos(angle), cy + radius * np.sin(angle)))
    return np.round(np.array(points)).astype(np.int32)


def _connect(
    page: Grey,
    one: tuple[float, float, float, float],
    other: tuple[float, float, float, float],
    style: Style,
    *,
    is_back: bool,
) -> None:
    x, u = (one[0] + one[2]) / 2, (other[0] + other[2]) / 2
    y = (one[1] + one[3]) / 2
    if is_back:
        # a decision sends its work back: out at the side, up into the box before
        side = one[2] if u > x else one[0]
        points = [(side, y), (u, y), (u, other[3])]
    elif style.route == "side" and abs(u - x) > 100:
        side = one[2] if u > x else one[0]
        points = [(side, y), (u, y), (u, other[1])]
        if y > other[1]:
            points = [(x, one[3]), (x, one[3] + 14), (u, one[3] + 14), (u, other[1])]
    else:
        points = [(x, one[3]), (x, one[3] + 16), (u, one[3] + 16), (u, other[1])]
    path = np.round(np.array(points)).astype(np.int32)
    cv2.polylines(page, [path], False, 0, style.stroke)
    _head(page, points[-1], points[-2], style)


def _head(page: Grey, tip: tuple[float, float], before: tuple[float, float], style: Style) -> None:
    away = np.sign(np.array(before) - np.array(tip))
    aside = np.array([-away[1], away[0]])
    wings = [np.array(tip) + 14 * away + side * 7 * aside for side in (1, -1)]
    if style.head == "filled":
        cv2.fillPoly(page, [np.round([tip, *wings]).astype(np.int32)], 0)
        return
    for wing in wings:
        ends = np.round([tip, wing]).astype(int)
        cv2.line(page, tuple(ends[0]), tuple(ends[1]), 0, style.stroke)


def _damaged(page: Grey, damage: Damage, random: Random) -> Grey:
    noise = np.random.default_rng(random.randrange(2**32))
    image = page.astype(np.float64)
    if damage.angle_deg:
        height, width = page.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), damage.angle_deg, 1.0)
        image = cv2.warpAffine(image, turn, (width, height), borderValue=255).astype(np.float64)
    if damage.gaps:
        holes = noise.random(page.shape) < damage.gaps
        image[cv2.dilate(holes.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 255
    if damage.blur:
        image = cv2.GaussianBlur(image, (0, 0), damage.blur).astype(np.float64)
    image = damage.fade + image * (255 - damage.fade) / 255
    if damage.noise:
        image = image + noise.normal(0, damage.noise, page.shape)
    return np.clip(image, 0, 255).astype(np.uint8)
