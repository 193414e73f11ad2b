"""Weak readings put right to words of the field or of the same paper, where glyphs look alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from records.paper import Word

WEAK = 0.88
"""Confidence below which a word may be put right by two slips; a source's own misspellings are
read surely."""
SURE = 0.93
"""Confidence from which a word stands, as an example for others too; below it one slip may be
put right."""
LEAST_LETTERS = 4
SLIP = 0.3
"""Cost of one glyph taken for one that looks like it; anything else costs 1."""
MOST_SLIPS = 2
"""Slips in one word; more is another word."""
MOST_EDITS = 2 * MOST_SLIPS
"""Plain edits that so many slips amount to, two glyphs for one counted twice."""
NEAREST = 16
"""Words by plain edits that are looked at closely."""
APART = 0.25
"""How much worse the second best word must be."""

SLASH_LIKE = "Il1|"
"""What a slash after a word is read as."""

HYPHEN = "-"

_CORE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)

_ALIKE = (
    "il1|!jt", "o0ce", "eca", "uv", "ao", "nhr", "bh6", "s5", "z2", "gq9", "yv", "ft", "fr",
    "rt", "mn", "un", "kh", "pn", "dl", "b8", "td",
)  # fmt: skip
_PAIRS = frozenset((a, b) for group in _ALIKE for a in group for b in group if a != b)
_RUNS = (
    ("rn", "m"), ("ri", "n"), ("ni", "m"), ("ii", "u"), ("il", "u"), ("cl", "d"), ("li", "h"),
    ("vv", "w"), ("ti", "n"), ("in", "m"), ("lc", "k"), ("ic", "k"),
)  # fmt: skip


@cache
def _field_words() -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in data.values() for word in words.split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known words in lower case."""

    words: tuple[str, ...]
    known: frozenset[str]

    def mend(self, word: Word) -> Word:
        """The word put right where it is weakly read and looks like just one known word."""
        found = _CORE.match(word.text)
        core = found[2] if found else ""
        if word.confidence >= SURE or len(core) < LEAST_LETTERS or core.lower() in self.known:
            return word
        is_slashed = core[-1] in SLASH_LIKE and core[:-1].lower() in self.known
        # No word in capitals gains by an I what a bold slash cannot be: small letters do (-i).
        if is_slashed and (word.confidence < WEAK or core.isupper()):
            return replace(word, text=f"{found[1] if found else ''}{core[:-1]}/")
        best = self._closest(core.lower(), 1 if word.confidence >= WEAK else MOST_SLIPS)
        if found is None or best is None:
            return word
        is_broken = word.confidence >= WEAK or found[3].startswith(HYPHEN)
        if is_broken and best.startswith(core.lower()):
            # No letter is lost where it may stand in the next line: `Pemoho-` `n`.
            return word
        return replace(word, text=found[1] + _in_case_of(core, best) + found[3])

    def mend_line(self, line: tuple[Word, ...]) -> tuple[Word, ...]:
        """Every word of a line put right."""
        return tuple(self.mend(word) for word in line)

    def _closest(self, core: str, slips: int) -> str | None:
        limit = SLIP * (slips if len(core) > LEAST_LETTERS + 1 else 1) + 1e-6
        costs: list[tuple[float, str]] = []
        near = process.extract(
            core, self.words, scorer=Levenshtein.distance, score_cutoff=MOST_EDITS, limit=NEAREST
        )
        for known, _, _ in near:
            cost = slip_cost(core, known, limit + APART)
            if cost <= limit + APART:
                costs.append((cost, known))
        costs.sort()
        if not costs or costs[0][0] > limit:
            return None
        if len(costs) > 1 and costs[1][0] - costs[0][0] < APART:
            return None
        return costs[0][1]


def words_to_lexicon(words: Iterable[Word]) -> Lexicon:
    """The words of the field and those that a paper's own sure readings add."""
    own = {
        core.lower()
        for word in words
        if word.confidence >= SURE
        and (core := word.text.strip(".,;:()/\"'")).isalpha()
        and len(core) >= LEAST_LETTERS
    }
    known = frozenset(own | _field_words())
    return Lexicon(tuple(sorted(known)), known)


def _in_case_of(pattern: str, word: str) -> str:
    if sum(c.isupper() for c in pattern) > len(pattern) / 2:
        return word.upper()
    return word.capitalize() if pattern[0].isupper() else word


def slip_cost(read: str, known: str, limit: float) -> float:
    """Edit distance in which glyphs that look alike cost little; gives up above the limit."""
    width = len(known)
    rows = [[float(j) for j in range(width + 1)]]
    for i in range(1, len(read) + 1):
        row = [float(i)]
        for j in range(1, width + 1):
            step = _glyph_cost(read[i - 1], known[j - 1])
            best = min(rows[i - 1][j - 1] + step, rows[i - 1][j] + 1, row[j - 1] + 1)
            row.append(min(best, _run_cost(read, known, i, j, rows)))
        rows.append(row)
        if min(row) > limit and min(rows[i - 1]) > limit:
            return limit + 1
    # A last letter lost to a border costs no more than one misread.
    return min(rows[-1][-1], rows[-1][-2] + SLIP)


def _glyph_cost(a: str, b: str) -> float:
    if a == b:
        return 0.0
    return SLIP if (a, b) in _PAIRS else 1.0


def _run_cost(read: str, known: str, i: int, j: int, rows: list[list[float]]) -> float:
    """The cost of two glyphs taken for one, or one for two, ending here."""
    best = float("inf")
    for two, one in _RUNS:
        if i >= 2 and read[i - 2 : i] == two and known[j - 1] == one:
            best = min(best, rows[i - 2][j - 1] + SLIP)
        if j >= 2 and known[j - 2 : j] == two and read[i - 1] == one:
            best = min(best, rows[i - 1][j - 2] + SLIP)
    return best
