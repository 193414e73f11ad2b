"""A text as a square code that a phone reads."""

from __future__ import annotations

import io

import segno

QR_BORDER = 2
"""Of modules: the least a reader wants where the paper around is white."""


def text_to_qr(text: str) -> str:
    """The code as an `<svg>` element."""
    kept = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        kept, kind="svg", border=QR_BORDER, xmldecl=False, nl=False, svgns=True, omitsize=True
    )
    return kept.getvalue().decode()
