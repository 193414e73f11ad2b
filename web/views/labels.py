"""The words pages use for kinds, roles, states, stages and the parts of a record."""

from __future__ import annotations

from collections.abc import Mapping

from records.findings import Kind
from records.keeping import Role, State
from records.paper import Source, SymbolKind
from web.language import mark

KINDS: dict[str, str] = {
    Kind.SOP: mark("SOP"),
    Kind.FORM: mark("Blanko"),
    Kind.REPORT: mark("Rekapitulasi"),
    Kind.LETTER: mark("Surat"),
    Kind.OTHER: mark("Lain-lain"),
}
FORMS: dict[str, str] = {
    "kunjungan-warga": mark("Kunjungan warga"),
    "kunjungan-usaha": mark("Kunjungan tempat usaha"),
    "laporan-informasi": mark("Laporan informasi"),
    "problem-solving": mark("Problem solving"),
    "catatan-kunjungan": mark("Catatan kunjungan"),
}
REPORTS: dict[str, str] = {"rekap-bulanan": mark("Rekap bulanan")}
ROLES: dict[str, str] = {
    Role.CLERK: mark("Petugas arsip"),
    Role.REVIEWER: mark("Pemeriksa"),
    Role.HEAD: mark("Kepala satuan"),
    Role.AUDITOR: mark("Pemeriksa luar (hanya baca)"),
    Role.ADMIN: mark("Pengelola"),
}
STATES: dict[str, str] = {
    State.RECEIVED: mark("Diterima"),
    State.ARCHIVED: mark("Diarsipkan"),
    State.FAILED: mark("Gagal dibaca"),
}
STAGES: dict[str, str] = {
    "queued": mark("Menunggu giliran"),
    "open": mark("Membuka berkas"),
    "read": mark("Membaca halaman"),
    "extract": mark("Menyusun catatan"),
    "compose": mark("Membuat PDF yang dapat dicari"),
    "seal": mark("Mengarsipkan"),
    "archive": mark("Mengarsipkan"),
    "archived": mark("Diarsipkan"),
    "index": mark("Mendaftarkan untuk pencarian"),
    "done": mark("Selesai"),
    "failed": mark("Gagal dibaca"),
}
SOURCES: dict[str, str] = {
    Source.PRINT: mark("cetakan"),
    Source.HAND: mark("tulisan tangan"),
    Source.CHECK: mark("tanda centang"),
    Source.SYMBOL: mark("gambar"),
    Source.LAYER: mark("teks digital"),
}
SYMBOLS: dict[str, str] = {
    SymbolKind.TERMINATOR: mark("Mulai / selesai"),
    SymbolKind.PROCESS: mark("Kegiatan"),
    SymbolKind.DECISION: mark("Keputusan"),
    SymbolKind.OFF_PAGE: mark("Sambungan halaman"),
}
HEADER: dict[str, str] = {
    "number": mark("Nomor SOP"),
    "title": mark("Nama SOP"),
    "unit": mark("Satuan"),
    "created_on": mark("Tanggal pembuatan"),
    "revised": mark("Tanggal revisi"),
    "effective_on": mark("Tanggal efektif"),
    "approved_by.position": mark("Disahkan oleh"),
    "approved_by.name": mark("Nama pejabat"),
    "approved_by.rank": mark("Pangkat"),
    "approved_by.nrp": mark("NRP"),
}
HEADER_LISTS: dict[str, str] = {
    "legal_basis": mark("Dasar hukum"),
    "qualifications": mark("Kualifikasi pelaksana"),
    "related": mark("Keterkaitan"),
    "equipment": mark("Peralatan / perlengkapan"),
    "warnings": mark("Peringatan"),
    "records": mark("Pencatatan dan pendataan"),
}
SIGNATORY: dict[str, str] = {
    "position": mark("Jabatan penanda tangan"),
    "name": mark("Nama penanda tangan"),
    "rank": mark("Pangkat"),
    "nrp": mark("NRP"),
}
FIELDS: dict[str, str] = {
    "visited_on": mark("Hari / tanggal"),
    "held_on": mark("Hari / tanggal"),
    "happened_on": mark("Tanggal kejadian"),
    "name": mark("Nama"),
    "nik": mark("NIK"),
    "birth_place": mark("Tempat lahir"),
    "birth_date": mark("Tanggal lahir"),
    "male": mark("Laki-laki"),
    "female": mark("Perempuan"),
    "religion": mark("Agama"),
    "occupation": mark("Pekerjaan"),
    "address": mark("Alamat"),
    "rt_rw": mark("RT / RW"),
    "village": mark("Kelurahan / desa"),
    "phone": mark("Nomor telepon"),
    "family_size": mark("Jumlah anggota keluarga"),
    "notes": mark("Keluhan / saran / informasi"),
    "officer": mark("Nama petugas"),
    "rank": mark("Pangkat"),
    "nrp": mark("NRP"),
    "business_name": mark("Nama usaha"),
    "business_type": mark("Jenis usaha"),
    "owner": mark("Pemilik / penanggung jawab"),
    "employees": mark("Jumlah karyawan"),
    "guards": mark("Jumlah satpam"),
    "cctv_yes": mark("CCTV ada"),
    "cctv_no": mark("CCTV tidak ada"),
    "number": mark("Nomor"),
    "ideology": mark("Bidang ideologi"),
    "politics": mark("Bidang politik"),
    "economy": mark("Bidang ekonomi"),
    "social": mark("Bidang sosial budaya"),
    "security": mark("Bidang keamanan"),
    "subject": mark("Perihal"),
    "source": mark("Sumber"),
    "time": mark("Waktu"),
    "place": mark("Tempat"),
    "facts": mark("Uraian"),
    "case": mark("Permasalahan"),
    "resolution": mark("Penyelesaian"),
    "witness": mark("Saksi"),
    "first_name": mark("Pihak I: nama"),
    "first_age": mark("Pihak I: umur"),
    "first_occupation": mark("Pihak I: pekerjaan"),
    "first_address": mark("Pihak I: alamat"),
    "second_name": mark("Pihak II: nama"),
    "second_age": mark("Pihak II: umur"),
    "second_occupation": mark("Pihak II: pekerjaan"),
    "second_address": mark("Pihak II: alamat"),
    "month": mark("Bulan"),
    "visits": mark("Kunjungan"),
}
FINDINGS_TITLE = mark("Hal yang perlu diperhatikan")


def named(words: Mapping[str, str], key: str | None) -> str:
    """The source text for a key; an unknown key is spelt out as a person would."""
    if not key:
        return ""
    return words.get(key) or key.replace("_", " ").replace("-", " ").capitalize()
