"""Numbers that name a citizen (NIK, telephone) are masked until revealed with a reason.

Fields are known by their form's definition; numbers elsewhere (in notes, on the page, in snippets)
by their shape. A mask keeps the length and the last digits, so that people can tell two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forms.form import FieldKind, Form
from records.findings import FieldValue, Record
from records.geometry import Box

SHOWN_DIGITS = 3
DOT = "•"
HIDDEN_KINDS = frozenset({FieldKind.NIK, FieldKind.PHONE})
USUAL_KEYS = frozenset({"nik", "phone"})
LOOKALIKE = "0-9OoQDIlSsBbZzGg|"
NIK_SHAPE = re.compile(rf"(?<![\w/])[0-9OoIlSBZ|](?:[ .\-]?[{LOOKALIKE}]){{14,17}}(?![\w/])")
PHONE_SHAPE = re.compile(r"(?<![\w/])(?:\+?62|[0Oo])[ .\-]?8(?:[ .\-]?[0-9OoIlSB]){7,12}(?![\w/])")
LONG_WORD = re.compile(r"(?<!\w)[^\W_]{13,18}(?!\w)")
"""A NIK in one piece of which some digits were read as any letter."""
AFTER_LABEL = re.compile(
    r"(?i)(?<!\w)(?:NIK|No\.? ?(?:HP|WA)|HP|Tel(?:p|p?on|epon)?)(?!\w)[ .:/]{0,6}"
    r"(?P<number>(?:[ .\-]?[\w|+]*\d[\w|]*){1,8})"
)
"""What stands behind the label of such a number, as far as its words hold digits."""
LEAST_LABELLED = 6
LEAST_DIGITS = 8
"""Of a shape's signs: fewer, and it is a word that looks like a number."""


def hidden_keys(form: str, forms: Iterable[Form]) -> frozenset[str]:
    """Keys of the form's fields that are masked, of table columns too."""
    found = set(USUAL_KEYS)
    for known in forms:
        if known.id == form:
            for field in known.fields:
                found |= {field.key} if field.kind in HIDDEN_KINDS else set()
                found |= {c.key for c in field.columns if c.kind in HIDDEN_KINDS}
    return frozenset(found)


def mask(text: str) -> str:
    """The text with its letters and digits dotted, the last ones shown."""
    signs = [at for at, sign in enumerate(text) if sign.isalnum() or sign == "|"]
    hidden = set(signs[:-SHOWN_DIGITS] if len(signs) > 2 * SHOWN_DIGITS else signs)
    return "".join(DOT if at in hidden else sign for at, sign in enumerate(text))


def mask_shapes(text: str) -> str:
    """The text with what looks like a NIK or a telephone number masked; its length stays."""
    for shape in (NIK_SHAPE, PHONE_SHAPE, LONG_WORD):
        text = shape.sub(_masked, text)
    return AFTER_LABEL.sub(_masked_behind, text)


def _masked(found: re.Match[str]) -> str:
    text = found.group()
    return mask(text) if sum(sign.isdigit() for sign in text) >= LEAST_DIGITS else text


def _masked_behind(found: re.Match[str]) -> str:
    number = found["number"]
    if sum(sign.isdigit() for sign in number) < LEAST_LABELLED:
        return found.group()
    return found.group()[: -len(number)] + mask(number)


def mask_segments(segments: Iterable[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """The same for a text in pieces: a number may run over their edges."""
    parts = tuple(segments)
    whole = mask_shapes("".join(text for text, _ in parts))
    found, at = [], 0
    for text, is_hit in parts:
        found.append((whole[at : at + len(text)], is_hit))
        at += len(text)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Veil:
    """A record with its numbers masked: which paths, and where they stand on the paper."""

    record: Record
    paths: frozenset[str]
    places: tuple[tuple[int, Box], ...]
    """(page, box in shares) of every masked value."""


def veil(record: Record, forms: Iterable[Form]) -> Veil:
    """The record as those see it to whom its numbers are not revealed.

    `forms` are the definitions in use: they say which fields hold such numbers.
    """
    keys = hidden_keys(record.form or "", forms)
    paths: set[str] = set()
    fields: dict[str, FieldValue] = {}
    for key, value in record.fields.items():
        fields[key] = _field(key, value, keys, f"fields.{key}", paths)
    evidence = {}
    for path, found in record.evidence.items():
        hides = path in paths or (path.startswith("fields.") and path.rpartition(".")[2] in keys)
        text = mask(found.text) if hides else mask_shapes(found.text)
        if text != found.text:
            paths.add(path)
        evidence[path] = replace(found, text=text)
    places = tuple(
        (record.evidence[p].page, record.evidence[p].box) for p in sorted(paths) if p in evidence
    )
    return Veil(replace(record, fields=fields, evidence=evidence), frozenset(paths), places)


def _field(
    key: str, value: FieldValue, keys: frozenset[str], path: str, paths: set[str]
) -> FieldValue:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        shown = mask(value) if key in keys else mask_shapes(value)
        if shown != value:
            paths.add(path)
        return shown
    return tuple(_row(row, keys, f"{path}.{n}", paths) for n, row in enumerate(value))


def _row(
    row: Mapping[str, str], keys: frozenset[str], path: str, paths: set[str]
) -> dict[str, str]:
    found = {}
    for key, text in row.items():
        shown = mask(text) if key in keys else mask_shapes(text)
        if shown != text:
            paths.add(f"{path}.{key}")
        found[key] = shown
    return found
