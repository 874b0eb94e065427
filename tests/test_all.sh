#!/usr/bin/env bash
# The suite under each of the Pythons that svodka allows and that can be had here, each in an environment of its own under
# .venvs: `tests/test_all.sh [VERSION...]`. One that cannot be had is told and left out; a suite that fails fails the
# command, after the others have run. The gold corpora are measured by `make test` alone: a Python changes no measure, and
# the stages are compared by their own examples under each.
set -uo pipefail
cd "$(dirname "$0")/.."
versions=${*:-3.11 3.12 3.13}
venvs=${VENVS:-.venvs}

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
  python=$(tests/find_python.sh "$version")
  if [ -z "$python" ]; then
    missing+=" $version"
    continue
  fi
  echo "== Python $version ($python)"
  if make_environment "$python" "$venvs/$version" && "$venvs/$version/bin/python" -m pytest --numprocesses auto \
    --deselect tests/gate/test_gate.py::test_no_measure_is_below_its_floor; then
    passed+=" $version"
  else
    failed+=" $version"
  fi
done
echo "== The suite passed under Python:${passed:- none}. Failed:${failed:- none}. Not to be had here:${missing:- none}."
[ -z "$failed" ]
