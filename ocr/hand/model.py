"""The line recogniser, run with onnxruntime alone.

PP-OCR's small network sees lines 48 pixels tall and says for every eighth column how likely each
sign is there. Only signs of Latin script are kept; what is missing to one is the chance of a sign
of another script, as rests of frames are seen. What a pen wrote is read by the network taught
further on drawn hands (see `training/`), print by the one in rapidocr's wheel: where a stamp's ring
runs through letters, that one looks past it, the other reads it.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from records.errors import HandModelMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Chances = NDArray[np.float32]

PEN_MODEL = Path(__file__).with_name("pen.onnx")
PRINT_MODEL = Path("models") / "PP-OCRv6_rec_small.onnx"
LINE_HEIGHT = 48
STRIDE = 8
"""Columns of the picture to one place of the answer."""
BATCH_COLUMNS = 2400
"""Lines are read together up to so many columns: memory stays small."""
WIDTH_STEP = 64
"""Signs of cells, of about the same width, are read together."""
BEHIND = STRIDE
"""White columns behind a line read by itself, a place of the answer for its last stroke. Of 24 + 24
copied blanks .940 of the values were exact, .935 without; with 32 columns .944, but lone signs and
short words on clean scans suffer."""
ALPHABET = " !\"&'()*+,-./0123456789:;=?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|"
LEAST_CHANCE = 1e-9


@lru_cache(maxsize=2)
def _session(*, is_print: bool) -> tuple[Any, str, NDArray[np.intp]]:
    """The network, its input's name, and the answer's columns of no sign and the alphabet."""
    import onnxruntime

    path = _print_model() if is_print else PEN_MODEL
    if path is None or not path.is_file():
        raise HandModelMissing
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )
    about = session.get_modelmeta().custom_metadata_map
    # The blank between words is the wheel's network's last column, after all listed signs.
    signs = [*about["character"].split("\n"), " "] if is_print else list(about["alphabet"])
    places = {sign: k + 1 for k, sign in enumerate(signs)}
    columns = np.array([0, *(places[sign] for sign in ALPHABET)], dtype=np.intp)
    return session, session.get_inputs()[0].name, columns


def _print_model() -> Path | None:
    spec = importlib.util.find_spec("rapidocr")
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / PRINT_MODEL


def read_lines(
    lines: Sequence[Grey], slack: int = WIDTH_STEP, *, is_print: bool = False
) -> list[Chances]:
    """The chances of each line, logarithms, places x (1 + alphabet).

    Lines are pictures 48 pixels tall, dark on white. Those whose widths differ by no more than
    `slack` columns are read together, the shorter ones with white behind them, which changes their
    reading a little; with 0 each is read by itself. Raises HandModelMissing.
    """
    found: list[Chances] = [np.zeros((0, 1 + len(ALPHABET)), np.float32) for _ in lines]
    behind = 0 if slack else BEHIND
    for group in _batches(lines, slack):
        answers = _read_group([lines[k] for k in group], behind, is_print=is_print)
        for k, chances in zip(group, answers, strict=True):
            found[k] = chances
    return found


def _read_group(lines: Sequence[Grey], behind: int, *, is_print: bool) -> list[Chances]:
    width = max(line.shape[1] for line in lines) + behind
    stack = np.ones((len(lines), 1, LINE_HEIGHT, width), np.float32)
    for row, line in enumerate(lines):
        stack[row, 0, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1.0
    session, name, columns = _session(is_print=is_print)
    (answer,) = session.run(None, {name: np.repeat(stack, 3, axis=1)})
    found = []
    for row, line in enumerate(lines):
        places = max(1, -(-line.shape[1] // STRIDE))
        kept = np.asarray(answer[row, :places][:, columns], dtype=np.float32)
        found.append(np.log(np.maximum(kept, LEAST_CHANCE)))
    return found


def _batches(lines: Sequence[Grey], slack: int) -> list[list[int]]:
    """Which lines are read together, the narrowest first."""
    groups: list[list[int]] = []
    for k in sorted(range(len(lines)), key=lambda k: lines[k].shape[1]):
        width = lines[k].shape[1]
        if groups:
            first = lines[groups[-1][0]].shape[1]
            if width <= first + slack and (len(groups[-1]) + 1) * width <= BATCH_COLUMNS:
                groups[-1].append(k)
                continue
        groups.append([k])
    return groups
