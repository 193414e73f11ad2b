"""Months for lists and sheets: papers by kind with states, completeness, the report as a file."""

from __future__ import annotations

from archive.catalogue import audit
from archive.months import states
from compose.monthly.completeness import (
    MonthSign,
    UnitYear,
    completeness_to_xlsx,
    compose_completeness,
)
from compose.monthly.wording import letterhead
from records.keeping import UNIT_SEPARATOR, User
from records.months import Month
from service.filing.sight import sight_in
from service.library import archive_counts
from service.months.calendar import calendar
from service.months.recap import recap
from service.wiring import Services

Row = dict[str, str | int | bool | None]


def overview(user: User, services: Services, *, year: int | None = None) -> list[Row]:
    """A row a unit, month and kind within sight, with the month's state; untouched is `open`.

    Months that hold no paper but a step (nihil) have a row without kind.
    """
    with services.catalogue.read() as db:
        months = states.within(db, sight_in(user, services).scope, year)
    touched = {(m.unit, m.month): m for m in months}
    rows: list[Row] = []
    seen = set()
    for one in archive_counts(user, services, year=year):
        key = (one.unit_code or "", one.month or "")
        month = touched.get(key, Month(*key))
        seen.add(key)
        rows.append(
            {
                "unit": one.unit,
                "unit_code": one.unit_code,
                "month": one.month,
                "kind": str(one.kind),
                "documents": one.documents,
                "needs_review": one.needs_review,
                "state": str(month.state),
                "nihil": month.is_nihil,
            }
        )
    for key in sorted(touched.keys() - seen):
        rows.append(_empty(touched[key]))
    return rows


def _empty(month: Month) -> Row:
    return {
        "unit": month.unit,
        "unit_code": month.unit,
        "month": month.month,
        "kind": None,
        "documents": 0,
        "needs_review": 0,
        "state": str(month.state),
        "nihil": month.is_nihil,
    }


def completeness_sheet(user: User, year: int, services: Services, *, suffix: str = ".pdf") -> bytes:
    """The year's sheet of units and months within sight, as .pdf (PDF/A) or .xlsx."""
    rows = calendar(user, year, services)
    now = services.clock()
    with services.catalogue.begin() as db:
        facts = {"year": year, "suffix": suffix}
        audit.write(db, now, user.name, "completeness", user.unit or "*", facts)
    depths = [row.unit.code.count(UNIT_SEPARATOR) for row in rows]
    top = min(depths, default=0)
    units = [
        UnitYear(
            row.unit.name,
            depth - top,
            tuple(MonthSign(str(c.month.state), c.month.is_nihil, c.papers) for c in row.cells),
        )
        for row, depth in zip(rows, depths, strict=True)
    ]
    if suffix == ".xlsx":
        return completeness_to_xlsx(year, units, created=now)
    head = letterhead([rows[0].unit.name]) if rows else ()
    return compose_completeness(head, year, units, created=now)


def report_of(
    user: User, unit: str, month: str, services: Services, *, suffix: str = ".pdf"
) -> bytes:
    """The month's recapitulation as .pdf (PDF/A), .docx or .xlsx; raises NotFound, MonthNotOne."""
    from compose.monthly.recap import compose_recap
    from compose.monthly.report import recap_to_docx, recap_to_xlsx

    made, _ = recap(user, unit, month, services)
    now = services.clock()
    with services.catalogue.begin() as db:
        target = f"{unit}@{month}"[:200]
        audit.write(db, now, user.name, "report", target, {"suffix": suffix})
    if suffix == ".xlsx":
        return recap_to_xlsx(made, created=now)
    if suffix == ".docx":
        return recap_to_docx(made, created=now)
    return compose_recap(made, created=now)
