"""The wheel as its users install it: `python -m tests.install`.

It is built, put by plain pip into empty environments, and run there on the sample releases: with the lowest versions of
the libraries that pyproject.toml allows, under the oldest Python that can be had and the pip that came with its first
release; and with the highest, under the newest of both. The tables must be those of the environment that runs this, the
locked one. Where PyPI cannot be reached nothing is tried, and that is told.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

ROOT = Path(__file__).parents[1]
FIRST_PIP = {'3.11': '22.3', '3.12': '23.2.1', '3.13': '24.2'}
"""What the first release of each Python brought: the oldest pip that its users have."""
REACH = ('--timeout', '15', '--retries', '1')
LINES = 30
"""Of what a command that fails has said, so many lines are shown."""
LIBRARY = """
from svodka import connect, extract, open_tables
assert list(extract('Об этом сообщил директор завода Пётр Лунин.')['people']['name']) == ['Пётр Лунин']
assert len(open_tables('tables')['documents']) == len(connect('tables').sql('FROM documents').fetchall())
"""


class FailedError(Exception):
    """What did not work, for whoever reads the log."""


class UnreachableError(Exception):
    """There is no way to PyPI."""


@dataclass(frozen=True, slots=True)
class Case:
    """An environment: whose Python, which pip, and what pip is held to."""

    name: str
    python: str
    pip: str
    constraints: tuple[str, ...]


def lowest(requirements: Iterable[str]) -> tuple[str, ...]:
    """The constraints that hold pip to the lowest versions.

    >>> lowest(['pandas>=2.2.3', 'pymorphy3[fast]>=2.0.4', 'natasha==1.6.0'])
    ('pandas==2.2.3', 'pymorphy3==2.0.4', 'natasha==1.6.0')
    """
    return tuple(re.sub(r'\[.*?\]', '', requirement).replace('>=', '==') for requirement in requirements)


def dependencies() -> list[str]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['project']
    return [str(requirement) for requirement in project['dependencies']]


def pythons() -> dict[str, str]:
    """The Pythons that can be had, by version, oldest first."""
    found = {}
    for version in FIRST_PIP:
        shown = subprocess.run(['bash', str(ROOT / 'tests/find_python.sh'), version], capture_output=True, text=True)
        found[version] = shown.stdout.strip()
    found[f'{sys.version_info.major}.{sys.version_info.minor}'] = sys.executable
    return {version: python for version, python in found.items() if python}


def call(folder: Path, *command: str | Path, path: str = '') -> str:
    """What a command prints, run where `path` alone is added to the places of modules. Raises FailedError."""
    words = [str(word) for word in command]
    output = {'text': True, 'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT}
    done = subprocess.run(words, cwd=folder, env=os.environ | {'PYTHONPATH': path}, **output)  # type: ignore[call-overload]
    if done.returncode:
        said = '\n'.join(done.stdout.splitlines()[-LINES:])
        raise FailedError(f'{shlex.join(words)} ended with {done.returncode}:\n{said}')
    return done.stdout


def pip(folder: Path, python: str | Path, *arguments: str | Path) -> None:
    """Run pip. Raises FailedError, or UnreachableError if it has failed for that."""
    try:
        call(folder, python, '-m', 'pip', *arguments)
    except FailedError:
        probe = ('download', '--quiet', '--no-deps', '--no-cache-dir', *REACH, '--dest', 'probe', 'hatchling')
        try:
            call(folder, python, '-m', 'pip', *probe)
        except FailedError:
            raise UnreachableError from None
        raise


def environment(folder: Path, name: str, python: str) -> Path:
    """The Python of a new environment."""
    call(folder, python, '-m', 'venv', name)
    return folder / name / 'bin' / 'python'


def build(folder: Path) -> Path:
    """The wheel, which is the same when it is built from the source distribution, and holds all of the package."""
    python = environment(folder, 'build', sys.executable)
    pip(folder, python, 'install', '--quiet', 'hatchling', *REACH)
    call(ROOT, python, '-m', 'hatchling', 'build', '-t', 'sdist', '-t', 'wheel', '-d', folder / 'dist')
    [wheel], [source] = (folder / 'dist').glob('*.whl'), (folder / 'dist').glob('*.tar.gz')
    pip(folder, python, 'wheel', '--quiet', '--no-deps', '--no-build-isolation', '--wheel-dir', 'again', source)
    if wheel.read_bytes() != (folder / 'again' / wheel.name).read_bytes():
        raise FailedError('The wheel that is built from the source distribution is another one.')
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    files = {
        p.relative_to(ROOT / 'pipeline').as_posix() for p in (ROOT / 'pipeline' / 'svodka').rglob('*') if p.is_file()
    }
    if left := sorted(file for file in files - packed if '__pycache__' not in file):
        raise FailedError(f'The wheel lacks {", ".join(left)}.')
    return wheel


def extract(folder: Path, out: str, *svodka: str | Path, path: str = '') -> Path:
    """The tables of the sample releases, made by a command."""
    sample = ROOT / 'data' / 'releases'
    call(folder, *svodka, 'extract', sample, '--out', out, '--format', 'parquet', 'csv', path=path)
    return folder / out


def differences(ours: Path, theirs: Path) -> list[str]:
    """The tables that are not the same in two folders: CSV by its bytes, Parquet by what is in it, as each pyarrow
    writes its name into the file."""
    names = {p.name for folder in (ours, theirs) for pattern in ('*.csv', '*.parquet') for p in folder.glob(pattern)}
    return sorted(name for name in names if not _same(ours / name, theirs / name))


def _same(one: Path, other: Path) -> bool:
    if not one.exists() or not other.exists():
        return False
    if one.suffix == '.csv':
        return one.read_bytes() == other.read_bytes()
    return bool(pq.read_table(one).equals(pq.read_table(other)))


def check(folder: Path, case: Case, wheel: Path, expected: Path) -> None:
    """Install the wheel and use it. Raises FailedError, UnreachableError."""
    folder.mkdir()
    python = environment(folder, 'env', case.python)
    pip(folder, python, 'install', '--quiet', f'pip{case.pip}')
    (folder / 'constraints.txt').write_text('\n'.join(case.constraints), encoding='utf-8')
    # Most of what comes is never imported here and need not be compiled.
    pip(folder, python, 'install', '--quiet', '--no-compile', '--constraint', 'constraints.txt', wheel)
    pip(folder, python, 'check')
    svodka = python.with_name('svodka')
    tables = extract(folder, 'tables', svodka)
    if differ := differences(expected, tables):
        raise FailedError(f'These tables are not those of the locked environment: {", ".join(differ)}.')
    call(folder, svodka, 'report', 'tables', '--out', 'site')
    call(folder, svodka, 'duplicates', 'tables')
    call(folder, svodka, 'view', 'tables', 'people')
    call(folder, svodka, 'explain', 'Об этом сообщил директор завода Пётр Лунин.')
    call(folder, python, '-c', LIBRARY)


def cases() -> list[Case]:
    """The two ends of what is allowed."""
    had = pythons()
    oldest, newest = min(had), max(had)
    low = lowest(dependencies())
    return [
        Case(f'the lowest versions, Python {oldest}', had[oldest], f'=={FIRST_PIP[oldest]}', low),
        Case(f'the highest versions, Python {newest}', had[newest], '>=24', ()),
    ]


def main() -> int:
    """Try both ends; returns the exit code."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix='svodka-install-') as name:
        folder = Path(name)
        try:
            wheel = build(folder)
            here = 'from svodka.cli import main; main()'
            expected = extract(folder, 'expected', sys.executable, '-P', '-c', here, path=str(ROOT / 'pipeline'))
            for number, case in enumerate(cases()):
                began = time.monotonic()
                try:
                    check(folder / str(number), case, wheel, expected)
                    result = 'the same tables'
                except FailedError as error:
                    failed += 1
                    result = str(error)
                print(f'== {case.name} ({time.monotonic() - began:.0f} s): {result}', flush=True)
        except UnreachableError:
            print('PyPI cannot be reached: the installation was not tried.')
        except FailedError as error:
            failed += 1
            print(error)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
