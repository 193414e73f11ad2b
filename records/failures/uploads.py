"""What can be wrong with a file that arrives in pieces, or through a watched folder."""

from __future__ import annotations

from records.failures.tree import RequestRejected, ScanRejected, ServiceUnavailable


class UploadOutOfStep(RequestRejected):
    """A piece begins elsewhere than where the last one ended."""

    code = "upload.out-of-step"
    text_id = "Potongan berkas {name} tidak bersambung. Lanjutkan dari byte {offset}."
    text_en = "This piece of {name} does not follow the last one. Go on from byte {offset}."


class UploadBusy(RequestRejected):
    """Another request is still bringing a piece of the same file."""

    code = "upload.busy"
    text_id = "Berkas {name} sedang diterima lewat sambungan lain. Tunggu sebentar, lalu lanjutkan."
    text_en = "{name} is arriving over another connection. Wait a moment, then go on."


class UploadTooLong(RequestRejected):
    """More bytes came than were announced."""

    code = "upload.too-long"
    text_id = "Berkas {name} lebih panjang dari {size} byte yang diberitahukan. Kirim dari awal."
    text_en = "{name} is longer than the {size} bytes announced. Send it from the start."


class UploadGarbled(RequestRejected):
    """A piece does not have the check sum it was sent with."""

    code = "upload.garbled"
    text_id = "Potongan berkas {name} rusak di jalan. Kirim lagi potongan itu."
    text_en = "A piece of {name} was garbled on its way. Send that piece again."


class UploadHeadersWrong(RequestRejected):
    """A request of the upload protocol lacks what it must say."""

    code = "upload.headers-wrong"
    text_id = "Permintaan unggah tidak lengkap: {header}. Pakai protokol tus 1.0.0."
    text_en = "The upload request is incomplete: {header}. Speak tus 1.0.0."


class UploadVersionUnknown(RequestRejected):
    """Another version of the protocol is spoken."""

    code = "upload.version-unknown"
    text_id = "Versi protokol unggah tidak dikenal. Pakai tus 1.0.0."
    text_en = "This version of the upload protocol is not spoken here. Use tus 1.0.0."


class UploadQuotaSpent(RequestRejected):
    """The person's unfinished uploads take all the room they may."""

    code = "upload.quota-spent"
    text_id = (
        "Unggahan Anda yang belum selesai sudah memenuhi jatah. "
        "Selesaikan atau buang beberapa di antaranya, lalu coba lagi."
    )
    text_en = (
        "Your unfinished uploads fill their quota. Finish or discard some of them, then try again."
    )


class DiskNearlyFull(ServiceUnavailable):
    """The disk has no room for another upload."""

    code = "upload.disk-full"
    text_id = "Ruang penyimpanan hampir penuh. Kabari pengelola, lalu coba lagi nanti."
    text_en = "The disk is nearly full. Tell the administrator and try again later."


class NotPhotos(ScanRejected):
    """Files that are no photos were to be joined."""

    code = "upload.not-photos"
    text_id = "{name} bukan foto, jadi tidak dapat digabung. Kirim berkas itu tersendiri."
    text_en = "{name} is no photo and cannot be joined. Send that file by itself."


class DropUnitUnknown(RequestRejected):
    """A folder of the watched folder bears the name of no unit."""

    code = "drop.unit-unknown"
    text_id = "Folder {folder} bukan kode atau nama satuan. Ganti nama folder, lalu taruh lagi."
    text_en = "The folder {folder} is no unit's code or name. Rename it, then drop the file again."


class DropRefused(RequestRejected):
    """Something in the watched folder is no plain file."""

    code = "drop.not-a-file"
    text_id = "{name} bukan berkas biasa. Taruh salinan berkasnya, bukan tautan."
    text_en = "{name} is no plain file. Drop a copy of the file, not a link."
