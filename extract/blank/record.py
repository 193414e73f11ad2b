"""The pages of a blank become its record: unit, month, fields and where each stands."""

from __future__ import annotations

from collections.abc import Sequence

from extract.blank.part import BlankPart
from extract.grammar.document_numbers import text_to_document_number
from forms.form import FieldKind, Form
from records.findings import Evidence, FieldValue, Kind, Record


def parts_to_record(
    parts: Sequence[BlankPart], pages: tuple[int, ...], unit: str | None, found: Evidence | None
) -> Record:
    """The record of one blank; a later page fills what an earlier one left empty."""
    form = parts[0].form
    values: dict[str, FieldValue] = {}
    evidence: dict[str, Evidence] = {} if found is None else {"unit": found}
    for part in parts:
        for key, value in part.values.items():
            if key not in values or not values[key]:
                values[key] = value
        for key, one in part.evidence.items():
            evidence.setdefault(key, one)
    sure = [one.confidence for key, one in evidence.items() if key.startswith("fields.")]
    return Record(
        kind=Kind(form.kind),
        pages=pages,
        unit=unit,
        month=_month(form, values),
        confidence=round(sum(sure) / len(sure), 3) if sure else 0.0,
        evidence=evidence,
        form=form.id,
        fields=values,
    )


def _month(form: Form, values: dict[str, FieldValue]) -> str | None:
    """The month the blank is filed under; a document's number tells it where no date does."""
    if form.month_field is None:
        return None
    value = values.get(form.month_field)
    if isinstance(value, str) and len(value) >= len("2025-01"):
        return value[: len("2025-01")]
    for one in form.fields:
        text = values.get(one.key)
        if one.kind is FieldKind.DOCUMENT_NUMBER and isinstance(text, str) and text:
            number = text_to_document_number(text)
            if number is not None and number.month and number.year:
                return f"{number.year:04d}-{number.month:02d}"
    return None
