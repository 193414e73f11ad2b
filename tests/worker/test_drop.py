"""A tree with a watched folder, killed and started again: every dropped file is archived once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.halls import fake_services, small_settings
from tests.fakes.reading import paper
from tests.worker.test_tree import (
    Start,
    all_kept,
    is_archived,
    kill_all,
    start,
    wait_for,
)

__all__ = ["start"]


@pytest.mark.slow
def test_dropped_files_are_archived_once_though_the_tree_is_killed(
    start: Start, tmp_path: Path
) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    services = fake_services(small_settings(tmp_path))
    for number in range(4):
        (drop / f"{number}.pdf").write_bytes(paper(f"title: {number}"))
    tree = start("drop", str(drop))
    wait_for(lambda: bool(all_kept(services)))
    kill_all(tree)
    (drop / "4.pdf").write_bytes(paper("title: 4"))
    start("drop", str(drop))
    wait_for(is_archived(services, 5))
    wait_for(lambda: len(list((drop / "selesai").glob("*.pdf"))) == 5)
    assert sorted(entry.name for entry in all_kept(services)) == [f"{n}.pdf" for n in range(5)]
    assert not list(drop.glob("*.pdf"))
