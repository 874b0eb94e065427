"""What the continuous integration calls: every Python that is here, the audit, and what each failure does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Stands in for a Python: it makes an environment with itself in it, installs nothing, and its suite passes or fails.
PYTHON = """#!/bin/sh
case "$*" in
  *ensurepip*) case "$*" in *"'{version}'"*) exit 0;; esac; exit 1;;
  '-m venv'*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python";;
  '-m pytest'*) echo "suite of {version}"; exit {code};;
esac
"""


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')
    path.chmod(0o755)
    return path


def call(script: str, *args: str, **environment: object) -> tuple[int, str]:
    """A script's exit code and what it says, on a machine with the system's programs alone."""
    path = f'{environment.pop("path", "")}:/usr/bin:/bin'
    env = {'PATH': path, 'HOME': '/nowhere', **{k: str(v) for k, v in environment.items()}}
    done = subprocess.run(['bash', str(ROOT / 'tests' / script), *args], env=env, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize('broken', [None, '3.12', '3.13'])
def test_a_suite_that_fails_under_one_python_fails_all_after_the_others(tmp_path: Path, broken: str | None) -> None:
    for version in ('3.12', '3.13'):
        text = PYTHON.format(version=version, code=int(version == broken))
        executable(tmp_path / f'pyenv/versions/{version}.7/bin/python', text)
    code, said = call('test_all.sh', '3.12', '3.13', PYENV_ROOT=tmp_path / 'pyenv', VENVS=tmp_path / 'venvs')
    assert 'suite of 3.12' in said
    assert 'suite of 3.13' in said
    assert code == (0 if broken is None else 1)
    assert said.splitlines()[-1].endswith(f'Failed: {broken or "none"}. Not to be had here: none.')


def test_a_python_that_is_not_here_is_told_and_fails_nothing(tmp_path: Path) -> None:
    executable(tmp_path / 'bin/python3.13', '#!/bin/sh\nexit 127\n')  # as pyenv's stand-ins do
    executable(tmp_path / 'bin/python3.12', PYTHON.format(version='3.12', code=0))
    code, said = call('test_all.sh', '3.12', '3.13', '3.14', path=tmp_path / 'bin', VENVS=tmp_path / 'venvs')
    assert code == 0
    assert said.splitlines()[-1].endswith('passed under Python: 3.12. Failed: none. Not to be had here: 3.13 3.14.')


def test_an_environment_that_cannot_be_made_fails(tmp_path: Path) -> None:
    text = PYTHON.format(version='3.12', code=0).replace('mkdir -p', 'false')
    executable(tmp_path / 'bin/python3.12', text)
    code, said = call('test_all.sh', '3.12', path=tmp_path / 'bin', VENVS=tmp_path / 'venvs')
    assert (code, 'suite of' in said) == (1, False)


HOLE = {'name': 'a', 'version': '1', 'vulns': [{'id': 'PYSEC-2026-1', 'fix_versions': ['2']}]}
SOUND = {'name': 'b', 'version': '1', 'vulns': []}
UNKNOWN = {'name': 'c', 'skip_reason': 'not found'}


@pytest.mark.parametrize(
    ('report', 'code', 'words'),
    [
        ([HOLE, SOUND, UNKNOWN], 1, 'a 1: PYSEC-2026-1, mended in 2'),
        ([SOUND, UNKNOWN], 0, '1 of 2 packages were audited, 0 holes are known.'),
        ([UNKNOWN], 0, 'nothing was audited'),
        (None, 0, 'nothing was audited'),
    ],
)
def test_the_audit_fails_for_a_hole_and_only_then(tmp_path: Path, report: object, code: int, words: str) -> None:
    told = '' if report is None else json.dumps({'dependencies': report, 'fixes': []})
    audit = executable(tmp_path / 'pip-audit', f"#!/bin/sh\ncat <<'END'\n{told}\nEND\nexit 1\n")
    found, said = call('audit.sh', sys.executable, PIP_AUDIT=audit)
    assert (found, words in said) == (code, True), said


def test_the_integration_calls_them_all() -> None:
    steps = (ROOT / '.ci' / 'run').read_text(encoding='utf-8')
    called = ('make test\n', 'make audit\n', 'make test-install\n', 'tests/test_all.sh $others')
    assert [steps.index(step) for step in called]
    assert os.access(ROOT / '.ci' / 'run', os.X_OK)
