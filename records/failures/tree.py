"""What every failure is: a code that never changes, facts, and who can act on it."""

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
