"""A page with our marks on it becomes the part of a blank it is."""

from __future__ import annotations

from typing import Protocol

from extract.blank.placed.part import PlacedPart, layout_to_part
from extract.header.part import Value
from forms.code import PageCode
from forms.form import Form
from forms.layout import PageLayout
from records.findings import Evidence
from records.geometry import Box
from records.paper import Sheet, Source
from records.pen import PlacedReader

CODE_SURE = 0.99


class LayoutLayer(Protocol):
    """Lays layouts of forms on the one page it was made for."""

    @property
    def code(self) -> PageCode | None:
        """What the page's code says; None where it is lost."""
        ...

    @property
    def form(self) -> Form | None:
        """The form its code names, in the version it was printed in; None where unknown."""
        ...

    def lay(self, form: Form) -> tuple[PageLayout, PlacedReader] | None:
        """The form's page that this one is, in its pixels, and a reader of the pen's ink on it."""
        ...


def laid_to_part(
    sheet: Sheet, laid: LayoutLayer, form: Form
) -> tuple[PlacedPart, PageLayout] | None:
    """The part of the form that the page is, and its layout in pixels; None where none fits."""
    found = laid.lay(form)
    if found is None:
        return None
    layout, pen = found
    return layout_to_part(sheet, pen, form, layout), layout


def code_to_unit(sheet: Sheet, code: PageCode, layout: PageLayout) -> Value:
    """The unit as the code names it, which is how the letterhead spells it."""
    place = sheet.share(layout.code or Box(0, 0, 0, 0))
    return Value(code.unit, Evidence(sheet.page, place, code.unit, CODE_SURE, Source.PRINT))
