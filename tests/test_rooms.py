"""The house itself: rooms import as ours, stay small, and keep their names."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = tuple(
    tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]["packages"]
)
MOST_MODULE_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_MODULES = 12
FORBIDDEN_NAMES = {"utils", "core", "common", "models", "helpers", "misc", "base", *ROOMS}


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((HOUSE / room).rglob("*.py"))


def room_path(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_as_ours_from_anywhere(room: str) -> None:
    """A foreign `api` in site-packages would win silently."""
    program = f"import {room}; print({room}.__file__)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd="/", capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(HOUSE)


@pytest.mark.parametrize("folder", sorted({path.parent for path in modules()}), ids=room_path)
def test_a_room_is_small_and_says_its_promise(folder: Path) -> None:
    promise = ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))
    assert promise, "a room's __init__ is its promise"
    assert len([p for p in folder.glob("*.py") if p.name != "__init__.py"]) <= MOST_MODULES


@pytest.mark.parametrize("path", list(modules()), ids=room_path)
def test_a_module_is_small_named_well_and_told(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    assert path.stem not in FORBIDDEN_NAMES
    assert ast.get_docstring(tree), "a module says in one sentence what it is for"
    assert text.count("\n") <= MOST_MODULE_LINES
    long = [
        f"{node.name}: {lines} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_FUNCTION_LINES
    ]
    assert not long


def test_no_test_patches_what_it_tests() -> None:
    forbidden = ("mock.patch", "unittest.mock", "monkeypatch.setattr", "monkeypatch.setitem")
    for path in (HOUSE / "tests").rglob("*.py"):
        if path == Path(__file__):
            continue
        assert not [word for word in forbidden if word in path.read_text()], path
