"""What may stand in a field, in the words of the form editor."""

from __future__ import annotations

from forms.form import FieldKind
from web.language import Tongue, mark

KINDS: dict[FieldKind, str] = {
    FieldKind.TEXT: mark("Teks satu baris"),
    FieldKind.LONG_TEXT: mark("Teks panjang"),
    FieldKind.NAME: mark("Nama orang"),
    FieldKind.PLACE: mark("Nama tempat"),
    FieldKind.NUMBER: mark("Angka"),
    FieldKind.NUMBER_WORDS: mark("Angka dengan huruf"),
    FieldKind.TALLY: mark("Turus"),
    FieldKind.DATE: mark("Tanggal"),
    FieldKind.TIME: mark("Jam"),
    FieldKind.MONTH: mark("Bulan"),
    FieldKind.NIK: mark("NIK (tersamar)"),
    FieldKind.NRP: mark("NRP"),
    FieldKind.PHONE: mark("Nomor telepon (tersamar)"),
    FieldKind.RANK: mark("Pangkat"),
    FieldKind.NEIGHBOURHOOD: mark("RT / RW"),
    FieldKind.DOCUMENT_NUMBER: mark("Nomor surat"),
    FieldKind.CHOICE: mark("Pilihan kata"),
    FieldKind.CHECKS: mark("Kotak centang"),
    FieldKind.TABLE: mark("Tabel"),
    FieldKind.SIGNATURE: mark("Tanda tangan"),
    FieldKind.PHOTO: mark("Foto"),
}


def kind_choices(tongue: Tongue) -> list[tuple[str, str]]:
    """Every kind with its word."""
    return [(kind.value, tongue.text(KINDS.get(kind, kind.value))) for kind in FieldKind]
