"""`berkas compose`: documents made from records."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from records.errors import RecordUnusable
from records.findings import Kind, Record
from records.findings_json import json_to_record


@click.command()
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="FILE.pdf (PDF/A), FILE.docx (editable), FILE.xlsx (tables) or FILE.svg (diagram).",
)
@click.option("--letterhead", multiple=True, help="A line of the letterhead; may be repeated.")
def compose(record: Path, out: Path, letterhead: tuple[str, ...]) -> None:
    """Typeset the procedure of RECORD (a record, or findings that hold one) cleanly."""
    maker = MAKERS.get(out.suffix.lower())
    if maker is None:
        raise click.BadParameter(f"{out.name}: {', '.join(MAKERS)}", param_hint="--out")
    made = maker(_load(record), letterhead)
    part = out.with_name(f"{out.name}.part")
    part.write_bytes(made)
    part.replace(out)


def _pdf(record: Record, letterhead: tuple[str, ...]) -> bytes:
    from compose.procedure.document import compose_procedure

    return compose_procedure(record, letterhead=letterhead)


def _docx(record: Record, letterhead: tuple[str, ...]) -> bytes:
    from compose.office.editable import compose_editable

    return compose_editable(record, letterhead=letterhead)


def _xlsx(record: Record, letterhead: tuple[str, ...]) -> bytes:
    from compose.office.workbook import compose_workbook

    del letterhead
    return compose_workbook(record)


def _svg(record: Record, letterhead: tuple[str, ...]) -> bytes:
    from compose.diagram.swimlane import compose_swimlane
    from records.findings import Matrix

    del letterhead
    return compose_swimlane(record.matrix or Matrix()).encode()


MAKERS: dict[str, Callable[[Record, tuple[str, ...]], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".svg": _svg,
}
"""What is made, by the ending asked for; libraries are loaded when wanted."""


def _load(path: Path) -> Record:
    """The first procedure in the file; raises RecordUnusable."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        documents = data.get("documents", [data])
        records = [json_to_record(_complete(d)) for d in documents if d.get("kind") == Kind.SOP]
    except (ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        raise RecordUnusable(file=path.name, reason=str(error)) from error
    if not records:
        raise RecordUnusable(file=path.name, reason="tidak ada SOP di dalamnya / no SOP in it")
    _check(records[0], path.name)
    return records[0]


def _check(record: Record, file: str) -> None:
    """Refuses a matrix whose marks or edges stand nowhere."""
    matrix = record.matrix
    if matrix is None:
        return
    named = {(i, m.actor) for i, step in enumerate(matrix.steps) for m in step.marks}
    actors = range(len(matrix.actors))
    for step, actor in sorted(named):
        if actor not in actors:
            reason = f"matrix.steps.{step}: pelaksana {actor} tidak ada / no actor {actor}"
            raise RecordUnusable(file=file, reason=reason)


def _complete(data: dict[str, object]) -> dict[str, object]:
    """A record written by hand may leave out what does not show on paper."""
    return {"pages": [1], "unit": None, "month": None, "confidence": 1.0, **data}
