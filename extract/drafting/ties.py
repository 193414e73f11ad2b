"""Relations that the arrangement of a template's boxes suggests."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.drafting.proposal import ProposedField, ProposedRelation, ProposedTable
from forms.form import FieldKind

TOTAL = re.compile(r"jumlah|total|jml", re.IGNORECASE)


def number_with_words(
    numbers: Sequence[ProposedField], words: Sequence[ProposedField]
) -> list[ProposedRelation]:
    """Each comb of number words with the number that stands last before its end."""
    relations = []
    free = [number for number in numbers if number.kind is FieldKind.NUMBER]
    for one in sorted(words, key=lambda f: f.spots[0].box.top):
        if one.kind is not FieldKind.NUMBER_WORDS:
            continue
        bottom = max(spot.box.bottom for spot in one.spots)
        before = [number for number in free if number.spots[0].box.top <= bottom]
        if before:
            nearest = max(before, key=lambda n: n.spots[0].box.top)
            free.remove(nearest)
            relations.append(ProposedRelation(nearest.key, words=one.key))
    return relations


def columns_to_sum(table: ProposedTable) -> list[ProposedRelation]:
    """Strokes that make a row's number; columns that make the one called their sum."""
    tallies = [c for c in table.columns if c.kind is FieldKind.TALLY]
    numbers = [c for c in table.columns if c.kind is FieldKind.NUMBER]
    if len(tallies) == 1 and len(numbers) == 1:
        total = f"{table.key}.*.{numbers[0].key}"
        return [ProposedRelation(total, (f"{table.key}.*.{tallies[0].key}",))]
    last = numbers[-1] if numbers else None
    if last is None or len(numbers) < 3 or not TOTAL.search(last.labels[0]):
        return []
    parts = tuple(f"{table.key}.*.{column.key}" for column in numbers[:-1])
    return [ProposedRelation(f"{table.key}.*.{last.key}", parts)]


def tallies_to_numbers(
    tables: Sequence[ProposedTable], numbers: Sequence[ProposedField]
) -> list[ProposedRelation]:
    """The number beside a tally that its rows' numbers add up to."""
    relations = []
    for table in tables:
        columns = [c for c in table.columns if c.kind is FieldKind.NUMBER]
        if len(columns) != 1 or len(table.columns) != 2:
            continue
        top, right = table.rows[0].span[0], columns[0].span[1]
        bottom = table.rows[-1].span[1]
        beside = [
            number
            for number in numbers
            if number.kind is FieldKind.NUMBER
            and number.spots[0].box.left >= right
            and top - 2 <= number.spots[0].box.center[1] <= bottom
        ]
        if beside:
            near = min(beside, key=lambda n: n.spots[0].box.left)
            part = f"{table.key}.*.{columns[0].key}"
            relations.append(ProposedRelation(near.key, (part,)))
    return relations
