"""How well a network's file reads hands it never learnt from, before any language helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
from rapidfuzz.distance import Levenshtein

from ocr.hand.model import ALPHABET, LINE_HEIGHT, STRIDE
from training.pages import Level, Line, draw_page


@dataclass(frozen=True, slots=True)
class Score:
    """Lines read whole, signs wrong, digits' lines read whole; capitals and blanks do not count."""

    lines: int
    whole: float
    errors: float
    numbers: float


def score_file(path: Path, pens: Sequence[Path], level: Level, *, lines: int, seed: int) -> Score:
    """Reads lines drawn at one level of damage; the same seed draws the same lines."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    drawn: list[Line] = []
    while len(drawn) < lines:
        drawn += draw_page(pens, pens, Random(seed), level)
        seed += 1
    signs = _signs(session)
    pairs = [(_folded(line.text), _folded(_read(session, signs, line))) for line in drawn[:lines]]
    wrong = sum(min(len(text), Levenshtein.distance(text, read)) for text, read in pairs)
    numbers = [text == read for text, read in pairs if text.isdigit()]
    return Score(
        len(pairs),
        sum(text == read for text, read in pairs) / len(pairs),
        wrong / max(1, sum(len(text) for text, _ in pairs)),
        sum(numbers) / max(1, len(numbers)),
    )


def _signs(session: onnxruntime.InferenceSession) -> list[str]:
    """What the columns of the answer stand for, in our file and in the base's."""
    about = session.get_modelmeta().custom_metadata_map
    if "alphabet" in about:
        return ["", *about["alphabet"], *about["others"]]
    return ["", *about["character"].split("\n"), " "]


def _read(session: onnxruntime.InferenceSession, signs: Sequence[str], line: Line) -> str:
    width = line.picture.shape[1] + STRIDE
    stack = np.ones((1, 1, LINE_HEIGHT, width), np.float32)
    stack[0, 0, :, : line.picture.shape[1]] = line.picture.astype(np.float32) / 127.5 - 1.0
    (answer,) = session.run(None, {session.get_inputs()[0].name: np.repeat(stack, 3, axis=1)})
    text, before = "", 0
    for place in answer[0].argmax(axis=1):
        if place != before:
            text += signs[place]
        before = int(place)
    return text


def _folded(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum() and sign in ALPHABET)
