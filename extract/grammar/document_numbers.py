"""Numbers of documents: `[type] / running / Roman month / [archive code] / year / [unit]`.

Any part may be missing or left empty for the pen. The text stays as written; only what the
grammar itself forbids is put right: a stroke standing where a slash must, a Roman month made of
strokes, a letter inside the running number or year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.grammar.glyphs import fold_blanks, text_to_digits
from extract.grammar.reading import Reading
from extract.grammar.roman import month_to_roman, text_to_roman_month

_STROKE = r"[1lI|!\]]"
_ROMAN_LIKE = r"[IVXivxl1|!LJjUuYyHnNT\]]{1,5}"
_ROMAN = r"(?:XI{0,2}|IX|IV|VI{0,3}|I{1,3})"
_YEAR_LIKE = r"[12lIzZ][09OoQ][0-9OoQlIsSzZ]{2}"
_LONE_STROKE = re.compile(rf"(?<=[^\s/])\s+{_STROKE}\s+(?=[^\s/])")
_STROKED_MONTH = re.compile(rf"(?<=\w)\s+{_STROKE}\s+({_STROKE})\s+{_STROKE}\s+(?=\w)")
_GLUED_MONTH = re.compile(rf"(?<!\w)(\d{{1,4}}?){_STROKE}({_ROMAN})(?![\w])")
_GLUED_YEAR = re.compile(rf"(?<!\w)({_ROMAN}){_STROKE}((?:19|20)\d\d)(?!\d)")
_SPACED_YEAR = re.compile(rf"(?<=[\wIVX])\s+{_STROKE}((?:19|20)\d\d)(?!\d)")
_DOUBLED = re.compile(rf"(?<=/)({_ROMAN})//(?=(?:19|20)\d\d(?!\d))")
"""Two slashes between month and year: a stroke of the numeral; nothing is left empty there."""
_GLUED_UNIT = re.compile(rf"((?:19|20)\d\d){_STROKE}(?=[A-Z][A-Za-z])")
_CODE = re.compile(r"^[A-Z]{2,5}\.\s?[\d.]+$|^\d{3}(\.\d+)+$")
_WORN_CODE = re.compile(r"^\d{3}(?:(?:\.\s*|\s+)\d{1,2}){2,}(?=\s*/)")
"""A code of the archive whose full stops a copy may have lost: `000 8.3 3 /`."""
_STROKED_UNIT = re.compile(rf"(?<=/)\s+{_STROKE}(?=(?:SAT|POL|BIN|DIS|DIT|SEK|UPT)[A-Z])")
_RUNNING = re.compile(r"(?:.*?[-–.\s])?\s*([0-9OoQlISsZzB]{1,5})\s*")
_PART = re.compile(r"[^/]+|/")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number: as written with its repairs, and the parts that were recognised."""

    text: str
    running: str | None = None
    month: int | None = None
    code: str | None = None
    year: int | None = None
    unit: str | None = None
    repairs: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether the running number was left for the pen and is not filled in."""
        return self.running is None


def text_to_document_number(text: str, month: int | None = None) -> DocumentNumber | None:
    """The number with its parts; None where the text has neither slash nor digit.

    `month` is the month of the document's date, if known: it decides between Roman numerals that
    the strokes leave open, nothing else.
    """
    written = fold_blanks(text.strip(" :;.,_"))
    if not re.search(r"\d", written) and "/" not in written:
        return None
    slashed, repairs = _strokes_to_slashes(written)
    if (worn := _WORN_CODE.match(slashed)) and "." in worn[0]:
        code = ".".join(re.findall(r"\d+", worn[0]))
        repairs += len(re.findall(r"\d\s+\d", worn[0]))
        slashed = code + slashed[worn.end() :]
    pieces = _PART.findall(slashed)
    parts = [index for index, piece in enumerate(pieces) if piece != "/"]
    found = DocumentNumber(text=slashed, repairs=repairs)
    year_at = _find_year(pieces, parts)
    if year_at is not None:
        found = _with_year(found, pieces, year_at)
    running_at = _find_running(pieces, [i for i in parts[:3] if i != year_at])
    if running_at is not None:
        found = _with_running(found, pieces, running_at)
    between = [i for i in parts if (running_at or 0) < i < (year_at or len(pieces))]
    found = _with_month(found, pieces, between, month)
    rest = [pieces[i].strip() for i in parts]
    archive = next((p for p in rest if _CODE.match(p)), None)
    unit = rest[-1] if rest and re.search(r"[A-Za-z]{3}", rest[-1]) and len(rest) > 2 else None
    return replace(found, text=fold_blanks("".join(pieces)), code=archive, unit=unit)


def document_number_warnings(number: DocumentNumber, iso_date: str | None) -> tuple[str, ...]:
    """What does not agree with the document's date: `month-differs`, `year-differs`."""
    if iso_date is None:
        return ()
    warnings = []
    if number.month is not None and number.month != int(iso_date[5:7]):
        warnings.append("month-differs")
    if number.year is not None and number.year != int(iso_date[:4]):
        warnings.append("year-differs")
    return tuple(warnings)


def text_to_number_reading(text: str, month: int | None = None) -> Reading | None:
    """The document number as a plain reading."""
    found = text_to_document_number(text, month)
    return Reading(found.text, found.repairs) if found else None


def _strokes_to_slashes(text: str) -> tuple[str, int]:
    """Slashes read as strokes become slashes again where nothing else can stand."""
    repairs = text.count("\\")
    text = text.replace("\\", "/")
    for pattern, by in (
        (_STROKED_MONTH, r" / \1 / "),
        (_LONE_STROKE, " / "),
        (_GLUED_MONTH, r"\1/\2"),
        (_GLUED_YEAR, r"\1/\2"),
        (_DOUBLED, r"\1/"),
        (_STROKED_UNIT, " /"),
        (_SPACED_YEAR, r" / \1"),
        (_GLUED_UNIT, r"\1/"),
    ):
        text, count = pattern.subn(by, text)
        repairs += count * by.count("/")
    return text, repairs


def _find_year(pieces: list[str], parts: list[int]) -> int | None:
    for index in reversed(parts[1:]):
        if re.fullmatch(_YEAR_LIKE, pieces[index].strip(" .,")):
            return index
    return None


def _with_year(found: DocumentNumber, pieces: list[str], at: int) -> DocumentNumber:
    bare = pieces[at].strip(" .,")
    digits = text_to_digits(bare)
    if digits is None or digits[0][:2] not in ("19", "20"):
        return found
    pieces[at] = pieces[at].replace(bare, digits[0])
    return replace(found, year=int(digits[0]), repairs=found.repairs + digits[1])


def _with_month(
    found: DocumentNumber, pieces: list[str], parts: list[int], month: int | None
) -> DocumentNumber:
    _join_split_month(pieces, parts, month)
    for index in parts:
        bare = pieces[index].strip()
        roman = text_to_roman_month(bare, month) if re.fullmatch(_ROMAN_LIKE, bare) else None
        if roman is None or (bare.isdigit() and found.running is None):
            continue
        pieces[index] = pieces[index].replace(bare, month_to_roman(roman[0]))
        return replace(found, month=roman[0], repairs=found.repairs + roman[1])
    return found


def _join_split_month(pieces: list[str], parts: list[int], month: int | None) -> None:
    """Takes out a slash inside the Roman month (`I/X`), where both make the date's month."""
    for index, following in pairwise(parts):
        both = pieces[index].strip() + pieces[following].strip()
        if month is not None and both == month_to_roman(month):
            pieces[index] = pieces[index].rstrip() + pieces[following].lstrip()
            pieces[index + 1 : following + 1] = ["", ""]
            return


def _find_running(pieces: list[str], parts: list[int]) -> int | None:
    for index in parts:
        match = _RUNNING.fullmatch(pieces[index])
        if match and re.search(r"\d", match[1]) and not _CODE.match(pieces[index].strip()):
            return index
    return None


def _with_running(found: DocumentNumber, pieces: list[str], at: int) -> DocumentNumber:
    match = _RUNNING.fullmatch(pieces[at])
    digits = text_to_digits(match[1]) if match else None
    if match is None or digits is None:
        return found
    pieces[at] = pieces[at][: match.start(1)] + digits[0] + pieces[at][match.end(1) :]
    return replace(found, running=digits[0], repairs=found.repairs + digits[1])
