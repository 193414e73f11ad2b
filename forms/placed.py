"""The parts of a definition that say where things stand: pages, places, printed rows, relations.

All places are millimetres of the upright page: `[left, top, right, bottom]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from forms.form import Field, FieldKind, Form, Option
from forms.layout import PageLayout, Place, PrintedLine, PrintedText, Shape
from forms.relations import Relation, relation_to_claims
from records.errors import FormInvalid
from records.geometry import Box

PAGE_KEYS = {"width", "height", "marks", "texts", "rulings"}
PLACE_KEYS = {"page", "box", "cells", "gap", "lines"}
RELATION_KEYS = {"sum", "total", "number", "words"}

THINNEST = 0.2
"""Millimetres that a ruling is thick, where the definition tells nothing."""
MOST_CELLS = 100
Refuse = Callable[[str, str], FormInvalid]
"""Makes the complaint about a reason, at the first line that holds a text."""
Part = Mapping[str, Any]


class PlaceReader:
    """Turns the placed parts of one definition's tables into values."""

    def __init__(self, data: Part, refuse: Refuse) -> None:
        self._refuse = refuse
        self._pages: list[Part] = _tables(data, "page", refuse)
        self._places: list[list[Place]] = [[] for _ in self._pages]
        for part in self._pages:
            _refuse_others(part, PAGE_KEYS, "page", refuse)

    def option(self, option: Option, part: Part) -> None:
        """Takes the square of a check box."""
        if "place" in part:
            page, box = self._located(part["place"], option.key)
            self._places[page].append(Place(option.key, FieldKind.CHECKS, Shape.CHECK, box))

    def field(self, field: Field, part: Part) -> None:
        """Takes the places of a field, or of every cell of a table with printed rows."""
        for one in _tables(part, "place", self._refuse):
            page, box = self._located(one, field.key)
            self._places[page].append(self._place(field.key, field.kind, box, one))
        if field.printed_rows:
            self._table(field, part)

    def pages(self, form_id: str, version: int) -> tuple[PageLayout, ...]:
        """The layouts of the form's pages, all fields taken."""
        return tuple(
            self._page(form_id, version, number, part)
            for number, part in enumerate(self._pages, start=1)
        )

    def _page(self, form_id: str, version: int, number: int, part: Part) -> PageLayout:
        width, height = (self._length(part, name) for name in ("width", "height"))
        return PageLayout(
            form=form_id,
            version=version,
            page=number,
            pages=len(self._pages),
            width=width,
            height=height,
            places=tuple(self._places[number - 1]),
            marks=tuple(self._box(one, "marks") for one in part.get("marks", ())),
            rulings=tuple(self._ruling(one) for one in part.get("rulings", ())),
            texts=tuple(self._text(one) for one in part.get("texts", ())),
        )

    def _table(self, field: Field, part: Part) -> None:
        spans = [
            self._span(one, column.key)
            for one, column in zip(part["column"], field.columns, strict=True)
        ]
        for number, (row, one) in enumerate(zip(field.printed_rows, part["row"], strict=True)):
            top, bottom = self._span(one, row.key)
            page = self._page_number(one, row.key)
            for column, told, (left, right) in zip(
                field.columns, part["column"], spans, strict=True
            ):
                key = f"{field.key}.{number}.{column.key}"
                place = self._place(key, column.kind, Box(left, top, right, bottom), told)
                self._places[page].append(place)

    def _place(self, key: str, kind: FieldKind, box: Box, part: Part) -> Place:
        cells, gap = part.get("cells", 0), part.get("gap", 0)
        if not _is_whole(cells) or not 0 <= cells <= MOST_CELLS:
            raise self._refuse(f"cells is a whole number up to {MOST_CELLS}: {cells!r}", key)
        if not _is_number(gap) or gap < 0 or (cells and gap * (cells - 1) >= box.width):
            raise self._refuse(f"gap is what lies between two cells: {gap!r}", key)
        if kind in (FieldKind.SIGNATURE, FieldKind.PHOTO):
            return Place(key, kind, Shape.AREA, box)
        if cells:
            shape = Shape.TALLY if kind is FieldKind.TALLY else Shape.COMB
            return Place(key, kind, shape, box, box_to_cells(box, cells, float(gap)))
        if kind is FieldKind.TALLY:
            return Place(key, kind, Shape.TALLY, box, (box,))
        lines = part.get("lines", 1)
        if not _is_whole(lines) or not 1 <= lines <= MOST_CELLS:
            raise self._refuse(f"lines is a whole number: {lines!r}", key)
        step = box.height / lines
        parts = [
            Box(box.left, box.top + k * step, box.right, box.top + (k + 1) * step)
            for k in range(lines)
        ]
        return Place(key, kind, Shape.LINES, box, tuple(parts))

    def _located(self, part: Any, key: str) -> tuple[int, Box]:
        if not isinstance(part, Mapping):
            raise self._refuse("a place is a table with page and box", key)
        _refuse_others(part, PLACE_KEYS, f"place of {key}", self._refuse)
        page = self._page_number(part, key)
        box = self._box(part.get("box"), key)
        width, height = (self._length(self._pages[page], side) for side in ("width", "height"))
        if box.right > width or box.bottom > height or box.left < 0 or box.top < 0:
            raise self._refuse(f"the place of {key!r} lies outside its page", f'key="{key}"')
        return page, box

    def _page_number(self, part: Part, key: str) -> int:
        page = part.get("page", 1)
        if not _is_whole(page) or not 1 <= page <= len(self._pages):
            raise self._refuse(f"there is no page {page!r}", f'key="{key}"')
        return int(page) - 1

    def _span(self, part: Part, key: str) -> tuple[float, float]:
        found = part.get("span")
        if not _are_numbers(found, 2) or found is None or found[0] >= found[1]:
            raise self._refuse(f"a span is [from, to] in millimetres: {found!r}", f'key="{key}"')
        return float(found[0]), float(found[1])

    def _box(self, found: Any, key: str) -> Box:
        if not _are_numbers(found, 4) or found[0] >= found[2] or found[1] >= found[3]:
            raise self._refuse(
                f"a box is [left, top, right, bottom] in millimetres: {found!r}", key
            )
        left, top, right, bottom = (float(v) for v in found)
        return Box(left, top, right, bottom)

    def _ruling(self, found: Any) -> PrintedLine:
        if not _are_numbers(found, 4):
            raise self._refuse(f"a ruling is [x, y, x, y] in millimetres: {found!r}", "rulings")
        x, y, to_x, to_y = (float(v) for v in found)
        return PrintedLine((x, y), (to_x, to_y), THINNEST)

    def _text(self, found: Any) -> PrintedText:
        if not isinstance(found, list) or len(found) != 5 or not isinstance(found[0], str):
            raise self._refuse(
                f"a printed text is [text, left, top, right, bottom]: {found!r}", "texts"
            )
        return PrintedText(found[0], self._box(found[1:], "texts"))

    def _length(self, part: Part, name: str) -> float:
        found = part.get(name)
        if not _is_number(found) or found is None or found <= 0:
            raise self._refuse(f"{name} of a page is millimetres: {found!r}", "[[page]]")
        return float(found)


def box_to_cells(box: Box, cells: int, gap: float) -> tuple[Box, ...]:
    """A box cut into so many equal cells with a gap between them."""
    wide = (box.width - gap * (cells - 1)) / cells
    lefts = [box.left + k * (wide + gap) for k in range(cells)]
    return tuple(Box(left, box.top, left + wide, box.bottom) for left in lefts)


def table_to_relation(part: Part, form: Form, refuse: Refuse) -> Relation:
    """A relation of the form; refused where it names what the form has not."""
    _refuse_others(part, RELATION_KEYS, "relation", refuse)
    adds = "sum" in part and "total" in part and len(part) == 2
    says = "number" in part and "words" in part and len(part) == 2
    if not adds and not says:
        raise refuse("a relation has sum and total, or number and words", "[[relation]]")
    relation = _added(part) if adds else Relation(str(part["number"]), words=str(part["words"]))
    if adds and (not relation.parts or not isinstance(part["sum"], list)):
        raise refuse("a sum is a list of fields", "sum")
    for term in (relation.total, relation.words, *relation.parts):
        if term is not None:
            _refuse_unknown(term, form, refuse)
    return relation


def _added(part: Part) -> Relation:
    return Relation(str(part["total"]), tuple(str(term) for term in part["sum"]))


def _refuse_unknown(term: str, form: Form, refuse: Refuse) -> None:
    try:
        relation_to_claims(Relation(term), form)
    except KeyError:
        raise refuse(f"there is no value {term!r}", f'"{term}"') from None


def _tables(part: Part, name: str, refuse: Refuse) -> list[Part]:
    found = part.get(name, [])
    if not isinstance(found, list) or any(not isinstance(one, Mapping) for one in found):
        raise refuse(f"{name} is a list of tables", name)
    return found


def _refuse_others(part: Part, known: set[str], where: str, refuse: Refuse) -> None:
    for name in part:
        if name not in known:
            raise refuse(f"{name!r} means nothing here ({where})", f"{name}=")


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _is_whole(found: Any) -> bool:
    return isinstance(found, int) and not isinstance(found, bool)


def _are_numbers(found: Any, count: int) -> bool:
    is_list = isinstance(found, Sequence) and not isinstance(found, str) and len(found) == count
    return is_list and all(_is_number(one) for one in found)
