"""Blanks as pictures: what a printed page will look like, before any paper is used."""

from __future__ import annotations

import tempfile
from pathlib import Path

from compose.blank.document import compose_blank
from compose.blank.sheet import Paper
from records.errors import NotFound
from records.keeping import User
from service.definitions.own import check
from service.definitions.placing import layout_to_picture
from service.permissions import Deed, require
from service.printing import ordering
from service.printing.ordering import Order
from service.wiring import Services

SIDE = 1400
"""Longer side in pixels: labels of 10 points are readable on a screen."""
SAMPLE_UNIT = "POLSEK CONTOH"


def draft_picture(
    user: User, text: str, page: int, services: Services, *, paper: Paper = Paper.A4
) -> tuple[bytes, int]:
    """A page of the blank a definition gives, as JPEG, and how many pages it has.

    Raises NotAllowed, FormInvalid, NotFound for a page it has not.
    """
    require(user, Deed.ADMINISTER)
    form = check(text)
    if form.pages:
        if page > len(form.pages):
            raise NotFound(what=str(page))
        return layout_to_picture(form.pages[page - 1], SIDE), len(form.pages)
    blank = compose_blank(form, SAMPLE_UNIT, serial_start=0, paper=paper)
    return _picture(blank.pdf, page, services), blank.pages


def order_picture(user: User, order: Order, page: int, services: Services) -> bytes:
    """A page of the blank as it would be printed, as JPEG; raises what `preview` does."""
    return _picture(ordering.preview(user, order, services), page, services)


def _picture(pdf: bytes, page: int, services: Services) -> bytes:
    from ingest.preview import render_preview
    from records.errors import PageMissing

    with tempfile.NamedTemporaryFile(dir=services.settings.incoming_folder, suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        try:
            return render_preview(Path(file.name), page, SIDE)
        except PageMissing as error:
            raise NotFound(what=str(page)) from error
