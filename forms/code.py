"""The code on every page of a blank we printed: whose it is, which form, which copy, which page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

SCHEME = "berkas:1"
"""The code's first words: whose it is, and the version of its spelling."""
PLAIN = " /.,()'&-"
"""Characters a unit keeps in the code; colons and others are percent-encoded."""
_CODE = re.compile(
    rf"{SCHEME}:(?P<form>[a-z][a-z0-9-]{{0,60}}):(?P<version>\d{{1,6}}):(?P<unit>[^:]{{0,600}}):"
    r"(?P<serial>[0-9A-Za-z-]{1,24}):(?P<page>[1-9]\d?)/(?P<pages>[1-9]\d?)"
)


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the code of a page says; pages count from 1."""

    form: str
    version: int
    unit: str
    serial: str
    page: int
    pages: int

    @property
    def text(self) -> str:
        """`berkas:1:FORM:VERSION:UNIT:SERIAL:PAGE/PAGES`."""
        unit = quote(self.unit, safe=PLAIN)
        return f"{SCHEME}:{self.form}:{self.version}:{unit}:{self.serial}:{self.page}/{self.pages}"


def text_to_code(text: str) -> PageCode | None:
    """What a code's text says; None for the code of something else."""
    found = _CODE.fullmatch(text.strip())
    if found is None or int(found["page"]) > int(found["pages"]):
        return None
    return PageCode(
        form=found["form"],
        version=int(found["version"]),
        unit=unquote(found["unit"]),
        serial=found["serial"],
        page=int(found["page"]),
        pages=int(found["pages"]),
    )
