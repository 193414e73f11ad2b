"""The sums of a whole recapitulation: its row of sums, and its column of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from records.findings import CountTable, Problem

MOST_HOLD = 0.5
"""Share of the rows that the last column must be the sum of, to be taken for their sum."""
FEWEST_PARTS = 2
_SUM = re.compile(r"jumlah|total|\bjml\b", re.IGNORECASE)


def check_sums(
    table: CountTable, counted: Sequence[int], summed: Sequence[int], page: int
) -> tuple[Problem, ...]:
    """A problem for every sum on the paper that its parts do not come to.

    `counted` are the columns of counts, `summed` those of the row of sums.
    """
    found = []
    totals = dict(zip(summed, table.total, strict=True))
    for column, total in totals.items():
        parts = [row[column] for row in table.rows if column < len(row)]
        if _differs(total, parts):
            found.append((f"kolom {table.columns[column]!r}", total, parts))
    rows = [(f"baris {k}", row) for k, row in enumerate(table.rows, start=1)]
    rows.append(("baris jumlah", tuple(totals.get(k, "") for k in range(len(table.columns)))))
    found += _rows(table, counted, rows)
    return tuple(
        Problem(
            "report.sum-differs",
            f"Jumlah {name} tertulis {total}, hasil penjumlahan {sum(int(p) for p in parts if p)}",
            page,
        )
        for name, total, parts in found
    )


def _rows(
    table: CountTable, counted: Sequence[int], rows: Sequence[tuple[str, Sequence[str]]]
) -> list[tuple[str, str, list[str]]]:
    """The rows whose last column is not their sum, where it is that of most."""
    if len(counted) <= FEWEST_PARTS or not _SUM.search(table.columns[counted[-1]]):
        return []
    told, wrong = 0, []
    for name, row in rows:
        parts = [row[column] for column in counted[:-1]]
        total = row[counted[-1]]
        if not total.isdigit() or not any(parts):
            continue
        told += 1
        if _differs(total, parts):
            wrong.append((name, total, parts))
    return wrong if told - len(wrong) >= MOST_HOLD * told else []


def _differs(total: str, parts: Sequence[str]) -> bool:
    """Whether a sum is another than its parts'; an unread part leaves that open."""
    if not total.isdigit() or not any(parts) or any(p and not p.isdigit() for p in parts):
        return False
    return int(total) != sum(int(part) for part in parts if part)
