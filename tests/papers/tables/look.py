"""How a table is drawn: paper, letters, borders, head; lengths in points."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PAPERS = {"A4": (595, 842), "F4": (609, 935)}
FONTS = (
    "LiberationSans",
    "LiberationSerif",
    "Carlito",
    "Caladea",
    "LiberationSansNarrow",
    "DejaVuSans",
)
BULLETS = ("{n}. ", "- ", "{a}. ", "{n}) ", "• ", "")


@dataclass(frozen=True)
class Look:
    """One office's way."""

    paper: str = "A4"
    is_landscape: bool = True
    font: str = "LiberationSans"
    size: float = 9.0
    ruling: float = 0.6
    grey: int = 0
    """How light the borders are, 0 black."""
    border: str = "solid"
    """Or `double`, `dotted`, `dashed`, within the outer frame."""
    frame: str = "whole"
    """Or `none`, `open` (no left and right side), `thick`, `double`."""
    has_number: bool = True
    has_remarks: bool = True
    has_column_numbers: bool = False
    has_groups: bool = True
    """Whether PELAKSANA and MUTU BAKU stand over their columns."""
    is_turned: bool = False
    """Whether actors' names run upwards."""
    is_shaded: bool = False
    """Whether the head has a grey ground."""
    has_capitals: bool = False
    bullet: str = "{n}. "
    padding: float = 3.0
    """Between text and border; below one the letters touch it."""
    repeats_head: bool = True
    margin: float = 40.0

    @property
    def page(self) -> tuple[float, float]:
        width, height = PAPERS[self.paper]
        return (height, width) if self.is_landscape else (width, height)


def random_look(random: Random, actors: int) -> Look:
    """A look at random; many actors stand on wide paper."""
    pick = random.choice
    ruling = pick((0.4, 0.5, 0.75, 1.0, 1.5))
    is_landscape = actors > 6 or random.random() < 0.7
    return Look(
        paper=pick(("A4", "F4")),
        is_landscape=is_landscape,
        font=pick(FONTS),
        size=pick((7, 7.5, 8, 9, 10, 11)) if actors < 7 else pick((7, 7.5, 8)),
        ruling=ruling,
        grey=pick((0, 0, 0, 0, 60, 110)) if ruling >= 0.75 else 0,
        border=pick(("solid",) * 5 + (("double", "dotted", "dashed") if ruling >= 0.75 else ())),
        frame=pick(("whole",) * 4 + ("none", "open", "thick", "double")),
        has_number=random.random() < 0.85,
        has_remarks=random.random() < 0.6,
        has_column_numbers=random.random() < 0.35,
        has_groups=random.random() < 0.85,
        is_turned=actors > 4 and random.random() < 0.35,
        is_shaded=random.random() < 0.3,
        has_capitals=random.random() < 0.3,
        bullet=pick(BULLETS),
        padding=pick((2.0, 3.0, 4.0, 5.0)),
        repeats_head=random.random() < 0.7,
    )
