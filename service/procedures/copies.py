"""Copies made from a record as it stands: a procedure anew, a blank's values as a table, JSON."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import PurePosixPath

from archive.catalogue import audit
from compose.monthly.wording import letterhead
from forms.definitions import usable_forms
from records.errors import NotFound
from records.findings import Digest, Kind, Matrix, Record
from records.findings_json import record_to_json
from records.keeping import EntryId, User, is_under
from service.filing.views import Document, Download
from service.library import entry as open_entry
from service.library import units
from service.procedures.library import procedure
from service.procedures.values import record_to_sheets
from service.sealing.giving import XLSX
from service.wiring import Services

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TABLES = frozenset({Kind.FORM, Kind.REPORT})
"""Kinds whose values are a table by themselves."""
VALUES = (".docx", ".xlsx")
"""What such a table leaves as."""
Maker = Callable[[Record, tuple[str, ...]], bytes]


def clean_copy(
    user: User, document: tuple[EntryId, int], suffix: str, services: Services
) -> Download:
    """The procedure typeset anew as `.pdf`, `.docx`, `.xlsx` or `.svg`; raises NotFound.

    Of a filled blank or a recapitulation there are `.docx` and `.xlsx`: its values as tables.

    Made from the record as the person sees it: masked numbers stay masked.
    """
    if suffix not in MAKERS:
        raise NotFound(what=suffix)
    media, make = MAKERS[suffix]
    if suffix in VALUES and (other := _document(user, document, services)).filed.kind in TABLES:
        return _noted(user, other, suffix, media, _values(other, suffix, services), services)
    found = procedure(user, document, services)
    return _noted(
        user, found, suffix, media, make(found.record, _head(user, found, services)), services
    )


def record_copy(user: User, document: tuple[EntryId, int], services: Services) -> Download:
    """Any document's record as JSON, as far as the person sees it; raises NotFound."""
    found = _document(user, document, services)
    text = json.dumps(record_to_json(found.record), ensure_ascii=False, indent=1)
    return _noted(user, found, ".json", "application/json", text.encode(), services)


def _document(user: User, document: tuple[EntryId, int], services: Services) -> Document:
    view = open_entry(user, document[0], services)
    for found in view.documents:
        if found.filed.position == document[1]:
            return found
    raise NotFound(what=str(document[1]))


def _values(found: Document, suffix: str, services: Services) -> bytes:
    from compose.monthly.workbook import tables_to_xlsx
    from compose.office.values import sheets_to_docx

    sheets = record_to_sheets(found.record, usable_forms(services.settings.forms_folder))
    if suffix == ".xlsx":
        return tables_to_xlsx(sheets)
    return sheets_to_docx(found.filed.title, sheets)


def _head(user: User, found: Document, services: Services) -> tuple[str, ...]:
    """The letterhead: the units above the one whose procedure it is, where it is known."""
    code = found.filed.unit_code
    if not code:
        return ()
    return letterhead([one.name for one in units(user, services) if is_under(code, one.code)])


def _noted(
    user: User, found: Document, suffix: str, media: str, made: bytes, services: Services
) -> Download:
    filed = found.filed
    with services.catalogue.begin() as db:
        facts = {"part": f"copy{suffix}", "document": filed.position}
        audit.write(db, services.clock(), user.name, "download", filed.entry, facts)
    name = PurePosixPath(filed.title.replace("/", "-") or filed.entry).name[:80] + suffix
    digest = Digest(hashlib.sha256(made).hexdigest())
    return Download(io.BytesIO(made), len(made), media, name, digest)


def _pdf(record: Record, head: tuple[str, ...]) -> bytes:
    from compose.procedure.document import compose_procedure

    return compose_procedure(record, letterhead=head)


def _docx(record: Record, head: tuple[str, ...]) -> bytes:
    from compose.office.editable import compose_editable

    return compose_editable(record, letterhead=head)


def _xlsx(record: Record, _: tuple[str, ...]) -> bytes:
    from compose.office.workbook import compose_workbook

    return compose_workbook(record)


def _svg(record: Record, _: tuple[str, ...]) -> bytes:
    from compose.diagram.swimlane import compose_swimlane

    return compose_swimlane(record.matrix or Matrix()).encode()


MAKERS: dict[str, tuple[str, Maker]] = {
    ".pdf": ("application/pdf", _pdf),
    ".docx": (WORD, _docx),
    ".xlsx": (XLSX, _xlsx),
    ".svg": ("image/svg+xml", _svg),
}
"""What is made, by the ending asked for; libraries are loaded when wanted."""
