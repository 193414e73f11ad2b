"""Filled blanks at random, drawn with pen-like fonts in several layouts, with their truth.

The fonts in `fonts/` are under the SIL Open Font License; their licences lie beside them.
"""

from __future__ import annotations

import random as randomness
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typst

from forms.form import Field, FieldKind, Form
from records.findings import FieldValue
from tests.papers.registers import given_rows, rows_to_values, table_at
from tests.papers.values import Written, fill_field

Layout = Literal["dotted", "ruled", "boxes"]
LAYOUTS: tuple[Layout, ...] = ("dotted", "ruled", "boxes")
FONTS = Path(__file__).parent / "fonts"
HANDS: Mapping[str, float] = {
    "Kalam": 13.0,
    "Patrick Hand": 14.0,
    "Caveat": 17.0,
    "Architects Daughter": 12.5,
    "Indie Flower": 14.0,
    "Shadows Into Light": 14.5,
}
"""Fonts and the size in points at which their letters are as tall as a hand writes."""
INKS = ('rgb("1a1a60")', "luma(15%)", "luma(30%)")
PRINT = ("Libertinus Serif", "New Computer Modern")
UNITS = ("POLSEK BATURRADEN", "POLSEK KUPANG TENGAH", "POLSEK LAWANG", "POLSEK TELUK BAYUR")
Stroke = tuple[tuple[float, float], tuple[float, float]]
"""From where to where the pen went, in millimetres from the square's upper left corner."""
_CROSS: tuple[Stroke, ...] = (((0.4, 0.2), (3.7, 3.9)), ((3.8, 0.1), (0.3, 3.6)))
_HATCHED: tuple[Stroke, ...] = tuple(
    ((0.2, 0.3 + 0.4 * k), (3.8, 0.1 + 0.4 * k)) for k in range(10)
)
STROKES: Mapping[str, tuple[Stroke, ...]] = {
    "cross": _CROSS,
    "tick": (((0.4, 1.6), (1.7, 3.6)), ((1.7, 3.6), (4.3, -0.8))),
    "stroke": (((0.5, 3.9), (3.6, 0.0)),),
    "filled": _HATCHED,
    "dash": (((-1.6, 2.2), (5.0, 1.8)),),
    "beside": (((-3.6, 1.6), (-2.6, 3.6)), ((-2.6, 3.6), (-0.9, -0.4))),
}
CHECKS = ("cross", "tick", "stroke")
TAKEN_BACK: Mapping[str, tuple[Stroke, ...]] = {
    "struck": (*_CROSS, ((-1.8, 2.4), (6.4, 1.7))),
    "scribbled": (*_CROSS, *_HATCHED),
}
"""What stands in another square first checked, then crossed out; the chosen one has a cross."""
ODD_CHECKS = ("filled", "dash", "beside", *TAKEN_BACK)
WIDEST_LABEL, LABEL_PITCH_MM = 28, 4.4
LEFT_MM, COLON_MM, VALUE_MM, RIGHT_MM = 22.0, 78.0, 83.0, 192.0


@dataclass(frozen=True, slots=True)
class Filled:
    """A drawn blank: its PDF, the unit in its letterhead, and what its fields say."""

    pdf: bytes
    unit: str
    fields: Mapping[str, FieldValue]


def draw_blank(
    form: Form,
    seed: int,
    layout: Layout,
    hand: str,
    fonts: Path = FONTS,
    units: Sequence[str] = UNITS,
    given: Mapping[str, Written] | None = None,
    checks: Sequence[str] = CHECKS,
    ink: str | None = None,
) -> Filled:
    """A blank of the form, filled at random or as `given`; one seed gives one paper.

    Table fields stay out unless they are given. `checks` are the ways its squares are checked:
    those of `CHECKS` and of `ODD_CHECKS`; `ink` is a colour as typst names it.
    """
    random = randomness.Random(seed)
    unit = random.choice(units)
    size = HANDS.get(hand, 14.0)
    pitch = random.uniform(10.0, 12.0) if layout != "boxes" else random.uniform(8.5, 10.0)
    lines = [printed_page(random.choice(PRINT), form.titles[0], unit)]
    fields: dict[str, FieldValue] = {}
    y, section = 62.0, None
    for one in form.fields:
        if one.kind in (FieldKind.SIGNATURE, FieldKind.PHOTO):
            continue
        if one.kind is FieldKind.TABLE:
            if given is not None:
                rows = given_rows(one, given)
                lines += table_at(y - 4, one, rows, (hand, 0.85 * size), ink)
                fields[one.key] = rows_to_values(rows)
                y += 9.5 * (one.rows + 2)
            continue
        if one.section is not None and one.section != section:
            section = one.section
            heading = next(s.labels[0] for s in form.sections if s.key == section)
            lines.append(text_at(LEFT_MM, y, f"*{escaped(heading)}*"))
            y += 0.7 * pitch
        lines += _label(one, y)
        if one.kind is FieldKind.CHECKS:
            option = None if given is None else given[one.key].value
            drawn, values = _checks(one, y, (random.choice(checks), random), option)
            y += 6.0 if len(one.options) > 4 else 0.0
            fields |= values
        else:
            written = fill_field(one, random) if given is None else given[one.key]
            drawn = _line(layout, y, pitch)
            drawn += _hand(written.shown, y, (hand, size, ink or random.choice(INKS)), random)
            fields[one.key] = written.value
        lines += drawn
        y += pitch
    lines.append(text_at(140.0, y + 6, "Tanda tangan"))
    pdf = typst.compile("\n".join(lines).encode(), font_paths=[str(fonts)])  # type: ignore[misc]
    return Filled(bytes(pdf), unit, fields)


def printed_page(font: str, title: str, unit: str) -> str:
    head = f"KEPOLISIAN NEGARA REPUBLIK INDONESIA \\ RESOR CONTOH \\ #underline[{unit}]"
    return (
        f'#set page(paper: "a4", margin: 0pt)\n#set text(font: "{font}", size: 11pt)\n'
        f"#place(top + left, dx: 22mm, dy: 18mm, box(width: 90mm, align(center)[{head}]))\n"
        f"#place(top + left, dy: 45mm, box(width: 210mm, align(center)"
        f"[#text(size: 13pt)[*#underline[{escaped(title)}]*]]))"
    )


def text_at(x: float, y: float, text: str) -> str:
    """A text whose letters stand on the height `y`."""
    return (
        f"#place(top + left, dx: {x:.2f}mm, dy: {y:.2f}mm, "
        f'box(height: 0pt)[#place(bottom + left)[#text(bottom-edge: "baseline")[#box[{text}]]]])'
    )


def escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "/*_#$@<>[]\\-~=+" else c for c in text)


def _label(one: Field, y: float) -> list[str]:
    """The label, over two lines where it would run into the values, and its colon."""
    label = one.labels[0]
    parts = [label]
    if len(label) > WIDEST_LABEL:
        cut = label.rindex(" ", 0, WIDEST_LABEL)
        parts = [label[:cut], label[cut + 1 :]]
    lines = [
        text_at(LEFT_MM, y - LABEL_PITCH_MM * (len(parts) - 1 - k), escaped(part))
        for k, part in enumerate(parts)
    ]
    return [*lines, text_at(COLON_MM, y, ":")]


def _line(layout: Layout, y: float, pitch: float) -> list[str]:
    width = RIGHT_MM - VALUE_MM
    place = f"#place(top + left, dx: {VALUE_MM:.2f}mm, dy: "
    if layout == "boxes":
        tall = pitch * 0.85
        return [
            f"{place}{y + 1.2 - tall:.2f}mm, rect(width: {width}mm, height: {tall:.2f}mm, "
            "stroke: 0.6pt))"
        ]
    stroke = (
        "(thickness: 0.6pt)"
        if layout == "ruled"
        else ('(thickness: 1.1pt, dash: (array: ("dot", 2pt)), cap: "round")')
    )
    return [f"{place}{y + 1.2:.2f}mm, line(length: {width}mm, stroke: {stroke}))"]


def _hand(text: str, y: float, pen: tuple[str, float, str], random: randomness.Random) -> list[str]:
    """A text written with a pen: its font, size in points and ink."""
    if not text:
        return []
    hand, size, ink = pen
    x = VALUE_MM + random.uniform(1.0, 4.0)
    rise = y + random.uniform(-1.0, 0.6)
    lean = random.uniform(-0.6, 0.6)
    drawn = (
        f'#rotate({lean:.2f}deg, origin: bottom + left)[#text(font: "{hand}", size: {size}pt, '
        f'fill: {ink}, bottom-edge: "baseline")[#box[{escaped(text)}]]]'
    )
    return [
        f"#place(top + left, dx: {x:.2f}mm, dy: {rise:.2f}mm, "
        f"box(height: 0pt, width: {RIGHT_MM - x:.2f}mm)[#place(bottom + left)[{drawn}]])"
    ]


def _checks(
    one: Field, y: float, way: tuple[str, randomness.Random], key: str | None
) -> tuple[list[str], dict[str, FieldValue]]:
    kind, random = way
    chosen = next((o for o in one.options if o.key == key), None) or random.choice(one.options)
    taken_back = next(option for option in one.options if option is not chosen)
    drawn, x = [], VALUE_MM + 1
    for number, option in enumerate(one.options):
        if number and number % 4 == 0:
            x, y = VALUE_MM + 1, y + 5.2
        drawn.append(
            f"#place(top + left, dx: {x:.2f}mm, dy: {y - 3.4:.2f}mm, rect(width: 4mm, "
            "height: 4mm, stroke: 0.7pt))"
        )
        if option is chosen:
            drawn.append(_check(x, y - 3.4, STROKES.get(kind, STROKES["cross"])))
        elif option is taken_back and kind in TAKEN_BACK:
            drawn.append(_check(x, y - 3.4, TAKEN_BACK[kind]))
        drawn.append(text_at(x + 5.2, y, escaped(option.labels[0])))
        x += 10 + 2.3 * len(option.labels[0])
    return drawn, {option.key: option is chosen for option in one.options}


def _check(x: float, y: float, strokes: Sequence[Stroke]) -> str:
    return "\n".join(
        f"#place(top + left, dx: {x:.2f}mm, dy: {y:.2f}mm, line(start: ({a[0]}mm, {a[1]}mm), "
        f"end: ({b[0]}mm, {b[1]}mm), stroke: (thickness: 1.2pt, paint: luma(15%))))"
        for a, b in strokes
    )
