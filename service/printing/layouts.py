"""Layouts for the readers, computed from the definition that a paper was printed from.

A reading process has no catalogue: all it needs are definitions, the built-in ones and those in
the folder of the office's own; of both, every version ever printed stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from forms.code import PageCode
from forms.definitions import BUILTIN, load_form
from forms.form import Form
from forms.layout import Layouts, PageLayout
from records.errors import FormInvalid

VERSIONS = "versions"


def layouts_of() -> Layouts:
    """The layouts of the blanks we print; other offices' forms have their own and need none."""
    return _layouts


def _layouts(form: Form, code: PageCode | None) -> Iterable[PageLayout]:
    # What draws codes and sets pages is loaded only where a page bears our marks.
    from compose.blank.layouts import code_to_layouts

    return code_to_layouts(form, code)


def forms_of(forms: Sequence[Form], folder: Path | None) -> Callable[[PageCode], Form | None]:
    """Finds the form a code names in the version it was printed in.

    A version that is known nowhere gives None.
    """

    def find(code: PageCode) -> Form | None:
        for form in forms:
            if (form.id, form.version) == (code.form, code.version):
                return form
        return _earlier(code.form, code.version, folder)

    return find


def _earlier(form_id: str, version: int, folder: Path | None) -> Form | None:
    kept = f"{VERSIONS}/{form_id}/{version:04d}.toml"
    places = [BUILTIN / f"{form_id}.toml", BUILTIN / kept]
    if folder is not None:
        places.insert(0, folder / kept)
    for place in places:
        try:
            form = load_form(place)
        except (FormInvalid, OSError):
            continue
        if (form.id, form.version) == (form_id, version):
            return form
    return None
