"""A recapitulation stays legible whatever its columns are called."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from compose.monthly.recap import Recap, compose_recap
from records.findings import CountTable

LONG = ("Kunjungan Warga", "Kunjungan Usaha", "Problem Solving", "Laporan Informasi", "Catatan")


@pytest.mark.parametrize("counts", [("DDS", "PS"), LONG])
def test_heads_and_names_keep_clear_of_one_another(counts: tuple[str, ...]) -> None:
    columns = ("No", "Nama Petugas", "Desa / Kelurahan", *counts)
    row = ("1", "Maria Setiadi", "Lembah Sari", *("3" for _ in counts))
    recap = Recap("POLSEK X", "Mei 2024", CountTable(columns, (row,), tuple("3" for _ in counts)))
    with pdfplumber.open(io.BytesIO(compose_recap(recap))) as opened:
        words = [word["text"] for word in opened.pages[0].extract_words()]
    for text in (*columns, *row):
        assert set(text.split()) <= set(words)
