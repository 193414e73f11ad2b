"""Papers typeset in portions joined into one, page by page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf


def page_count(made: Path) -> int:
    """How many pages a PDF of ours has."""
    with Pdf.open(made) as pdf:
        return len(pdf.pages)


def join_pages(parts: Sequence[Path]) -> bytes:
    """PDF/A-2b papers one behind the other, described as the first; the same give the same bytes.

    Only the first keeps its tags: those of the others point into documents that are no more.
    """
    with Pdf.open(parts[0]) as whole:
        for part in parts[1:]:
            with Pdf.open(part) as more:
                for page in more.pages:
                    whole.pages.append(page)
                    if "/StructParents" in whole.pages[-1].obj:
                        del whole.pages[-1].obj["/StructParents"]
        kept = io.BytesIO()
        whole.save(kept, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return kept.getvalue()
