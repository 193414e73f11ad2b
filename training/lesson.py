"""Learning: drawn lines in, weights out, each step as small as the weights it changes.

The base's convolutions have their normalisation folded in, so that channels of one layer differ in
size by a hundred times: a step of one size for all (AdamW at 0.00008) destroys the small ones, and
the loss rises. A step here is a share of a channel's own size, and learns from the first minute.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from random import Random

import click
import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray
from torch import Tensor

from ocr.hand.model import ALPHABET, LINE_HEIGHT, STRIDE
from training.network import Network
from training.pages import Line, draw_page
from training.rests import draw_rest

Grey = NDArray[np.uint8]

PACE = 5e-4
"""The longest step, as a share of the weight it changes."""
FIRST_STEPS = 60
FIRST_MOMENT, SECOND_MOMENT = 0.9, 0.99
MEAN_OF = 0.997
"""What is kept is a running mean of the weights, over some 300 steps."""
LEARNT = 0.7
"""How far the weights go from what they were to what was learnt: living hands, which are not drawn,
are read as before, drawn ones as with the whole way."""
COLUMNS = 8000
"""Columns of the pictures of one step."""
WIDTHS = (32, 48, 64, 96, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640, 768, 896, 1024)
"""Pictures are widened to these, so that the same operations are planned once."""
PAGES_AT_ONCE = 20
RESTS, REST_EVERY, REST_COLUMNS, REST_WEIGHT = 500, 5, 2000, 0.3
DULLEST = 3.0
"""Loss a place above which a line is unreadable and teaches no more than that."""
FIXED = 4
"""The layers up to this depthwise convolution see strokes, which are alike in print and by pen."""
OTHER = 1 + len(ALPHABET)
"""The column of the answer that stands for all signs of other scripts together."""


@dataclass(slots=True)
class _Weight:
    """A weight in full precision, and what the steps remember of it."""

    name: str
    value: Tensor
    mean: Tensor
    first: Tensor
    second: Tensor
    axes: tuple[int, ...] | None
    """The axes of one channel."""

    def step(self, slope: Tensor, count: int, pace: float) -> None:
        self.first.mul_(FIRST_MOMENT).add_(slope, alpha=1 - FIRST_MOMENT)
        self.second.mul_(SECOND_MOMENT).addcmul_(slope, slope, value=1 - SECOND_MOMENT)
        first = self.first / (1 - FIRST_MOMENT**count)
        second = self.second / (1 - SECOND_MOMENT**count)
        size = self.value.pow(2).mean().sqrt()
        if self.axes is None:
            own = size.clamp(min=3e-3)
        else:
            channel = self.value.pow(2).mean(self.axes, keepdim=True).sqrt()
            own = torch.maximum(channel, 0.2 * size)
        self.value.sub_(pace * own * first / (second.sqrt() + 1e-8))
        kept = min(MEAN_OF, (count + 1) / (count + 30))
        self.mean.mul_(kept).add_(self.value, alpha=1 - kept)


def answers(network: Network, pictures: Tensor) -> Tensor:
    """Logarithms of the chances, the signs of other scripts as one."""
    weights = network(pictures.bfloat16().contiguous(memory_format=torch.channels_last)).float()
    chances = functional.log_softmax(weights, 2)
    others = torch.logsumexp(chances[..., OTHER:], 2, keepdim=True)
    return torch.cat([chances[..., :OTHER], others], 2)


def to_pictures(lines: Sequence[Grey], width: int) -> Tensor:
    """Lines of 48 rows as the network takes them, white behind."""
    stack = np.ones((len(lines), 1, LINE_HEIGHT, width), np.float32)
    for row, line in enumerate(lines):
        stack[row, 0, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1.0
    return torch.from_numpy(np.repeat(stack, 3, axis=1))


def learn(
    network: Network,
    fonts: tuple[Sequence[Path], Sequence[Path]],
    *,
    minutes: float,
    seed: int = 0,
) -> None:
    """Lets a network learn from lines drawn with pen-like and printed fonts; changes its weights.

    Runs in bfloat16 with weights kept in full precision beside.
    """
    teacher = _halved(network)
    pupil = _halved(network)
    learnt = [_weight(name, network.weights[name]) for name in _free(network)]
    for one in learnt:
        pupil.weights[one.name].requires_grad_(True)
    rests = _Rests(Random(seed))
    began, losses = time.monotonic(), []
    for count, (width, lines) in enumerate(_batches(fonts, seed), start=1):
        share = (time.monotonic() - began) / (60 * minutes)
        if share >= 1:
            break
        loss = _loss(pupil, lines, width)
        losses.append(float(loss.detach()))
        if count % REST_EVERY == 0:
            loss = loss + REST_WEIGHT * rests.strayed(pupil, teacher)
        loss.backward()
        pace = (
            PACE * min(1.0, count / FIRST_STEPS) * (0.49 * (1 + math.cos(math.pi * share)) + 0.02)
        )
        _step(pupil, learnt, count, pace)
        if count % 50 == 0:
            click.echo(f"{count} steps, loss {np.mean(losses[-50:]):.4f}, {share:.0%}")
    for one in learnt:
        network.weights[one.name].lerp_(one.mean, LEARNT)


def _halved(network: Network) -> Network:
    """A copy in bfloat16, laid out as the processor likes it."""

    def half(one: Tensor) -> Tensor:
        if one.dtype != torch.float32:
            return one
        one = one.detach().clone().bfloat16()
        return one.contiguous(memory_format=torch.channels_last) if one.ndim == 4 else one

    weights = {name: half(one) for name, one in network.weights.items()}
    given = {name: half(one) for name, one in network.given.items()}
    return Network(network.nodes, weights, given, network.last, network.signs)


def _free(network: Network) -> list[str]:
    """The weights that may change: those behind the first layers."""
    deep, free = 0, []
    for node in network.nodes:
        own = [name for name in node.inputs if name in network.weights]
        if node.name == "Conv" and network.weights[own[0]].shape[1:] == (1, 3, 3):
            deep += 1
        if deep >= FIXED:
            free += own
    return list(dict.fromkeys(free))


def _weight(name: str, value: Tensor) -> _Weight:
    axes = {4: (1, 2, 3), 2: (0,)}.get(value.ndim)
    zero = torch.zeros_like(value)
    return _Weight(name, value.clone(), value.clone(), zero, zero.clone(), axes)


def _step(pupil: Network, learnt: Sequence[_Weight], count: int, pace: float) -> None:
    with torch.no_grad():
        slopes = [pupil.weights[one.name].grad.float() for one in learnt]
        steep = float(torch.sqrt(sum((slope.pow(2).sum() for slope in slopes), torch.zeros(()))))
        for one, slope in zip(learnt, slopes, strict=True):
            one.step(slope * min(1.0, 1.0 / (steep + 1e-6)), count, pace)
            pupil.weights[one.name].copy_(one.value)
            pupil.weights[one.name].grad = None


def _loss(pupil: Network, lines: Sequence[Line], width: int) -> Tensor:
    """The mean loss of a place of the answer."""
    chances = answers(pupil, to_pictures([line.picture for line in lines], width))
    signs = [[1 + ALPHABET.index(sign) for sign in line.text] for line in lines]
    places = torch.tensor([max(1, -(-line.picture.shape[1] // STRIDE)) for line in lines])
    places = places.clamp(max=chances.shape[1])
    loss = functional.ctc_loss(
        chances.permute(1, 0, 2),
        torch.tensor([one for text in signs for one in text]),
        places,
        torch.tensor([len(text) for text in signs]),
        zero_infinity=True,
        reduction="none",
    )
    return (loss / places.float().clamp(min=3)).clamp(max=DULLEST).mean()


def to_width(columns: int) -> int:
    """The least of the usual widths that a picture fits into."""
    return next(width for width in WIDTHS if width >= columns)


def _batches(
    fonts: tuple[Sequence[Path], Sequence[Path]], seed: int
) -> Iterator[tuple[int, list[Line]]]:
    """Batches of lines of about one width, without end, each line once."""
    random = Random(seed)
    left: dict[int, list[Line]] = {}
    with Pool(2) as pool:
        while True:
            tasks = [(fonts, seed + k) for k in range(PAGES_AT_ONCE)]
            seed += PAGES_AT_ONCE
            for page in pool.starmap(_page, tasks):
                for line in page:
                    left.setdefault(to_width(line.picture.shape[1]), []).append(line)
            full = []
            for width, lines in left.items():
                random.shuffle(lines)
                size = max(1, COLUMNS // width)
                while len(lines) >= size:
                    full.append((width, [lines.pop() for _ in range(size)]))
            random.shuffle(full)
            yield from full


def _page(fonts: tuple[Sequence[Path], Sequence[Path]], seed: int) -> list[Line]:
    return draw_page(fonts[0], fonts[1], Random(seed))


class _Rests:
    """Drawn rests of frames, on which the pupil must not stray from its teacher."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._by_width: dict[int, list[Grey]] = {}
        for _ in range(RESTS):
            rest = draw_rest(random)
            self._by_width.setdefault(to_width(rest.shape[1]), []).append(rest)

    def strayed(self, pupil: Network, teacher: Network) -> Tensor:
        """How far the pupil's chances lie from the teacher's (Kullback and Leibler), a place."""
        width = self._random.choice(sorted(self._by_width))
        several = self._by_width[width]
        size = min(len(several), REST_COLUMNS // width)
        pictures = to_pictures(self._random.sample(several, size), width)
        with torch.no_grad():
            taught = answers(teacher, pictures)
        return (taught.exp() * (taught - answers(pupil, pictures))).sum(2).mean()
