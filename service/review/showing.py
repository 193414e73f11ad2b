"""Documents as one person sees them: numbers masked unless revealed, on the paper too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from archive.desk.reviews import Review
from records.findings_json import json_to_record
from records.geometry import Box
from records.keeping import Filed
from records.paper import Sheet
from service.filing.sight import Seen
from service.filing.views import Document, PageWord
from service.review.masking import Veil, hidden_keys, mask, mask_shapes, veil


def veils(seen: Seen) -> dict[int, Veil]:
    """What is masked of each document that shows no more to the person, by position."""
    return {
        filed.position: veil(json_to_record(json.loads(text)), seen.forms)
        for filed, text in seen.rows
        if filed.position not in seen.revealed
    }


def shown_documents(seen: Seen) -> tuple[Document, ...]:
    """The visible documents, each as far as it is revealed."""
    veiled = veils(seen)
    found = []
    for filed, text in seen.rows:
        hidden = veiled.get(filed.position)
        record = hidden.record if hidden else json_to_record(json.loads(text))
        found.append(Document(filed, record, len(hidden.paths) if hidden else 0))
    return tuple(found)


def shown_words(seen: Seen, filed: Filed, said: Iterable[Review]) -> tuple[Review, ...]:
    """What was said of a document, without what was ever said of its masked values."""
    hidden = veils(seen).get(filed.position)
    if hidden is None:
        return tuple(said)
    keys = hidden_keys(filed.form or "", seen.forms)
    return tuple(
        replace(word, before=mask_shapes(word.before), after=mask_shapes(word.after))
        for word in said
        if word.path not in hidden.paths and word.path.rpartition(".")[2] not in keys
    )


def covered(seen: Seen, page: int) -> tuple[Box, ...]:
    """Places on the page that are not to be read, in shares of it."""
    return tuple(
        box for found in veils(seen).values() for number, box in found.places if number == page
    )


def is_open(seen: Seen, page: int) -> bool:
    """Whether every document on the page is revealed (a page of none is not)."""
    here = [filed.position for filed, _ in seen.rows if page in filed.pages]
    return bool(here) and seen.revealed.issuperset(here)


def sheet_to_words(sheet: Sheet) -> tuple[PageWord, ...]:
    """The words of a page with their places in shares of it."""
    return tuple(
        PageWord(word.text, sheet.share(word.box), word.confidence, word.line)
        for word in sheet.words
    )


def hidden_places(seen: Seen, page: int, sheet: Sheet) -> tuple[Box, ...]:
    """Places not to be read on the page's picture: masked values, and words that are masked."""
    words = sheet_to_words(sheet)
    shown = zip(words, mask_words(seen, page, words), strict=True)
    return (*covered(seen, page), *(word.box for word, said in shown if word.text != said.text))


def mask_words(seen: Seen, page: int, words: tuple[PageWord, ...]) -> tuple[PageWord, ...]:
    """The page's words with masked numbers: where they are known to stand, and by their shape."""
    if is_open(seen, page):
        return words
    places = covered(seen, page)
    hidden = tuple(
        replace(word, text=mask(word.text))
        if any(box.contains(word.box.center) for box in places)
        else word
        for word in words
    )
    # a number may be written over several words: its shape shows in the running text only
    running = mask_shapes(" ".join(word.text for word in hidden))
    found, at = [], 0
    for word in hidden:
        found.append(replace(word, text=running[at : at + len(word.text)]))
        at += len(word.text) + 1
    return tuple(found)
