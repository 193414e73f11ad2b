"""A person's number held against what else the form says: date of birth and sex are in it.

Digits seven to twelve of a NIK are day, month and year of birth, a woman's day counted from 41.
Where they disagree, the ink is asked again; what it does not leave open stays as it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.blank.decode.beam import lend
from extract.blank.decode.kinds import DIGIT_TWINS, DIGITS
from extract.blank.decode.score import score_texts
from extract.blank.decode.values import Decoded
from forms.form import Field, FieldKind, Form
from records.findings import FieldValue
from records.pen import Scribble

WOMAN = 40
"""Added to the day of a woman's birth."""
BIRTH = slice(6, 12)
LENGTH = 16
OPEN = 5.0
"""The ink leaves another reading open that is at most so much less likely (natural logarithm)."""
AGREED = 0.3
"""What is left of the doubt where number and birth agree."""
CHANGED, TORN = 0.85, 0.5
"""How sure a number is that was read again with the birth in mind, and one that disagrees."""
BORN = "lahir"
MEN, WOMEN = ("laki", "pria"), ("perempuan", "wanita")


def settle_nik(
    form: Form, found: Decoded, line: Scribble, values: Mapping[str, FieldValue]
) -> Decoded:
    """The number with the doubt, or the reading, that the birth on the same form leaves."""
    expected = tuple(_births(form, values))
    nik = found.value
    if not expected or not nik.isdigit():
        return found
    if len(nik) == LENGTH and nik[BIRTH] in expected:
        return replace(found, confidence=1 - (1 - found.confidence) * AGREED)
    again = _again(line, nik, expected) if len(nik) == LENGTH else None
    if again is None:
        return replace(found, confidence=min(found.confidence, TORN))
    return replace(found, value=again, confidence=min(found.confidence, CHANGED))


def _again(line: Scribble, nik: str, expected: Sequence[str]) -> str | None:
    """The number with a birth that is expected, where the ink leaves that open."""
    texts = [nik, *(nik[: BIRTH.start] + birth + nik[BIRTH.stop :] for birth in expected)]
    lent = replace(line, alphabet=DIGITS, chances=lend(line, DIGITS, DIGIT_TWINS))
    read, *others = score_texts(lent, texts)
    best = max(range(len(others)), key=lambda k: others[k])
    return texts[1 + best] if others[best] >= read - OPEN else None


def _births(form: Form, values: Mapping[str, FieldValue]) -> Iterator[str]:
    """The six digits that the date of birth gives, for each sex that may be meant."""
    born = next((one for one in form.fields if _is_birth(one)), None)
    day = values.get(born.key) if born is not None else None
    if not isinstance(day, str) or len(day) != len("2000-01-01"):
        return
    digits = f"{day[5:7]}{day[2:4]}"
    man, woman = _sexes(form, values)
    if man or not woman:
        yield f"{day[8:10]}{digits}"
    if woman or not man:
        yield f"{int(day[8:10]) + WOMAN:02d}{digits}"


def _is_birth(one: Field) -> bool:
    return one.kind is FieldKind.DATE and any(BORN in label.casefold() for label in one.labels)


def _sexes(form: Form, values: Mapping[str, FieldValue]) -> tuple[bool, bool]:
    """Whether a man, and whether a woman, is checked."""
    checked = [
        option.labels[0].casefold()
        for one in form.fields
        for option in one.options
        if values.get(option.key) is True
    ]
    return any(c.startswith(MEN) for c in checked), any(c.startswith(WOMEN) for c in checked)
