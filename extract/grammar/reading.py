"""What a grammar made of a text: the value, and how much it had to bend the text for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A value found in a text.

    `repairs` counts the characters that had to be taken for others (`O` for 0): the less the
    surer, so alternatives can be ranked by it. `warnings` name what does not agree with itself
    (`weekday`, `length`, `birth-date`, `month-differs`); a value with warnings is still a value.
    """

    value: str
    repairs: int = 0
    warnings: tuple[str, ...] = ()
