"""Papers that come to a month somebody has already taken as whole: it is looked at anew.

What was accepted is what will be sealed. A paper that is read, or recognised, only after that asks
for the acceptance again; one that comes to a month said to be nihil asks its unit to speak again.
To a sealed month papers come late and wait for a supplement.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from archive.months import states
from records.keeping import Filed, Role, User, document_name
from records.months import MonthState, MonthStep
from service.months.steps import moved

NOBODY = User(0, "berkas", Role.ADMIN)
"""Who takes a step that follows from a paper and from no person."""
Row = tuple[Filed, str]


def ask_anew(db: Connection, before: Iterable[Row], after: Iterable[Row], now: datetime) -> None:
    """Have the months looked at again whose papers are others after a reading than before."""
    earlier = {filed.position: (filed, text) for filed, text in before}
    later = {filed.position: (filed, text) for filed, text in after}
    touched: dict[tuple[str, str], str] = {}
    for position in sorted(earlier.keys() | later.keys()):
        old, new = earlier.get(position), later.get(position)
        for row in (old, new) if old != new else ():
            if row is not None and row[0].unit_code and row[0].month:
                place = (row[0].unit_code, row[0].month)
                touched[place] = document_name(row[0].entry, position)
    for (unit, month), paper in touched.items():
        found = states.get(db, unit, month)
        denied = found.state is MonthState.SUBMITTED and found.is_nihil
        if found.state is MonthState.ACCEPTED or denied:
            moved(NOBODY, found, MonthStep.LATE, db, now, paper)
