"""`python -m training fonts | learn | measure`: see README.md."""

from __future__ import annotations

from pathlib import Path

import click

from ocr.hand.model import ALPHABET

HOME = Path(__file__).parent
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def main() -> None:
    """Teaches the hand reader's network."""


@main.command()
@click.argument("packages", type=_FOLDER)
@click.argument("out", type=_FOLDER)
def fonts(packages: Path, out: Path) -> None:
    """Turns installed @fontsource packages (node_modules/@fontsource) into TTF files."""
    from training.fonts import convert_fonts

    click.echo(f"{convert_fonts(packages, out)} fonts")


@main.command()
@click.option("--pens", type=_FOLDER, required=True, help="TTF files of pen-like fonts.")
@click.option("--prints", type=_FOLDER, required=True, help="TTF files of printed fonts.")
@click.option("--base", type=_FILE, required=True, help="PP-OCR's recogniser (ONNX).")
@click.option("--minutes", type=float, default=60.0)
@click.option("--out", type=_FILE, required=True)
def learn(pens: Path, prints: Path, base: Path, minutes: float, out: Path) -> None:
    """Lets the base learn from drawn lines and writes the reader's file."""
    from training.lesson import learn as teach
    from training.network import read_network, write_network

    others = "".join((HOME / "others.txt").read_text(encoding="utf-8").split())
    network = read_network(base, ALPHABET, others)
    teach(network, (sorted(pens.rglob("*.ttf")), sorted(prints.rglob("*.ttf"))), minutes=minutes)
    write_network(network, base, out, ALPHABET)


@main.command()
@click.argument("files", nargs=-1, type=_FILE, required=True)
@click.option("--pens", type=_FOLDER, required=True, help="TTF files the file never learnt from.")
@click.option("--lines", default=400)
@click.option("--seed", default=900_000)
def measure(files: tuple[Path, ...], pens: Path, lines: int, seed: int) -> None:
    """Reads the same drawn lines with each file."""
    from training.measure import score_file
    from training.pages import DPI

    unseen = sorted(pens.rglob("*.ttf"))
    for level in DPI:
        for path in files:
            score = score_file(path, unseen, level, lines=lines, seed=seed)
            click.echo(
                f"{level:7} {path.name:28} whole {score.whole:.3f}  "
                f"errors {score.errors:.4f}  numbers {score.numbers:.3f}"
            )


if __name__ == "__main__":
    main()
