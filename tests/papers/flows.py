"""Matrices at random with all that papers show: sections, sub-items, rows of several marks."""

from __future__ import annotations

import random as randomness
from dataclasses import replace
from itertools import pairwise

from records.findings import Edge, Kind, Mark, Matrix, Record, Step
from records.paper import SymbolKind
from tests.papers.procedures import (
    ACTIVITIES,
    ACTORS,
    DURATIONS,
    OUTPUTS,
    REQUIREMENTS,
    draw_header,
)

SECTIONS = ("PERSIAPAN", "PELAKSANAAN DI DESA BINAAN", "PELAPORAN DAN PENGARSIPAN")
REMARKS = ("Tembusan ke Polda", "SOP Sambang", "Bila perlu")
LONG = (
    "Mengumpulkan keterangan dari warga, tokoh masyarakat, tokoh agama dan pemuda tentang gangguan "
    "keamanan yang terjadi selama satu bulan terakhir, lalu mencocokkannya dengan catatan di pos "
    "dan laporan dari Undang-Undang desa serta RT/RW setempat"
)
EXITS = (("Ya", "Tidak"), ("Lengkap", "Tidak lengkap"), ("Setuju", "Tidak setuju"))
MOST_MARKS = 4

Name = tuple[int, int]


def draw_flow_record(random: randomness.Random, most_steps: int = 24) -> Record:
    """A procedure of 1 to 12 actors and up to four pages of matrix, with its flow."""
    names = tuple(random.sample(ACTORS, random.randint(1, len(ACTORS))))
    count = random.randint(2, most_steps)
    steps: list[Step] = []
    section: str | None = None
    waiting = list(SECTIONS) if random.random() < 0.4 else []
    for index in range(count):
        if waiting and random.random() < 0.3:
            section = waiting.pop(0)
        steps.append(replace(_step(random, index, count, len(names)), section=section))
    header = draw_header(random)
    return Record(
        Kind.SOP,
        (1,),
        unit=header.unit,
        month=(header.created_on or "")[:7],
        header=header,
        matrix=Matrix(names, tuple(steps), tuple(_edges(random, steps))),
    )


def _step(random: randomness.Random, index: int, count: int, actors: int) -> Step:
    is_end = index in (0, count - 1)
    several = 1 if is_end or random.random() < 0.8 else min(actors, random.randint(2, MOST_MARKS))
    marks = tuple(
        Mark(actor, SymbolKind.TERMINATOR if is_end else SymbolKind.PROCESS)
        for actor in sorted(random.sample(range(actors), several))
    )
    if several == 1 and not is_end and random.random() < 0.2:
        marks = (replace(marks[0], symbol=SymbolKind.DECISION),)
    return Step(
        no=str(index + 1),
        activity=LONG if random.random() < 0.05 else random.choice(ACTIVITIES),
        marks=marks,
        requirements=tuple(random.sample(REQUIREMENTS, random.randint(0, 4))),
        duration=random.choice(DURATIONS),
        output=random.choice(OUTPUTS),
        remarks=random.choice(REMARKS) if random.random() < 0.2 else "",
    )


def _edges(random: randomness.Random, steps: list[Step]) -> list[Edge]:
    """Along a row's marks, then to the next row; a decision's second exit leads elsewhere."""
    edges = []
    for index, step in enumerate(steps):
        names = [(index, mark.actor) for mark in step.marks]
        edges += [Edge(a, b) for a, b in pairwise(names)]
        if index + 1 == len(steps):
            break
        yes, no = random.choice(EXITS)
        is_decision = step.marks[0].symbol is SymbolKind.DECISION
        edges.append(Edge(names[-1], _first(steps, index + 1), yes if is_decision else None))
        if is_decision:
            edges.append(Edge(names[-1], _first(steps, _elsewhere(random, index, len(steps))), no))
    return edges


def _elsewhere(random: randomness.Random, index: int, count: int) -> int:
    if index + 2 < count and random.random() < 0.25:
        return random.randint(index + 2, min(count - 1, index + 4))
    return index - random.randint(1, min(3, index))


def _first(steps: list[Step], index: int) -> Name:
    return index, steps[index].marks[0].actor
