"""What an office wants checked with more care than once."""

from __future__ import annotations

import re
from dataclasses import dataclass

PART = re.compile(r"(?P<form>[a-z][a-z0-9-]*)\.(?P<key>\*|[a-z][a-z0-9_]*)")
EVERY = "*"


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """Checking of values."""

    twice: str = ""
    """Fields that two persons key without seeing each other's: `form.field` parted by commas,
    `form.*` for all of a form; differences go to a third look."""

    def __post_init__(self) -> None:
        self.fields_twice()

    def fields_twice(self) -> dict[str, frozenset[str]]:
        """Keys by form, `*` for all of one; raises ValueError."""
        found: dict[str, set[str]] = {}
        for text in filter(None, (part.strip() for part in self.twice.split(","))):
            part = PART.fullmatch(text)
            if part is None:
                raise ValueError("form.field, form.*")
            found.setdefault(part["form"], set()).add(part["key"])
        return {form: frozenset(keys) for form, keys in found.items()}
