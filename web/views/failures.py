"""What is said of an entry that could not be read."""

from __future__ import annotations

from records.errors import BerkasError
from records.keeping import Entry


def error_classes(root: type[BerkasError] = BerkasError) -> dict[str, type[BerkasError]]:
    """Every failure with a code of its own, by that code."""
    found: dict[str, type[BerkasError]] = {}
    for cls in root.__subclasses__():
        if "code" in cls.__dict__:
            found[cls.code] = cls
        found.update(error_classes(cls))
    return found


def failure_text(entry: Entry, language: str) -> str:
    """Message and remedy of the entry's failure; the bare code where it is not known here."""
    cls = error_classes().get(entry.error_code or "")
    if cls is None:
        return entry.error_code or ""
    try:
        # whoever reads knows the file by the name it came with, not by where it lies
        named = {"name": entry.name} if "name" in entry.error_facts else {}
        return cls(**{**entry.error_facts, **named}).message(language)
    except KeyError:  # facts of an older version: the code still tells which failure it was
        return cls.code
