"""What unfinished uploads may cost the disk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadSettings:
    """Uploads in pieces, while they are unfinished."""

    keep_hours: int = 168
    """An upload nobody goes on with is forgotten after this long: a week covers a lost line."""
    most: int = 300
    """Unfinished uploads one person may have at once."""
    quota_bytes: int = 4 * 1024 * 1024 * 1024
    """Bytes all unfinished uploads of one person may come to."""
    spare_bytes: int = 512 * 1024 * 1024
    """Room on the disk that uploads leave free: the archive itself must go on."""

    def __post_init__(self) -> None:
        if min(self.keep_hours, self.most, self.quota_bytes) < 1 or self.spare_bytes < 0:
            raise ValueError("at least 1")
