#!/usr/bin/env bash
# The suite under each of the Pythons that svodka allows and that can be had here, each in an environment of its own under
# .venvs: `tests/test_all.sh [VERSION...]`. A Python is looked for on the PATH, with pyenv and with uv, which may fetch it.
# One that cannot be had is told and left out; a suite that fails fails the command, after the others have run.
set -uo pipefail
cd "$(dirname "$0")/.."
versions=${*:-3.11 3.12 3.13}
venvs=${VENVS:-.venvs}

# The path of a Python of this version that can make environments; nothing if there is none.
find_python() {
  local candidate
  for candidate in $(type -ap "python$1") "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python $(find_with_uv "$1"); do
    if "$candidate" -c "import ensurepip, sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

find_with_uv() {
  command -v uv >/dev/null || return 0
  uv python find --no-project "$1" 2>/dev/null && return
  timeout 120 uv python install "$1" >/dev/null 2>&1 && uv python find --no-project "$1" 2>/dev/null
}

make_environment() {
  local python=$1 venv=$2
  [ -e "$venv/.ready" ] && [ ! requirements.lock -nt "$venv/.ready" ] && [ ! pyproject.toml -nt "$venv/.ready" ] && return
  "$python" -m venv --clear "$venv" &&
    "$venv/bin/python" -m pip install --quiet --no-deps --requirement requirements.lock &&
    "$venv/bin/python" -m pip install --quiet --no-deps --editable . &&
    touch "$venv/.ready"
}

passed='' missing='' failed=''
for version in $versions; do
  python=$(find_python "$version")
  if [ -z "$python" ]; then
    missing+=" $version"
    continue
  fi
  echo "== Python $version ($python)"
  if make_environment "$python" "$venvs/$version" && "$venvs/$version/bin/python" -m pytest; then
    passed+=" $version"
  else
    failed+=" $version"
  fi
done
echo "== The suite passed under Python:${passed:- none}. Failed:${failed:- none}. Not to be had here:${missing:- none}."
[ -z "$failed" ]
