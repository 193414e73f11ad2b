"""The line recogniser, run with onnxruntime alone.

The network is PP-OCR's small one, taught further on drawn hands (see `training/`). It sees lines 48
pixels tall and says for every eighth column how likely each sign of the alphabet is there; what is
missing to one is the chance of a sign of another script, as rests of frames are seen.
"""

from __future__ import annotations

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

MODEL = Path(__file__).with_name("pen.onnx")
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


@lru_cache(maxsize=1)
def _session() -> tuple[Any, str]:
    """The network and its input's name; its answer begins with no sign and the alphabet."""
    import onnxruntime

    if not MODEL.is_file():
        raise HandModelMissing
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(MODEL), sess_options=options, providers=["CPUExecutionProvider"]
    )
    if session.get_modelmeta().custom_metadata_map.get("alphabet") != ALPHABET:
        raise HandModelMissing
    return session, session.get_inputs()[0].name


def read_lines(lines: Sequence[Grey], slack: int = WIDTH_STEP) -> list[Chances]:
    """The chances of each line, logarithms, places x (1 + alphabet).

    Lines are pictures 48 pixels tall, dark on white. Those whose widths differ by no more than
    `slack` columns are read together, the shorter ones with white behind them, which changes their
    reading a little; with 0 each is read by itself. Raises HandModelMissing.
    """
    found: list[Chances] = [np.zeros((0, 1 + len(ALPHABET)), np.float32) for _ in lines]
    behind = 0 if slack else BEHIND
    for group in _batches(lines, slack):
        answers = _read_group([lines[k] for k in group], behind)
        for k, chances in zip(group, answers, strict=True):
            found[k] = chances
    return found


def _read_group(lines: Sequence[Grey], behind: int) -> list[Chances]:
    width = max(line.shape[1] for line in lines) + behind
    stack = np.ones((len(lines), 1, LINE_HEIGHT, width), np.float32)
    for row, line in enumerate(lines):
        stack[row, 0, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1.0
    session, name = _session()
    (answer,) = session.run(None, {name: np.repeat(stack, 3, axis=1)})
    found = []
    for row, line in enumerate(lines):
        places = max(1, -(-line.shape[1] // STRIDE))
        kept = np.asarray(answer[row, :places, : 1 + len(ALPHABET)], dtype=np.float32)
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
