"""How much of a file is taken before it is refused; checked before anything is decoded."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on what one file may cost; all inclusive."""

    max_bytes: int = 512 * 1024 * 1024
    """A year's binder at 300 dpi (1,000 pages of 400 kB) fits."""
    max_pages: int = 2_000
    """A station's bound procedures reach about 1,000 pages."""
    max_pixels: int = 80_000_000
    """Of one page: A3 at 600 dpi is 70 million; in RGB that is 240 MB, decoded once."""
    max_objects: int = 60_000
    """Drawn objects of one page read as vectors; a busier page is read as a picture."""
    max_layer_bytes: int = 8 * 1024 * 1024
    """Drawing commands of one page read as vectors, once unpacked; beyond, as a picture."""
    max_layer_s: float = 10.0
    """CPU seconds for one page read as vectors: a dense one takes one; beyond, as a picture."""

    def __post_init__(self) -> None:
        for limit in fields(self):
            least = 0.1 if limit.name == "max_layer_s" else 1
            if getattr(self, limit.name) < least:
                raise ValueError(f"{limit.name} is at least {least}")
