"""Versions of a procedure in words, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from records.keeping import EntryId, Filed, document_name
from service.filing.views import Document
from service.procedures.differences import (
    Differences,
    FlowChange,
    MarkPair,
    Piece,
    RowPair,
    TextPair,
)
from service.procedures.families import Family, Version
from web.language import Tongue, iso_day, mark
from web.views import labels
from web.views.review_view import STEP_PARTS

FUTURE, FORCE, PAST = mark("belum berlaku"), mark("berlaku"), mark("tidak berlaku lagi")
NEEDS = STEP_PARTS["requirements"]
SHOWN_CELLS = ("duration", "output", "remarks")


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as a list tells it; `state` is `force`, `future` or `past`."""

    name: str
    filed: Filed
    state: str
    state_word: str
    dated: str
    number: str
    steps: int
    lint: int
    copies: int
    href: str


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A procedure with the version shown first and the others, newest first."""

    title: str
    unit: str
    unit_key: str
    shown: VersionView
    others: tuple[VersionView, ...]
    every: tuple[VersionView, ...]


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field of the head before and after."""

    label: str
    pair: TextPair


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of both matrices: what is drawn in it, and what came or went."""

    pair: RowPair
    cells: dict[str, TextPair]
    extras: tuple[FieldPair, ...]
    marks: tuple[tuple[MarkPair, str, str], ...]
    flows: tuple[tuple[str, bool], ...]
    state: str
    """`same`, `changed`, `gone` or `come`."""


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """Both versions side by side."""

    count: int
    sides: tuple[Document, Document]
    head: tuple[FieldPair, ...]
    lists: tuple[tuple[str, tuple[TextPair, ...]], ...]
    actors: tuple[TextPair, ...]
    rows: tuple[RowView, ...]
    hidden: int


def version_name(entry: EntryId, position: int) -> str:
    """The document's name in addresses."""
    return document_name(entry, position)


def family_to_view(family: Family, tongue: Tongue) -> FamilyView:
    """The family in the reader's language."""
    views = tuple(_version(one, family, tongue) for one in family.versions)
    shown = views[family.versions.index(family.shown)]
    filed = shown.filed
    return FamilyView(
        filed.title,
        filed.unit or "",
        filed.unit_code or filed.unit or "",
        shown,
        tuple(view for view in views if view is not shown),
        views,
    )


def _version(version: Version, family: Family, tongue: Tongue) -> VersionView:
    if version is family.in_force:
        state, word = "force", FORCE
    elif family.in_force is None or version.dated > family.in_force.dated:
        state, word = "future", FUTURE
    else:
        state, word = "past", PAST
    filed = version.filed
    return VersionView(
        document_name(filed.entry, filed.position),
        filed,
        state,
        tongue.text(word),
        said_date(version.dated, tongue),
        filed.number or "",
        version.steps,
        version.lint,
        len(version.copies),
        f"/entries/{filed.entry}?document={filed.position}",
    )


def said_date(text: str, tongue: Tongue) -> str:
    """An ISO day or month in words."""
    day = iso_day(text)
    return tongue.day(day) if day else tongue.month(text)


def difference_to_view(
    found: Differences, sides: tuple[Document, Document], tongue: Tongue, *, only_changed: bool
) -> DifferenceView:
    """The differences with their words; `only_changed` leaves out what stayed."""
    head = [
        FieldPair(tongue.text(labels.HEADER[pair.key]), _dated(pair, tongue))
        for pair in found.header
        if (pair.before or pair.after) and (pair.is_changed or not only_changed)
    ]
    lists = [
        (tongue.text(labels.HEADER_LISTS[key]), _kept(pairs, only_changed))
        for key, pairs in found.lists.items()
    ]
    rows = [_row(pair, tongue) for pair in found.rows if pair.is_changed or not only_changed]
    return DifferenceView(
        found.count,
        sides,
        tuple(head),
        tuple((label, pairs) for label, pairs in lists if pairs),
        tuple(pair for pair in found.actors if pair.is_changed),
        tuple(rows),
        len(found.rows) - len(rows),
    )


def _dated(pair: TextPair, tongue: Tongue) -> TextPair:
    """A pair of dates told in words; dates differ as a whole."""
    sides = []
    for pieces in (pair.before, pair.after):
        day = iso_day("".join(piece.text for piece in pieces))
        sides.append((Piece(tongue.day(day), pair.is_changed),) if day else pieces)
    return TextPair(pair.key, *sides)


def _kept(pairs: Iterable[TextPair], only_changed: bool) -> tuple[TextPair, ...]:
    return tuple(pair for pair in pairs if pair.is_changed or not only_changed)


def _row(pair: RowPair, tongue: Tongue) -> RowView:
    cells = {one.key: one for one in pair.cells}
    extras = [
        FieldPair(tongue.text(STEP_PARTS[key]), cells[key])
        for key in SHOWN_CELLS
        if cells[key].before or cells[key].after
    ]
    extras = [FieldPair(tongue.text(NEEDS), one) for one in pair.requirements] + extras
    state = "changed" if pair.is_changed else "same"
    if pair.before is None or pair.after is None:
        state = "come" if pair.before is None else "gone"
    return RowView(
        pair,
        cells,
        tuple(extras),
        tuple((one, _symbol(one.before, tongue), _symbol(one.after, tongue)) for one in pair.marks),
        tuple((_flow(flow, tongue), flow.is_new) for flow in pair.flows),
        state,
    )


def _symbol(kind: str, tongue: Tongue) -> str:
    return tongue.text(labels.named(labels.SYMBOLS, kind)) if kind else ""


def _flow(flow: FlowChange, tongue: Tongue) -> str:
    said = tongue.text(
        "{actor} → langkah {no}, {target}",
        actor=flow.actor,
        no=flow.target or "–",
        target=flow.target_actor,
    )
    return f"{flow.label}: {said}" if flow.label else said
