"""The Tesseract program: the one module that calls it."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from records.errors import LanguageDataMissing, TesseractFailed, TesseractMissing, TesseractTimeout
from records.geometry import Box
from records.paper import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 a private file with an unguessable name
"""Pictures are handed over in memory where the system offers it."""
COLUMNS = 12
"""A row of Tesseract's table of words: level, five counters, box, confidence, text."""
WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class TesseractSettings:
    """How Tesseract is run: languages best first, and the longest a page may take."""

    languages: tuple[str, ...] = ("ind",)
    timeout_s: float = 120.0


def read_words(
    grey: NDArray[np.uint8],
    dpi: float,
    settings: TesseractSettings | None = None,
    segmentation: int = 3,
    alphabet: str = "",
) -> tuple[Word, ...]:
    """The words of a picture in Tesseract's reading order, boxes in its pixels.

    `segmentation` is Tesseract's page segmentation mode. Raises leaves of ServiceUnavailable.
    """
    settings = settings or TesseractSettings()
    config = f"--oem 1 --psm {segmentation} --dpi {round(dpi)} -c tessedit_do_invert=0"
    if alphabet:
        config += f" -c tessedit_char_whitelist={_quoted(alphabet)}"
    folder = MEMORY_FOLDER if os.access(MEMORY_FOLDER, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="berkas-", dir=folder) as place:
        picture = Path(place) / "page.pgm"
        cv2.imwrite(str(picture), grey)
        table = _run(str(picture), config, settings)
    return tuple(_table_to_words(table))


def _quoted(alphabet: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", alphabet) + '"'


def _run(picture: str, config: str, settings: TesseractSettings) -> str:
    """Tesseract's table of words; its failures as ours."""
    import pytesseract

    # One process reads one page; more threads only heat the neighbours' processor.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        found: bytes = pytesseract.image_to_data(
            picture,
            lang="+".join(settings.languages),
            config=config,
            timeout=settings.timeout_s,
            output_type=pytesseract.Output.BYTES,
        )
    except pytesseract.TesseractNotFoundError as error:
        raise TesseractMissing() from error
    except pytesseract.TesseractError as error:
        raise _failure(str(error.message), settings) from error
    except RuntimeError as error:  # how pytesseract tells that time ran out
        raise TesseractTimeout(timeout_s=settings.timeout_s) from error
    except OSError as error:
        raise TesseractFailed(reason=error.__class__.__name__) from error
    return found.decode("utf-8", errors="replace")


def _failure(said: str, settings: TesseractSettings) -> TesseractFailed | LanguageDataMissing:
    missing = re.search(r"Failed loading language '(\S+)'", said)
    if missing:
        return LanguageDataMissing(language=missing.group(1))
    if "couldn't load any languages" in said or "Error opening data file" in said:
        return LanguageDataMissing(language=settings.languages[0])
    return TesseractFailed(reason=said.strip()[:200] or "no reason given")


def _table_to_words(table: str) -> Iterator[Word]:
    """Words of the table; rows without text or outside all sense are left out."""
    lines: dict[tuple[str, ...], int] = {}
    for row in table.splitlines():
        parts = row.split("\t")
        if len(parts) != COLUMNS or parts[0] != WORD_LEVEL:
            continue
        text = parts[11].strip()
        if not text or "�" in text:
            continue
        left, top, width, height = (int(n) for n in parts[6:10])
        yield Word(
            text=text,
            box=Box(left, top, left + width, top + height),
            confidence=min(1.0, max(0.0, float(parts[10]) / 100)),
            line=lines.setdefault(tuple(parts[1:5]), len(lines)),
        )
