"""Taking a submitted file in: kept for good first, told to the catalogue second, answered last."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from records.keeping import Entry, EntryId, User

if TYPE_CHECKING:
    from service.wiring import Services


def take(stream: BinaryIO, name: str, by: str, services: Services, *, unit: str = "") -> Entry:
    """Keep the bytes and commit the entry as `received`; only then may the sender forget the file.

    `by` names the person or door, `unit` the unit it is submitted for (a user's own). Exact
    duplicates become entries of their own that name the earlier one in `duplicate_of`.
    Raises ScanRejected (too large, not a document, …), ServiceUnavailable.
    """
    raise NotImplementedError


def again(user: User, entry_id: EntryId, services: Services) -> Entry:
    """Queue a failed entry once more with its attempts forgotten; raises NotFound, NotAllowed."""
    raise NotImplementedError
