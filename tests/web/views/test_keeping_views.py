"""What is due summed up, and damage in an auditor's words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from records.months import Damage
from records.periods.retention import DueGroup, Fate
from service.proof.wording import TEXTS
from web.language import Tongue
from web.views.keeping.damage_view import AREA_OF, AREAS, to_areas
from web.views.keeping.due_view import ROWS, to_due_view

ID = Tongue("id", ZoneInfo("Asia/Jakarta"))
NAMES = {"x/a": "POLSEK A"}
PAPER = "0" * 26


def group(month: str, papers: int, fate: Fate = Fate.DESTROY, **more: object) -> DueGroup:
    facts = {"code": "BIN.1", "until": 2022, "is_over": True, **more}
    return DueGroup(unit="x/a", month=month, fate=fate, papers=papers, **facts)  # type: ignore[arg-type]


def test_months_of_a_year_are_one_row_and_their_states_are_summed() -> None:
    groups = (
        group("2020-01", 3),
        group("2020-02", 4, kept_with=1),
        group("2020-05", 5, held_by=(7,)),
        group("2020-05", 2, Fate.ASK),
        group("2020-06", 9, Fate.KEEP),
        group("2020-07", 8, Fate.ASK, code="", until=None, is_over=False),
    )
    view = to_due_view(groups, NAMES, ID)
    assert (view.sums.may_go, view.sums.to_ask) == (6, 2)
    assert (view.sums.held, view.sums.forever) == (5, 9)
    first = next(row for row in view.rows if row.fate == "destroy")
    assert (first.months, first.papers, first.held) == ("Jan–Feb, Mei", 12, 5)
    assert first.list_href.startswith("/archive/keeping?unit=x%2Fa&year=2020")
    unruled = next(row for row in view.rows if not row.code)
    assert (unruled.fate_words, unruled.until, unruled.list_href) == ("tanpa aturan", "", "")
    assert view.years == ("2020",)


def test_rows_come_in_portions() -> None:
    groups = tuple(group(f"{1900 + n}-01", 1) for n in range(ROWS + 5))
    assert len(to_due_view(groups, NAMES, ID).rows) == ROWS
    assert len(to_due_view(groups, NAMES, ID, offset=ROWS).rows) == 5


def test_every_damage_has_a_place_and_words_for_it() -> None:
    assert set(AREA_OF) <= set(TEXTS)
    assert set(AREA_OF.values()) | {"seals"} == set(AREAS)
    for code in TEXTS:
        (area,) = to_areas([Damage(code, "x", {"of": "3"})], ID)
        assert area.count == 1
        assert area.lines[0].text[0].isupper()


@pytest.mark.parametrize(
    ("what", "facts", "place", "href"),
    [
        ("x/a@2024-07", {}, "x/a, Juli 2024", "/archive/2024-07?unit=x%2Fa"),
        (f"{PAPER}-2", {}, f"dokumen {PAPER}-2", f"/entries/{PAPER}?document=2"),
        ("f" * 64, {"of": PAPER}, f"dokumen {PAPER}", f"/entries/{PAPER}"),
        ("f" * 64, {"of": "3"}, "segel 3", ""),
        ("17", {}, "", ""),
    ],
)
def test_damage_leads_to_what_is_damaged(
    what: str, facts: dict[str, object], place: str, href: str
) -> None:
    ((line,),) = (area.lines for area in to_areas([Damage("entry-differs", what, facts)], ID))
    assert (line.place, line.href) == (place, href)
