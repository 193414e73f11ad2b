"""Text as a page's commands set it: in which font, and whether it leaves ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Page, Stream, parse_content_stream

INVISIBLE = 3
SHOWING = frozenset(("Tj", "TJ", "'", '"'))


def inked_fonts(source: Page | Stream) -> set[str]:
    """The names of the fonts that leave ink on the page or form; PdfError where it is broken."""
    looked_at = set_texts(list(parse_content_stream(source)))
    return {font for _, is_hidden, font in looked_at if font and not is_hidden}


def set_texts(commands: list[Any]) -> Iterator[tuple[Any, bool, str]]:
    """Each command, whether it sets text invisibly, and the font where it sets text."""
    mode, font = 0, ""
    saved: list[tuple[int, str]] = []
    for command in commands:
        name = str(command.operator)
        if name == "q":
            saved.append((mode, font))
        elif name == "Q" and saved:
            mode, font = saved.pop()
        elif name == "Tr" and command.operands:
            mode = int(command.operands[0])
        elif name == "Tf" and command.operands:
            font = str(command.operands[0])
        shows = name in SHOWING
        yield command, shows and mode == INVISIBLE, font if shows else ""
