"""Words on values: accept, correct, undo. The machine's reading is kept; the record follows.

One transaction holds the word itself, the record it changes, the counts of what is doubtful, the
trail, and the index's order to look again. A paper in a sealed bag refuses.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from archive.catalogue import audit, documents, outbox
from archive.desk import reviews
from archive.desk.reviews import Review
from archive.months import states
from forms.definitions import usable_forms
from forms.form import Form
from records.errors import NotFound, NumbersMasked, ReviewOutdated, ValueRefused
from records.findings import Record
from records.findings_json import json_to_record
from records.keeping import EntryId, Filed, User, document_name
from service import library
from service.filing.documents import filing_digest
from service.filing.sight import Seen, look
from service.filing.views import DocumentFilter
from service.keying import doubles
from service.permissions import Deed, require
from service.review.paths import Json, put_value
from service.review.restating import look_over, put_state, refiled, state_at
from service.review.shape import is_shape
from service.review.showing import shown_words, veils
from service.review.values import ReviewItem, item_at, record_to_items, typed_value
from service.wiring import Services

MOST_SWEPT = 60
"""Papers of one sweep: what one person checks in a quarter of an hour."""
Name = tuple[EntryId, int]
"""Of a document: its entry and its position."""


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """One document on a reviewer's desk; `masked` counts values that wait to be revealed."""

    filed: Filed
    record: Record
    items: tuple[ReviewItem, ...]
    history: tuple[Review, ...]
    masked: int
    hidden: frozenset[str] = frozenset()
    """Paths of masked values, also of those without a place on the paper."""


def desk(user: User, name: Name, services: Services) -> ReviewDesk:
    """What is to be looked at in a document; raises NotFound, NotAllowed."""
    require(user, Deed.REVIEW)
    told = {"position": name[1], "part": "desk"}
    seen = look(user, name[0], services, deed="read", facts=told)
    filed, text = row_of(seen, name)
    hidden = veils(seen).get(filed.position)
    record = hidden.record if hidden else json_to_record(json.loads(text))
    paths = hidden.paths if hidden else frozenset()
    return ReviewDesk(
        filed,
        record,
        record_to_items(record, paths, seen.forms),
        history(user, name, services),
        len(paths),
        paths,
    )


def keyed_twice(opened: ReviewDesk, services: Services) -> frozenset[str]:
    """Paths of the document's values that still wait for two persons."""
    filed, settings = opened.filed, services.settings.review
    paths = {one.path for one in opened.items if doubles.is_twice(filed.form, one.path, settings)}
    return doubles.unsettled(filed, paths, services) if paths else frozenset()


def next_in_line(user: User, after: str | None, services: Services) -> Filed | None:
    """The next document with doubtful values, the newest where none follows; None for none."""
    require(user, Deed.REVIEW)
    wanted = DocumentFilter(needs_review=True)
    for cursor in (after, None):
        found = library.documents(user, wanted, services, after=cursor, limit=1).documents
        if found:
            return found[0]
    return None


def sweep(
    user: User, form: str, key: str, services: Services
) -> tuple[tuple[Filed, ReviewItem], ...]:
    """One field of a form over all papers where it is doubtful: all dates, then all names."""
    require(user, Deed.REVIEW)
    wanted = DocumentFilter(form=form, needs_review=True)
    papers = library.documents(user, wanted, services, limit=MOST_SWEPT).documents
    found = []
    for paper in papers:
        opened = desk(user, (paper.entry, paper.position), services)
        found += [
            (paper, one)
            for one in opened.items
            if one.path == f"fields.{key}" and one.needs_review and not one.is_masked
        ]
    return tuple(found)


def item(user: User, name: Name, path: str, services: Services) -> ReviewItem:
    """One value of a document, to be corrected though nobody doubts it; raises NotFound."""
    opened = desk(user, name, services)
    forms = usable_forms(services.settings.forms_folder)
    try:
        return item_at(opened.record, path, opened.hidden, forms)
    except LookupError as error:
        raise NotFound(what=path[:200]) from error


def history(user: User, name: Name, services: Services) -> tuple[Review, ...]:
    """All words on a document in order, masked values left out; raises NotFound."""
    seen = look(user, name[0], services)
    filed, _ = row_of(seen, name)
    with services.catalogue.read() as db:
        found = reviews.of_document(db, *name)
    return shown_words(seen, filed, found)


def accept(user: User, name: Name, path: str, shown: str, services: Services) -> int:
    """Say that a value is right as it stands; the word's number. Raises what `correct` does."""
    return _say(user, name, path, shown, None, services)


def correct(user: User, name: Name, path: str, shown: str, typed: str, services: Services) -> int:
    """Put another value in the place of the one `shown`; the word's number.

    Raises NotFound, NotAllowed, PaperSealed, MonthAccepted, ReviewOutdated, ValueRefused,
    NumbersMasked.
    """
    return _say(user, name, path, shown, typed, services)


def settle(
    user: User,
    name: Name,
    found: ReviewItem,
    typed: str,
    services: Services,
    *,
    also: Callable[[Connection], None],
) -> int:
    """Put in what two persons, or a third, said of a value; `also` is done with it or not at all.

    Raises what `correct` does.
    """
    shown = _told(found.value)
    word = None if shown == typed else typed
    return _say(user, name, found.path, shown, word, services, also=also)


def undo(user: User, name: Name, number: int, services: Services) -> int:
    """Take a word back: the value stands and is doubted as before it; the undoing's number."""
    require(user, Deed.REVIEW)
    seen = look(user, name[0], services)
    row_of(seen, name)
    with services.catalogue.begin() as db:
        filed, data = fresh_row(db, name)
        said = {word.number: word for word in reviews.of_document(db, *name)}
        word = said.get(number)
        if word is None or number in {other.undoes for other in said.values()}:
            raise NotFound(what=str(number))
        present = state_at(data, word.path)
        if present != json.loads(word.after):
            raise ReviewOutdated()
        require_unmasked(seen, filed, word.path)
        put_state(data, word.path, json.loads(word.before))
        back = replace(word, verdict="undo", before=word.after, after=word.before, undoes=number)
        return keep_word(user, filed, data, back, db, services)


def _say(
    user: User,
    name: Name,
    path: str,
    shown: str,
    typed: str | None,
    services: Services,
    *,
    also: Callable[[Connection], None] | None = None,
) -> int:
    require(user, Deed.REVIEW)
    seen = look(user, name[0], services)
    row_of(seen, name)
    with services.catalogue.begin() as db:
        filed, data = fresh_row(db, name)
        before = state_at(data, path)
        if shown != _told(before["value"]):
            require_unmasked(seen, filed, path)
            raise ReviewOutdated()
        if typed is not None:
            require_unmasked(seen, filed, path)
            _put_typed(data, path, typed, seen.forms)
        if also is None:
            doubles.require_single(db, filed, path, before["value"], services.settings.review)
        else:
            also(db)
        if path in data["evidence"]:
            data["evidence"][path]["needs_review"] = False
        word = Review(
            number=0,
            entry=name[0],
            position=name[1],
            path=path,
            verdict="accept" if typed is None else "correct",
            before=json.dumps(before, ensure_ascii=False),
            after=json.dumps(state_at(data, path), ensure_ascii=False),
            at=services.clock(),
            who=user.name,
        )
        return keep_word(user, filed, data, word, db, services)


def _put_typed(data: Json, path: str, typed: str, forms: tuple[Form, ...]) -> None:
    try:
        put_value(data, path, typed_value(json_to_record(data), path, typed, forms))
        json_to_record(data)
    except LookupError as error:
        raise NotFound(what=path[:200]) from error
    except (ValueError, KeyError) as error:
        raise ValueRefused(value=typed[:200]) from error


def keep_word(
    user: User, filed: Filed, data: Json, word: Review, db: Connection, services: Services
) -> int:
    """Write the word, the record it changed, the trail and the index's order; its number.

    Raises PaperSealed, MonthAccepted.
    """
    now = services.clock()
    reviews.require_open(db, filed)
    moved = refiled(filed, data, word)
    paper = document_name(filed.entry, filed.position)
    states.require_unaccepted(db, moved.unit_code, moved.month, paper)
    look_over(data)
    number = reviews.add(db, replace(word, at=now, who=user.name))
    reviews.rewrite(db, moved, json.dumps(data, ensure_ascii=False))
    rows = documents.of_entry(db, filed.entry)
    facts = {
        "document": paper,
        "path": word.path,
        "verdict": word.verdict,
        "review": number,
        "filing": filing_digest(rows),
    }
    audit.write(db, now, user.name, "review", filed.entry, facts)
    outbox.put(db, filed.entry, now)
    return number


def _told(value: object) -> str:
    """The value as pages name it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def row_of(seen: Seen, name: Name) -> tuple[Filed, str]:
    """The document's row among those the person sees; raises NotFound."""
    for filed, text in seen.rows:
        if filed.position == name[1]:
            return filed, text
    raise NotFound(what=document_name(*name))


def fresh_row(db: Connection, name: Name) -> tuple[Filed, Json]:
    """The document's row and record as this transaction sees them; raises NotFound."""
    for filed, text in documents.of_entry(db, name[0]):
        if filed.position == name[1]:
            return filed, json.loads(text)
    raise NotFound(what=document_name(*name))


def require_unmasked(seen: Seen, filed: Filed, path: str) -> None:
    """Pass where the value, or all of a changed matrix, is open to the person.

    Raises NumbersMasked.
    """
    hidden = veils(seen).get(filed.position)
    paths = hidden.paths if hidden is not None else frozenset()
    if path in paths or (is_shape(path) and any(one.startswith("matrix.") for one in paths)):
        raise NumbersMasked()
