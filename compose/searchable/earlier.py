"""Invisible text that somebody's OCR laid over a scan is taken out: no word stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import (
    Dictionary,
    Name,
    Object,
    Page,
    Pdf,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

INVISIBLE = 3
SHOWING = frozenset(("Tj", "TJ", "'", '"'))
MAX_DEPTH = 6


def remove_invisible_text(pdf: Pdf, page: Page) -> None:
    """Drops what is set invisibly on the page and in its forms.

    A page whose commands cannot be parsed stays as it is.
    """
    resources = page.obj.get("/Resources")
    if isinstance(resources, Dictionary) and _may_hold_text(resources, MAX_DEPTH):
        _clean(pdf, page, resources, page.obj, MAX_DEPTH)


def _may_hold_text(resources: Any, depth: int) -> bool:
    if not isinstance(resources, Dictionary) or not depth:
        return False
    if resources.get("/Font"):
        return True
    return any(_may_hold_text(form.get("/Resources"), depth - 1) for form in _forms(resources))


def _forms(resources: Dictionary) -> list[Stream]:
    group = resources.get("/XObject")
    things = [thing for _, thing in group.items()] if isinstance(group, Dictionary) else []
    return [t for t in things if isinstance(t, Stream) and t.get("/Subtype") == Name.Form]


def _clean(pdf: Pdf, source: Any, resources: Any, holder: Object, depth: int) -> None:
    try:
        commands = list(parse_content_stream(source))
    except PdfError:
        return
    kept = [command for command, is_hidden, _ in _looked_at(commands) if not is_hidden]
    if len(kept) != len(commands):
        data = unparse_content_stream(kept)
        if isinstance(holder, Stream):
            holder.write(data)
        else:
            holder.Contents = pdf.make_stream(data)
    if isinstance(resources, Dictionary) and depth:
        for form in _forms(resources):
            _clean(pdf, form, form.get("/Resources"), form, depth - 1)


def inked_fonts(source: Page | Stream) -> set[str]:
    """The names of the fonts that leave ink on the page or form; PdfError where it is broken."""
    looked_at = _looked_at(list(parse_content_stream(source)))
    return {font for _, is_hidden, font in looked_at if font and not is_hidden}


def _looked_at(commands: list[Any]) -> Iterator[tuple[Any, bool, str]]:
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
