"""Words looked for inside one document, all of it; numbers that are masked are not found."""

from __future__ import annotations

from dataclasses import dataclass

from records.errors import IndexMissing, NotFound
from records.keeping import EntryId, User, document_name
from service.filing.results import open_sheet
from service.filing.sight import Seen, look, sheet_digest
from service.review.masking import mask_shapes
from service.review.showing import mask_words, sheet_to_words, veils
from service.wiring import Services

LONGEST_TYPED = 200


@dataclass(frozen=True, slots=True)
class FoundInside:
    """(page, the words found on it) in order, and whether all pages were looked at."""

    pages: tuple[tuple[int, tuple[str, ...]], ...]
    is_complete: bool = True


def find_inside(
    user: User, name: tuple[EntryId, int], text: str, services: Services
) -> FoundInside | None:
    """Pages of the document that hold every word; None while the index does not know it.

    Raises NotFound.
    """
    from index.inside import find_in_document
    from index.language.analysis import terms

    told = {"position": name[1], "query": mask_shapes(text[:LONGEST_TYPED]), "part": "inside"}
    seen = look(user, name[0], services, deed="search", facts=told)
    if name[1] not in {filed.position for filed, _ in seen.rows}:
        raise NotFound(what=document_name(*name))
    try:
        found = find_in_document(services.pages(), document_name(*name), text[:LONGEST_TYPED])
    except IndexMissing:
        return None
    if found is None:
        return None
    pages = [(one.page, one.words) for one in found.pages if one.page in seen.pages]
    if any(letter.isdigit() for letter in text) and name[1] in veils(seen):
        wanted = tuple(terms(text))
        pages = [(page, _open_words(seen, page, wanted, services)) for page, _ in pages]
    return FoundInside(tuple(one for one in pages if one[1]), found.is_complete)


def _open_words(
    seen: Seen, page: int, wanted: tuple[str, ...], services: Services
) -> tuple[str, ...]:
    """What of the page's words the person may read answers: a guess at a number tells nothing."""
    from index.inside import words_in

    sheet = open_sheet(services.blobs, sheet_digest(seen, page))
    shown = mask_words(seen, page, sheet_to_words(sheet))
    return words_in(" ".join(word.text for word in shown), wanted)
