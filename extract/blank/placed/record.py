"""The pages of one copy become what its record says, whatever their order in the stack."""

from __future__ import annotations

from collections.abc import Sequence

from extract.blank.part import BlankPart
from extract.blank.placed.part import PlacedPart
from forms.form import FieldKind
from records.findings import Evidence


def parts_to_blank(parts: Sequence[PlacedPart]) -> BlankPart:
    """All pages as one: values, and rows numbered on, the empty ones left out."""
    form = parts[0].form
    values = form.empty_values
    evidence: dict[str, Evidence] = {}
    for part in sorted(parts, key=lambda one: one.page):
        values |= part.values
        evidence |= part.evidence
    for one in form.fields:
        if one.kind is FieldKind.TABLE:
            values[one.key], found = _rows(one.key, parts)
            evidence |= found
    return BlankPart(form, values, evidence, 0.0)


def _rows(
    key: str, parts: Sequence[PlacedPart]
) -> tuple[tuple[dict[str, str], ...], dict[str, Evidence]]:
    whole = {number: row for part in parts for number, row in part.rows.get(key, {}).items()}
    rows: list[dict[str, str]] = []
    evidence: dict[str, Evidence] = {}
    for _, row in sorted(whole.items()):
        if not any(found is not None for _, found in row.values()):
            continue
        for column, (_, found) in row.items():
            if found is not None:
                evidence[f"fields.{key}.{len(rows)}.{column}"] = found
        rows.append({column: value for column, (value, _) in row.items()})
    return tuple(rows), evidence
