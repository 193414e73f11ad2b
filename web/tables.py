"""Tables that come and go through pages, as XLSX or CSV."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fastapi import Request, Response
from starlette.datastructures import UploadFile

from service.sealing.giving import XLSX
from web.problems import DoorRefused

MEDIA = {".xlsx": XLSX, ".csv": "text/csv; charset=utf-8"}


async def given_table(request: Request) -> tuple[BinaryIO, str]:
    """The table a page's form sends, and its ending; raises DoorRefused 422 for anything else."""
    part = (await request.form()).get("file")
    suffix = Path(part.filename or "").suffix.lower() if isinstance(part, UploadFile) else ""
    if not isinstance(part, UploadFile) or suffix not in MEDIA:
        raise DoorRefused(422)
    return part.file, suffix


@contextmanager
def kept_table(source: BinaryIO, name: str, folder: Path) -> Iterator[Path]:
    """The table as a file of that name while the context lasts: the sender's is never a path."""
    with tempfile.TemporaryDirectory(dir=folder) as beside:
        place = Path(beside) / name
        with place.open("wb") as kept:
            shutil.copyfileobj(source, kept)
        yield place


def table_answer(made: bytes, name: str) -> Response:
    """A table to be saved under the name, which tells what it is."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(made, media_type=MEDIA[Path(name).suffix], headers=headers)
