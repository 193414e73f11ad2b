"""The embedded installation a command works on: `--data`, its settings, its services."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from records.keeping import Role, User
from service.settings import Settings
from service.wiring import Services, build

Command = TypeVar("Command", bound=Callable[..., object])
OPERATOR = User(id=0, name="cli", role=Role.AUDITOR, cleared=True)
"""Who holds the data folder may read all of it; what is read is still written down as `cli`."""
DECIDER = replace(OPERATOR, role=Role.HEAD)
KEEPER = replace(OPERATOR, role=Role.ADMIN)
"""The same person as unit head, who closes, holds and lets go, and as administrator: who holds the
folder holds every office, and the trail knows all three as `cli`."""


def data_option(command: Command) -> Command:
    """Adds `--data`; without it the group's, then BERKAS_DATA, then `data` here."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the embedded installation (or BERKAS_DATA).",
    )(command)


def settings_of(data: Path | None) -> Settings:
    """The environment's settings with the folder the call names; raises SettingUnknown/Invalid."""
    settings = Settings.from_env(os.environ)
    asked = data or click.get_current_context().find_object(Path)
    return replace(settings, data=asked) if asked is not None else settings


@contextmanager
def services_of(data: Path | None) -> Iterator[Services]:
    """The services of that installation, let go of at the end."""
    services = build(settings_of(data))
    try:
        yield services
    finally:
        services.close()
