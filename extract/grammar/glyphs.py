"""Characters a reader takes for one another: digits for letters, strokes for slashes."""

from __future__ import annotations

DIGIT_TWINS = {
    "o": "0", "O": "0", "Q": "0", "D": "0", "U": "0", "°": "0",
    "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "]": "1", "[": "1", "t": "1", "J": "1",
    "z": "2", "Z": "2",
    "s": "5", "S": "5", "$": "5",
    "b": "6", "G": "6",
    "?": "7", "T": "7",
    "B": "8", "&": "8",
    "g": "9", "q": "9",
}  # fmt: skip
"""What pen and print make of a digit, seen in readings of both."""

LETTER_TWINS = {"0": "o", "1": "l", "5": "s", "8": "b", "6": "b", "9": "g", "|": "l", "!": "l"}

DIGIT_LIKE = r"[0-9oOQDUlIi|!\]\[tJzZsS$bG?TB&gq°]"
"""A character that is a digit or may be one, for use in a regular expression."""

FIRM_DIGIT_LIKE = r"[0-9oOQlIi|!zZsSbBgq]"
"""As `DIGIT_LIKE`, without the twins that are rarer than the letters themselves."""


def text_to_digits(text: str) -> tuple[str, int] | None:
    """The text with every twin turned into its digit, and how many were; None if any is none."""
    digits = []
    repairs = 0
    for char in text:
        if char in "0123456789":
            digits.append(char)
        elif char in DIGIT_TWINS:
            digits.append(DIGIT_TWINS[char])
            repairs += 1
        else:
            return None
    return ("".join(digits), repairs) if digits else None


def text_to_letters(text: str) -> tuple[str, int]:
    """The text in lower case with digits turned into the letters they stand for, and how many."""
    repairs = sum(char in LETTER_TWINS for char in text)
    return "".join(LETTER_TWINS.get(char, char) for char in text).casefold(), repairs


def fold_blanks(text: str) -> str:
    """The text with every run of blanks made one and none at its ends."""
    return " ".join(text.split())


def holds_all_of(longer: str, shorter: str) -> bool:
    """Whether a text has all letters of a shorter one in their order, and more between."""
    rest = iter(longer)
    return len(longer) > len(shorter) and all(letter in rest for letter in shorter)
