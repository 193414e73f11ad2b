"""`berkas user`: who may log in."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import click

from cli.installation import data_option, services_of
from records.keeping import Role
from service import users


@click.group()
def user() -> None:
    """People who may log in."""


@user.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
@click.option("--unit", default="", help="Path code of the person's unit; empty: all units.")
@click.option("--cleared", is_flag=True, help="May see papers marked RAHASIA.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@data_option
def add(
    name: str, role: str, unit: str, cleared: bool, password_stdin: bool, data: Path | None
) -> None:
    """Add NAME."""
    with services_of(data) as services:
        made = users.add(
            name, _password(password_stdin), Role(role), services, unit=unit, cleared=cleared
        )
    click.echo(f"{made.name} ({made.role})")


@user.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@data_option
def password(name: str, password_stdin: bool, data: Path | None) -> None:
    """Give NAME a new password; open sessions of that person end."""
    with services_of(data) as services:
        users.set_password(name, _password(password_stdin), services)


@user.command("list")
@data_option
def list_users(data: Path | None) -> None:
    """All users."""
    with services_of(data) as services:
        for one in users.everyone(services):
            click.echo(f"{one.name}\t{one.role}\t{one.unit or '-'}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("Kata sandi / password: ")
