"""What can stand in the way of the service and its workers."""

from __future__ import annotations

from records.failures.tree import RequestRejected, ServiceUnavailable


class SettingUnknown(RequestRejected):
    """An environment variable looks like a setting but is none."""

    code = "settings.unknown"
    text_id = "Setelan {name} tidak dikenal. Lihat docs/settings.md untuk namanya."
    text_en = "There is no setting {name}. See docs/settings.md for the names."


class SettingInvalid(RequestRejected):
    """A setting's value cannot be used."""

    code = "settings.invalid"
    text_id = "Setelan {name} tidak dapat memakai nilai {value!r}. Yang diharapkan: {expected}."
    text_en = "Setting {name} cannot be {value!r}. Expected: {expected}."


class FolderInUse(RequestRejected):
    """Another process tree serves the same data folder."""

    code = "work.folder-in-use"
    text_id = "Folder data {folder} sedang dipakai. Hentikan berkas yang lain dahulu."
    text_en = "The data folder {folder} is in use. Stop the other berkas first."


class BrokerUnavailable(ServiceUnavailable):
    """The message broker does not answer; what waits is found again by the sweep."""

    code = "work.broker-unavailable"
    text_id = "Perantara antrean tidak menjawab ({reason}). Coba lagi sebentar lagi."
    text_en = "The message broker does not answer ({reason}). Try again in a moment."


class LeaseLost(ServiceUnavailable):
    """Another worker has taken the entry over while this one was busy."""

    code = "work.lease-lost"
    text_id = "Pekerjaan {entry} telah diambil alih. Tidak perlu tindakan."
    text_en = "The work on {entry} was taken over. Nothing to do."


class WorkCrashed(ServiceUnavailable):
    """Reading the entry ended its process again and again."""

    code = "work.crashed"
    text_id = (
        "Pembacaan menghentikan prosesnya {times} kali. Pindai ulang atau laporkan berkas ini."
    )
    text_en = "Reading ended its process {times} times. Scan it again, or report this file."


class WorkFailed(ServiceUnavailable):
    """Reading the entry failed each time for a reason nobody foresaw."""

    code = "work.failed"
    text_id = "Pembacaan gagal {times} kali ({reason}). Coba lagi atau laporkan berkas ini."
    text_en = "Reading failed {times} times ({reason}). Try again, or report this file."
