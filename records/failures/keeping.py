"""What can happen to what is kept."""

from __future__ import annotations

from records.failures.tree import FixityError, ServiceUnavailable


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
