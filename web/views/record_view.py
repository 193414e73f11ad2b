"""A record as the document page shows it: parts with values, lists, a matrix, a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.form import Form
from records.findings import CountTable, Finding, Header, Kind, Record, Signatory
from records.geometry import Box
from records.keeping import Filed
from service.review.masking import mask_shapes
from web.language import LANGUAGES, Tongue
from web.views import labels
from web.views.documents.lint_words import finding_to_text
from web.views.form_words import form_title, form_words
from web.views.matrix_view import CellView, MatrixView, matrix_to_view
from web.views.values import Place, Reader, Value


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of the header: each point with its place."""

    label: str
    points: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of values; `numeric` tells the columns set to the right."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]
    total: tuple[str, ...] = ()
    numeric: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame drawn over the page image, in shares 0..1; `id` is its value's."""

    id: str
    page: int
    box: Box
    is_doubtful: bool
    label: str


@dataclass(frozen=True, slots=True)
class LintView:
    """Something worth a look, and the place it speaks of where one is known."""

    said: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """One document of a file ready for a template."""

    position: int
    kind: str
    title: str
    month: str
    unit: str
    pages: tuple[int, ...]
    values: tuple[Value, ...] = ()
    lists: tuple[ListView, ...] = ()
    matrix: MatrixView | None = None
    tables: tuple[TableView, ...] = ()
    lint: tuple[LintView, ...] = ()
    frames: tuple[Frame, ...] = ()
    doubtful: int = 0
    serial: str = ""


def record_to_view(
    record: Record,
    position: int,
    title: str,
    tongue: Tongue,
    forms: tuple[Form, ...],
) -> RecordView:
    """The record in the reader's language; fields in the order and words of their form."""
    reader = Reader(tongue, record.evidence, f"d{position}-")
    printed = form_words(record.form, forms)
    words = _field_words(printed, tongue)
    return RecordView(
        position=position,
        kind=tongue.text(kind_label(record.kind, record.form, record.report, forms)),
        title=title,
        month=tongue.month(record.month),
        unit=record.unit or "",
        pages=record.pages,
        values=_values(record, reader, words, printed),
        lists=_lists(record.header, reader) if record.header else (),
        matrix=matrix_to_view(record.matrix, reader) if record.matrix else None,
        tables=_tables(record, reader, words),
        lint=tuple(
            LintView(finding_to_text(one, tongue), _lint_place(one, reader)) for one in record.lint
        ),
        frames=_frames(record, reader),
        serial="" if record.serial is None else str(record.serial),
        doubtful=sum(1 for found in record.evidence.values() if found.needs_review),
    )


def _lint_place(finding: Finding, reader: Reader) -> Place | None:
    """The place of what is wrong; of something that is missing, that of its step."""
    if finding.path is None:
        return None
    parts = finding.path.split(".")
    step = ".".join(parts[:3])
    return reader.place(finding.path) or reader.place(f"{step}.activity") or reader.place(step)


def _field_words(printed: dict[str, str], tongue: Tongue) -> dict[str, str]:
    """Words for field keys: the paper's own in Indonesian, ours first in other languages."""
    ours = {key: tongue.text(word) for key, word in labels.FIELDS.items()}
    return {**ours, **printed} if tongue.code == LANGUAGES[0] else {**printed, **ours}


def filed_title(filed: Filed, tongue: Tongue) -> str:
    """What a list calls a document: a recapitulation bears no title, but a month."""
    if filed.kind is Kind.REPORT:
        kind = tongue.text(kind_label(filed.kind, filed.form, filed.report))
        return f"{kind} {tongue.month(filed.month)}".strip()
    return mask_shapes(filed.title)


def kind_label(
    kind: str, form: str | None, report: str | None, forms: tuple[Form, ...] = ()
) -> str:
    """The source text for what a document is, as exactly as known."""
    if form:
        return form_title(form, forms)
    if report:
        return labels.named(labels.REPORTS, report)
    return labels.named(labels.KINDS, kind)


def _values(
    record: Record, reader: Reader, words: Mapping[str, str], order: Iterable[str]
) -> tuple[Value, ...]:
    if record.header:
        return _header_values(record.header, reader)
    if record.form:
        return _field_values(record, reader, words, order)
    say = reader.tongue.text
    found = [
        reader.value(say(labels.FIELDS["number"]), "number", record.number),
        reader.value(say(labels.HEADER["unit"]), "unit", record.unit),
        reader.value(
            say(labels.FIELDS["month"]), "month", reader.tongue.month(record.month) or None
        ),
    ]
    return (*found, *_signatory_values(record.signed_by, reader))


def _header_values(header: Header, reader: Reader) -> tuple[Value, ...]:
    approved = header.approved_by
    texts = {
        "number": header.number,
        "title": header.title,
        "unit": header.unit,
        "created_on": header.created_on,
        "revised": header.revised,
        "effective_on": header.effective_on,
        "approved_by.position": approved.position,
        "approved_by.name": approved.name,
        "approved_by.rank": approved.rank,
        "approved_by.nrp": approved.nrp,
    }
    return tuple(
        reader.value(reader.tongue.text(labels.HEADER[key]), f"header.{key}", text)
        for key, text in texts.items()
    )


def _signatory_values(signed: Signatory | None, reader: Reader) -> tuple[Value, ...]:
    if signed is None:
        return ()
    parts = {
        "position": signed.position,
        "name": signed.name,
        "rank": signed.rank,
        "nrp": signed.nrp,
    }
    return tuple(
        reader.value(reader.tongue.text(labels.SIGNATORY[key]), f"signed_by.{key}", text)
        for key, text in parts.items()
    )


def _field_values(
    record: Record, reader: Reader, words: Mapping[str, str], order: Iterable[str]
) -> tuple[Value, ...]:
    found = []
    places = {key: at for at, key in enumerate(order)}
    for key, value in sorted(
        record.fields.items(), key=lambda item: places.get(item[0], len(places))
    ):
        label = labels.named(words, key)
        path = f"fields.{key}"
        if isinstance(value, bool):
            found.append(reader.check(label, path, value))
        elif isinstance(value, str):
            found.append(reader.value(label, path, value))
    return tuple(found)


def _lists(header: Header, reader: Reader) -> tuple[ListView, ...]:
    found = []
    for key, label in labels.HEADER_LISTS.items():
        points = getattr(header, key)
        if points:
            cells = tuple(
                CellView(
                    text,
                    reader.place(f"header.{key}.{n}") or reader.place(f"header.{key}"),
                    reader.doubt(reader.evidence.get(f"header.{key}.{n}")),
                )
                for n, text in enumerate(points)
            )
            found.append(ListView(reader.tongue.text(label), cells))
    return tuple(found)


def _tables(record: Record, reader: Reader, words: Mapping[str, str]) -> tuple[TableView, ...]:
    found = [] if record.table is None else [_count_table(record.table, reader)]
    for key, value in record.fields.items():
        if isinstance(value, tuple) and value:
            found.append(_row_table(key, value, reader, words))
    return tuple(found)


def _count_table(table: CountTable, reader: Reader) -> TableView:
    rows = tuple(
        tuple(
            CellView(text, reader.place(f"table.rows.{r}.{c}"), _cell_doubt(reader, r, c))
            for c, text in enumerate(row)
        )
        for r, row in enumerate(table.rows)
    )
    numeric = tuple(
        bool(table.rows) and all(_is_count(row[c]) for row in table.rows if c < len(row))
        for c in range(len(table.columns))
    )
    total = ("",) * (len(table.columns) - len(table.total)) + table.total if table.total else ()
    return TableView(reader.tongue.text("Tabel rekapitulasi"), table.columns, rows, total, numeric)


def _cell_doubt(reader: Reader, row: int, column: int) -> str:
    return reader.doubt(reader.evidence.get(f"table.rows.{row}.{column}"))


def _is_count(text: str) -> bool:
    return text.strip("-– ").isdigit() or not text.strip("-– ")


def _row_table(
    key: str, rows: tuple[Mapping[str, str], ...], reader: Reader, words: Mapping[str, str]
) -> TableView:
    keys = tuple(dict.fromkeys(name for row in rows for name in row))
    columns = tuple(labels.named(words, name) for name in keys)
    cells = tuple(
        tuple(
            CellView(
                reader.shown(row.get(name, "")),
                reader.place(f"fields.{key}.{number}.{name}"),
                reader.doubt(reader.evidence.get(f"fields.{key}.{number}.{name}")),
            )
            for name in keys
        )
        for number, row in enumerate(rows)
    )
    label = labels.named(words, key)
    return TableView(label, columns, cells, numeric=(False,) * len(columns))


def _frames(record: Record, reader: Reader) -> tuple[Frame, ...]:
    return tuple(
        Frame(f"{reader.prefix}{path}", found.page, found.box, found.needs_review, found.text[:120])
        for path, found in record.evidence.items()
    )
