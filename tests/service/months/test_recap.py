"""The recapitulation counts papers, not files."""

from __future__ import annotations

from pathlib import Path

from service.months.recap import recap
from tests.fakes.polres import KAPOLRES, POLRES, open_polres, visit

A, MONTH = f"{POLRES}/anggrek", "2024-07"


def test_a_file_handed_in_twice_counts_once(tmp_path: Path) -> None:
    polres = open_polres(tmp_path)
    first = polres.put(visit("anggrek", MONTH, "SUTRISNO", 1))
    polres.put(visit("anggrek", MONTH, "SUTRISNO", 2))
    copy = polres.put(visit("anggrek", MONTH, "SUTRISNO", 1))
    assert copy.duplicate_of == first.id
    _, counted = recap(KAPOLRES, A, MONTH, polres.services)
    assert "2" in counted.table.total
    (row,) = counted.behind
    assert not any(copy.id in paper for papers in row for paper in papers)
    polres.services.close()
