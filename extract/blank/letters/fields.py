"""The fields of a printed letter: each label's paragraph, as the reader of print saw it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.blank.decode.kinds import judge
from extract.blank.decode.values import REVIEW_BELOW
from extract.blank.ink import Leveled
from extract.blank.labels import Label
from extract.lines import Line, words_to_lines
from forms.form import FieldKind
from records.findings import Evidence, FieldValue
from records.geometry import Box, bounding_box
from records.paper import Sheet, Source, Word

LEVEL = 0.8
"""A value's first line stands so near to its label's (letter heights)."""
NEXT_LINE = 1.4
"""White above a line (letter heights) that ends a paragraph."""
INDENT = 3.0
"""A line that begins so far (letter heights) right of the one before is centred: another's."""


def read_letter(
    labels: Sequence[Label], sheet: Sheet, page: Leveled
) -> tuple[dict[str, FieldValue], dict[str, Evidence]]:
    """What stands right of each label and below it, to the next one; nothing without a colon."""
    values: dict[str, FieldValue] = {}
    evidence: dict[str, Evidence] = {}
    lines = words_to_lines(sheet.words)
    for label in labels:
        if label.colon is None or label.field.kind is FieldKind.SIGNATURE:
            continue
        words = _paragraph(label, label.colon, lines, page)
        if not words:
            continue
        text = " ".join(word.text for word in words)
        judged = judge(label.field.kind, label.field.words, text)
        # Numbers of letters are built in many ways; an odd date is one to look at.
        is_odd = judged.weight < 0 and label.field.kind is not FieldKind.DOCUMENT_NUMBER
        sure = round(min(word.confidence for word in words), 3)
        values[label.field.key] = judged.value
        evidence[f"fields.{label.field.key}"] = Evidence(
            sheet.page,
            sheet.share(bounding_box(word.box for word in words)),
            text,
            sure,
            Source.LAYER if sheet.source is Source.LAYER else Source.PRINT,
            sure < REVIEW_BELOW or not judged.value or is_odd,
        )
    return values, evidence


def _paragraph(label: Label, colon: Box, lines: Sequence[Line], page: Leveled) -> list[Word]:
    found: list[Word] = []
    last: Box | None = None
    for line in lines:
        boxes = [page.flat(word.box) for word in line]
        whole = bounding_box(boxes)
        own = [
            word
            for word, box in zip(line, boxes, strict=True)
            if box.left > colon.left - 0.2 * page.unit and word.text != ":"
        ]
        if last is None:
            # The label's own line: it ends at its colon.
            if own and abs(whole.center[1] - colon.center[1]) <= LEVEL * page.unit:
                found += _without_colon(own)
                last = bounding_box(page.flat(word.box) for word in own)
            continue
        is_apart = whole.top - last.bottom > NEXT_LINE * page.unit
        is_centred = whole.left > last.left + INDENT * page.unit
        if is_apart or is_centred or whole.left < colon.left - page.unit:
            break
        found += own
        last = whole
    return found


def _without_colon(words: Sequence[Word]) -> list[Word]:
    """A first word less the colon that the reader took for its beginning."""
    first, rest = words[0], list(words[1:])
    text = first.text.lstrip(":").strip()
    if not text:
        return rest
    return [Word(text, first.box, first.confidence, first.source, first.line), *rest]
