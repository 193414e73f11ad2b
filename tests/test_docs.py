"""The pages for people: links lead somewhere, commands exist, decisions are numbered once."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from cli.main import VERBS

HOUSE = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def pages() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split() or [str(p.relative_to(HOUSE)) for p in HOUSE.glob("*.md")]
    return [HOUSE / name for name in names if (HOUSE / name).exists()]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(HOUSE)))
def test_every_link_leads_somewhere(page: Path) -> None:
    missing = [
        target
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not missing


def test_every_command_of_the_readme_exists() -> None:
    named = re.findall(r"`berkas ([a-z]+)", (HOUSE / "README.md").read_text(encoding="utf-8"))
    assert named
    assert set(named) <= set(VERBS)


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (HOUSE / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


def test_scripts_parse() -> None:
    for script in ("start", "test", ".ci/run", "scripts/prepare.sh"):
        subprocess.run(["sh", "-n", str(HOUSE / script)], check=True)
