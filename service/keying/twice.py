"""Values keyed by two persons blind: the next one for me, what I typed, the third look.

Neither of the two sees what the machine read, nor what the other typed. Where they agree the value
stands; where not, a third person (or a unit's head) chooses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.desk import keyings, reviews
from archive.desk.keyings import Keying
from forms.definitions import usable_forms
from forms.form import Form
from records.errors import KeyedAlready, NotFound, NumbersMasked, ValueRefused
from records.findings import Record
from records.keeping import Filed, User
from service import library
from service.filing.views import DocumentFilter
from service.keying.doubles import FIELDS, Turn, keys_twice, turn_of
from service.permissions import Deed, is_allowed, require
from service.review import deeds
from service.review.deeds import Name, ReviewDesk
from service.review.values import ReviewItem, form_of, item_at, typed_value
from service.wiring import Services

MOST_PAPERS = 600
"""Newest papers of a form that are looked through for what waits."""
PAGE = 200
Said = tuple[Keying, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A value that waits for me; `typed` what the two wrote, at the third look only."""

    filed: Filed
    record: Record
    item: ReviewItem
    turn: Turn
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values wait for me, by look; `others` for somebody else's."""

    first: int = 0
    second: int = 0
    third: int = 0
    others: int = 0

    @property
    def mine(self) -> int:
        """All that wait for me."""
        return self.first + self.second + self.third


def tally(user: User, services: Services) -> Tally:
    """What waits; raises NotAllowed."""
    require(user, Deed.REVIEW)
    counts = dict.fromkeys(("first", "second", "third", "others"), 0)
    for _, _, said in _open_values(user, services):
        turn = turn_of(said)
        if turn is not Turn.DONE:
            counts[turn.name.lower() if _is_mine(user, said) else "others"] += 1
    return Tally(**counts)


def next_waiting(user: User, services: Services, *, skip: int = 0) -> Waiting | None:
    """The value I am to look at, those nearest to their end first; None for none.

    `skip` passes over so many. Raises NotAllowed.
    """
    require(user, Deed.REVIEW)
    mine = [
        (filed, path, said)
        for filed, path, said in _open_values(user, services)
        if turn_of(said) is not Turn.DONE and _is_mine(user, said)
    ]
    # one field over all papers, then the next: the eye and the hand stay in one place
    mine.sort(key=lambda one: (-turn_of(one[2]), one[1]))
    for filed, path, said in mine[skip:]:
        try:
            opened = deeds.desk(user, (filed.entry, filed.position), services)
            return _waiting(opened, path, said, services)
        except NotFound:  # read without this field: there is nothing to compare with
            continue
    return None


def key(user: User, name: Name, path: str, typed: str, services: Services) -> Turn:
    """Keep what I typed; which look the value waits for now.

    Raises NotFound, NotAllowed, KeyedAlready, ValueRefused, NumbersMasked, PaperSealed.
    """
    require(user, Deed.REVIEW)
    waiting = _one(user, name, path, services)
    if waiting.item.is_masked:
        raise NumbersMasked()
    value = _normal(waiting.record, path, typed, services)
    third = waiting.turn is Turn.THIRD
    mine = Keying(name[0], name[1], path, user.name, value, third, services.clock())
    said = (*_said(name, path, services), mine)
    if third or turn_of(said) is Turn.DONE:
        deeds.settle(
            user, name, waiting.item, value, services, also=lambda db: keyings.add(db, mine)
        )
        return Turn.DONE
    with services.catalogue.begin() as db:
        reviews.require_open(db, waiting.filed)
        keyings.add(db, mine)
    return turn_of(said)


def _one(user: User, name: Name, path: str, services: Services) -> Waiting:
    opened = deeds.desk(user, name, services)
    form = form_of(opened.record, usable_forms(services.settings.forms_folder))
    if form is None or path.removeprefix(FIELDS) not in keys_twice(form, services.settings.review):
        raise NotFound(what=path[:200])
    said = _said(name, path, services)
    if turn_of(said) is Turn.DONE or not _is_mine(user, said):
        raise KeyedAlready()
    return _waiting(opened, path, said, services)


def _waiting(opened: ReviewDesk, path: str, said: Said, services: Services) -> Waiting:
    forms = usable_forms(services.settings.forms_folder)
    try:
        found = item_at(opened.record, path, opened.hidden, forms)
    except LookupError as error:
        raise NotFound(what=path[:200]) from error
    turn = turn_of(said)
    typed = tuple(one.typed for one in said[:2]) if turn is Turn.THIRD else ()
    return Waiting(opened.filed, opened.record, found, turn, typed)


def _said(name: Name, path: str, services: Services) -> Said:
    with services.catalogue.read() as db:
        return keyings.of_documents(db, [name]).get((*name, path), ())


def _is_mine(user: User, said: Said) -> bool:
    """Whether the next look may be this person's."""
    has_looked = user.name in {one.who for one in said}
    is_third = turn_of(said) is Turn.THIRD
    return not has_looked or (is_third and is_allowed(user, Deed.ACCEPT))


def _normal(record: Record, path: str, typed: str, services: Services) -> str:
    forms = usable_forms(services.settings.forms_folder)
    try:
        value = typed_value(record, path, typed, forms)
    except (ValueError, KeyError, LookupError) as error:
        raise ValueRefused(value=typed[:200]) from error
    return {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else value or ""


def _open_values(user: User, services: Services) -> Iterator[tuple[Filed, str, Said]]:
    """Values keyed twice of the papers in sight that are not sealed, newest papers first."""
    settings = services.settings.review
    for form in usable_forms(services.settings.forms_folder):
        keys = keys_twice(form, settings)
        if keys:
            yield from _values_of(user, form, keys, services)


def _values_of(
    user: User, form: Form, keys: tuple[str, ...], services: Services
) -> Iterator[tuple[Filed, str, Said]]:
    after, seen = None, 0
    while seen < MOST_PAPERS:
        wanted = DocumentFilter(form=form.id)
        page = library.documents(user, wanted, services, after=after, limit=PAGE)
        names = [(filed.entry, filed.position) for filed in page.documents]
        with services.catalogue.read() as db:
            said = keyings.of_documents(db, names)
            sealed = reviews.sealed_of(db, names)
        for filed in page.documents:
            if (filed.entry, filed.position) not in sealed:
                for one in keys:
                    path = f"{FIELDS}{one}"
                    yield filed, path, said.get((filed.entry, filed.position, path), ())
        seen, after = seen + len(names), page.after
        if after is None:
            return
