"""One entry as one person sees it: which documents, which pages, and whether all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from archive.catalogue import audit, derived, documents, entries
from archive.desk import reveals
from archive.retention import lists
from forms.definitions import usable_forms
from forms.form import Form
from records.errors import NotFound, PaperDestroyed, PaperInParts
from records.findings import Digest
from records.keeping import Derived, Entry, EntryId, Filed, Part, User
from service.access.glances import Glance
from service.permissions import Sight, sight_of
from service.wiring import Services

PIECES = "bagian-1"
"""Version of the rows that name pages of an original that is not here as a whole."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as far as one person sees it."""

    entry: Entry
    rows: tuple[tuple[Filed, str], ...]
    results: tuple[Derived, ...]
    pages: frozenset[int]
    is_whole: bool
    """Nothing in the file is hidden from the person."""
    revealed: frozenset[int]
    """Positions of documents whose masked numbers are open to the person now."""
    forms: tuple[Form, ...]
    """Definitions in use, the office's own among them."""
    destroyed_by: int | None = None
    """The list by which the papers went; what is left says where they were filed."""


def look(
    user: User,
    entry_id: EntryId,
    services: Services,
    *,
    deed: str = "",
    facts: Mapping[str, object] | None = None,
) -> Seen:
    """The entry as far as the person sees it; raises NotFound where that is not at all.

    With a deed the look is a line of the trail, written with it or not at all, once there is
    anything to be read.
    """
    with services.catalogue.begin() if deed else services.catalogue.read() as db:
        seen = _look(user, entry_id, db, services)
        if deed and seen.rows:
            audit.write(db, services.clock(), user.name, deed, entry_id, facts)
    return seen


def glance(user: User, seen: Seen, part: str, page: int, services: Services) -> None:
    """Tell the trail of a small read, or count it: pages show dozens of them at once."""
    if seen.rows:
        told = Glance(user.name, "look", seen.entry.id, part)
        services.glances.note(services.catalogue, services.clock(), told, page)


def _look(user: User, entry_id: EntryId, db: Connection, services: Services) -> Seen:
    sight = sight_in(user, services)
    found = entries.get(db, entry_id)
    if found is None:
        raise NotFound(what=entry_id)
    rows = documents.of_entry(db, entry_id)
    sealed = derived.sealed(db, entry_id)
    results = () if sealed is None else derived.of(db, found.digest, sealed[1])
    revealed = reveals.of_entry(db, user.id, entry_id, services.clock())
    gone = next(iter(lists.of_entry(db, entry_id).values()), None)
    if gone is not None:
        results = ()
    visible = tuple((filed, text) for filed, text in rows if sight.shows(filed))
    is_mine = sight.shows_entry(found)
    is_known = is_mine and (visible or not rows or found.received_by == user.name)
    if not visible and not is_known:
        raise NotFound(what=entry_id)
    hidden = {p for f, _ in rows if not sight.shows(f) for p in f.pages}
    shown = {p for f, _ in visible for p in f.pages}
    read = {r.page for r in results if r.part is Part.SHEET}
    pages = read - hidden if is_mine else read & shown - hidden
    is_whole = is_mine and not hidden
    forms = usable_forms(services.settings.forms_folder)
    return Seen(found, visible, results, frozenset(pages), is_whole, revealed, forms, gone)


def with_known_copies(
    db: Connection, found: Iterable[Entry], user: User, services: Services
) -> list[Entry]:
    """The entries, none naming an earlier copy that the person does not see.

    That somebody else handed the same bytes in is itself something not everybody may know.
    """
    return [
        one
        if one.duplicate_of is None or _is_seen(db, one.duplicate_of, user, services)
        else replace(one, duplicate_of=None)
        for one in found
    ]


def _is_seen(db: Connection, entry_id: EntryId, user: User, services: Services) -> bool:
    try:
        _look(user, entry_id, db, services)
    except NotFound:
        return False
    return True


def require_whole(seen: Seen) -> None:
    """The file as a whole shows all its pages: only for those who may see all of them.

    Raises NotFound, PaperDestroyed.
    """
    if not seen.is_whole:
        raise NotFound(what=seen.entry.id)
    if seen.destroyed_by is not None:
        raise PaperDestroyed(paper=seen.entry.id, number=seen.destroyed_by)


def require_here(seen: Seen, services: Services) -> None:
    """The file is here as it was handed in; raises what `require_whole` raises, PaperInParts.

    Of a stack that came back from bags only the pages of those bags are here.
    """
    require_whole(seen)
    if services.blobs.has(seen.entry.digest):
        return
    with services.catalogue.read() as db:
        pages = [one.page for one in derived.of(db, seen.entry.digest, PIECES)]
    if pages:
        told = ", ".join(str(page) for page in sorted(pages))
        raise PaperInParts(paper=seen.entry.id, pages=told)


def sheet_digest(seen: Seen, page: int) -> Digest:
    """Where the page's words are kept; raises NotFound for a page out of sight."""
    if page in seen.pages:
        for result in seen.results:
            if result.part is Part.SHEET and result.page == page:
                return result.blob.digest
    raise NotFound(what=str(page))


def sight_in(user: User, services: Services) -> Sight:
    """What the person sees under this installation's settings."""
    return sight_of(user, admin_reads=services.settings.access.admin_reads)
