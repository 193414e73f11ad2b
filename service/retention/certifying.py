"""The certificate of a month whose papers went, as a bag of the ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from archive.bags.layout import moment
from archive.bags.verify import GONE, canonical
from archive.ledger import lines
from archive.months import states
from compose.monthly.destruction import Approval, Certificate, compose_certificate
from compose.monthly.filelist import FileGroup, FileList, Item, compose_filelist, filelist_to_xlsx
from compose.monthly.wording import month_in_words
from records.keeping import Entry, EntryId, Filed, Unit, document_name
from records.months import BagFile, MonthStep, Seal
from records.periods.retention import DestructionItem, DestructionList
from service.sealing.bagging import Bag, history_told, seal_bag
from service.sealing.files import GONE_PDF, GONE_XLSX, HISTORY, made_file
from service.sealing.payload import LABELS
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class GonePaper:
    """A paper of the list with all that a certificate says of it."""

    item: DestructionItem
    filed: Filed
    entry: Entry

    @property
    def label(self) -> str:
        """What sort of paper it is."""
        what = self.filed.form or self.filed.report or str(self.filed.kind)
        return LABELS.get(what, what.replace("-", " ").capitalize())


@dataclass(frozen=True, slots=True)
class GoneMonth:
    """The papers of one month that go, and their files in its bags."""

    unit: Unit
    above: tuple[str, ...]
    month: str
    papers: tuple[GonePaper, ...]
    files: tuple[tuple[int, BagFile], ...]


@dataclass(frozen=True, slots=True)
class Warrant:
    """The list being carried out, by whom and when."""

    list: DestructionList
    at: datetime
    by: str


def certify(deed: Warrant, month: GoneMonth, db: Connection, services: Services) -> Seal:
    """Write a month's certificate into the ledger within the open transaction."""
    found = states.get(db, month.unit.code, month.month)
    step = (MonthStep.DESTROY, deed.at, deed.by)
    made = [
        (GONE, canonical(_told(deed, month))),
        (HISTORY, history_told(month.unit, month.above, found, step, db)),
        (GONE_PDF, compose_filelist(_file_list(month), created=deed.at)),
        (GONE_XLSX, filelist_to_xlsx(_file_list(month), created=deed.at)),
    ]
    files = tuple(made_file(path, content, services.blobs) for path, content in made)
    supplement = len(lines.of_month(db, month.unit.code, month.month))
    bag = Bag(month.unit, month.month, supplement, False, "pemusnahan", files, deed.at, deed.by)

    def certificate(head: lines.Head, root: str) -> bytes:
        return _certificate(deed, month, head, root, services)

    return seal_bag(bag, certificate, (), db, services)


def _certificate(
    deed: Warrant, month: GoneMonth, head: lines.Head, root: str, services: Services
) -> bytes:
    serve = services.settings.serve
    return compose_certificate(
        Certificate(
            letterhead=month.above,
            unit=month.unit.name,
            month=month.month,
            number=head.number,
            list_number=deed.list.number,
            list_digest=deed.list.digest,
            reason=deed.list.reason,
            done_at=deed.at.astimezone(serve.time_zone),
            done_by=deed.by,
            zone=serve.zone.upper(),
            approvals=tuple(
                Approval(vote.who, vote.at.astimezone(serve.time_zone)) for vote in deed.list.votes
            ),
            papers=tuple(
                (
                    document_name(EntryId(paper.item.entry), paper.item.position),
                    paper.label,
                    paper.item.code,
                    len(paper.filed.pages),
                    paper.entry.digest,
                )
                for paper in month.papers
            ),
            files=len(month.files),
            size=sum(file.size for _, file in month.files),
            seals=tuple(sorted({number for number, _ in month.files})),
            root=root,
            previous=head.previous,
            place=services.settings.months.place,
        )
    )


def _told(deed: Warrant, month: GoneMonth) -> dict[str, object]:
    """What the certificate says to programs: enough to prove, and to restore, what is left."""
    return {
        "format": 1,
        "list": deed.list.number,
        "digest": deed.list.digest,
        "reason": deed.list.reason,
        "proposed": {"who": deed.list.who, "at": moment(deed.list.at)},
        "approved": [{"who": one.who, "at": moment(one.at)} for one in deed.list.votes],
        "destroyed": {"who": deed.by, "at": moment(deed.at)},
        "papers": [_paper_told(paper) for paper in month.papers],
        "files": [
            {"seal": number, "path": f.path, "size": f.size, "sha256": f.sha256, "sha512": f.sha512}
            for number, f in month.files
        ],
    }


def _paper_told(paper: GonePaper) -> dict[str, object]:
    filed, entry = paper.filed, paper.entry
    return {
        "entry": filed.entry,
        "position": filed.position,
        "seal": paper.item.seal,
        "code": paper.item.code,
        "kind": str(filed.kind),
        "form": filed.form,
        "report": filed.report,
        "unit": filed.unit,
        "unit_code": filed.unit_code,
        "month": filed.month,
        "scope": filed.scope,
        "secret": filed.secret,
        "pages": list(filed.pages),
        "submitted_for": entry.scope,
        "archived_at": moment(entry.archived_at) if entry.archived_at else None,
    }


def _file_list(month: GoneMonth) -> FileList:
    """The papers in the archives' columns, without what stood on them."""
    by_code: dict[tuple[str, str], list[GonePaper]] = defaultdict(list)
    for paper in month.papers:
        by_code[(paper.item.code, paper.label)].append(paper)
    groups = tuple(
        FileGroup(
            code,
            f"{label} bulan {month_in_words(month.month)}",
            tuple(_item(paper) for paper in by_code[code, label]),
        )
        for code, label in sorted(by_code)
    )
    title = "DAFTAR ARSIP YANG DIMUSNAHKAN"
    return FileList(month.above, month.unit.name, month.month, title, groups)


def _item(paper: GonePaper) -> Item:
    name = document_name(EntryId(paper.item.entry), paper.item.position)
    note = f"{len(paper.filed.pages)} hlm; segel {paper.item.seal}"
    return Item(f"{paper.label} {name}", paper.filed.month or "", note, paper.entry.digest)
