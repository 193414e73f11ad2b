"""What each setting means, in Indonesian; in English the settings say it themselves."""

from __future__ import annotations

from web.language import Tongue, mark

EMPTY = {"empty": mark("kosong"), "the machine's cores": mark("sebanyak inti mesin")}
MEANINGS: dict[str, str] = {
    "BERKAS_DATA": "Folder instalasi ini: katalog, berkas, indeks.",
    "BERKAS_DATABASE_URL": "Basis data katalog, postgresql+psycopg://…; kosong: SQLite di folder "
    "data.",
    "BERKAS_BLOBS_URL": "Tempat berkas, s3+http://… atau s3+https://…; kosong: folder di folder "
    "data.",
    "BERKAS_BROKER_URL": "Perantara antrean, redis://…; kosong: pekerja melihat katalog sendiri.",
    "BERKAS_SERVE_HOST": "Alamat tempat layanan mendengar; 0.0.0.0 di belakang proksi atau dalam "
    "kontainer.",
    "BERKAS_SERVE_PORT": "Porta tempat layanan mendengar.",
    "BERKAS_SERVE_PROXIES": "Alamat proksi, dipisah koma, yang dipercaya menyebut asal permintaan "
    "dan apakah sambungannya terenkripsi.",
    "BERKAS_SERVE_ZONE": "Waktu kantor: WIB, WITA, atau WIT.",
    "BERKAS_WORK_WORKERS": "Pekerja dalam layanan ini, masing-masing satu berkas sekali jalan; 0 "
    "bila ada perantara antrean.",
    "BERKAS_WORK_JOBS": "Proses pembaca halaman untuk setiap pekerja.",
    "BERKAS_WORK_ATTEMPTS": "Berapa kali satu berkas boleh menggagalkan pekerjanya sebelum "
    "disisihkan.",
    "BERKAS_WORK_INTERRUPTIONS": "Berapa kali satu berkas boleh terputus dari luar (listrik, "
    "dihentikan) sebelum disisihkan.",
    "BERKAS_WORK_LEASE_S": "Sesudah sekian detik tanpa tanda hidup, pekerja lain mengambil alih.",
    "BERKAS_WORK_POLL_S": "Setiap berapa detik pekerja tanpa perantara mencari berkas baru.",
    "BERKAS_WORK_SWEEP_S": "Setiap berapa detik berkas yang menunggu tanpa panggilan diantrekan "
    "lagi.",
    "BERKAS_WORK_LIMIT_S": "Waktu terlama untuk satu berkas, dalam detik; lewat itu pekerjanya "
    "dihentikan.",
    "BERKAS_LIMITS_MAX_BYTES": "Ukuran berkas terbesar dalam bita; jilid setahun pada 300 dpi "
    "(1.000 halaman) masih muat.",
    "BERKAS_LIMITS_MAX_PAGES": "Halaman terbanyak dalam satu berkas; jilid SOP satu kantor sekitar "
    "1.000 halaman.",
    "BERKAS_LIMITS_MAX_PIXELS": "Piksel terbanyak satu halaman; A3 pada 600 dpi sekitar 70 juta.",
    "BERKAS_LIMITS_MAX_OBJECTS": "Benda gambar terbanyak pada halaman yang dibaca sebagai vektor; "
    "lebih dari itu dibaca sebagai gambar.",
    "BERKAS_LIMITS_MAX_LAYER_BYTES": "Perintah gambar terpanjang satu halaman vektor, dalam bita; "
    "lebih dari itu dibaca sebagai gambar.",
    "BERKAS_LIMITS_MAX_LAYER_S": "Detik prosesor untuk satu halaman vektor; lebih dari itu dibaca "
    "sebagai gambar.",
    "BERKAS_UPLOADS_KEEP_HOURS": "Unggahan yang tidak dilanjutkan dilupakan sesudah sekian jam.",
    "BERKAS_UPLOADS_MOST": "Unggahan belum selesai terbanyak untuk satu orang.",
    "BERKAS_UPLOADS_QUOTA_BYTES": "Jumlah bita semua unggahan belum selesai satu orang.",
    "BERKAS_UPLOADS_SPARE_BYTES": "Ruang disk yang disisakan unggahan agar arsip tetap berjalan.",
    "BERKAS_DROP_FOLDER": "Folder yang diawasi, tujuan pemindai lewat SMB atau FTP; kosong: tidak "
    "ada.",
    "BERKAS_DROP_UNIT": "Satuan (kode atau nama) untuk berkas di luar folder satuan mana pun; "
    "kosong: kantor seluruhnya.",
    "BERKAS_DROP_POLL_S": "Setiap berapa detik folder itu dilihat.",
    "BERKAS_DROP_SETTLED_POLLS": "Berapa kali berturut-turut ukuran dan waktu berkas harus sama "
    "sebelum diambil.",
    "BERKAS_REVIEW_TWICE": "Isian yang diketik dua orang tanpa saling melihat: formulir.isian "
    "dipisah koma, formulir.* untuk semuanya; bila berbeda, orang ketiga memutuskan.",
    "BERKAS_ACCESS_IDLE_MINUTES": "Sesi berakhir sesudah sekian menit tanpa kegiatan.",
    "BERKAS_ACCESS_SESSION_HOURS": "Sesi berakhir sesudah sekian jam, apa pun yang terjadi.",
    "BERKAS_ACCESS_LOCKOUT_AFTER": "Kata sandi salah berturut-turut sebelum nama dikunci.",
    "BERKAS_ACCESS_LOCKOUT_MINUTES": "Berapa menit nama itu terkunci.",
    "BERKAS_ACCESS_PASSWORD_LENGTH": "Panjang kata sandi paling sedikit.",
    "BERKAS_ACCESS_PASSWORD_ROUNDS": "Putaran Argon2 untuk satu kata sandi; sesuai anjuran.",
    "BERKAS_ACCESS_PASSWORD_MEMORY_KIB": "Memori dalam KiB untuk memeriksa satu kata sandi.",
    "BERKAS_ACCESS_ADMIN_READS": "Apakah pengelola boleh membaca dokumen.",
    "BERKAS_OIDC_ISSUER": "Alamat layanan masuk, https://…, seperti disebutnya sendiri.",
    "BERKAS_OIDC_CLIENT_ID": "Nama instalasi ini di layanan masuk itu.",
    "BERKAS_OIDC_CLIENT_SECRET": "Rahasia instalasi ini di layanan masuk itu.",
    "BERKAS_OIDC_LABEL": "Sebutan layanan itu pada tombol di halaman masuk.",
    "BERKAS_OIDC_SCOPE": "Yang dimintakan kepadanya; openid termasuk.",
    "BERKAS_OIDC_NAME_CLAIM": "Keterangan yang memuat nama pengguna di sini.",
    "BERKAS_OIDC_ONLY": "Apakah halaman masuk hanya menawarkan cara ini; kata sandi tetap berlaku "
    "untuk program.",
    "BERKAS_MONTHS_EXPECTED": "Dokumen yang harus ada setiap bulan: apa=jumlah@tanggal dipisah "
    "koma, tanggal tenggat di bulan berikutnya; kode:apa=… untuk satu satuan dan bawahannya.",
    "BERKAS_MONTHS_COLUMNS": "Kolom rekapitulasi: judul=formulir dipisah koma; beberapa formulir "
    "dijumlah dengan +, formulir.isian menghitung baris sebuah tabel.",
    "BERKAS_MONTHS_PLACE": "Tempat penandatanganan pada rekapitulasi dan berita acara.",
    "BERKAS_NIGHT_HOUR": "Jam mulainya pekerjaan malam, menurut waktu kantor.",
    "BERKAS_NIGHT_HOURS": "Berapa jam paling lama; sisanya diteruskan malam berikut. 0: tidak ada.",
    "BERKAS_NIGHT_MB_PER_S": "Secepat apa berkas dibaca untuk pemeriksaan, juta bita per detik.",
    "BERKAS_S3_ACCESS_KEY": "Nama kunci penyimpanan S3.",
    "BERKAS_S3_SECRET_KEY": "Kunci penyimpanan S3 itu sendiri.",
    "BERKAS_S3_REGION": "Wilayah, bila penyimpanan S3 memintanya.",
}


def meaning_words(name: str, english: str, tongue: Tongue) -> str:
    """What a setting means in the reader's language."""
    return english if tongue.code == "en" else MEANINGS.get(name, english)


def default_words(default: str, tongue: Tongue) -> str:
    """A setting's default as it is typed, or in words where there is nothing to type."""
    return tongue.text(EMPTY[default]) if default in EMPTY else default
