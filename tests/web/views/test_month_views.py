"""Months as pages show them: the calendar's sums and states, the comparison, a proof in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from records.findings import CountTable, Kind
from records.keeping import Unit
from records.months import Damage, Month, MonthState
from service.library import MonthCount
from service.months.calendar import MonthCell, UnitRow
from service.months.comparison import CellDifference, Comparison
from service.months.recap import Counted
from service.proof.month_proof import Check, MonthProof
from web.language import Tongue
from web.views.months.calendar_view import MOST_ROWS, Asked, to_calendar
from web.views.months.proof_view import to_proof_view
from web.views.months.recap_view import Chosen, to_recap_view

ID = Tongue("id", ZoneInfo("Asia/Jakarta"))
TODAY = date(2024, 10, 20)
COUNTS = [
    MonthCount("POLSEK A", "x/a", "2024-01", Kind.FORM, 20, 0),
    MonthCount("Polsek A", "x/a", "2024-01", Kind.SOP, 1, 0),
    MonthCount("POLSEK B", None, "2024-12", Kind.FORM, 2, 0),
    MonthCount(None, None, "2024-12", Kind.FORM, 3, 0),
    MonthCount("POLSEK B", None, "2023-12", Kind.FORM, 9, 0),
    MonthCount("POLSEK B", None, None, Kind.FORM, 9, 0),
]


def asked(kind: Kind | None = None, unit: str = "") -> Asked:
    """The calendar of 2024."""
    return Asked(2024, kind, unit, TODAY, 5)


def row(code: str, states: dict[int, Month] | None = None) -> UnitRow:
    """A unit's year with some months touched."""
    months = [Month(code, f"2024-{n:02}") for n in range(1, 13)]
    for number, month in (states or {}).items():
        months[number - 1] = month
    cells = tuple(MonthCell(month, 0, 0, ()) for month in months)
    return UnitRow(Unit(code, code.upper()), cells, ((0, 0),) * 12)


def test_the_calendar_sums_units_and_months() -> None:
    calendar = to_calendar([], COUNTS, asked(), ID)
    assert [(row.name, row.sum) for row in calendar.rows] == [
        ("POLSEK A", 21),
        ("POLSEK B", 2),
        ("", 3),
    ]
    assert calendar.sums[0] == 21
    assert calendar.total == 26
    cells = calendar.rows[0].cells
    assert (cells[0].heat, cells[1].heat) == (4, 0)
    assert cells[0].href == "/documents?unit=x%2Fa&month=2024-01"
    assert to_calendar([], COUNTS, asked(Kind.SOP), ID).total == 1


def test_a_known_unit_leads_to_its_months_and_tells_their_states() -> None:
    sealed = Month("x/a", "2024-01", MonthState.SEALED, changed_at=datetime.now(UTC))
    calendar = to_calendar([row("x/a", {1: sealed})], COUNTS, asked(), ID)
    assert [found.name for found in calendar.rows] == ["X/A", "POLSEK B", ""]
    january, february = calendar.rows[0].cells[:2]
    assert january.href == "/archive/2024-01?unit=x%2Fa"
    assert (january.sign, january.count, january.is_late) == ("lock", 21, False)
    assert january.said == "Januari 2024, 21 dokumen, tersegel"
    assert february.is_late
    assert "melewati tenggat" in february.said


def test_months_before_the_first_paper_and_not_yet_due_are_not_late() -> None:
    counts = [MonthCount("A", "x/a", "2024-08", Kind.FORM, 1, 0)]
    late = [c.is_late for c in to_calendar([row("x/a")], counts, asked(), ID).rows[0].cells]
    assert late == [False] * 7 + [True, True] + [False] * 3


def test_of_many_units_only_the_next_level_is_shown() -> None:
    units = [row("x")] + [row(f"x/{n:02}") for n in range(20)]
    units += [row(f"x/{n:02}/y{m}") for n in range(20) for m in range(2)]
    assert len(units) > MOST_ROWS
    shown = to_calendar(units, [], asked(), ID).rows
    assert len(shown) == 21
    below = to_calendar(units, [], asked(unit="x/03"), ID).rows
    assert [(found.name, found.depth) for found in below] == [
        ("X/03", 0),
        ("X/03/Y0", 1),
        ("X/03/Y1", 1),
    ]


def test_a_typed_count_stands_beside_the_one_it_differs_from() -> None:
    table = CountTable(("No", "Nama", "Desa", "DDS"), (("1", "WAYAN", "MOODU", "3"),), ("3",))
    counted = Counted(table, ((("a-0", "b-0", "c-0"),),))
    told = CellDifference("WAYAN", "DDS", 3, 4, ("a-0",))
    comparison = Comparison("r-0", (told,), (), ("PS",))
    view = to_recap_view(counted, [comparison], {}, Chosen(0, 0))
    assert [word.count for word in view.rows[0].cells[0].typed] == [4]
    assert view.chosen_words == ("WAYAN", "DDS", 3)
    assert view.hidden == 3
    assert not view.typed[0].is_same


def test_a_proof_says_what_was_checked_and_what_is_wrong() -> None:
    checks = (
        Check("trail", 9, ()),
        Check("files", 120, tuple(Damage("blob-changed", f"data/{n}") for n in range(30))),
    )
    view = to_proof_view(MonthProof(datetime.now(UTC), "auditor", 5000, checks), ID)
    assert not view.is_whole
    assert [check.title for check in view.checks] == ["Isi berkas", "Jejak audit"]
    assert view.checks[0].amount == "120 berkas"
    assert "data/0: isi berkas berubah" in view.checks[0].damages[0]
    assert view.checks[0].more == 10
