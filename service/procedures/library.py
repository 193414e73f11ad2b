"""Procedures within sight by unit and title, each as its version in force."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_

from archive.catalogue import documents
from archive.catalogue.tables import documents as documents_table
from records.errors import NotFound
from records.findings import Header, Kind
from records.findings_json import json_to_record
from records.keeping import EntryId, Filed, User, document_name, is_under
from service.filing.sight import sight_in
from service.filing.views import Document, DocumentFilter
from service.library import entry as open_entry
from service.procedures.families import Family, Head, family, group, title_key
from service.wiring import Services

MOST = 20_000
"""Procedures looked through: a station binds some hundred."""
ROWS = 60


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some families in order of unit and title, how many there are in all, and where to go on."""

    families: tuple[Family, ...]
    total: int
    units: tuple[tuple[str, str, int], ...]
    """(code or wording, name, families) of every unit that has procedures."""
    following: int | None


def shelf(
    user: User, services: Services, *, unit: str = "", text: str = "", offset: int = 0
) -> Shelf:
    """The procedures of a unit (with all below), narrowed by words of the title or number."""
    grouped = group(_procedures(user, services))
    units: dict[str, tuple[str, int]] = {}
    for papers in grouped:
        code = papers[0].unit_code or papers[0].unit or ""
        name, count = units.get(code, (papers[0].unit or code, 0))
        units[code] = (name, count + 1)
    found = [papers for papers in grouped if _is_wanted(papers, unit, text)]
    page = found[offset : offset + ROWS]
    heads = _heads([paper for papers in page for paper in papers], services)
    today = services.clock().date().isoformat()
    families = tuple(
        family([(paper, heads.get((paper.entry, paper.position))) for paper in papers], today)
        for papers in page
    )
    following = offset + ROWS if offset + ROWS < len(found) else None
    listed = tuple((code, name, count) for code, (name, count) in sorted(units.items()))
    return Shelf(families, len(found), listed, following)


def family_of(user: User, document: tuple[EntryId, int], services: Services) -> Family:
    """The family a procedure belongs to; raises NotFound where the paper is none of sight's."""
    papers = _procedures(user, services)
    mine = next((p for p in papers if (p.entry, p.position) == document), None)
    if mine is None:
        raise NotFound(what=document_name(*document))
    same = [p for p in papers if (p.unit_code, p.unit) == (mine.unit_code, mine.unit)]
    if mine.unit_code:
        same = [p for p in papers if p.unit_code == mine.unit_code]
    together = next(papers for papers in group(same) if mine in papers)
    heads = _heads(together, services)
    today = services.clock().date().isoformat()
    return family([(p, heads.get((p.entry, p.position))) for p in together], today)


def procedure(user: User, document: tuple[EntryId, int], services: Services) -> Document:
    """One procedure with its record, as far as the person sees it; raises NotFound."""
    view = open_entry(user, document[0], services)
    for found in view.documents:
        if found.filed.position == document[1] and found.filed.kind is Kind.SOP:
            return found
    raise NotFound(what=document_name(*document))


def _procedures(user: User, services: Services) -> list[Filed]:
    sight = sight_in(user, services)
    wanted = DocumentFilter(kind=Kind.SOP)
    with services.catalogue.read() as db:
        return documents.page(db, sight.scope, secret=sight.secret, wanted=wanted, limit=MOST)


def _is_wanted(papers: Sequence[Filed], unit: str, text: str) -> bool:
    under = papers[0].unit_code or papers[0].unit or ""
    if not is_under(under, unit):
        return False
    words = title_key(text).split()
    told = " ".join(f"{p.title} {p.number or ''}" for p in papers).casefold()
    return all(word in told for word in words)


def _heads(papers: Sequence[Filed], services: Services) -> dict[tuple[str, int], Head]:
    """The heads of the papers; only a head is made of each record, which may be long."""
    columns = documents_table.c
    names = [(paper.entry, paper.position) for paper in papers]
    wanted = select(columns.entry, columns.position, columns.record).where(
        tuple_(columns.entry, columns.position).in_(names)
    )
    found = {}
    with services.catalogue.read() as db:
        for entry, position, text in db.execute(wanted) if names else ():
            data = json.loads(text)
            header = json_to_record(data | {"matrix": None, "evidence": {}}).header
            steps = len((data.get("matrix") or {}).get("steps", ()))
            found[entry, position] = Head(header or Header(), steps, len(data.get("lint", ())))
    return found
