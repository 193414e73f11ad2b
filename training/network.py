"""The network of an ONNX file, run by torch so that its weights can be learnt further.

Only the operations of PP-OCR's recogniser are known; any other is refused by name. Checked against
onnxruntime: the chances of random pictures differ by less than 0.00001.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
import torch.nn.functional as functional
from onnx import helper, numpy_helper
from torch import Tensor

LAST = ("linear_8.w_0", "linear_8.b_0")
"""The layer that weighs the signs."""
FAR = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Node:
    """One operation: its name, inputs, output and settings."""

    name: str
    inputs: tuple[str, ...]
    output: str
    settings: dict[str, Any]


@dataclass(slots=True)
class Network:
    """Nodes in order, learnt weights, and what is given (shapes, running means)."""

    nodes: tuple[Node, ...]
    weights: dict[str, Tensor]
    given: dict[str, Tensor]
    last: str
    signs: tuple[str, ...] = field(default=())
    """What each column of the answer stands for; the first is no sign."""

    def __call__(self, pictures: Tensor) -> Tensor:
        """Weights of the signs before they are made chances: lines x places x signs.

        `pictures` is lines x 3 x 48 x columns, -1 (ink) to 1 (paper).
        """
        values: dict[str, Tensor] = {"x": pictures}
        for node in self.nodes:
            inputs = [self._value(values, name) for name in node.inputs if name]
            if node.output == self.last:
                return inputs[0]
            values[node.output] = _RUN[node.name](inputs, node.settings)
        raise ValueError("the network has no last node")

    def _value(self, values: dict[str, Tensor], name: str) -> Tensor:
        for known in (values, self.weights, self.given):
            if name in known:
                return known[name]
        raise KeyError(name)


def read_network(path: Path, alphabet: str, others: str) -> Network:
    """The network of an ONNX file, its last layer kept for the signs asked and `others`."""
    model = onnx.load(path)
    graph = model.graph
    about = {prop.key: prop.value for prop in model.metadata_props}
    listed = about["character"].split("\n")
    places = {sign: k + 1 for k, sign in enumerate(listed)} | {" ": len(listed) + 1}
    columns = np.array([0, *(places[sign] for sign in alphabet + others)])
    weights: dict[str, Tensor] = {}
    given: dict[str, Tensor] = {}
    for one in graph.initializer:
        values = numpy_helper.to_array(one).copy()
        if one.name in LAST:
            values = values[..., columns].copy()
        kept = weights if values.dtype == np.float32 and values.size > 1 else given
        kept[one.name] = torch.from_numpy(values)
    nodes = []
    for one in graph.node:
        if one.op_type == "Constant":
            given[one.output[0]] = torch.from_numpy(
                numpy_helper.to_array(one.attribute[0].t).copy()
            )
            continue
        if one.op_type not in _RUN:
            raise ValueError(f"unknown operation {one.op_type}")
        settings = {each.name: helper.get_attribute_value(each) for each in one.attribute}
        nodes.append(Node(one.op_type, tuple(one.input), one.output[0], settings))
    for node in nodes:
        if node.name == "BatchNormalization":  # running means are counted, not learnt
            given |= {name: weights.pop(name) for name in node.inputs[3:5]}
    last = graph.output[0].name
    return Network(_with_gelu(nodes), weights, given, last, ("", *alphabet, *others))


def write_network(network: Network, base: Path, path: Path, alphabet: str) -> None:
    """The file the reader loads: `base` with the weights learnt, stored in half precision."""
    model = onnx.load(base)
    graph = model.graph
    del model.metadata_props[:]
    others = "".join(network.signs[1 + len(alphabet) :])
    for key, value in (("alphabet", alphabet), ("others", others)):
        prop = model.metadata_props.add()
        prop.key, prop.value = key, value
    kept, wide = [], []
    for one in graph.initializer:
        if one.name not in network.weights:
            kept.append(one)
            continue
        half = network.weights[one.name].detach().float().numpy().astype(np.float16)
        kept.append(numpy_helper.from_array(half, f"{one.name}.half"))
        to = onnx.TensorProto.FLOAT
        wide.append(helper.make_node("Cast", [f"{one.name}.half"], [one.name], to=to))
    nodes = list(graph.node)
    del graph.initializer[:], graph.node[:], graph.value_info[:]
    graph.initializer.extend(kept)
    graph.node.extend([*wide, *nodes])
    graph.output[0].type.tensor_type.shape.dim[-1].dim_value = len(network.signs)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _with_gelu(nodes: list[Node]) -> tuple[Node, ...]:
    """x / sqrt 2 -> erf -> + 1 -> * x -> * 0.5 is one operation, run in a fifth of the time."""
    by_output = {node.output: node for node in nodes}
    users: dict[str, list[Node]] = {}
    for node in nodes:
        for name in node.inputs:
            users.setdefault(name, []).append(node)
    gone, new = set(), {}
    for node in nodes:
        if node.name != "Erf":
            continue
        divided = by_output[node.inputs[0]]
        added = users[node.output][0]
        times = users[added.output][0]
        half = users[times.output][0]
        gone |= {divided.output, node.output, added.output, times.output}
        new[half.output] = Node("Gelu", divided.inputs[:1], half.output, {})
    return tuple(new.get(node.output, node) for node in nodes if node.output not in gone)


Inputs = list[Tensor]
Settings = dict[str, Any]


def _same(picture: Tensor, kernel: list[int], strides: list[int], fill: float) -> Tensor:
    """White around a picture so that the answer has a place to every stride."""
    height, width = picture.shape[2:]
    down = max((-(-height // strides[0]) - 1) * strides[0] + kernel[0] - height, 0)
    across = max((-(-width // strides[1]) - 1) * strides[1] + kernel[1] - width, 0)
    edges = (across // 2, across - across // 2, down // 2, down - down // 2)
    return functional.pad(picture, edges, value=fill)


def _padded(
    picture: Tensor, settings: Settings, fill: float = 0.0
) -> tuple[Tensor, tuple[int, int]]:
    if settings.get("auto_pad") == b"SAME_UPPER":
        kernel = settings["kernel_shape"]
        return _same(picture, kernel, settings.get("strides", [1, 1]), fill), (0, 0)
    top, left, *_ = settings.get("pads", [0, 0, 0, 0])
    return picture, (top, left)


def _convolve(inputs: Inputs, settings: Settings) -> Tensor:
    picture, edges = _padded(inputs[0], settings)
    bias = inputs[2] if len(inputs) > 2 else None
    strides = settings.get("strides", [1, 1])
    group = settings.get("group", 1)
    return functional.conv2d(picture, inputs[1], bias, strides, edges, groups=group)


def _largest(inputs: Inputs, settings: Settings) -> Tensor:
    picture, edges = _padded(inputs[0], settings, -1e30)
    kernel, strides = settings["kernel_shape"], settings["strides"]
    ceil = bool(settings.get("ceil_mode", 0))
    return functional.max_pool2d(picture, kernel, strides, edges, ceil_mode=ceil)


def _average(inputs: Inputs, settings: Settings) -> Tensor:
    top, left, *_ = settings.get("pads", [0, 0, 0, 0])
    return functional.avg_pool2d(
        inputs[0],
        settings["kernel_shape"],
        settings["strides"],
        (top, left),
        ceil_mode=bool(settings.get("ceil_mode", 0)),
        count_include_pad=bool(settings.get("count_include_pad", 0)),
    )


def _normalise(inputs: Inputs, settings: Settings) -> Tensor:
    picture, scale, shift, mean, variance = inputs
    least = settings.get("epsilon", 1e-5)
    return functional.batch_norm(picture, mean, variance, scale, shift, False, 0.0, least)


def _clamped(inputs: Inputs, settings: Settings) -> Tensor:
    slope, middle = settings.get("alpha", 0.2), settings.get("beta", 0.5)
    return torch.clamp(inputs[0] * slope + middle, 0, 1)


def _axes(inputs: Inputs, settings: Settings) -> list[int]:
    return list(settings["axes"]) if "axes" in settings else inputs[1].tolist()


def _squeeze(inputs: Inputs, settings: Settings) -> Tensor:
    found = inputs[0]
    for axis in sorted(_axes(inputs, settings), reverse=True):
        found = found.squeeze(axis)
    return found


def _unsqueeze(inputs: Inputs, settings: Settings) -> Tensor:
    found = inputs[0]
    for axis in _axes(inputs, settings):
        found = found.unsqueeze(axis)
    return found


def _reshape(inputs: Inputs, settings: Settings) -> Tensor:
    asked = inputs[1].reshape(-1).tolist()
    return inputs[0].reshape([inputs[0].shape[k] if d == 0 else d for k, d in enumerate(asked)])


def _slice(inputs: Inputs, settings: Settings) -> Tensor:
    starts, ends, axes = (one.reshape(-1).tolist() for one in inputs[1:4])
    steps = inputs[4].reshape(-1).tolist() if len(inputs) > 4 else [1] * len(starts)
    found = inputs[0]
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        part = [slice(None)] * found.ndim
        part[axis] = slice(start, end if end < FAR else None, step)
        found = found[tuple(part)]
    return found


def _concat(inputs: Inputs, settings: Settings) -> Tensor:
    return torch.cat([one.reshape(1) if one.ndim == 0 else one for one in inputs], settings["axis"])


def _mean(inputs: Inputs, settings: Settings) -> Tensor:
    return inputs[0].mean(settings["axes"], keepdim=bool(settings.get("keepdims", 1)))


_RUN: dict[str, Any] = {
    "Conv": _convolve,
    "MaxPool": _largest,
    "AveragePool": _average,
    "BatchNormalization": _normalise,
    "HardSigmoid": _clamped,
    "ReduceMean": _mean,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Reshape": _reshape,
    "Slice": _slice,
    "Concat": _concat,
    "Softmax": lambda i, s: functional.softmax(i[0], s["axis"]),
    "Transpose": lambda i, s: i[0].permute(s["perm"]),
    "Shape": lambda i, s: torch.tensor(i[0].shape),
    "Gelu": lambda i, s: functional.gelu(i[0]),
    "Erf": lambda i, s: torch.erf(i[0]),
    "Relu": lambda i, s: functional.relu(i[0]),
    "Sigmoid": lambda i, s: torch.sigmoid(i[0]),
    "Sqrt": lambda i, s: torch.sqrt(i[0]),
    "Identity": lambda i, s: i[0],
    "Add": lambda i, s: i[0] + i[1],
    "Sub": lambda i, s: i[0] - i[1],
    "Mul": lambda i, s: i[0] * i[1],
    "Div": lambda i, s: i[0] / i[1],
    "Pow": lambda i, s: i[0] ** float(i[1]),
    "MatMul": lambda i, s: i[0] @ i[1],
}
