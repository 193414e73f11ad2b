"""What a reading process can lack."""

from __future__ import annotations

from records.failures.tree import ServiceUnavailable


class TesseractMissing(ServiceUnavailable):
    """The Tesseract program is not installed or not on the path."""

    code = "ocr.tesseract-missing"
    text_id = "Program Tesseract tidak ditemukan. Pasang: apt install tesseract-ocr."
    text_en = "The program Tesseract was not found. Install it: apt install tesseract-ocr."


class LanguageDataMissing(ServiceUnavailable):
    """Tesseract has no data for a language."""

    code = "ocr.language-missing"
    text_id = (
        "Data bahasa Tesseract `{language}` tidak ada. Pasang: apt install "
        "tesseract-ocr-{language}."
    )
    text_en = (
        "Tesseract's data for `{language}` is missing. Install it: apt install "
        "tesseract-ocr-{language}."
    )


class TesseractFailed(ServiceUnavailable):
    """Tesseract ended with an error on a page."""

    code = "ocr.tesseract-failed"
    text_id = "Tesseract gagal membaca halaman ({reason}). Coba lagi; jika berulang, cek memori."
    text_en = "Tesseract failed on a page ({reason}). Try again; if it recurs, check the memory."


class TesseractTimeout(ServiceUnavailable):
    """Tesseract took longer than allowed on a page."""

    code = "ocr.tesseract-timeout"
    text_id = "Tesseract melewati batas {timeout_s} detik. Coba lagi saat mesin tidak sibuk."
    text_en = "Tesseract exceeded {timeout_s} seconds. Try again when the machine is less busy."


class DirectionModelMissing(ServiceUnavailable):
    """The model telling which end of a page is up cannot be loaded."""

    code = "ocr.direction-model-missing"
    text_id = "Model arah teks tidak dapat dimuat ({path}). Pasang ulang rapidocr, onnxruntime."
    text_en = "The text direction model cannot be loaded ({path}). Reinstall rapidocr, onnxruntime."


class HandModelMissing(ServiceUnavailable):
    """The model that reads handwriting cannot be loaded."""

    code = "ocr.hand-model-missing"
    text_id = "Model pembaca tulisan tangan tidak dapat dimuat. Pasang ulang berkas, rapidocr."
    text_en = "The model reading handwriting cannot be loaded. Reinstall berkas, rapidocr."
