"""Which folder is watched, and when a file in it is believed to be whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DropSettings:
    """The watched folder; docs/scanner.md tells how a scanner is set to it."""

    folder: str = ""
    """Folder that is watched, with all below: the target of a scanner's SMB or FTP; empty: none."""
    unit: str = ""
    """Unit (code or name) of files that lie in no unit's folder; empty: the office as a whole."""
    poll_s: float = 3.0
    """How often the folder is looked at."""
    settled_polls: int = 3
    """Looks in a row at which size and time of a file must be the same before it is taken."""

    def __post_init__(self) -> None:
        if self.poll_s <= 0 or self.settled_polls < 1:
            raise ValueError("more than 0")
