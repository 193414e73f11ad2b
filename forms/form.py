"""What a blank is: frozen values, whoever defined it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from records.findings import FieldValue

if TYPE_CHECKING:
    from forms.layout import PageLayout
    from forms.relations import Relation


class FieldKind(StrEnum):
    """What may stand in a field; the reading of a hand is weighed by it."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    NAME = "name"
    PLACE = "place"
    NUMBER = "number"
    NUMBER_WORDS = "number-words"
    TALLY = "tally"
    DATE = "date"
    TIME = "time"
    MONTH = "month"
    NIK = "nik"
    NRP = "nrp"
    PHONE = "phone"
    RANK = "rank"
    NEIGHBOURHOOD = "rt-rw"
    DOCUMENT_NUMBER = "document-number"
    CHOICE = "choice"
    CHECKS = "checks"
    TABLE = "table"
    SIGNATURE = "signature"
    PHOTO = "photo"


class Privacy(StrEnum):
    """Who may see a filled blank: its unit, or named persons only (RAHASIA)."""

    UNIT = "unit"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Option:
    """A check box of a group, or a word of a choice list; `key` is the box's own field."""

    key: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table field."""

    key: str
    labels: tuple[str, ...]
    kind: FieldKind = FieldKind.TEXT
    share: float = 1.0
    """Of the table's width, against the other columns' shares."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table whose rows are printed; a record names it by its key."""

    key: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: the labels it is found by, first the one we print."""

    key: str
    labels: tuple[str, ...]
    kind: FieldKind = FieldKind.TEXT
    section: str | None = None
    """The heading it stands under, where its label alone would be ambiguous."""
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: int = 0
    """Empty rows that we print in a table."""
    lines: int = 1
    """Lines that we print for the hand."""
    cells: int = 0
    """Boxes of one character that we print; 0: an open line."""
    words: tuple[str, ...] = ()
    """Values often written here: they settle what the pen leaves open, they forbid nothing."""
    printed_rows: tuple[Row, ...] = ()
    """The rows of a table that the paper names; empty where the pen begins them."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over fields."""

    key: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A blank: how it is recognised, what it asks, and how it is filed."""

    id: str
    version: int
    titles: tuple[str, ...]
    fields: tuple[Field, ...]
    sections: tuple[Section, ...] = ()
    kind: str = "form"
    """`form`, or `letter` for papers that are printed and signed."""
    privacy: Privacy = Privacy.UNIT
    month_field: str | None = None
    officer_field: str | None = None
    recap: str | None = None
    """The column of the monthly recapitulation that counts it."""
    pages: tuple[PageLayout, ...] = ()
    """Where everything stands, of a form that is found and read by place; none: by labels."""
    relations: tuple[Relation, ...] = ()
    """What must hold between its values."""

    def field(self, key: str) -> Field:
        """The field of that key; raises KeyError."""
        for one in self.fields:
            if one.key == key:
                return one
        raise KeyError(key)

    @property
    def empty_values(self) -> dict[str, FieldValue]:
        """A record's values of a blank nobody has written on."""
        values: dict[str, FieldValue] = {}
        for one in self.fields:
            if one.kind is FieldKind.CHECKS:
                values |= {option.key: False for option in one.options}
            elif one.kind is FieldKind.TABLE:
                values[one.key] = ()
            elif one.kind not in (FieldKind.SIGNATURE, FieldKind.PHOTO):
                values[one.key] = ""
        return values

    @property
    def value_keys(self) -> tuple[str, ...]:
        """The keys of a record's values: a group of check boxes gives one a box."""
        keys: list[str] = []
        for one in self.fields:
            if one.kind is FieldKind.CHECKS:
                keys += [option.key for option in one.options]
            elif one.kind not in (FieldKind.SIGNATURE, FieldKind.PHOTO):
                keys.append(one.key)
        return tuple(keys)
