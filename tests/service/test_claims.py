"""How work on an entry ends, whatever happens to it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from archive.catalogue import entries, leases
from records.errors import ScanRejected
from records.keeping import Entry, EntryId, Role, State
from service.intake import again, take
from service.jobs.claims import release_dead, work_on_next
from service.jobs.lifeline import Stopped
from service.jobs.loop import expire_leases, sweep
from service.users import add
from service.wiring import Services
from tests.fakes.halls import FakeClock, clocked_services, small_settings
from tests.fakes.reading import paper, read

Hall = tuple[Services, FakeClock]
OWNER = "host:run:999999999"
"""No process bears such a number."""


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return clocked_services(small_settings(tmp_path))


def send(services: Services, *lines: str, name: str = "a.pdf") -> Entry:
    return take(io.BytesIO(paper(*lines)), name, "ana", services)


def look(services: Services, entry: EntryId) -> Entry:
    with services.catalogue.read() as db:
        found = entries.get(db, entry)
    assert found is not None
    return found


def test_a_paper_is_archived_with_its_progress(hall: Hall) -> None:
    services, _ = hall
    entry = send(services, "one", "\f", "two")
    assert work_on_next(services, read, OWNER) == entry.id
    found = look(services, entry.id)
    assert (found.state, found.stage) == (State.ARCHIVED, "archived")
    assert (found.pages_done, found.pages_total) == (2, 2)
    assert work_on_next(services, read, OWNER) is None


def test_a_refused_file_fails_at_once_with_its_reason(hall: Hall) -> None:
    services, _ = hall
    entry = send(services, "REJECT")
    work_on_next(services, read, OWNER)
    found = look(services, entry.id)
    assert (found.state, found.error_code) == (State.FAILED, "scan.empty")


def test_an_unforeseen_failure_is_tried_again_and_then_set_aside(hall: Hall) -> None:
    services, clock = hall
    entry = send(services, "RAISE")
    most = services.settings.work.attempts
    for attempt in range(1, most + 1):
        assert work_on_next(services, read, OWNER) == entry.id
        assert look(services, entry.id).attempts == min(attempt, most - 1)
        assert work_on_next(services, read, OWNER) is None, "it waits a while"
        clock.go_on(hours=1)
    found = look(services, entry.id)
    assert (found.state, found.error_code) == (State.FAILED, "work.failed")
    assert "unforeseen" in str(found.error_facts["reason"])


def test_a_missing_part_of_the_service_uses_up_no_attempt(hall: Hall) -> None:
    services, clock = hall
    entry = send(services, "AWAY")
    for _ in range(10):
        assert work_on_next(services, read, OWNER) == entry.id
        clock.go_on(hours=1)
    found = look(services, entry.id)
    assert (found.state, found.attempts) == (State.RECEIVED, 0)
    assert found.error_code == "archive.store-unavailable"


def test_a_dead_worker_uses_up_an_attempt_until_the_paper_is_set_aside(hall: Hall) -> None:
    services, clock = hall
    entry = send(services, "anything")
    for _ in range(services.settings.work.attempts):
        hold(services, clock, OWNER)
        release_dead(services, "host:run:")
        clock.go_on(hours=1)
    found = look(services, entry.id)
    assert (found.state, found.error_code) == (State.FAILED, "work.crashed")


def test_an_entry_cut_off_from_outside_has_many_more_chances(hall: Hall) -> None:
    services, clock = hall
    entry = send(services, "anything")
    for _ in range(services.settings.work.interruptions):
        assert look(services, entry.id).state is State.RECEIVED
        hold(services, clock, OWNER)
        expire_leases(services)
    assert work_on_next(services, read, OWNER) is None
    assert look(services, entry.id).error_code == "work.crashed"


def hold(services: Services, clock: FakeClock, owner: str) -> None:
    with services.catalogue.begin() as db:
        assert leases.claim(db, owner, clock.now, clock.now.replace(year=2025)) is not None


def test_leases_of_other_trees_and_living_workers_are_left_alone(hall: Hall) -> None:
    services, clock = hall
    entry = send(services, "anything")
    hold(services, clock, "host:other:999999999")
    release_dead(services, "host:run:")
    assert look(services, entry.id).attempts == 0
    assert work_on_next(services, read, OWNER) is None


def test_a_stopped_worker_gives_its_entry_back_untouched(hall: Hall) -> None:
    services, _ = hall
    entry = send(services, "anything")

    def stopped(*_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        work_on_next(services, stopped, OWNER)  # type: ignore[arg-type]
    assert work_on_next(services, read, "another:1") == entry.id
    assert look(services, entry.id).state is State.ARCHIVED


def test_a_worker_whose_lease_was_taken_over_changes_nothing(hall: Hall) -> None:
    services, clock = hall
    entry = send(services, "anything")

    def overtaken(*arguments: object) -> object:
        clock.go_on(hours=1)
        assert work_on_next(services, read, "another:1") == entry.id
        return read(*arguments)  # type: ignore[arg-type]

    work_on_next(services, overtaken, OWNER)  # type: ignore[arg-type]
    assert look(services, entry.id).state is State.ARCHIVED
    with services.catalogue.read() as db:
        assert leases.leased(db, "") == []


def test_a_duplicate_is_told_kept_and_its_reading_reused(hall: Hall) -> None:
    services, _ = hall
    first, second = send(services, "same"), send(services, "same", name="b.pdf")
    assert second.duplicate_of == first.id
    assert second.id != first.id
    work_on_next(services, read, OWNER)

    def never(*_: object) -> None:
        raise AssertionError("it was read already")

    assert work_on_next(services, never, OWNER) == second.id  # type: ignore[arg-type]
    assert look(services, second.id).state is State.ARCHIVED


def test_sending_again_without_an_answer_finds_the_entry(hall: Hall) -> None:
    services, _ = hall
    sent = paper("same")
    first = take(io.BytesIO(sent), "a.pdf", "ana", services, key="k")
    assert take(io.BytesIO(sent), "a.pdf", "ana", services, key="k").id == first.id
    with services.catalogue.begin() as db:
        db.exec_driver_sql("UPDATE entries SET answered = 0")
    assert take(io.BytesIO(sent), "a.pdf", "ana", services).id == first.id
    assert take(io.BytesIO(sent), "a.pdf", "ana", services).id != first.id


def test_what_is_refused_leaves_nothing_behind(hall: Hall) -> None:
    services, _ = hall
    with pytest.raises(ScanRejected):
        take(io.BytesIO(b"no document"), "a.txt", "ana", services)
    assert list(services.settings.incoming_folder.iterdir()) == []
    assert list(services.blobs.digests()) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [("a.pdf", "a.pdf"), ("../../etc/x.pdf", "x.pdf"), ("C:\\a\\b.pdf", "b.pdf"), ("\0\n", None)],
)
def test_a_name_is_never_a_path(hall: Hall, given: str, shown: str | None) -> None:
    services, _ = hall
    assert take(io.BytesIO(paper()), given, "ana", services).name == (shown or "tanpa-nama")


def test_a_failed_paper_is_fresh_again_when_asked(hall: Hall) -> None:
    services, _ = hall
    user = add("budi", "a-long-password", Role.CLERK, services)
    entry = send(services, "REJECT")
    work_on_next(services, read, OWNER)
    assert again(user, entry.id, services).state is State.RECEIVED
    assert work_on_next(services, read, OWNER) == entry.id


def test_the_sweep_calls_for_what_nobody_called_for(hall: Hall) -> None:
    services, clock = hall
    send(services, "one")
    assert sweep(services, "host:run:") == 1
    assert sweep(services, "host:run:") == 0, "a call waits its turn"
    clock.go_on(minutes=5)
    assert sweep(services, "host:run:") == 1
