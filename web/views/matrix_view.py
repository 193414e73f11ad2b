"""An activity matrix as a table: who acts in a row, and where the flow goes from there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from compose.diagram.swimlane import DiagramWords, StepTarget, compose_swimlane
from records.findings import Edge, Matrix, Step
from web.language import Tongue
from web.views.labels import SYMBOLS, named
from web.views.values import Place, Reader


@dataclass(frozen=True, slots=True)
class MarkView:
    """A symbol in an actor's column and the ways out of it, in words."""

    symbol: str
    name: str
    flows: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell's text with its place."""

    text: str
    place: Place | None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """A row: `section` is set on the first row below a section head, for it to be drawn above."""

    no: str
    section: str | None
    activity: CellView
    marks: tuple[tuple[MarkView, ...], ...]
    requirements: tuple[CellView, ...]
    duration: CellView
    output: CellView
    remarks: CellView


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix ready for a template."""

    actors: tuple[str, ...]
    steps: tuple[StepView, ...]
    has_remarks: bool
    diagram: Markup
    """The flow as a swim-lane diagram, each step joined to its place on the paper."""


def matrix_to_view(matrix: Matrix, reader: Reader) -> MatrixView:
    """The matrix with flows grouped at the marks they leave."""
    flows = _flows(matrix, reader.tongue)
    steps = []
    section: str | None = None
    for number, step in enumerate(matrix.steps):
        opens = step.section if step.section != section else None
        section = step.section
        steps.append(_step_to_view(matrix, number, opens, flows, reader))
    has_remarks = any(step.remarks for step in matrix.steps)
    return MatrixView(matrix.actors, tuple(steps), has_remarks, _diagram(matrix, reader))


def _diagram(matrix: Matrix, reader: Reader) -> Markup:
    targets = {}
    for number in range(len(matrix.steps)):
        place = reader.place(f"matrix.steps.{number}.activity")
        if place:
            joined = {"data-place": place.id, "data-page": str(place.page)}
            targets[number] = StepTarget(f"#place-{place.id}", joined)
    words = DiagramWords(reader.tongue.text("Diagram alir"), reader.tongue.text("Langkah"))
    doubts = {
        edge: reader.doubt(found)
        for number, edge in enumerate(matrix.edges)
        if (found := reader.evidence.get(f"matrix.edges.{number}")) and found.needs_review
    }
    # every text in it was escaped where the diagram was drawn
    return Markup(compose_swimlane(matrix, targets, words, doubts))  # noqa: S704


def _step_to_view(
    matrix: Matrix,
    number: int,
    section: str | None,
    flows: dict[tuple[int, int], list[str]],
    reader: Reader,
) -> StepView:
    step = matrix.steps[number]
    base = f"matrix.steps.{number}"
    return StepView(
        step.no,
        section,
        _cell(reader, f"{base}.activity", step.activity),
        tuple(_marks(step, number, actor, flows, reader) for actor in range(len(matrix.actors))),
        _requirements(reader, base, step),
        _cell(reader, f"{base}.duration", step.duration),
        _cell(reader, f"{base}.output", step.output),
        _cell(reader, f"{base}.remarks", step.remarks),
    )


def _cell(reader: Reader, path: str, text: str) -> CellView:
    return CellView(text, reader.place(path), reader.doubt(reader.evidence.get(path)))


def _requirements(reader: Reader, base: str, step: Step) -> tuple[CellView, ...]:
    whole = reader.place(f"{base}.requirements")
    return tuple(
        CellView(text, reader.place(f"{base}.requirements.{n}") or whole)
        for n, text in enumerate(step.requirements)
    )


def _marks(
    step: Step,
    number: int,
    actor: int,
    flows: dict[tuple[int, int], list[str]],
    reader: Reader,
) -> tuple[MarkView, ...]:
    return tuple(
        MarkView(
            mark.symbol,
            reader.tongue.text(named(SYMBOLS, mark.symbol)),
            tuple(flows[(number, actor)]),
            reader.place(f"matrix.steps.{number}.marks.{n}"),
        )
        for n, mark in enumerate(step.marks)
        if mark.actor == actor
    )


def _flows(matrix: Matrix, tongue: Tongue) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for edge in matrix.edges:
        said = _flow(matrix, edge, tongue)
        if said:
            found[edge.start].append(said)
    return found


def _flow(matrix: Matrix, edge: Edge, tongue: Tongue) -> str:
    """What an edge says where it leaves; nothing for the plain way to the next row."""
    (row, _), (to_row, to_actor) = edge.start, edge.end
    if to_row >= len(matrix.steps) or to_actor >= len(matrix.actors):
        return ""
    if to_row == row:
        target = matrix.actors[to_actor]
    elif to_row == row + 1 and not edge.label:
        return ""
    else:
        target = tongue.text("langkah {no}", no=matrix.steps[to_row].no or str(to_row + 1))
    return f"{edge.label}: → {target}" if edge.label else f"→ {target}"
