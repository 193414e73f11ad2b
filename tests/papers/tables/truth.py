"""Matrices at random: texts, actors and symbols, and the JSON of the record they make."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.papers.procedures import ACTIVITIES, DURATIONS, OUTPUTS, REQUIREMENTS

ACTORS = (
    "Kasat Binmas", "KBO", "Kanit Binpolmas", "Kapolsek", "Ps. Kanit Bhabinkamtibmas",
    "Bhabinkamtibmas", "Pemohon", "Lurah/ Kepala Desa", "Kasium", "Babinsa", "Operator",
    "Petugas A", "Petugas B", "Petugas I", "Sekretaris", "Kepala Subbagian Umum", "Wakapolres",
    "Kasi Propam", "Bamin", "Masyarakat", "Tokoh Masyarakat", "Kabag Ops", "Staf", "Kasubbag TU",
)  # fmt: skip
MORE = (
    "Melaksanakan koordinasi dengan instansi terkait (Camat, Koramil, Puskesmas) mengenai jadwal",
    "Mengevaluasi pelaksanaan kegiatan bulan lalu dan menyusun saran tindak lanjut kepada pimpinan",
    "Melakukan pengecekan identitas tamu, mencatat nama, alamat, dan keperluan tamu pada buku tamu",
    "Memaraf konsep surat",
    "Mendisposisi surat kepada Kanit",
)


@dataclass(frozen=True)
class Line:
    """A row: its texts, and its symbols as (actor, kind) with `box`, `capsule` or `diamond`."""

    number: str
    activity: str
    requirements: tuple[str, ...]
    duration: str
    output: str
    remarks: str
    marks: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Truth:
    """A matrix to draw."""

    actors: tuple[str, ...]
    lines: tuple[Line, ...]

    def to_json(self) -> dict[str, Any]:
        """As a record is told, without a header."""
        kinds = {"box": "process", "capsule": "terminator", "diamond": "decision"}
        steps = [
            {
                "no": line.number,
                "activity": line.activity,
                "requirements": list(line.requirements),
                "duration": line.duration,
                "output": line.output,
                "remarks": line.remarks,
                "marks": [{"actor": a, "symbol": kinds[k]} for a, k in line.marks],
            }
            for line in self.lines
        ]
        matrix = {"actors": list(self.actors), "steps": steps, "edges": []}
        return {"kind": "sop", "header": {}, "matrix": matrix}


def draw_truth(random: Random, actors: int, steps: int, *, has_number: bool) -> Truth:
    """A matrix of so many actors and steps."""
    lines = []
    for i in range(steps):
        kind = "capsule" if i in (0, steps - 1) else random.choice(("box", "box", "box", "diamond"))
        lines.append(
            Line(
                str(i + 1) if has_number else "",
                random.choice((*ACTIVITIES, *MORE)),
                tuple(random.sample(REQUIREMENTS, random.randint(1, 3))),
                random.choice(DURATIONS),
                random.choice(OUTPUTS),
                random.choice(("", "", "", "Bila perlu", "SOP Sambang")),
                ((random.randrange(actors), kind),),
            )
        )
    return Truth(tuple(random.sample(ACTORS, actors)), tuple(lines))
