"""A page laid over a form's layout: by its printed texts first, then by its solid marks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extract.foreign.pieces import FEWEST_SIGNS, Piece, fold, likeness
from records.geometry import Box, Homography, bounding_box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forms.layout import PageLayout

    Points = NDArray[np.float64]

ALIKE = 0.8
"""How alike a printed text and what was read must be."""
FEWEST_TEXTS = 4
"""Texts that must stand in place before a page is taken for the form's."""
ROUGH, FINE = 14.0, 7.0
"""Millimetres a text may lie off its place: other prints of one form differ, paper is bowed."""
OTHER_LENGTH = 1.2
"""Millimetres by which a text's length is off where a square beside it was read as a letter."""
FAR_OFF = 0.5
"""What of its weight a text loses that lies as far off its place as it may."""
TRIALS = 500
MARK_REACH = 7.0
"""Millimetres in which a mark is looked for around its place."""
SAME_MARK = 0.3
"""How far a mark's sides may differ from its print's, as a share."""
TEXTS_WEIGHT = 0.6
LEAST_TEXTS, LEAST_SCORE = 0.15, 0.35
"""A page with less of a form's texts in place, or less of texts and marks together, is another
paper: two forms of one office share marks, heads and a few words (0.04 and 0.22 at most)."""
MOST_STRETCH = 0.15
"""How far width and height may be scaled apart: paper, copier, other paper sizes."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A thing printed at `there` (millimetres of the layout) that stands at `here` (pixels)."""

    there: tuple[float, float]
    here: tuple[float, float]
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """How a page lies on a layout: `place` takes millimetres to pixels.

    `share` is how much of the form's printed text was found in place, in letters; `marks` how
    many of its marks were, None where it has none.
    """

    layout: PageLayout
    place: Homography
    ties: tuple[Tie, ...]
    share: float
    marks: float | None
    printed: tuple[Box, ...] = ()
    """The form's own texts as they stand on the page, in pixels."""

    @property
    def score(self) -> float:
        """How surely the page is the layout's: its texts and, where it has some, its marks."""
        if self.marks is None:
            return self.share
        return TEXTS_WEIGHT * self.share + (1 - TEXTS_WEIGHT) * self.marks


@dataclass(frozen=True, slots=True)
class _Pair:
    text: int
    piece: int
    weight: float
    there: tuple[tuple[float, float], tuple[float, float]]
    here: tuple[tuple[float, float], tuple[float, float]]


def find_match(
    pieces: Sequence[Piece], solids: Sequence[Box], layouts: Sequence[PageLayout]
) -> Match | None:
    """The page on the layout it fits best; None where it is surely none of them."""
    found = [match for layout in layouts if (match := match_page(pieces, solids, layout))]
    if not found:
        return None
    best = max(found, key=lambda match: match.score)
    return best if best.share >= LEAST_TEXTS and best.score >= LEAST_SCORE else None


def match_page(pieces: Sequence[Piece], solids: Sequence[Box], layout: PageLayout) -> Match | None:
    """The page on the layout; None where too few of the form's texts stand in place."""
    pairs = _pairs(pieces, layout)
    if len(pairs) < FEWEST_TEXTS:
        return None
    rough = _rough(pairs)
    if rough is None:
        return None
    kept = _in_place(pairs, rough, ROUGH)
    if len({pair.text for pair in kept}) < FEWEST_TEXTS:
        return None
    ties = _ties(kept, rough)
    place = _affine(ties)
    for reach in (2 * MARK_REACH, MARK_REACH, MARK_REACH):
        marks = _mark_ties(layout, solids, place, reach)
        place = _fitted([*ties, *marks])
        kept = _in_place(pairs, place, ROUGH)
        ties = _ties(kept, place)
    near = _in_place(pairs, place, FINE)
    whole = sum(len(fold(text.text)) for text in layout.texts)
    found = {pair.text for pair in kept}
    letters = sum(len(fold(layout.texts[k].text)) for k in found)
    share = letters / whole if whole else 0.0
    marks = _mark_ties(layout, solids, place, MARK_REACH)
    ties = _ties(near or kept, place)
    seen = len(marks) / len(layout.marks) if layout.marks else None
    printed = tuple(pieces[pair.piece].box for pair in kept)
    return Match(layout, _to_homography(place), (*ties, *marks), share, seen, printed)


def _pairs(pieces: Sequence[Piece], layout: PageLayout) -> list[_Pair]:
    """Every text of the layout with every piece that reads like it."""
    pairs = []
    for k, text in enumerate(layout.texts):
        wanted = fold(text.text)
        if len(wanted) < FEWEST_SIGNS:
            continue
        for j, piece in enumerate(pieces):
            if abs(len(piece.folded) - len(wanted)) > 0.35 * len(wanted):
                continue
            alike = likeness(wanted, piece.folded)
            if alike >= ALIKE:
                pairs.append(_Pair(k, j, len(wanted) * alike, _ends(text.box), _ends(piece.box)))
    return pairs


def _ends(box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    y = box.center[1]
    return (box.left, y), (box.right, y)


def _rough(pairs: Sequence[_Pair]) -> Points | None:
    """The affine map under which most letters stand in place, over pairs of texts."""
    chance = random.Random(0)  # noqa: S311 - no secret: the same page gives the same map
    there = np.array([[*p.there[0], *p.there[1]] for p in pairs])
    here = np.array([[*p.here[0], *p.here[1]] for p in pairs])
    weights = np.array([p.weight for p in pairs])
    texts = np.array([p.text for p in pairs])
    best, most = None, 0.0
    for _ in range(TRIALS):
        one, other = chance.sample(range(len(pairs)), 2)
        if texts[one] == texts[other]:
            continue
        found = _similarity(pairs[one], pairs[other])
        if found is None:
            continue
        off = _offsets(found, there, here)
        good = off < ROUGH
        # The nearer the more: words that come again on every row fit a row too far as well.
        told = weights * good * (1 - FAR_OFF * (off / ROUGH) ** 2)
        # Each text counts once, though several pieces read like it.
        score = sum(float(told[texts == text].max()) for text in np.unique(texts[good]))
        if score > most:
            best, most = found, score
    return best


def _similarity(one: _Pair, other: _Pair) -> Points | None:
    """The affine map of two texts' ends, where it is near to a shrink and a small turn."""
    there = np.array([*one.there, *other.there])
    here = np.array([*one.here, *other.here])
    middle = there.mean(axis=0)
    if np.ptp(there[:, 1]) < 15.0:
        return None
    system = np.column_stack([there - middle, np.ones(4)])
    solved, *_ = np.linalg.lstsq(system, here, rcond=None)
    a, b = solved[0], solved[1]
    wide, tall = float(np.hypot(*a)), float(np.hypot(*b))
    if wide <= 0 or tall <= 0 or abs(wide / tall - 1) > MOST_STRETCH:
        return None
    if abs(float(a @ b)) > 0.2 * wide * tall or a[0] <= 0:
        return None
    matrix = np.eye(3)
    matrix[:2, 0], matrix[:2, 1] = a, b
    matrix[:2, 2] = solved[2] - a * middle[0] - b * middle[1]
    return matrix


def _offsets(matrix: Points, there: Points, here: Points) -> Points:
    """How many millimetres the farther end of each pair lies off."""
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    off = np.zeros(len(there))
    for k in (0, 2):
        moved = _moved(matrix, there[:, k : k + 2])
        off = np.maximum(off, np.hypot(*(moved - here[:, k : k + 2]).T) / scale)
    return off


def _moved(matrix: Points, points: Points) -> Points:
    whole = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(whole[:, :2] / whole[:, 2:3])


def _in_place(pairs: Sequence[_Pair], matrix: Points, reach: float) -> list[_Pair]:
    """The nearest piece of each text within reach."""
    there = np.array([[*p.there[0], *p.there[1]] for p in pairs])
    here = np.array([[*p.here[0], *p.here[1]] for p in pairs])
    off = _offsets(matrix, there, here)
    best: dict[int, _Pair] = {}
    pieces: set[int] = set()
    # A piece is one text: what was not read is not looked for in its neighbour of the same words.
    for k in np.argsort(off, kind="stable").tolist():
        pair = pairs[k]
        if off[k] <= reach and pair.text not in best and pair.piece not in pieces:
            best[pair.text] = pair
            pieces.add(pair.piece)
    return list(best.values())


def _ties(pairs: Sequence[_Pair], matrix: Points) -> list[Tie]:
    """Both ends of each text; of one read together with what stands beside it, its own end."""
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    ties = []
    for pair in pairs:
        off = np.array(pair.here) - _moved(matrix, np.array(pair.there))
        ends = [Tie(a, b) for a, b in zip(pair.there, pair.here, strict=True)]
        if abs(off[1, 0] - off[0, 0]) > OTHER_LENGTH * scale:
            ends = [ends[int(np.argmin(np.hypot(*off.T)))]]
        ties += ends
    return ties


def _affine(ties: Sequence[Tie]) -> Points:
    there = np.array([tie.there for tie in ties])
    here = np.array([tie.here for tie in ties])
    system = np.column_stack([there, np.ones(len(there))])
    solved, *_ = np.linalg.lstsq(system, here, rcond=None)
    matrix = np.eye(3)
    matrix[:2] = solved.T
    return matrix


def _fitted(ties: Sequence[Tie]) -> Points:
    """The homography of all ties but outliers; an affine map where they are too few for one."""
    if len(ties) < 12:
        return _affine(ties)
    there = np.array([tie.there for tie in ties])
    here = np.array([tie.here for tie in ties])
    scale = float(np.ptp(here[:, 0]) / max(1.0, np.ptp(there[:, 0])))
    cv2.setRNGSeed(0)
    matrix, _ = cv2.findHomography(there, here, cv2.RANSAC, FINE * scale / 2)
    return _affine(ties) if matrix is None else np.asarray(matrix, dtype=np.float64)


def _mark_ties(layout: PageLayout, solids: Sequence[Box], place: Points, reach: float) -> list[Tie]:
    """Each mark with the solid of its size that lies nearest to where it should."""
    if not layout.marks or not solids:
        return []
    inverse = np.asarray(np.linalg.inv(place), dtype=np.float64)
    centers = _moved(inverse, np.array([box.center for box in solids]))
    corners = np.array([[b.left, b.top, b.right, b.bottom] for b in solids])
    near, far = _moved(inverse, corners[:, :2]), _moved(inverse, corners[:, 2:])
    sizes = np.abs(np.subtract(far, near))
    ties, used = [], set()
    for mark in layout.marks:
        off = np.hypot(*(centers - np.array(mark.center)).T)
        wanted = np.array([mark.width, mark.height])
        fits = (np.abs(sizes - wanted) <= SAME_MARK * wanted).all(axis=1)
        off = np.where(fits, off, np.inf)
        k = int(np.argmin(off))
        if off[k] <= reach and k not in used:
            used.add(k)
            ties.append(Tie(mark.center, solids[k].center, is_mark=True))
    return ties


def _to_homography(matrix: Points) -> Homography:
    a, b, c, d, e, f, g, h, i = (float(v) for v in (matrix / matrix[2, 2]).ravel())
    return Homography((a, b, c, d, e, f, g, h, i))


def box_on_page(place: Homography, box: Box) -> Box:
    """The smallest level box of the page that holds a box of the layout."""
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    moved = [place.apply(corner) for corner in corners]
    return bounding_box(Box(x, y, x, y) for x, y in moved)
