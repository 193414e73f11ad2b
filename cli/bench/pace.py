"""`berkas bench --archive ROWS`: how fast an archive of very many papers answers."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import click

MOST_MS = 100.0
"""What a query of the archive may take."""


def bench_archive(papers: int, runs: int) -> None:
    """Fill a temporary installation with papers, and time each query of the archive's pages."""
    from service.pacing.queries import furnish, paces
    from service.settings import Settings
    from service.wiring import build

    with tempfile.TemporaryDirectory() as folder:
        services = build(replace(Settings(), data=Path(folder)))
        count = furnish(services, papers)
        found = paces(services, runs)
        services.close()
    for one in found:
        sign = " " if one.cpu_ms < MOST_MS else "!"
        click.echo(f"{sign} {one.cpu_ms:7.1f} CPU-ms  {one.wall_ms:7.1f} ms  {one.name}")
    slow = sum(one.cpu_ms >= MOST_MS for one in found)
    click.echo(f"{count} papers, {len(found)} queries, {slow} of {MOST_MS:.0f} CPU-ms or more")
