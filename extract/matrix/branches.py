"""Labels of a decision's exits (Ya, Tidak, Lengkap…) and the connectors they stand at."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz import fuzz, process

from extract.lines import words_to_lines
from extract.matrix.marks import distance_to_box
from records.geometry import Box, Point, bounding_box
from records.paper import Word

LEAST_LIKENESS = 75.0
"""Likeness, of 100, at which a smudged label of four letters still counts."""
SHORT = 3
"""Labels up to this long must match whole: `Ya`, `T`."""
REACHING = 0.15
"""Share of a label that lies in the drawn area at least: it may run over the area's border."""
WORD_GAP = 1.0
"""Char heights between the words of one label."""
FARTHEST = 6.0
"""Char heights a label may stand from its connector."""
NOT_DECISION, USED_TWICE = 1.5, 3.0
"""Char heights of distance that a connector of no decision, and one whose decision has an exit
of this name already, is set back."""
CLEAR, BESIDE, ALONG, BACK = 0.2, 1.4, 4.0, 0.6
"""Char heights from an exit's line to where its label may begin and end beside it, how far it
reaches along the line, and back over the decision's tip."""
MOST_ALONG, STUB = 14.0, 3.0
"""Char heights along a level stretch in which its label may stand, and of a first stretch too
short to bear it."""
HALF_READ, SMUDGED = 50.0, 0.4
"""Likeness, of 100, of a label with lines through it, and how surely it is read."""
WIDE = 1.1
"""Char heights that `Tidak` is wide at least; labels are set smaller than the text."""
OPPOSITE = {"Ya": "Tidak", "Tidak": "Ya"}
PER_WAY = 0.1
"""How much the way along the connector to the label counts against its plain distance."""


@dataclass(frozen=True, slots=True)
class Label:
    """A branch label as the record gives it, and where it stands."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Exit:
    """A connector that may bear a label."""

    points: tuple[Point, ...]
    tail: int
    """Which mark it leaves."""
    is_decision: bool
    entered: Box | None = None
    """The decision that it enters, if it enters one: labels there are those of its exits."""


def words_to_labels(words: Sequence[Word], area: Box, char_height: float) -> tuple[Label, ...]:
    """The branch labels among the words that stand in an area, or reach out of it."""
    inside = [w for w in words if area.overlap(w.box) >= REACHING * w.box.area]
    found = []
    for line in words_to_lines(inside):
        for run in _runs(line, WORD_GAP * char_height):
            found += _labels(run)
    return tuple(found)


def is_label(text: str) -> bool:
    """Whether a text is what one writes at the exit of a decision."""
    return _canonical(text) is not None


def _runs(line: Sequence[Word], gap: float) -> list[list[Word]]:
    runs = [[line[0]]]
    for before, word in pairwise(line):
        if word.box.left - before.box.right > gap:
            runs.append([])
        runs[-1].append(word)
    return runs


def _labels(run: Sequence[Word]) -> list[Label]:
    whole = _canonical(" ".join(w.text for w in run))
    if whole is not None:
        return [_label(whole, run)]
    return [_label(text, [w]) for w in run if (text := _canonical(w.text)) is not None]


def _label(text: str, words: Sequence[Word]) -> Label:
    confidence = min(w.confidence for w in words)
    return Label(text, bounding_box(w.box for w in words), confidence)


def _canonical(text: str) -> str | None:
    folded = "".join(c for c in text.lower() if c.isalpha() or c == " ").strip()
    known = _known()
    if folded in known:
        return known[folded]
    if len(folded) <= SHORT:
        return None
    long = [k for k in known if len(k) > SHORT]
    match = process.extractOne(folded, long, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    return None if match is None else known[match[0]]


@cache
def _known() -> dict[str, str]:
    data = tomllib.loads((files("extract.matrix") / "branches.toml").read_text(encoding="utf-8"))
    return {
        "".join(c for c in spelling.lower() if c.isalpha() or c == " "): spellings[0]
        for spellings in data["labels"].values()
        for spelling in spellings
    }


def labels_to_exits(
    labels: Sequence[Label], exits: Sequence[Exit], char_height: float
) -> dict[int, Label]:
    """Which label each connector bears, by its index; a connector bears one at most."""
    pairs = [
        (_distance(label, way, char_height), i, k)
        for i, label in enumerate(labels)
        for k, way in enumerate(exits)
    ]
    given: dict[int, Label] = {}
    done: set[int] = set()
    while pairs:
        pairs = [p for p in pairs if p[1] not in done and p[2] not in given and p[0] <= FARTHEST]
        if not pairs:
            break
        _, i, k = min(pairs)
        given[k] = labels[i]
        done.add(i)
        pairs = [
            (away + USED_TWICE, j, m)
            if labels[j].text == labels[i].text and exits[m].tail == exits[k].tail
            else (away, j, m)
            for away, j, m in pairs
        ]
    return given


def smudged_label(words: Sequence[Word], char_height: float) -> Label | None:
    """`Ya` or `Tidak` from what is left of it where lines run through, None for other ink.

    Beside the exit of a decision little else is written, so half of the letters will do.
    """
    if not words:
        return None
    folded = "".join(c for w in words for c in w.text.lower() if c.isalpha())
    box = bounding_box(w.box for w in words)
    no, yes = fuzz.ratio(folded, "tidak"), fuzz.ratio(folded, "ya")
    if no >= HALF_READ and no > yes and box.width >= WIDE * char_height:
        return Label("Tidak", box, SMUDGED)
    if yes >= HALF_READ and yes > no and box.width <= 1.5 * WIDE * char_height:
        return Label("Ya", box, SMUDGED)
    return None


def missing_labels(given: Mapping[int, Label], exits: Sequence[Exit]) -> dict[int, str]:
    """`Ya` where a decision's other exit bears `Tidak` and the page lacks a `Ya`, and so on.

    A decision drawn with one label only has both or needs no more; lines drawn over the second
    are the usual cause. What is given so must be reviewed.
    """
    count = Counter(label.text for label in given.values())
    found: dict[int, str] = {}
    for i, way in enumerate(exits):
        ways = [k for k, other in enumerate(exits) if way.is_decision and other.tail == way.tail]
        rest = [k for k in ways if k != i]
        if i in given or len(ways) != 2 or rest[0] not in given:
            continue
        text = OPPOSITE.get(given[rest[0]].text)
        if text is not None and count[text] < count[given[rest[0]].text]:
            found[i] = text
            count[text] += 1
    return found


def exit_to_boxes(way: Exit, char_height: float) -> tuple[Box, ...]:
    """Where the label of an exit stands: on both sides of the first stretch, without its line.

    Where that is but a stub, beside the second stretch as well.
    """
    found = _beside(way.points[0], way.points[1], char_height)
    (x, y), (u, v) = way.points[0], way.points[1]
    if len(way.points) > 2 and max(abs(u - x), abs(v - y)) <= STUB * char_height:
        found += _beside(way.points[1], way.points[2], char_height)
    return found


def _beside(start: Point, end: Point, char_height: float) -> tuple[Box, ...]:
    (x, y), (u, v) = start, end
    clear, near, back = (n * char_height for n in (CLEAR, BESIDE, BACK))
    length = max(abs(u - x), abs(v - y)) / char_height
    far = min(max(length, ALONG), MOST_ALONG) * char_height
    if abs(u - x) >= abs(v - y):
        left, right = (x - back, x + far) if u >= x else (x - far, x + back)
        return (
            Box(left, y - near, right, y - clear),
            Box(left, y + clear, right, y + near),
        )
    far = ALONG * char_height
    top, bottom = (y - clear, y + near) if v >= y else (y - near, y + clear)
    return Box(x + clear, top, x + far, bottom), Box(x - far, top, x - clear, bottom)


def _distance(label: Label, way: Exit, char_height: float) -> float:
    """How far a label stands from a connector, in char heights, its far end counting more."""
    if way.entered is not None and not way.is_decision and _is_at(label, way):
        return float("inf")
    best, walked = float("inf"), 0.0
    for a, b in pairwise(way.points):
        length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        steps = max(1, int(length / (0.5 * char_height)))
        for n in range(steps + 1):
            spot = (a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps)
            away = distance_to_box(spot, label.box) + PER_WAY * (walked + length * n / steps)
            best = min(best, away)
        walked += length
    best /= char_height
    return best if way.is_decision else best + NOT_DECISION


def _is_at(label: Label, way: Exit) -> bool:
    """Whether a label stands at the decision that a connector enters, not where it begins."""
    if way.entered is None:
        return False
    return distance_to_box(label.box.center, way.entered) < distance_to_box(
        way.points[0], label.box
    )
