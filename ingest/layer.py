"""The text layer and vector drawing of born-digital pages, through pdfplumber."""

from __future__ import annotations

from pathlib import Path

from ingest.limits import Limits
from records.paper import Layer


class LayerReader:
    """Reads layers of one file's pages."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits

    def read(self, number: int) -> Layer | None:
        """The page's layer; None where the page is better read as a picture."""
        return None

    def close(self) -> None:
        """Lets go of the file."""
