"""Values of a record as a reviewer meets them: the most doubtful first, each with its readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.grammar.dates import text_to_date
from forms.form import FieldKind, Form
from records.findings import Evidence, Record
from records.findings_json import record_to_json
from records.geometry import Box
from records.paper import SymbolKind
from service.review.paths import MARK, READ_MARK, Json, value_at

MOST_READINGS = 5
HEADER_DATES = frozenset({"header.created_on", "header.effective_on"})
MONTH_DATES = ("header.created_on", "fields.visited_on", "fields.held_on", "fields.happened_on")
NUMBER_KINDS = frozenset(
    {FieldKind.NIK, FieldKind.NRP, FieldKind.PHONE, FieldKind.NUMBER, FieldKind.NEIGHBOURHOOD}
)
AS_DIGITS = str.maketrans("OoQDIl|SsBZzGg", "00001115582269")
"""What a pen's digit is taken for most often."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One value to look at; `readings` are what it may be, the present one first.

    `kind` is `text`, `date`, `check`, `symbol` or `drawn`; `box` in shares of the upright page.
    """

    path: str
    value: str | bool | None
    readings: tuple[str, ...]
    kind: str
    as_read: str = ""
    page: int = 0
    box: Box | None = None
    confidence: float = 1.0
    needs_review: bool = False
    is_masked: bool = False


def form_of(record: Record, forms: Iterable[Form]) -> Form | None:
    """The definition of the record's form, where there is one."""
    return next((form for form in forms if form.id == record.form), None)


def record_to_items(
    record: Record, masked: frozenset[str], forms: Iterable[Form]
) -> tuple[ReviewItem, ...]:
    """Every value with a place on the paper, doubtful ones first, then by confidence."""
    data, form = record_to_json(record), form_of(record, forms)
    found = []
    for path, evidence in record.evidence.items():
        try:
            value = value_at(data, path)
        except LookupError:
            found.append(_drawn(path, evidence))
            continue
        if value is None or isinstance(value, str | bool):
            found.append(_item(form, path, value, evidence, path in masked))
    return tuple(sorted(found, key=lambda item: (not item.needs_review, item.confidence)))


def _drawn(path: str, evidence: Evidence) -> ReviewItem:
    """A connector, or a whole list: looked at on the paper and accepted, not typed in."""
    return ReviewItem(
        path,
        None,
        (),
        "drawn",
        as_read=evidence.text,
        page=evidence.page,
        box=evidence.box,
        confidence=evidence.confidence,
        needs_review=evidence.needs_review,
    )


def item_at(record: Record, path: str, masked: frozenset[str], forms: Iterable[Form]) -> ReviewItem:
    """One value, with or without a place on the paper; raises LookupError where there is none."""
    value, form = value_at(record_to_json(record), path), form_of(record, forms)
    evidence = record.evidence.get(path)
    if value is not None and not isinstance(value, str | bool):
        raise LookupError(path)
    if evidence is not None:
        return _item(form, path, value, evidence, path in masked)
    kind = kind_of(form, path, value)
    readings = () if path in masked else _readings(form, path, value, "", kind)
    return ReviewItem(path, value, readings, kind, page=record.pages[0], is_masked=path in masked)


def _item(
    form: Form | None, path: str, value: str | bool | None, evidence: Evidence, is_masked: bool
) -> ReviewItem:
    kind = kind_of(form, path, value)
    readings = () if is_masked else _readings(form, path, value, evidence.text, kind)
    return ReviewItem(
        path=path,
        value=value,
        readings=readings,
        kind=kind,
        as_read=evidence.text,
        page=evidence.page,
        box=evidence.box,
        confidence=evidence.confidence,
        needs_review=evidence.needs_review,
        is_masked=is_masked,
    )


def kind_of(form: Form | None, path: str, value: object) -> str:
    """How a value is typed in."""
    if isinstance(value, bool):
        return "check"
    if READ_MARK.fullmatch(path) or MARK.fullmatch(path):
        return "symbol"
    if path in HEADER_DATES or _field_kind(form, path) is FieldKind.DATE:
        return "date"
    return "text"


def _field_kind(form: Form | None, path: str) -> FieldKind | None:
    parts = path.split(".")
    if parts[0] != "fields" or form is None:
        return None
    for field in form.fields:
        if len(parts) == 2 and field.key == parts[1]:
            return field.kind
        for column in field.columns:
            if field.key == parts[1] and column.key == parts[-1]:
                return column.kind
    return None


def _readings(
    form: Form | None, path: str, value: str | bool | None, text: str, kind: str
) -> tuple[str, ...]:
    if kind == "check":
        return ("true", "false") if value else ("false", "true")
    if kind == "symbol":
        return tuple(dict.fromkeys((str(value), *SymbolKind)))
    offered = [value or "", text]
    if kind == "date":
        found = text_to_date(text)
        offered = [value or "", *([found.value] if found else []), *_turned(value)]
    elif _field_kind(form, path) in NUMBER_KINDS:
        offered.append("".join(text.translate(AS_DIGITS).split()))
    told = [" ".join(str(one).split()) for one in offered]
    return tuple(dict.fromkeys(one for one in told if one))[:MOST_READINGS]


def _turned(value: object) -> list[str]:
    """Day and month the other way round, where both ways are days."""
    year, _, rest = str(value or "").partition("-")
    month, _, day = rest.partition("-")
    if day.isdigit() and int(day) <= 12 and day != month:
        return [f"{year}-{day}-{month}"]
    return []


def typed_value(record: Record, path: str, typed: str, forms: Iterable[Form]) -> str | bool | None:
    """What a person typed, as the record keeps it; raises ValueError for a date that is none."""
    data: Json = record_to_json(record)
    present = value_at(data, path)
    kind = kind_of(form_of(record, forms), path, present)
    text = " ".join(typed.split())
    if kind == "check":
        return {"true": True, "false": False}[text]
    if kind == "date" and text:
        found = text_to_date(text)
        if found is None:
            raise ValueError(text)
        return found.value
    if not text and path.startswith(("header.", "signed_by.", "unit", "number")):
        return None if ".legal_basis." not in path else ""
    return text
