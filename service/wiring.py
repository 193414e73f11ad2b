"""The one place that chooses parts: settings in, services out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """The parts in use. Doors pass it on and touch only `settings`."""

    settings: Settings
    blobs: Any
    catalogue: Any
    queue: Any
    clock: Callable[[], datetime]


def build(settings: Settings) -> Services:
    """Open blob store and catalogue (migrated to the newest shape) and choose the queue."""
    raise NotImplementedError
