"""An empty form of the office, scanned or as a PDF, becomes the beginning of its definition.

Reading it takes the reading rooms' weight and some seconds: that is done in a process of its own,
which is ended when it takes too long.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ingest.limits import Limits
from records.errors import ScanDamaged, ScanTooLarge, TemplateTooSlow
from records.keeping import User
from service import intake
from service.permissions import Deed, require
from service.wiring import Services

MOST_PAGES = 8
"""A form of more is a book."""
MOST_BYTES = 40 * 1024 * 1024
LIMIT_S = 180.0
"""A page takes five seconds; a busy machine several times as long."""


def draft_from(user: User, stream: BinaryIO, name: str, services: Services) -> str:
    """A proposed definition as TOML; nothing is kept.

    Raises NotAllowed, ScanRejected, TemplateEmpty, TemplateTooSlow.
    """
    require(user, Deed.ADMINISTER)
    called = intake.bare_name(name)
    limits = replace(services.settings.limits, max_pages=MOST_PAGES)
    with tempfile.TemporaryDirectory(dir=services.settings.incoming_folder) as folder:
        path = Path(folder) / f"template{Path(called).suffix.lower()[:6]}"
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file)
        if path.stat().st_size > MOST_BYTES:
            raise ScanTooLarge(name=called, limit=MOST_BYTES)
        return _in_own_process(path, limits, called)


def _in_own_process(path: Path, limits: Limits, name: str) -> str:
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_prepare)
    try:
        return pool.submit(_draft, path, limits, name).result(LIMIT_S)
    except TimeoutError as error:
        for process in list(pool._processes.values()):
            process.kill()
        raise TemplateTooSlow(name=name) from error
    except BrokenProcessPool as error:
        raise ScanDamaged(name=name) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare() -> None:
    from service.page_work import prepare_process

    prepare_process()


def _draft(path: Path, limits: Limits, name: str) -> str:
    from service.drafting.template import draft_form

    return draft_form(path, limits, name)
