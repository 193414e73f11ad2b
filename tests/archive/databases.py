"""The databases a catalogue runs on: SQLite in a folder, PostgreSQL started for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SERVER_USER = "postgres"
"""The server refuses to run as root: tests that do hand it to its own user."""


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server on a socket of its own; gives the URL of an empty database."""
    tools = _tools()
    folder = Path(tempfile.mkdtemp(prefix="berkas-pg-"))
    data = folder / "data"
    as_user: list[str] = []
    if os.getuid() == 0:
        shutil.chown(folder, SERVER_USER)
        folder.chmod(0o700)
        as_user = ["runuser", "-u", SERVER_USER, "--"]
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    start = ["-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    _run([*as_user, str(tools / "initdb"), "-D", str(data), "-U", "berkas", "-A", "trust"])
    _run([*as_user, str(tools / "pg_ctl"), *start])
    try:
        yield f"postgresql+psycopg://berkas@/postgres?host={folder}"
    finally:
        _run([*as_user, str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _tools() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    if not found:
        pytest.skip("no PostgreSQL on this machine")
    return found[-1]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd="/")
