"""Deeds in words: what a role may do, and what the trail tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.catalogue.audit import Line
from service.permissions import Deed
from web.language import Tongue, mark
from web.views.labels import ROLES, named

PERMISSIONS: dict[str, str] = {
    Deed.READ: mark("membaca dokumen"),
    Deed.UPLOAD: mark("mengunggah"),
    Deed.PRINT: mark("mencetak blanko"),
    Deed.RETRY: mark("membaca ulang berkas"),
    Deed.REVIEW: mark("memeriksa nilai"),
    Deed.FILE: mark("memindahkan dokumen"),
    Deed.SUBMIT: mark("mengirim bulan"),
    Deed.ACCEPT: mark("menerima bulan"),
    Deed.SEAL: mark("menyegel bulan"),
    Deed.EXPORT: mark("mengunduh seluruh berkas"),
    Deed.ADMINISTER: mark("mengelola layanan"),
    Deed.AUDIT: mark("melihat jejak audit"),
    Deed.OVERSEE: mark("melihat retensi"),
    Deed.RETAIN: mark("mengatur retensi"),
    Deed.DESTROY: mark("menyetujui pemusnahan"),
}
TRAIL: dict[str, str] = {
    "read": mark("membuka dokumen"),
    "look": mark("melihat halaman"),
    "list": mark("melihat daftar"),
    "search": mark("mencari"),
    "suggest": mark("melihat saran kata"),
    "download": mark("mengunduh"),
    "review": mark("memeriksa nilai"),
    "reveal": mark("membuka nomor tersamar"),
    "receive": mark("menyerahkan berkas"),
    "archive": mark("mengarsipkan"),
    "retry": mark("meminta baca ulang"),
    "reread": mark("membaca ulang"),
    "refile": mark("memindahkan dokumen"),
    "log-in": mark("masuk"),
    "refuse-log-in": mark("ditolak masuk"),
    "set-password": mark("mengganti kata sandi"),
    "add-user": mark("menambah pengguna"),
    "change-user": mark("mengubah pengguna"),
    "make-token": mark("membuat token"),
    "end-token": mark("mengakhiri token"),
    "print-blanks": mark("mencetak blanko"),
    "report": mark("membuat rekapitulasi"),
    "export": mark("mengekspor arsip"),
    "export-trail": mark("mengunduh jejak audit"),
    "read-trail": mark("melihat jejak audit"),
    "verify": mark("memeriksa keutuhan"),
    "backup": mark("membuat cadangan"),
    "month-submit": mark("mengirim bulan"),
    "month-accept": mark("menerima bulan"),
    "month-return": mark("mengembalikan bulan"),
    "month-seal": mark("menyegel bulan"),
    "place-hold": mark("menahan pemusnahan"),
    "lift-hold": mark("mencabut penahanan"),
    "destroy": mark("memusnahkan"),
    "completeness": mark("mengunduh kelengkapan"),
    "import-units": mark("mengambil alih daftar satuan"),
    "adopt-unit": mark("menambah satuan"),
    "disable-user": mark("menonaktifkan pengguna"),
    "enable-user": mark("mengaktifkan pengguna"),
    "keep-search": mark("menyimpan pencarian"),
    "forget-search": mark("menghapus pencarian"),
    "second-factor-on": mark("memasang kode dari ponsel"),
    "second-factor-off": mark("menghapus kode dari ponsel"),
    "link-identity": mark("menautkan layanan masuk"),
    "rehash-password": mark("memperkuat simpanan kata sandi"),
    "restore": mark("memulihkan"),
    "restore-month": mark("memulihkan bulan"),
    "mend": mark("memperbaiki"),
    "month-nihil": mark("menyatakan nihil"),
    "month-supplement": mark("menambah susulan"),
    "propose-destruction": mark("mengusulkan pemusnahan"),
    "approve-destruction": mark("menyetujui pemusnahan"),
    "refuse-destruction": mark("menolak pemusnahan"),
    "set-retention": mark("mengubah jadwal retensi"),
    "reconcile": mark("mencocokkan arsip"),
    "close": mark("menutup bulan"),
    "discard-upload": mark("membuang unggahan"),
    "define-form": mark("menyimpan formulir"),
    "withdraw-form": mark("menarik formulir"),
}
"""Deeds that fill a trail; the rarer ones are told by their own name."""
FACTS: dict[str, str] = {
    "page": mark("halaman"),
    "pages": mark("halaman"),
    "part": mark("bagian"),
    "query": mark("kata"),
    "reason": mark("alasan"),
    "path": mark("isian"),
    "verdict": mark("putusan"),
    "further": mark("kali lagi"),
    "since": mark("sejak"),
    "rows": mark("baris"),
    "total": mark("ditemukan"),
    "shown": mark("tampil"),
    "wanted": mark("saringan"),
    "after": mark("sesudah"),
    "before": mark("sebelum"),
    "until": mark("sampai"),
    "year": mark("tahun"),
    "month": mark("bulan"),
    "unit": mark("satuan"),
    "units": mark("satuan"),
    "postings": mark("penugasan"),
    "users": mark("pengguna"),
    "books": mark("sidik daftar"),
    "role": mark("peran"),
    "name": mark("nama"),
    "kind": mark("jenis"),
    "form": mark("formulir"),
    "document": mark("dokumen"),
    "suffix": mark("format"),
    "filing": mark("sidik pemberkasan"),
    "review": mark("nomor periksa"),
    "text": mark("kata"),
    "deed": mark("perbuatan"),
    "scopes": mark("lingkup"),
    "form_version": mark("versi formulir"),
    "copies": mark("lembar"),
    "damages": mark("kerusakan"),
    "blobs": mark("berkas"),
    "changes": mark("perubahan"),
    "needs_review": mark("perlu diperiksa"),
}
TARGETS: dict[str, str] = {
    "trail": mark("jejak audit"),
    "documents": mark("dokumen"),
    "tray": mark("baki"),
    "archive": mark("arsip"),
    "words": mark("kata"),
    "desk": mark("meja periksa"),
    "picture": mark("gambar"),
    "thumbnail": mark("gambar kecil"),
    "crop": mark("potongan"),
}
"""What deeds are done to besides papers, persons and months; and parts of papers."""
LONGEST = 90


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A line of the trail as people read it; `whole` is its facts as they are sealed."""

    id: int
    at: datetime
    who: str
    deed: str
    said: str
    target: str
    facts: tuple[tuple[str, str], ...]
    whole: str


def trail_deed(deed: str, tongue: Tongue) -> str:
    """A deed of the trail in words."""
    return tongue.text(TRAIL[deed]) if deed in TRAIL else deed


def line_to_view(line: Line, tongue: Tongue) -> TrailLine:
    """A line in the reader's language, its facts as pairs."""
    told: Mapping[str, object] = json.loads(line.facts)
    pairs = [
        (_word(key, FACTS, tongue), _plain(value, tongue)[:LONGEST])
        for key, value in told.items()
        if value not in (None, "", [], {}) and not (key == "position" and value == 0)
    ]
    whole = "" if line.facts == "{}" else line.facts
    said, target = trail_deed(line.deed, tongue), _word(line.target, TARGETS, tongue)
    return TrailLine(line.id, line.at, line.who, line.deed, said, target, tuple(pairs), whole)


def _word(name: str, words: Mapping[str, str], tongue: Tongue) -> str:
    return tongue.text(words[name]) if name in words else name


def _plain(value: object, tongue: Tongue) -> str:
    if isinstance(value, bool):
        return tongue.text(mark("ya")) if value else tongue.text(mark("tidak"))
    if isinstance(value, Mapping):
        told = value.items()
        return ", ".join(f"{_word(k, FACTS, tongue)} {_plain(inner, tongue)}" for k, inner in told)
    if isinstance(value, list):
        return ", ".join(_plain(one, tongue) for one in value)
    return _word(str(value), {**TARGETS, **ROLES}, tongue)


def refusal(role: str, deed: str, tongue: Tongue) -> tuple[str, str]:
    """That a role does not include a deed, and what to do about it."""
    said = tongue.text(PERMISSIONS[deed]) if deed in PERMISSIONS else deed
    message = tongue.text(
        "Peran Anda, {role}, tidak mencakup {deed}.",
        role=tongue.text(named(ROLES, role)),
        deed=said,
    )
    return message, tongue.text("Minta orang yang perannya mencakupnya, atau perubahan peran.")
