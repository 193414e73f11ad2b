"""Definitions written: a definition's data becomes TOML again, each table under its own heading."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")


def data_to_toml(data: Mapping[str, Any]) -> str:
    """The data as TOML that gives the same data again; None is left out.

    Lists of tables at the top stand as `[[name]]`, all deeper ones in line.
    """
    plain = {key: value for key, value in data.items() if not _is_tables(value)}
    lines = _pairs(plain)
    for key, value in data.items():
        if _is_tables(value):
            for table in value:
                lines += ["", f"[[{_key(key)}]]", *_pairs(table)]
    return "\n".join(lines) + "\n"


def _is_tables(value: object) -> bool:
    is_list = isinstance(value, Sequence) and not isinstance(value, str) and bool(value)
    return is_list and all(isinstance(one, Mapping) for one in value)  # type: ignore[attr-defined]


def _pairs(table: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in table.items():
        if value is None:
            continue
        if _is_tables(value):
            inner = "".join(f"\n  {_value(one)}," for one in value)
            lines.append(f"{_key(key)} = [{inner}\n]")
        else:
            lines.append(f"{_key(key)} = {_value(value)}")
    return lines


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        told = (f"{_key(k)} = {_value(v)}" for k, v in value.items() if v is not None)
        return "{ " + ", ".join(told) + " }" if value else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
