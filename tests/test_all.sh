#!/usr/bin/env bash
# The quick suite under each of Python 3.11, 3.12 and 3.13 that is found here, in environments of their own under .venvs.
# QUICK names the tests that run; all of them without it.
set -euo pipefail
cd "$(dirname "$0")/.."
found=0
for version in 3.11 3.12 3.13; do
  python=$(command -v "python$version" || ls -d "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python 2>/dev/null | tail -1 || true)
  if ! "${python:-false}" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null; then
    echo "Python $version is not here: left out"
    continue
  fi
  venv=.venvs/$version
  if [ ! -e "$venv/.ready" ] || [ requirements.lock -nt "$venv/.ready" ]; then
    "$python" -m venv --clear "$venv"
    "$venv/bin/python" -m pip install --quiet --no-deps --requirement requirements.lock
    "$venv/bin/python" -m pip install --quiet --no-deps --editable .
    touch "$venv/.ready"
  fi
  found=$((found + 1))
  echo "== Python $version"
  # shellcheck disable=SC2086
  "$venv/bin/python" -m pytest ${QUICK:-}
done
[ "$found" -gt 0 ] || { echo 'No Python that svodka allows is here.'; exit 1; }
