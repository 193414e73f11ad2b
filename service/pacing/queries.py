"""Every query the archive's pages ask, timed on an installation of very many papers."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import insert

from archive.catalogue import audit as trail_rows
from archive.catalogue.month_tables import sealed_papers
from archive.catalogue.tables import audit
from archive.months import states
from archive.retention import rules
from archive.units import tree
from records.keeping import EntryId, Role, Unit, User
from records.months import Month, MonthState
from records.periods.retention import Fate, RetentionRule
from service import library
from service.access.oversight import trail
from service.filing.refiling import tray
from service.filing.views import DocumentFilter, EntryFilter
from service.months.calendar import calendar, month_papers
from service.months.overview import overview
from service.months.recap import recap
from service.months.steps import history
from service.months.unit_month import open_month
from service.pacing.rows import fill
from service.proof.month_proof import last_proof
from service.proof.whole_proof import last_whole_proof
from service.retention.due import due
from service.retention.holds import holds
from service.retention.proposals import destruction_lists
from service.wiring import Services

POLDA, POLRES_COUNT, POLSEK_COUNT = "polda", 6, 8
FIRST_YEAR, YEARS = 2021, 3
LINES = 100_000
"""Of the trail."""
STACK = 4
"""Papers of a file that holds several."""
RUNS = 7
AUDITOR = User(1, "auditor", Role.AUDITOR, cleared=True)
HEAD = User(2, "kapolres", Role.HEAD, f"{POLDA}/res-0", cleared=True)
ADMIN = User(3, "admin", Role.ADMIN)
UNIT = f"{POLDA}/res-0/sek-0"


@dataclass(frozen=True, slots=True)
class Pace:
    """A query, and the medians of its time and of the processor's in milliseconds.

    The two differ where other programs want the machine; the database works in this process.
    """

    name: str
    wall_ms: float
    cpu_ms: float


def furnish(services: Services, papers: int) -> int:
    """Fill an empty installation with about that many papers and a long trail; how many."""
    units = [f"{POLDA}/res-{p}/sek-{s}" for p in range(POLRES_COUNT) for s in range(POLSEK_COUNT)]
    months = [f"{FIRST_YEAR + n // 12}-{n % 12 + 1:02}" for n in range(YEARS * 12)]
    each = max(1, papers // (len(units) * len(months)))
    original = services.blobs.keep(io.BytesIO(b"%PDF-1.7"))
    same = original, services.blobs.keep(io.BytesIO(b"{}")).digest
    now = services.clock()
    with services.catalogue.begin() as db:
        tree.put(db, Unit(POLDA, "POLDA UTARA"))
        for number in range(POLRES_COUNT):
            tree.put(db, Unit(f"{POLDA}/res-{number}", f"POLRES {number}"))
        for number, code in enumerate(units):
            tree.put(db, Unit(code, f"POLSEK {number}"))
        rules.replace_all(db, [RetentionRule("BIN.1", 1, 0, Fate.ASK, ("kunjungan-warga",))])
    for code in units:
        with services.catalogue.begin() as db:
            for number, month in enumerate(months):
                at = now + timedelta(seconds=number)
                names = fill(db, (code, month), range(each), same, at, stack=STACK)
                state = MonthState.SEALED if number < 12 else MonthState.SUBMITTED
                states.put(db, Month(code, month, state, changed_at=now, changed_by="bench"))
                if number < 12:
                    rows = [{"entry": e, "position": n, "seal": 1} for e, n in names]
                    db.execute(insert(sealed_papers), rows)
    with services.catalogue.begin() as db:
        db.execute(insert(audit), [_line(number, services) for number in range(1, LINES + 1)])
    return each * len(units) * len(months)


def paces(services: Services, runs: int = RUNS) -> tuple[Pace, ...]:
    """The time of each query, asked several times in turn; the slowest first."""
    found = []
    for name, ask in _queries(services).items():
        ask()
        walls, works = [], []
        for _ in range(runs):
            wall, work = time.perf_counter(), time.process_time()
            ask()
            walls.append((time.perf_counter() - wall) * 1000)
            works.append((time.process_time() - work) * 1000)
        found.append(Pace(name, statistics.median(walls), statistics.median(works)))
    return tuple(sorted(found, key=lambda one: -one.cpu_ms))


def _queries(services: Services) -> dict[str, Callable[[], object]]:
    month = f"{FIRST_YEAR + 1}-06"
    newest = library.documents(AUDITOR, DocumentFilter(), services, limit=1).documents[0]
    wanted = {
        "all": DocumentFilter(),
        "unit": DocumentFilter(unit=UNIT),
        "unit and month": DocumentFilter(unit=UNIT, month=month),
        "month": DocumentFilter(month=month),
        "no month": DocumentFilter(month="-"),
        "to review": DocumentFilter(needs_review=True),
        "form": DocumentFilter(form="kunjungan-warga", month=month),
    }
    lists: dict[str, Callable[[], object]] = {
        f"documents{words}: {name}": partial(library.documents, person, one, services)
        for words, person in (("", AUDITOR), (" of a Polres", HEAD))
        for name, one in wanted.items()
    }
    named = EntryFilter(name="scan-0")
    return (
        lists
        | _keeping_queries(services, month)
        | {
            "calendar of a year": lambda: calendar(AUDITOR, FIRST_YEAR + 1, services),
            "calendar of a Polres": lambda: calendar(HEAD, FIRST_YEAR + 1, services),
            "overview of a year": lambda: overview(AUDITOR, services, year=FIRST_YEAR),
            "counts of all years": lambda: library.archive_counts(AUDITOR, services),
            "a month opened": lambda: open_month(HEAD, UNIT, month, services),
            "papers of a month": lambda: month_papers(HEAD, UNIT, month, services),
            "steps of a month": lambda: history(HEAD, UNIT, month, services),
            "recapitulation counted": lambda: recap(HEAD, UNIT, month, services),
            "tray": lambda: tray(AUDITOR, services),
            "entries": lambda: library.entries(AUDITOR, EntryFilter(), services),
            "entries by name": lambda: library.entries(AUDITOR, named, services),
            "entry": lambda: library.entry(AUDITOR, EntryId(newest.entry), services),
            "counts by state": lambda: library.counts_by_state(AUDITOR, services),
            "trail": lambda: trail(ADMIN, services),
            "trail of a deed": lambda: trail(ADMIN, services, deed="seldom"),
            "trail by text": lambda: trail(ADMIN, services, text="nobody-at-all"),
        }
    )


def _keeping_queries(services: Services, month: str) -> dict[str, Callable[[], object]]:
    return {
        "due in a Polsek": lambda: due(AUDITOR, services, unit=UNIT),
        "due everywhere": lambda: due(AUDITOR, services),
        "due and all that is kept": lambda: due(AUDITOR, services, everything=True),
        "destruction lists": lambda: destruction_lists(AUDITOR, services),
        "holds": lambda: holds(AUDITOR, services),
        "latest proof of all": lambda: last_whole_proof(AUDITOR, services),
        "latest proof of a month": lambda: last_proof(HEAD, UNIT, month, services),
    }


def _line(number: int, services: Services) -> dict[str, object]:
    return {
        "id": number,
        "at": services.clock(),
        "who": f"orang-{number % 50}",
        "deed": "seldom" if number % 5000 == 0 else ("read", "search", "look")[number % 3],
        "target": f"{number:026x}",
        "facts": '{"page": 1, "part": "picture"}',
        "previous": trail_rows.BEGINNING,
        "hash": trail_rows.BEGINNING,
    }
