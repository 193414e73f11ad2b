"""`berkas bench`: speed on this machine, as ratios measured side by side.

Seconds of one machine say little about another; how two programs compare in turn on the same
files does. CPU time is that of the whole program, start to end, children included.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

from cli.bench.blanks import costs_to_text, measure_blanks
from cli.bench.pace import bench_archive
from cli.bench.screens import bench_screens
from cli.bench.shares import measure_share

SAMPLES = Path(__file__).parent.parent.parent / "samples"
OCRMYPDF = ("ocrmypdf", "--deskew", "--rotate-pages", "-l", "ind", "--quiet", "--jobs", "2")


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took."""

    cpu_s: float
    wall_s: float


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--against", type=click.Choice(["ocrmypdf"]), help="A program to run in turn.")
@click.option("--runs", default=3, show_default=True, type=click.IntRange(1, 50))
@click.option(
    "--archive",
    "archive_rows",
    type=click.IntRange(1000, 2_000_000),
    help="Instead: time the archive's queries on so many papers (100000 is usual).",
)
@click.option(
    "--screens",
    "screen_rows",
    type=click.IntRange(1000, 200_000),
    help="Instead: weigh every screen, and have it drawn by Chromium (10000 is usual).",
)
def bench(
    files: tuple[Path, ...],
    against: str | None,
    runs: int,
    archive_rows: int | None,
    screen_rows: int | None,
) -> None:
    """Read FILES (the bundled samples without any) with two jobs, again and again."""
    if archive_rows:
        bench_archive(archive_rows, runs)
        return
    if screen_rows:
        bench_screens(screen_rows, runs)
        return
    chosen = files or tuple(sorted(SAMPLES.glob("*.pdf")))
    if against and shutil.which(against) is None:
        raise click.UsageError(f"{against} tidak terpasang / is not installed")
    ours: list[Spent] = []
    theirs: list[Spent] = []
    rounds = range(runs)
    with click.progressbar(rounds, label="bench", file=sys.stderr) as bar:
        for _ in bar:
            ours.append(_ours(chosen))
            if against:
                theirs.append(_theirs(chosen))
    _tell("berkas read --jobs 2", ours)
    _tell_parts(chosen, runs)
    if theirs:
        _tell(" ".join(OCRMYPDF), theirs)
        pairs = list(zip(ours, theirs, strict=True))
        cpu = statistics.median(a.cpu_s / b.cpu_s for a, b in pairs)
        wall = statistics.median(a.wall_s / b.wall_s for a, b in pairs)
        click.echo(f"CPU {cpu:.2f} x, wall {wall:.2f} x {against} (median of {runs} pairs)")


def _tell_parts(files: tuple[Path, ...], runs: int) -> None:
    """What drawn matrices and blanks cost, where there are any."""
    share = measure_share(files)
    if share.pages:
        click.echo(
            f"rulings, symbols, grid and flow: {share.of_text:.0%} of the CPU time of reading "
            f"the text ({share.matrix_s:.2f} of {share.text_s:.2f} CPU-s, of which rulings "
            f"{share.rulings_s:.2f}, on {share.pages} drawn pages)"
        )
    blanks = measure_blanks(files, runs)
    if blanks:
        click.echo(costs_to_text(blanks))


def _ours(files: tuple[Path, ...]) -> Spent:
    with tempfile.TemporaryDirectory() as out:
        call = [sys.executable, "-m", "cli.main", "read", *map(str, files), "--out", out]
        return _run([[*call, "--jobs", "2"]])


def _theirs(files: tuple[Path, ...]) -> Spent:
    with tempfile.TemporaryDirectory() as out:
        return _run([[*OCRMYPDF, str(path), str(Path(out) / path.name)] for path in files])


def _run(calls: list[list[str]]) -> Spent:
    before, began = os.times(), time.monotonic()
    for call in calls:
        done = subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)  # noqa: S603 - our own command and a named one
        if done.returncode:
            raise click.ClickException(done.stderr.decode(errors="replace")[-400:])
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Spent(cpu, time.monotonic() - began)


def _tell(what: str, spent: list[Spent]) -> None:
    cpu = statistics.median(one.cpu_s for one in spent)
    wall = statistics.median(one.wall_s for one in spent)
    click.echo(f"{what}: {cpu:.1f} CPU-s, {wall:.1f} s")
