"""Search within sight: asks the index, and lets nothing through that the catalogue would hide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.entries import Results, Sort
from records.keeping import Filed, User

if TYPE_CHECKING:
    from service.wiring import Services


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What documents must be besides matching: unit (path code, with all below), month, kind."""

    unit: str | None = None
    month: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index found, and the catalogue's word on each document of `results.hits`.

    `filed` is keyed by `Hit.document`; its `entry` and `position` lead to the document's page.
    """

    results: Results
    filed: Mapping[str, Filed]


def search(
    user: User,
    query: str,
    services: Services,
    *,
    narrowing: Narrowing | None = None,
    limit: int = 20,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
) -> Answer:
    """Documents within sight that match the query; empty while nothing is indexed."""
    raise NotImplementedError
