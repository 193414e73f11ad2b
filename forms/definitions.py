"""Form definitions: TOML files become forms; a bad one is refused with its line and the reason.

The built-in ones lie in `forms/builtin/`; an office adds its own in a folder of its installation.
A file of the same id replaces a built-in one.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from forms.form import Column, Field, FieldKind, Form, Option, Privacy, Row, Section
from forms.placed import PlaceReader, table_to_relation
from records.errors import FormInvalid

BUILTIN = Path(__file__).parent / "builtin"
ID_PATTERN = re.compile(r"[a-z][a-z0-9-]{1,40}")
KEY_PATTERN = re.compile(r"[a-z][a-z0-9_]{0,40}")
FORM_KEYS = {
    "id",
    "version",
    "titles",
    "kind",
    "privacy",
    "month_field",
    "officer_field",
    "recap",
    "section",
    "field",
    "page",
    "relation",
}
FIELD_KEYS = {
    "key",
    "labels",
    "kind",
    "section",
    "option",
    "column",
    "rows",
    "lines",
    "cells",
    "words",
    "place",
    "row",
}
OPTION_KEYS = {"key", "labels", "place"}
COLUMN_KEYS = {"key", "labels", "kind", "share", "span", "cells", "gap", "lines"}
ROW_KEYS = {"key", "labels", "span", "page"}


log = logging.getLogger(__name__)
Stamp = tuple[tuple[str, int, int], ...]
"""Names, times of change and sizes of the files of a folder."""


def load_forms(own: Path | None = None) -> tuple[Form, ...]:
    """All forms, the office's own last; raises FormInvalid.

    A definition changed on the disk is read anew.
    """
    return _load(own, _stamp(own))


def usable_forms(own: Path | None = None) -> tuple[Form, ...]:
    """All forms that can be read: one bad file of the office's must not stop every paper."""
    return _load_usable(own, _stamp(own))


@lru_cache(maxsize=1)
def builtin_forms() -> tuple[Form, ...]:
    """The forms that come with the program."""
    return tuple(map(load_form, sorted(BUILTIN.glob("*.toml"))))


@lru_cache(maxsize=8)
def _load(own: Path | None, stamp: Stamp) -> tuple[Form, ...]:
    found = {form.id: form for form in builtin_forms()}
    found |= {form.id: form for form in (load_form(_in(own, name)) for name, _, _ in stamp)}
    return tuple(found.values())


@lru_cache(maxsize=8)
def _load_usable(own: Path | None, stamp: Stamp) -> tuple[Form, ...]:
    found = {form.id: form for form in builtin_forms()}
    for name, _, _ in stamp:
        try:
            form = load_form(_in(own, name))
        except (FormInvalid, OSError, UnicodeDecodeError) as error:
            log.warning("%s is left out: %s", name, error)
            continue
        found[form.id] = form
    return tuple(found.values())


def _in(own: Path | None, name: str) -> Path:
    return (own or BUILTIN) / name


def _stamp(own: Path | None) -> Stamp:
    if own is None or not own.is_dir():
        return ()
    found = [(path.name, path.stat()) for path in own.glob("*.toml")]
    return tuple(sorted((name, told.st_mtime_ns, told.st_size) for name, told in found))


def load_form(path: Path) -> Form:
    """The form a file defines; raises FormInvalid."""
    return text_to_form(path.read_text(encoding="utf-8"), path.name)


def text_to_form(text: str, name: str = "form") -> Form:
    """The form a definition's text describes; raises FormInvalid with line and reason."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise FormInvalid(file=name, line=int(line[1]) if line else 1, reason=str(error)) from error
    return _Reader(text, name).form(data)


class _Reader:
    """Turns tables into values, and knows the line a complaint belongs to."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = text.replace(" ", "").splitlines()
        self._name = name

    def refuse(self, reason: str, near: str) -> FormInvalid:
        """The complaint, at the first line that holds `near`, blanks aside."""
        wanted = near.replace(" ", "")
        lines = (n for n, line in enumerate(self._lines, start=1) if wanted in line)
        return FormInvalid(file=self._name, line=next(lines, 1), reason=reason)

    def form(self, data: Mapping[str, Any]) -> Form:
        self._known(data, FORM_KEYS, "")
        sections = tuple(
            Section(self._key(part, "[[section]]"), self._labels(part))
            for part in data.get("section", [])
        )
        names = {section.key for section in sections}
        places = PlaceReader(data, self.refuse)
        fields = tuple(self._field(part, names, places) for part in data.get("field", []))
        form = Form(
            id=self._text(data, "id", ID_PATTERN),
            version=self._whole(data, "version", 1),
            titles=self._texts(data, "titles", "titles"),
            fields=fields,
            sections=sections,
            kind=self._choice(data, "kind", ("form", "letter"), "form"),
            privacy=Privacy(self._choice(data, "privacy", tuple(Privacy), "unit")),
            month_field=data.get("month_field"),
            officer_field=data.get("officer_field"),
            recap=data.get("recap"),
        )
        self._consistent(form)
        relations = [table_to_relation(p, form, self.refuse) for p in data.get("relation", [])]
        pages = places.pages(form.id, form.version)
        return replace(form, pages=pages, relations=tuple(relations))

    def _consistent(self, form: Form) -> None:
        if not form.fields:
            raise self.refuse("a form has fields", "id")
        keys = [one.key for one in form.fields]
        keys += [option.key for one in form.fields for option in one.options]
        for key in keys:
            if keys.count(key) > 1:
                raise self.refuse(f"the key {key!r} is used twice", f'key="{key}"')
        for wanted in (form.month_field, form.officer_field):
            if wanted is not None and wanted not in keys:
                raise self.refuse(f"there is no field {wanted!r}", f'"{wanted}"')

    def _field(self, part: Mapping[str, Any], sections: set[str], places: PlaceReader) -> Field:
        key = self._key(part, "[[field]]")
        self._known(part, FIELD_KEYS, key)
        section = part.get("section")
        if section is not None and section not in sections:
            raise self.refuse(f"there is no section {section!r}", f'"{section}"')
        kind = FieldKind(self._choice(part, "kind", tuple(FieldKind), "text"))
        options = tuple(self._option(one, key, places) for one in part.get("option", []))
        columns = tuple(self._column(one, key) for one in part.get("column", []))
        if (kind in (FieldKind.CHECKS, FieldKind.CHOICE)) != bool(options):
            raise self.refuse(
                "check boxes and choices, and only they, have options", f'key="{key}"'
            )
        if (kind is FieldKind.TABLE) != bool(columns):
            raise self.refuse("tables, and only they, have columns", f'key="{key}"')
        rows = tuple(self._row(one, key) for one in part.get("row", []))
        if rows and kind is not FieldKind.TABLE:
            raise self.refuse("tables, and only they, have rows of their own", f'key="{key}"')
        field = Field(
            key=key,
            labels=self._labels(part),
            kind=kind,
            section=section,
            options=options,
            columns=columns,
            rows=self._whole(part, "rows", 0),
            lines=self._whole(part, "lines", 1),
            cells=self._whole(part, "cells", 0),
            words=self._texts(part, "words", key, required=False),
            printed_rows=rows,
        )
        places.field(field, part)
        return field

    def _option(self, part: Mapping[str, Any], near: str, places: PlaceReader) -> Option:
        self._known(part, OPTION_KEYS, near)
        option = Option(self._key(part, near), self._labels(part))
        places.option(option, part)
        return option

    def _row(self, part: Mapping[str, Any], near: str) -> Row:
        self._known(part, ROW_KEYS, near)
        return Row(self._key(part, near), self._labels(part))

    def _column(self, part: Mapping[str, Any], near: str) -> Column:
        self._known(part, COLUMN_KEYS, near)
        return Column(
            key=self._key(part, near),
            labels=self._labels(part),
            kind=FieldKind(self._choice(part, "kind", tuple(FieldKind), "text")),
            share=float(part.get("share", 1.0)),
        )

    def _known(self, part: Mapping[str, Any], names: set[str], near: str) -> None:
        for name in part:
            if name not in names:
                raise self.refuse(f"{name!r} means nothing here ({near or 'form'})", name)

    def _key(self, part: Mapping[str, Any], near: str) -> str:
        key = part.get("key")
        if not isinstance(key, str) or not KEY_PATTERN.fullmatch(key):
            raise self.refuse(f"a key is small letters, digits and _: {key!r}", str(key or near))
        return key

    def _labels(self, part: Mapping[str, Any]) -> tuple[str, ...]:
        return self._texts(part, "labels", str(part.get("key", "labels")))

    def _texts(
        self, part: Mapping[str, Any], name: str, near: str, *, required: bool = True
    ) -> tuple[str, ...]:
        found = part.get(name, [])
        if not isinstance(found, list) or any(not isinstance(t, str) or not t for t in found):
            raise self.refuse(f"{name} is a list of texts", near)
        if required and not found:
            raise self.refuse(f"{name} is missing", near)
        return tuple(found)

    def _text(self, part: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
        found = part.get(name)
        if not isinstance(found, str) or not pattern.fullmatch(found):
            raise self.refuse(f"{name} is small letters, digits and -: {found!r}", name)
        return found

    def _whole(self, part: Mapping[str, Any], name: str, default: int) -> int:
        found = part.get(name, default)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise self.refuse(f"{name} is a whole number: {found!r}", name)
        return found

    def _choice(
        self, part: Mapping[str, Any], name: str, allowed: tuple[str, ...], default: str
    ) -> str:
        found = part.get(name, default)
        if found not in tuple(str(one) for one in allowed):
            choices = ", ".join(str(one) for one in allowed)
            raise self.refuse(f"{name} is one of {choices}; not {found!r}", f'"{found}"')
        return str(found)
