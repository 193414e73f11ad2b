"""Font files of the @fontsource packages as TTF, where they have all letters and digits."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

NEEDED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,-/:()"


def convert_fonts(packages: Path, out: Path) -> int:
    """Writes one TTF a package into `out`; how many were fit."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for package in sorted(path for path in packages.iterdir() if path.is_dir()):
        files = package / "files"
        usual = sorted(files.glob(f"{package.name}-latin-400-normal.woff*"))
        any_weight = sorted(files.glob(f"{package.name}-latin-*-normal.woff*"))
        for path in (usual or any_weight)[:1]:
            font = TTFont(path)
            if all(ord(letter) in font.getBestCmap() for letter in NEEDED):
                font.flavor = None
                font.save(out / f"{package.name}.ttf")
                count += 1
    return count
