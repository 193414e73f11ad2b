"""A draft written as a definition: TOML that can be read back at once, with notes for a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from extract.drafting.draft import PageDraft, titles_of
from extract.drafting.proposal import (
    Proposed,
    ProposedChecks,
    ProposedColumn,
    ProposedField,
    ProposedRelation,
    ProposedTable,
    Spot,
)
from extract.drafting.template import SHORTEST_RULING
from extract.foreign.pieces import FEWEST_SIGNS
from forms.form import FieldKind
from records.geometry import Box

HEAD = """\
# Usulan dari templat {source}; lengkapi, lalu periksa: berkas form check {name}
# Proposed from the template {source}; complete it, then check it: berkas form check {name}
#
# kind: {kinds}
# place: millimetres from the upper left corner of the paper, [left, top, right, bottom];
#        cells = boxes of one character with `gap` between them, else lines to write on.
# [[relation]]: sum = [...] and total = "...", or number = "..." and words = "...".
#        A table's value is named table.row.column; * is each row or column.
"""


def drafts_to_toml(drafts: Sequence[PageDraft], form_id: str, source: str, name: str) -> str:
    """The definition of a form with these pages."""
    titles = titles_of(drafts) or (form_id,)
    lines = [
        HEAD.format(source=source, name=name, kinds=", ".join(str(kind) for kind in FieldKind)),
        f"id = {_quoted(form_id)}",
        "version = 1",
        f"titles = {_texts(titles)}",
        "",
    ]
    for draft in drafts:
        for one in draft.fields:
            lines += _field(one, draft.page)
    for relation in (r for draft in drafts for r in draft.relations):
        lines += _relation(relation)
    for draft in drafts:
        lines += _page(draft)
    return "\n".join(lines).rstrip() + "\n"


def _field(one: Proposed, page: int) -> list[str]:
    if isinstance(one, ProposedTable):
        return _table(one, page)
    lines = ["[[field]]", f"key = {_quoted(one.key)}", f"labels = {_texts(one.labels)}"]
    if isinstance(one, ProposedChecks):
        lines += [f"kind = {_quoted(FieldKind.CHECKS)}", "option = ["]
        lines += [
            f"  {{ key = {_quoted(option.key)}, labels = {_texts(option.labels)}, "
            f"place = {_place(Spot(option.box), page)} }},"
            for option in one.options
        ]
        return [*lines, "]", ""]
    return [*lines, *_kind_and_places(one, page), ""]


def _kind_and_places(one: ProposedField, page: int) -> list[str]:
    note = f"  # {one.note}" if one.note else ""
    places = ", ".join(_place(spot, page) for spot in one.spots)
    return [f"kind = {_quoted(one.kind)}{note}", f"place = [{places}]"]


def _table(table: ProposedTable, page: int) -> list[str]:
    lines = [
        "[[field]]",
        f"key = {_quoted(table.key)}",
        f"labels = {_texts(table.labels)}",
        f"kind = {_quoted(FieldKind.TABLE)}",
        "column = [",
        *(f"  {_column(column)}," for column in table.columns),
        "]",
        "row = [",
    ]
    for row in table.rows:
        lines.append(
            f"  {{ key = {_quoted(row.key)}, labels = {_texts(row.labels)}, page = {page}, "
            f"span = {_numbers(row.span)} }},"
        )
    return [*lines, "]", ""]


def _column(column: ProposedColumn) -> str:
    cells = f", cells = {column.cells}, gap = {_number(column.gap)}" if column.cells else ""
    return (
        f"{{ key = {_quoted(column.key)}, labels = {_texts(column.labels)}, "
        f"kind = {_quoted(column.kind)}, span = {_numbers(column.span)}{cells} }}"
    )


def _relation(relation: ProposedRelation) -> list[str]:
    if relation.words is not None:
        said = [f"number = {_quoted(relation.total)}", f"words = {_quoted(relation.words)}"]
        return ["[[relation]]", *said, ""]
    return [
        "[[relation]]",
        f"sum = {_texts(relation.parts)}",
        f"total = {_quoted(relation.total)}",
        "",
    ]


def _page(draft: PageDraft) -> list[str]:
    """What is printed on the page: by it a photograph is found and laid straight."""
    template = draft.template
    texts = [
        f"  [{_quoted(piece.text)}, {_edges(piece.box)}],"
        for piece in template.pieces
        if len(piece.folded) >= FEWEST_SIGNS
    ]
    rulings = [
        f"  {_numbers((*ruling.start, *ruling.end))},"
        for ruling in template.rulings
        if not ruling.is_dotted and _length(ruling.start, ruling.end) >= SHORTEST_RULING
    ]
    return [
        f"# Page {draft.page}: what is printed on it; the reader finds the page by this.",
        "[[page]]",
        f"width = {_number(template.width)}",
        f"height = {_number(template.height)}",
        "marks = [",
        *(f"  [{_edges(box)}]," for box in template.marks),
        "]",
        "texts = [",
        *texts,
        "]",
        "rulings = [",
        *rulings,
        "]",
        "",
    ]


def _length(start: tuple[float, float], end: tuple[float, float]) -> float:
    return abs(end[0] - start[0]) + abs(end[1] - start[1])


def _place(spot: Spot, page: int) -> str:
    cells = f", cells = {spot.cells}, gap = {_number(spot.gap)}" if spot.cells else ""
    lines = f", lines = {spot.lines}" if spot.lines > 1 else ""
    return f"{{ page = {page}, box = [{_edges(spot.box)}]{cells}{lines} }}"


def _edges(box: Box) -> str:
    return ", ".join(_number(v) for v in (box.left, box.top, box.right, box.bottom))


def _numbers(values: Iterable[float]) -> str:
    return f"[{', '.join(_number(value) for value in values)}]"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _quoted(text: str) -> str:
    """A text as TOML takes it: its basic strings are JSON's."""
    return json.dumps(str(text), ensure_ascii=False)


def _texts(texts: Sequence[str]) -> str:
    return f"[{', '.join(_quoted(text) for text in texts)}]"
