"""The unit a procedure belongs to, from its cover, its letterhead, its number and its approver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.grammar.document_numbers import text_to_document_number
from extract.header.part import HeaderPart, PartKind, Value
from extract.letterhead import is_formal_unit, text_to_section, text_to_short_unit

DERIVED = 0.8
"""What a unit put together from two places is trusted, of the letterhead's own confidence."""


def choose_unit(parts: Sequence[HeaderPart], values: Mapping[str, Value]) -> Value | None:
    """The unit as written on identity page or cover, the more particular of the two.

    Where the letterhead gives only a command's formal name (`RESOR KOTA PADANG`) and the number
    or the approver names its section (`BINMAS`, `KASATBINMAS`), both make the unit
    (`SATBINMAS POLRESTA PADANG`), to be reviewed.
    """
    named = [part.values["unit"] for part in _identity_first(parts) if "unit" in part.values]
    if not named:
        return _from_position(values)
    own = next((v for v in named if v.text and not is_formal_unit(v.text)), None)
    if own is not None:
        return own
    return _derive(named[0], values)


def _identity_first(parts: Sequence[HeaderPart]) -> list[HeaderPart]:
    return sorted(parts, key=lambda part: part.kind is PartKind.COVER)


def _derive(letterhead: Value, values: Mapping[str, Value]) -> Value:
    section = _section(values)
    if section is None or letterhead.text is None:
        return letterhead
    text = f"{section} {text_to_short_unit(letterhead.text)}"
    evidence = letterhead.evidence
    sure = round(evidence.confidence * DERIVED, 3)
    return Value(text, replace(evidence, confidence=sure, needs_review=True))


def _section(values: Mapping[str, Value]) -> str | None:
    number = values.get("number")
    if number is not None and number.text:
        parts = text_to_document_number(number.text)
        if parts is not None and parts.unit and (found := text_to_section(parts.unit)):
            return found
    position = values.get("approved_by.position")
    if position is not None and position.text:
        words = position.text.split()
        for count in range(min(3, len(words)), 0, -1):
            found = text_to_section(" ".join(words[:count]))
            if found is not None:
                return found
    return None


def _from_position(values: Mapping[str, Value]) -> Value | None:
    """A head of a section signs for it: `KASATBINMAS POLRES X` names `SATBINMAS POLRES X`."""
    position = values.get("approved_by.position")
    section = _section({"approved_by.position": position}) if position is not None else None
    if position is None or position.text is None or section is None:
        return None
    _, mark, place = position.text.partition("POL")
    if not mark:
        return None
    evidence = replace(position.evidence, needs_review=True)
    return Value(f"{section} {mark}{place}", evidence)
