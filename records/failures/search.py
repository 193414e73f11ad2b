"""What can be wrong with the search index."""

from __future__ import annotations

from records.failures.tree import ServiceUnavailable


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
