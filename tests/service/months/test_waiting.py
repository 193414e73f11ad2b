"""Months wait for whoever can take their next step, and for nobody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from records.keeping import Role, User
from records.months import MonthStep
from service.months.steps import accept, send_back, submit
from service.months.waiting import waiting
from tests.fakes.polres import ADMIN, AUDITOR, KAPOLRES, POLRES, Polres, kapolsek, open_polres

UNIT = f"{POLRES}/anggrek"


def told(user: User, polres: Polres) -> list[tuple[str, str, MonthStep]]:
    """(unit, month, step) of what waits for the person."""
    found = waiting(user, polres.services)
    return [(one.unit.code, one.month.month, one.step) for one in found]


def test_a_month_waits_for_its_unit_then_above_then_its_unit_again(tmp_path: Path) -> None:
    polres = open_polres(tmp_path)
    chief = kapolsek("anggrek")
    last = (UNIT, "2024-09", MonthStep.SUBMIT)
    assert told(chief, polres) == [last]
    assert told(KAPOLRES, polres) == [(POLRES, "2024-09", MonthStep.SUBMIT)]
    submit(chief, UNIT, "2024-09", polres.services)
    assert told(chief, polres) == []
    assert (UNIT, "2024-09", MonthStep.ACCEPT) in told(KAPOLRES, polres)
    send_back(KAPOLRES, UNIT, "2024-09", polres.services, reason="Belum lengkap")
    assert told(chief, polres) == [last]
    submit(chief, UNIT, "2024-09", polres.services)
    accept(KAPOLRES, UNIT, "2024-09", polres.services)
    assert (UNIT, "2024-09", MonthStep.SEAL) in told(KAPOLRES, polres)
    assert told(chief, polres) == [], "nobody seals one's own month"
    polres.services.close()


def test_who_may_not_step_is_not_waited_for(tmp_path: Path) -> None:
    polres = open_polres(tmp_path)
    submit(kapolsek("anggrek"), UNIT, "2024-09", polres.services)
    clerk = replace(kapolsek("anggrek"), role=Role.CLERK)
    for person in (AUDITOR, ADMIN, clerk, kapolsek("bunga")):
        assert (UNIT, "2024-09", MonthStep.ACCEPT) not in told(person, polres)
    assert told(ADMIN, polres) == []
    polres.services.close()
