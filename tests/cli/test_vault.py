"""The archivist's commands: proof gone on with, mending, trail, retention and destruction."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from records.keeping import Role
from service import users
from service.jobs.feeding import feed_all
from tests.fakes.polres import POLRES, open_polres, visit

A = f"{POLRES}/anggrek"
PASSWORD = "kata sandi panjang"
SCHEDULE = """kode,aktif_tahun,inaktif_tahun,nasib,dokumen,keterangan
BIN.1,1,1,musnah,kunjungan-warga,DDS
BIN.2,1,0,dinilai kembali,kunjungan-usaha,
"""


def run(data: Path, *words: str, code: int = 0, typed: str | None = None) -> Result:
    done = CliRunner().invoke(main, ["--data", str(data), *words], input=typed)
    assert done.exit_code == code, done.output
    return done


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    polres = open_polres(folder)
    for number in range(2):
        polres.put(visit("anggrek", "2020-07", "WAYAN", number))
    for name in ("siti", "budi"):
        users.add(name, PASSWORD, Role.HEAD, polres.services)
    feed_all(polres.services)
    polres.services.close()
    run(folder, "archive", "close", "--unit", A, "--month", "2020-07", "--by", "AKP SITI, S.H.")
    return folder


def test_papers_go_by_two_passwords_and_leave_a_certificate(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "jra.csv"
    table.write_text(SCHEDULE, encoding="utf-8")
    assert "2 aturan" in run(data, "archive", "schedule", "import", str(table)).stdout
    out = tmp_path / "out.csv"
    run(data, "archive", "schedule", "export", "--out", str(out))
    assert out.read_text(encoding="utf-8-sig").splitlines() == SCHEDULE.splitlines()
    assert "BIN.1      destroy  2022" in run(data, "archive", "due").stdout
    hold = run(data, "archive", "hold", "--unit", A, "--reason", "perkara 12").stdout.strip()
    assert f"ditahan / held {hold}" in run(data, "archive", "due", "--unit", A).stdout
    propose = ("archive", "destroy", "propose", "--unit", A, "--reason", "masa simpan habis")
    run(data, *propose, code=2)
    run(data, "archive", "lift", hold, "--reason", "selesai")
    assert "dicabut / lifted cli" in run(data, "archive", "holds").stdout
    assert run(data, *propose).stdout.startswith(f"1  {A}  2  proposed")
    by = ("archive", "destroy", "approve", "1", "--password-stdin", "--by")
    run(data, *by, "siti", typed="salah", code=2)
    run(data, *by, "siti", typed=PASSWORD)
    run(data, *by, "siti", typed=PASSWORD, code=2)
    run(data, "archive", "destroy", "carry-out", "1", code=2)
    assert "approved" in run(data, *by, "budi", typed=PASSWORD).stdout
    assert "BIN.1" in run(data, "archive", "destroy", "show", "1").stdout
    assert "done" in run(data, "archive", "destroy", "carry-out", "1").stdout
    assert "segel / seals 2" in run(data, "archive", "destroy", "lists").stdout
    run(data, "reindex")
    run(data, "archive", "verify")
    table.write_text("kode,aktif_tahun\nX,1\n", encoding="utf-8")
    run(data, "archive", "schedule", "import", str(table), code=2)


def test_a_proof_is_gone_on_with_and_told_later(data: Path) -> None:
    assert run(data, "archive", "verify", "--last").stdout == "Utuh / whole\n"
    run(data, "archive", "verify", "--resume", "--mb-per-s", "10000")
    told = run(data, "archive", "verify", "--last")
    assert "selesai / ended" in told.stderr
    next((data / "blobs").glob("*/*/*")).unlink()
    run(data, "archive", "verify", "--resume", code=1)
    found = json.loads(run(data, "archive", "verify", "--last", "--json", code=1).stdout)
    assert {one["code"] for one in found["damages"]} >= {"blob-missing"}


def test_differences_are_told_and_mended(data: Path) -> None:
    assert "0 tersisa" in run(data, "archive", "reconcile").stdout
    (data / "blobs" / "00" / "00").mkdir(parents=True)
    (data / "blobs" / "00" / "00" / ("0" * 63 + "1")).write_bytes(b"")
    found = json.loads(run(data, "archive", "reconcile", "--mend", "--json", code=1).stdout)
    assert [(one["code"], one["mended"]) for one in found["differences"]] == [
        ("blob-unknown", False)
    ]
    assert "! blob-unknown" in run(data, "archive", "reconcile", code=1).stdout


def test_the_trail_names_who_closed_for_whom(data: Path, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(run(data, "archive", "trail", "--deed", "close").stdout)))
    assert rows[1][2:5] == ["cli", "close", f"{A}@2020-07"]
    assert json.loads(rows[1][5]) == {"by": "AKP SITI, S.H."}
    out = tmp_path / "trail.xlsx"
    who = ("--who", "AKP SITI, S.H.", "--since", "2024-01-01")
    assert "3 baris" in run(data, "archive", "trail", *who, "--out", str(out)).stdout
    run(data, "archive", "trail", "--out", str(tmp_path / "x.txt"), code=2)


def test_nothing_is_read_afresh_where_nothing_is_outdated(data: Path) -> None:
    assert run(data, "reread").stdout == ""
