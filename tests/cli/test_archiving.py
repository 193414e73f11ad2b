"""The archive from the command line: units in, a month closed, given out, proven, reported."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from tests.fakes.polres import POLRES, open_polres, visit

A = f"{POLRES}/anggrek"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    polres = open_polres(folder)
    for number in range(3):
        polres.put(visit("anggrek", "2024-07", "WAYAN", number))
    polres.services.close()
    assert run(folder, "archive", "close", "--unit", "Polsek Anggrek", "--month", "2024-07")
    return folder


def run(data: Path, *words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["--data", str(data), *words])
    assert done.exit_code == code, done.output
    return done


def test_a_month_is_closed_by_the_unit_s_name(data: Path) -> None:
    rows = json.loads(run(data, "archive", "status", "--json", "--year", "2024").stdout)
    assert [(r["unit_code"], r["kind"], r["documents"], r["state"]) for r in rows] == [
        (A, "form", 3, "sealed")
    ]
    assert "sealed" in run(data, "archive", "status").stdout


def test_an_export_checks_itself_and_verify_finds_the_archive_whole(
    data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.zip"
    run(data, "archive", "export", "--unit", A, "--year", "2024", "--out", str(out))
    with zipfile.ZipFile(out) as packed:
        packed.extractall(tmp_path / "out")
    checker = [sys.executable, "-I", str(tmp_path / "out" / "verify.py")]
    assert subprocess.run(checker, capture_output=True, check=False).returncode == 0
    told = json.loads(run(data, "archive", "verify", "--json").stdout)
    assert told == {"whole": True, "damages": []}
    assert not list(tmp_path.glob("*.partial"))


def test_damage_ends_the_proof_with_one(tmp_path: Path) -> None:
    polres = open_polres(tmp_path)
    entry = polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    polres.services.close()
    blob = tmp_path / "blobs" / entry.digest[:2] / entry.digest[2:4] / entry.digest
    blob.unlink()
    done = run(tmp_path, "archive", "verify", code=1)
    assert f"blob-missing  {entry.digest}" in done.stdout


@pytest.mark.parametrize(
    ("suffix", "magic"), [(".pdf", b"%PDF"), (".docx", b"PK"), (".xlsx", b"PK")]
)
def test_the_recapitulation_is_written(
    data: Path, tmp_path: Path, suffix: str, magic: bytes
) -> None:
    out = tmp_path / f"recap{suffix}"
    run(data, "report", "--unit", A, "--month", "2024-07", "--out", str(out))
    assert out.read_bytes().startswith(magic)


def test_what_is_asked_wrongly_ends_with_two(data: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "x")
    run(data, "report", "--unit", A, "--month", "2024-07", "--out", out, code=2)
    run(data, "report", "--unit", A, "--month", "Juli", "--out", out + ".pdf", code=2)
    run(data, "archive", "close", "--unit", "POLSEK ZZZ", "--month", "2024-07", code=2)
    run(data, "archive", "export", "--unit", A, "--out", out, code=2)
    run(data, "archive", "export", "--unit", A, "--year", "2011", "--out", out, code=2)


def test_units_go_in_and_out(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text("kode,nama\nlain,POLDA LAIN\nlain/a,POLSEK LAIN\n", encoding="utf-8")
    assert "2 satuan" in run(data, "unit", "import", str(table)).stdout
    out = tmp_path / "out.csv"
    run(data, "unit", "export", "--out", str(out))
    assert "lain/a,POLSEK LAIN" in out.read_text(encoding="utf-8-sig")
