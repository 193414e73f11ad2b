"""How a procedure looks on paper; lengths in points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Fonts, strokes and labels of a typeset procedure; offices differ in all of them."""

    fonts: tuple[str, ...] = ("Liberation Sans", "Arial", "DejaVu Sans")
    text_size: float = 9
    is_landscape: bool = True
    margin: float = 36
    ruling: float = 0.6
    symbol_stroke: float = 0.9
    symbol_fill: str | None = None
    arrow_stroke: float = 0.7
    arrow_head: float = 4.5
    has_column_numbers: bool = False
    has_remarks: bool = True
    page_scale: float = 1.0
    """How much larger than A4 the page is, where its matrix is too wide for one."""
    head_labels: tuple[str, ...] = (
        "No.",
        "Kegiatan",
        "Pelaksana",
        "Mutu Baku",
        "Kelengkapan",
        "Waktu",
        "Output",
        "Ket.",
    )

    @property
    def page_width(self) -> float:
        return (841.89 if self.is_landscape else 595.28) * self.page_scale

    @property
    def page_height(self) -> float:
        return (595.28 if self.is_landscape else 841.89) * self.page_scale


PLAIN = Style()
