"""`berkas serve`, `start`, `work`: the service, all in one process tree or spread out."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import replace
from pathlib import Path

import click

from cli.installation import data_option, settings_of
from records.keeping import Entry, Role, State
from service.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
HEAD, ADMINISTRATOR = "kepala", "admin"
"""The first users: one reads everything there is, one looks after the service and reads nothing."""
PASSWORD_BYTES = 9
DONE = "selesai / done"
MOST_TOLD = 20
LOOK_S = 0.5


@click.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--no-worker", is_flag=True, help="Pages and API only; workers run elsewhere.")
@data_option
def serve(host: str | None, port: int | None, no_worker: bool, data: Path | None) -> None:
    """Pages, API and reading workers in one process tree."""
    raise SystemExit(_serve(_with_place(settings_of(data), host, port, no_worker)))


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@data_option
def start(port: int | None, data: Path | None) -> None:
    """What ./start calls: the service, a first login, and the sample scans read."""
    settings = _with_place(settings_of(data), None, port, False)
    for line in _welcome(settings):
        click.echo(line)
    threading.Thread(target=_tell_progress, args=(settings,), daemon=True).start()
    raise SystemExit(_serve(settings))


@click.command()
@click.option("--ping", is_flag=True, help="Only ask whether workers answer; exit code 0 or 1.")
@data_option
def work(ping: bool, data: Path | None) -> None:
    """A reading worker of a larger installation (Redis, PostgreSQL, S3)."""
    from worker.tree import work_tree

    settings = settings_of(data)
    if ping:
        from worker.tasks import is_answering

        raise SystemExit(0 if is_answering(settings) else 1)
    raise SystemExit(work_tree(settings))


def _with_place(
    settings: Settings, host: str | None, port: int | None, no_worker: bool
) -> Settings:
    place = replace(
        settings.serve, host=host or settings.serve.host, port=port or settings.serve.port
    )
    jobs = replace(settings.work, workers=0) if no_worker else settings.work
    return replace(settings, serve=place, work=jobs)


def _serve(settings: Settings) -> int:
    from worker.tree import serve_tree

    return serve_tree(settings, run_pages)


def run_pages(settings: Settings) -> None:
    """Serves pages and API until SIGTERM; runs in a process of its own."""
    from api.serving import run
    from service.jobs.feeding import keep_warm
    from service.wiring import build

    services = build(settings)
    ended = threading.Event()
    threading.Thread(target=keep_warm, args=(services, ended), daemon=True).start()
    try:
        run(services)
    finally:
        ended.set()
        services.close()


def _welcome(settings: Settings) -> list[str]:
    """Makes the first users and hands in the samples, once; returns what to tell."""
    from cli.installation import OPERATOR
    from service import library, users
    from service.intake import take
    from service.wiring import build

    address = f"http://{settings.serve.host}:{settings.serve.port}"
    services = build(settings)
    try:
        if users.everyone(services):
            return [f"berkas: {address}"]
        passwords = {name: secrets.token_urlsafe(PASSWORD_BYTES) for name in (HEAD, ADMINISTRATOR)}
        users.add(HEAD, passwords[HEAD], Role.HEAD, services, cleared=True)
        users.add(ADMINISTRATOR, passwords[ADMINISTRATOR], Role.ADMIN, services)
        if not library.entries(OPERATOR, library.EntryFilter(), services, limit=1).entries:
            for path in sorted(SAMPLES.glob("*.pdf")):
                with path.open("rb") as stream:
                    take(stream, path.name, HEAD, services)
        return [
            f"berkas: {address}",
            f"Masuk / log in: {HEAD}",
            f"Kata sandi / password: {passwords[HEAD]}",
            f"Pengelola / administrator: {ADMINISTRATOR}",
            f"Kata sandi / password: {passwords[ADMINISTRATOR]}",
            "(Kata sandi hanya ditampilkan sekali; ganti dengan / shown once, change them with: "
            "berkas user password NAME)",
        ]
    finally:
        services.close()


def _tell_progress(settings: Settings) -> None:
    """Tells each step of the files that wait, until none does; beside the service, never in it."""
    from cli.installation import OPERATOR
    from service import library
    from service.wiring import build

    services = build(settings)
    told: dict[str, str] = {}
    try:
        while True:
            found = library.entries(OPERATOR, library.EntryFilter(), services, limit=MOST_TOLD)
            for entry in reversed(found.entries):
                word = _step(entry)
                if told.get(entry.id, DONE) != word:
                    click.echo(f"  {entry.name}: {word}")
                told[entry.id] = word
            if all(entry.state is not State.RECEIVED for entry in found.entries):
                return
            time.sleep(LOOK_S)
    finally:
        services.close()


def _step(entry: Entry) -> str:
    if entry.state is State.ARCHIVED:
        return DONE
    if entry.state is State.FAILED:
        return f"gagal / failed ({entry.error_code})"
    if entry.pages_total:
        return f"halaman / page {entry.pages_done}/{entry.pages_total}"
    return "menunggu / waiting"
