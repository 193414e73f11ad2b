"""Papers read and scored, level by level."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.limits import Limits
from records.findings import Digest
from records.findings_json import findings_to_json
from service.reading import PagePool
from service.study import Original, study
from tests.accuracy.drawn import Paper
from tests.accuracy.scoring import FIGURES, Tally, score

Tallies = dict[str, Tally]


def read_papers(papers: Iterable[Paper], pool: PagePool) -> Tallies:
    """The figures of drawn papers by level."""
    tallies: Tallies = defaultdict(Tally)
    with tempfile.TemporaryDirectory() as folder:
        for number, paper in enumerate(papers):
            path = Path(folder) / f"{number}.pdf"
            path.write_bytes(paper.pdf)
            documents = read_file(path, Path(folder) / "copy.pdf", pool)["documents"]
            score(paper.truth, documents[0] if documents else {}, tallies[paper.level])
    return tallies


def read_file(path: Path, copy: Path, pool: PagePool) -> dict[str, Any]:
    """The findings of a file as JSON."""
    original = Original(path, path.name, Digest("0" * 64))
    result = study(original, copy, pool, Limits(), lambda _done, _all: None)
    return findings_to_json(result.findings)


def score_samples(samples: Path, found: Path | None, pool: PagePool) -> Tallies:
    """The figures of samples with truth beside them (`NAME.pdf`, `NAME.json`) by level.

    `found` holds what `berkas read` wrote earlier; what it lacks is read now.
    """
    tallies: Tallies = defaultdict(Tally)
    with tempfile.TemporaryDirectory() as folder:
        for truth, pdf in _with_truth(samples):
            earlier = found / f"{pdf.stem}.json" if found else None
            if earlier and earlier.exists():
                read = json.loads(earlier.read_text(encoding="utf-8"))["documents"]
            else:
                read = read_file(pdf, Path(folder) / "copy.pdf", pool)["documents"]
            level = tallies[truth.get("level", "-")]
            for i, document in enumerate(truth.get("documents") or [truth]):
                score(document, read[i] if i < len(read) else {}, level)
    return tallies


def _with_truth(samples: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    for path in sorted(samples.rglob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        pdf = path.with_suffix(".pdf")
        if isinstance(truth, dict) and pdf.exists() and ("kind" in truth or "documents" in truth):
            yield truth, pdf


def tallies_to_table(tallies: Mapping[str, Tally]) -> str:
    """Figures by level as a Markdown table."""
    lines = [
        "| level | documents | " + " | ".join(FIGURES) + " |",
        "|---|--:|" + "--:|" * len(FIGURES),
    ]
    for level, tally in tallies.items():
        cells = [
            "–" if (value := tally.figure(name)) is None else f"{value:.3f}" for name in FIGURES
        ]
        lines.append(f"| {level} | {tally.documents} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
