"""Records become rows: where each is filed, who may see it, what a list shows of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from archive.units.matching import match
from forms.form import Form, Privacy
from records.findings import Findings, Kind, Record
from records.findings_json import record_to_json
from records.keeping import Entry, Filed, Unit

SECRET_FORMS = frozenset({"laporan-informasi"})
"""Blanks marked RAHASIA by the rules of the trade, whatever an office's own definition says."""
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
TITLE_FIELDS = ("subject", "case", "business_name", "name", "officer")
"""Fields that tell one filled blank from the next, the most telling first."""
MOST_LETTERS = 500
"""Of a unit, number or title: longer ones are misread pages, and an index has its limits."""


def findings_to_filed(
    findings: Findings, entry: Entry, known: tuple[Unit, ...], forms: Iterable[Form]
) -> list[tuple[Filed, str]]:
    """Each document as its row, with the record as JSON; `forms` say whose papers are secret."""
    secret = secret_forms(forms)
    return [
        (
            replace(_record_to_filed(record, position, entry, known), secret=record.form in secret),
            json.dumps(record_to_json(record), ensure_ascii=False),
        )
        for position, record in enumerate(findings.documents)
    ]


def secret_forms(forms: Iterable[Form]) -> frozenset[str]:
    """Ids of the forms whose papers only named persons see."""
    return SECRET_FORMS | {form.id for form in forms if form.privacy is Privacy.NAMED}


def filing_digest(rows: Sequence[tuple[Filed, str]]) -> str:
    """SHA-256 over the rows as they are filed: the trail keeps it, so that a changed row shows."""
    told = [[asdict(filed), text] for filed, text in rows]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _record_to_filed(record: Record, position: int, entry: Entry, known: tuple[Unit, ...]) -> Filed:
    month = record.month if record.month and MONTH.fullmatch(record.month) else None
    unit = match(known, record.unit, month) if record.unit else None
    return Filed(
        entry=entry.id,
        position=position,
        kind=record.kind,
        form=record.form,
        report=record.report,
        unit=_short(record.unit),
        unit_code=unit.code if unit else None,
        month=month,
        pages=record.pages,
        title=_short(_title(record)) or entry.name,
        number=_short(_number(record)),
        confidence=record.confidence,
        needs_review=sum(e.needs_review for e in record.evidence.values()),
        scope=unit.code if unit else entry.scope,
    )


def record_title_and_number(record: Record) -> tuple[str | None, str | None]:
    """What lists call a record, and the number it bears."""
    return _short(_title(record)), _short(_number(record))


def _title(record: Record) -> str | None:
    if record.kind is Kind.SOP:
        return record.header.title if record.header else None
    if record.kind is Kind.FORM:
        texts = (record.fields.get(key) for key in TITLE_FIELDS)
        return next((text for text in texts if isinstance(text, str) and text), None)
    return None


def _number(record: Record) -> str | None:
    if record.header is not None and record.header.number:
        return record.header.number
    written = record.fields.get("number")
    return record.number or (written if isinstance(written, str) and written else None)


def _short(text: str | None) -> str | None:
    return text[:MOST_LETTERS] if text else None
