"""A blank printed from an earlier version of its form is still read by place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.content import PageContent
from forms.definitions import text_to_form
from forms.form import Form
from ingest.limits import Limits
from records.keeping import Role, User
from service.definitions import own
from service.page_work import forget_file, read_page
from service.printing.ordering import Order, print_blanks
from tests.fakes.desk import HERE, OWN_FORM, Desk
from tests.papers.printed import draw_printed, scaled
from tests.papers.scanning import DPI, pages_to_pdf, scan
from tests.papers.values import Written

ADMIN, CLERK = User(4, "pengelola", Role.ADMIN), User(1, "klerk", Role.CLERK, HERE)
NEWER = OWN_FORM.replace(
    'key = "held_on"', 'key = "place"\nlabels = ["Pos Ronda"]\n\n[[field]]\nkey = "held_on"'
)
GIVEN = {
    "place": Written("Pos 3", "Pos 3"),
    "held_on": Written("12-03-2024", "2024-03-12"),
    "leader": Written("Maria Tallo", "Maria Tallo"),
    "leader_mobile": Written("081234567890", "081234567890"),
}


def come_back(form: Form, folder: Path, forms: Path) -> PageContent:
    """A copy of the form, filled and scanned, as the office reads it."""
    drawn = draw_printed(form, 5, "patrick-hand", given=GIVEN)
    page = scan(scaled(drawn.pages[0], DPI["copier"]), "copier", np.random.default_rng(5))
    path = folder / f"{form.version}.pdf"
    path.write_bytes(pages_to_pdf([page], DPI["copier"]))
    content = read_page(path, 1, Limits(), forms).content
    forget_file()
    return content


@pytest.mark.slow
@pytest.mark.tesseract
def test_both_versions_of_a_form_are_read_by_place(district: Desk, tmp_path: Path) -> None:
    services = district.services
    forms = services.settings.forms_folder
    old = own.save(ADMIN, OWN_FORM, services)
    printed = print_blanks(CLERK, Order(old.id, HERE), services)
    assert printed.first_serial == 1
    new = own.save(ADMIN, NEWER, services, based_on=1)
    assert (old.version, new.version) == (1, 2)
    kept = text_to_form(own.text_of(ADMIN, old.id, services, version=1))
    assert kept == old
    for form in (kept, new):
        part = come_back(form, tmp_path, forms).placed
        assert part is not None
        assert part.form == form
        wanted = {one.key: GIVEN[one.key].value for one in form.fields}
        assert dict(part.values) == wanted
