"""What can be wrong with a request about units, their months, seals and exports."""

from __future__ import annotations

from records.failures.tree import RequestRejected


class MonthNotOne(RequestRejected):
    """The text is no month."""

    code = "month.not-a-month"
    text_id = "{month} bukan bulan. Tulis tahun dan bulan, misalnya 2024-10."
    text_en = "{month} is no month. Write year and month, such as 2024-10."


class MonthStateWrong(RequestRejected):
    """The month is not in a state from which the deed leads on."""

    code = "month.wrong-state"
    text_id = "Bulan {month} {unit} berstatus {state}; langkah ini ({deed}) tidak dapat dilakukan."
    text_en = "Month {month} of {unit} is {state}; this step ({deed}) does not lead on from there."


class ReasonMissing(RequestRejected):
    """The deed is to be explained, and was not."""

    code = "month.reason-missing"
    text_id = "Alasan belum ditulis. Tulis alasannya lalu coba lagi."
    text_en = "No reason is given. Write why, then try again."


class MonthNotEmpty(RequestRejected):
    """Nihil was declared for a month that has papers."""

    code = "month.not-empty"
    text_id = "Bulan {month} {unit} berisi {papers} dokumen, jadi tidak nihil. Kirim laporannya."
    text_en = "Month {month} of {unit} has {papers} papers and is not nihil. Submit it instead."


class PaperSealed(RequestRejected):
    """The paper lies in a sealed bag."""

    code = "month.paper-sealed"
    text_id = "Dokumen {paper} sudah disegel (segel nomor {seal}) dan tidak dapat diubah."
    text_en = "Paper {paper} is sealed (seal number {seal}) and cannot be changed."


class MonthChanging(RequestRejected):
    """Papers came, went or changed while the month was being sealed."""

    code = "month.changing"
    text_id = "Isi bulan {month} {unit} berubah saat disegel. Periksa lalu segel lagi."
    text_en = "Month {month} of {unit} changed while being sealed. Look at it, then seal again."


class NothingToSeal(RequestRejected):
    """No late paper waits for a supplement."""

    code = "month.nothing-to-seal"
    text_id = "Tidak ada dokumen susulan untuk {month} {unit}. Tidak perlu tindakan."
    text_en = "No late paper of {month} of {unit} waits for a seal. Nothing to do."


class NothingSealed(RequestRejected):
    """No sealed month to export."""

    code = "month.nothing-sealed"
    text_id = "Belum ada bulan tersegel untuk {unit} {span}. Segel bulannya dahulu."
    text_en = "No month of {unit} in {span} is sealed yet. Seal it first."


class UnitUnknown(RequestRejected):
    """No unit of that code or name, or several."""

    code = "unit.unknown"
    text_id = "Satuan {unit} tidak dikenal atau tidak tunggal. Pakai kodenya dari daftar satuan."
    text_en = "Unit {unit} is unknown or not the only one. Use its code from the list of units."


class UnitTableInvalid(RequestRejected):
    """A line of a table of units cannot be taken; nothing of the table was."""

    code = "unit.table-invalid"
    text_id = "Tabel {file}, baris {line}: {reason}. Perbaiki baris itu; belum ada yang disimpan."
    text_en = "Table {file}, line {line}: {reason}. Mend that line; nothing was taken over."


class ExportUnusable(RequestRejected):
    """An export is not whole, or not of ours, and nothing of it was taken."""

    code = "month.export-unusable"
    text_id = "Ekspor {file} tidak dapat dipulihkan: {reason}. Minta salinan yang utuh."
    text_en = "Export {file} cannot be restored: {reason}. Ask for a whole copy."


class BackupUnusable(RequestRejected):
    """A backup is not whole, or would be restored over something."""

    code = "backup.unusable"
    text_id = (
        "Cadangan {file} tidak dapat dipulihkan: {reason}. Pakai cadangan utuh, folder kosong."
    )
    text_en = "Backup {file} cannot be restored: {reason}. Take a whole one and an empty folder."


class BackupNotEmbedded(RequestRejected):
    """Database or files lie outside the data folder."""

    code = "backup.not-embedded"
    text_id = (
        "Katalog atau berkas ada di luar folder data. Cadangkan dengan alat PostgreSQL dan S3."
    )
    text_en = "Catalogue or files are outside the data folder. Use PostgreSQL's and S3's own tools."
