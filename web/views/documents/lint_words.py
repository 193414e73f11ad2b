"""What is worth a look in a record, said in the reader's language from its code and facts."""

from __future__ import annotations

from records.findings import Finding
from web.language import Tongue, mark

LINT: dict[str, str] = {
    "sop.revision-number": mark("Tanggal revisi berisi “{revised}”, bukan tanggal."),
    "sop.number-month": mark(
        "Bulan dalam nomor SOP ({number}) berbeda dengan bulan pembuatan ({created})."
    ),
    "sop.self-reference": mark("SOP ini menyebut dirinya sendiri sebagai SOP terkait."),
    "sop.law-replaced": mark("Peraturan ini sudah diganti: {now}."),
    "matrix.number-gap": mark(
        "Nomor {missing} tidak ada; mungkin ada halaman yang belum dipindai."
    ),
    "matrix.no-duration": mark("Waktu belum diisi."),
    "matrix.no-output": mark("Output belum diisi."),
    "matrix.no-mark": mark("Tidak ada simbol pelaksana pada baris ini."),
    "matrix.several-marks": mark(
        "Baris ini memuat {count} simbol; satu kegiatan sebaiknya satu pelaku."
    ),
    "matrix.no-start": mark("Kegiatan awal tidak digambar dengan kapsul."),
    "matrix.no-end": mark("Kegiatan akhir tidak digambar dengan kapsul."),
    "matrix.decision-exits": mark("Keputusan ini memiliki {count} jalur keluar, seharusnya dua."),
    "matrix.decision-labels": mark(
        "Jalur keluar keputusan ini belum semuanya diberi keterangan (Ya/Tidak)."
    ),
    "form.sum-differs": mark("Jumlah tertulis {written}, hasil penjumlahan {parts} = {sum}."),
    "form.words-differ": mark("Angka tertulis {written}, dengan huruf “{words}” ({number})."),
}


def finding_to_text(found: Finding, tongue: Tongue) -> str:
    """The finding in words; one without facts of an earlier reading in its record's own."""
    said = LINT.get(found.code)
    if said is None or ("{" in said and not found.facts):
        return found.message
    return tongue.text(said, **found.facts)
