"""Blanks are printed for units within sight, and no serial number is given twice."""

from __future__ import annotations

import pypdfium2
import pytest

from archive.catalogue import audit
from compose.blank.sheet import Paper
from records.errors import CopiesRefused, FormUnknown, NotAllowed, NotFound
from records.keeping import Role, User
from service.printing.ordering import (
    Order,
    earlier_prints,
    preview,
    print_blanks,
    printable_forms,
    printable_units,
)
from tests.fakes.desk import ELSEWHERE, HERE, Desk

FORM = "kunjungan-usaha"
CLERK, HEAD = User(1, "klerk", Role.CLERK, HERE), User(2, "kepala", Role.HEAD, HERE)
AUDITOR, ADMIN = User(3, "auditor", Role.AUDITOR), User(4, "pengelola", Role.ADMIN)
STRANGER = User(5, "tetangga", Role.HEAD, ELSEWHERE)


def page_text(pdf: bytes, page: int) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[page].get_textpage().get_text_bounded())
    finally:
        document.close()


def test_copies_are_counted_on_from_order_to_order(district: Desk) -> None:
    unit = printable_units(CLERK, district.services)[0]
    first = print_blanks(CLERK, Order(FORM, unit.code, 2), district.services)
    second = print_blanks(HEAD, Order(FORM, unit.code, 1, Paper.F4), district.services)
    assert (first.first_serial, first.last_serial) == (1, 2)
    assert (second.first_serial, second.last_serial) == (3, 3)
    assert "Seri 000002" in page_text(first.pdf, first.pages_each)
    assert unit.name.upper() in page_text(second.pdf, 0)
    told = earlier_prints(CLERK, district.services)
    assert [(one.first_serial, one.last_serial, one.paper) for one in told] == [
        (3, 3, "f4"),
        (1, 2, "a4"),
    ]
    with district.services.catalogue.read() as db:
        deeds = [line.deed for line in audit.lines(db, target=unit.code)]
    assert deeds.count("print-blanks") == 2


def test_a_preview_leaves_no_trace(district: Desk) -> None:
    unit = printable_units(CLERK, district.services)[0]
    pdf = preview(CLERK, Order(FORM, unit.code), district.services)
    assert "Seri 000000" in page_text(pdf, 0)
    assert earlier_prints(CLERK, district.services) == ()


def test_what_may_not_be_printed_is_refused(district: Desk) -> None:
    code = printable_units(HEAD, district.services)[0].code
    for who in (AUDITOR, ADMIN):
        with pytest.raises(NotAllowed):
            print_blanks(who, Order(FORM, code), district.services)
    with pytest.raises(NotFound):
        print_blanks(STRANGER, Order(FORM, code), district.services)
    with pytest.raises(NotFound):
        preview(STRANGER, Order(FORM, code), district.services)
    with pytest.raises(FormUnknown):
        print_blanks(HEAD, Order("nothing", code), district.services)
    for copies in (0, 1001):
        with pytest.raises(CopiesRefused):
            print_blanks(HEAD, Order(FORM, code, copies), district.services)


def test_the_built_in_forms_can_be_printed(district: Desk) -> None:
    assert FORM in {form.id for form in printable_forms(CLERK, district.services)}
