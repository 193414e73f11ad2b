"""A foreign register: a table of rows with numbers, its cells written by hand."""

from __future__ import annotations

from collections.abc import Mapping

from forms.form import Field
from tests.papers.values import Written

LEFT_MM, WIDE_MM, NUMBER_MM, ROW_MM = 22.0, 170.0, 9.0, 9.5


def given_rows(table: Field, given: Mapping[str, Written]) -> list[dict[str, Written]]:
    """The rows of a table that are given, from the first on."""
    rows = []
    for number in range(table.rows):
        keys = {column.key: f"{table.key}.{number}.{column.key}" for column in table.columns}
        if not all(key in given for key in keys.values()):
            break
        rows.append({name: given[key] for name, key in keys.items()})
    return rows


def rows_to_values(rows: list[dict[str, Written]]) -> tuple[Mapping[str, str], ...]:
    """The rows as a record has them: empty ones are none."""
    found = [{name: one.value for name, one in row.items()} for row in rows]
    return tuple(row for row in found if any(row.values()))


def table_at(
    y: float,
    table: Field,
    rows: list[dict[str, Written]],
    pen: tuple[str, float],
    ink: str | None = None,
) -> list[str]:
    """The table below a height; `pen` is the font and its size in points, `ink` typst's colour.

    A cell's text is broken into lines, and its row is as tall as these need.
    """
    whole = sum(column.share for column in table.columns)
    wide = [f"{(WIDE_MM - NUMBER_MM) * column.share / whole:.2f}mm" for column in table.columns]
    heads = ["No", *(column.labels[0] for column in table.columns)]
    cells = [f"align(center)[*{_escaped(head)}*]" for head in heads]
    font, size = pen
    for number in range(table.rows):
        cells.append(f"[#box(height: {ROW_MM - 2.5:.1f}mm)[#align(horizon)[{number + 1}]]]")
        row = rows[number] if number < len(rows) else {}
        for column in table.columns:
            text = _escaped(row[column.key].shown) if column.key in row else ""
            cells.append(
                f'[#set par(leading: 0.35em); #text(font: "{font}", size: {size:.1f}pt, '
                f"fill: {ink or 'luma(15%)'})[{text}]]"
            )
    drawn = (
        f"table(columns: ({NUMBER_MM}mm, {', '.join(wide)}), inset: 1.2mm, align: horizon, "
        f"stroke: 0.6pt, {', '.join(cells)})"
    )
    return [f"#place(top + left, dx: {LEFT_MM}mm, dy: {y:.2f}mm, {drawn})"]


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "/*_#$@<>[]\\-~=+" else c for c in text)
