"""Where a query's words stand in a run of words: for snippets and for boxes on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.language.analysis import fold, stem, terms, word_list
from index.language.slips import distance
from index.query.plan import contraction, single_term
from index.query.tree import Filter, FilterField, Phrase, Prefix, Query, Term, Word

_SHOWN_FILTERS = {
    FilterField.NUMBER,
    FilterField.OFFICER,
    FilterField.VILLAGE,
    FilterField.TITLE,
    FilterField.UNIT,
}


@dataclass(frozen=True, slots=True)
class Needle:
    """What one term of a query looks like on paper: any of the runs of folded words.

    `root` also finds its inflections, `prefix` what begins so; `word` its slips, where nothing
    else of the needle stands on the page.
    """

    runs: tuple[tuple[str, ...], ...]
    root: str | None = None
    prefix: str | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last` (included, from 0) are a hit of needle number `needle`."""

    first: int
    last: int
    needle: int


def query_to_needles(query: Query) -> tuple[Needle, ...]:
    """What to look for on a page that answers the query; stop words only if nothing else is."""
    wanted = [clause for clause in query.clauses if not clause.is_excluded]
    found = [needle for c in wanted for term in c.terms for needle in _needles(term)]
    words = [single_term(clause) for clause in wanted]
    for at in range(len(words)):
        shorts = contraction(words[at:])[1]
        if shorts:
            found.append(Needle(tuple((short,) for short in shorts)))
    stop = word_list().stop
    telling = [needle for needle in found if needle.word not in stop]
    return tuple(telling or found)


def spans(needles: Sequence[Needle], words: Sequence[str]) -> tuple[Span, ...]:
    """The hits among folded words, in reading order, none inside another."""
    found: list[Span] = []
    for number, needle in enumerate(needles):
        hits = list(_hits(needle, number, words))
        if not hits and needle.word is not None:
            near = {word for word in set(words) if distance(needle.word, word) is not None}
            hits = [Span(at, at, number) for at, word in enumerate(words) if word in near]
        found += hits
    found.sort(key=lambda span: (span.first, -span.last))
    kept: list[Span] = []
    for span in found:
        if not kept or span.last > kept[-1].last:
            kept.append(span)
    return tuple(kept)


def _hits(needle: Needle, number: int, words: Sequence[str]) -> Iterator[Span]:
    for run in needle.runs:
        for at in range(len(words) - len(run) + 1):
            if words[at] == run[0] and tuple(words[at : at + len(run)]) == run:
                yield Span(at, at + len(run) - 1, number)
    for at in range(len(words) - 1):
        if needle.word is not None and words[at] + words[at + 1] == needle.word:
            yield Span(at, at + 1, number)  # broken at a line's end
    for at, word in enumerate(words):
        has_root = needle.root is not None and stem(word) == needle.root
        if has_root or (needle.prefix is not None and word.startswith(needle.prefix)):
            yield Span(at, at, number)


def _needles(term: Term) -> list[Needle]:
    match term:
        case Prefix(text):
            return [Needle((), prefix=fold(text))]
        case Phrase(text):
            return [_run(tuple(terms(text)))]
        case Word(text):
            split = tuple(terms(text))
            return [_word(split[0])] if len(split) == 1 else [_run(split)]
        case Filter(field, value):
            if field is FilterField.NUMBER:
                return [_run(tuple(terms(value)))]
            if field in _SHOWN_FILTERS:
                return [_word(word) for word in terms(value)]
            return []


def _run(split: tuple[str, ...]) -> Needle:
    shorts = word_list().contractions.get(split, ())
    return Needle((split, *((short,) for short in shorts)))


def _word(term: str) -> Needle:
    words = word_list()
    longs = words.expansions.get(term, ())
    shorts = [(short,) for short in words.contractions.get((term,), ())]
    return Needle(((term,), *longs, *shorts), root=stem(term), word=term)
