"""The recapitulation made from a month's archived papers: by officer and village, counts only."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from archive.catalogue import documents
from archive.months import states
from archive.units import postings, tree
from compose.monthly.recap import Recap
from compose.monthly.wording import letterhead, month_in_words
from records.findings import CountTable, Record, Signatory
from records.findings_json import json_to_record
from records.keeping import Filed, Unit, User, document_name, is_under
from records.months import Posting
from service.months.steps import check_seen
from service.wiring import Services

HEAD = ("No", "Nama Petugas", "Desa / Kelurahan")
PLACE_TO_WRITE, DATE_TO_WRITE = "." * 16, "." * 24
"""Where the place is not set, and for the date, which is of the day it is signed."""
NOBODY = "(petugas tidak terbaca)"
Columns = Sequence[tuple[str, tuple[str, ...]]]
Paper = tuple[Filed, Record]


@dataclass(frozen=True, slots=True)
class Counted:
    """The table, and for each of its counts the papers behind it by name, row by row."""

    table: CountTable
    behind: tuple[tuple[tuple[str, ...], ...], ...]


def recap(user: User, unit: str, month: str, services: Services) -> tuple[Recap, Counted]:
    """The unit's recapitulation of the month, with the papers behind each count.

    It holds counts only, so that papers marked secret count for whoever sees the unit.
    Raises NotFound, MonthNotOne.
    """
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        return recap_in(db, unit, month, services)


def recap_in(db: Connection, unit: str, month: str, services: Services) -> tuple[Recap, Counted]:
    """The same within an open transaction, for whoever may see it."""
    settings = services.settings.months
    known = tree.within(db, "")
    papers = month_records(db, unit, month)
    counted = count_papers(papers, settings.recap_columns(), postings.within(db, unit, month))
    one = next(u for u in known if u.code == unit)
    made = Recap(
        unit=one.name,
        month=month_in_words(month),
        table=counted.table,
        text_columns=len(HEAD),
        letterhead=letterhead(names_above(one, known)),
        place_and_date=f"{settings.place or PLACE_TO_WRITE}, {DATE_TO_WRITE}",
        signed_by=Signatory(position=f"KEPALA {one.name.upper()}"),
    )
    return made, counted


def names_above(unit: Unit, known: Iterable[Unit]) -> list[str]:
    """The names from the top of the tree down to the unit."""
    return [one.name for one in known if is_under(unit.code, one.code)]


def month_records(db: Connection, unit: str, month: str) -> Iterator[Paper]:
    """The papers filed in the month with their records, in order of receipt, one at a time.

    A file handed in twice counts once.
    """
    rows: dict[int, str] = {}
    last = ""
    copies = states.copies(db, unit, month)
    for filed, _, _ in states.papers(db, unit, month):
        if (filed.entry, filed.position) in copies:
            continue
        if filed.entry != last:
            last = filed.entry
            rows = {one.position: text for one, text in documents.of_entry(db, filed.entry)}
        yield filed, json_to_record(json.loads(rows[filed.position]))


def count_papers(papers: Iterable[Paper], columns: Columns, posted: Sequence[Posting]) -> Counted:
    """The pivot: a row an officer and village, a column as the settings have it."""
    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    behind: dict[tuple[str, str], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {one.nrp: one.name for one in posted if one.nrp}
    for filed, record in papers:
        for column, (_, counted) in enumerate(columns):
            amount = sum(_amount(filed, record, what) for what in counted)
            if amount:
                key = _whose(record, posted)
                names.setdefault(key[0], _text(record, "officer") or NOBODY)
                counts[key][column] += amount
                behind[key][column].append(document_name(filed.entry, filed.position))
    keys = sorted(counts, key=lambda key: (names[key[0]].casefold(), key))
    every = range(len(columns))
    rows = tuple(
        (str(n), names[key[0]], key[1], *(str(counts[key][c]) for c in every))
        for n, key in enumerate(keys, start=1)
    )
    total = tuple(str(sum(counts[key][c] for key in keys)) for c in every)
    table = CountTable((*HEAD, *(title for title, _ in columns)), rows, total)
    links = tuple(tuple(tuple(behind[key][c]) for c in every) for key in keys)
    return Counted(table, links)


def _amount(filed: Filed, record: Record, what: str) -> int:
    """How much a paper counts for: one, or the rows of a table field."""
    name, is_field, field = what.partition(".")
    if name not in (filed.form, filed.report, str(filed.kind)):
        return 0
    if not is_field:
        return 1
    rows = record.fields.get(field)
    return len(rows) if isinstance(rows, tuple) else 0


def _whose(record: Record, posted: Sequence[Posting]) -> tuple[str, str]:
    """(officer, village): by number where one is read, the village as read or as posted."""
    number = "".join(letter for letter in _text(record, "nrp") if letter.isdigit())
    name = " ".join(_text(record, "officer").casefold().split())
    mine = [one for one in posted if number and one.nrp == number]
    if not mine and name:
        mine = [one for one in posted if one.name.casefold() == name]
    villages = {one.village for one in mine if one.village}
    village = _text(record, "village") or (next(iter(villages)) if len(villages) == 1 else "")
    by_folded: Mapping[str, str] = {one.casefold(): one for one in villages}
    return (mine[0].nrp if mine else number) or name, by_folded.get(village.casefold(), village)


def _text(record: Record, key: str) -> str:
    value = record.fields.get(key)
    return value.strip() if isinstance(value, str) else ""
