"""A page of a recapitulation becomes a part of its record; the parts of its pages one report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.grammar.dates import text_to_date, text_to_month
from extract.grammar.document_numbers import text_to_document_number
from extract.grammar.ranks import split_rank
from extract.header.cells import (
    line_box,
    line_text,
    split_line,
    words_outside,
)
from extract.header.part import Value, box_evidence, lines_to_value
from extract.header.reread import reread_page
from extract.letterhead import lines_to_unit
from extract.lines import Line, words_to_lines
from extract.report.counts import Places, first_number, read_counts
from extract.report.grid import CountGrid, GridCell, read_labels_again, table_to_grid
from extract.report.sums import check_sums
from extract.signing import read_signature
from records.findings import CountTable, Evidence, Problem, Signatory
from records.geometry import Box
from records.paper import Sheet, Table
from records.readers import TextReader

EMPTY_SURE = 0.8
"""How often a cell found empty is empty."""
REVIEW_BELOW = 0.6
REACH = 10.0
"""Half the width of a signature block at least, in heights of a capital."""
DEPTH = 16.0
"""Height of a signature block at most, in heights of a capital."""
_NUMBER = re.compile(r"^\W*(?:nomor|no\.?|nomer)\s*[.:;]+\s*", re.IGNORECASE)
_MONTH_WORD = re.compile(r"\b(?:bulan|bln|periode|masa)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportPart:
    """What one page shows of a recapitulation; `values` by path in the record."""

    page: int
    table: CountTable
    values: Mapping[str, Value] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    counted: tuple[int, ...] = ()
    """The columns of counts."""
    summed: tuple[int, ...] = ()
    """Those whose sum stands in the row of sums."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole recapitulation, its evidence by path in the record."""

    unit: str | None
    month: str | None
    number: str | None
    signed_by: Signatory
    table: CountTable
    evidence: Mapping[str, Evidence]
    problems: tuple[Problem, ...] = ()


def sheet_to_report_part(
    sheet: Sheet, tables: Sequence[Table], reader: TextReader | None
) -> ReportPart | None:
    """The recapitulation on a page; None where no table of counts stands on it."""
    grids = [(table, grid) for table in tables if (grid := table_to_grid(sheet, table))]
    if not grids:
        return None
    table, grid = max(grids, key=lambda found: len(found[1].rows) * len(found[1].columns))
    grid = read_labels_again(grid, sheet, reader)
    counts = read_counts(grid, sheet, reader)
    outside = words_to_lines(words_outside(tables, sheet.words))
    above = tuple(line for line in outside if line_box(line).center[1] < table.box.top)
    below = [line for line in outside if line_box(line).center[1] > table.box.bottom]
    _, again = reread_page([], above, [], sheet, reader)
    values = _fuller(_head_values(sheet, above), _head_values(sheet, again)) | _signature_values(
        sheet, below, table.box.bottom, reader
    )
    cells, evidence, summed = _table_and_evidence(sheet, grid, counts)
    return ReportPart(sheet.page, cells, values, evidence, grid.counted, summed)


def parts_to_report(parts: Sequence[ReportPart]) -> Report:
    """The parts of one recapitulation, in page order, as one; raises ValueError for none."""
    if not parts:
        raise ValueError("a recapitulation has a page")
    values: dict[str, Value] = {}
    evidence: dict[str, Evidence] = {}
    rows: list[tuple[str, ...]] = []
    for part in parts:
        for key, value in part.values.items():
            if key not in values or values[key].text is None:
                values[key] = value
        for path, found in part.evidence.items():
            evidence[_shift(path, len(rows))] = found
        rows += part.table.rows
    evidence |= {key: value.evidence for key, value in values.items()}
    last = next((p for p in reversed(parts) if p.table.total), parts[-1])
    table = CountTable(parts[0].table.columns, tuple(rows), last.table.total)
    texts = {key: value.text for key, value in values.items()}
    signed = {key: texts.get(f"signed_by.{key}") for key in ("position", "name", "rank", "nrp")}
    return Report(
        texts.get("unit"),
        texts.get("month"),
        texts.get("number"),
        Signatory(**signed),
        table,
        evidence,
        check_sums(table, last.counted, last.summed, last.page),
    )


def _shift(path: str, rows_before: int) -> str:
    match = re.match(r"table\.rows\.(\d+)(\..*)", path)
    return f"table.rows.{int(match[1]) + rows_before}{match[2]}" if match else path


def _fuller(page: dict[str, Value], again: dict[str, Value]) -> dict[str, Value]:
    """Two readings of the head as one: a number with more of its parts, else the surer value."""
    values = {**again, **page}
    for key in page.keys() & again.keys():
        one, two = page[key], again[key]
        parts = [_part_count(value.text) if key == "number" else 0 for value in (one, two)]
        surer = two.evidence.confidence > one.evidence.confidence
        if parts[1] > parts[0] or (parts[1] == parts[0] and surer):
            values[key] = two
    return values


def _part_count(text: str | None) -> int:
    found = text_to_document_number(text) if text else None
    return sum(p is not None for p in (found.running, found.month, found.year)) if found else 0


def _head_values(sheet: Sheet, above: Sequence[Line]) -> dict[str, Value]:
    """Unit, month and number from the lines above the table."""
    values: dict[str, Value] = {}
    segments = [part for line in above for part in split_line(line, sheet.char_height)]
    unit = lines_to_unit(segments)
    if unit is not None:
        values["unit"] = lines_to_value(sheet, (unit.line,), unit.text)
    for line in segments:
        text = line_text(line)
        mark = _NUMBER.match(text)
        if mark and "number" not in values:
            found = text_to_document_number(text[mark.end() :])
            if found is not None:
                doubt = 0.97**found.repairs
                values["number"] = lines_to_value(sheet, (line,), found.text, doubt)
    for lines in (
        [line for line in segments if _MONTH_WORD.search(line_text(line))],
        [line for line in segments if not _NUMBER.match(line_text(line))],
    ):
        for line in lines:
            month = text_to_month(line_text(line))
            if month is not None and "month" not in values:
                values["month"] = lines_to_value(sheet, (line,), month.value, 0.97**month.repairs)
    return values


def _signature_values(
    sheet: Sheet, below: Sequence[Line], bottom: float, reader: TextReader | None
) -> dict[str, Value]:
    """Who signed: the block under the place and date, else the rightmost one."""
    segments = [part for line in below for part in split_line(line, sheet.char_height)]
    region = _signature_region(sheet, segments, bottom)
    block = [line for line in segments if region.contains(line_box(line).center)]
    block = [line for line in block if line_text(line).casefold() != "mengetahui"]
    found = read_signature(block, region, sheet, reader)
    if found is None:
        return {}
    values = {}
    signed = found.signatory
    for key, text, lines in (
        ("position", signed.position, found.position_lines),
        ("name", signed.name, (found.name_line,)),
        ("rank", signed.rank, (found.rank_line,)),
        ("nrp", signed.nrp, (found.nrp_line,)),
    ):
        kept = tuple(line for line in lines if line)
        if text and kept:
            values[f"signed_by.{key}"] = lines_to_value(sheet, kept, text)
    return values


def _signature_region(sheet: Sheet, segments: Sequence[Line], bottom: float) -> Box:
    """Where the block of the one who signs stands: under the date, else the right half."""
    dated = [line for line in segments if text_to_date(line_text(line)) is not None]
    tall = sheet.char_height
    if not dated:
        return Box(sheet.width / 2, min(bottom, sheet.height), sheet.width, sheet.height)
    box = line_box(dated[-1])
    reach = max(box.width, REACH * tall)
    center = box.center[0]
    top = box.bottom + tall / 4
    return Box(
        max(0.0, center - reach),
        top,
        min(sheet.width, center + reach),
        min(sheet.height, top + DEPTH * tall),
    )


def _table_and_evidence(
    sheet: Sheet, grid: CountGrid, counts: Places
) -> tuple[CountTable, dict[str, Evidence], tuple[int, ...]]:
    evidence: dict[str, Evidence] = {}
    for column, head in enumerate(grid.heads):
        evidence[f"table.columns.{column}"] = _cell_evidence(sheet, head)
    rows = []
    for i, row in enumerate(grid.rows):
        texts = []
        for column, cell in enumerate(row):
            path = f"table.rows.{i}.{column}"
            if column == grid.index:
                texts.append(_row_number(grid, counts, i))
                evidence[path] = _count_evidence(sheet, counts, (i, column))
            elif (i, column) in counts:
                texts.append(counts[i, column].text)
                evidence[path] = _count_evidence(sheet, counts, (i, column))
            else:
                texts.append(_label_text(cell))
                evidence[path] = _cell_evidence(sheet, cell)
        rows.append(tuple(texts))
    sums = [
        column
        for column in grid.counted
        if (-1, column) in counts and any(counts[i, column].text for i in range(-1, len(rows)))
    ]
    for place, column in enumerate(sums):
        evidence[f"table.total.{place}"] = _count_evidence(sheet, counts, (-1, column))
    total = tuple(counts[-1, column].text for column in sums)
    return CountTable(grid.columns, tuple(rows), total), evidence, tuple(sums)


def _label_text(cell: GridCell) -> str:
    """A cell that holds no count: a name with its rank, a village."""
    parted = split_rank(cell.text)
    return f"{parted[0]} {parted[1]}" if parted and parted[1] else cell.text


def _row_number(grid: CountGrid, counts: Places, row: int) -> str:
    """The row's number; one that could not be read follows from its neighbours' order."""
    first = first_number(grid, counts)
    return counts[row, grid.index or 0].text if first is None else str(first + row)


def _cell_evidence(sheet: Sheet, cell: GridCell) -> Evidence:
    sure = round(cell.confidence if cell.words else EMPTY_SURE, 3)
    return box_evidence(sheet, cell.box, cell.text, sure, sure < REVIEW_BELOW)


def _count_evidence(sheet: Sheet, counts: Places, place: tuple[int, int]) -> Evidence:
    count = counts[place]
    sure = round(count.confidence if count.readings else EMPTY_SURE / 2, 3)
    return box_evidence(sheet, count.box, count.written, sure, sure < REVIEW_BELOW)
