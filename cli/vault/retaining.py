"""`berkas archive due`, `schedule`, `hold`, `lift`, `holds`, `destroy`: how long papers stay."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.installation import DECIDER, KEEPER, OPERATOR, data_option, services_of
from records.keeping import User
from records.periods.retention import DestructionList

if TYPE_CHECKING:
    from service.wiring import Services

number_argument = click.argument("number", type=click.IntRange(min=1))


@click.command()
@click.option("--unit", default="", help="A unit's code or name, with all below.")
@click.option(
    "--all", "everything", is_flag=True, help="Also what is still kept, or under no rule."
)
@data_option
def due(unit: str, everything: bool, data: Path | None) -> None:
    """Sealed papers whose retention is over, by unit, month and archive code."""
    from service.retention.due import due as find

    with services_of(data) as services:
        for one in find(OPERATOR, services, unit=unit, everything=everything):
            held = f"  ditahan / held {', '.join(map(str, one.held_by))}" if one.held_by else ""
            stay = f"  {one.kept_with} tetap / stay" if one.kept_with else ""
            years = one.until or "-"
            click.echo(
                f"{one.month}  {one.unit:<36} {one.code or '-':<10} {one.fate:<8} {years}"
                f"  {one.papers:>5}{held}{stay}"
            )


@click.group()
def schedule() -> None:
    """The retention schedule (jadwal retensi arsip)."""


@schedule.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def import_schedule(file: Path, data: Path | None) -> None:
    """Take over kode, aktif_tahun, inaktif_tahun, nasib, dokumen, keterangan (.xlsx or .csv)."""
    from service.retention.schedule import import_schedule as take

    with services_of(data) as services:
        click.echo(f"{len(take(KEEPER, file, services))} aturan / rules")


@schedule.command("export")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@data_option
def export_schedule(out: Path, data: Path | None) -> None:
    """Write the schedule: .xlsx or .csv."""
    from service.retention.schedule import export_schedule as make

    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("--out FILE.xlsx, FILE.csv")
    with services_of(data) as services:
        out.write_bytes(make(KEEPER, services, suffix=out.suffix.lower()))


@click.command()
@click.option("--unit", default="", help="A unit's code, with all below; empty: everything.")
@click.option("--first", default="", help="First month held, YYYY-MM; empty: open.")
@click.option("--last", default="", help="Last month held, YYYY-MM; empty: open.")
@click.option("--reason", required=True, help="The case, as the list of holds is to tell it.")
@data_option
def hold(unit: str, first: str, last: str, reason: str, data: Path | None) -> None:
    """Keep months whatever their period says, until lifted."""
    from service.retention.holds import place_hold

    with services_of(data) as services:
        placed = place_hold(DECIDER, unit, services, reason=reason, first=first, last=last)
    click.echo(f"{placed.number}")


@click.command()
@number_argument
@click.option("--reason", required=True)
@data_option
def lift(number: int, reason: str, data: Path | None) -> None:
    """Lift the hold of that NUMBER; it stays in the list."""
    from service.retention.holds import lift_hold

    with services_of(data) as services:
        lift_hold(DECIDER, number, services, reason=reason)


@click.command("holds")
@data_option
def holds(data: Path | None) -> None:
    """All holds, lifted ones too."""
    from service.retention.holds import holds as every

    with services_of(data) as services:
        for one in every(OPERATOR, services):
            span = f"{one.first_month or '…'}–{one.last_month or '…'}"
            lifted = f"  dicabut / lifted {one.lifted_by}" if one.lifted_at else ""
            click.echo(f"{one.number}  {one.unit or '*'}  {span}  {one.reason}  {one.who}{lifted}")


@click.group()
def destroy() -> None:
    """Papers go by a list that two persons approve; a certificate and digests stay."""


@destroy.command()
@click.option("--unit", required=True, help="A unit's code or name, with all below.")
@click.option("--year", type=click.IntRange(1900, 2200))
@click.option("--reason", required=True)
@click.option("--asked", is_flag=True, help="Also what the schedule leaves to a person.")
@data_option
def propose(unit: str, year: int | None, reason: str, asked: bool, data: Path | None) -> None:
    """Draw up a list of what may go; prints its number."""
    from service.retention.proposals import propose as make

    with services_of(data) as services:
        _tell(make(DECIDER, unit, services, reason=reason, year=year, asked=asked))


@destroy.command("lists")
@data_option
def lists(data: Path | None) -> None:
    """All lists, newest first."""
    from service.retention.proposals import destruction_lists

    with services_of(data) as services:
        for one in destruction_lists(OPERATOR, services):
            _tell(one)


@destroy.command()
@number_argument
@data_option
def show(number: int, data: Path | None) -> None:
    """The papers of a list."""
    from service.retention.proposals import destruction_list

    with services_of(data) as services:
        view = destruction_list(OPERATOR, number, services)
    _tell(view.list)
    for item, filed in zip(view.items, view.papers, strict=True):
        name = f"{item.entry}-{item.position}"
        click.echo(f"{filed.month}  {filed.unit_code}  {item.code}  {name}  {filed.title}")


@destroy.command()
@number_argument
@click.option("--by", required=True, help="Name of the user who approves.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--code", default="", help="Of the second factor, where the user has one.")
@data_option
def approve(number: int, by: str, password_stdin: bool, code: str, data: Path | None) -> None:
    """Say yes to a list with one's own password; two different persons must."""
    from service.retention.proposals import approve as say

    with services_of(data) as services:
        _tell(say(_person(by, password_stdin, code, services), number, services))


@destroy.command()
@number_argument
@click.option("--by", required=True, help="Name of the user who refuses.")
@click.option("--reason", required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--code", default="", help="Of the second factor, where the user has one.")
@data_option
def refuse(
    number: int, by: str, reason: str, password_stdin: bool, code: str, data: Path | None
) -> None:
    """Say no to a list, which ends it."""
    from service.retention.proposals import refuse as say

    with services_of(data) as services:
        _tell(say(_person(by, password_stdin, code, services), number, services, reason=reason))


@destroy.command("carry-out")
@number_argument
@data_option
def carry_out(number: int, data: Path | None) -> None:
    """Destroy the papers of an approved list; prints the seals of the certificates."""
    from service.retention.destroying import destroy as do

    with services_of(data) as services:
        _tell(do(DECIDER, number, services))


def _tell(one: DestructionList) -> None:
    voters = ", ".join(f"{vote.who} ({vote.verdict})" for vote in one.votes) or "-"
    seals = f"  segel / seals {', '.join(map(str, one.seals))}" if one.seals else ""
    click.echo(
        f"{one.number}  {one.unit}  {one.papers}  {one.state}  {voters}{seals}  {one.reason}"
    )


def _person(name: str, from_stdin: bool, code: str, services: Services) -> User:
    """The user, by password: two persons' word is worth what it takes to give it."""
    from service import users

    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass("Kata sandi / password: ")
    login = users.log_in(name, password, services, code)
    users.log_out(login.token, services)
    return login.user
