"""Invisible text that somebody's OCR laid over a scan is taken out: no word stands twice."""

from __future__ import annotations

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

from compose.pdfa.typed import set_texts

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
    kept = [command for command, is_hidden, _ in set_texts(commands) if not is_hidden]
    if len(kept) != len(commands):
        data = unparse_content_stream(kept)
        if isinstance(holder, Stream):
            holder.write(data)
        else:
            holder.Contents = pdf.make_stream(data)
    if isinstance(resources, Dictionary) and depth:
        for form in _forms(resources):
            _clean(pdf, form, form.get("/Resources"), form, depth - 1)
