"""Nobody sees, lists, counts, finds or downloads what is not theirs."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from archive.units import tree as units
from records.errors import BadCursor, NotAllowed, NotFound
from records.keeping import Entry, Role, Unit, User
from service import library, searching
from service.filing.views import DocumentFilter, EntryFilter
from service.intake import take
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all, rebuild
from service.permissions import DEEDS, Deed, is_allowed, require
from service.settings import AccessSettings
from service.wiring import Services
from tests.fakes.halls import clocked_services, small_settings
from tests.fakes.reading import paper, read

ABOVE = User(1, "above", Role.REVIEWER, "polda")
CLEARED = replace(ABOVE, cleared=True)
A = User(2, "a", Role.CLERK, "polda/a")
B = User(3, "b", Role.CLERK, "polda/b")
AUDITOR = User(4, "auditor", Role.AUDITOR, "", cleared=True)
ADMIN = User(5, "admin", Role.ADMIN)

READS: list[Callable[[User, Entry, Services], object]] = [
    lambda u, e, s: library.entry(u, e.id, s),
    lambda u, e, s: library.page_words(u, e.id, 1, s),
    lambda u, e, s: library.original(u, e.id, s).stream.close(),
    lambda u, e, s: library.searchable(u, e.id, s).stream.close(),
    lambda u, e, s: library.findings(u, e.id, s).stream.close(),
]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """A paper each of A and B, a secret one of A, one without a known unit sent by A."""
    services, _ = clocked_services(small_settings(tmp_path_factory.mktemp("hall")))
    with services.catalogue.begin() as db:
        units.put(db, Unit("polda/a", "POLSEK A"))
        units.put(db, Unit("polda/b", "POLSEK B"))
    send(services, "a.pdf", "polda/a", "unit: POLSEK A", "month: 2024-10", "title: ronda malam")
    send(services, "b.pdf", "polda/b", "unit: Polsek B.", "month: 2024-11", "title: ronda pagi")
    send(services, "s.pdf", "polda/a", "unit: POLSEK A", "kind: form", "form: laporan-informasi")
    send(services, "u.pdf", "polda/a", "unit: POLSEK ZZ", "title: ronda asing")
    feed_all(services)
    return services


def send(services: Services, name: str, unit: str, *lines: str) -> None:
    take(io.BytesIO(paper(*lines)), name, unit[-1], services, unit=unit)
    assert work_on_next(services, read, "test:1") is not None


def entry_of(services: Services, name: str) -> Entry:
    everything = library.entries(AUDITOR, EntryFilter(name=name), services).entries
    return everything[0]


@pytest.mark.parametrize(
    ("user", "names"),
    [
        (AUDITOR, {"a.pdf", "b.pdf", "s.pdf", "u.pdf"}),
        (CLEARED, {"a.pdf", "b.pdf", "s.pdf", "u.pdf"}),
        (ABOVE, {"a.pdf", "b.pdf", "u.pdf"}),
        (replace(A, name="c"), {"a.pdf", "u.pdf"}),
        (A, {"a.pdf", "s.pdf", "u.pdf"}),
        (B, {"b.pdf"}),
        (ADMIN, set()),
        (replace(A, disabled=True), set()),
        (replace(A, unit="pol"), set()),
    ],
)
def test_entries_are_listed_by_sight(hall: Services, user: User, names: set[str]) -> None:
    listed = library.entries(user, EntryFilter(), hall).entries
    assert {e.name for e in listed} == names


@pytest.mark.parametrize(
    ("user", "count"), [(AUDITOR, 4), (CLEARED, 4), (ABOVE, 3), (A, 2), (B, 1), (ADMIN, 0)]
)
def test_documents_are_listed_and_counted_by_sight(hall: Services, user: User, count: int) -> None:
    assert len(library.documents(user, DocumentFilter(), hall).documents) == count
    assert sum(c.documents for c in library.archive_counts(user, hall)) == count


@pytest.mark.parametrize("read_it", READS)
@pytest.mark.parametrize(
    ("user", "name", "is_seen"),
    [
        (AUDITOR, "s.pdf", True),
        (ABOVE, "a.pdf", True),
        (A, "a.pdf", True),
        (A, "u.pdf", True),
        (A, "b.pdf", False),
        (B, "a.pdf", False),
        (ADMIN, "a.pdf", False),
    ],
)
def test_one_paper_is_read_by_sight(
    hall: Services,
    read_it: Callable[[User, Entry, Services], object],
    user: User,
    name: str,
    is_seen: bool,
) -> None:
    entry = entry_of(hall, name)
    if is_seen:
        read_it(user, entry, hall)
    else:
        with pytest.raises(NotFound):
            read_it(user, entry, hall)


@pytest.mark.parametrize("read_it", READS[1:])
def test_the_sender_of_a_secret_paper_sees_that_it_is_kept_but_not_what_it_says(
    hall: Services, read_it: Callable[[User, Entry, Services], object]
) -> None:
    entry = entry_of(hall, "s.pdf")
    view = library.entry(A, entry.id, hall)
    assert (view.documents, view.pages) == ((), ())
    with pytest.raises(NotFound):
        read_it(A, entry, hall)


@pytest.mark.parametrize(
    ("user", "query", "titles"),
    [
        (AUDITOR, "ronda", {"ronda malam", "ronda pagi", "ronda asing"}),
        (A, "ronda", {"ronda malam", "ronda asing"}),
        (B, "ronda", {"ronda pagi"}),
        (ABOVE, "laporan-informasi", set()),
    ],
)
def test_search_finds_by_sight(hall: Services, user: User, query: str, titles: set[str]) -> None:
    answer = searching.search(user, query, hall)
    assert {filed.title for filed in answer.filed.values()} == titles
    assert len(answer.results.hits) == len(titles)


@pytest.mark.parametrize(
    ("narrowing", "titles"),
    [
        (searching.Narrowing(unit="polda/a"), {"ronda malam", "ronda asing"}),
        (searching.Narrowing(unit="polda"), {"ronda malam", "ronda asing"}),
        (searching.Narrowing(unit="polda/b"), set()),
        (searching.Narrowing(month="2024-10"), {"ronda malam"}),
        (searching.Narrowing(kind="sop"), {"ronda malam", "ronda asing"}),
    ],
)
def test_a_search_is_narrowed_within_sight(
    hall: Services, narrowing: searching.Narrowing, titles: set[str]
) -> None:
    answer = searching.search(A, "ronda", hall, narrowing=narrowing)
    assert {filed.title for filed in answer.filed.values()} == titles


def test_narrowing_opens_nothing_to_who_reads_nothing(hall: Services) -> None:
    with pytest.raises(NotAllowed):
        searching.search(ADMIN, "ronda", hall, narrowing=searching.Narrowing(unit="polda/a"))


def test_administrators_read_where_the_setting_says_so(hall: Services) -> None:
    settings = replace(hall.settings, access=AccessSettings(admin_reads=True))
    reading = replace(hall, settings=settings)
    assert len(library.entries(ADMIN, EntryFilter(), reading).entries) == 3


def test_a_rebuilt_index_answers_the_same(hall: Services) -> None:
    before = searching.search(AUDITOR, "ronda", hall).filed.keys()
    rebuild(hall)
    assert searching.search(AUDITOR, "ronda", hall).filed.keys() == before


def test_words_stand_in_shares_of_the_page(hall: Services) -> None:
    words = library.page_words(A, entry_of(hall, "a.pdf").id, 1, hall)
    assert words.words[0].text == "%PDF-1.7"
    assert all(0 <= edge <= 1 for w in words.words for edge in (w.box.left, w.box.bottom))


def test_pages_of_lists_lead_from_one_to_the_next(hall: Services) -> None:
    first = library.entries(AUDITOR, EntryFilter(), hall, limit=3)
    rest = library.entries(AUDITOR, EntryFilter(), hall, limit=3, after=first.after)
    assert len({e.id for e in first.entries + rest.entries}) == 4
    assert rest.after is None
    some = library.documents(AUDITOR, DocumentFilter(), hall, limit=3)
    others = library.documents(AUDITOR, DocumentFilter(), hall, limit=3, after=some.after)
    assert len({d.entry for d in some.documents + others.documents}) == 4


@pytest.mark.parametrize("cursor", ["", "-", "x-y", "'; --", "x-99999999"])
def test_a_made_up_cursor_is_refused(hall: Services, cursor: str) -> None:
    with pytest.raises(BadCursor):
        library.documents(A, DocumentFilter(), hall, after=cursor)
    with pytest.raises(BadCursor):
        library.changes(A, cursor, hall)


def test_changes_are_told_from_the_cursor_on(hall: Services) -> None:
    start = library.changes(AUDITOR, None, hall)
    assert start.entries == ()
    assert {e.name for e in library.changes(B, start.cursor, hall).entries} == {"b.pdf"}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("deed", list(Deed))
def test_a_deed_is_allowed_where_the_role_includes_it(role: Role, deed: Deed) -> None:
    user = User(1, "x", role)
    assert is_allowed(user, deed) == (deed in DEEDS[role])
    assert not is_allowed(replace(user, disabled=True), deed)
    with suppress(NotAllowed):
        require(user, deed)
        assert deed in DEEDS[role]


def test_a_copy_names_the_earlier_file_only_to_who_sees_it(tmp_path: Path) -> None:
    services, _ = clocked_services(small_settings(tmp_path))
    for unit in ("polda/a", "polda/b", "polda/a"):
        take(io.BytesIO(paper("title: ronda")), "a.pdf", unit[-1], services, unit=unit)
    first = library.entries(A, EntryFilter(), services).entries[-1].id
    assert [one.duplicate_of for one in library.entries(A, EntryFilter(), services).entries] == [
        first,
        None,
    ]
    (copy,) = library.entries(B, EntryFilter(), services).entries
    assert copy.duplicate_of is None
    assert library.entry(B, copy.id, services).entry.duplicate_of is None
    services.close()
