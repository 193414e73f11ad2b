"""A small Polres: units, officers, and papers whose bytes are the record they are read as."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from archive.units import postings, tree
from records.findings import Digest, Findings
from records.findings_json import json_to_record
from records.geometry import Box, Homography
from records.keeping import Entry, Role, Unit, User
from records.months import Posting
from records.paper import Sheet, Word
from service.intake import take
from service.jobs.claims import work_on_next
from service.settings import Settings
from service.wiring import Progress, Reader, Services, build
from tests.fakes.halls import FakeClock, small_settings, with_catalogue
from tests.fakes.reading import FakeReading

POLRES = "polda/kota"
POLSEKS = {"anggrek": "POLSEK ANGGREK", "bunga": "POLSEK BUNGA"}
UNITS = (
    Unit("polda", "POLDA UTARA"),
    Unit(POLRES, "POLRES KOTA"),
    *(Unit(f"{POLRES}/{code}", name) for code, name in POLSEKS.items()),
)
KAPOLRES = User(1, "kapolres", Role.HEAD, POLRES, cleared=True)
AUDITOR = User(9, "auditor", Role.AUDITOR, "", cleared=True)
ADMIN = User(8, "admin", Role.ADMIN)


def kapolsek(code: str) -> User:
    """The head of a Polsek."""
    return User(2, f"kapolsek-{code}", Role.HEAD, f"{POLRES}/{code}", cleared=True)


def visit(code: str, month: str, officer: str, number: int, form: str = "kunjungan-warga") -> bytes:
    """A filled blank of an officer; another number is another paper."""
    fields = {
        "visited_on": f"{month}-{number % 28 + 1:02}",
        "name": f"Warga {number}",
        "officer": officer,
        "nrp": f"7605{len(officer):04}",
        "subject": f"Perihal {number}",
    }
    record: dict[str, object] = {"kind": "form", "form": form, "fields": fields}
    return _paper(record | {"unit": POLSEKS.get(code, code), "month": month})


def _paper(record: dict[str, object]) -> bytes:
    whole = {"pages": [1], "confidence": 0.9, "evidence": {}} | record
    return b"%PDF-1.7\n" + json.dumps(whole, sort_keys=True).encode()


def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> FakeReading:
    """The record that the paper's bytes say."""
    record = json_to_record(json.loads(path.read_bytes().partition(b"\n")[2]))
    copy.write_bytes(b"%PDF-1.7 copy of " + digest.encode())
    progress(1, 1)
    shares = Homography((0.001, 0, 0, 0, 0.001, 0, 0, 0, 1))
    words = (Word("ronda", Box(10, 10, 90, 40), 0.9, line=0),)
    sheet = Sheet(1, 1000.0, 1000.0, 100.0, words, char_height=20.0, to_original=shares)
    return FakeReading(Findings(name, digest, 1, (record,)), (sheet,))


@contextmanager
def reader() -> Iterator[Reader]:
    """The reader's source: nothing to open, nothing to close."""
    yield read


@dataclass(frozen=True, slots=True)
class Polres:
    """The installation on a clock of its own."""

    services: Services
    clock: FakeClock

    def put(self, paper: bytes, scope: str = POLRES) -> Entry:
        """Hand a paper in and have it read."""
        entry = take(io.BytesIO(paper), "scan.pdf", "pintu", self.services, unit=scope)
        assert work_on_next(self.services, read, "test:1") == entry.id
        return entry


def open_polres(folder: Path, settings: Settings | None = None, *, first: int = 1) -> Polres:
    """The Polres without papers; ids count up, so that two of them make the same bytes.

    One in a copied folder goes on from `first`.
    """
    clock = FakeClock()
    numbers = iter(range(first, 1_000_000))
    services = replace(
        build(with_catalogue(settings or small_settings(folder))),
        reader=reader,
        clock=clock,
        new_id=lambda: f"{next(numbers):026x}",  # type: ignore[arg-type,return-value]
    )
    with services.catalogue.begin() as db:
        for unit in UNITS:
            tree.put(db, unit)
        posted = [Posting(f"{POLRES}/anggrek", "76050008", "SUTRISNO", "AIPTU", "MOODU")]
        postings.replace(db, [one.unit for one in posted], posted)
    return Polres(services, clock)
