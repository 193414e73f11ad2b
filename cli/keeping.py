"""`berkas add`, `search`, `reindex`: what is kept and found."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from cli.installation import KEEPER, OPERATOR, data_option, services_of
from cli.main import spoken_language
from index.entries import Snippet
from records.errors import BerkasError, FolderInUse
from records.keeping import EntryId, State
from service import library, searching
from service.intake import take
from service.wiring import Services

LOOK_S = 0.5


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--unit", default="", help="Path code of the unit the papers are submitted for.")
@click.option("--wait", is_flag=True, help="Wait until every file is archived.")
@data_option
def add(files: tuple[Path, ...], unit: str, wait: bool, data: Path | None) -> None:
    """Keep FILES and have them read and filed; prints an id a file.

    A running service reads them; with --wait and none running, this command does.
    """
    with services_of(data) as services:
        taken, failed = _take_all(files, unit, services)
        if wait and taken:
            failed += _wait_for(taken, services)
    if failed:
        raise SystemExit(1)


def _take_all(
    files: Sequence[Path], unit: str, services: Services
) -> tuple[dict[EntryId, Path], int]:
    taken: dict[EntryId, Path] = {}
    failed = 0
    for path in files:
        try:
            with path.open("rb") as stream:
                entry = take(stream, path.name, "cli", services, unit=unit)
        except (BerkasError, OSError) as error:
            failed += 1
            click.echo(f"{path}: {_reason(error)}", err=True)
            continue
        taken[entry.id] = path
        click.echo(entry.id)
        if entry.duplicate_of:
            click.echo(f"{path}: sama dengan / same as {entry.duplicate_of}", err=True)
    return taken, failed


def _reason(error: BerkasError | OSError) -> str:
    if isinstance(error, BerkasError):
        return f"{error.code}: {error.message(spoken_language())}"
    return error.strerror or str(error)


def _wait_for(taken: dict[EntryId, Path], services: Services) -> int:
    """Waits until each is archived or failed; returns how many failed."""
    from worker.tree import work_here

    with suppress(FolderInUse):  # a running service works on them
        work_here(services)
    waiting, failed = dict(taken), 0
    with click.progressbar(length=len(taken), label="Membaca / reading", file=sys.stderr) as bar:
        while waiting:
            for entry_id, path in list(waiting.items()):
                entry = library.entry(OPERATOR, entry_id, services).entry
                if entry.state is State.RECEIVED:
                    continue
                del waiting[entry_id]
                bar.update(1)
                if entry.state is State.FAILED:
                    failed += 1
                    click.echo(f"\n{path}: {entry.error_code}", err=True)
            if waiting:
                time.sleep(LOOK_S)
    return failed


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--unit", help="Path code of a unit, with all below.")
@click.option("--month", help="YYYY-MM.")
@click.option("--kind", type=click.Choice(["sop", "form", "report", "letter", "other"]))
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 200))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_option
def search(
    query: tuple[str, ...],
    unit: str | None,
    month: str | None,
    kind: str | None,
    limit: int,
    as_json: bool,
    data: Path | None,
) -> None:
    """Full-text search: words, "phrases", kunj*, -without, bulan:2024-01..2024-06, nomor:…"""
    narrowing = searching.Narrowing(unit=unit, month=month, kind=kind)
    with services_of(data) as services:
        answer = searching.search(
            OPERATOR, " ".join(query), services, narrowing=narrowing, limit=limit
        )
    if as_json:
        click.echo(json.dumps(_answer_to_json(answer), ensure_ascii=False, indent=1))
        return
    for hit in answer.results.hits:
        head = [hit.title or "", hit.number or "", hit.unit or "", hit.month or ""]
        click.echo(f"{hit.document}  " + " · ".join(part for part in head if part))
        for page in hit.pages[:2]:
            for snippet in page.snippets[:2]:
                click.echo(f"    {page.page}: {_marked(snippet)}")
    click.echo(f"{answer.results.total} dokumen / documents", err=True)


def _marked(snippet: Snippet) -> str:
    return "".join(
        click.style(text, bold=True) if is_hit else text for text, is_hit in snippet.segments
    )


def _answer_to_json(answer: searching.Answer) -> dict[str, object]:
    return {
        "total": answer.results.total,
        "hits": [
            {
                "id": hit.document,
                "entry": filed.entry if (filed := answer.filed.get(hit.document)) else None,
                "kind": str(hit.kind),
                "form": hit.form,
                "title": hit.title,
                "number": hit.number,
                "unit": hit.unit,
                "month": hit.month,
                "score": round(hit.score, 4),
                "pages": [
                    {"page": page.page, "snippets": [one.text for one in page.snippets]}
                    for page in hit.pages
                ],
            }
            for hit in answer.results.hits
        ],
    }


@click.command()
@data_option
def reindex(data: Path | None) -> None:
    """Build the search index anew from the catalogue."""
    from service.jobs.feeding import rebuild

    with services_of(data) as services:
        rebuild(services)


@click.command()
@click.option("--unit", default="", help="Path code of a unit, with all below.")
@click.option("--month", default="", help="YYYY-MM.")
@data_option
def reread(unit: str, month: str, data: Path | None) -> None:
    """Read afresh what an earlier version has read, but for months that are handed in.

    A running service reads; words of persons on values and filing are kept.
    """
    from service.jobs.rereading import reread as queue_again

    with services_of(data) as services:
        for entry in queue_again(KEEPER, services, unit=unit, month=month):
            click.echo(entry)
