"""What can be wrong with a file or one of its pages."""

from __future__ import annotations

from records.failures.tree import ScanRejected


class ScanMissing(ScanRejected):
    """No file stands where one was named."""

    code = "scan.missing"
    text_id = "Berkas {name} tidak ditemukan atau tidak dapat dibuka. Periksa nama dan haknya."
    text_en = "The file {name} is missing or cannot be opened. Check its name and permissions."


class ScanEmpty(ScanRejected):
    """The file has no bytes, or no page."""

    code = "scan.empty"
    text_id = "Berkas {name} kosong. Pindai atau salin ulang, lalu kirim lagi."
    text_en = "The file {name} is empty. Scan or copy it again, then send it once more."


class NotADocument(ScanRejected):
    """The content is none of the formats that are read."""

    code = "scan.not-a-document"
    text_id = (
        "Isi berkas {name} bukan dokumen yang dikenal. Kirim PDF, JPEG, PNG, TIFF, WebP, atau HEIC."
    )
    text_en = (
        "The content of {name} is no document that can be read. "
        "Send PDF, JPEG, PNG, TIFF, WebP or HEIC."
    )


class ScanEncrypted(ScanRejected):
    """A password is needed to open the file."""

    code = "scan.encrypted"
    text_id = "Berkas {name} terkunci kata sandi. Simpan tanpa kata sandi, lalu kirim lagi."
    text_en = "The file {name} is locked by a password. Save it without one, then send it again."


class ScanDamaged(ScanRejected):
    """The file is truncated or broken beyond repair."""

    code = "scan.damaged"
    text_id = "Berkas {name} rusak atau terpotong. Pindai ulang atau kirim salinan yang utuh."
    text_en = "The file {name} is damaged or cut short. Scan it again or send a whole copy."


class ScanTooLarge(ScanRejected):
    """More bytes than the limit."""

    code = "scan.too-large"
    text_id = (
        "Berkas {name} melebihi {limit} byte. "
        "Pecah menjadi beberapa berkas atau pindai pada 300 dpi."
    )
    text_en = "The file {name} exceeds {limit} bytes. Split it, or scan it at 300 dpi."


class ScanTooManyPages(ScanRejected):
    """More pages than the limit."""

    code = "scan.too-many-pages"
    text_id = "Berkas {name} melebihi {limit} halaman. Pecah menjadi beberapa berkas."
    text_en = "The file {name} has more than {limit} pages. Split it into several files."


class PageRejected(ScanRejected):
    """One page cannot be read; the others can."""


class PageTooLarge(PageRejected):
    """A page declares more pixels than the limit: a bomb, or a needlessly fine scan."""

    code = "scan.page-too-large"
    text_id = "Halaman {page} melebihi {limit} piksel. Pindai ulang halaman itu pada 300 dpi."
    text_en = "Page {page} has more than {limit} pixels. Scan that page again at 300 dpi."


class PageUnreadable(PageRejected):
    """A page is broken."""

    code = "scan.page-unreadable"
    text_id = "Halaman {page} tidak dapat dibaca. Pindai ulang halaman itu."
    text_en = "Page {page} cannot be read. Scan that page again."


class PageMissing(PageRejected):
    """A page number beyond the file's pages."""

    code = "scan.page-missing"
    text_id = "Halaman {page} tidak ada; berkas ini mempunyai {pages} halaman."
    text_en = "There is no page {page}; this file has {pages} pages."
