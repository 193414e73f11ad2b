"""Search within sight: asks the index, and lets nothing through that the catalogue would hide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive.catalogue import audit, documents
from archive.units import tree
from index.entries import Hit, Results, Scope, Snippet, Sort
from records.errors import IndexMissing
from records.keeping import Filed, User, document_name, is_under
from service.access.glances import Glance
from service.permissions import Deed, Sight, require, sight_of
from service.review.masking import mask_segments, mask_shapes
from service.wiring import Services

LONGEST_TYPED = 200
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
GUESSED = re.compile(r"(?<![\w/])([0-9OoIl|]{5,})\*+")
"""The beginning of a long number: what it begins is not to be found out digit by digit."""
FIRST_MONTH = "1900-01"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What documents must be besides matching: unit (path code, with all below), month, kind."""

    unit: str | None = None
    month: str | None = None
    kind: str | None = None
    until: str | None = None
    """Last month, where `month` is the first."""
    form: str | None = None
    officer: str | None = None
    village: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index found, and the catalogue's word on each document of `results.hits`.

    `filed` is keyed by `Hit.document`; its `entry` and `position` lead to the document's page.
    """

    results: Results
    filed: Mapping[str, Filed]


def search(
    user: User,
    query: str,
    services: Services,
    *,
    narrowing: Narrowing | None = None,
    limit: int = 20,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
) -> Answer:
    """Documents within sight that match the query; empty while nothing is indexed.

    Raises NotAllowed for a role that reads no papers.
    """
    from index.search import search as ask

    admin_reads = services.settings.access.admin_reads
    require(user, Deed.READ, admin_reads=admin_reads)
    sight = sight_of(user, admin_reads=admin_reads)
    wanted = narrowing or Narrowing()
    text, scope = _narrowed(GUESSED.sub(r"\1", query), wanted, sight, services)
    try:
        results = ask(services.pages(), text, scope, limit=limit, offset=offset, sort=sort)
    except IndexMissing:
        results = Results((), 0, 0)
    filed = _filed(results, sight, services)
    # The index follows the catalogue by a moment; where they differ the catalogue is right.
    hits = tuple(_masked(hit) for hit in results.hits if hit.document in filed)
    told = {"query": mask_shapes(text), "offset": offset, "total": results.total}
    told["shown"] = [hit.document for hit in hits]
    with services.catalogue.begin() as db:
        audit.write(db, services.clock(), user.name, "search", "", told)
    return Answer(replace(results, hits=hits), filed)


def _masked(hit: Hit) -> Hit:
    """The hit with numbers masked in its snippets: nothing is ever revealed in a list."""
    pages = tuple(
        replace(
            page,
            snippets=tuple(Snippet(mask_segments(found.segments)) for found in page.snippets),
        )
        for page in hit.pages
    )
    return replace(hit, pages=pages, title=mask_shapes(hit.title) if hit.title else hit.title)


def suggest(user: User, typed: str, services: Services, *, limit: int = 8) -> tuple[str, ...]:
    """What is being typed, its last word completed from papers within sight; never numbers."""
    from index.suggest import complete

    admin_reads = services.settings.access.admin_reads
    require(user, Deed.READ, admin_reads=admin_reads)
    sight = sight_of(user, admin_reads=admin_reads)
    scope = Scope(() if sight.scope is None else (sight.scope,), secret=sight.secret)
    try:
        found = complete(services.pages(), typed[-LONGEST_TYPED:], scope, limit=limit)
    except IndexMissing:
        return ()
    if found:
        told = Glance(user.name, "suggest")
        services.glances.note(services.catalogue, services.clock(), told)
    return found


def _narrowed(query: str, wanted: Narrowing, sight: Sight, services: Services) -> tuple[str, Scope]:
    """The query with its narrowing in the query's own words, and the scope to ask in."""
    scope = Scope(() if sight.scope is None else (sight.scope,), secret=sight.secret)
    filters = []
    if wanted.unit:
        if _is_code(wanted.unit, services):
            # What lies in both: the narrower of two paths where one is below the other.
            both = [wanted.unit if is_under(wanted.unit, u) else u for u in scope.units]
            scope = replace(scope, units=tuple(u for u in both if is_under(u, wanted.unit)))
        else:
            filters.append(f'unit:"{_unquoted(wanted.unit)}"')
    if wanted.until:
        filters.append(f"bulan:{_month(wanted.month) or FIRST_MONTH}..{_month(wanted.until)}")
    elif wanted.month:
        filters.append(f'bulan:"{_unquoted(wanted.month)}"')
    for field, value in (
        ("jenis", wanted.kind),
        ("blanko", wanted.form),
        ("petugas", wanted.officer),
        ("desa", wanted.village),
    ):
        if value:
            filters.append(f'{field}:"{_unquoted(value)}"')
    return " ".join([*filters, query]), scope


def _is_code(unit: str, services: Services) -> bool:
    with services.catalogue.read() as db:
        return bool(tree.within(db, unit))


def _month(text: str | None) -> str:
    return text if text and MONTH.fullmatch(text) else ""


def _unquoted(text: str) -> str:
    return text.replace('"', " ")


def _filed(results: Results, sight: Sight, services: Services) -> dict[str, Filed]:
    names = []
    for hit in results.hits:
        entry, _, position = hit.document.rpartition("-")
        names.append((entry, int(position)))
    if not names:
        return {}
    with services.catalogue.read() as db:
        found = documents.named(db, names)
    return {document_name(f.entry, f.position): f for f in found if sight.shows(f)}
