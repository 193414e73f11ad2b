"""What must hold between the values of a filled blank: sums, and numbers said in words.

A value is named by its field (`total`), or in a table by field, row and column
(`voters.a1.male`), where `*` stands for every row or column.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.form import FieldKind, Form

ANY = "*"


@dataclass(frozen=True, slots=True)
class Relation:
    """Either `parts` add up to `total`, or `total` is written in the words of `words`."""

    total: str
    parts: tuple[str, ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between single values, each named by its path in a record (`voters.0.male`)."""

    total: str
    parts: tuple[str, ...] = ()
    words: str | None = None


def relation_to_claims(relation: Relation, form: Form) -> tuple[Claim, ...]:
    """The claims a relation makes; raises KeyError for a name the form has not.

    A `*` of the total takes each row or column in turn, in the parts the same one; a `*` that
    the total has not runs over all.
    """
    claims = []
    for bound, total in _named(relation.total, form):
        parts = [
            path
            for term in relation.parts
            for other, path in _named(term, form)
            if all(other.get(place, name) == name for place, name in bound.items())
        ]
        words = None
        if relation.words is not None:
            words = next(p for o, p in _named(relation.words, form) if _agree(o, bound))
        claims.append(Claim(total, tuple(parts), words))
    return tuple(claims)


def _agree(one: dict[int, str], other: dict[int, str]) -> bool:
    return all(other.get(place, name) == name for place, name in one.items())


def _named(term: str, form: Form) -> list[tuple[dict[int, str], str]]:
    """The paths a term names, each with what its stars stood for, by place in the term."""
    parts = term.split(".")
    field = form.field(parts[0])
    if field.kind is not FieldKind.TABLE:
        if len(parts) != 1:
            raise KeyError(term)
        return [({}, field.key)]
    if len(parts) != 3:
        raise KeyError(term)
    rows = [row.key for row in field.printed_rows]
    columns = [column.key for column in field.columns]
    found = []
    for row in _chosen(parts[1], rows, term):
        for column in _chosen(parts[2], columns, term):
            stars = {1: row} if parts[1] == ANY else {}
            stars |= {2: column} if parts[2] == ANY else {}
            found.append((stars, f"{field.key}.{rows.index(row)}.{column}"))
    return found


def _chosen(name: str, names: list[str], term: str) -> list[str]:
    if name == ANY:
        return names
    if name not in names:
        raise KeyError(term)
    return [name]
