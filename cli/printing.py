"""`berkas blank`: blanks for the pen, printed from a form's definition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from compose.blank.sheet import Paper, PenBox
    from forms.form import Form

OWN_FORMS = "forms"
"""Folder of an installation where an office keeps its own definitions."""

LONGEST_UNIT = 100
"""Letters: what a letterhead and a code of copied size hold."""


@click.command()
@click.argument("form")
@click.option("--unit", required=True, help="The unit, as it stands in the letterhead.")
@click.option("--letterhead", multiple=True, help="A line above the unit; may be repeated.")
@click.option("--copies", type=click.IntRange(1, 1000), default=1, show_default=True)
@click.option(
    "--serial-start",
    type=click.IntRange(1),
    help="The first copy's number; without it the next free one of the data folder, else 1.",
)
@click.option("--paper", type=click.Choice(["a4", "f4"]), default="a4", show_default=True)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--layout",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Writes where a pen may write on one copy, as shares of the page.",
)
@click.pass_obj
def blank(
    data: Path | None,
    form: str,
    unit: str,
    letterhead: tuple[str, ...],
    copies: int,
    serial_start: int | None,
    paper: str,
    out: Path,
    layout: Path | None,
) -> None:
    """Print numbered copies of FORM (its id, or the file of its definition) for a unit.

    Where an installation is named (--data), its register of serial numbers counts on, so that no
    number is given twice.
    """
    if not 0 < len(unit) <= LONGEST_UNIT:
        raise click.BadParameter(f"1-{LONGEST_UNIT} huruf / letters", param_hint="--unit")
    from compose.blank.document import compose_blank, named_form
    from compose.blank.sheet import Paper
    from forms.definitions import load_form, load_forms

    if form.endswith(".toml") and Path(form).is_file():
        defined = load_form(Path(form))
    else:
        defined = named_form(form, load_forms(data / OWN_FORMS if data else None))
    numbers = _numbers(data, defined, unit, copies, Paper(paper), serial_start)
    made = compose_blank(
        defined,
        unit,
        letterhead=letterhead,
        copies=copies,
        serial_start=numbers[0],
        paper=Paper(paper),
    )
    _write(out, made.pdf)
    if layout is not None:
        _write(layout, (json.dumps(_entries(made.pens), indent=1) + "\n").encode())


def _numbers(
    data: Path | None, form: Form, unit: str, copies: int, paper: Paper, start: int | None
) -> range:
    """The copies' serial numbers, from the installation's register where there is one."""
    if data is None or not data.is_dir():
        return range(start or 1, (start or 1) + copies)
    from cli.installation import DECIDER, services_of
    from service.printing.numbering import number_copies

    with services_of(data) as services:
        return number_copies(DECIDER, form, unit, copies, services, paper=paper, start=start)


def _entries(pens: Sequence[PenBox]) -> list[dict[str, object]]:
    """What the layout file says: cells and lines only where there are several."""
    return [
        {"key": pen.key, "page": pen.page, "box": list(pen.box), "kind": str(pen.kind)}
        | ({"cells": pen.cells} if pen.cells else {})
        | ({"lines": pen.lines} if pen.lines > 1 else {})
        for pen in pens
    ]


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
