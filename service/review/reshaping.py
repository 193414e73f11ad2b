"""A procedure's matrix given other rows or columns: a word like any other, kept and undone so.

The word holds the matrix as it was and as it became; a new reading of the paper gets the person's
matrix back, with what was said of its cells afterwards.
"""

from __future__ import annotations

import json

from archive.desk.reviews import Review
from records.errors import NotFound, ReviewOutdated, ValueRefused
from records.findings import Kind, Record
from records.findings_json import json_to_record, record_to_json
from records.keeping import User, document_name
from service.filing.sight import look
from service.permissions import Deed, require
from service.review.deeds import Name, fresh_row, keep_word, require_unmasked, row_of
from service.review.restating import state_at
from service.review.shape import Reshaping, matrix_mark, reshape
from service.wiring import Services


def mark_of(record: Record) -> str:
    """The name of a procedure's matrix as it stands, to be given back with a change of it."""
    return matrix_mark(record_to_json(record))


def change_matrix(user: User, name: Name, wanted: Reshaping, shown: str, services: Services) -> int:
    """Change the shape of the matrix `shown` (by `mark_of`); the word's number.

    Raises NotFound, NotAllowed, PaperSealed, MonthAccepted, ReviewOutdated, ValueRefused,
    NumbersMasked.
    """
    require(user, Deed.REVIEW)
    seen = look(user, name[0], services)
    row_of(seen, name)
    with services.catalogue.begin() as db:
        filed, data = fresh_row(db, name)
        if filed.kind is not Kind.SOP:
            raise NotFound(what=document_name(*name))
        require_unmasked(seen, filed, wanted.path)
        if shown != matrix_mark(data):
            raise ReviewOutdated()
        before = state_at(data, wanted.path)
        try:
            reshape(data, wanted)
            json_to_record(data)
        except LookupError as error:
            raise NotFound(what=wanted.path) from error
        except ValueError as error:
            raise ValueRefused(value=wanted.name[:200] or wanted.path) from error
        word = Review(
            number=0,
            entry=name[0],
            position=name[1],
            path=wanted.path,
            verdict="correct",
            before=json.dumps(before, ensure_ascii=False),
            after=json.dumps(state_at(data, wanted.path), ensure_ascii=False),
            at=services.clock(),
            who=user.name,
        )
        return keep_word(user, filed, data, word, db, services)
