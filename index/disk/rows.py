"""A page as it is written: its words by field, its facts, its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.disk.board import entry_to_facts
from index.entries import PageEntry
from index.language.analysis import stem, terms, word_list


@dataclass(frozen=True, slots=True)
class Row:
    """A page ready to be written: its terms by field, its facts and its text."""

    document: str
    exact: Mapping[str, Sequence[int]]
    stem: Mapping[str, float]
    head: Mapping[str, float]
    facts: bytes
    text: str


def entry_to_row(entry: PageEntry) -> Row:
    """A page ready to be written: exact words with positions, roots, and its own names."""
    text = "\n".join(entry.lines)
    names = {
        term for name in (entry.officer, entry.village, entry.unit) for term in terms(name or "")
    }
    exact: defaultdict[str, list[int]] = defaultdict(list)
    roots: defaultdict[str, float] = defaultdict(float)
    stop = word_list().stop
    position = 0
    for position, term in enumerate(terms(text)):
        exact[term].append(position)
        if term not in stop:
            roots[term if term in names else stem(term)] += 1.0
    for position_at, joined in _broken_words(entry.lines):
        exact[joined] = sorted([*exact[joined], position_at])
        roots[stem(joined)] += 1.0
    head: defaultdict[str, float] = defaultdict(float)
    for value in (entry.title, entry.number, entry.officer, entry.unit, entry.village):
        for term in terms(value or ""):
            head[term] = 1.0
            if value is entry.title:
                head[stem(term)] = 1.0
    return Row(
        document=entry.document,
        exact=exact,
        stem=roots,
        head=head,
        facts=entry_to_facts(entry, position + 1),
        text=text,
    )


def _broken_words(lines: Sequence[str]) -> Iterable[tuple[int, str]]:
    """Words broken by a hyphen at a line's end, whole, with the position of their first part."""
    before = 0
    for line, following in pairwise(lines):
        before += len(terms(line))
        ends, begins = terms(line), terms(following)
        if line.rstrip().endswith(("-", "\u00ad", "\u2010")) and ends and begins:
            yield before - 1, "".join((ends[-1], begins[0]))
