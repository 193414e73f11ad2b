"""Every failure of the house.

BerkasError
├── ScanRejected        the submitter can act: another file, a smaller one, a password removed
├── ServiceUnavailable  nobody need act: the same again later
├── RequestRejected     the caller can act: another query, another name, a right it lacks
└── FixityError         the archivist must act: what was kept is not what is there

Each leaf has a `code` that never changes, facts as attributes, and messages (Indonesian and
English) that name the remedy. Leaves live here, so that the table in docs/errors.md is complete.
"""

from __future__ import annotations

from typing import ClassVar


class BerkasError(Exception):
    """A failure with a stable code and a remedy in the reader's language."""

    code: ClassVar[str]
    text_id: ClassVar[str]
    text_en: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message())

    def message(self, language: str = "id") -> str:
        """The message and its remedy in `id` or `en`."""
        return (self.text_en if language == "en" else self.text_id).format(**self.facts)

    def __reduce__(self) -> tuple[object, ...]:
        return (_revive, (type(self), self.facts))


def _revive(cls: type[BerkasError], facts: dict[str, object]) -> BerkasError:
    return cls(**facts)


class ScanRejected(BerkasError):
    """The file cannot be taken as it is."""


class ServiceUnavailable(BerkasError):
    """A part of the service does not answer now; trying again is right."""


class RequestRejected(BerkasError):
    """The request cannot be fulfilled as it is."""


class FixityError(BerkasError):
    """What was kept is missing or changed."""
