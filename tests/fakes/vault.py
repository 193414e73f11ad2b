"""The district with sealed months of long ago: ruled, one held, with lists to vote on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from records.findings import Record
from records.keeping import Role, User
from records.periods.retention import Fate, RetentionRule
from service.retention.holds import place_hold
from service.retention.proposals import approve, propose
from service.retention.schedule import set_schedule
from service.sealing.closing import close
from service.users import add
from tests.fakes.desk import PASSWORD, Desk, Person
from tests.fakes.district import CHIEF, OTHER, SECTOR, SUPERIOR, District
from tests.fakes.furnished import user_of, visit_form
from tests.fakes.halls import FakeClock
from tests.fakes.polres import POLSEKS

SECOND = Person("wakapolres", Role.HEAD, SUPERIOR.unit, cleared=True)
NEIGHBOUR = Person("kapolsek-bunga", Role.HEAD, OTHER)
KEEPER = Person("pengelola", Role.ADMIN)
RULES = (
    RetentionRule("BIN.1", 1, 1, Fate.DESTROY, ("kunjungan-warga",), "DDS"),
    RetentionRule("BIN.2", 1, 1, Fate.ASK, ("problem-solving",)),
    RetentionRule("BIN.9", 2, 3, Fate.KEEP, ("sop",), "SOP tetap disimpan"),
)


@dataclass(frozen=True, slots=True)
class Vault:
    """Numbers of what waits: a list nobody has voted on, one approved, and the hold."""

    fresh: int
    approved: int
    hold: int


def fill_vault(desk: Desk) -> Vault:
    """Papers of 2020 and 2021 sealed, ruled, one month held; two lists drawn up."""
    services = replace(desk.services, clock=FakeClock())
    district = District(desk, FakeClock())
    district.clock.now = datetime(2021, 3, 2, 9, 0, tzinfo=UTC)
    services = replace(desk.services, clock=district.clock)
    superior = user_of(SUPERIOR)
    for month, form, numbers in (
        ("2020-07", "kunjungan-warga", range(3)),
        ("2020-07", "problem-solving", range(3, 5)),
        ("2020-08", "kunjungan-warga", range(5, 9)),
        ("2021-01", "kunjungan-warga", range(9, 11)),
    ):
        for number in numbers:
            district.put(visit_form(month, 100 + number, form), f"{form} {number}.pdf")
    district.put(_elsewhere(visit_form("2020-07", 120)), "kunjungan bunga.pdf")
    for unit, month in (
        (SECTOR, "2020-07"),
        (SECTOR, "2020-08"),
        (SECTOR, "2021-01"),
        (OTHER, "2020-07"),
    ):
        close(superior, unit, month, services)
    for person in (SECOND, NEIGHBOUR, KEEPER):
        add(person.name, PASSWORD, person.role, services, unit=person.unit, cleared=person.cleared)
    set_schedule(User(0, KEEPER.name, Role.ADMIN), RULES, services)
    district.clock.now = datetime(2024, 10, 20, 9, 0, tzinfo=UTC)
    hold = place_hold(
        superior, SECTOR, services, reason="Perkara 12/Pid/2024", first="2020-08", last="2020-08"
    )
    approved = propose(superior, OTHER, services, reason="Masa simpan habis").number
    for voter in (user_of(SECOND), superior):
        approve(voter, approved, services)
    fresh = propose(user_of(CHIEF), SECTOR, services, reason="Masa simpan habis", year=2020).number
    district.index()
    return Vault(fresh, approved, hold.number)


def _elsewhere(record: Record) -> Record:
    """The paper of the other Polsek."""
    return replace(record, unit=POLSEKS["bunga"])
