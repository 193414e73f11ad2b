"""Values on a reviewer's desk: labels, readings, crops and frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from records.findings import Record
from records.keeping import Filed
from service.review.shape import Change
from service.review.values import ReviewItem
from web.language import Tongue, mark
from web.views import labels
from web.views.leaves import GridBox, box_to_grid

STEP_PARTS: dict[str, str] = {
    "no": mark("No"),
    "activity": mark("Kegiatan"),
    "duration": mark("Waktu"),
    "output": mark("Output"),
    "remarks": mark("Keterangan"),
    "requirements": mark("Kelengkapan"),
    "marks": mark("Simbol"),
    "actors": mark("Simbol"),
    "section": mark("Bagian"),
    "exits": mark("Alur keluar"),
}
SHAPES: dict[str, str] = {
    Change.ROW_ADD: mark("Baris ke-{no} ditambahkan"),
    Change.ROW_REMOVE: mark("Baris ke-{no} dihapus"),
    Change.ROW_MOVE: mark("Baris ke-{no} dipindah menjadi ke-{to}"),
    Change.ACTOR_ADD: mark("Kolom pelaksana ke-{no} ditambahkan"),
    Change.ACTOR_REMOVE: mark("Kolom pelaksana ke-{no} dihapus"),
    Change.ACTOR_MOVE: mark("Kolom pelaksana ke-{no} dipindah menjadi ke-{to}"),
}
PARTS_OF_A_CELL = 4
CHECKS = {"true": mark("Ya"), "false": mark("Tidak")}


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One thing a value may be: what is sent, and how it is said."""

    typed: str
    said: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One value to look at, ready for a template."""

    id: str
    entry: str
    position: int
    path: str
    label: str
    paper: str
    shown: str
    said: str
    readings: tuple[ReadingView, ...]
    kind: str
    as_read: str
    page: int
    crop: str
    frame: GridBox | None
    sure: str
    needs_review: bool
    is_masked: bool


def item_to_view(
    item: ReviewItem,
    filed: Filed,
    label: str,
    paper: str,
    tongue: Tongue,
) -> ItemView:
    """The value under its label, with its words and the address of its crop."""
    shown = _plain(item.value)
    return ItemView(
        id=f"{filed.entry}-{filed.position}-{item.path}",
        entry=filed.entry,
        position=filed.position,
        path=item.path,
        label=label,
        paper=paper,
        shown=shown,
        said=_said(shown, item.kind, tongue),
        readings=tuple(ReadingView(r, _said(r, item.kind, tongue)) for r in item.readings),
        kind=item.kind,
        as_read=item.as_read,
        page=item.page,
        crop=_crop(item, filed),
        frame=box_to_grid(item.box.grow(0.002)) if item.box else None,
        sure=tongue.share(item.confidence),
        needs_review=item.needs_review,
        is_masked=item.is_masked,
    )


def _plain(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or ""


def _said(typed: str, kind: str, tongue: Tongue) -> str:
    if kind == "check":
        return tongue.text(CHECKS.get(typed, ""))
    if kind == "symbol":
        return tongue.text(labels.SYMBOLS.get(typed, "")) or "–"
    return typed


def _crop(item: ReviewItem, filed: Filed) -> str:
    if item.box is None:
        return ""
    edges = {"left": item.box.left, "top": item.box.top}
    edges |= {"right": item.box.right, "bottom": item.box.bottom}
    asked = urlencode({name: f"{min(1.0, max(0.0, at)):.4f}" for name, at in edges.items()})
    return f"/api/v1/entries/{filed.entry}/pages/{item.page}/crop?{asked}"


def path_label(path: str, words: Mapping[str, str], record: Record | None, tongue: Tongue) -> str:
    """What a value is called on the paper, with its row where it stands in a table.

    `words` are the printed labels of its form (`form_words`).
    """
    parts = path.split(".")
    if parts[0] == "header":
        key = path.removeprefix("header.")
        ours = labels.HEADER.get(key) or labels.HEADER_LISTS.get(parts[1]) or key
        return _numbered(tongue.text(ours), parts[2:] if parts[1] != "approved_by" else [])
    if parts[0] == "matrix":
        return _matrix_label(parts, record, tongue)
    if parts[0] == "table":
        return _table_label(parts, record, tongue)
    if parts[0] == "signed_by":
        return tongue.text(labels.named(labels.SIGNATORY, parts[-1]))
    key = parts[-1]
    word = words.get(key) or tongue.text(labels.named(labels.FIELDS, key))
    return _numbered(word, parts[2:3])


def _numbered(word: str, rest: list[str]) -> str:
    return f"{word} {int(rest[0]) + 1}" if rest and rest[0].isdigit() else word


def _matrix_label(parts: list[str], record: Record | None, tongue: Tongue) -> str:
    matrix = record.matrix if record else None
    if parts[1] == "shape":
        return _shape_label(parts, tongue)
    if parts[1] == "actors":
        return tongue.text(mark("Pelaksana {no}"), no=int(parts[2]) + 1)
    if parts[1] == "edges" and matrix and parts[2].isdigit() and int(parts[2]) < len(matrix.edges):
        edge = matrix.edges[int(parts[2])]
        ends = (matrix.steps[step].no or f"#{step + 1}" for step, _ in (edge.start, edge.end))
        said = tongue.text(
            mark("Alur, langkah {no} → {to}"), **dict(zip(("no", "to"), ends, strict=True))
        )
        return f"{said} ({edge.label})" if edge.label else said
    if parts[1] == "edges" or len(parts) < PARTS_OF_A_CELL:
        return tongue.text(mark("Alur"))
    at = int(parts[2])
    known = matrix.steps[at].no if matrix and at < len(matrix.steps) else ""
    step = tongue.text(mark("langkah {no}"), no=known or str(at + 1))
    word = tongue.text(STEP_PARTS.get(parts[3], parts[3]))
    actor = ""
    if parts[3] in {"actors", "exits"} and matrix and int(parts[4]) < len(matrix.actors):
        actor = f" · {matrix.actors[int(parts[4])]}"
    return f"{word}, {step}{actor}"


def _shape_label(parts: list[str], tongue: Tongue) -> str:
    """A change of rows or columns, with the places as they are counted on the page."""
    places = [int(part) + 1 for part in parts[3:] if part.isdigit()]
    said = labels.named(SHAPES, parts[2])
    return tongue.text(said, no=places[0], to=places[-1]) if places else said


def _table_label(parts: list[str], record: Record | None, tongue: Tongue) -> str:
    table = record.table if record else None
    if table and len(parts) == PARTS_OF_A_CELL and parts[3].isdigit():
        column = int(parts[3])
        name = table.columns[column] if column < len(table.columns) else ""
        return tongue.text(mark("{column}, baris {row}"), column=name, row=int(parts[2]) + 1)
    return parts[-1]
