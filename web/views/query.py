"""What an address asks for, and addresses made from it; nonsense is left out, never an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from records.findings import Kind
from service.library import DocumentFilter

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
NO_MONTH = "-"
LONGEST = 200
"""Characters of a filter's value that are looked at."""


def document_filter(asked: Mapping[str, str]) -> DocumentFilter:
    """The filter an address asks for."""
    kind = asked.get("kind", "")
    month = asked.get("month", "")
    return DocumentFilter(
        kind=Kind(kind) if kind in set(Kind) else None,
        form=asked.get("form", "")[:LONGEST] or None,
        unit=asked.get("unit", "")[:LONGEST] or None,
        month=month if MONTH.fullmatch(month) or month == NO_MONTH else None,
        needs_review={"1": True, "0": False}.get(asked.get("needs_review", "")),
    )


def href(path: str, asked: Mapping[str, str], **changes: str | int | None) -> str:
    """The address with some of its parts changed; None or empty takes a part away."""
    parts = {**asked, **{key: "" if to is None else str(to) for key, to in changes.items()}}
    kept = {key: to for key, to in parts.items() if to}
    return f"{path}?{urlencode(kept)}" if kept else path


def number(text: str, least: int, otherwise: int) -> int:
    """The whole number a text names, at least `least`; `otherwise` for anything else."""
    return (
        max(least, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
    )
