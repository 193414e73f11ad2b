"""Failures at the door: one table from error classes to HTTP statuses, one shape for each reader.

Programs get `{"error": {"code", "message", "remedy"?}}`, people a page saying the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import Request

from records.errors import (
    BadCursor,
    BerkasError,
    CodeNeeded,
    DiskNearlyFull,
    FixityError,
    FormInvalid,
    FormOutdated,
    HoldUnknown,
    KeyedAlready,
    KeyedTwice,
    ListOutdated,
    ListStateWrong,
    ListUnknown,
    LockedOut,
    LoginRefused,
    MonthAccepted,
    NameTaken,
    NameUnusable,
    NotADocument,
    NotAllowed,
    NotFound,
    NumbersMasked,
    PaperDestroyed,
    PaperInParts,
    PaperSealed,
    PasswordWrong,
    ProviderRefused,
    RequestRejected,
    ReviewOutdated,
    ScanRejected,
    ScanTooLarge,
    ServiceUnavailable,
    UploadBusy,
    UploadGarbled,
    UploadOutOfStep,
    UploadQuotaSpent,
    UploadTooLong,
    UploadVersionUnknown,
    UserUnknownHere,
    ValueRefused,
    VotedAlready,
)
from web.language import Tongue, mark
from web.views.deed_words import refusal

STATUS: dict[type[BerkasError], int] = {
    ScanTooLarge: 413,
    NotADocument: 415,
    ScanRejected: 422,
    UploadOutOfStep: 409,
    FormOutdated: 409,
    KeyedTwice: 409,
    KeyedAlready: 409,
    FormInvalid: 422,
    UploadBusy: 423,
    UploadTooLong: 413,
    UploadGarbled: 460,
    UploadVersionUnknown: 412,
    UploadQuotaSpent: 413,
    DiskNearlyFull: 507,
    LoginRefused: 401,
    PasswordWrong: 403,
    CodeNeeded: 401,
    ProviderRefused: 401,
    UserUnknownHere: 403,
    NotAllowed: 403,
    NotFound: 404,
    NameTaken: 409,
    NameUnusable: 422,
    ReviewOutdated: 409,
    PaperSealed: 409,
    MonthAccepted: 409,
    ListStateWrong: 409,
    ListOutdated: 409,
    VotedAlready: 409,
    HoldUnknown: 404,
    ListUnknown: 404,
    PaperDestroyed: 410,
    PaperInParts: 404,
    ValueRefused: 422,
    NumbersMasked: 403,
    LockedOut: 429,
    BadCursor: 400,
    RequestRejected: 400,
    FixityError: 500,
    ServiceUnavailable: 503,
    BerkasError: 500,
}
HTTP_CODES: dict[int, tuple[str, str, str]] = {
    400: ("request.invalid", mark("Permintaan tidak sah."), mark("Periksa isian lalu coba lagi.")),
    401: ("access.login-needed", mark("Anda belum masuk."), mark("Masuk dahulu.")),
    403: (
        "access.not-allowed",
        mark("Peran Anda tidak boleh melakukan ini."),
        mark("Mintalah kepada pengelola."),
    ),
    404: (
        "access.not-found",
        mark("Halaman ini tidak ada."),
        mark("Periksa alamatnya, atau mulai dari beranda."),
    ),
    405: (
        "request.method-not-allowed",
        mark("Cara ini tidak berlaku di alamat ini."),
        mark("Kembali ke halaman sebelumnya, lalu coba lagi."),
    ),
    413: (
        "request.too-large",
        mark("Kiriman terlalu besar."),
        mark("Kirim berkas satu per satu."),
    ),
    422: (
        "request.invalid",
        mark("Isian belum benar."),
        mark("Periksa isian lalu coba lagi."),
    ),
    429: (
        "request.too-many",
        mark("Terlalu banyak percobaan dari alamat ini."),
        mark("Tunggu satu menit lalu coba lagi."),
    ),
    500: (
        "service.fault",
        mark("Terjadi kesalahan pada layanan."),
        mark("Coba lagi; bila berulang, kabari pengelola."),
    ),
    503: (
        "service.unavailable",
        mark("Layanan sedang tidak siap."),
        mark("Coba lagi sebentar lagi."),
    ),
}
PAPER = re.compile(r"[0-9a-z]{26}(-\d+)?|")
"""What a paper is called inside; it tells people nothing."""
FORGED = (
    "request.forged",
    mark("Formulir ini sudah tidak berlaku."),
    mark("Muat ulang halaman, lalu kirim lagi."),
)


class DoorRefused(Exception):
    """A request refused at the door itself, before any service was asked."""

    def __init__(self, status: int, words: tuple[str, str, str] | None = None) -> None:
        self.status = status
        self.words = words or HTTP_CODES[status]
        super().__init__(self.words[1])


@dataclass(frozen=True, slots=True)
class Told:
    """A failure in the reader's words."""

    status: int
    code: str
    message: str
    remedy: str = ""

    def to_json(self) -> dict[str, dict[str, str]]:
        """The one shape programs get."""
        error = {"code": self.code, "message": self.message}
        return {"error": {**error, "remedy": self.remedy} if self.remedy else error}


def status_of(error: BerkasError) -> int:
    """The HTTP status of an error: that of its nearest class in the table."""
    return next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)


def tell(error: Exception, tongue: Tongue) -> Told:
    """The failure in words; what nobody foresaw tells nothing of its inside."""
    if isinstance(error, NotAllowed):
        said = refusal(str(error.facts["role"]), str(error.facts["deed"]), tongue)
        return Told(status_of(error), error.code, *said)
    if isinstance(error, NotFound) and PAPER.fullmatch(str(error.facts["what"])):
        error = NotFound(what=tongue.text(mark("Dokumen ini")))
    if isinstance(error, BerkasError):
        message, remedy = split_remedy(_outer_words(error, tongue))
        return Told(status_of(error), error.code, message, remedy)
    if isinstance(error, DoorRefused):
        code, message, remedy = error.words
        return Told(error.status, code, tongue.text(message), tongue.text(remedy))
    return tell_status(500, tongue)


def _outer_words(error: BerkasError, tongue: Tongue) -> str:
    """What may be told outside: the reason of a fault of ours names hosts and tables."""
    text, reason = error.message(tongue.code), error.facts.get("reason")
    return text.replace(f" ({reason})", "") if reason and status_of(error) >= 500 else text


def tell_status(status: int, tongue: Tongue) -> Told:
    """A bare HTTP status in words."""
    code, message, remedy = HTTP_CODES.get(status) or HTTP_CODES[400 if status < 500 else 500]
    return Told(status, code, tongue.text(message), tongue.text(remedy))


def split_remedy(text: str) -> tuple[str, str]:
    """Message and remedy of an error's text: its first sentence, and what follows it."""
    message, dot, remedy = text.partition(". ")
    return (message + "." if dot else text), remedy


def wants_json(request: Request) -> bool:
    """Whether the answer goes to a program: the API, and addresses without pages."""
    path = request.url.path
    return path.startswith("/api/") or path in {"/openapi.json", "/metrics"}
