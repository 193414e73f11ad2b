"""One entry: its paper beside what was read from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from forms.form import Form
from records.errors import NotFound
from records.keeping import EntryId, Filed
from service import library
from service.filing import refiling
from service.filing.inside import find_inside
from service.library import Document, EntryView, PageWords
from service.permissions import Deed
from service.printing import serials
from service.review import deeds
from service.wiring import Services
from web.gate import Visit, Visiting, hall, tongue_of
from web.language import Tongue
from web.pages.procedures.strip import family_view
from web.showing import office_forms, show
from web.views.documents.history_view import to_history
from web.views.documents.inside import Inside, found_to_inside, look_through
from web.views.form_words import form_words
from web.views.leaves import Leaf, bare_leaf, page_to_leaf, wanted_words
from web.views.query import LONGEST, href, number
from web.views.record_view import RecordView, filed_title, record_to_view
from web.views.review_view import path_label

router = APIRouter()
WINDOW = 12
"""Pages shown at once; a thicker document is turned by as many."""
MOST_SAME = 12
"""Papers of one number that are named; an office may copy one blank for a year."""
TABS = ("record", "text", "history", "paper")


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way back."""

    label: str
    href: str = ""


@router.get("/entries/{entry_id}")
def entry(request: Request, visit: Visiting, entry_id: str) -> Response:
    """The paper beside its record or its text; the progress while it is being read."""
    services, tongue, asked = hall(request), tongue_of(request), request.query_params
    view = library.entry(visit.user, EntryId(entry_id), services)
    chosen = _chosen(view, number(asked.get("document", ""), 0, 0))
    record = _record(chosen, tongue, office_forms(request)) if chosen else None
    pages = chosen.record.pages if chosen else view.pages
    inside = _inside(request, visit, view, chosen, pages)
    window = _window(pages, number(asked.get("page", ""), inside.first, 1))
    wanted = inside.words or wanted_words(asked.get("words", "") or asked.get("q", ""))
    leaves = tuple(_leaf(request, visit, view, page, record, wanted) for page in window)
    tab = asked["tab"] if asked.get("tab") in TABS else TABS[0]
    here = f"/entries/{entry_id}"
    return show(
        request,
        "entry.html",
        {
            "entry": view.entry,
            "record": record,
            "leaves": leaves,
            "tab": tab,
            "problems": view.problems,
            "duplicate_of": view.entry.duplicate_of,
            "same_number": _same_number(visit, chosen, services, tongue),
            "choices": _choices(view, chosen, tongue),
            "crumbs": _crumbs(chosen, view, record, tongue),
            "found_count": sum(len(leaf.found) for leaf in leaves),
            "page_total": len(pages),
            "facts": _facts(view, tongue),
            "citation": _citation(chosen, view, record, tongue),
            "masked": chosen.masked if chosen else 0,
            "corrected": _corrected(request, visit, chosen, tongue),
            "inside": inside,
            "inside_at": lambda page: href(here, asked, page=page),
            "family": family_view(visit.user, chosen.filed, services, tongue) if chosen else None,
            **_filing(request, visit, view, chosen, tab),
            **{f"{name}_href": href(here, asked, tab=name) for name in TABS},
            **_turns(here, dict(asked), pages, window, inside),
        },
    )


def _inside(
    request: Request,
    visit: Visit,
    view: EntryView,
    chosen: Document | None,
    pages: tuple[int, ...],
) -> Inside:
    """Where the words looked for inside the document stand: by the index, which knows all pages."""
    text = request.query_params.get("find", "").strip()[:LONGEST]
    if not text:
        return Inside()
    if chosen is not None:
        name = (chosen.filed.entry, chosen.filed.position)
        found = find_inside(visit.user, name, text, hall(request))
        if found is not None:
            return found_to_inside(text, found)

    def words_of(page: int) -> PageWords | None:
        try:
            return library.page_words(visit.user, view.entry.id, page, hall(request))
        except NotFound:  # the page could not be read
            return None

    return look_through(text, pages, words_of)


def _same_number(
    visit: Visit, chosen: Document | None, services: Services, tongue: Tongue
) -> list[Crumb]:
    """Other papers that bear the blank's serial number; few of them."""
    if chosen is None or chosen.record.serial is None:
        return []
    filed = chosen.filed
    found = serials.same_number(visit.user, filed.entry, filed.position, services)
    return [_to_paper(one, tongue) for one in found[:MOST_SAME]]


def _to_paper(one: Filed, tongue: Tongue) -> Crumb:
    said = ", ".join(p for p in (filed_title(one, tongue), tongue.month(one.month)) if p)
    return Crumb(said, f"/entries/{one.entry}?document={one.position}")


def _filing(
    request: Request, visit: Visit, view: EntryView, chosen: Document | None, tab: str
) -> dict[str, Any]:
    """What was done with the document, and where it may be filed instead; only for its tab."""
    if chosen is None or tab != "history":
        return {"events": (), "filing": None, "units": ()}
    services, tongue = hall(request), tongue_of(request)
    name = (chosen.filed.entry, chosen.filed.position)
    filing = refiling.filing(visit.user, name, services)
    words = form_words(chosen.filed.form, office_forms(request))

    def label_of(path: str) -> str:
        return path_label(path, words, chosen.record, tongue)

    said = deeds.history(visit.user, name, services)
    return {
        "events": to_history(view.entry, said, filing, label_of, tongue),
        "filing": filing,
        "units": library.units(visit.user, services) if visit.may(Deed.FILE) else (),
    }


def _chosen(view: EntryView, position: int) -> Document | None:
    for document in view.documents:
        if document.filed.position == position:
            return document
    return view.documents[0] if view.documents else None


def _record(document: Document, tongue: Tongue, forms: tuple[Form, ...]) -> RecordView:
    filed = document.filed
    return record_to_view(
        document.record, filed.position, filed_title(filed, tongue), tongue, forms
    )


def _citation(
    chosen: Document | None, view: EntryView, record: RecordView | None, tongue: Tongue
) -> str:
    """How the document is named elsewhere: what it is, its number, and which bytes are meant."""
    if chosen is None or record is None:
        return ""
    filed = chosen.filed
    pages = f"{filed.pages[0]}–{filed.pages[-1]}" if len(filed.pages) > 1 else str(filed.pages[0])
    number = filed.number if filed.number != record.title else ""
    parts = [record.title, number, record.unit, record.month]
    told = tongue.text(
        "berkas “{name}”, hlm. {pages}, SHA-256 {digest}",
        name=view.entry.name,
        pages=pages,
        digest=view.entry.digest[:16],
    )
    return ", ".join([*(part for part in parts if part), told])


def _corrected(
    request: Request, visit: Visiting, chosen: Document | None, tongue: Tongue
) -> list[str]:
    """Values that people changed, with what the machine had read."""
    if chosen is None:
        return []
    filed = chosen.filed
    said = deeds.history(visit.user, (filed.entry, filed.position), hall(request))
    undone = {word.undoes for word in said}
    words = form_words(filed.form, office_forms(request))
    return [
        tongue.text(
            "{label}: terbaca “{text}”, dikoreksi {who}, {moment}",
            label=path_label(word.path, words, chosen.record, tongue),
            text=json.loads(word.before)["value"] or "–",
            who=word.who,
            moment=tongue.moment(word.at),
        )
        for word in said
        if word.verdict == "correct" and word.number not in undone
    ]


def _window(pages: tuple[int, ...], page: int) -> tuple[int, ...]:
    at = pages.index(page) if page in pages else 0
    first = at - at % WINDOW
    return pages[first : first + WINDOW]


def _turns(
    here: str,
    asked: dict[str, str],
    pages: tuple[int, ...],
    window: tuple[int, ...],
    inside: Inside,
) -> dict[str, Any]:
    first = pages.index(window[0]) if window else 0
    earlier = pages[first - WINDOW] if first else None
    later = pages[first + WINDOW] if first + WINDOW < len(pages) else None
    return {
        "earlier_href": href(here, asked, page=earlier) if earlier else "",
        "later_href": href(here, asked, page=later) if later else "",
        "inside_before": inside.before(window[0]) if window else 0,
        "inside_beside": inside.beside(window),
    }


def _leaf(
    request: Request,
    visit: Visiting,
    view: EntryView,
    page: int,
    record: RecordView | None,
    wanted: frozenset[str],
) -> Leaf:
    frames = record.frames if record else ()
    try:
        words = library.page_words(visit.user, view.entry.id, page, hall(request))
    except NotFound:  # the page could not be read; its picture may still be had
        return bare_leaf(page, frames)
    return page_to_leaf(words, frames, wanted)


def _choices(
    view: EntryView, chosen: Document | None, tongue: Tongue
) -> list[dict[str, str | bool]]:
    return [
        {
            "label": filed_title(document.filed, tongue),
            "href": f"/entries/{view.entry.id}?document={document.filed.position}",
            "is_chosen": document is chosen,
        }
        for document in view.documents
    ]


def _crumbs(
    chosen: Document | None, view: EntryView, record: RecordView | None, tongue: Tongue
) -> list[Crumb]:
    found = [Crumb(tongue.text("Dokumen"), "/documents")]
    if chosen and record:
        filed = chosen.filed
        unit = filed.unit_code or filed.unit
        if unit:
            found.append(Crumb(filed.unit or unit, href("/documents", {}, unit=unit)))
        if filed.month:
            of_month = href("/documents", {}, unit=unit, month=filed.month)
            found.append(Crumb(tongue.month(filed.month), of_month))
    return [*found, Crumb(view.entry.name)]


def _facts(view: EntryView, tongue: Tongue) -> list[tuple[str, Any]]:
    entry = view.entry
    facts = [
        (tongue.text("Nama berkas"), entry.name),
        (tongue.text("Diterima"), tongue.moment(entry.received_at)),
        (tongue.text("Diunggah oleh"), entry.received_by),
        (tongue.text("Ukuran"), tongue.size(entry.size)),
        (tongue.text("Format"), entry.media),
        (tongue.text("Halaman"), tongue.number(len(view.pages))),
        (tongue.text("Sidik jari SHA-256"), entry.digest),
    ]
    if entry.archived_at:
        facts.insert(2, (tongue.text("Diarsipkan"), tongue.moment(entry.archived_at)))
    return facts
