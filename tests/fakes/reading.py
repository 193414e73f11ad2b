"""A reader that takes a few lines of text for a scan: one page a form feed, words as written.

A line tells what becomes of the file: `CRASH` ends the process, `RAISE` fails unforeseen,
`REJECT` refuses the file, `AWAY` misses a part of the service, `SLOW` takes a while.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from records.errors import ScanEmpty, StoreUnavailable
from records.findings import Digest, Evidence, Findings, Header, Kind, Record
from records.geometry import Box, Homography
from records.paper import Sheet, Source, Word
from service.wiring import Progress, Reader

WIDTH, HEIGHT = 1000.0, 1400.0
SLOW_S = 30.0


@dataclass(frozen=True, slots=True)
class FakeReading:
    """What the fake reader gives."""

    findings: Findings
    sheets: tuple[Sheet, ...]


def paper(*lines: str) -> bytes:
    """A file the intake takes for a PDF and the fake reader can read."""
    return "\n".join(("%PDF-1.7", *lines)).encode()


@contextmanager
def fake_reader() -> Iterator[Reader]:
    """The reader's source: nothing to open, nothing to close."""
    yield read


def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> FakeReading:
    """The same bytes give the same findings and the same copy."""
    text = path.read_text()
    _behave(text)
    pages = text.split("\f")
    progress(0, len(pages))
    sheets = []
    for number, page in enumerate(pages, start=1):
        sheets.append(_sheet(number, page))
        progress(number, len(pages))
    copy.write_bytes(b"%PDF-1.7 copy of " + digest.encode())
    return FakeReading(
        Findings(name, digest, len(pages), (_record(text, len(pages)),)), tuple(sheets)
    )


def _behave(text: str) -> None:
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in text:
        raise RuntimeError("unforeseen")
    if "REJECT" in text:
        raise ScanEmpty(name="paper")
    if "AWAY" in text:
        raise StoreUnavailable(reason="fake")
    if "SLOW" in text:
        time.sleep(SLOW_S)


def _record(text: str, pages: int) -> Record:
    unit = _told("unit", text)
    return Record(
        kind=Kind(_told("kind", text) or "sop"),
        pages=tuple(range(1, pages + 1)),
        unit=unit,
        month=_told("month", text),
        confidence=0.9,
        header=Header(number=_told("number", text), title=_told("title", text), unit=unit),
        form=_told("form", text),
        fields={"name": _told("name", text) or ""},
        evidence={
            "unit": Evidence(1, Box(0.1, 0.1, 0.5, 0.2), unit or "", 0.4, Source.PRINT, True)
        },
    )


def _told(key: str, text: str) -> str | None:
    found = re.search(rf"^{key}: (.+)$", text, re.MULTILINE)
    return found[1] if found else None


def _sheet(number: int, page: str) -> Sheet:
    words = tuple(
        Word(
            text, Box(100 + 10 * column, 40 * row, 105 + 10 * column, 40 * row + 30), 0.9, line=row
        )
        for row, line in enumerate(page.splitlines())
        for column, text in enumerate(line.split())
    )
    shares = Homography((1 / WIDTH, 0, 0, 0, 1 / HEIGHT, 0, 0, 0, 1))
    return Sheet(number, WIDTH, HEIGHT, 100.0, words, char_height=20.0, to_original=shares)
