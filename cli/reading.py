"""`berkas read`: scans become records and searchable PDFs, without server or data folder."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import click

from cli.main import spoken_language
from ingest.limits import Limits
from records.errors import BerkasError
from records.findings import Digest
from records.findings_json import findings_to_json
from service.reading import PagePool
from service.study import Original, study

CHUNK = 1 << 20


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--forms",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the office's own form definitions (.toml).",
)
@click.option("--jobs", type=click.IntRange(1), help="Processes that read pages (default: cores).")
def read(files: tuple[Path, ...], out: Path, forms: Path | None, jobs: int | None) -> None:
    """Read FILES into OUT: a record (.json) and a searchable PDF/A each.

    A bad file is told and the rest go on. Exit code 0: all read; 1: some failed.
    """
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    with (
        PagePool(jobs or os.cpu_count() or 1, Limits(), forms) as pool,
        click.progressbar(length=len(files), label="Membaca / reading", file=sys.stderr) as bar,
    ):
        for path, stem in zip(files, _stems(files), strict=True):
            bar.label = path.name[:28].ljust(28)
            try:
                _read_one(path, out / stem, pool)
            except (BerkasError, OSError) as error:
                failed += 1
                click.echo(f"\n{path}: {_reason(error)}", err=True)
            bar.update(1)
    if failed:
        click.echo(f"{failed} dari {len(files)} gagal / failed", err=True)
        raise SystemExit(1)


def _reason(error: BerkasError | OSError) -> str:
    if isinstance(error, BerkasError):
        return f"{error.code}: {error.message(spoken_language())}"
    return error.strerror or str(error)


def _stems(files: tuple[Path, ...]) -> list[str]:
    """A name for each file's results; files of one name and different endings keep both."""
    stems = [path.stem for path in files]
    return [
        path.name if stems.count(stem) > 1 else stem
        for path, stem in zip(files, stems, strict=True)
    ]


def _read_one(path: Path, out: Path, pool: PagePool) -> None:
    """Writes OUT.json and OUT.pdf; each is whole or absent."""
    original = Original(path, path.name, _digest(path))
    copy = out.with_name(f"{out.name}.pdf.part")
    result = study(original, copy, pool, Limits(), lambda _done, _all: None)
    if copy.exists():
        copy.replace(out.with_name(f"{out.name}.pdf"))
    text = json.dumps(findings_to_json(result.findings), ensure_ascii=False, indent=1)
    part = out.with_name(f"{out.name}.json.part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(out.with_name(f"{out.name}.json"))


def _digest(path: Path) -> Digest:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return Digest(digest.hexdigest())
