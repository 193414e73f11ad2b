"""Which values are keyed twice, how far each has come, and what that forbids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum

from sqlalchemy import Connection

from archive.desk import keyings
from archive.desk.keyings import Keying
from forms.form import FieldKind, Form
from records.errors import KeyedTwice
from records.keeping import EntryId, Filed
from service.keying.limits import EVERY, ReviewSettings
from service.wiring import Services

SINGLE = frozenset({FieldKind.TABLE, FieldKind.SIGNATURE, FieldKind.PHOTO})
"""Fields that are not one value to type."""
FIELDS = "fields."


class Turn(IntEnum):
    """Whose look a value waits for."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    DONE = 4


def turn_of(said: Sequence[Keying]) -> Turn:
    """How far a value has come."""
    if any(one.settles for one in said):
        return Turn.DONE
    if len(said) < 2:
        return Turn.SECOND if said else Turn.FIRST
    return Turn.DONE if said[0].typed == said[1].typed else Turn.THIRD


def keys_twice(form: Form, settings: ReviewSettings) -> tuple[str, ...]:
    """The form's values that are keyed twice, in the paper's order."""
    wanted = settings.fields_twice().get(form.id, frozenset())
    inner = {field.key for field in form.fields if field.kind in SINGLE}
    return tuple(k for k in form.value_keys if k not in inner and (k in wanted or EVERY in wanted))


def is_twice(form: str | None, path: str, settings: ReviewSettings) -> bool:
    """Whether the value at the path is one of them."""
    wanted = settings.fields_twice().get(form or "", frozenset())
    key = path.removeprefix(FIELDS)
    is_field = path.startswith(FIELDS) and "." not in key
    return is_field and (key in wanted or EVERY in wanted)


def unsettled(filed: Filed, paths: Collection[str], services: Services) -> frozenset[str]:
    """Which of the document's values keyed twice are not settled."""
    with services.catalogue.read() as db:
        said = keyings.of_documents(db, [(filed.entry, filed.position)])
    name = (filed.entry, filed.position)
    return frozenset(p for p in paths if turn_of(said.get((*name, p), ())) is not Turn.DONE)


def require_single(
    db: Connection, filed: Filed, path: str, value: object, settings: ReviewSettings
) -> None:
    """Pass where one person's word is enough; raises KeyedTwice."""
    if isinstance(value, list) or not is_twice(filed.form, path, settings):
        return
    said = keyings.of_documents(db, [(EntryId(filed.entry), filed.position)])
    if turn_of(said.get((filed.entry, filed.position, path), ())) is not Turn.DONE:
        raise KeyedTwice()
