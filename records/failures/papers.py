"""What can be wrong with definitions, records and documents to be made."""

from __future__ import annotations

from records.failures.tree import RequestRejected, ServiceUnavailable


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


class FormInvalid(RequestRejected):
    """A form's definition says something that cannot be."""

    code = "form.invalid"
    text_id = "Definisi formulir {file}, baris {line}: {reason}. Perbaiki baris itu lalu coba lagi."
    text_en = "Form definition {file}, line {line}: {reason}. Mend that line and try again."


class FormOutdated(RequestRejected):
    """Somebody else has saved the form since it was opened."""

    code = "form.outdated"
    text_id = (
        "Formulir {form} sudah disimpan orang lain sebagai versi {version}. "
        "Salin perubahan Anda, muat ulang, lalu ulangi."
    )
    text_en = (
        "Somebody else has saved the form {form} as version {version}. "
        "Copy your changes, reload, then make them again."
    )


class TemplateEmpty(RequestRejected):
    """No place to write was found on a form's template."""

    code = "form.template-empty"
    text_id = (
        "Di {file} tidak ditemukan tempat isian. "
        "Pakai templat kosong yang rata, tajam, dan tegak, minimal 200 dpi."
    )
    text_en = (
        "No place to write was found in {file}. "
        "Use an empty template that is flat, sharp and upright, 200 dpi or more."
    )


class TemplateTooSlow(RequestRejected):
    """Reading a form's template took too long."""

    code = "form.template-too-slow"
    text_id = "Templat {name} terlalu lama dibaca. Kirim satu halaman saja, 300 dpi."
    text_en = "Reading the template {name} took too long. Send one page only, at 300 dpi."


class FormUnknown(RequestRejected):
    """No form of that name is defined."""

    code = "form.unknown"
    text_id = "Formulir {form} tidak dikenal. Pakai salah satu dari: {known}."
    text_en = "There is no form {form}. Use one of: {known}."


class CopiesRefused(RequestRejected):
    """An order of no copies, or of too many at once."""

    code = "blank.copies-refused"
    text_id = "Jumlah lembar 1 sampai {most} sekali cetak. Ubah jumlahnya."
    text_en = "1 to {most} copies are printed at once. Change the number."


class SerialGiven(RequestRejected):
    """Serial numbers asked for of which one was given to a paper before."""

    code = "blank.serial-given"
    text_id = "Nomor seri {first} sudah pernah dicetak; yang bebas mulai {free}. Pakai nomor itu."
    text_en = "Serial number {first} was printed before; {free} is the next. Use that one."


class RecordUnusable(RequestRejected):
    """A record's JSON is not of the shape we write."""

    code = "record.unusable"
    text_id = "{file} bukan catatan yang dapat disusun: {reason}. Pakai JSON dari `berkas read`."
    text_en = "{file} is no record that can be typeset: {reason}. Use the JSON of `berkas read`."
