"""A template's page becomes a draft: what is printed on it, and the fields it seems to ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.drafting.boxes import combs_to_proposals
from extract.drafting.frames import cells_to_proposals, frames_to_proposals, grids_to_proposals
from extract.drafting.labels import Names, clean
from extract.drafting.lines import lines_to_proposals, squares_to_proposals
from extract.drafting.proposal import (
    Proposed,
    ProposedChecks,
    ProposedField,
    ProposedRelation,
    ProposedTable,
    top_of,
)
from extract.drafting.template import Template
from extract.foreign.pieces import Piece
from records.geometry import Box

TITLE_SHARE = 0.45
"""Of the page's height: a title stands above."""
FEWEST_TITLE_SIGNS = 8
MOST_TITLES = 2


@dataclass(frozen=True, slots=True)
class PageDraft:
    """What one page of a template gave; `page` counts from 1."""

    page: int
    template: Template
    fields: tuple[Proposed, ...]
    relations: tuple[ProposedRelation, ...]


def template_to_draft(template: Template, page: int, names: Names) -> PageDraft:
    """The proposal for one page; keys are its own among all that `names` has given."""
    fields: list[Proposed] = []
    boxed, relations = combs_to_proposals(template.combs, template.pieces, names)
    fields += boxed
    fields += squares_to_proposals(template, names)
    fields += lines_to_proposals(template, names)
    fields += grids_to_proposals(template, [b for f in fields for b in _boxes(f)], names)
    fields += cells_to_proposals(template, [b for f in fields for b in _boxes(f)], names)
    fields += frames_to_proposals(template, [b for f in fields for b in _boxes(f)], names)
    return PageDraft(page, template, tuple(sorted(fields, key=top_of)), tuple(relations))


def titles_of(drafts: Sequence[PageDraft]) -> tuple[str, ...]:
    """The lines that may be the form's title: the first page's largest print near its top."""
    template = drafts[0].template
    asked = {label for one in drafts[0].fields for label in one.labels}
    upper = [
        piece
        for piece in template.pieces
        if piece.box.bottom <= TITLE_SHARE * template.height
        and _is_title(piece)
        and clean(piece.text) not in asked
    ]
    best = sorted(upper, key=lambda p: (-round(p.box.height * 2), p.box.top))[:MOST_TITLES]
    return tuple(piece.text for piece in sorted(best, key=lambda p: p.box.top))


def _is_title(piece: Piece) -> bool:
    letters = [sign for sign in piece.text if sign.isalpha()]
    return len(letters) >= FEWEST_TITLE_SIGNS and all(sign.isupper() for sign in letters)


def _boxes(one: Proposed) -> list[Box]:
    if isinstance(one, ProposedField):
        return [spot.box for spot in one.spots]
    if isinstance(one, ProposedChecks):
        return [option.box for option in one.options]
    return _cells(one)


def _cells(table: ProposedTable) -> list[Box]:
    return [
        Box(column.span[0], row.span[0], column.span[1], row.span[1])
        for row in table.rows
        for column in table.columns
    ]
