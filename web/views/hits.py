"""Search answers as pages show them: hits with links into the paper, facets, sortings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.entries import FacetName, Hit, Sort
from records.keeping import Filed
from service.searching import Answer
from web.language import Tongue, mark
from web.views import labels
from web.views.query import href

SHOWN_SNIPPETS = 2
MOST_WORDS = 12
"""Distinct found words that a link carries along to be framed on the paper."""
FACET_CHOICES = 8
WORD = re.compile(r"\w+")
FACETS: dict[FacetName, tuple[str, str]] = {
    FacetName.KIND: ("kind", mark("Jenis")),
    FacetName.SCOPE: ("unit", mark("Satuan")),
    FacetName.MONTH: ("month", mark("Bulan")),
    FacetName.FORM: ("form", mark("Formulir")),
    FacetName.OFFICER: ("officer", mark("Petugas")),
    FacetName.VILLAGE: ("village", mark("Desa / kelurahan")),
}
"""Facets that can be narrowed by, with the part of the address that does it."""
SORTS: dict[Sort, str] = {
    Sort.RELEVANCE: mark("paling cocok"),
    Sort.NEWEST: mark("terbaru"),
    Sort.OLDEST: mark("terlama"),
    Sort.NUMBER: mark("nomor"),
}


@dataclass(frozen=True, slots=True)
class HitView:
    """A document found: its best page, and where to look at it."""

    filed: Filed
    page: int
    more: int
    href: str
    snippets: tuple[tuple[tuple[str, bool], ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow or sort by."""

    label: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """One property with its choices."""

    label: str
    choices: tuple[Choice, ...]


def answer_to_hits(answer: Answer, query: str) -> tuple[HitView, ...]:
    """The hits the catalogue vouches for, in order."""
    return tuple(
        _hit(hit, answer.filed[hit.document], query)
        for hit in answer.results.hits
        if hit.document in answer.filed
    )


def _hit(hit: Hit, filed: Filed, query: str) -> HitView:
    page = hit.pages[0].page if hit.pages else filed.pages[0]
    snippets = hit.pages[0].snippets[:SHOWN_SNIPPETS] if hit.pages else ()
    words = " ".join(found_words(hit))
    parts = {"document": str(filed.position), "page": str(page), "q": query, "words": words}
    return HitView(
        filed,
        page,
        max(0, hit.page_count - 1),
        href(f"/entries/{filed.entry}", parts),
        tuple(snippet.segments for snippet in snippets),
    )


def found_words(hit: Hit) -> tuple[str, ...]:
    """The distinct words that answered, folded, as they stand on the document's pages."""
    found = {
        word.casefold(): None
        for page in hit.pages
        for snippet in page.snippets
        for text, is_hit in snippet.segments
        if is_hit
        for word in WORD.findall(text)
    }
    return tuple(found)[:MOST_WORDS]


def answer_to_facets(
    answer: Answer,
    asked: Mapping[str, str],
    tongue: Tongue,
    unit_names: Mapping[str, str],
    form_names: Mapping[str, str],
) -> tuple[FacetView, ...]:
    """Facets with what can be chosen; a chosen value stays, to be taken back."""
    found = []
    for name, (part, label) in FACETS.items():
        chosen = asked.get(part, "")
        facets = answer.results.facets
        values = [value for value in facets.get(name, ()) if value[0]]
        if name is FacetName.SCOPE and not values:
            # no letterhead was recognised: their wordings narrow as well
            values = [value for value in facets.get(FacetName.UNIT, ()) if value[0]]
        if chosen and chosen not in {value for value, _ in values}:
            values.insert(0, (chosen, 0))
        choices = tuple(
            Choice(
                _facet_word(part, value, tongue, unit_names, form_names),
                count,
                href("/search", asked, offset=None, **{part: None if value == chosen else value}),
                value == chosen,
            )
            for value, count in values[:FACET_CHOICES]
        )
        if choices:
            found.append(FacetView(tongue.text(label), choices))
    return tuple(found)


def _facet_word(
    part: str,
    value: str,
    tongue: Tongue,
    unit_names: Mapping[str, str],
    form_names: Mapping[str, str],
) -> str:
    if part == "kind":
        return tongue.text(labels.named(labels.KINDS, value))
    if part == "form":
        return form_names.get(value, labels.named({}, value))
    return tongue.month(value) if part == "month" else unit_names.get(value, value)


def sort_choices(asked: Mapping[str, str], chosen: Sort, tongue: Tongue) -> tuple[Choice, ...]:
    """The orders to choose from."""
    return tuple(
        Choice(
            tongue.text(label), 0, href("/search", asked, sort=sort, offset=None), sort is chosen
        )
        for sort, label in SORTS.items()
    )
