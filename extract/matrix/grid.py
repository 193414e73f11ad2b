"""Rulings become tables, although arrows cross them and lines are broken, double or bowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.lattice.borders import region_to_borders
from extract.lattice.drawn import without_boxes, without_outlines
from extract.lattice.faces import borders_to_cells
from extract.lattice.regions import tracks_to_regions
from extract.lattice.straighten import rulings_to_straightening
from extract.lattice.tracks import pieces_to_tracks, rulings_to_pieces
from records.geometry import bounding_box
from records.paper import Ruling, Symbol, Table, Word

CHAR_HEIGHT_OF_WIDTH = 1 / 110
"""Capitals of 11 points on A4 upright; stands in where a page has no text to measure."""


def rulings_to_tables(
    rulings: Sequence[Ruling],
    words: Sequence[Word],
    char_height: float,
    width: float,
    height: float,
    symbols: Sequence[Symbol] = (),
) -> tuple[Table, ...]:
    """The tables of a page, top to bottom, with at least two cells each.

    Coordinates are pixels of the upright page, as are the cells' boxes; `char_height` is the
    page's median height of a capital, 0 where unknown. Words only tell merged cells from faint
    borders. Strokes of arrows and symbols among the rulings become no borders; `symbols` are
    those already known.
    """
    tall = char_height or width * CHAR_HEIGHT_OF_WIDTH
    straight = rulings_to_straightening(rulings, tall, width, height)
    bare = without_outlines(rulings, [symbol.box for symbol in symbols], tall)
    levels, plumbs = without_boxes(*rulings_to_pieces(bare, straight), tall)
    boxes = [straight.flatten_box(word.box) for word in words]
    tables = []
    regions = tracks_to_regions(
        pieces_to_tracks(levels, tall), pieces_to_tracks(plumbs, tall), tall
    )
    for region in regions:
        borders = region_to_borders(region, tall)
        flat = borders_to_cells(borders, boxes, tall)
        if len(flat) < 2:
            continue
        cells = tuple(replace(cell, box=straight.bend_box(cell.box)) for cell in flat)
        box = bounding_box(cell.box for cell in cells)
        tables.append(Table(box, cells, len(borders.levels) - 1, len(borders.plumbs) - 1))
    return tuple(tables)
