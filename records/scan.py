"""A file as it came in: what it is by its content, where it lies, and its digest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from records.findings import Digest


class Media(StrEnum):
    """The formats that are read, named by their media types."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    WEBP = "image/webp"
    HEIC = "image/heic"

    @property
    def suffix(self) -> str:
        """The usual end of a file's name, with its dot."""
        return {"image/jpeg": ".jpg", "image/tiff": ".tif"}.get(
            self.value, "." + self.value.rpartition("/")[2]
        )


@dataclass(frozen=True, slots=True)
class Scan:
    """Bytes as received: kept at `path`, called `name` by the submitter (never trusted)."""

    path: Path
    name: str
    digest: Digest
    size: int
    media: Media
