#!/usr/bin/env bash
# The path of a Python of a version («3.12») that can make environments, looked for on the PATH, with pyenv and with uv,
# which may fetch it; nothing if there is none. `tests/find_python.sh VERSION`
set -uo pipefail

find_with_uv() {
  command -v uv >/dev/null || return 0
  uv python find --no-project "$1" 2>/dev/null && return
  timeout 120 uv python install "$1" >/dev/null 2>&1 && uv python find --no-project "$1" 2>/dev/null
}

for candidate in $(type -ap "python$1") "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python $(find_with_uv "$1"); do
  if "$candidate" -c "import ensurepip, sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" 2>/dev/null; then
    echo "$candidate"
    exit
  fi
done
