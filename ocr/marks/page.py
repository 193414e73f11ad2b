"""A page of a blank we printed: known by its code or its marks, and a layout laid on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ocr.ink.marks import to_grey
from ocr.marks.codes import find_code, search_code
from ocr.marks.fit import fit_layouts
from ocr.marks.pen import PlacedPen
from ocr.marks.squares import find_solids
from ocr.marks.standing import CORNERS, Standing, stand_by_code, stand_by_marks

if TYPE_CHECKING:
    from forms.code import PageCode
    from forms.form import Form
    from forms.layout import Layouts, PageLayout
    from ocr.upright import Upright
    from records.paper import Raster, Sheet
    from records.pen import PlacedReader

PAPERS = 4
"""Layouts of one form that differ in their paper are among the first so many."""
FormOf = Callable[["PageCode"], "Form | None"]


@dataclass(frozen=True, slots=True)
class Marked:
    """What the marks of a page say: whose it is, and how it lies; either may be lost.

    `form` is the one the code names, in the version it was printed in, where that is known.
    """

    code: PageCode | None
    standing: Standing | None
    form: Form | None = None


def find_marked(
    raster: Raster, form_of: FormOf, layouts: Layouts, printable: Sequence[Form]
) -> Marked | None:
    """What the marks of a page say; None for a page that bears none of ours.

    `form_of` gives the form a code names, in its version; any of the `printable` forms tells
    where marks stand on a page whose code is lost.
    """
    pixels = raster.pixels
    found = find_code(pixels)
    solids = find_solids(pixels) if found is not None or printable else ()
    if found is None:
        if len(solids) < CORNERS:
            return None
        any_form = islice(layouts(printable[0], None), PAPERS)
        standing = stand_by_marks(to_grey(pixels), solids, any_form)
        if standing is None:
            return None
        found = search_code(pixels)
        if found is None:
            return Marked(None, standing)
    form = form_of(found.code)
    if form is None:
        return Marked(found.code, None)
    papers = islice(layouts(form, found.code), PAPERS)
    return Marked(found.code, stand_by_code(solids, found, papers), form)


class LaidPage:
    """Lays layouts of forms on one upright page."""

    def __init__(self, sheet: Sheet, upright: Upright, marked: Marked, layouts: Layouts) -> None:
        self._sheet = sheet
        self._upright = upright
        self._marked = marked
        self._layouts = layouts

    @property
    def code(self) -> PageCode | None:
        """What the page's code says; None where it is lost."""
        return self._marked.code

    @property
    def form(self) -> Form | None:
        """The form its code names, in the version it was printed in; None where unknown."""
        return self._marked.form

    def lay(self, form: Form) -> tuple[PageLayout, PlacedReader] | None:
        """The form's page that this one is, in its pixels, and a reader of the pen's ink on it.

        None where no page of the form fits.
        """
        if self._marked.standing is None or self._sheet.char_height <= 0:
            return None
        fitted = fit_layouts(self._upright.raster, self._layouts(form, self.code))
        if fitted is None:
            return None
        return fitted.layout, PlacedPen(self._sheet, self._upright, fitted.layout)
