"""Our query language: written text to a tree and back.

kunjungan warga          both words, in any form (berkunjung, warganya)
"problem solving"        side by side, as written
kunj*                    words that begin so
rukun OR damai           either
-narkoba                 not
unit:"polsek dungingi" bulan:2024-01..2024-06 jenis:form petugas:rahmat nomor:SOP/04
"""

from __future__ import annotations

import re

from index.entries import Hint
from index.language.analysis import terms
from index.query.tree import (
    ALIASES,
    FORBIDDEN,
    OR_SIGNS,
    SHORTEST_PREFIX,
    Clause,
    Filter,
    FilterField,
    Phrase,
    Prefix,
    Query,
    Term,
    Word,
    looks_like_filter,
)
from records.findings import Kind

LONGEST_QUERY = 500
"""Characters read of a query: nobody types more, and each word costs a look-up."""
MOST_TERMS = 24

KINDS = {
    **{str(kind): kind for kind in Kind},
    "formulir": Kind.FORM,
    "blanko": Kind.FORM,
    "laporan": Kind.REPORT,
    "rekap": Kind.REPORT,
    "surat": Kind.LETTER,
    "lain": Kind.OTHER,
    "lainnya": Kind.OTHER,
}

_TOKEN = re.compile(
    r'(?P<minus>-?)(?:(?P<field>[a-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))', re.I
)
_QUOTES = str.maketrans(dict.fromkeys(FORBIDDEN, '"'))
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_TURNED = re.compile(r"(\d{1,2})[-/](\d{4})")

_HINTS = {
    "query.cut": (
        "Kueri terlalu panjang; hanya bagian awal yang dicari.",
        "The query is too long; only its beginning is searched.",
    ),
    "query.open-quote": (
        "Tanda kutip belum ditutup; sisa kueri dibaca sebagai frasa.",
        "A quotation mark is not closed; the rest is read as a phrase.",
    ),
    "query.month": (
        "Bulan ditulis 2024-01 atau 2024-01..2024-06; bagian ini dicari sebagai kata.",
        "Months are written 2024-01 or 2024-01..2024-06; this part is searched as words.",
    ),
    "query.kind": (
        "Jenis yang dikenal: sop, form, report, letter, other; bagian ini dicari sebagai kata.",
        "Known kinds: sop, form, report, letter, other; this part is searched as words.",
    ),
    "query.short-prefix": (
        f"Tanda * memerlukan sedikitnya {SHORTEST_PREFIX} huruf; dicari sebagai kata utuh.",
        f"A * needs {SHORTEST_PREFIX} letters or more; searched as a whole word.",
    ),
}


def text_to_query(text: str) -> tuple[Query, tuple[Hint, ...]]:
    """The tree of any text, and hints on what could not be read as it seems meant."""
    hints: dict[str, Hint] = {}
    if len(text) > LONGEST_QUERY:
        _tell(hints, "query.cut")
    text = " ".join(text[:LONGEST_QUERY].translate(_QUOTES).split())
    if text.count('"') % 2:
        _tell(hints, "query.open-quote")
        text += '"'
    clauses: list[Clause] = []
    joins = False
    for match in _TOKEN.finditer(text):
        if match.group() in OR_SIGNS:
            joins = bool(clauses) and not clauses[-1].is_excluded
            continue
        found = _match_to_terms(match, hints)
        is_excluded = bool(match["minus"])
        for term in found:
            if joins and not is_excluded:
                clauses[-1] = Clause((*clauses[-1].terms, term))
            else:
                clauses.append(Clause((term,), is_excluded))
            joins = False
    return Query(_cut(clauses, hints)), tuple(hints.values())


def query_to_text(query: Query) -> str:
    """The query as one would write it; reading it again gives the same tree."""
    return " ".join(
        ("-" if clause.is_excluded else "") + " OR ".join(map(term_to_text, clause.terms))
        for clause in query.clauses
    )


def term_to_text(term: Term) -> str:
    """A term as one would write it."""
    match term:
        case Word(text):
            return text
        case Prefix(text):
            return text + "*"
        case Phrase(text):
            return f'"{text}"'
        case Filter(field, value, until):
            whole = value if until is None else f"{value}..{until}"
            return f"{field}:{whole}" if " " not in whole else f'{field}:"{whole}"'


def _cut(clauses: list[Clause], hints: dict[str, Hint]) -> tuple[Clause, ...]:
    kept: list[Clause] = []
    room = MOST_TERMS
    for clause in clauses:
        if len(clause.terms) > room:
            _tell(hints, "query.cut")
            break
        room -= len(clause.terms)
        kept.append(clause)
    return tuple(kept)


def _match_to_terms(match: re.Match[str], hints: dict[str, Hint]) -> list[Term]:
    quoted, bare = match["quoted"], match["bare"]
    value = " ".join((quoted if quoted is not None else bare).split())
    name = (match["field"] or "").casefold()
    field = ALIASES.get(name)
    if field is None and name:
        value = f"{match['field']}:{value}"
    if not terms(value):
        return []
    if field is not None:
        term = _filter(field, value, hints)
        if term is not None:
            return [term]
        return [_word_or_phrase(part) for part in value.split() if terms(part)]
    if quoted is not None:
        return [Phrase(value)]
    if value.endswith("*"):
        return _prefix(value.rstrip("*"), hints)
    return [_word_or_phrase(value)]


def _prefix(text: str, hints: dict[str, Hint]) -> list[Term]:
    if not terms(text):
        return []
    try:
        return [Prefix(text)]
    except ValueError:
        _tell(hints, "query.short-prefix")
        return [_word_or_phrase(text)]


def _word_or_phrase(text: str) -> Term:
    text = text.lstrip("-").rstrip("*")
    return Phrase(text) if text in OR_SIGNS or looks_like_filter(text) else Word(text)


def _filter(field: FilterField, value: str, hints: dict[str, Hint]) -> Filter | None:
    if field is FilterField.MONTH:
        found = _months(value)
        if found is None:
            _tell(hints, "query.month")
        return found
    if field is FilterField.KIND:
        kind = KINDS.get(value.casefold())
        if kind is None:
            _tell(hints, "query.kind")
            return None
        return Filter(field, str(kind))
    return Filter(field, value)


def _months(value: str) -> Filter | None:
    first, dots, last = value.partition("..")
    begin = _month(first, "01") if first else ""
    end = _month(last if dots else first, "12") if (last or not dots) else ""
    if begin is None or end is None or not (begin or end):
        return None
    if not dots and begin == end:
        return Filter(FilterField.MONTH, begin)
    return Filter(FilterField.MONTH, begin, end)


def _month(text: str, default: str) -> str | None:
    turned = _TURNED.fullmatch(text)
    if turned:
        text = f"{turned[2]}-{turned[1]}"
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    month = int(match[2] or default)
    return f"{match[1]}-{month:02}" if 1 <= month <= 12 else None


def _tell(hints: dict[str, Hint], code: str) -> None:
    hints[code] = Hint(code, *_HINTS[code])
