# What ./start and ./test share: the system's programs and the Python environment.
# Sourced, not run; both steps are quick when nothing is missing.

say() { printf '%s\n' "$*" >&2; }

# The programs berkas calls, and the Debian/Ubuntu packages that bring them.
SYSTEM_PACKAGES="tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng tesseract-ocr-osd fonts-liberation fonts-dejavu-core"

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return 0
        fi
    done
    return 1
}

has_venv() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

# prepare_system [PACKAGE...]: installs what is missing through apt.
prepare_system() {
    missing=""
    if command -v dpkg-query >/dev/null 2>&1; then
        for package in $SYSTEM_PACKAGES "$@"; do
            is_installed "$package" || missing="$missing $package"
        done
    elif ! command -v tesseract >/dev/null 2>&1; then
        say "Pasang Tesseract 5 dengan data bahasa ind, eng dan osd, lalu jalankan lagi."
        say "Please install Tesseract 5 with the language data ind, eng and osd, then run this again."
        exit 1
    fi
    python=$(find_python || true)
    if [ -z "$python" ]; then
        missing="$missing python3 python3-venv"
    elif ! has_venv "$python"; then
        missing="$missing python3-venv"
    fi
    [ -n "$missing" ] && install_packages $missing
    python=$(find_python) || {
        say "Diperlukan Python 3.11 atau yang lebih baru. / Python 3.11 or newer is needed."
        exit 1
    }
}

install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Pasang paket berikut, lalu jalankan lagi / please install, then run this again: $*"
        exit 1
    fi
    sudo=""
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            say "Mintalah administrator menjalankan / ask an administrator to run:"
            say "  apt-get install $*"
            exit 1
        fi
        sudo="sudo"
    fi
    say "Memasang / installing: $*"
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# prepare_python LOCK: makes .venv hold exactly the packages of the lock file.
prepare_python() {
    lock=$1
    stamp=.venv/installed
    wanted=$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)
    if [ -f "$stamp" ] && grep -q "$wanted" "$stamp" && .venv/bin/python -c '' 2>/dev/null; then
        return 0
    fi
    [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || {
        say "Membuat lingkungan Python / making the Python environment…"
        rm -rf .venv
        "$python" -m venv .venv
    }
    say "Memasang pustaka / installing libraries (sekali saja / once)…"
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.lock
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    # The test lock holds all of the service's: either command then finds its stamp.
    if [ "$lock" = requirements-dev.lock ]; then
        cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1 >"$stamp"
    else
        : >"$stamp"
    fi
    printf '%s\n' "$wanted" >>"$stamp"
}
