"""The recogniser's network without the ideographs in its last layer: no paper here has any.

They are six in seven of the signs it tells apart, and to weigh them takes an eighth of a line's
time. The chances of all others stay what they were, to a ten-thousandth on most lines.
The network is an ONNX file: nested fields of a number, a kind and a value (protocol buffers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

GRAPH, METADATA = 7, 14
"""Fields of the file,"""
WEIGHTS, ANSWER = 5, 12
"""of its graph,"""
DIMENSION, VALUES = 1, 9
"""and of the weights in it."""
KEY, VALUE, NAME = 1, 2, 1
NUMBER, LONG, BYTES, SHORT = 0, 1, 2, 5
WIDTH = {LONG: 8, SHORT: 4}
"""How a field is kept, and the bytes it then takes."""
SIGNS = "character"
"""What the file calls the list of its signs."""

Field = tuple[int, int | memoryview, memoryview]
"""A field's number, its value, and all its bytes."""


def read_network(path: Path) -> tuple[bytes, list[str]]:
    """The network and the signs of its answer's columns; the first is *no sign*."""
    fields = list(_fields(memoryview(path.read_bytes())))
    listed = next(text for key, text in map(_entry, _all(fields, METADATA)) if key == SIGNS)
    # The blank between words is the network's last column, after all listed signs.
    signs = ["", *listed.split("\n"), " "]
    kept = [k for k, sign in enumerate(signs) if not _is_ideograph(sign)]
    parts = [
        _field(GRAPH, _narrowed(value, kept, len(signs)))
        if number == GRAPH and isinstance(value, memoryview)
        else whole
        for number, value, whole in fields
    ]
    return b"".join(parts), [signs[k] for k in kept]


def _is_ideograph(sign: str) -> bool:
    return "\u3400" <= sign[:1] < "\ue000" or sign[:1] >= "\U00020000"


def _narrowed(graph: memoryview, kept: Sequence[int], width: int) -> bytes:
    """The graph with but those columns of the weights that are so many columns wide."""
    parts: list[bytes | memoryview] = []
    for number, value, whole in _fields(graph):
        if number == WEIGHTS and isinstance(value, memoryview):
            parts.append(_field(WEIGHTS, _columns(value, kept, width)))
        elif number == ANSWER and isinstance(value, memoryview):
            # Its name alone: how wide it is follows from the weights.
            (name,) = _all(list(_fields(value)), NAME)
            parts.append(_field(ANSWER, _field(NAME, name)))
        else:
            parts.append(whole)
    return b"".join(parts)


def _columns(weights: memoryview, kept: Sequence[int], width: int) -> bytes | memoryview:
    fields = list(_fields(weights))
    shape = [value for number, value, _ in fields if number == DIMENSION and isinstance(value, int)]
    if shape[-1:] != [width]:
        return weights
    (values,) = _all(fields, VALUES)
    narrow = np.frombuffer(values, np.float32).reshape(shape)[..., kept]
    sizes = [_number(DIMENSION << 3 | NUMBER) + _number(size) for size in narrow.shape]
    rest = [whole for number, _, whole in fields if number not in (DIMENSION, VALUES)]
    return b"".join([*sizes, *rest, _field(VALUES, narrow.tobytes())])


def _entry(pair: memoryview) -> tuple[str, str]:
    fields = list(_fields(pair))
    (key,), (value,) = _all(fields, KEY), _all(fields, VALUE)
    return str(key, "utf-8"), str(value, "utf-8")


def _all(fields: Sequence[Field], wanted: int) -> list[memoryview]:
    return [v for number, v, _ in fields if number == wanted and isinstance(v, memoryview)]


def _fields(data: memoryview) -> Iterator[Field]:
    at = 0
    while at < len(data):
        first = at
        tag, at = _read_number(data, at)
        kind = tag & 7
        value: int | memoryview
        if kind == NUMBER:
            value, at = _read_number(data, at)
        else:
            size, at = _read_number(data, at) if kind == BYTES else (WIDTH[kind], at)
            value, at = data[at : at + size], at + size
        yield tag >> 3, value, data[first:at]


def _read_number(data: memoryview, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and the place behind it."""
    found = shift = 0
    while True:
        group, at = data[at], at + 1
        found |= (group & 127) << shift
        shift += 7
        if group < 128:
            return found, at


def _number(value: int) -> bytes:
    groups = bytearray()
    while value > 127:
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])


def _field(number: int, value: bytes | memoryview) -> bytes:
    return b"".join([_number(number << 3 | BYTES), _number(len(value)), value])
