"""The line recogniser that ships inside the rapidocr wheel, run with onnxruntime alone.

PP-OCR's network sees lines 48 pixels tall and says for every eighth column how likely each sign
is there. Only signs of Latin script are kept.
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

MODEL = Path("models") / "PP-OCRv6_rec_small.onnx"
LINE_HEIGHT = 48
STRIDE = 8
"""Columns of the picture to one place of the answer."""
ALPHABET = " !\"&'()*+,-./0123456789:;=?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|"
LEAST_CHANCE = 1e-9


@lru_cache(maxsize=1)
def _session() -> tuple[Any, str, NDArray[np.intp]]:
    """The network, its input's name, and the answer's columns of no sign and the alphabet."""
    import onnxruntime

    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise HandModelMissing
    path = Path(spec.origin).parent / MODEL
    if not path.is_file():
        raise HandModelMissing
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )
    signs = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    places = {sign: k + 1 for k, sign in enumerate(signs)}
    # The blank between words is the network's last column, after all listed signs.
    places[" "] = len(signs) + 1
    columns = np.array([0, *(places[sign] for sign in ALPHABET)], dtype=np.intp)
    return session, session.get_inputs()[0].name, columns


def read_lines(lines: Sequence[Grey]) -> list[Chances]:
    """The chances of each line, logarithms, places x (1 + alphabet).

    Lines are pictures 48 pixels tall, dark on white. Each is read alone: the network's cost is in
    the columns, and white put behind a short line to make it as long as others changes its reading.
    Raises HandModelMissing.
    """
    return [_read_line(line) for line in lines]


def _read_line(line: Grey) -> Chances:
    session, name, columns = _session()
    grey = line.astype(np.float32)[None, None] / 127.5 - 1.0
    (answer,) = session.run(None, {name: np.repeat(grey, 3, axis=1)})
    places = max(1, -(-line.shape[1] // STRIDE))
    kept = np.asarray(answer[0, :places][:, columns], dtype=np.float32)
    return np.asarray(np.log(np.maximum(kept, LEAST_CHANCE)), dtype=np.float32)
