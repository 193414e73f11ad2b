"""The swim-lane diagram: well-formed, accessible, free of script and style, true to its record."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from compose.diagram.layout import plan_diagram, route_diagram
from compose.diagram.swimlane import StepTarget, compose_swimlane
from records.findings import Matrix
from tests.compose.markup import parse
from tests.papers.bundle import procedure
from tests.papers.flows import draw_flow_record

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = range(10)


def matrix_of(seed: int, most_steps: int = 40) -> Matrix:
    return draw_flow_record(Random(seed), most_steps).matrix or Matrix()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mark_is_a_titled_shape_and_every_edge_an_arrow(seed: int) -> None:
    matrix = matrix_of(seed)
    drawn = parse(compose_swimlane(matrix))
    steps = [e for e in drawn.iter() if "step" in (e.get("class") or "").split()]
    assert len(steps) == sum(len(step.marks) for step in matrix.steps)
    for shape in steps:
        title = shape.find(f"{SVG}title")
        assert title is not None
        assert matrix.steps[int(shape.get("data-step") or "")].activity in (title.text or "")
    arrows = [e for e in drawn.iter() if e.get("class") == "flow-line"]
    assert len(arrows) == len(matrix.edges)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_needs_a_relaxed_content_policy(seed: int) -> None:
    drawn = parse(compose_swimlane(matrix_of(seed)))
    for element in drawn.iter():
        assert element.tag not in (f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject")
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)


@pytest.mark.parametrize("seed", SEEDS)
def test_shapes_keep_apart_and_arrows_out_of_other_shapes(seed: int) -> None:
    drawing = plan_diagram(matrix_of(seed))
    boxes = [shape.box for shape in drawing.shapes]
    for i, box in enumerate(boxes):
        assert not any(box.overlap(other) for other in boxes[:i])
        assert box.left >= 0
        assert box.right <= drawing.width
    for route in route_diagram(drawing):
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in route.points)


def test_a_step_leads_where_it_is_told() -> None:
    matrix = procedure().matrix or Matrix()
    target = StepTarget("#d0-matrix.steps.1", {"data-place": 'a"b'})
    drawn = parse(compose_swimlane(matrix, {1: target}))
    links = list(drawn.iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["#d0-matrix.steps.1"]
    assert links[0].get("data-place") == 'a"b'


def test_words_of_the_paper_cannot_break_out() -> None:
    matrix = procedure().matrix or Matrix()
    evil = replace(matrix.steps[0], activity='</text><script>alert(1)</script>"\x00\ud800')
    drawn = parse(
        compose_swimlane(replace(matrix, actors=("<b>", *matrix.actors[1:]), steps=(evil,)))
    )
    assert not list(drawn.iter(f"{SVG}script"))


def test_an_empty_matrix_is_an_empty_diagram() -> None:
    assert parse(compose_swimlane(Matrix())).tag == f"{SVG}svg"
