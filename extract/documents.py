"""Pages' contents become documents: what belongs together, and what each is.

A file may hold several documents: a procedure runs from its cover or identity page to the next
one; blanks and reports are split by their own titles; what is unknown stays together as one
paper. An empty page belongs to none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.blank.placed.record import parts_to_blank
from extract.blank.record import parts_to_record
from extract.content import PageContent
from extract.foreign.relations import check_relations, goes_on_with
from extract.header.merge import header_month, parts_to_header
from extract.joining.copies import contents_to_copies
from extract.kinds import PageKind
from extract.matrix.flow import attach_flow, join_flow
from extract.matrix.joins import parts_to_matrices
from extract.matrix.lint import lint_procedure
from extract.matrix.parts import JoinedMatrix, MatrixPart
from extract.matrix.rows import sheet_to_matrix_parts
from extract.report.part import Report, parts_to_report
from extract.specks import without_specks
from records.findings import Evidence, Header, Kind, Matrix, Problem, Record

SOP_KINDS = {
    PageKind.COVER,
    PageKind.IDENTITY,
    PageKind.MATRIX,
    PageKind.MATRIX_CONTINUED,
    PageKind.SOP_TEXT,
}
TITLE_HEAD = re.compile(r"^\W*\d{0,3}\W*SOP\b\W*", re.IGNORECASE)
"""What stands before the name in `81. SOP SOSIALISASI PERDA`."""
RECAP = "rekap-bulanan"
REPORT_KINDS = {PageKind.REPORT, PageKind.REPORT_CONTINUED}


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one document."""

    kind: Kind
    pages: tuple[PageContent, ...]


def contents_to_records(
    contents: Sequence[PageContent],
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """The documents of a file in page order, and what was noted on the way."""
    copies, problems = contents_to_copies([one for one in contents if one.placed is not None])
    groups = [one for one in contents_to_groups(contents) if one.pages[0].placed is None]
    groups += [Group(Kind.FORM, tuple(copy)) for copy in copies]
    records: list[Record] = []
    for group in sorted(groups, key=lambda one: min(page.page for page in one.pages)):
        found, noted = _group_to_records(group)
        records += found
        problems += noted
    return tuple(records), tuple(problems)


def contents_to_groups(contents: Sequence[PageContent]) -> list[Group]:
    """Which pages make a document together."""
    groups: list[list[PageContent]] = []
    for content in contents:
        if content.kind is PageKind.EMPTY:
            continue
        if groups and _goes_on(groups[-1], content):
            groups[-1].append(content)
        else:
            groups.append([content])
    return [Group(_group_kind(pages), tuple(pages)) for pages in groups]


def _goes_on(group: Sequence[PageContent], content: PageContent) -> bool:
    kinds = {page.kind for page in group}
    if content.blank is not None:
        return goes_on_with(content.blank, [page.blank for page in group])
    if content.kind in SOP_KINDS:
        if not kinds <= SOP_KINDS:
            return False
        return not _begins_procedure(group, content)
    if content.kind is PageKind.REPORT_CONTINUED:
        return bool(kinds & REPORT_KINDS)
    if content.kind is PageKind.REPORT:
        return kinds <= REPORT_KINDS and _goes_on_counting(group, content)
    if content.kind is PageKind.OTHER:
        known = SOP_KINDS | {PageKind.OTHER, PageKind.LETTER}
        return kinds <= known or (kinds <= REPORT_KINDS and _is_unsigned(group, content))
    return False


def _goes_on_counting(group: Sequence[PageContent], content: PageContent) -> bool:
    """Whether a page of counts without a head of its own follows one without a row of sums."""
    parts = [page.report for page in group if page.report is not None]
    begins = content.report is None or {"unit", "month", "number"} & set(content.report.values)
    return not begins and not any(part.table.total for part in parts)


def _is_unsigned(group: Sequence[PageContent], content: PageContent) -> bool:
    """Whether a page under no letterhead follows a recapitulation that nobody signed yet."""
    parts = [page.report for page in group if page.report is not None]
    signed = any("signed_by.name" in part.values for part in parts)
    return content.unit is None and not signed


def _begins_procedure(group: Sequence[PageContent], content: PageContent) -> bool:
    """Whether a cover or an identity page that the procedure already has comes again."""
    if content.kind is PageKind.COVER:
        return True
    if content.kind is not PageKind.IDENTITY:
        return False
    has_identity = any(page.kind is PageKind.IDENTITY for page in group)
    has_matrix = any(page.matrices for page in group)
    if has_identity and content.header is not None:
        # The second page of an identity part repeats none of the first page's single values.
        held = {key for page in group if page.header for key in page.header.values}
        return has_matrix or len(held & set(content.header.values)) >= 2
    return has_matrix


def _group_kind(pages: Sequence[PageContent]) -> Kind:
    kinds = {page.kind for page in pages}
    if kinds & SOP_KINDS:
        return Kind.SOP
    if kinds & REPORT_KINDS:
        return Kind.REPORT
    if PageKind.FORM in kinds:
        return Kind.FORM
    return Kind.LETTER if PageKind.LETTER in kinds else Kind.OTHER


def _group_to_records(group: Group) -> tuple[list[Record], list[Problem]]:
    if group.kind is Kind.SOP:
        return _procedure(group)
    numbers = tuple(page.page for page in group.pages)
    unit = next((page.unit for page in group.pages if page.unit is not None), None)
    evidence = {} if unit is None else {"unit": unit.evidence}
    name = None if unit is None else unit.text
    placed = [page.placed for page in group.pages if page.placed is not None]
    if placed:
        code = next((page.code for page in group.pages if page.code is not None), None)
        found_unit = evidence.get("unit")
        record = parts_to_record([parts_to_blank(placed)], tuple(sorted(numbers)), name, found_unit)
        if code is not None:
            record = replace(record, version=code.version, serial=code.serial)
        return [record], []
    blanks = [page.blank for page in group.pages if page.blank is not None]
    if blanks:
        record = parts_to_record(blanks, numbers, name, evidence.get("unit"))
        checked, noted = check_relations(blanks[0].form, record)
        return [checked], list(noted)
    parts = [page.report for page in group.pages if page.report is not None]
    if parts:
        report = parts_to_report(parts)
        return [_report_record(report, numbers, name, evidence)], list(report.problems)
    record = Record(group.kind, numbers, name, None, _mean_confidence(evidence), evidence)
    return [record], []


def _report_record(
    report: Report, numbers: tuple[int, ...], unit: str | None, evidence: dict[str, Evidence]
) -> Record:
    evidence = {**evidence, **report.evidence}
    return Record(
        Kind.REPORT,
        numbers,
        report.unit or unit,
        report.month,
        _mean_confidence(evidence),
        evidence,
        report=RECAP,
        number=report.number,
        signed_by=report.signed_by,
        table=report.table,
    )


def _procedure(group: Group) -> tuple[list[Record], list[Problem]]:
    """A procedure; where several matrices stand under one identity part, each is a record."""
    header, evidence = parts_to_header([p.header for p in group.pages if p.header is not None])
    parts = _all_parts(group.pages)
    joined = [join_flow(one) for one in parts_to_matrices(parts)]
    problems = [problem for one in joined for problem in one.problems]
    if len(joined) <= 1:
        numbers = tuple(page.page for page in group.pages)
        return [_record(header, evidence, joined[0] if joined else None, numbers, group)], problems
    records = []
    matrix_pages = {number for one in joined for number in one.pages}
    shared = [page.page for page in group.pages if page.page not in matrix_pages]
    for index, one in enumerate(joined):
        numbers = tuple(sorted({*one.pages, *(shared if index == 0 else ())}))
        records.append(_record(header, evidence, one, numbers, group))
    return records, problems


def _all_parts(pages: Sequence[PageContent]) -> list[MatrixPart]:
    """The matrix parts of all pages; a headless one is read by the columns of the one before."""
    parts: list[MatrixPart] = []
    for page in pages:
        parts += page.matrices
        if page.headless is not None and parts:
            whole, again = page.headless.sheet, page.headless.again
            tables = page.headless.tables
            found = sheet_to_matrix_parts(without_specks(whole), tables, again, parts[-1])
            parts += [attach_flow(part, whole) for part in found]
    return parts


def _record(
    header: Header,
    header_evidence: dict[str, Evidence],
    joined: JoinedMatrix | None,
    numbers: tuple[int, ...],
    group: Group,
) -> Record:
    evidence = dict(header_evidence)
    unit = header.unit
    if unit is None:
        found = next((page.unit for page in group.pages if page.unit is not None), None)
        if found is not None:
            unit = found.text
            evidence["unit"] = found.evidence
    if joined is not None:
        evidence |= joined.evidence
        header, evidence = _with_title(header, evidence, joined)
    matrix = joined.matrix if joined is not None else Matrix()
    record = Record(
        Kind.SOP,
        numbers,
        unit,
        header_month(header),
        _mean_confidence(evidence),
        evidence,
        header=header,
        matrix=matrix,
    )
    return record if joined is None else _linted(record)


def _with_title(
    header: Header, evidence: dict[str, Evidence], joined: JoinedMatrix
) -> tuple[Header, dict[str, Evidence]]:
    """The line above the matrix names the procedure where its identity part does not."""
    above = next((part for part in joined.parts if part.title is not None), None)
    if header.title is not None or above is None or above.title is None:
        return header, evidence
    written = above.title
    title = TITLE_HEAD.sub("", written.text).strip()
    if not title:
        return header, evidence
    source = written.words[0].source if written.words else above.source
    found = Evidence(
        above.page, above.share(written.box), written.text, written.confidence, source, True
    )
    return replace(header, title=title), {**evidence, "header.title": found}


def _linted(record: Record) -> Record:
    return replace(record, lint=lint_procedure(record))


def _mean_confidence(evidence: dict[str, Evidence]) -> float:
    values = [one.confidence for one in evidence.values() if one.text]
    return sum(values) / len(values) if values else 0.0
