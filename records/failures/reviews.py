"""What can be wrong with a word on a value, and with looking at masked numbers."""

from __future__ import annotations

from records.failures.tree import RequestRejected


class ReviewOutdated(RequestRejected):
    """The value has changed since it was shown."""

    code = "review.outdated"
    text_id = "Nilai ini baru saja diubah orang lain. Muat ulang lalu periksa lagi."
    text_en = "Somebody else has just changed this value. Reload, then look at it again."


class ValueRefused(RequestRejected):
    """The value cannot stand in its place."""

    code = "review.value-refused"
    text_id = "“{value}” tidak dapat diisikan di sini. Tanggal ditulis misalnya 3-9-2019."
    text_en = "“{value}” cannot stand here. Dates are written like 3-9-2019."


class KeyedTwice(RequestRejected):
    """One person's word is not enough for this value."""

    code = "review.keyed-twice"
    text_id = "Isian ini diketik oleh dua orang. Buka Ketik ganda untuk mengisinya."
    text_en = "This value is keyed by two persons. Open double keying to fill it in."


class KeyedAlready(RequestRejected):
    """The value is settled, or waits for somebody else."""

    code = "review.keyed-already"
    text_id = "Isian ini sudah Anda ketik atau sudah selesai. Lanjutkan ke isian berikut."
    text_en = "You have keyed this value already, or it is settled. Go on to the next one."


class NumbersMasked(RequestRejected):
    """NIK and telephone are not open to the person."""

    code = "access.numbers-masked"
    text_id = "Dokumen ini memuat NIK atau nomor telepon tersamar. Bukalah dahulu dengan alasan."
    text_en = "This paper holds masked numbers (NIK, telephone). Reveal them first, with a reason."
