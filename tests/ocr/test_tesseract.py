"""Tesseract's words come with boxes and sureness; its failures name their remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ocr.tesseract import TesseractSettings, read_words
from records.errors import (
    LanguageDataMissing,
    ServiceUnavailable,
    TesseractFailed,
    TesseractMissing,
    TesseractTimeout,
)
from tests.ocr.papers import LETTER, LINES, written

if TYPE_CHECKING:
    from pathlib import Path

BLANK = np.full((60, 200), 255, np.uint8)
HEAD = "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'tesseract 5.3.0'; exit 0; fi\n"
ROW = r"5\t1\t1\t1\t1\t1\t10\t12\t30\t20\t{sureness}\t{text}\n"


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Puts a program named tesseract with this shell body first on the path."""
    program = folder / "tesseract"
    program.write_text(HEAD + body)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.tesseract
def test_the_words_of_a_page_are_read_with_their_boxes() -> None:
    words = read_words(written(), 150.0, segmentation=6)
    assert [w.text for w in words] == " ".join(LINES).split()
    assert words[0].line == words[1].line != words[-1].line
    assert abs(words[0].box.height - LETTER) < LETTER / 2


@pytest.mark.tesseract
def test_missing_language_data_is_told_by_name() -> None:
    with pytest.raises(LanguageDataMissing, match="xyz"):
        read_words(BLANK, 150.0, TesseractSettings(languages=("xyz",)))


def test_a_missing_program_is_told_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TesseractMissing, match="apt install"):
        read_words(BLANK, 150.0)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("kill -SEGV $$", TesseractFailed),
        ("echo 'out of memory' >&2; exit 1", TesseractFailed),
        ("exit 0", TesseractFailed),
        ("echo \"Failed loading language 'ind'\" >&2; exit 1", LanguageDataMissing),
    ],
)
def test_a_crash_becomes_a_failure_of_ours(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    error: type[ServiceUnavailable],
) -> None:
    stand_in(tmp_path, monkeypatch, body)
    with pytest.raises(error):
        read_words(BLANK, 150.0)


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "exec sleep 60")
    with pytest.raises(TesseractTimeout):
        read_words(BLANK, 150.0, TesseractSettings(timeout_s=0.2))


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (ROW.format(sureness=91, text="satu"), ["satu"]),
        (ROW.format(sureness=91, text=" "), []),
        (ROW.format(sureness=91, text=r"\377\376dua"), []),
        (ROW.format(sureness=130, text="tiga"), ["tiga"]),
        (ROW.format(sureness=-1, text="empat"), ["empat"]),
        (r"5\t1\t1\n", []),
        (r"5\tx\n", []),
    ],
)
def test_what_makes_no_sense_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, texts: list[str]
) -> None:
    stand_in(tmp_path, monkeypatch, f"printf '{row}' > \"$2.tsv\"")
    words = read_words(BLANK, 150.0)
    assert [w.text for w in words] == texts
    assert all(0 <= w.confidence <= 1 for w in words)
