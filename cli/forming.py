"""`berkas form`: an office's own form defined from its empty template, and checked."""

from __future__ import annotations

from pathlib import Path

import click

from forms.definitions import load_form
from forms.form import FieldKind, Form
from forms.relations import relation_to_claims
from ingest.limits import Limits
from records.errors import FormInvalid


@click.group()
def form() -> None:
    """Define an office's own form: by data alone."""


@form.command()
@click.argument("template", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The definition to write (.toml); without it, it is printed.",
)
@click.option("--force", is_flag=True, help="Overwrite a definition that is there.")
def draft(template: Path, out: Path | None, force: bool) -> None:
    """Propose the definition of the form whose empty TEMPLATE (image or PDF) is given.

    It holds every place to write that was found. Complete it, check it, and put it into a folder
    for `berkas read --forms` or `forms` of the data folder.
    """
    from service.drafting.template import draft_form

    if out is not None and out.exists() and not force:
        raise click.UsageError(f"{out}: sudah ada / already there (--force).")
    name = out.name if out is not None else f"{template.stem}.toml"
    text = draft_form(template, Limits(), name)
    if out is None:
        click.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    click.echo(_summary(load_form(out)))


@form.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check definitions (.toml): what is wrong is told with its line."""
    wrong = 0
    for path in files:
        try:
            click.echo(_summary(load_form(path)))
        except FormInvalid as error:
            from cli.main import spoken_language

            wrong += 1
            click.echo(f"{error.code}: {error.message(spoken_language())}", err=True)
    if wrong:
        raise SystemExit(2)


@form.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show(file: Path) -> None:
    """List the fields of a definition, and what must hold between them."""
    found = load_form(file)
    click.echo(_summary(found))
    for one in found.fields:
        click.echo(f"  {one.key:<32} {one.kind:<16} {one.labels[0]}")
        for option in one.options:
            click.echo(f"    {option.key:<30} {'':<16} {option.labels[0]}")
        for row in one.printed_rows:
            click.echo(f"    .{row.key:<29} {'':<16} {row.labels[0]}")
        for column in one.columns:
            click.echo(f"    .*.{column.key:<27} {column.kind:<16} {column.labels[0]}")
    for relation in found.relations:
        for claim in relation_to_claims(relation, found):
            told = " + ".join(claim.parts) if claim.words is None else f"({claim.words})"
            click.echo(f"  {claim.total} = {told}")


def _summary(found: Form) -> str:
    tables = sum(one.kind is FieldKind.TABLE for one in found.fields)
    places = sum(len(page.places) for page in found.pages)
    return (
        f"{found.id}: {len(found.fields)} isian / fields ({tables} tabel / tables), "
        f"{len(found.pages)} halaman / pages, {places} tempat / places, "
        f"{len(found.relations)} hubungan / relations"
    )
