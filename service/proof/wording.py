"""Damage in words a person can act on, in Indonesian and English."""

from __future__ import annotations

from archive.bags.verify import TEXTS as BAG_TEXTS
from records.months import Damage

TEXTS = {
    **BAG_TEXTS,
    "trail-broken": ("baris jejak audit berubah atau hilang", "trail line changed or lost"),
    "step-differs": ("langkah bulan berbeda dari jejak", "a month's step differs from the trail"),
    "month-state-differs": ("status bulan tanpa langkahnya", "month is in a state no step led to"),
    "correction-differs": ("koreksi berbeda dari jejak", "a correction differs from the trail"),
    "review-differs": ("pemeriksaan nilai berbeda dari jejak", "a review differs from the trail"),
    "filing-differs": ("isi atau letak dokumen berubah", "a document's record or filing changed"),
    "manifest-missing": ("manifes hilang dari katalog", "the manifest is gone from the catalogue"),
    "entry-differs": ("baris katalog berbeda dari manifes", "the row differs from its manifest"),
    "entry-missing": ("baris katalog hilang", "the catalogue has lost the entry"),
    "tally-differs": ("hitungan dokumen salah", "a count of papers is wrong"),
    "seal-state-differs": ("segel dan status bulan tidak cocok", "seals and month state differ"),
    "listing-unreadable": ("daftar isi segel tidak terbaca", "the seal's listing cannot be read"),
    "sealed-paper-differs": ("dokumen tersegel tidak cocok", "papers under the seal differ"),
    "index-damaged": ("indeks pencarian rusak; bangun ulang", "the index is damaged; rebuild it"),
    "index-lacks": ("tidak ada di indeks; bangun ulang", "not in the index; rebuild it"),
    "index-has-more": ("hanya ada di indeks; bangun ulang", "only in the index; rebuild it"),
    "book-differs": ("tabel berbeda dari jejak", "the table differs from the trail"),
    "destruction-differs": ("berbeda dari berita acara pemusnahan", "differs from a certificate"),
    "destroyed-still-here": ("sudah dimusnahkan tetapi masih ada", "destroyed, yet still here"),
    "picture-missing": ("gambar hilang; dibuat lagi", "picture is gone; it is made again"),
    "result-missing": ("hasil bacaan hilang; dibaca ulang", "a reading is gone; read it again"),
    "blob-unknown": ("tidak dirujuk catatan mana pun; dibiarkan", "no row names it; left alone"),
    "blob-missing": ("berkas hilang; pulihkan dari cadangan", "blob missing; restore a backup"),
    "blob-changed": ("isi berkas berubah; pulihkan", "blob has changed; restore a backup"),
}


def damage_in_words(damage: Damage, language: str = "id") -> str:
    """One line: what is damaged, and how."""
    text_id, text_en = TEXTS[damage.code]
    facts = ", ".join(f"{key} {value}" for key, value in damage.facts.items())
    text = text_en if language == "en" else text_id
    return f"{damage.what}: {text}" + (f" ({facts})" if facts else "")
