"""Form definitions as administrators change them: looked at, checked, saved, taken back.

What is in use lies in the installation's `forms/ID.toml`; every version ever saved stays in
`forms/versions/ID/NNNN.toml`, since papers printed from it may come back years later.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.catalogue import audit
from archive.durable import write_text
from forms.definitions import BUILTIN, ID_PATTERN, builtin_forms, text_to_form
from forms.form import Form
from forms.writing import data_to_toml
from records.errors import FormInvalid, FormOutdated, NotFound
from records.keeping import User
from service.definitions.secrecy import keep_secret
from service.permissions import Deed, require
from service.wiring import Services

LONGEST = 200_000
"""Letters of a definition; the longest built in has 5,000."""
MOST_FIELDS, MOST_LINES, MOST_ROWS, MOST_CELLS = 200, 40, 80, 40
"""What a blank of some pages holds; more would only keep the typesetter busy."""
VERSION_LINE = re.compile(r"(?m)^version\s*=\s*\d+[ \t]*$")
ID_LINE = re.compile(r"(?m)^id\s*=.*$")


@dataclass(frozen=True, slots=True)
class Definition:
    """A form as the list of definitions shows it; `fault` tells why it cannot be used."""

    id: str
    title: str
    version: int
    fields: int
    is_own: bool
    is_builtin: bool
    kept: tuple[int, ...]
    fault: FormInvalid | None = None


def definitions(user: User, services: Services) -> tuple[Definition, ...]:
    """All forms, the office's own first; raises NotAllowed."""
    require(user, Deed.ADMINISTER)
    folder = services.settings.forms_folder
    builtin = {form.id: form for form in builtin_forms()}
    own = {path.stem for path in folder.glob("*.toml")} if folder.is_dir() else set()
    found = []
    for form_id in sorted(own | set(builtin), key=lambda one: (one not in own, one)):
        is_own = form_id in own
        form, fault = builtin.get(form_id), None
        if is_own:
            form, fault = _tried(folder / f"{form_id}.toml")
        found.append(
            Definition(
                id=form_id,
                title=form.titles[0] if form else form_id,
                version=form.version if form else 0,
                fields=len(form.fields) if form else 0,
                is_own=is_own,
                is_builtin=form_id in builtin,
                kept=_kept(folder, form_id),
                fault=fault,
            )
        )
    return tuple(found)


def text_of(user: User, form_id: str, services: Services, version: int | None = None) -> str:
    """The definition in use, or an earlier version of it; raises NotFound."""
    require(user, Deed.ADMINISTER)
    if not ID_PATTERN.fullmatch(form_id):
        raise NotFound(what=form_id[:80])
    folder = services.settings.forms_folder
    places = [folder / f"{form_id}.toml", BUILTIN / f"{form_id}.toml"]
    if version is not None:
        places = [_version_path(folder, form_id, version)]
    for path in places:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise NotFound(what=form_id)


def check(text: str) -> Form:
    """The form a text defines; raises FormInvalid with line and reason."""
    if len(text) > LONGEST:
        raise FormInvalid(file="form", line=1, reason=f"more than {LONGEST} letters")
    form = _read(text)
    if len(form.fields) > MOST_FIELDS:
        raise FormInvalid(file="form", line=1, reason=f"more than {MOST_FIELDS} fields")
    for field in form.fields:
        if field.lines > MOST_LINES or field.rows > MOST_ROWS or field.cells > MOST_CELLS:
            near = text[: max(0, text.find(f'"{field.key}"'))].count("\n") + 1
            most = f"lines ≤ {MOST_LINES}, rows ≤ {MOST_ROWS}, cells ≤ {MOST_CELLS}"
            raise FormInvalid(file="form", line=near, reason=f"{field.key}: {most}")
    return form


def _read(text: str) -> Form:
    try:
        return text_to_form(text)
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        # a value of a shape nobody thought of is the definition's fault all the same
        raise FormInvalid(file="form", line=1, reason=str(error)) from error


def data_to_text(data: Mapping[str, Any]) -> str:
    """A definition's data, as the editor holds it, as its text; raises FormInvalid."""
    try:
        return data_to_toml(data)
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise FormInvalid(file="form", line=1, reason=str(error)) from error


def text_to_data(text: str) -> dict[str, Any]:
    """The same backwards, for a text that `check` passes."""
    return tomllib.loads(text)


def save(user: User, text: str, services: Services, *, based_on: int | None = None) -> Form:
    """Put the definition into use as the next version of its form.

    `based_on` is the version it was made from: where another has been saved meanwhile,
    FormOutdated is raised. A text that changes nothing makes no version. Raises FormInvalid.
    """
    require(user, Deed.ADMINISTER)
    form = check(text)
    folder = services.settings.forms_folder
    with _alone(folder):
        present = _present(folder, form.id)
        if based_on is not None and present is not None and present.version != based_on:
            raise FormOutdated(form=form.id, version=present.version)
        if present is not None:
            same = _versioned(text, present.version)
            if text_to_form(same) == present:
                return present
        kept = (*_kept(folder, form.id), present.version if present else 0)
        fresh = _versioned(text, max(kept) + 1)
        form = check(fresh)
        _keep_version(folder, form, fresh)
        write_text(folder / f"{form.id}.toml", fresh)
    _note(user, "define-form", form, services)
    return form


def take_back(user: User, form_id: str, services: Services) -> None:
    """Take the office's own definition out of use: the built-in one, or none, takes its place.

    Its versions stay. Raises NotFound.
    """
    require(user, Deed.ADMINISTER)
    folder = services.settings.forms_folder
    path = folder / f"{form_id}.toml"
    if not ID_PATTERN.fullmatch(form_id) or not path.is_file():
        raise NotFound(what=form_id[:80])
    with _alone(folder):
        form, _ = _tried(path)
        if form is not None and not _version_path(folder, form_id, form.version).exists():
            _keep_version(folder, form, path.read_text(encoding="utf-8"))
        path.unlink()
    with services.catalogue.begin() as db:
        audit.write(db, services.clock(), user.name, "withdraw-form", form_id, {})


def _note(user: User, deed: str, form: Form, services: Services) -> None:
    now = services.clock()
    with services.catalogue.begin() as db:
        facts = {"version": form.version, "privacy": form.privacy.value}
        audit.write(db, now, user.name, deed, form.id, facts)
        keep_secret(db, form, now, user.name)


def _tried(path: Path) -> tuple[Form | None, FormInvalid | None]:
    try:
        return text_to_form(path.read_text(encoding="utf-8"), path.name), None
    except FormInvalid as error:
        return None, error
    except (OSError, UnicodeDecodeError) as error:
        return None, FormInvalid(file=path.name, line=1, reason=str(error))


def _present(folder: Path, form_id: str) -> Form | None:
    path = folder / f"{form_id}.toml"
    if path.is_file():
        return _tried(path)[0]
    return next((form for form in builtin_forms() if form.id == form_id), None)


def _kept(folder: Path, form_id: str) -> tuple[int, ...]:
    found = (folder / "versions" / form_id).glob("*.toml")
    return tuple(sorted(int(path.stem) for path in found if path.stem.isdecimal()))


def _version_path(folder: Path, form_id: str, version: int) -> Path:
    return folder / "versions" / form_id / f"{version:04d}.toml"


def _keep_version(folder: Path, form: Form, text: str) -> None:
    path = _version_path(folder, form.id, form.version)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)


def _versioned(text: str, version: int) -> str:
    """The text with that version in it."""
    line = f"version = {version}"
    if VERSION_LINE.search(text):
        return VERSION_LINE.sub(line, text, count=1)
    return ID_LINE.sub(lambda found: f"{found.group()}\n{line}", text, count=1)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One change of definitions at a time."""
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
