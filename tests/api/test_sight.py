"""Whatever address is asked, by whomever: no answer names a paper its reader may not see."""

from __future__ import annotations

import pytest

from api.app import create_app
from tests.api.test_gate import filled, routes
from tests.fakes.desk import ADMIN, AUDITOR, CLERK, HEAD, REVIEWER, STRANGER, Person
from tests.fakes.offices import Office
from web.gate import EVENTS_PATH, OPEN_PATHS

HERE = frozenset({"sop", "rekap", "kunjungan", "rusak", "kosong", "double", "waiting"})
SEEN: tuple[tuple[Person, frozenset[str]], ...] = (
    (CLERK, HERE),
    (REVIEWER, HERE),
    (HEAD, HERE | {"rahasia"}),
    (AUDITOR, HERE | {"elsewhere"}),
    (ADMIN, frozenset()),
    (STRANGER, frozenset({"elsewhere"})),
)
"""What each person may see of the office's papers."""
ASKED = ("sop", "rahasia", "elsewhere")
TRAIL = {"/admin/audit", "/admin/audit/file"}
"""Who oversees reads of every deed; the trail holds ids, and nothing of what papers say."""
BY_NAME = "?q=laporan&form=kunjungan-warga&key=name&unit="


@pytest.mark.parametrize(("person", "seen"), SEEN, ids=[person.name for person, _ in SEEN])
def test_no_answer_names_a_paper_out_of_sight(
    office: Office, person: Person, seen: frozenset[str]
) -> None:
    client = office.visits[person.name]
    asked = 0
    for method, path in routes(create_app(office.desk.services)):
        if method != "GET" or path in OPEN_PATHS or path == EVENTS_PATH or "{name}" in path:
            continue
        for paper in ASKED if "{entry_id}" in path else ("sop",):
            own = office.papers[paper].id
            answer = client.get(filled(path, own) + BY_NAME)
            assert answer.status_code < 500, (path, paper)
            if "{entry_id}" in path and paper not in seen:
                assert answer.status_code != 200, (path, paper)
            hidden = {name: e.id for name, e in office.papers.items() if name not in seen}
            told = {name for name, id_ in hidden.items() if id_ in answer.text and id_ != own}
            assert not told or path in TRAIL, (path, paper)
            asked += 1
    assert asked > 50, "the routes were found"
