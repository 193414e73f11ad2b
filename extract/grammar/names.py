"""Names of persons with their titles, as written, with only plain slips of reading put right."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from extract.grammar.glyphs import fold_blanks
from extract.grammar.reading import Reading

_CAPITAL_TWINS = {"0": "O", "1": "I", "l": "I", "|": "I", "5": "S", "8": "B", "!": "I"}
_SMALL_TWINS = {"0": "o", "1": "l", "5": "s", "8": "B", "|": "l", "!": "l"}
_TITLE_TWINS = (
    ("L", "I."), ("L", "I"), ("1", "I"), ("|", "I"), ("l", "I"), ("!", "I"), ("5", "S"), ("$", "S"),
    ("0", "O"),
)  # fmt: skip
"""What a title's letter is read as; an I with its full stop looks like an L."""
LONG_NAME = 4
"""Letters from which a name is no abbreviation that ends in a full stop, some apart."""
SHORTENED = ("MOHD", "MUHD", "MUCH", "MOCH", "ABDL")
_EDGE = " .,:;-–—_~*'\"`’‘|/\\()[]{}<>=+«»“”"
AFTER_I = ("WAYAN", "PUTU", "GEDE", "MADE", "KADEK", "NENGAH", "NYOMAN", "KOMANG", "KETUT", "GUSTI",
           "GUST", "DEWA", "NGURAH")  # fmt: skip
"""What follows the letter I that begins a man's name on Bali: birth orders and castes."""
_STROKE_FIRST = re.compile(r"^\W{0,2}([|lI1!])\s+([^\W\d_]+)")
_GLUED = re.compile(rf"^([^\W\d_]{{{LONG_NAME},}})[.,]+([^\W\d_]\..+)$")
_SINGLES = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_DOTTED = re.compile(r"[^\W\d_][\w|!]{0,6}(?:\.[\w|!]{1,6})*\.?")


@cache
def titles() -> tuple[frozenset[str], frozenset[str]]:
    """Titles set before and after a name, letters only, in capitals."""
    data = tomllib.loads((files("extract.grammar") / "titles.toml").read_text(encoding="utf-8"))
    return frozenset(data["before"]), frozenset(data["after"])


def text_to_name(text: str) -> Reading | None:
    """The name a text holds, titles included, as written; None where no letters make one.

    Only twins of print are put right: a stroke inside capitals (`MOKODOMPlT`), a known title with
    one letter misread (`S.LK.`).
    """
    words = _first_letter(fold_blanks(text)).lstrip(_EDGE).rstrip(_EDGE.replace(".", "")).split()
    words = [part for word in words for part in _part_titles(word)]
    words = _set_commas([word.lstrip("'\"`’‘“”*_«") or word for word in words])
    repaired = [_word(word, position > 0) for position, word in enumerate(words)]
    value = " ".join(word for word, _ in repaired)
    value = re.sub(r"\s+([.,])", r"\1", value)
    if len(re.findall(r"[^\W\d_]", value)) < 2:
        return None
    return Reading(value, sum(count for _, count in repaired))


def _first_letter(text: str) -> str:
    """The text with the letter before a name of birth order, that is read as a stroke."""
    found = _STROKE_FIRST.match(text)
    if found is None or found[2].upper() not in AFTER_I:
        return text
    return f"I {text[found.start(2) :]}"


def _part_titles(word: str) -> list[str]:
    """A name and its titles read without a blank between them (`WIJAYA.S.H.,M.H.`) as words."""
    glued = _GLUED.match(word)
    name, rest = (glued[1], glued[2]) if glued else ("", word)
    found = _titles_in(rest) if glued or rest.count(".") > 2 else None
    if found is None or (not glued and len(found) < 2):
        return [word]
    if word.endswith(","):
        found[-1] += ","
    return [f"{name},", *found] if glued else found


def _titles_in(text: str) -> list[str] | None:
    """The titles a text is made of, the longest first, with a comma between; None if others."""
    if not text.strip(".,"):
        return []
    for end in range(len(text), 1, -1):
        head, tail = text[:end], text[end:]
        if head.endswith(",") or not is_title(head):
            continue
        rest = _titles_in(tail.lstrip(",."))
        if rest is not None:
            return [f"{head}," if rest else head, *rest]
    return None


def _set_commas(words: list[str]) -> list[str]:
    """Full stops that were commas: after a long name before a title, doubled after a title."""
    fixed = list(words)
    for index, word in enumerate(words[:-1]):
        bare = "".join(_CAPITAL_TWINS.get(c, c) for c in word[:-1])
        is_name = bare.isalpha() and len(bare) >= LONG_NAME and bare.upper() not in SHORTENED
        is_before_title = is_title(words[index + 1].rstrip(",."))
        if word.endswith(",,"):
            fixed[index] = word[:-2] + ".,"
        elif (word.endswith("..") and is_title(word)) or (
            word.endswith(".") and is_name and is_before_title
        ):
            fixed[index] = word[:-1] + ","
    return fixed


def is_title(word: str) -> bool:
    """Whether the word is a title set after a name, exactly as known."""
    return _letters(word) in titles()[1]


def split_titles(name: str) -> tuple[str, str]:
    """A name parted into the bare name and the titles after it (`ROBIN RAJA`, `S.I.K., M.Si`)."""
    head, comma, tail = name.partition(",")
    if comma:
        return head.strip(), tail.strip()
    words = name.split()
    cut = len(words)
    while cut > 1 and "." in words[cut - 1] and is_title(words[cut - 1]):
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def _word(word: str, can_be_title: bool) -> tuple[str, int]:
    if can_be_title and _DOTTED.fullmatch(word.rstrip(",;")) and ("." in word):
        repaired = _title(word)
        if repaired is not None:
            return repaired
    core = word.strip(_EDGE)
    letters = [c for c in core if c.isalpha() and c != "l"]
    if len(core) < 2 or not letters:
        return word, 0
    twins = _CAPITAL_TWINS if all(c.isupper() for c in letters) else _SMALL_TWINS
    fixed = "".join(twins.get(c, c) for c in word) if len(letters) * 2 >= len(core) else word
    return fixed, sum(a != b for a, b in zip(word, fixed, strict=True))


def _title(word: str) -> tuple[str, int] | None:
    bare = word.rstrip(",;")
    if is_title(word):
        # Titles of single letters end in a full stop; a copy loses it, or a speck doubles it.
        whole = f"{bare}." if _SINGLES.fullmatch(bare) else bare.replace("..", ".")
        return whole + word[len(bare) :], int(whole != bare)
    for position, char in enumerate(word):
        for read, meant in _TITLE_TWINS:
            if char == read:
                fixed = word[:position] + meant + word[position + 1 :]
                if is_title(fixed):
                    return fixed, 1
    return None


def _letters(word: str) -> str:
    return re.sub(r"[^A-Z0-9|!]", "", word.upper())
