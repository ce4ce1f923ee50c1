# Makes the virtual environment .venv of this checkout; for sourcing by the scripts beside it.
#
#   make_environment demo    what the program needs
#   make_environment test    what its tests need as well
#
# Nothing is done when the environment fits pyproject.toml and constraints.txt (the versions tested) already.

find_python() {
    local name
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "Geflecht needs Python 3.11 or newer; none was found. Install it, or name it: PYTHON=/path/to/python3" >&2
    return 2
}

make_environment() {
    local purpose=$1 wanted python
    wanted="$(cat pyproject.toml constraints.txt | cksum) $PWD"
    if [ -x .venv/bin/python ] && { [ "$(cat .venv/made-for-test 2>/dev/null)" = "$wanted" ] ||
        [ "$(cat ".venv/made-for-$purpose" 2>/dev/null)" = "$wanted" ]; }; then
        return
    fi
    if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
        python="$(find_python)" || return
        if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
            echo "Python's module venv is missing (Debian and Ubuntu: apt install python3-venv)." >&2
            return 2
        fi
        echo "Making the environment in .venv (once, one to two minutes) …" >&2
        "$python" -m venv --clear .venv || return
    fi
    rm -f .venv/made-for-*
    if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$(requirement "$purpose")" >&2; then
        echo "The packages could not be installed; the lines above say why. The first run needs the internet." >&2
        return 2
    fi
    echo "$wanted" > ".venv/made-for-$purpose"
}

requirement() {
    if [ "$1" = test ]; then echo ".[test]"; else echo "."; fi
}
