"""The page of settings, written from the sections themselves: `python -m service.settings_page`."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from service.settings import PREFIX, Settings

HEAD = """# Settings

Written by `python -m service.settings_page > docs/settings.md`; a test compares.

Settings are environment variables, read once at the start. A name that begins with `BERKAS_` and
is not listed here stops the program: a misspelt limit must not be a missing one. `--data DIR`
overrides `BERKAS_DATA`.
"""


def page() -> str:
    """The whole page as Markdown."""
    lines = [HEAD]
    lines += ["| setting | default | meaning |", "|---|---|---|"]
    lines += [f"| `{name}` | {default} | {meaning} |" for name, default, meaning in rows()]
    return "\n".join(lines) + "\n"


def rows() -> list[tuple[str, str, str]]:
    """Every setting: name, default, meaning."""
    return _rows(Settings, PREFIX)


def _rows(section: type[Any], prefix: str) -> list[tuple[str, str, str]]:
    hints, meanings = typing.get_type_hints(section), _meanings(section)
    found = []
    for part in fields(section):
        name = f"{prefix}{part.name.upper()}"
        if is_dataclass(hints[part.name]):
            found += _rows(hints[part.name], f"{name}_")
        else:
            found.append((name, _default(part), meanings.get(part.name, "")))
    return found


def _default(part: Field[Any]) -> str:
    if part.default is MISSING:
        return "the machine's cores"
    text = str(part.default).lower() if isinstance(part.default, bool) else str(part.default)
    return f"`{text}`" if text else "empty"


def _meanings(section: type[Any]) -> dict[str, str]:
    """The string that stands below each field of the class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(section))).body[0]
    found: dict[str, str] = {}
    name = ""
    for node in body.body if isinstance(body, ast.ClassDef) else []:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and name:
            found[name] = " ".join(str(node.value.value).split())
            name = ""
    return found


if __name__ == "__main__":
    sys.stdout.write(page())
