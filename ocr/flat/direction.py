"""Whether text stands on its feet or on its head, by a small direction model.

The model is PP-OCR's text direction classifier, shipped inside the rapidocr wheel.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from records.errors import DirectionModelMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MODEL = "models/ch_ppocr_mobile_v2.0_cls_mobile.onnx"
MODEL_HEIGHT, MODEL_WIDTH = 48, 192
"""The size of crop the model was trained on."""


def upside_down_chances(crops: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """How likely each crop of a text line stands on its head, 0..1.

    Raises DirectionModelMissing where the model cannot be loaded.
    """
    if not crops:
        return np.zeros(0, dtype=np.float32)
    batch = np.stack([_to_input(crop) for crop in crops])
    session = _session()
    (chances,) = session.run(None, {session.get_inputs()[0].name: batch})
    return np.asarray(chances[:, 1], dtype=np.float32)


def _to_input(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    width = min(MODEL_WIDTH, max(1, round(crop.shape[1] * MODEL_HEIGHT / crop.shape[0])))
    resized = cv2.resize(crop, (width, MODEL_HEIGHT), interpolation=cv2.INTER_AREA)
    padded = np.zeros((3, MODEL_HEIGHT, MODEL_WIDTH), dtype=np.float32)
    padded[:, :, :width] = resized.astype(np.float32) / 127.5 - 1.0
    return padded


@lru_cache(maxsize=1)
def _session() -> Any:
    """The model, loaded once a process and run on one thread."""
    try:
        import onnxruntime

        spec = importlib.util.find_spec("rapidocr")
        if spec is None or spec.origin is None:
            raise DirectionModelMissing(path=MODEL)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(Path(spec.origin).parent / MODEL), options, providers=["CPUExecutionProvider"]
        )
    except DirectionModelMissing:
        raise
    except Exception as error:  # onnxruntime raises untyped failures of its own
        raise DirectionModelMissing(path=MODEL) from error
