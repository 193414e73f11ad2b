"""What can be wrong with a request about retention, holds and destruction."""

from __future__ import annotations

from records.failures.tree import RequestRejected


class MonthAccepted(RequestRejected):
    """The month is accepted: its papers stand still until it is sealed or returned."""

    code = "month.accepted"
    text_id = (
        "Bulan {month} {unit} sudah diterima. Kembalikan dahulu ke satuannya, lalu perbaiki "
        "dokumen {paper}."
    )
    text_en = (
        "Month {month} of {unit} is accepted. Return it to its unit first, then change {paper}."
    )


class RetentionRuleInvalid(RequestRejected):
    """A line of the retention schedule cannot be used."""

    code = "retention.rule-invalid"
    text_id = "Jadwal retensi {file}, baris {line}: {reason}. Perbaiki lalu ulangi."
    text_en = "Retention schedule {file}, line {line}: {reason}. Mend it and try again."


class HoldUnknown(RequestRejected):
    """No such hold, or it is lifted already."""

    code = "retention.hold-unknown"
    text_id = "Penahanan nomor {number} tidak ada atau sudah dicabut. Lihat daftar penahanan."
    text_en = "Hold number {number} does not exist or is lifted. Look at the list of holds."


class NothingDue(RequestRejected):
    """No paper may be put on a list."""

    code = "retention.nothing-due"
    text_id = (
        "Tidak ada dokumen {unit} yang boleh dimusnahkan: masa simpan belum habis, ditahan, belum "
        "disegel, atau belum ada aturannya. Lihat `berkas archive due`."
    )
    text_en = (
        "No paper of {unit} may go: its time is not over, or it is held, not sealed, or under no "
        "rule. Look at `berkas archive due`."
    )


class ListUnknown(RequestRejected):
    """No such list within sight."""

    code = "retention.list-unknown"
    text_id = "Daftar usul musnah nomor {number} tidak ada. Lihat daftar usul musnah."
    text_en = "Destruction list number {number} does not exist. Look at the lists."


class ListStateWrong(RequestRejected):
    """The list is not where the deed leads on from."""

    code = "retention.list-state"
    text_id = "Daftar nomor {number} berstatus {state}; langkah ini ({deed}) tidak dapat dilakukan."
    text_en = "List number {number} is {state}; this step ({deed}) does not lead on from there."


class VotedAlready(RequestRejected):
    """The same person cannot approve twice: two persons must."""

    code = "retention.voted-already"
    text_id = "{who} sudah memberi suara untuk daftar {number}. Orang lain harus menyetujuinya."
    text_en = "{who} has voted on list {number} already. Another person must approve it."


class ListOutdated(RequestRejected):
    """A hold, a rule or a paper has changed since the list was made."""

    code = "retention.list-outdated"
    text_id = (
        "Daftar nomor {number} tidak berlaku lagi: {papers} dokumen kini ditahan atau masa "
        "simpannya berubah. Buat daftar baru."
    )
    text_en = (
        "List number {number} no longer holds: {papers} of its papers are held now or kept "
        "longer. Make a new list."
    )


class PaperInParts(RequestRejected):
    """Of a stack only some pages came back from a bag: the file as a whole is not here."""

    code = "archive.paper-in-parts"
    text_id = (
        "Dari berkas {paper} hanya halaman {pages} yang kembali dari ekspor: segel sebuah satuan "
        "memuat halamannya sendiri saja. Berkas utuh ada di pemasangan asal dan cadangannya; "
        "halaman yang ada dapat dibuka satu per satu."
    )
    text_en = (
        "Of file {paper} only pages {pages} came back from an export: a unit's seal holds its own "
        "pages only. The whole file is in the installation it came from and in its backups; the "
        "pages that are here can be opened one by one."
    )


class PaperDestroyed(RequestRejected):
    """The paper was destroyed by an approved list; its certificate is what is left."""

    code = "retention.paper-destroyed"
    text_id = "Dokumen {paper} sudah dimusnahkan menurut daftar {number}; lihat berita acaranya."
    text_en = "Paper {paper} was destroyed by list {number}; its certificate tells of it."
