"""Roman months, with the strokes a reader takes for other letters."""

from __future__ import annotations

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STROKES = {
    "1": "I", "l": "I", "i": "I", "|": "I", "!": "I", "L": "I", "j": "I", "J": "I", "]": "I",
    "T": "I", "t": "I", "N": "I", "n": "I", "H": "I", "h": "I",
    "v": "V", "Y": "V", "y": "V", "U": "V", "u": "V",
    "x": "X", "K": "X", "%": "X",
}  # fmt: skip
_DOUBLE_STROKES = {"H": "II", "n": "II", "N": "II", "u": "II", "U": "II", "M": "III", "m": "III"}


def text_to_roman_month(text: str, expected: int | None = None) -> tuple[int, int] | None:
    """The month (1..12) a Roman numeral names and the repairs it took; None where it is none.

    `expected` decides only between readings that the text leaves open.
    """
    best: tuple[int, int] | None = None
    for doubled in (False, True):
        folded, repairs = _fold(text.strip(" ."), doubled)
        if folded in ROMAN_MONTHS:
            found = (ROMAN_MONTHS.index(folded) + 1, repairs)
            if best is None or (found[1], found[0] != expected) < (best[1], best[0] != expected):
                best = found
    if best is None and expected is not None:
        folded, repairs = _fold(text.strip(" ."), False)
        wanted = month_to_roman(expected)
        if set(folded) <= set("IVX") and _is_one_stroke_off(folded, wanted):
            return expected, repairs + 1
    return best


def is_one_stroke_off(month: int, other: int) -> bool:
    """Whether two months' numerals differ by a single I: VII and VIII, I and II."""
    return _is_one_stroke_off(month_to_roman(month), month_to_roman(other))


def _is_one_stroke_off(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i, c in enumerate(longer) if c == "I"
    )


def month_to_roman(month: int) -> str:
    """The Roman numeral of a month 1..12."""
    return ROMAN_MONTHS[month - 1]


def _fold(text: str, doubled: bool) -> tuple[str, int]:
    out = []
    repairs = 0
    for char in text:
        if char in "IVX":
            out.append(char)
            continue
        repairs += 1
        twin = (_DOUBLE_STROKES.get(char) if doubled else None) or _STROKES.get(char, char)
        out.append(twin)
    return "".join(out), repairs
