"""Serial numbers of filled blanks: the same number on two papers is told, never decided upon.

An office copies blanks by hand, so that one number may rightly stand on many papers; and a paper
scanned twice bears one number twice. A person looks.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive.catalogue import documents
from archive.prints import papers
from archive.prints.papers import Numbered
from records.errors import NotFound
from records.findings import Record
from records.keeping import EntryId, Filed, User
from service.filing.sight import sight_in
from service.wiring import Services

LONGEST_UNIT = 200
"""Letters of a unit that are kept beside the number: a code may name anything."""


def numbered(records: Iterable[Record]) -> list[Numbered]:
    """The records that bear a serial number, by their position."""
    return [
        Numbered(
            position,
            record.form,
            record.version or 0,
            (record.unit or "")[:LONGEST_UNIT],
            record.serial,
        )
        for position, record in enumerate(records)
        if record.form is not None and record.serial is not None
    ]


def same_number(user: User, entry: EntryId, position: int, services: Services) -> tuple[Filed, ...]:
    """The other papers within sight that bear the document's serial number, the earliest first.

    None where it bears none. Raises NotFound for a document out of sight.
    """
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        mine = documents.named(db, [(entry, position)])
        if not mine or not sight.shows(mine[0]):
            raise NotFound(what=f"{entry}-{position}")
        number = papers.of_document(db, entry, position)
        if number is None:
            return ()
        others = [name for name in papers.with_number(db, number) if name != (entry, position)]
        found = documents.named(db, others)
    shown = [one for one in found if sight.shows(one)]
    return tuple(sorted(shown, key=lambda one: (one.entry, one.position)))
