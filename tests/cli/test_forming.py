"""`berkas form`: definitions checked and shown; nothing there is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import main
from tests.forms.test_placed import GOOD


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    path = tmp_path / "hitung.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_good_definition_is_counted(definition: Path) -> None:
    done = CliRunner().invoke(main, ["form", "check", str(definition)])
    assert done.exit_code == 0
    assert "hitung: 5 isian" in done.output
    assert "3 hubungan" in done.output


def test_a_bad_definition_is_told_with_its_line(definition: Path) -> None:
    definition.write_text(GOOD.replace('total = "total"', 'total = "sum"', 1), encoding="utf-8")
    done = CliRunner().invoke(main, ["form", "check", str(definition)])
    assert done.exit_code == 2
    assert "hitung.toml" in done.output
    assert "there is no value 'sum'" in done.output


def test_fields_and_claims_are_shown(definition: Path) -> None:
    done = CliRunner().invoke(main, ["form", "show", str(definition)])
    assert done.exit_code == 0
    assert "total = table.0.men + table.1.men" in done.output
    assert "total = (said)" in done.output


def test_a_definition_that_is_there_stays(definition: Path) -> None:
    done = CliRunner().invoke(main, ["form", "draft", str(definition), "--out", str(definition)])
    assert done.exit_code == 2
    assert definition.read_text(encoding="utf-8") == GOOD
