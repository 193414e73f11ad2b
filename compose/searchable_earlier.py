"""Invisible text that somebody's OCR laid over a scan is taken out: no word stands twice."""

from __future__ import annotations

from typing import Any

from pikepdf import (
    Dictionary,
    Name,
    Object,
    Operator,
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
    """Drops what is set invisibly on the page and in its forms, and the fonts left unused.

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
    kept, fonts = _visible(commands)
    if len(kept) != len(commands):
        data = unparse_content_stream(kept)
        if isinstance(holder, Stream):
            holder.write(data)
        else:
            holder.Contents = pdf.make_stream(data)
    if not isinstance(resources, Dictionary):
        return
    known = resources.get("/Font")
    if isinstance(known, Dictionary):
        resources.Font = Dictionary({key: font for key, font in known.items() if key in fonts})
    for form in _forms(resources) if depth else ():
        _clean(pdf, form, form.get("/Resources"), form, depth - 1)


def _visible(commands: list[Any]) -> tuple[list[Any], set[str]]:
    """The commands without text set invisibly, and the names of the fonts that leave ink."""
    kept: list[Any] = []
    fonts: set[str] = set()
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
        elif name in SHOWING:
            if mode == INVISIBLE:
                continue
            fonts.add(font)
        kept.append(command)
    return [c for c in kept if not _sets_unused_font(c, fonts)], fonts


def _sets_unused_font(command: Any, fonts: set[str]) -> bool:
    is_font = command.operator == Operator("Tf") and command.operands
    return bool(is_font) and str(command.operands[0]) not in fonts
