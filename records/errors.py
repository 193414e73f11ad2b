"""Every failure of the house.

BerkasError
├── ScanRejected        the submitter can act: another file, a smaller one, a password removed
├── ServiceUnavailable  nobody need act: the same again later
├── RequestRejected     the caller can act: another query, another name, a right it lacks
└── FixityError         the archivist must act: what was kept is not what is there

Each leaf has a `code` that never changes, facts as attributes, and messages (Indonesian and
English) that name the remedy. Leaves live here, so that the table in docs/errors.md is complete.
"""

from __future__ import annotations

from typing import ClassVar


class BerkasError(Exception):
    """A failure with a stable code and a remedy in the reader's language."""

    code: ClassVar[str]
    text_id: ClassVar[str]
    text_en: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message())

    def message(self, language: str = "id") -> str:
        """The message and its remedy in `id` or `en`."""
        return (self.text_en if language == "en" else self.text_id).format(**self.facts)

    def __reduce__(self) -> tuple[object, ...]:
        return (_revive, (type(self), self.facts))


def _revive(cls: type[BerkasError], facts: dict[str, object]) -> BerkasError:
    return cls(**facts)


class ScanRejected(BerkasError):
    """The file cannot be taken as it is."""


class ServiceUnavailable(BerkasError):
    """A part of the service does not answer now; trying again is right."""


class RequestRejected(BerkasError):
    """The request cannot be fulfilled as it is."""


class FixityError(BerkasError):
    """What was kept is missing or changed."""


# --- ingest: what can be wrong with a file or one of its pages ---


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


# --- ocr ---


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


# archive


class BlobMissing(FixityError):
    """A kept file is not in the store, whichever store it is."""

    code = "archive.blob-missing"
    text_id = "Berkas {digest} hilang dari penyimpanan. Pulihkan dari cadangan."
    text_en = "File {digest} is missing from the store. Restore it from a backup."


class BlobChanged(FixityError):
    """A kept file no longer has the bytes its name promises."""

    code = "archive.blob-changed"
    text_id = "Isi berkas {digest} telah berubah. Pulihkan dari cadangan."
    text_en = "The bytes of file {digest} have changed. Restore it from a backup."


class StoreUnavailable(ServiceUnavailable):
    """The blob store does not answer."""

    code = "archive.store-unavailable"
    text_id = "Penyimpanan berkas tidak menjawab ({reason}). Coba lagi sebentar lagi."
    text_en = "The file store does not answer ({reason}). Try again in a moment."


class CatalogueUnavailable(ServiceUnavailable):
    """The database does not answer, or is busy for too long."""

    code = "archive.catalogue-unavailable"
    text_id = "Katalog tidak menjawab ({reason}). Coba lagi sebentar lagi."
    text_en = "The catalogue does not answer ({reason}). Try again in a moment."


# service


class NotAllowed(RequestRejected):
    """The person's role does not include the deed."""

    code = "access.not-allowed"
    text_id = "Peran {role} tidak boleh melakukan ini ({deed}). Mintalah kepada admin."
    text_en = "The role {role} may not do this ({deed}). Ask an administrator."


class NotFound(RequestRejected):
    """Nothing of that name is there, or it is out of sight."""

    code = "access.not-found"
    text_id = "{what} tidak ditemukan. Periksa alamatnya atau wilayah akses Anda."
    text_en = "There is no such {what}. Check the address, or the units you may see."


class LoginRefused(RequestRejected):
    """Name and password do not belong together."""

    code = "access.login-refused"
    text_id = "Nama atau kata sandi salah. Periksa lalu coba lagi."
    text_en = "Name or password is wrong. Check them and try again."


class LockedOut(RequestRejected):
    """Too many wrong passwords in a row."""

    code = "access.locked-out"
    text_id = "Terlalu banyak percobaan. Coba lagi setelah {minutes} menit."
    text_en = "Too many attempts. Try again in {minutes} minutes."


class PasswordTooWeak(RequestRejected):
    """The password is too short to keep anybody out."""

    code = "access.password-too-weak"
    text_id = "Kata sandi harus sedikitnya {least} huruf. Pilih yang lebih panjang."
    text_en = "A password has at least {least} characters. Choose a longer one."


class NameTaken(RequestRejected):
    """Another user has the name."""

    code = "access.name-taken"
    text_id = "Nama {name} sudah dipakai. Pilih nama lain."
    text_en = "The name {name} is taken. Choose another."


class BadCursor(RequestRejected):
    """The place to go on from was not given out by us."""

    code = "request.bad-cursor"
    text_id = "Penanda halaman tidak sah. Mulai lagi dari halaman pertama."
    text_en = "The page marker is not valid. Start again from the first page."


class SettingUnknown(RequestRejected):
    """An environment variable looks like a setting but is none."""

    code = "settings.unknown"
    text_id = "Setelan {name} tidak dikenal. Lihat docs/settings.md untuk namanya."
    text_en = "There is no setting {name}. See docs/settings.md for the names."


class SettingInvalid(RequestRejected):
    """A setting's value cannot be used."""

    code = "settings.invalid"
    text_id = "Setelan {name} tidak dapat memakai nilai {value!r}. Yang diharapkan: {expected}."
    text_en = "Setting {name} cannot be {value!r}. Expected: {expected}."


class FolderInUse(RequestRejected):
    """Another process tree serves the same data folder."""

    code = "work.folder-in-use"
    text_id = "Folder data {folder} sedang dipakai. Hentikan berkas yang lain dahulu."
    text_en = "The data folder {folder} is in use. Stop the other berkas first."


class BrokerUnavailable(ServiceUnavailable):
    """The message broker does not answer; what waits is found again by the sweep."""

    code = "work.broker-unavailable"
    text_id = "Perantara antrean tidak menjawab ({reason}). Coba lagi sebentar lagi."
    text_en = "The message broker does not answer ({reason}). Try again in a moment."


class LeaseLost(ServiceUnavailable):
    """Another worker has taken the entry over while this one was busy."""

    code = "work.lease-lost"
    text_id = "Pekerjaan {entry} telah diambil alih. Tidak perlu tindakan."
    text_en = "The work on {entry} was taken over. Nothing to do."


class WorkCrashed(ServiceUnavailable):
    """Reading the entry ended its process again and again."""

    code = "work.crashed"
    text_id = (
        "Pembacaan menghentikan prosesnya {times} kali. Pindai ulang atau laporkan berkas ini."
    )
    text_en = "Reading ended its process {times} times. Scan it again, or report this file."


class WorkFailed(ServiceUnavailable):
    """Reading the entry failed each time for a reason nobody foresaw."""

    code = "work.failed"
    text_id = "Pembacaan gagal {times} kali ({reason}). Coba lagi atau laporkan berkas ini."
    text_en = "Reading failed {times} times ({reason}). Try again, or report this file."


# compose


class TypesettingFailed(ServiceUnavailable):
    """A document could not be typeset."""

    code = "compose.typesetting-failed"
    text_id = (
        "Dokumen tidak dapat disusun ({template}): {reason}. "
        "Coba lagi; bila terulang, kabari administrator."
    )
    text_en = (
        "The document could not be typeset ({template}): {reason}. "
        "Try again; if it happens again, tell the administrator."
    )


# index


class IndexMissing(ServiceUnavailable):
    """Nothing was indexed yet."""

    code = "search.index-missing"
    text_id = "Indeks pencarian belum ada. Jalankan pembangunan ulang indeks."
    text_en = "There is no search index yet. Run the index rebuild."


class IndexOutdated(ServiceUnavailable):
    """The index was written by another version of the program."""

    code = "search.index-outdated"
    text_id = "Indeks pencarian berasal dari versi lain ({found}). Bangun ulang indeks."
    text_en = "The search index is of another version ({found}). Rebuild the index."


class IndexDamaged(ServiceUnavailable):
    """The index cannot be read; nothing is lost, it is made from the archive."""

    code = "search.index-damaged"
    text_id = "Indeks pencarian rusak ({reason}). Arsip tidak terpengaruh; bangun ulang indeks."
    text_en = "The search index is damaged ({reason}). The archive is not; rebuild the index."


class IndexerBusy(ServiceUnavailable):
    """Another process is writing the index."""

    code = "search.indexer-busy"
    text_id = "Indeks sedang ditulis oleh proses lain. Coba lagi sebentar."
    text_en = "Another process is writing the index. Try again in a moment."


# forms


class FormInvalid(RequestRejected):
    """A form's definition says something that cannot be."""

    code = "form.invalid"
    text_id = "Definisi formulir {file}, baris {line}: {reason}. Perbaiki baris itu lalu coba lagi."
    text_en = "Form definition {file}, line {line}: {reason}. Mend that line and try again."


class RecordUnusable(RequestRejected):
    """A record's JSON is not of the shape we write."""

    code = "record.unusable"
    text_id = "{file} bukan catatan yang dapat disusun: {reason}. Pakai JSON dari `berkas read`."
    text_en = "{file} is no record that can be typeset: {reason}. Use the JSON of `berkas read`."
