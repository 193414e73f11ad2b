"""Pages of a recapitulation are told from pages of another, and from papers behind it."""

from __future__ import annotations

import pytest

from extract.content import PageContent
from extract.documents import contents_to_groups
from extract.header.part import Value
from extract.kinds import PageKind
from extract.report.part import ReportPart
from records.findings import CountTable, Evidence
from records.geometry import Box
from records.paper import Source

VALUE = Value("x", Evidence(1, Box(0, 0, 1, 1), "x", 1.0, Source.PRINT))


def _counts(page: int, *held: str, total: tuple[str, ...] = ()) -> PageContent:
    table = CountTable(("No", "A", "B"), (("1", "2", "3"),), total)
    kind = PageKind.REPORT if held or total else PageKind.REPORT_CONTINUED
    return PageContent(
        page, kind, None, report=ReportPart(page, table, dict.fromkeys(held, VALUE), {})
    )


BEGUN = _counts(1, "unit", "month")
WHOLE = _counts(1, "unit", "month", "signed_by.name", total=("2", "3"))
UNSIGNED = _counts(1, "unit", "month", total=("2", "3"))


@pytest.mark.parametrize(
    ("pages", "groups"),
    [
        ((BEGUN, _counts(2), _counts(3, total=("4", "6"))), 1),
        ((WHOLE, _counts(2, "unit", "month", total=("2", "3"))), 2),
        ((WHOLE, _counts(2, total=("2", "3"))), 2),
        ((UNSIGNED, PageContent(2, PageKind.OTHER, None)), 1),
        ((UNSIGNED, PageContent(2, PageKind.OTHER, VALUE)), 2),
        ((WHOLE, PageContent(2, PageKind.OTHER, None)), 2),
    ],
    ids=["goes on", "another", "has its sums", "its signature", "other letterhead", "signed"],
)
def test_pages_of_one_recapitulation_are_one_document(
    pages: tuple[PageContent, ...], groups: int
) -> None:
    assert len(contents_to_groups(pages)) == groups
