"""`berkas archive verify`, `reconcile`, `trail`: the archive proven, mended, and told of."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.installation import KEEPER, OPERATOR, data_option, services_of
from cli.main import spoken_language
from records.months import Damage

if TYPE_CHECKING:
    from service.wiring import Services

json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.command()
@json_option
@click.option("--resume", is_flag=True, help="Go on with a proof that was cut off.")
@click.option("--mb-per-s", type=click.FloatRange(min=0.001), help="Read no faster than this.")
@click.option("--last", is_flag=True, help="Tell the latest nightly or resumed proof.")
@data_option
def verify(
    as_json: bool, resume: bool, mb_per_s: float | None, last: bool, data: Path | None
) -> None:
    """Prove blobs, catalogue, index, bags and ledger against one another; 0 whole, 1 damage."""
    with services_of(data) as services, _Progress() as bar:
        if last:
            damages = _last(services)
        elif resume or mb_per_s:
            from service.proof.nightly import prove_on

            pause = _throttle(mb_per_s)
            damages = prove_on(OPERATOR.name, services, pause=pause, progress=bar).damages
        else:
            from service.proof.archive_proof import verify_archive

            damages = verify_archive(OPERATOR, services, bar)
    _tell_damages(damages, as_json)
    raise SystemExit(1 if damages else 0)


@click.command()
@click.option("--mend", is_flag=True, help="Mend what can be made again from what is whole.")
@json_option
@data_option
def reconcile(mend: bool, as_json: bool, data: Path | None) -> None:
    """Find differences of blobs, catalogue and index; 0 none or all mended, 1 some are left."""
    from service.proof.reconcile import reconcile as find
    from service.proof.wording import damage_in_words

    with services_of(data) as services:
        found = find(KEEPER, services, mend=mend)
    if as_json:
        told = [
            _told(one.damage) | {"can_be_mended": one.can_be_mended, "mended": one.is_mended}
            for one in found
        ]
        click.echo(json.dumps({"differences": told}, ensure_ascii=False))
    else:
        for one in found:
            sign = "+" if one.is_mended else "o" if one.can_be_mended else "!"
            words = damage_in_words(one.damage, spoken_language())
            click.echo(f"{sign} {one.damage.code}  {words}")
        left = sum(not one.is_mended for one in found)
        mended = len(found) - left
        click.echo(f"{mended} diperbaiki / mended (+), {left} tersisa / left (o --mend, !)")
    raise SystemExit(0 if all(one.is_mended for one in found) else 1)


@click.command()
@click.option("--text", default="", help="Found in person, target or facts.")
@click.option("--deed", default="", help="One kind of deed, such as read, search, month-seal.")
@click.option("--who", default="", help="One person.")
@click.option("--target", default="", help="One entry, document, or unit@month.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Office time.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Office time.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=".csv or .xlsx")
@data_option
def trail(
    text: str,
    deed: str,
    who: str,
    target: str,
    since: datetime | None,
    until: datetime | None,
    out: Path | None,
    data: Path | None,
) -> None:
    """The audit trail: who did what to which, when; as a table with --out."""
    from service.access.oversight import TrailFilter, write_trail

    suffix = out.suffix.lower() if out else ".csv"
    if suffix not in (".csv", ".xlsx"):
        raise click.UsageError("--out FILE.csv, FILE.xlsx")
    with services_of(data) as services:
        zone = services.settings.serve.time_zone
        first, end = (at.replace(tzinfo=zone) if at else None for at in (since, until))
        wanted = TrailFilter(text, deed, who, target, first, end)
        if out is None:
            write_trail(KEEPER, sys.stdout.buffer, services, wanted)
            return
        with out.open("wb") as kept:
            count = write_trail(KEEPER, kept, services, wanted, suffix=suffix)
    click.echo(f"{out}: {count} baris / lines")


def _last(services: Services) -> tuple[Damage, ...]:
    from service.proof.nightly import last_proof

    state = last_proof(OPERATOR, services)
    if state is None:
        click.echo("Belum ada / none yet", err=True)
        return ()
    ended = "selesai / ended" if state.ended_at else "berjalan / under way"
    at = state.told_at.astimezone(services.settings.serve.time_zone)
    click.echo(f"{at:%Y-%m-%d %H:%M} {ended} {state.done}/{state.wanted}", err=True)
    return state.damages


def _throttle(mb_per_s: float | None) -> Callable[[int], bool]:
    def pause(size: int) -> bool:
        if mb_per_s:
            time.sleep(size / (mb_per_s * 1_000_000))
        return True

    return pause


def _tell_damages(damages: Iterable[Damage], as_json: bool) -> None:
    from service.proof.wording import damage_in_words

    found = list(damages)
    if as_json:
        told = {"whole": not found, "damages": [_told(one) for one in found]}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.code}  {damage_in_words(one, spoken_language())}")
    click.echo("Utuh / whole" if not found else f"Rusak / damage: {len(found)}")


def _told(one: Damage) -> dict[str, object]:
    return {"code": one.code, "what": one.what, "facts": dict(one.facts)}


class _Progress:
    """A bar of blobs on the error channel, where that is a terminal."""

    def __enter__(self) -> _Progress:
        self.is_shown = sys.stderr.isatty()
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_shown:
            click.echo("", err=True)

    def __call__(self, done: int, every: int) -> None:
        if self.is_shown and (done % 100 == 0 or done == every):
            click.echo(f"\r{done}/{every}", nl=False, err=True)
