"""A procedure's matrix drawn plainly on one page, with the place of every cell, mark and arrow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PIL import Image, ImageDraw

from records.findings import Evidence, Matrix, Record
from records.geometry import Box
from records.paper import Source, SymbolKind

WIDTH, HEIGHT = 1240, 1754
LEFT, TOP, ROW, HEAD = 60, 420, 120, 70
NO, ACTIVITY, ACTOR, NEEDS, TIME = 60, 330, 120, 190, 110
RIGHT = WIDTH - 60
SIZE = 17
"""Half the height of a mark."""


@dataclass(slots=True)
class _Sheet:
    """The page under the pen."""

    draw: ImageDraw.ImageDraw
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def note(self, path: str, box: tuple[float, float, float, float], text: str = "") -> None:
        """Remember where a value stands."""
        left, top, right, bottom = box
        place = Box(left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)
        source = Source.SYMBOL if ".marks." in path or ".edges." in path else Source.PRINT
        doubtful = path.endswith("steps.1.duration")
        sure = 0.55 if doubtful else 0.95
        self.evidence[path] = Evidence(1, place, text, sure, source, needs_review=doubtful)


def draw_matrix(record: Record) -> tuple[Image.Image, Record]:
    """The page, and the record with its places."""
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    sheet = _Sheet(ImageDraw.Draw(picture))
    header, matrix = record.header, record.matrix or Matrix()
    if header is None:
        raise ValueError("a procedure has a header")
    for row, key in enumerate(("number", "title", "unit", "created_on", "revised", "effective_on")):
        text = getattr(header, key) or ""
        top = 120 + row * 44
        sheet.draw.text((640, top), f"{key.upper()} : {text}", fill=0, font_size=22)
        if text:
            sheet.note(f"header.{key}", (640, top, 1160, top + 30), text)
    _grid(sheet, matrix)
    for number in range(len(matrix.steps)):
        _step(sheet, matrix, number)
    _arrows(sheet, matrix)
    return picture, replace(record, evidence=sheet.evidence)


def _columns(matrix: Matrix) -> list[int]:
    """Where columns begin and end."""
    edges = [LEFT, LEFT + NO, LEFT + NO + ACTIVITY]
    edges += [edges[2] + ACTOR * (n + 1) for n in range(len(matrix.actors))]
    return [*edges, edges[-1] + NEEDS, edges[-1] + NEEDS + TIME, RIGHT]


def _grid(sheet: _Sheet, matrix: Matrix) -> None:
    columns = _columns(matrix)
    heads = ("No", "Kegiatan", *matrix.actors, "Kelengkapan", "Waktu", "Output")
    bottom = TOP + HEAD + ROW * len(matrix.steps)
    for at in columns:
        sheet.draw.line((at, TOP, at, bottom), fill=0, width=2)
    for row in range(len(matrix.steps) + 2):
        at = TOP if row == 0 else TOP + HEAD + ROW * (row - 1)
        sheet.draw.line((columns[0], at, columns[-1], at), fill=0, width=2)
    for head, at in zip(heads, columns, strict=False):
        sheet.draw.text((at + 6, TOP + 10), head.replace(" ", "\n"), fill=0, font_size=19)


def _step(sheet: _Sheet, matrix: Matrix, number: int) -> None:
    step, columns = matrix.steps[number], _columns(matrix)
    top = TOP + HEAD + ROW * number
    places = {"no": 0, "activity": 1, "duration": len(columns) - 3, "output": len(columns) - 2}
    for key, column in places.items():
        text = getattr(step, key)
        _write(sheet, (columns[column], top, columns[column + 1]), text)
        if text:
            box = (columns[column] + 5, top + 8, columns[column + 1] - 5, top + 60)
            sheet.note(f"matrix.steps.{number}.{key}", box, text)
    _write(sheet, (columns[-4], top, columns[-3]), ", ".join(step.requirements))
    for n, text in enumerate(step.requirements):
        box = (columns[-4] + 5, top + 8, columns[-3] - 5, top + 60)
        sheet.note(f"matrix.steps.{number}.requirements.{n}", box, text)
    for n, mark in enumerate(step.marks):
        x, y = _middle(matrix, number, mark.actor)
        _shape(sheet, x, y, mark.symbol)
        around = (x - 34, y - SIZE - 4, x + 34, y + SIZE + 4)
        sheet.note(f"matrix.steps.{number}.marks.{n}", around, mark.symbol)


def _write(sheet: _Sheet, cell: tuple[int, int, int], text: str) -> None:
    left, top, right = cell
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if len(longer) * 10 > right - left - 10:
            lines.append(line)
            longer = word
        line = longer
    for n, one in enumerate([*lines, line]):
        sheet.draw.text((left + 6, top + 8 + n * 24), one, fill=0, font_size=19)


def _middle(matrix: Matrix, step: int, actor: int) -> tuple[float, float]:
    columns = _columns(matrix)
    return columns[2 + actor] + ACTOR / 2, TOP + HEAD + ROW * step + ROW / 2


def _shape(sheet: _Sheet, x: float, y: float, symbol: SymbolKind) -> None:
    box = (x - 34, y - SIZE, x + 34, y + SIZE)
    if symbol is SymbolKind.TERMINATOR:
        sheet.draw.rounded_rectangle(box, SIZE, outline=0, width=3)
    elif symbol is SymbolKind.DECISION:
        points = [(x, y - 24), (x + 38, y), (x, y + 24), (x - 38, y)]
        sheet.draw.polygon(points, outline=0, width=3)
    else:
        sheet.draw.rectangle(box, outline=0, width=3)


def _arrows(sheet: _Sheet, matrix: Matrix) -> None:
    for n, edge in enumerate(matrix.edges):
        (x, y), (to_x, to_y) = _middle(matrix, *edge.start), _middle(matrix, *edge.end)
        down = to_y > y
        begin, end = y + (SIZE if down else -SIZE), to_y - (SIZE if down else -SIZE)
        half = (begin + end) / 2
        way = [(x, begin), (x, half), (to_x, half), (to_x, end)]
        sheet.draw.line(way, fill=0, width=3)
        tip = -9 if down else 9
        sheet.draw.polygon([(to_x, end), (to_x - 6, end + tip), (to_x + 6, end + tip)], fill=0)
        if edge.label:
            sheet.draw.text((x + 8, begin + (6 if down else -26)), edge.label, fill=0, font_size=17)
        box = (min(x, to_x) - 4, min(begin, end), max(x, to_x) + 4, max(begin, end))
        sheet.note(f"matrix.edges.{n}", box, edge.label or "")
