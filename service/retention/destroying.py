"""The deed itself: certificates sealed, rows emptied, bytes removed; it may be cut off anywhere.

One transaction writes a certificate for each month into the ledger as a bag of its own, empties
the rows of the papers, and notes which bytes are to be gone; they are removed after it, and by the
nightly sweep where this was cut off before the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from archive.catalogue import audit, documents, entries, outbox
from archive.catalogue.tables import derived as derived_table
from archive.catalogue.tables import entries as entries_table
from archive.ledger import lines
from archive.months import states
from archive.retention import lists
from archive.units import tree
from compose.monthly.wording import letterhead
from records.errors import ListStateWrong
from records.findings import Digest
from records.keeping import EntryId, User
from records.months import MonthStep, Seal
from records.periods.retention import DestructionItem, DestructionList, ListState
from service.filing.documents import filing_digest
from service.months.recap import names_above
from service.months.steps import moved
from service.permissions import Deed, require
from service.retention.certifying import GoneMonth, GonePaper, Warrant, certify
from service.retention.proposals import list_in, require_still_due
from service.retention.removing import remove_bytes
from service.sealing.export import open_bag
from service.sealing.gone import entry_of
from service.wiring import Services


def destroy(user: User, number: int, services: Services) -> DestructionList:
    """Carry out an approved list; what is left of its papers are digests and certificates.

    Raises ListUnknown, ListStateWrong, ListOutdated, NotAllowed.
    """
    require(user, Deed.DESTROY)
    now = services.clock()
    with services.catalogue.begin() as db:
        made = list_in(db, user, number, services)
        if made.state is not ListState.APPROVED:
            raise ListStateWrong(number=number, state=str(made.state), deed="destroy")
        require_still_due(db, made, services)
        deed = Warrant(made, now, user.name)
        months = _months(db, lists.items(db, number), services)
        lists.put_blobs(db, number, _doomed(db, months))
        for month in months:
            seal = certify(deed, month, db, services)
            _empty(deed, seal, month, user, db)
        done = list_in(db, user, number, services)
    remove_bytes(services)
    return done


def _months(
    db: Connection, items: Sequence[DestructionItem], services: Services
) -> list[GoneMonth]:
    known = tree.within(db, "")
    by_month: dict[tuple[str, str], list[GonePaper]] = defaultdict(list)
    for item in items:
        entry = entries.get(db, item.entry)
        filed = documents.named(db, [(item.entry, item.position)])
        if entry is not None and filed:
            paper = GonePaper(item, filed[0], entry)
            by_month[(paper.filed.unit_code or "", paper.filed.month or "")].append(paper)
    seals = {seal.number: seal for seal in lines.within(db, "")}
    found = []
    for (code, month), papers in sorted(by_month.items()):
        unit = next(one for one in known if one.code == code)
        under = [seals[number] for number in sorted({paper.item.seal for paper in papers})]
        goes = {paper.item.entry for paper in papers}
        files = tuple(
            (seal.number, file)
            for seal in under
            for file in open_bag(seal, services)[0]
            if entry_of(file.path) in goes
        )
        above = letterhead(names_above(unit, known))
        found.append(GoneMonth(unit, above, month, tuple(papers), files))
    return found


def _empty(deed: Warrant, seal: Seal, month: GoneMonth, user: User, db: Connection) -> None:
    """Rows of the month's papers emptied; trail, index and the month's history told."""
    papers = [(paper.item.entry, paper.item.position) for paper in month.papers]
    lists.mark_destroyed(db, deed.list.number, seal.number, papers)
    for entry in sorted({EntryId(name) for name, _ in papers}):
        rows = documents.of_entry(db, entry)
        facts = {"list": deed.list.number, "seal": seal.number, "filing": filing_digest(rows)}
        audit.write(db, deed.at, user.name, "destroy", entry, facts)
        outbox.put(db, entry, deed.at, earlier=len(rows))
    found = states.get(db, month.unit.code, month.month)
    reason = f"daftar {deed.list.number}, segel {seal.number}"
    moved(user, found, MonthStep.DESTROY, db, deed.at, reason)


def _doomed(db: Connection, months: Iterable[GoneMonth]) -> set[Digest]:
    """The bytes to be gone; what was made of an original that nobody else has is forgotten."""
    found: set[Digest] = set()
    originals: dict[Digest, set[str]] = defaultdict(set)
    for month in months:
        found |= {file.sha256 for _, file in month.files}
        for paper in month.papers:
            originals[paper.entry.digest].add(paper.item.entry)
            found.add(paper.entry.digest)
    for digest, going in originals.items():
        others = select(entries_table.c.id).where(entries_table.c.digest == digest)
        living = set(db.execute(others).scalars()) - going - {e for e, _ in lists.papers(db)}
        made = derived_table.c.original == digest
        if not living:
            found |= {
                Digest(d) for d in db.execute(select(derived_table.c.digest).where(made)).scalars()
            }
            db.execute(delete(derived_table).where(made))
    return found
