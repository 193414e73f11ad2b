"""Units taken over from a table, given out as one, and found by code or by name."""

from __future__ import annotations

import re
from pathlib import Path

from archive.catalogue import audit, fingerprints
from archive.units import postings, tree
from archive.units.matching import match
from records.errors import UnitTableInvalid, UnitUnknown
from records.keeping import UNIT_SEPARATOR, Unit, User
from service.filing.refiling import refile_unknown
from service.filing.sight import sight_in
from service.library import archive_counts
from service.permissions import Deed, is_allowed, require
from service.units.tables import (
    POSTINGS,
    UNITS,
    UnitTables,
    postings_to_rows,
    read_tables,
    rows_to_csv,
    units_to_rows,
)
from service.wiring import Services


def import_units(user: User, path: Path, services: Services) -> tuple[UnitTables, int]:
    """Take a table over, whole or not at all, and file anew what lay unrecognised.

    A unit named in it replaces what its code stood for; one not named stays. Returns what was
    taken and how many documents found their unit. Raises UnitTableInvalid, NotAllowed.
    """
    require(user, Deed.ADMINISTER)
    found = read_tables(path)
    now = services.clock()
    with services.catalogue.begin() as db:
        known = {unit.code for unit in tree.within(db, "")} | {unit.code for unit in found.units}
        _check_parents(path, found, known)
        for unit in found.units:
            tree.replace(db, unit)
        postings.replace(db, {one.unit for one in found.postings}, found.postings)
        counts = {"units": len(found.units), "postings": len(found.postings)}
        facts = counts | fingerprints.told(db, "units", "postings")
        audit.write(db, now, user.name, "import-units", path.name, facts)
        moved = refile_unknown(db, tree.within(db, ""), now)
    return found, moved


def known_units(user: User, services: Services) -> UnitTables:
    """The units and postings within sight, by code; all of them for who looks after the service."""
    scope = "" if is_allowed(user, Deed.ADMINISTER) else sight_in(user, services).scope
    with services.catalogue.read() as db:
        return UnitTables(tree.within(db, scope), postings.within(db, scope))


def unit_name(code: str, services: Services) -> str:
    """What the unit is called, its code where no list says."""
    with services.catalogue.read() as db:
        return tree.name_of(db, code) or code


def export_units(user: User, services: Services, *, suffix: str = ".xlsx") -> bytes:
    """The units and postings within sight as XLSX (two sheets) or CSV (the units)."""
    found = known_units(user, services)
    if suffix == ".csv":
        return rows_to_csv(units_to_rows(found.units))
    from compose.monthly.workbook import tables_to_xlsx

    rows = {UNITS: units_to_rows(found.units), POSTINGS: postings_to_rows(found.postings)}
    return tables_to_xlsx(rows)


def unit_named(user: User, wording: str, services: Services, month: str | None = None) -> Unit:
    """The unit within sight of that code or name; raises UnitUnknown where not exactly one."""
    with services.catalogue.read() as db:
        known = tree.within(db, sight_in(user, services).scope)
    by_code = next((unit for unit in known if unit.code == wording), None)
    found = by_code or match(known, wording, month) or match(known, wording)
    if found is None:
        raise UnitUnknown(unit=wording)
    return found


def unit_adopted(user: User, wording: str, services: Services, month: str | None = None) -> Unit:
    """The unit of that code or name; one that papers name and no list does is taken into the list.

    An office of one unit needs no list before its first month is closed. Raises UnitUnknown where
    no unrecognised paper bears the wording.
    """
    try:
        return unit_named(user, wording, services, month)
    except UnitUnknown:
        written = _unrecognised(user, wording, services)
        code = re.sub(r"[^a-z0-9]+", "-", wording.casefold()).strip("-")
        if written is None or not code:
            raise
    unit = Unit(code, written)
    now = services.clock()
    with services.catalogue.begin() as db:
        if any(known.code == code for known in tree.within(db, "")):
            raise UnitUnknown(unit=wording)
        tree.replace(db, unit)
        facts = {"name": written} | fingerprints.told(db, "units")
        audit.write(db, now, user.name, "adopt-unit", code, facts)
        refile_unknown(db, tree.within(db, ""), now)
    return unit


def _unrecognised(user: User, wording: str, services: Services) -> str | None:
    """The unit's name as papers write it whose letterhead no known unit matched."""
    wanted = " ".join(wording.casefold().split())
    named = (c.unit for c in archive_counts(user, services) if c.unit and c.unit_code is None)
    return next((name for name in named if " ".join(name.casefold().split()) == wanted), None)


def _check_parents(path: Path, found: UnitTables, known: set[str]) -> None:
    for line, unit in enumerate(found.units, start=2):
        parent = unit.code.rpartition(UNIT_SEPARATOR)[0]
        if parent and parent not in known:
            reason = f"satuan di atasnya, {parent}, tidak dikenal"
            raise UnitTableInvalid(file=path.name, line=line, reason=reason)
    for line, one in enumerate(found.postings, start=2):
        if one.unit not in known:
            raise UnitTableInvalid(file=path.name, line=line, reason=f"{one.unit} tidak dikenal")
