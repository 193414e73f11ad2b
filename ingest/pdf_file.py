"""Opening PDF files with pdfium, mended by pikepdf where pdfium alone gives up."""

from __future__ import annotations

import io
from pathlib import Path
from threading import RLock

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.limits import Limits
from records.errors import ScanDamaged, ScanEmpty, ScanEncrypted, ScanTooManyPages

PDFIUM_LOCK = RLock()
"""pdfium keeps global state: two threads inside it at once crash the process."""


def open_pdf(path: Path, limits: Limits) -> pdfium.PdfDocument:
    """Opens the file; raises ScanEncrypted, ScanDamaged, ScanEmpty or ScanTooManyPages."""
    with PDFIUM_LOCK:
        pdf = _open_or_mend(path)
        pages = len(pdf)
        if not pages:
            pdf.close()
            raise ScanEmpty(name=path.name)
        if pages > limits.max_pages:
            pdf.close()
            raise ScanTooManyPages(name=path.name, limit=limits.max_pages)
        return pdf


def _open_or_mend(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise ScanEncrypted(name=path.name) from error
    mended = _mend(path)
    try:
        return pdfium.PdfDocument(mended)
    except pdfium.PdfiumError as error:
        raise ScanDamaged(name=path.name) from error


def _mend(path: Path) -> bytes:
    # Imported only here: whole files never need it.
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            rewritten = io.BytesIO()
            pdf.save(rewritten)
            return rewritten.getvalue()
    except pikepdf.PasswordError as error:
        raise ScanEncrypted(name=path.name) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError, MemoryError) as error:
        raise ScanDamaged(name=path.name) from error
