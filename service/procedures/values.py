"""The values of a filled blank, or the counts of a recapitulation, as tables by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from forms.form import Column, Field, Form, Option
from records.findings import CountTable, FieldValue, Record

Sheets = Mapping[str, Sequence[Sequence[str]]]
MARKED = {True: "ya", False: "tidak"}


def record_to_sheets(record: Record, forms: Iterable[Form]) -> Sheets:
    """Sheets by name, the head of each its first row; labels are those printed on the blank."""
    if record.table is not None:
        return {"rekap": _counts(record.table)}
    labels = _labels(record.form, forms)
    sheets: dict[str, list[list[str]]] = {"isian": [["isian", "nilai"]]}
    for key, value in record.fields.items():
        if not isinstance(value, tuple):
            sheets["isian"].append([labels.get(key, key), _plain(value)])
        elif value:
            columns = list(value[0])
            rows = [[row.get(column, "") for column in columns] for row in value]
            sheets[key] = [[labels.get(column, column) for column in columns], *rows]
    return sheets


def _counts(table: CountTable) -> list[list[str]]:
    rows = [list(table.columns), *map(list, table.rows)]
    if table.total:
        beside = max(1, len(table.columns) - len(table.total))
        rows.append(["JUMLAH", *[""] * (beside - 1), *table.total])
    return rows


def _labels(form_id: str | None, forms: Iterable[Form]) -> dict[str, str]:
    found: dict[str, str] = {}
    for form in forms:
        for field in form.fields if form.id == form_id else ():
            parts: tuple[Field | Option | Column, ...] = (field, *field.options, *field.columns)
            for part in parts:
                found.setdefault(part.key, part.labels[0] if part.labels else part.key)
    return found


def _plain(value: FieldValue) -> str:
    return MARKED[value] if isinstance(value, bool) else str(value)
