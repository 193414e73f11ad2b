"""Pages of numbered blanks become copies: by form, unit and serial number, whatever their order.

A number that comes twice is no proof of one paper scanned twice: blanks are copied by hand. So
nothing is thrown away: each is a copy of its own, and a problem tells of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.content import PageContent
from records.findings import Problem

Key = tuple[str, int, str, str]


def contents_to_copies(
    contents: Sequence[PageContent],
) -> tuple[list[list[PageContent]], list[Problem]]:
    """The pages of each copy, in the order of the form's pages, and what is missing or twice.

    All `contents` are pages whose layout is known; the copies come in the order of their first
    pages in the stack.
    """
    order = {content.page: number for number, content in enumerate(contents)}
    named: dict[Key, list[PageContent]] = defaultdict(list)
    for content in contents:
        if content.code is not None:
            code = content.code
            named[code.form, code.version, code.unit, code.serial].append(content)
    copies = [copy for pages in named.values() for copy in _to_copies(pages, order)]
    for content in contents:
        if content.code is None:
            _add_nameless(content, copies, order)
    problems = [problem for copy in copies for problem in _missing(copy)]
    problems += [problem for pages in named.values() for problem in _twice(pages, copies)]
    for copy in copies:
        copy.sort(key=_number)
    copies.sort(key=lambda copy: min(order[content.page] for content in copy))
    return copies, sorted(problems, key=lambda one: one.page or 0)


def _number(content: PageContent) -> int:
    """Which page of its form it is."""
    return content.placed.page if content.placed is not None else 0


def _to_copies(pages: Sequence[PageContent], order: dict[int, int]) -> list[list[PageContent]]:
    """The pages that bear one number: usually one copy."""
    by_number: dict[int, list[PageContent]] = defaultdict(list)
    for content in pages:
        by_number[_number(content)].append(content)
    counts = {len(found) for found in by_number.values()}
    if len(counts) == 1:
        return [[found[k] for found in by_number.values()] for k in range(counts.pop())]
    copies: list[list[PageContent]] = []
    for content in pages:
        lacking = [c for c in copies if _number(content) not in map(_number, c)]
        nearest = min(lacking, key=lambda c: _gap(content, c, order), default=None)
        if nearest is None:
            copies.append([content])
        else:
            nearest.append(content)
    return copies


def _add_nameless(
    content: PageContent, copies: list[list[PageContent]], order: dict[int, int]
) -> None:
    """A page whose code is lost goes to the copy beside it in the stack that lacks it."""
    part = content.placed
    beside = [
        copy
        for copy in copies
        if part is not None
        and _gap(content, copy, order) == 1
        and (first := copy[0].placed) is not None
        and (first.form, first.pages) == (part.form, part.pages)
        and part.page not in map(_number, copy)
    ]
    if beside:
        beside[0].append(content)
    else:
        copies.append([content])


def _gap(content: PageContent, copy: Sequence[PageContent], order: dict[int, int]) -> int:
    return min(abs(order[content.page] - order[other.page]) for other in copy)


def _missing(copy: Sequence[PageContent]) -> list[Problem]:
    part = copy[0].placed
    if part is None:
        return []
    here = {_number(content) for content in copy}
    missing = [number for number in range(1, part.pages + 1) if number not in here]
    if not missing:
        return []
    code = next((content.code for content in copy if content.code is not None), None)
    serial = f" seri {code.serial}" if code is not None else ""
    pages = ", ".join(str(number) for number in missing)
    message = (
        f"Blangko {part.form.id}{serial}: halaman {pages} dari {part.pages} tidak ada. "
        "Cari lembarnya, lalu pindai semuanya bersama."
    )
    return [Problem("blank.page-missing", message, copy[0].page)]


def _twice(pages: Sequence[PageContent], copies: Sequence[Sequence[PageContent]]) -> list[Problem]:
    """That one number stands on several papers of the stack."""
    mine = [copy for copy in copies if any(content in pages for content in copy)]
    if len(mine) < 2 or pages[0].code is None:
        return []
    message = (
        f"Nomor seri {pages[0].code.serial} ({pages[0].code.form}) terdapat pada {len(mine)} "
        "blangko. Periksa apakah lembar yang sama terpindai dua kali."
    )
    return [Problem("blank.serial-twice", message, copy[0].page) for copy in mine[1:]]
