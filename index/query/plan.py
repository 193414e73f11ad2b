"""A query becomes what to look up: for each word its forms, roots, short forms and slips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.language.analysis import squash, stem, terms, word_list
from index.query.tree import Clause, Filter, Phrase, Prefix, Query, Term, Word

EXACT = 1.0
"""On top of a page's score by the root: the form as written ranks higher."""
ROOT = 1.0
HEAD = 2.0
"""In title, number, officer, unit or village."""
ABBREVIATION = 0.6
SLIP = 0.3
"""Of what the right word would give; less for every edit."""
SHORTEST_NUMBER = 5
"""Letters and digits of a run that may be a document number written without its punctuation."""


class Field(StrEnum):
    """Where terms are looked up."""

    EXACT = "exact"
    STEM = "stem"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A term in a field, and what a page gains by it."""

    field: Field
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one word: a page that holds any of them holds the word."""

    lookups: tuple[Lookup, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Exact terms one after the other."""

    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Beginning:
    """Exact terms that begin so."""

    prefix: str


@dataclass(frozen=True, slots=True)
class NumberPart:
    """A document number that holds these letters and digits, punctuation aside."""

    squashed: str


@dataclass(frozen=True, slots=True)
class Property:
    """A filter on the facts of a document."""

    filter: Filter


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Pages that fulfil one or more of the plans."""

    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Pages that fulfil every plan and none of the unwanted ones."""

    plans: tuple[Plan, ...]
    unwanted: tuple[Plan, ...] = ()


Plan = Forms | SideBySide | Beginning | NumberPart | Property | AnyOf | AllOf

Slips = Callable[[str], Sequence[tuple[str, int]]]
"""The written words that may be slips of a term, with their distance."""


def query_to_plan(query: Query, slips: Slips) -> AllOf:
    """What to look up for a query; stop words beside other words are passed over."""
    wanted = [clause for clause in query.clauses if not clause.is_excluded]
    telling = [clause for clause in wanted if not _is_stop(clause)]
    plans = _joined(telling or wanted, slips)
    # what is unwanted is taken as written: a guess must not hide a page
    unwanted = [_term(clause.terms[0], _no_slips) for clause in query.clauses if clause.is_excluded]
    return AllOf(tuple(plans), tuple(unwanted))


def _no_slips(_: str) -> Sequence[tuple[str, int]]:
    return ()


def _joined(clauses: list[Clause], slips: Slips) -> list[Plan]:
    """The clauses' plans; words that together have a short form may also stand so."""
    plans: list[Plan] = []
    words = [single_term(clause) for clause in clauses]
    at = 0
    while at < len(clauses):
        run, shorts = contraction(words[at:])
        if run > 1:
            apart = AllOf(tuple(_clause(clause, slips) for clause in clauses[at : at + run]))
            plans.append(AnyOf((apart, *(_short(short) for short in shorts))))
        else:
            plans.append(_clause(clauses[at], slips))
        at += max(run, 1)
    return plans


def contraction(words: Sequence[str | None]) -> tuple[int, tuple[str, ...]]:
    """How many words from the first on have short forms together, and these; 0 if none."""
    contractions = word_list().contractions
    for length in range(len(words), 1, -1):
        run = tuple(word for word in words[:length] if word is not None)
        if len(run) == length and run in contractions:
            return length, contractions[run]
    return 0, ()


def _clause(clause: Clause, slips: Slips) -> Plan:
    plans = tuple(_term(term, slips) for term in clause.terms)
    return plans[0] if len(plans) == 1 else AnyOf(plans)


def _term(term: Term, slips: Slips) -> Plan:
    match term:
        case Prefix(text):
            return Beginning(terms(text)[0])
        case Filter():
            return Property(term)
        case Phrase(text):
            return _side_by_side(tuple(terms(text)))
        case Word(text):
            split = tuple(terms(text))
            plan = _word(split[0], slips) if len(split) == 1 else _side_by_side(split)
            squashed = squash(text)
            if _may_be_number(squashed):
                return AnyOf((plan, NumberPart(squashed)))
            return plan


def _word(term: str, slips: Slips) -> Plan:
    words = word_list()
    lookups = [Lookup(Field.EXACT, term, EXACT), Lookup(Field.HEAD, term, HEAD)]
    root = stem(term)
    if term not in words.stop:
        lookups.append(Lookup(Field.STEM, root, ROOT))
    if root != term:
        lookups.append(Lookup(Field.HEAD, root, HEAD / 2))
    lookups += [Lookup(Field.EXACT, slip, SLIP / (1 + edits)) for slip, edits in slips(term)]
    longs = words.expansions.get(term, ())
    shorts = [*words.contractions.get((term,), ()), *(w[0] for w in longs if len(w) == 1)]
    lookups += [Lookup(Field.EXACT, short, ABBREVIATION) for short in shorts]
    forms = Forms(tuple(lookups))
    spelled = tuple(SideBySide(long, ABBREVIATION) for long in longs if len(long) > 1)
    return AnyOf((forms, *spelled)) if spelled else forms


def _side_by_side(split: tuple[str, ...]) -> Plan:
    if len(split) == 1:
        lookups = (Lookup(Field.EXACT, split[0], ROOT + EXACT), Lookup(Field.HEAD, split[0], HEAD))
        return Forms(lookups)
    plan = SideBySide(split, ROOT + EXACT)
    shorts = word_list().contractions.get(split, ())
    return AnyOf((plan, *(_short(short) for short in shorts))) if shorts else plan


def _short(short: str) -> Forms:
    return Forms((Lookup(Field.EXACT, short, ABBREVIATION),))


def single_term(clause: Clause) -> str | None:
    """The folded word of a clause that is one plain word, None of any other."""
    if len(clause.terms) == 1 and isinstance(clause.terms[0], Word):
        split = terms(clause.terms[0].text)
        return split[0] if len(split) == 1 else None
    return None


def _is_stop(clause: Clause) -> bool:
    return single_term(clause) in word_list().stop


def _may_be_number(squashed: str) -> bool:
    return (
        len(squashed) >= SHORTEST_NUMBER
        and any(c.isdigit() for c in squashed)
        and any(c.isalpha() for c in squashed)
    )
