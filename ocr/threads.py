"""One thread a process: the pages are what is shared out over the cores."""

from __future__ import annotations

import os

import cv2


def keep_to_one_thread() -> None:
    """Keeps every library of a reading process, and Tesseract, to one thread."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
