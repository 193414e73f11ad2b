"""The audit trail and the workers, for administrators and auditors."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO

from archive.catalogue import audit
from archive.catalogue.audit import Line
from archive.desk import oversight
from archive.desk.oversight import AtWork, TrailFilter
from records.keeping import User
from service.permissions import Deed, is_allowed, require
from service.review.masking import mask_shapes
from service.wiring import Services

__all__ = ["AtWork", "Trail", "TrailFilter", "at_work", "require_overseer", "trail", "write_trail"]

ROWS = 100
EVERYTHING = TrailFilter()
COLUMNS = ("nomor", "waktu", "siapa", "perbuatan", "sasaran", "keterangan", "sebelumnya", "sidik")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Trail:
    """Lines newest first, the deeds there are, and where to go on."""

    lines: tuple[Line, ...]
    deeds: tuple[str, ...]
    before: int | None


def trail(
    user: User,
    services: Services,
    *,
    text: str = "",
    deed: str = "",
    before: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Trail:
    """What was done, by whom, when; raises NotAllowed but for administrators and auditors.

    Of an auditor whose unit is not the whole only lines of persons of that unit would be in
    sight, and lines name no unit: such an auditor is refused. Looking is a line of its own.
    """
    require_overseer(user)
    wanted = TrailFilter(text=text, deed=deed, since=since, until=until)
    with services.catalogue.begin() as db:
        found = oversight.trail(db, wanted, before=before, limit=ROWS + 1)
        deeds = oversight.deeds(db)
        facts = {"text": mask_shapes(text), "deed": deed, "before": before}
        audit.write(db, services.clock(), user.name, "read-trail", "trail", facts)
    more = found[ROWS - 1].id if len(found) > ROWS else None
    return Trail(found[:ROWS], deeds, more)


def write_trail(
    user: User,
    target: BinaryIO,
    services: Services,
    wanted: TrailFilter = EVERYTHING,
    *,
    suffix: str = ".csv",
) -> int:
    """Write the lines that fit, oldest first, as .csv or .xlsx; how many. Raises NotAllowed."""
    from compose.monthly.workbook import rows_to_xlsx

    require_overseer(user)
    now = services.clock()
    with services.catalogue.begin() as db:
        told = {key: mask_shapes(str(value)) for key, value in asdict(wanted).items() if value}
        audit.write(db, now, user.name, "export-trail", "trail", told | {"suffix": suffix})
    with services.catalogue.read() as db:
        rows = _rows(oversight.whole_trail(db, wanted))
        if suffix == ".xlsx":
            return rows_to_xlsx("Jejak audit", rows, target) - 1
        written = csv.writer(text := io.TextIOWrapper(target, "utf-8-sig", newline=""))
        count = -1
        for row in rows:
            written.writerow([_harmless(cell) for cell in row])
            count += 1
        text.detach()
    return count


def require_overseer(user: User) -> None:
    """Pass for administrators, and for auditors of the whole; raises NotAllowed."""
    if not is_allowed(user, Deed.ADMINISTER):
        require(user, Deed.AUDIT)
        if user.unit:
            require(user, Deed.ADMINISTER)


def _rows(lines: Iterable[Line]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for one in lines:
        at = one.at.isoformat(timespec="microseconds")
        said = [one.who, one.deed, one.target, one.facts]
        yield [str(one.id), at, *said, one.previous, one.hash]


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: anybody may type a name that begins like one."""
    return f"'{cell}" if cell[:1] in FORMULA_SIGNS else cell


def at_work(user: User, services: Services) -> tuple[AtWork, ...]:
    """Entries under workers' hands; raises NotAllowed but for administrators."""
    require(user, Deed.ADMINISTER)
    with services.catalogue.read() as db:
        return oversight.at_work(db, services.clock())
