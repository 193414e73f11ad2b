"""The page's rulings among the runs of a table's grid, where worn lines gave no run of ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ocr.drawing.lines import SHORTEST_GRID, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records.paper import Ruling

WHOLE = 0.9
"""Share of a ruling that one run of ink covers, for the run to stand for the ruling."""
IN_LINE = 0.25
"""In letter heights: a run this near a ruling is a part of it."""


def with_rulings(
    runs: list[Run], rulings: Sequence[Ruling], letter_height: float, *, level: bool
) -> list[Run]:
    """The runs of one direction, each ruling that they only show in pieces as one run."""
    found = list(runs)
    for ruling in rulings:
        if ruling.is_horizontal != level:
            continue
        line = _to_run(ruling, level=level)
        if line.length < SHORTEST_GRID * letter_height:
            continue
        parts = [run for run in found if _is_part(run, line, letter_height)]
        if all(part.length < WHOLE * line.length for part in parts):
            found = [run for run in found if not any(run is part for part in parts)]
            found.append(line)
    return found


def _to_run(ruling: Ruling, *, level: bool) -> Run:
    along, across = np.array(ruling.points, dtype=np.float64).T[:: 1 if level else -1]
    return Run(float(along[0]), float(along[-1]), along, across, ruling.thickness)


def _is_part(run: Run, line: Run, letter_height: float) -> bool:
    near = IN_LINE * letter_height
    middle = (run.low + run.high) / 2
    return (
        run.low >= line.low - near
        and run.high <= line.high + near
        and abs(run.at(middle) - line.at(middle)) <= near
    )
