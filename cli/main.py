"""`berkas`: one command, a verb each; a verb's module is loaded when it is called.

Exit codes: 0 done, 1 some of it failed or damage was found, 2 the call was wrong.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import click

from records.errors import BerkasError, RequestRejected

VERBS = {
    "read": "cli.reading:read",
    "serve": "cli.serving:serve",
    "start": "cli.serving:start",
    "work": "cli.serving:work",
    "user": "cli.people:user",
    "add": "cli.keeping:add",
    "search": "cli.keeping:search",
    "archive": "cli.archiving:archive",
    "report": "cli.archiving:report",
    "unit": "cli.archiving:unit",
    "reindex": "cli.keeping:reindex",
    "reread": "cli.keeping:reread",
    "compose": "cli.making:compose",
    "blank": "cli.printing:blank",
    "form": "cli.forming:form",
    "bench": "cli.bench.speed:bench",
}
"""The verbs and where they live."""


class Verbs(click.Group):
    """A group that imports a verb's module only when the verb is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BerkasError as error:
            click.echo(f"{error.code}: {error.message(spoken_language())}", err=True)
            raise SystemExit(2 if isinstance(error, RequestRejected) else 1) from error


def spoken_language() -> str:
    """`en` where the terminal's locale asks for English by name, else Indonesian."""
    asked = os.environ.get("BERKAS_LANGUAGE") or os.environ.get("LANGUAGE", "")
    return "en" if asked.startswith("en") else "id"


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="berkas")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="BERKAS_DATA",
    help="Folder of the embedded installation (or BERKAS_DATA).",
)
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """Turns paper into an archive that can be searched, checked and trusted."""
    context.obj = data


if __name__ == "__main__":
    main()
