"""Serial numbers of the command line and of the web are one row, whoever prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.prints import orders
from cli.main import main
from compose.blank.sheet import Paper
from forms.definitions import load_forms
from records.errors import NotAllowed, SerialGiven
from records.keeping import Role, User
from service.printing.numbering import number_copies
from service.printing.ordering import Order, print_blanks
from tests.fakes.desk import HERE, Desk

FORM = "kunjungan-usaha"
CLERK = User(1, "klerk", Role.CLERK, HERE)
USAHA = next(form for form in load_forms() if form.id == FORM)


def test_numbers_go_on_after_those_printed_on_the_web(district: Desk) -> None:
    services = district.services
    assert print_blanks(CLERK, Order(FORM, HERE, 2), services).last_serial == 2
    numbers = number_copies(CLERK, USAHA, "POLRES GORONTALO KOTA", 3, services)
    assert list(numbers) == [3, 4, 5]
    assert print_blanks(CLERK, Order(FORM, HERE), services).first_serial == 6


def test_a_unit_on_no_list_is_counted_by_its_name(district: Desk) -> None:
    services = district.services
    for first in (1, 2):
        numbers = number_copies(CLERK, USAHA, "Pos Pelabuhan", 1, services, paper=Paper.F4)
        assert numbers == range(first, first + 1)
    with services.catalogue.read() as db:
        assert orders.last_serial(db, FORM, "POS PELABUHAN") == 2


def test_a_number_given_before_is_refused(district: Desk) -> None:
    services = district.services
    assert number_copies(CLERK, USAHA, "Pos A", 2, services, start=10) == range(10, 12)
    with pytest.raises(SerialGiven) as caught:
        number_copies(CLERK, USAHA, "Pos A", 1, services, start=11)
    assert caught.value.message("en").startswith("Serial number 11 was printed before; 12")
    with pytest.raises(NotAllowed):
        number_copies(User(3, "auditor", Role.AUDITOR), USAHA, "Pos A", 1, services)


def blank(folder: Path, *words: str, data: Path | None = None) -> Result:
    before = [] if data is None else ["--data", str(data)]
    call = ["blank", "lembar-foto", "--unit", "POLSEK DUMBO", "--out", str(folder / "b.pdf")]
    return CliRunner().invoke(main, [*before, *call, *words])


def test_the_command_counts_on_in_a_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert blank(tmp_path, data=data).exit_code == 0
    assert not data.exists(), "a folder that is not there is not made"
    data.mkdir()
    for words in (
        ["--copies", "2"],
        ["--layout", str(tmp_path / "l.json")],
        ["--serial-start", "7"],
    ):
        done = blank(tmp_path, *words, data=data)
        assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "l.json").read_text())
    again = blank(tmp_path, "--serial-start", "3", data=data)
    assert again.exit_code == 2
    assert "blank.serial-given" in again.output
