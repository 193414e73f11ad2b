"""Every screen with something on it, on an installation of very many papers, to be weighed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update

from archive.catalogue.tables import entries
from index.entries import PageEntry
from index.indexer import Indexer
from records.findings import Kind
from records.keeping import EntryId, Role
from service import intake, library, users
from service.filing.views import DocumentFilter
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all
from service.pacing.queries import AUDITOR, FIRST_YEAR, POLDA, UNIT, furnish
from service.wiring import Services

HEAD, ADMIN = "kapolda", "pengelola"
WORDS = "Petugas menyambangi warga dan mencatat keluhan tentang ronda malam serta laporan kegiatan"
FILLED = 200
"""Documents asked for at once while the index is made."""
MONTH = f"{FIRST_YEAR + 1}-06"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page as one person opens it."""

    person: str
    path: str


def furnish_screens(
    services: Services, papers: int, scans: tuple[Path, ...], password: str
) -> tuple[int, tuple[Screen, ...]]:
    """Fill an empty installation, have the scans really read, and name the screens to look at.

    How many papers there are, and the screens.
    """
    count = furnish(services, papers)
    users.add(HEAD, password, Role.HEAD, services, unit=POLDA, cleared=True)
    users.add(ADMIN, password, Role.ADMIN, services)
    with Indexer(services.settings.index_folder) as indexer:
        indexer.rebuild(_pages(services))
    read = {}
    for path in scans:
        with path.open("rb") as stream:
            read[path.stem] = intake.take(stream, path.name, HEAD, services, unit=POLDA).id
    with services.reader() as reader:
        while work_on_next(services, reader, "bench:1"):
            pass
    feed_all(services)
    _give_pictures(tuple(read.values()), services)
    return count + len(read), tuple(_screens(services, read))


def _give_pictures(read: tuple[EntryId, ...], services: Services) -> None:
    """Let all papers that nobody scanned show one that was read: lists are full of pictures."""
    shown, unread = select(entries).where(entries.c.id == read[0]), entries.c.id.not_in(read)
    with services.catalogue.begin() as db:
        kept = db.execute(shown).one()
        db.execute(update(entries).where(unread).values(digest=kept.digest, size=kept.size))


def _pages(services: Services) -> Iterator[PageEntry]:
    after: str | None = None
    while True:
        found = library.documents(AUDITOR, DocumentFilter(), services, after=after, limit=FILLED)
        for one in found.documents:
            yield PageEntry(
                f"{one.entry}-{one.position}",
                1,
                one.kind,
                (one.title, WORDS),
                scope=one.scope,
                unit=one.unit,
                form=one.form,
                month=one.month,
                title=one.title,
            )
        after = found.after
        if after is None:
            return


def _screens(services: Services, read: dict[str, EntryId]) -> Iterator[Screen]:
    plain = library.documents(AUDITOR, DocumentFilter(month=MONTH), services, limit=1).documents[0]
    paths = [
        "/",
        "/upload",
        "/documents",
        f"/documents?unit={UNIT}&month={MONTH}",
        "/search",
        "/search?q=sambang",
        "/search?q=warga&sort=newest",
        "/review",
        "/archive",
        f"/archive?year={FIRST_YEAR + 1}",
        f"/archive/{MONTH}?unit={UNIT}",
        f"/archive/{MONTH}/recap?unit={UNIT}",
        "/archive/tray",
        "/procedures",
        "/blanks",
        "/account",
        f"/entries/{plain.entry}",
    ]
    for entry in read.values():
        for one in library.entry(AUDITOR, entry, services).documents[:1]:
            paths += [f"/entries/{entry}{tail}" for tail in ("", "?tab=text", "/review?all=1")]
            if one.filed.kind is Kind.SOP:
                paths += [f"/entries/{entry}?tab=history", f"/entries/{entry}/matrix"]
    yield from (Screen(HEAD, path) for path in paths)
    for path in ("/admin", "/admin/audit", "/admin/settings", "/forms", "/forms/kunjungan-warga"):
        yield Screen(ADMIN, path)
