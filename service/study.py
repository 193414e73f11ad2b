"""A file read from top to bottom: pages, records, searchable copy.

`study` is pure but for the copy it writes: the same bytes give the same findings and the same PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from compose.searchable.copy import compose_searchable
from extract.documents import contents_to_records
from ingest.limits import Limits
from ingest.pages import open_scan
from records.errors import BerkasError
from records.findings import Digest, Findings, Problem
from records.paper import Sheet
from service.reading import Lost, PagePool

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
Progress = Callable[[int, int], None]
"""Called with pages done and pages in all."""


@dataclass(frozen=True, slots=True)
class Study:
    """The findings of a file and the sheets of its readable pages."""

    findings: Findings
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """A received file: where it lies, what its sender called it, its digest."""

    path: Path
    name: str
    digest: Digest


def study(
    original: Original, copy: Path, pool: PagePool, limits: Limits, progress: Progress
) -> Study:
    """Reads the original and writes its searchable copy.

    Raises a `ScanRejected` leaf where the file as a whole cannot be read; a page that cannot be
    is a problem in the findings.
    """
    with open_scan(original.path, limits) as scan:
        page_count = scan.page_count
    progress(0, page_count)
    sheets, contents, problems = [], [], []
    for done, found in enumerate(pool.read(original.path, range(1, page_count + 1)), start=1):
        if isinstance(found, Lost):
            problems.append(found.problem)
        else:
            sheets.append(found.sheet)
            contents.append(found.content)
        progress(done, page_count)
    records, noted = contents_to_records(contents)
    problems += noted
    problems += _compose_copy(original, copy, sheets)
    findings = Findings(original.name, original.digest, page_count, records, tuple(problems))
    return Study(findings, tuple(sheets))


def _compose_copy(original: Original, copy: Path, sheets: list[Sheet]) -> list[Problem]:
    """The searchable copy is an enrichment: where it fails, the paper is filed without it."""
    try:
        problems = compose_searchable(
            original.path, sheets, copy, title=original.name, created=UNDATED
        )
    except BerkasError as error:
        return [Problem(error.code, error.message())]
    return list(problems)
