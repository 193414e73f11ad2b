"""The identity page of a procedure as data for its template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from compose.monthly.wording import date_in_words
from records.findings import Header

LISTS = (
    (("Dasar Hukum", "legal_basis"), ("Kualifikasi Pelaksana", "qualifications")),
    (("Keterkaitan", "related"), ("Peralatan / Perlengkapan", "equipment")),
    (("Peringatan", "warnings"), ("Pencatatan dan Pendataan", "records")),
)


def header_to_identity(header: Header, letterhead: Sequence[str] = ()) -> dict[str, object]:
    """Every text of the identity page as it is printed; empty where nothing is known."""
    signed = header.approved_by
    return {
        "letterhead": [line for line in letterhead if line.strip()],
        "unit": header.unit or "",
        "number": header.number or "",
        "title": header.title or "",
        "created": written_date(header.created_on),
        "revised": written_date(header.revised),
        "effective": written_date(header.effective_on),
        "position": signed.position or "",
        "name": signed.name or "",
        "rank": signed.rank or "",
        "nrp": signed.nrp or "",
        "lists": [
            [{"label": label, "items": list(getattr(header, key))} for label, key in pair]
            for pair in LISTS
        ],
    }


def written_date(value: str | None) -> str:
    """A date as papers write it (`3 September 2019`); other text as it is."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return value or ""
    return date_in_words(day)
