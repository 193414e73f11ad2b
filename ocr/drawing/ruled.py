"""The page's rulings among the runs of a table's grid, where worn lines gave no run of ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ocr.drawing.lines import SHORTEST_GRID, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
    spans = np.array([_span(run) for run in runs]).reshape(-1, 3)
    for ruling in rulings:
        if ruling.is_horizontal != level:
            continue
        line = _to_run(ruling, level=level)
        if line.length < SHORTEST_GRID * letter_height:
            continue
        is_part = _are_parts(spans, line, IN_LINE * letter_height)
        if (spans[is_part, 1] - spans[is_part, 0] >= WHOLE * line.length).any():
            continue
        found = [run for run, part in zip(found, is_part, strict=True) if not part] + [line]
        spans = np.vstack([spans[~is_part], _span(line)])
    return found


def _span(run: Run) -> tuple[float, float, float]:
    """From where to where a run reaches, and where across its middle lies."""
    return run.low, run.high, run.at((run.low + run.high) / 2)


def _to_run(ruling: Ruling, *, level: bool) -> Run:
    along, across = np.array(ruling.points, dtype=np.float64).T[:: 1 if level else -1]
    return Run(float(along[0]), float(along[-1]), along, across, ruling.thickness)


def _are_parts(spans: NDArray[np.float64], line: Run, near: float) -> NDArray[np.bool_]:
    """Which runs lie on a line, by their spans."""
    low, high, across = spans.T
    off = np.abs(across - np.interp((low + high) / 2, line.knots, line.middle))
    is_inside = (low >= line.low - near) & (high <= line.high + near)
    return np.asarray(is_inside & (off <= near))
