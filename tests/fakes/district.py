"""A district of a Polres and two Polsek with people, papers of some months, and drawn pages.

A paper's bytes are a PDF of one drawn page, followed by the record it is read as. They are put in
on a clock of 2024; the services given out run on the clock of today, since browsers look at theirs.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw

from archive.units import postings, tree
from records.errors import ScanDamaged
from records.findings import Digest, Evidence, Findings, Record
from records.findings_json import json_to_record, record_to_json
from records.geometry import Box, Homography
from records.keeping import Entry, Role
from records.months import Posting
from records.paper import Sheet, Source, Word
from service import intake, users
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all
from service.wiring import Progress, build
from tests.fakes.desk import PASSWORD, Desk, Person
from tests.fakes.halls import FakeClock, small_settings, with_catalogue
from tests.fakes.polres import POLRES, UNITS
from tests.fakes.reading import FakeReading

SECTOR, OTHER = f"{POLRES}/anggrek", f"{POLRES}/bunga"
CLERK = Person("petugas", Role.CLERK, SECTOR)
REVIEWER = Person("pemeriksa", Role.REVIEWER, SECTOR)
CHIEF = Person("kapolsek", Role.HEAD, SECTOR, cleared=True)
SUPERIOR = Person("kapolres", Role.HEAD, POLRES, cleared=True)
AUDITOR = Person("auditor", Role.AUDITOR)
OFFICE = (CLERK, REVIEWER, CHIEF, SUPERIOR, AUDITOR)
WIDTH, HEIGHT = 1240, 1754
MARK = b"\n%berkas "
STEP = 46


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's picture with the places of what was drawn on it, in pixels."""

    picture: Image.Image
    words: tuple[tuple[str, Box], ...]


def paper(record: Record, page: Image.Image | None = None) -> bytes:
    """The record as a PDF: its page drawn, itself behind it."""
    kept = io.BytesIO()
    (page or lines_to_page(lines_of(record)).picture).save(kept, "PDF", resolution=150)
    return kept.getvalue() + MARK + json.dumps(record_to_json(record)).encode() + b"\n"


def lines_of(record: Record) -> list[str]:
    """What a plain page of the record says."""
    fields = [f"{key}: {value}" for key, value in record.fields.items()]
    return [record.unit or "", record.form or str(record.kind), record.month or "", *fields]


def lines_to_page(lines: list[str]) -> Drawn:
    """A page with a line of text each."""
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(picture)
    words = []
    for row, line in enumerate(lines):
        draw.text((120, 140 + row * STEP), line, fill=0, font_size=26)
        words.append((line, Box(120, 140 + row * STEP, 900, 170 + row * STEP)))
    return Drawn(picture, tuple(words))


def with_places(record: Record) -> Record:
    """The record with the place of each field on its plain page."""
    lines = lines_of(record)
    evidence = {}
    for row, key in enumerate(record.fields, start=len(lines) - len(record.fields)):
        top = (140 + row * STEP) / HEIGHT
        box = Box(0.09, top, 0.7, top + 34 / HEIGHT)
        evidence[f"fields.{key}"] = Evidence(1, box, str(record.fields[key]), 0.9, Source.HAND)
    return replace(record, evidence=evidence)


def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> FakeReading:
    """The record that stands behind the paper's page."""
    content = path.read_bytes()
    _, mark, text = content.rpartition(MARK)
    if not mark:
        raise ScanDamaged(name=name)
    record = json_to_record(json.loads(text))
    copy.write_bytes(content)
    progress(1, 1)
    shares = Homography((1 / WIDTH, 0, 0, 0, 1 / HEIGHT, 0, 0, 0, 1))
    words = tuple(
        Word(
            word,
            Box(120 + 130 * n, 140 + row * STEP, 240 + 130 * n, 170 + row * STEP),
            0.9,
            line=row,
        )
        for row, line in enumerate(lines_of(record))
        for n, word in enumerate(line.split()[:8])
    )
    sheet = Sheet(1, WIDTH, HEIGHT, 150.0, words, char_height=26.0, to_original=shares)
    return FakeReading(Findings(name, digest, 1, (record,)), (sheet,))


@dataclass(frozen=True, slots=True)
class District:
    """The district: its desk for the doors, and the clock its papers are put in by."""

    desk: Desk
    clock: FakeClock

    def put(
        self, record: Record, name: str = "pindai.pdf", page: Image.Image | None = None
    ) -> Entry:
        """Hand a paper in and have it read."""
        services = replace(self.desk.services, clock=self.clock)
        content = paper(record, page)
        entry = intake.take(io.BytesIO(content), name, CLERK.name, services, unit=SECTOR)
        while work_on_next(services, read, "test:1"):
            pass
        return entry

    def index(self) -> None:
        """Let the search know of everything."""
        feed_all(self.desk.services)


def open_district(folder: Path) -> District:
    """The district without papers."""
    services = build(with_catalogue(small_settings(folder)))
    with services.catalogue.begin() as db:
        for unit in UNITS:
            tree.put(db, unit)
        posted = [Posting(SECTOR, "76050007", "SUTRISNO", "AIPTU", "MOODU")]
        postings.replace(db, [one.unit for one in posted], posted)
    for person in OFFICE:
        users.add(
            person.name, PASSWORD, person.role, services, unit=person.unit, cleared=person.cleared
        )
    return District(Desk(services), FakeClock())
