# shellcheck shell=sh
# Prepares what Postil runs on: a few system libraries, and the Python packages in .venv.
# Sourced by ./postil, ./run-tests and .ci/run, which set $root to the folder of the clone.
#
# What is ready has a stamp in .venv: a copy of every lock file that is installed, and
# libraries-NAME for every set of libraries that was found. A stamp is written last, and
# .venv/unfinished stands while packages are being installed: an environment that still has
# it was interrupted, and is made anew.

venv=${root:?}/.venv

# Libraries that the wheels of Qt expect from the system, each with its Debian package.
offscreen_libraries='
libglib-2.0.so.0 libglib2.0-0
libGL.so.1 libgl1
libEGL.so.1 libegl1
libfontconfig.so.1 libfontconfig1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3'
window_libraries="$offscreen_libraries
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0"

# prepare offscreen|window LOCK...: install what is missing; end the script if that fails.
prepare() {
    is_prepared "$@" || (
        if command -v flock >/dev/null && ! flock -n 9; then
            say "Waiting for another start of Postil, which is preparing this folder…"
            flock 9
        fi
        is_prepared "$@" || make_ready "$@"
    ) 9>"$root/.venv.lock" || exit 1
}

is_prepared() {
    [ -x "$venv/bin/python" ] || return
    [ -e "$venv/libraries-$1" ] || return
    shift
    for lock; do
        is_installed "$lock" || return
    done
}

is_installed() {
    cmp -s "$root/$1" "$venv/$1"
}

make_ready() {
    libraries=$1
    shift
    say "Preparing Postil (the first time and after an update)…"
    find_python || fail "Postil needs Python 3.11, 3.12, 3.13 or 3.14, and found none of them." \
        "Install one and start Postil again."
    packages=$(missing_packages "$libraries")
    # shellcheck disable=SC2086 # one word is one package
    [ -z "$packages" ] || install_system_packages $packages
    make_environment
    for lock; do
        is_installed "$lock" || install_packages "$lock"
    done
    : >"$venv/libraries-$libraries"
}

# Sets $python to the real file behind a suitable interpreter, so that .venv breaks visibly,
# and is made anew, when the system replaces it by another version.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        python=$("$name" -c '
import os, sys
if not (3, 11) <= sys.version_info < (3, 15):  # what the locked PySide6 supports
    sys.exit(1)
print(os.path.realpath(sys.executable))' 2>/dev/null) && return
    done
    return 1
}

missing_packages() {
    case $1 in
        offscreen) wanted=$offscreen_libraries ;;
        window) wanted=$window_libraries ;;
    esac
    if [ "$(uname -s)" = Linux ]; then
        printf '%s\n' "$wanted" | "$python" -c '
import ctypes, sys
for soname, package in map(str.split, filter(str.strip, sys.stdin)):
    try:
        ctypes.CDLL(soname)
    except OSError:
        print(package)'
    fi
    if ! has_ensurepip && ! command -v uv >/dev/null; then
        printf '%s-venv\n' "${python##*/}" # Debian keeps ensurepip apart
    fi
}

has_ensurepip() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null
}

install_system_packages() {
    command -v apt-get >/dev/null || fail "Postil needs some system packages, which Debian calls $*." \
        "Install them with the package manager of your system and start Postil again."
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        say "Postil needs system packages to show its window and to install the rest: $*." \
            "They are now installed with sudo, which may ask for your password."
        as_root=sudo
    else
        apt_failed "$@"
    fi
    # The lists of packages may be absent or old: fetch them only when the first try fails.
    output=$(apt_get install "$@") || output=$(apt_get update && apt_get install "$@") || {
        say "$output"
        apt_failed "$@"
    }
}

apt_get() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq --yes --no-install-recommends \
        -o DPkg::Lock::Timeout=120 "$@" 2>&1 9>&-
}

apt_failed() {
    fail "Postil needs some system packages and cannot install them itself." \
        "Run this once, then start Postil again:
    sudo apt-get update && sudo apt-get install --no-install-recommends $*"
}

make_environment() {
    if [ -x "$venv/bin/python" ] && ! [ -e "$venv/unfinished" ]; then
        return
    fi
    rm -rf "${venv:?}/bin" "$venv" # in this order: without its interpreter it is never taken as good
    mkdir "$venv" && : >"$venv/unfinished" || exit
    if has_ensurepip; then
        "$python" -m venv "$venv" >&2
    else
        uv venv --quiet --allow-existing --python "$python" "$venv"
    fi || fail "The folder $venv could not be made. The reason stands above."
}

install_packages() {
    : >"$venv/unfinished"
    rm -f "$venv/$1"
    if [ -x "$venv/bin/pip" ]; then
        "$venv/bin/python" -m pip install -qq --no-input --disable-pip-version-check \
            --no-deps --only-binary :all: --require-hashes -r "$root/$1"
    else
        uv pip install --quiet --python "$venv/bin/python" \
            --no-deps --only-binary :all: --require-hashes -r "$root/$1"
    fi >&2 || fail "The packages in $1 could not be installed. The reason stands above." \
        "With a working network connection, start Postil again."
    cp "$root/$1" "$venv/$1" && rm "$venv/unfinished"
}

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}
