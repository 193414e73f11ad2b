"""Parts of a matrix on several pages become one matrix with the place of every value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from extract.grammar.durations import lines_to_duration
from extract.joining.grouping import parts_to_groups
from extract.joining.kinds import Around, RowKind, number_of, row_to_kind
from extract.joining.numbers import (
    number_to_expected,
    numbers_to_gaps,
    text_to_expected_number,
    text_to_number,
)
from extract.lexicon import Lexicon, words_to_lexicon
from extract.lines import Line, lines_to_items, lines_to_text
from extract.matrix.parts import JoinedMatrix, MatrixPart, PartRow, PlacedMark, Written
from extract.specks import has_odd_signs
from records.findings import Edge, Evidence, Mark, Matrix, Problem, Step
from records.paper import Source, Word

REVIEW_BELOW = 0.75
"""Confidence under which a person should look."""
ODD = 0.6
"""Confidence of a text in which a comma was read as a full stop, or a speck as a sign."""
CATCHWORD_ALIKE = 80.0
"""Likeness, of 100, of a catchword and the words the next page begins with."""

TEXTS = ("no", "activity", "requirements", "duration", "output", "remarks")


@dataclass(slots=True)
class _Draft:
    """A step while its rows are gathered: (part, text) in order for each of its values."""

    page: int
    section: str | None
    number: str
    texts: dict[str, list[tuple[MatrixPart, Written]]] = field(default_factory=dict)
    marks: list[tuple[MatrixPart, PlacedMark]] = field(default_factory=list)

    def add(self, part: MatrixPart, row: PartRow, marks: Sequence[PlacedMark]) -> None:
        """Adds a row's texts and marks."""
        written = (
            row.number,
            row.activity,
            row.requirements,
            row.duration,
            row.output,
            row.remarks,
        )
        for name, text in zip(TEXTS, written, strict=True):
            held = self.texts.setdefault(name, [])
            if not held or not text.is_empty:
                held.append((part, text))
        self.marks.extend((part, mark) for mark in marks)

    def lines(self, name: str, lexicon: Lexicon | None = None) -> tuple[Line, ...]:
        """The lines of a value, weak readings put right where a lexicon is given."""
        lines = (line for _, text in self.texts[name] for line in text.lines)
        return tuple(lexicon.mend_line(line) if lexicon else line for line in lines)

    def has(self, name: str) -> bool:
        return bool(self.lines(name))


@dataclass(slots=True)
class _Drafts:
    """The steps gathered so far, and what the next rows need to know of them."""

    steps: list[_Draft] = field(default_factory=list)
    section: str | None = None
    ends_in_section: bool = False

    @property
    def number(self) -> int | None:
        numbers = [text_to_number(step.number) for step in self.steps]
        return next((n for n in reversed(numbers) if n is not None), None)


def parts_to_matrices(parts: Sequence[MatrixPart]) -> tuple[JoinedMatrix, ...]:
    """The matrices of a file, in page order, from their parts with marks and edges attached."""
    return tuple(_join(group) for group in parts_to_groups(parts))


def _join(parts: tuple[MatrixPart, ...]) -> JoinedMatrix:
    drafts = _Drafts()
    steps_of = tuple(_take_part(drafts, parts, i) for i in range(len(parts)))
    lexicon = words_to_lexicon(_words(parts))
    steps = tuple(_step(draft, lexicon) for draft in drafts.steps)
    edges, edge_evidence = _edges(parts, steps_of)
    names, name_evidence = _actors(parts, lexicon)
    evidence = {**name_evidence, **edge_evidence}
    for i, draft in enumerate(drafts.steps):
        evidence.update(_step_evidence(i, draft))
    title = next((part.title.text for part in parts if part.title is not None), None)
    return JoinedMatrix(
        Matrix(names, steps, edges), title, parts, steps_of, evidence, _problems(steps)
    )


def _take_part(drafts: _Drafts, parts: Sequence[MatrixPart], at: int) -> tuple[int, ...]:
    """Takes a part's rows in; the step each became."""
    part = parts[at]
    steps: list[int] = []
    for i, row in enumerate(part.rows):
        is_first = at > 0 and not any(s >= 0 for s in steps)
        around = _around(drafts, part, i, is_first)
        kind = row_to_kind(part, i, around)
        marks = sorted((m for m in part.marks if m.row == i), key=lambda m: m.box.left)
        if kind is RowKind.SECTION:
            _take_section(drafts, row, is_first)
        if kind is RowKind.STEP:
            before = drafts.number if drafts.steps else 0
            number = _number(row, before, around.number_after, drafts.ends_in_section)
            drafts.steps.append(_Draft(part.page, drafts.section, number))
            drafts.ends_in_section = False
        if kind is RowKind.REST:
            _drop_catchword(drafts.steps[-1], row)
        if kind in (RowKind.STEP, RowKind.REST):
            drafts.steps[-1].add(part, row, marks)
            steps.append(len(drafts.steps) - 1)
        else:
            steps.append(-1)
    return tuple(steps)


def _around(drafts: _Drafts, part: MatrixPart, index: int, is_first: bool) -> Around:
    after = (number_of(row) for row in part.rows[index + 1 :])
    has_step = bool(drafts.steps) and not drafts.ends_in_section
    return Around(
        is_first=is_first,
        number_before=drafts.number,
        number_after=next((n for n in after if n is not None), None),
        has_step_before=has_step,
        has_duration_before=has_step and drafts.steps[-1].has("duration"),
    )


def _take_section(drafts: _Drafts, row: PartRow, is_first: bool) -> None:
    text = row.activity.text
    if is_first and drafts.ends_in_section and drafts.section:
        text = f"{drafts.section} {text}"
    drafts.section = text
    drafts.ends_in_section = True


def _number(row: PartRow, before: int | None, after: int | None, may_restart: bool) -> str:
    """The number as written, a slip put right where its neighbours allow one number only."""
    text = row.number.text
    if before is None:
        return text
    number = text_to_number(text)
    if number is None:
        return text_to_expected_number(text, before + 1) or text
    # No two steps have one number: the last of a page may look like one before it.
    goes_back = number == before or (number < before and not may_restart)
    if (number != before + 1 and after == before + 2) or (goes_back and after is None):
        return number_to_expected(text, before + 1) or text
    return text


def _drop_catchword(draft: _Draft, row: PartRow) -> None:
    """Takes away a last line `/ first words of the next page …`."""
    held = draft.texts["activity"]
    part, text = held[-1]
    if not text.lines or not text.lines[-1][0].text.startswith("/"):
        return
    catchword = lines_to_text(text.lines[-1:]).lstrip("/ ").rstrip("…. ")
    begun = row.activity.text[: len(catchword)]
    if catchword and fuzz.ratio(catchword.lower(), begun.lower()) >= CATCHWORD_ALIKE:
        kept = text.lines[:-1]
        held[-1] = (part, Written(kept, text.box, text.confidence, lines_to_text(kept)))


def _words(parts: Sequence[MatrixPart]) -> Iterator[Word]:
    for part in parts:
        for actor in part.actors:
            yield from actor.name.words
        for row in part.rows:
            for text in (row.activity, row.requirements, row.duration, row.output):
                yield from text.words


def _step(draft: _Draft, lexicon: Lexicon) -> Step:
    return Step(
        no=draft.number,
        activity=lines_to_text(draft.lines("activity", lexicon)),
        section=draft.section,
        marks=tuple(Mark(mark.actor, mark.symbol) for _, mark in draft.marks),
        requirements=lines_to_items(draft.lines("requirements", lexicon)),
        duration=lines_to_duration(draft.lines("duration", lexicon)),
        output=lines_to_text(draft.lines("output", lexicon)),
        remarks=lines_to_text(draft.lines("remarks", lexicon)),
        page=draft.page,
    )


def _step_evidence(index: int, draft: _Draft) -> dict[str, Evidence]:
    base = f"matrix.steps.{index}"
    evidence = {
        f"{base}.{name}": _evidence(held)
        for name, held in draft.texts.items()
        if held[0][1].box.width > 0
    }
    number = evidence.get(f"{base}.no")
    if number is not None and number.text != draft.number:
        evidence[f"{base}.no"] = replace(number, needs_review=True)
    for i, (part, mark) in enumerate(draft.marks):
        evidence[f"{base}.marks.{i}"] = Evidence(
            part.page,
            part.share(mark.box),
            mark.symbol.value,
            mark.confidence,
            Source.SYMBOL,
            mark.confidence < REVIEW_BELOW,
        )
    return evidence


def _evidence(held: Sequence[tuple[MatrixPart, Written]]) -> Evidence:
    """Where a text stands; one that goes on overleaf is shown where it begins."""
    part, first = held[0]
    words = [word for _, text in held for word in text.words]
    confidence = round(min(text.confidence for _, text in held), 3)
    if any(has_odd_signs(text.text) for _, text in held) and part.source is Source.PRINT:
        confidence = min(confidence, ODD)
    return Evidence(
        part.page,
        part.share(first.box),
        " ".join(text.as_written for _, text in held if not text.is_empty),
        confidence,
        words[0].source if words else part.source,
        confidence < REVIEW_BELOW,
    )


def _actors(
    parts: Sequence[MatrixPart], lexicon: Lexicon
) -> tuple[tuple[str, ...], dict[str, Evidence]]:
    """Each actor's name as most heads give it, the surest of those alike."""
    names: list[str] = []
    evidence: dict[str, Evidence] = {}
    for i in range(len(parts[0].actors)):
        readings = [(part, part.actors[i].name) for part in parts]
        count = Counter(name.text for _, name in readings if name.text)
        best = max(readings, key=lambda r: (count[r[1].text], r[1].confidence))
        names.append(lines_to_text([lexicon.mend_line(line) for line in best[1].lines]))
        evidence[f"matrix.actors.{i}"] = _evidence([best])
    return tuple(names), evidence


def _edges(
    parts: Sequence[MatrixPart], steps_of: Sequence[tuple[int, ...]]
) -> tuple[tuple[Edge, ...], dict[str, Evidence]]:
    """The edges within each page, rows made steps."""
    edges: list[Edge] = []
    evidence: dict[str, Evidence] = {}
    for part, steps in zip(parts, steps_of, strict=True):
        for edge in part.edges:
            start, end = steps[edge.start[0]], steps[edge.end[0]]
            if start < 0 or end < 0:
                continue
            evidence[f"matrix.edges.{len(edges)}"] = Evidence(
                part.page,
                part.share(edge.box),
                edge.label or "",
                edge.confidence,
                Source.SYMBOL,
                edge.needs_review or edge.confidence < REVIEW_BELOW,
            )
            edges.append(Edge((start, edge.start[1]), (end, edge.end[1]), edge.label))
    return tuple(edges), evidence


def _problems(steps: Sequence[Step]) -> tuple[Problem, ...]:
    numbers = [(n, s.page) for s in steps if (n := text_to_number(s.no)) is not None]
    return tuple(
        Problem(
            "matrix.number-missing",
            f"Nomor {first if first == last else f'{first}-{last}'} tidak ditemukan dalam "
            "matriks kegiatan; periksa apakah ada halaman yang belum dipindai.",
            page,
        )
        for first, last, page in numbers_to_gaps(numbers)
    )
