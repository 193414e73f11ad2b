"""`berkas archive`, `report`, `unit`: months closed, given out, proven, and the list of units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.installation import DECIDER, KEEPER, OPERATOR, data_option, services_of, settings_of
from cli.vault.proving import reconcile, trail, verify
from cli.vault.retaining import destroy, due, hold, holds, lift, schedule

if TYPE_CHECKING:
    from service.wiring import Services

unit_option = click.option("--unit", required=True, help="A unit's code, or its name as written.")
month_option = click.option("--month", required=True, help="YYYY-MM.")
out_option = click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))


@click.group()
def archive() -> None:
    """What is kept, by unit and month."""


for _command in (verify, reconcile, trail, due, schedule, hold, lift, holds, destroy):
    archive.add_command(_command)


@archive.command()
@click.option("--year", type=click.IntRange(1900, 2200))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Sheet: .pdf, .xlsx.")
@data_option
def status(year: int | None, as_json: bool, out: Path | None, data: Path | None) -> None:
    """Papers by unit, month and kind, with each month's state."""
    from service.months.overview import completeness_sheet, overview

    with services_of(data) as services:
        rows = overview(OPERATOR, services, year=year)
        if out is not None:
            wanted = year or services.clock().year
            out.write_bytes(completeness_sheet(OPERATOR, wanted, services, suffix=out.suffix))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in rows:
        place = f"{one['month'] or '-':<8} {one['unit'] or '-':<40}"
        click.echo(f"{place} {one['kind'] or '-':<8} {one['documents']:>6}  {one['state']}")


@archive.command()
@unit_option
@month_option
@click.option("--by", default="", help="Who signs the minutes, as they are to be named there.")
@data_option
def close(unit: str, month: str, by: str, data: Path | None) -> None:
    """Submit, accept and seal a month in one go; late papers become a supplement."""
    from service.sealing.closing import close as close_month
    from service.units.registry import unit_adopted

    with services_of(data) as services:
        code = unit_adopted(DECIDER, unit, services).code
        for seal in close_month(DECIDER, code, month, services, by=by):
            part = f" +{seal.supplement}" if seal.supplement else ""
            click.echo(f"{seal.number}  {code} {month}{part}  {seal.papers}  {seal.root}")


@archive.command()
@unit_option
@click.option("--month", help="YYYY-MM.")
@click.option("--year", type=click.IntRange(1900, 2200))
@out_option
@data_option
def export(unit: str, month: str | None, year: int | None, out: Path, data: Path | None) -> None:
    """Write the sealed bags of a unit with all below as a zip with its own checker."""
    from service.sealing.export import plan_export, write_export

    if (month is None) == (year is None):
        raise click.UsageError("--month or --year")
    with services_of(data) as services:
        plan = plan_export(OPERATOR, unit, month or f"{year:04}", services)
        partial = out.with_name(out.name + ".partial")
        try:
            with partial.open("wb") as target:
                write_export(OPERATOR, plan, target, services)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    click.echo(f"{out}: {len(plan.seals)} segel / seals")


@archive.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def import_export(file: Path, data: Path | None) -> None:
    """Take an export back, byte for byte, with its history; the ledger must go on from here."""
    from service.sealing.restore import restore_export

    with services_of(data) as services:
        done = restore_export(KEEPER, file, services)
    click.echo(f"{done.bags} segel / seals, {done.papers} dokumen / papers")
    for one in done.partial:
        pages = ", ".join(str(page) for page in one.pages)
        click.echo(
            f"{one.entry}: hanya halaman / only pages {pages}; berkas utuh / whole {one.whole}"
        )


@archive.command()
@out_option
@data_option
def backup(out: Path, data: Path | None) -> None:
    """Copy the whole installation out as one zip, while it runs."""
    from service.backup.whole import write_backup

    with services_of(data) as services:
        partial = out.with_name(out.name + ".partial")
        try:
            with partial.open("wb") as target:
                count = write_backup(KEEPER, target, services)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    click.echo(f"{out}: {count} berkas / blobs")


@archive.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def restore(file: Path, data: Path | None) -> None:
    """Put a backup back into an empty data folder; then build the index and prove it."""
    from service.backup.whole import restore_backup

    count = restore_backup(file, settings_of(data))
    click.echo(f"{count} berkas / blobs; berkas reindex; berkas archive verify")


@click.command()
@unit_option
@month_option
@out_option
@data_option
def report(unit: str, month: str, out: Path, data: Path | None) -> None:
    """Write the month's recapitulation made from the archived records: .pdf, .docx or .xlsx."""
    with services_of(data) as services:
        out.write_bytes(_report(unit, month, out.suffix.lower(), services))


def _report(unit: str, month: str, suffix: str, services: Services) -> bytes:
    from service.months.overview import report_of
    from service.units.registry import unit_adopted

    if suffix not in (".pdf", ".docx", ".xlsx"):
        raise click.UsageError("--out FILE.pdf, FILE.docx, FILE.xlsx")
    code = unit_adopted(OPERATOR, unit, services).code
    return report_of(OPERATOR, code, month, services, suffix=suffix)


@click.group()
def unit() -> None:
    """The list of units, and of officers with their villages."""


@unit.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def import_units(file: Path, data: Path | None) -> None:
    """Take over a table of units (.xlsx with sheets `satuan`, `penugasan`; or .csv)."""
    from service.units import registry

    with services_of(data) as services:
        found, moved = registry.import_units(KEEPER, file, services)
    click.echo(f"{len(found.units)} satuan / units, {len(found.postings)} penugasan / postings")
    if moved:
        click.echo(f"{moved} dokumen kini dikenali satuannya / papers filed now")


@unit.command("export")
@out_option
@data_option
def export_units(out: Path, data: Path | None) -> None:
    """Write the table of units: .xlsx, or .csv with the units alone."""
    from service.units import registry

    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("--out FILE.xlsx, FILE.csv")
    with services_of(data) as services:
        out.write_bytes(registry.export_units(KEEPER, services, suffix=out.suffix.lower()))
