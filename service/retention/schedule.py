"""The retention schedule taken over from a table, and the code and rule of a paper."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from archive.catalogue import audit, fingerprints
from archive.retention import rules as rule_rows
from records.errors import RetentionRuleInvalid
from records.keeping import Filed, User
from records.periods.retention import Fate, RetentionRule, code_borne
from service.permissions import Deed, is_allowed, require
from service.units.tables import rows_to_csv
from service.wiring import Services

COLUMNS = ("kode", "aktif_tahun", "inaktif_tahun", "nasib", "dokumen", "keterangan")
FATES = {
    "permanen": Fate.KEEP,
    "simpan": Fate.KEEP,
    "dinilai kembali": Fate.ASK,
    "tanya": Fate.ASK,
    "musnah": Fate.DESTROY,
}
WORDS = {Fate.KEEP: "permanen", Fate.ASK: "dinilai kembali", Fate.DESTROY: "musnah"}
SHEET = "jadwal retensi"
MOST_YEARS = 200


def schedule(user: User, services: Services) -> tuple[RetentionRule, ...]:
    """The rules by code; raises NotAllowed."""
    if not is_allowed(user, Deed.ADMINISTER):
        require(user, Deed.READ)
    with services.catalogue.read() as db:
        return rule_rows.every(db)


def set_schedule(user: User, rules: Sequence[RetentionRule], services: Services) -> None:
    """Put the schedule in the place of the earlier one, which the trail keeps; for administrators.

    Raises NotAllowed, RetentionRuleInvalid for a code named twice.
    """
    require(user, Deed.ADMINISTER)
    codes = [one.code for one in rules]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        line = len(codes) - codes[::-1].index(twice) + 1
        raise RetentionRuleInvalid(file=SHEET, line=line, reason=f"{twice} dua kali")
    with services.catalogue.begin() as db:
        earlier = rule_rows.every(db)
        rule_rows.replace_all(db, rules)
        before, after = ([asdict(one) for one in some] for some in (earlier, rules))
        facts = {"before": before, "after": after} | fingerprints.told(db, "retention")
        audit.write(db, services.clock(), user.name, "set-retention", "retention", facts)


def import_schedule(user: User, path: Path, services: Services) -> tuple[RetentionRule, ...]:
    """Take a schedule over from .xlsx or .csv; raises RetentionRuleInvalid, NotAllowed."""
    require(user, Deed.ADMINISTER)
    found = tuple(_rules(path))
    set_schedule(user, found, services)
    return found


def export_schedule(user: User, services: Services, *, suffix: str = ".xlsx") -> bytes:
    """The schedule as .xlsx or .csv, in the columns it is taken over by."""
    rows: list[list[str]] = [list(COLUMNS)]
    for one in schedule(user, services):
        years = [str(one.active_years), str(one.inactive_years)]
        rows.append([one.code, *years, WORDS[one.fate], " ".join(one.papers), one.note])
    if suffix == ".csv":
        return rows_to_csv(rows)
    from compose.monthly.workbook import tables_to_xlsx

    return tables_to_xlsx({SHEET: rows})


class Schedule:
    """The rules ready to be asked about papers."""

    def __init__(self, rules: Sequence[RetentionRule]) -> None:
        self.rules = tuple(rules)
        self._by_code = {one.code.upper(): one for one in rules}
        self._by_paper = {what: one.code for one in reversed(rules) for what in one.papers}

    def code_of(self, filed: Filed) -> str:
        """The archive code the paper's number bears, else that of its form, report or kind."""
        names = (filed.form, filed.report, str(filed.kind))
        return self.code_of_sort(code_borne(filed.number), names)

    def code_of_sort(self, borne: str, names: Iterable[str | None]) -> str:
        """The code that numbers of the sort bear, else that of the first name a rule knows."""
        known = (self._by_paper[name] for name in names if name and name in self._by_paper)
        return borne or next(known, "")

    def rule_of(self, code: str) -> RetentionRule | None:
        """The rule of the code, or of the nearest code above it; None: keep and ask."""
        parts = code.upper().split(".")
        for length in range(len(parts), 0, -1):
            found = self._by_code.get(".".join(parts[:length]))
            if found is not None:
                return found
        return None


@lru_cache(maxsize=8)
def schedule_of(rules: tuple[RetentionRule, ...]) -> Schedule:
    """The same, made once for the same rules."""
    return Schedule(rules)


def _rules(path: Path) -> Iterator[RetentionRule]:
    rows = _rows(path)
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if [name for name in COLUMNS[:4] if name not in head]:
        raise RetentionRuleInvalid(file=path.name, line=1, reason=", ".join(COLUMNS))
    for line, row in enumerate(rows[1:], start=2):
        cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
        if any(cells.values()):
            yield _rule(path, line, cells)


def _rule(path: Path, line: int, cells: dict[str, str]) -> RetentionRule:
    fate = FATES.get(cells.get("nasib", "").casefold())
    if fate is None:
        raise RetentionRuleInvalid(file=path.name, line=line, reason=f"nasib: {', '.join(FATES)}")
    try:
        years = [int(cells.get(name) or "0") for name in COLUMNS[1:3]]
        if max(years) > MOST_YEARS:
            raise ValueError
        papers = tuple(cells.get("dokumen", "").replace(",", " ").split())
        note = cells.get("keterangan", "")
        return RetentionRule(cells["kode"], years[0], years[1], fate, papers, note)
    except ValueError as error:
        reason = "kode, tahun aktif dan inaktif (0 sampai 200)"
        raise RetentionRuleInvalid(file=path.name, line=line, reason=reason) from error


def _rows(path: Path) -> list[list[str]]:
    try:
        if path.suffix.lower() == ".csv":
            text = path.read_text(encoding="utf-8-sig")
            separator = ";" if text.partition("\n")[0].count(";") > text.count(",") else ","
            return list(csv.reader(io.StringIO(text), delimiter=separator))
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        return [["" if c is None else str(c) for c in row] for row in sheet.values]
    except (OSError, UnicodeDecodeError, InvalidFileException, zipfile.BadZipFile, KeyError) as e:
        raise RetentionRuleInvalid(file=path.name, line=1, reason=str(e)) from e
