"""The recogniser without ideographs reads what the whole one reads."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from ocr.hand.model import ALPHABET, LEAST_CHANCE, LINE_HEIGHT, MODEL, read_lines
from ocr.hand.network import read_network

SAME = 0.02
"""How far a chance may lie off, 0..1."""


def _model() -> Path:
    spec = importlib.util.find_spec("rapidocr")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / MODEL


def test_chances_are_those_of_the_whole_network() -> None:
    line = np.full((LINE_HEIGHT, 320), 255, np.uint8)
    cv2.putText(line, "Mohon ronda 12", (6, 36), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 40, 3)
    whole = onnxruntime.InferenceSession(str(_model()), providers=["CPUExecutionProvider"])
    signs = ["", *whole.get_modelmeta().custom_metadata_map["character"].split("\n"), " "]
    picture = np.repeat(line[None, None].astype(np.float32) / 127.5 - 1.0, 3, axis=1)
    (answer,) = whole.run(None, {"x": picture})
    (found,) = read_lines([line])
    wanted = answer[0][:, [0, *(signs.index(sign) for sign in ALPHABET)]]
    assert np.abs(np.exp(found) - np.maximum(wanted, LEAST_CHANCE)).max() < SAME
    assert wanted.argmax(axis=1).tolist() == found.argmax(axis=1).tolist()


def test_ideographs_alone_are_left_out() -> None:
    network, signs = read_network(_model())
    assert set(ALPHABET) | set("éñ，→") <= set(signs)
    assert not set("一口工") & set(signs)
    assert signs[0] == ""
    assert len(network) < _model().stat().st_size
