"""`berkas compose`: documents made from records."""

from __future__ import annotations

import json
from pathlib import Path

import click

from records.errors import RecordUnusable
from records.findings import Kind, Record
from records.findings_json import json_to_record


@click.command()
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def compose(record: Path, out: Path) -> None:
    """Typeset the procedure of RECORD (a record, or findings that hold one) cleanly."""
    from compose.procedure.document import compose_procedure

    found = _load(record)
    out.write_bytes(compose_procedure(found))


def _load(path: Path) -> Record:
    """The first procedure in the file; raises RecordUnusable."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        documents = data.get("documents", [data])
        records = [json_to_record(one) for one in documents if one.get("kind") == Kind.SOP]
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise RecordUnusable(file=path.name, reason=str(error)) from error
    if not records:
        raise RecordUnusable(file=path.name, reason="tidak ada SOP di dalamnya / no SOP in it")
    return records[0]
