"""What a person may be refused."""

from __future__ import annotations

from records.failures.tree import RequestRejected, ServiceUnavailable


class NotAllowed(RequestRejected):
    """The person's role does not include the deed."""

    code = "access.not-allowed"
    text_id = "Peran {role} tidak boleh melakukan ini ({deed}). Mintalah kepada admin."
    text_en = "The role {role} may not do this ({deed}). Ask an administrator."


class NotFound(RequestRejected):
    """Nothing of that name is there, or it is out of sight."""

    code = "access.not-found"
    text_id = "{what} tidak ditemukan. Periksa alamatnya atau wilayah akses Anda."
    text_en = "There is no such {what}. Check the address, or the units you may see."


class LoginRefused(RequestRejected):
    """Name and password do not belong together."""

    code = "access.login-refused"
    text_id = "Nama atau kata sandi salah. Periksa lalu coba lagi."
    text_en = "Name or password is wrong. Check them and try again."


class PasswordWrong(RequestRejected):
    """A deed that cannot be undone wants the person's password once more, and this is another."""

    code = "access.password-wrong"
    text_id = "Kata sandi tidak cocok. Ketik kata sandi Anda sendiri, lalu ulangi."
    text_en = "The password does not fit. Type your own password and try again."


class CodeNeeded(RequestRejected):
    """The person logs in with a code besides the password."""

    code = "access.code-needed"
    text_id = "Masukkan kode enam angka dari ponsel Anda. Kode yang sudah dipakai tidak berlaku."
    text_en = "Give the six digits your phone shows. A code that was used does not work again."


class ProviderRefused(RequestRejected):
    """The sign-in service's answer does not hold."""

    code = "access.provider-refused"
    text_id = "Masuk lewat layanan luar tidak berhasil. Ulangi dari halaman masuk."
    text_en = "Signing in through the other service did not succeed. Start again at the login."


class ProviderUnreachable(ServiceUnavailable):
    """The sign-in service does not answer, or not as one does."""

    code = "access.provider-unreachable"
    text_id = "Layanan masuk ({issuer}) tidak menjawab. Coba lagi, atau masuk dengan kata sandi."
    text_en = "The sign-in service ({issuer}) does not answer. Try again, or use a password."


class UserUnknownHere(RequestRejected):
    """The sign-in service vouches for somebody who is no user here."""

    code = "access.user-unknown-here"
    text_id = "{name} belum terdaftar di berkas. Mintalah pengelola menambahkan nama itu."
    text_en = "{name} is no user of berkas yet. Ask an administrator to add the name."


class LockedOut(RequestRejected):
    """Too many wrong passwords in a row."""

    code = "access.locked-out"
    text_id = "Terlalu banyak percobaan. Coba lagi setelah {minutes} menit."
    text_en = "Too many attempts. Try again in {minutes} minutes."


class PasswordTooWeak(RequestRejected):
    """The password is too short to keep anybody out."""

    code = "access.password-too-weak"
    text_id = "Kata sandi harus sedikitnya {least} huruf. Pilih yang lebih panjang."
    text_en = "A password has at least {least} characters. Choose a longer one."


class PasswordGuessable(RequestRejected):
    """The password is long enough and would be guessed all the same."""

    code = "access.password-guessable"
    text_id = (
        "Kata sandi ini mudah ditebak: nama sendiri, kata yang lazim, atau huruf yang berulang. "
        "Pakailah beberapa kata yang tidak berkaitan."
    )
    text_en = (
        "This password is easily guessed: one's own name, a common word, or few characters "
        "repeated. Use several words that do not belong together."
    )


class NameUnusable(RequestRejected):
    """A user name of signs that are none of a name, or one the service itself goes by."""

    code = "access.name-unusable"
    text_id = (
        "Nama pengguna {name} tidak dapat dipakai. Pakai huruf, angka, titik, atau tanda hubung."
    )
    text_en = "The user name {name} cannot be used. Take letters, digits, dots or hyphens."


class NameTaken(RequestRejected):
    """Another user has the name."""

    code = "access.name-taken"
    text_id = "Nama {name} sudah dipakai. Pilih nama lain."
    text_en = "The name {name} is taken. Choose another."


class BadCursor(RequestRejected):
    """The place to go on from was not given out by us."""

    code = "request.bad-cursor"
    text_id = "Penanda halaman tidak sah. Mulai lagi dari halaman pertama."
    text_en = "The page marker is not valid. Start again from the first page."
