"""The benchmark: `python -m tests.bench [FOLDER]` beside natasha, `--scale N` for how svodka grows.

Makes natasha's environment in `.bench` at first use (from PyPI, about 60 MB). Each measurement is a new process
that loads, goes through the texts of `--warm` (else three quarters of FOLDER's), and is measured on FOLDER's (else the
last quarter), which it has not seen. The systems take turns and the median counts; time is the processor's, so that
other work on the machine matters less.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.scale import HEADER, PARAGRAPHS, default_workers, scale

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ENVIRONMENT = ROOT / '.bench' / 'natasha'
# natasha 1.6 as pip installs it, and pkg_resources, which it imports and newer setuptools do not have.
REQUIREMENTS = ('natasha==1.6.0', 'setuptools<81')
ONE_THREAD = dict.fromkeys(('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMBA_NUM_THREADS'), '1')
NETWORKS = ('morphology', 'syntax', 'names')
FORMATS = ('parquet', 'parquet csv xlsx')  # of a whole run
FIVE_STEPS = ('segment', *NETWORKS, 'lemmas')  # natasha's
OUR_STEPS = ('segment', 'tag', 'lemmas')  # what does the same


def natasha_python() -> str:
    """The Python of natasha's environment, which is made if it is not there."""
    python = ENVIRONMENT / ('Scripts/python.exe' if os.name == 'nt' else 'bin/python')
    if not (ENVIRONMENT / 'ready').exists():
        print(f'making {ENVIRONMENT} …', file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, '-m', 'pip', 'install', '--quiet', *REQUIREMENTS], check=True)
        (ENVIRONMENT / 'ready').touch()
    return str(python)


def read_texts(folder: Path) -> list[str]:
    """The texts of the .txt files in a folder, or of all sources that svodka reads if there are none."""
    from svodka.read import read_file

    paths = sorted(folder.rglob('*.txt')) or sorted(p for p in folder.rglob('*') if p.is_file())
    documents = [d for path in paths for d in read_file(path, path.relative_to(folder).as_posix())]
    return [d.text for d in documents if d.status == 'ok']


def measure(command: Sequence[str], work: dict[str, Any]) -> Any:
    """What one process of a system measured."""
    given = json.dumps(work).encode()
    done = subprocess.run(command, input=given, env=environment(), check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def environment() -> dict[str, str]:
    """The environment of what is measured: this svodka, one thread."""
    return {**os.environ, **ONE_THREAD, 'PYTHONPATH': str(ROOT / 'pipeline')}


def extract_seconds(folder: Path, formats: Sequence[str]) -> float:
    """Processor seconds of a whole `svodka extract` with one worker, all tables written."""
    svodka = Path(sys.executable).with_name('svodka')
    with tempfile.TemporaryDirectory() as out:
        before = os.times()
        command = [svodka, 'extract', str(folder), '--out', out, '--workers', '1', '--format', *formats]
        subprocess.run(command, env=environment(), check=True, capture_output=True)
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def compare(folder: Path, warm: Path | None, repeats: int) -> dict[str, Any]:
    """Median measurements of natasha, of svodka with natasha's names, and of svodka with its own."""
    texts = read_texts(folder)
    work = {'warm': [t for i, t in enumerate(texts) if i % 4], 'texts': texts[::4]}
    if warm:
        work = {'warm': read_texts(warm), 'texts': texts}
    ours = [sys.executable, '-m', 'tests.bench.svodka_steps']
    systems: dict[str, tuple[list[str], dict[str, Any]]] = {
        'natasha': ([natasha_python(), str(HERE / 'natasha_steps.py')], work),
        'svodka --tagger natasha': (ours, work | {'tagger': 'natasha'}),
        'svodka': (ours, work | {'tagger': 'svodka'}),
    }
    results: dict[str, list[Any]] = {name: [] for name in systems}
    extract: dict[str, list[float]] = {formats: [] for formats in FORMATS}
    for turn in range(repeats):
        for name, (command, given) in systems.items():
            print(f'{turn + 1}/{repeats} {name}', file=sys.stderr)
            results[name].append(measure(command, given))
        for formats, seconds in extract.items():
            seconds.append(extract_seconds(warm or folder, formats.split()))
    medians = {name: median(values) for name, values in results.items()}
    tokens = {phase: medians['natasha'][phase]['tokens'] for phase in ('first', 'unseen')}
    whole = tokens['first'] + (0 if warm else tokens['unseen'])
    return medians | {'tokens': tokens, 'extract': {f: whole / statistics.median(s) for f, s in extract.items()}}


def median(values: Sequence[Any]) -> Any:
    """The median of each number in a list of equal trees."""
    if isinstance(values[0], dict):
        return {key: median([v[key] for v in values]) for key in values[0]}
    return statistics.median(values)


def table(found: dict[str, Any]) -> str:
    """The comparison as Markdown: microseconds a token on unseen texts, and what follows from them."""
    names, tokens = ('natasha', 'svodka --tagger natasha', 'svodka'), found['tokens']
    steps = {name: FIVE_STEPS if name == 'natasha' else OUR_STEPS for name in names}

    def micros(name: str, phase: str, wanted: Sequence[str]) -> float:
        seconds = found[name][phase]['seconds']
        return 1e6 * sum(seconds[s] for s in wanted) / tokens['first' if phase == 'first' else 'unseen']

    def row(label: str, cells: Sequence[str]) -> str:
        return f'| {label} | {" | ".join(cells)} |'

    def times(phase: str) -> list[str]:
        values = {name: micros(name, phase, steps[name]) for name in names}
        return [f'{1e6 / v:,.0f} ({values["natasha"] / v:.1f} ×)' for v in values.values()]

    def unseen(wanted: Sequence[str], natashas: Sequence[str]) -> list[str]:
        micro = [micros(n, 'unseen', natashas if n == 'natasha' else wanted) for n in names]
        return [f'{m:.1f}' if m else '' for m in micro]

    lines = [
        row('one core', names),
        '|---|--:|--:|--:|',
        row('sentences and tokens, µs a token', unseen(['segment'], ['segment'])),
        row('parts of speech, syntax, names', unseen(['tag'], NETWORKS)),
        row('lemmas', unseen(['lemmas'], ['lemmas'])),
        row('**the five steps, tokens/s**, unseen texts', times('unseen')),
        row('the first texts of a process', times('first')),
        row('texts seen before', times('seen')),
        row('repair of the text, µs a token', unseen(['repair'], [])),
        row('people, organisations, places, positions, dates, quotations', unseen(['find'], [])),
        row('loading, s', [f'{found[n]["load"]:.2f}' for n in names]),
        row('memory at its highest, MB', [f'{found[n]["memory"] / 1e6:.0f}' for n in names]),
    ]
    natasha = 1e6 / micros('natasha', 'unseen', FIVE_STEPS)
    rates = [
        f"{r:,.0f} tokens/s a core as {f.replace(' ', ', ')} ({r / natasha:.1f} times natasha's five steps)"
        for f, r in found['extract'].items()
    ]
    lines += [
        '',
        f'All of `svodka extract`, from files to all tables, start included: {"; ".join(rates)}. '
        f'Measured on {tokens["unseen"]:,} tokens after {tokens["first"]:,}.',
    ]
    return '\n'.join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog='python -m tests.bench', description=(__doc__ or '').split('\n')[0])
    parser.add_argument('folder', nargs='?', type=Path, default=ROOT / 'data' / 'releases', help='texts to measure on')
    parser.add_argument('--warm', type=Path, help='other texts to go through before')
    parser.add_argument('--scale', type=int, nargs='+', metavar='N', help='how a run of N documents goes instead')
    parser.add_argument('--paragraphs', type=int, default=PARAGRAPHS, help='of each of these documents')
    parser.add_argument('--workers', type=int, default=default_workers())
    parser.add_argument('--repeats', type=int, default=3)
    parser.add_argument('--write', type=Path, help='also write the table to this file')
    options = parser.parse_args()
    if options.scale:
        texts = read_texts(options.folder)
        rows = [scale(count, texts, options.workers, options.paragraphs) for count in options.scale]
        print('\n'.join([HEADER, *rows]))
        return
    text = table(compare(options.folder, options.warm, options.repeats))
    print(text)
    if options.write:
        options.write.write_text(text + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
