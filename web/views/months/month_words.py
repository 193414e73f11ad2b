"""The words for states, steps and expected papers of a month."""

from __future__ import annotations

from dataclasses import dataclass

from records.keeping import Filed
from records.months import Month, MonthState, MonthStep
from web.language import Tongue, mark
from web.views import labels

STATES: dict[str, str] = {
    MonthState.OPEN: mark("Terbuka"),
    MonthState.SUBMITTED: mark("Dikirim"),
    MonthState.RETURNED: mark("Dikembalikan"),
    MonthState.ACCEPTED: mark("Diterima"),
    MonthState.SEALED: mark("Tersegel"),
}
NIHIL = mark("nihil")
SIGNS: dict[str, str] = {
    MonthState.OPEN: "",
    MonthState.SUBMITTED: "send",
    MonthState.RETURNED: "back",
    MonthState.ACCEPTED: "check",
    MonthState.SEALED: "lock",
}
"""The icon of each state: told by its shape, not by its colour alone."""
DONE: dict[str, str] = {
    MonthStep.SUBMIT: mark("Bulan dikirim ke satuan atas."),
    MonthStep.NIHIL: mark("Bulan dinyatakan nihil dan dikirim."),
    MonthStep.RETURN: mark("Bulan dikembalikan dengan alasan."),
    MonthStep.ACCEPT: mark("Bulan diterima; sekarang dapat disegel."),
    MonthStep.SEAL: mark("Bulan disegel. Isinya tidak dapat berubah lagi."),
    MonthStep.SUPPLEMENT: mark("Susulan disegel dalam segel tersendiri."),
}
PAST: dict[str, str] = {
    MonthStep.SUBMIT: mark("dikirim"),
    MonthStep.NIHIL: mark("dinyatakan nihil"),
    MonthStep.RETURN: mark("dikembalikan"),
    MonthStep.ACCEPT: mark("diterima"),
    MonthStep.SEAL: mark("disegel"),
    MonthStep.SUPPLEMENT: mark("susulan disegel"),
    MonthStep.DESTROY: mark("dokumen dimusnahkan"),
    MonthStep.LATE: mark("dokumen datang kemudian"),
}


@dataclass(frozen=True, slots=True)
class DeedView:
    """A step somebody may take: its button, what it does, and what has to be confirmed."""

    step: str
    icon: str
    label: str
    told: str
    sure: str
    wants_reason: bool = False
    is_main: bool = False
    key: str = ""


DEEDS: dict[str, DeedView] = {
    MonthStep.SUBMIT: DeedView(
        "submit",
        "send",
        mark("Kirim ke satuan atas"),
        mark("Satuan menyatakan bulan ini lengkap. Satuan atas akan menerima atau mengembalikan."),
        mark("Saya sudah memeriksa dokumen bulan ini."),
        is_main=True,
        key="t",
    ),
    MonthStep.NIHIL: DeedView(
        "nihil",
        "nil",
        mark("Nyatakan nihil"),
        mark("Satuan menyatakan tidak ada kegiatan yang dilaporkan pada bulan ini."),
        mark("Tidak ada dokumen untuk bulan ini."),
    ),
    MonthStep.ACCEPT: DeedView(
        "accept",
        "check",
        mark("Terima"),
        mark("Isi bulan ini dinyatakan lengkap. Sesudah ini bulan dapat disegel."),
        mark("Saya sudah membandingkan rekapitulasi dengan dokumennya."),
        is_main=True,
        key="t",
    ),
    MonthStep.RETURN: DeedView(
        "return",
        "back",
        mark("Kembalikan"),
        mark("Satuan pengirim melihat alasannya, memperbaiki, lalu mengirim lagi."),
        "",
        wants_reason=True,
        key="r",
    ),
    MonthStep.SEAL: DeedView(
        "seal",
        "lock",
        mark("Segel bulan"),
        mark(
            "Semua dokumen dihitung sidik jarinya, dibuatkan berita acara dan daftar berkas, lalu "
            "dicatat di buku segel. Sesudah disegel, tidak ada yang dapat mengubah atau menambah "
            "isinya; dokumen yang datang kemudian disegel sebagai susulan."
        ),
        mark("Saya mengerti bahwa segel tidak dapat dibuka lagi."),
        is_main=True,
        key="t",
    ),
    MonthStep.SUPPLEMENT: DeedView(
        "supplement",
        "lock",
        mark("Segel susulan"),
        mark("Dokumen yang datang sesudah segel pertama disegel dalam segel tersendiri."),
        mark("Saya sudah memeriksa dokumen susulan."),
        is_main=True,
        key="t",
    ),
}


def what_label(what: str, tongue: Tongue) -> str:
    """What an expected sort of paper is called: a form, a report, or a kind."""
    for words in (labels.FORMS, labels.REPORTS, labels.KINDS):
        if what in words:
            return tongue.text(words[what])
    return labels.named({}, what)


def sort_of(filed: Filed) -> str:
    """The sort a paper belongs to: its form, its report, or its kind."""
    return filed.form or filed.report or str(filed.kind)


def state_words(month: Month, tongue: Tongue) -> str:
    """The state in words, nihil beside it."""
    said = tongue.text(STATES[month.state])
    return f"{said} ({tongue.text(NIHIL)})" if month.is_nihil else said
