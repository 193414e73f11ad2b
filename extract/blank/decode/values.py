"""A field's writing becomes its value: candidates weighed by what its kind can be."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.blank.decode.alternatives import (
    is_odd_month,
    with_months,
    with_slashes,
    with_zone,
    with_zones,
    without_blanks,
)
from extract.blank.decode.beam import Candidate, lend, read_texts
from extract.blank.decode.heard import heard_text, heard_texts
from extract.blank.decode.kinds import (
    DATE_SIGNS,
    DATE_TWINS,
    DIGITS,
    NO_VALUE,
    NUMBER_SIGNS,
    Judged,
    judge,
    kind_alphabet,
    kind_twins,
)
from extract.blank.decode.language import read_language_lines
from extract.blank.decode.score import score_text, score_texts
from forms.form import FieldKind
from records.pen import Scribble

WIDE = 16
"""Texts kept for kinds whose grammar decides between many."""
WIDEST = 60
"""The same for numbers of documents, whose strokes are slashes, ones and Roman ones."""
MOST_JOINED = 60
"""Texts of several lines together that are weighed."""
SHARPNESS = 0.7
"""The reader is surer of itself than it is right: its logarithms are flattened by this."""
CALIBRATION = 0.25
"""Shares of chance become shares of right values by this exponent: measured on a dozen
hands in three layouts and four damages, 360 fields of 24 papers."""
ODD_MONTH = 14.0
"""What a date weighs whose month is no month's name, though its day and year may be read."""
INK_DOUBT = 0.25
"""How much of the doubt a digit leaves in its ink (as an exponent) goes over to the number."""
LEAST_INK = -8.0
HEARD_DOUBT = 0.15
"""What is left of the doubt where the other reader read the same value."""
FREE = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NAME, FieldKind.PLACE)
"""Kinds that hold any text: read word by word."""
DATED = (FieldKind.DATE, FieldKind.MONTH)
BUILT = (
    FieldKind.TIME,
    FieldKind.NIK,
    FieldKind.NRP,
    FieldKind.PHONE,
    FieldKind.NUMBER,
    FieldKind.NEIGHBOURHOOD,
)
"""Kinds whose values are built in one way; others stay as they were read."""
REVIEW_BELOW = 0.88
"""Confidence under which a person looks at a value; measured on drawn hands."""
NONE_SURE = 0.5
"""How sure what is none of its kind can be, however clear the ink: `22CC` for a time."""
ADDRESS = ("alamat", "tempat tinggal", "domisili")
EDGES = " :;_|-"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A value, the text as it was likeliest read, and how sure the value is (0..1).

    `value` is empty where the writing cannot be what the field asks for.
    """

    value: str
    text: str
    confidence: float


def decode(
    kind: FieldKind,
    words: Sequence[str],
    lines: Sequence[Scribble],
    *,
    is_address: bool = False,
    likely: Callable[[str], float] | None = None,
) -> Decoded:
    """The value of a field of that kind; `words` are often written there.

    `likely` weighs a value by what else the paper says: a natural logarithm, none above zero.
    """
    if kind in FREE and not words:
        told = read_language_lines(lines, is_name=kind is FieldKind.NAME, is_address=is_address)
        return Decoded(told.text.strip(EDGES), told.plain, told.confidence**CALIBRATION)
    alphabet = kind_alphabet(kind)
    twins = kind_twins(kind)
    width = WIDEST if kind is FieldKind.DOCUMENT_NUMBER else WIDE
    found = [read_texts(line, alphabet, twins, width=width) for line in lines]
    found = [texts for texts in found if texts]
    if not found:
        return Decoded("", "", 1.0)
    whole = _join(found)
    plain = (
        " ".join(read_texts(s, width=4)[0].text.strip() for s in lines if len(s.chances)).strip()
        if alphabet
        else whole[0][0].strip()
    )
    whole += heard_texts(lines)
    if len(lines) == 1:
        whole += _alternatives(kind, words, lines[0], [text for text, _ in whole[:3]])
    elif kind in DATED:
        whole += _line_by_line(kind, lines)
    best = _best(whole, plain, cache(lambda text: _judged(kind, words, text, likely)))
    most = NONE_SURE if _is_none(kind, words, best.value) else 1.0
    if kind is FieldKind.TIME and len(lines) == 1:
        best = replace(best, value=with_zone(lines[0], best.value))
    best = _with_doubt(best, kind, words, lines)
    return replace(best, confidence=min(most, best.confidence))


def _is_none(kind: FieldKind, words: Sequence[str], value: str) -> bool:
    """Whether what was read is nothing that such a field asks for."""
    return kind in BUILT and judge(kind, words, value).weight <= -NO_VALUE


def _judged(
    kind: FieldKind, words: Sequence[str], text: str, likely: Callable[[str], float] | None
) -> Judged:
    judged = judge(kind, words, text)
    if likely is not None:
        judged = Judged(judged.value, judged.weight + likely(judged.value))
    if kind in DATED and is_odd_month(text):
        return Judged(judged.value, judged.weight - ODD_MONTH)
    return judged


def _line_by_line(kind: FieldKind, lines: Sequence[Scribble]) -> Iterator[tuple[str, float]]:
    """A date over several lines with one of them read otherwise, the rest as is likeliest."""
    first = [(texts[0].text, texts[0].score) for texts in (read_texts(s) for s in lines) if texts]
    if len(first) != len(lines):
        return
    for k, line in enumerate(lines):
        for other in (*heard_texts([line]), *_alternatives(kind, (), line, [first[k][0]])):
            whole = [*first[:k], other, *first[k + 1 :]]
            yield " ".join(text.strip() for text, _ in whole), sum(score for _, score in whole)


def _alternatives(
    kind: FieldKind, words: Sequence[str], line: Scribble, texts: Sequence[str]
) -> list[tuple[str, float]]:
    """Readings of a damaged date or number that its grammar suggests, with their chances."""
    bare = [word.replace(" ", "") for word in words]
    if kind in DATED:
        found = [with_months(line, text) for text in texts[:1]]
        found.append(_by_digits(line, DATE_SIGNS))
    elif kind is FieldKind.NUMBER:
        found = [_by_digits(line, DIGITS)]
    elif kind is FieldKind.DOCUMENT_NUMBER:
        lent = lend(line, NUMBER_SIGNS, kind_twins(kind))
        folded = replace(line, alphabet=NUMBER_SIGNS, chances=lent)
        found = [with_slashes(folded, text, words) for text in texts]
    elif kind is FieldKind.TIME:
        found = [with_zones(line, text) for text in texts]
    elif kind is FieldKind.TEXT:
        found = [list(zip(words, score_texts(without_blanks(line), bare), strict=True))]
    else:
        found = []
    return list({text: (text, score) for one in found for text, score in one}.values())


def _by_digits(line: Scribble, signs: str) -> list[tuple[str, float]]:
    """The likeliest readings in digits and signs between them, look-alikes lent to their twins."""
    return [(one.text, one.score) for one in read_texts(line, signs, DATE_TWINS, width=WIDE)]


def _with_doubt(
    best: Decoded, kind: FieldKind, words: Sequence[str], lines: Sequence[Scribble]
) -> Decoded:
    """A value is less sure the worse it explains the ink, surer where the other reader agrees."""
    sure = best.confidence
    alphabet = kind_alphabet(kind)
    if alphabet and alphabet != NUMBER_SIGNS and len(lines) == 1 and best.value:
        ink = score_text(lines[0], best.value) / max(1, len(best.value))
        sure *= math.exp(INK_DOUBT * max(ink, LEAST_INK))
    heard = heard_text(lines)
    if heard and best.value and _key(judge(kind, words, heard).value) == _key(best.value):
        sure = 1 - (1 - sure) * HEARD_DOUBT
    return replace(best, confidence=sure)


def _key(value: str) -> str:
    return "".join(c for c in value.casefold() if c.isalnum())


def is_address(labels: Sequence[str]) -> bool:
    """Whether a field of such labels asks where someone lives: `Jl.` and its like stand first."""
    return any(word in label.casefold() for label in labels for word in ADDRESS)


def _join(lines: Sequence[tuple[Candidate, ...]]) -> list[tuple[str, float]]:
    """The likeliest texts of all lines together."""
    whole = [("", 0.0)]
    for texts in lines:
        grown = [
            (f"{text} {one.text}".strip(), score + one.score)
            for text, score in whole
            for one in texts
        ]
        whole = sorted(grown, key=lambda pair: -pair[1])[:MOST_JOINED]
    return whole


def _best(
    texts: Sequence[tuple[str, float]], plain: str, weigh: Callable[[str], Judged]
) -> Decoded:
    """The value with most chance over all texts that give it."""
    sums: dict[str, float] = {}
    shown: dict[str, tuple[float, str]] = {}
    for text, score in texts:
        judged = weigh(text)
        total = SHARPNESS * (score + judged.weight)
        key = "".join(c for c in judged.value.casefold() if c.isalnum())
        sums[key] = _add(sums.get(key), total)
        if key not in shown or total > shown[key][0]:
            shown[key] = (total, judged.value)
    best = max(sums, key=lambda key: sums[key])
    highest = max(sums.values())
    spread = sum(math.exp(value - highest) for value in sums.values())
    sure = math.exp(sums[best] - highest) / spread
    return Decoded(shown[best][1], plain, sure**CALIBRATION)


def _add(a: float | None, b: float) -> float:
    if a is None:
        return b
    high, low = max(a, b), min(a, b)
    return high + math.log1p(math.exp(low - high))
