"""Typst, called in one place: a template and its data become a PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from records.errors import TypesettingFailed

TEMPLATES = Path(__file__).parent / "templates"
REMEMBERED = 11
"""Settings after which nothing is left of an earlier one."""
ARCHIVAL: Literal["a-2b"] = "a-2b"


@lru_cache(maxsize=16)
def _template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def typeset(template: str, data: Mapping[str, object], created: datetime | None = None) -> bytes:
    """The template set with the data, as PDF/A-2b; the same data give the same bytes.

    `created` is the document's date; without it the PDF bears none.
    Raises TypesettingFailed.
    """
    try:
        return bytes(
            typst.compile(
                _template(template),
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=[ARCHIVAL],
                timestamp=int(created.timestamp()) if created else 0,
            )
        )
    except typst.TypstError as error:
        raise TypesettingFailed(template=template, reason=str(error)) from error


def forget() -> None:
    """Have the engine let go of what it remembers of earlier settings, megabytes of each.

    It does so itself after some more settings: of nothing, without fonts, they cost 2 ms each.
    """
    no_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for _ in range(REMEMBERED):
        typst.compile(b"", font_paths=no_fonts)


def measure(template: str, data: Mapping[str, object], label: str) -> object:
    """The value of the `metadata` that the template marks with the label, lengths in points."""
    try:
        found = typst.query(
            _template(template),
            f"<{label}>",
            field="value",
            one=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise TypesettingFailed(template=template, reason=str(error)) from error
    return json.loads(found)
