"""The benchmark: `python -m tests.bench [FOLDER]` beside natasha, `--write` for docs/benchmarks.md, `--scale N` for how
svodka grows.

Makes natasha's environment in `.bench` at first use (from PyPI, about 60 MB). Steps: each measurement is a new process
that loads, goes through the texts of `--warm` (else three quarters of FOLDER's), and is measured on FOLDER's (else the
last quarter), which it has not seen. The whole command: over the first `--news` texts of FOLDER, over folders of
`--samples` documents of the sample releases' paragraphs, over one release. The systems take turns and the median
counts; time is the processor's, so that other work on the machine matters less.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.command import environment, news, samples, starts
from tests.bench.page import begun, conditions, grown, whole_command, write
from tests.bench.scale import HEADER, PARAGRAPHS, default_workers, scale

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SAMPLES, PAGE = ROOT / 'data' / 'releases', ROOT / 'docs' / 'benchmarks.md'
ENVIRONMENT = ROOT / '.bench' / 'natasha'
# natasha 1.6 as pip installs it, and pkg_resources, which it imports and newer setuptools do not have.
REQUIREMENTS = ('natasha==1.6.0', 'setuptools<81')
NETWORKS = ('morphology', 'syntax', 'names')
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
    for turn in range(repeats):
        for name, (command, given) in systems.items():
            print(f'{turn + 1}/{repeats} {name}', file=sys.stderr)
            results[name].append(measure(command, given))
    medians = {name: median(values) for name, values in results.items()}
    tokens = {phase: medians['natasha'][phase]['tokens'] for phase in ('first', 'unseen')}
    return medians | {'tokens': tokens}


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
    lines += ['', f'On {tokens["unseen"]:,} tokens after {tokens["first"]:,} others.']
    return '\n'.join(lines)


def natasha_seconds(texts: Sequence[str], repeats: int) -> float:
    """Processor seconds of natasha's five steps over texts in a fresh process, loading included."""
    command = [natasha_python(), str(HERE / 'natasha_steps.py')]
    found = [measure(command, {'warm': texts, 'texts': []}) for _ in range(repeats)]
    return statistics.median(f['load'] + sum(f['first']['seconds'].values()) for f in found)


def page(options: argparse.Namespace) -> str:
    """All that docs/benchmarks.md says."""
    texts, pool = read_texts(options.folder), read_texts(SAMPLES)
    chosen = texts[: options.news]

    def told(what: str) -> None:
        print(what, file=sys.stderr)

    told('steps')
    steps = table(compare(options.folder, options.warm, options.repeats))
    told('the whole command')
    whole = whole_command(
        news(chosen, options.workers, options.repeats), len(chosen), natasha_seconds(chosen, options.repeats)
    )
    told('start')
    start = begun(starts(min(pool, key=len)))
    told('samples')
    large = {count: samples(count, pool, options.workers) for count in options.samples}
    parts = [conditions(), steps, 'The whole command:', whole, start, grown(large, options.workers)]
    return '\n\n'.join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(prog='python -m tests.bench', description=(__doc__ or '').split('\n')[0])
    parser.add_argument('folder', nargs='?', type=Path, default=SAMPLES, help='texts to measure on')
    parser.add_argument('--warm', type=Path, help='other texts to go through before')
    parser.add_argument('--news', type=int, default=300, help='of these texts, for the whole command')
    parser.add_argument(
        '--samples', type=int, nargs='+', default=[3_000, 10_000], metavar='N', help='documents; add 100000'
    )
    parser.add_argument('--scale', type=int, nargs='+', metavar='N', help='how a run of N documents goes instead')
    parser.add_argument('--paragraphs', type=int, default=PARAGRAPHS, help='of each of these documents')
    parser.add_argument('--workers', type=int, default=default_workers())
    parser.add_argument('--repeats', type=int, default=3)
    parser.add_argument('--steps', action='store_true', help='only the steps beside natasha')
    parser.add_argument('--write', action='store_true', help=f'write it to {PAGE.relative_to(ROOT)}')
    options = parser.parse_args()
    if options.scale:
        texts = read_texts(options.folder)
        rows = [scale(count, texts, options.workers, options.paragraphs) for count in options.scale]
        print('\n'.join([HEADER, *rows]))
        return
    if options.steps:
        print(table(compare(options.folder, options.warm, options.repeats)))
        return
    text = page(options)
    print(text)
    if options.write:
        write(PAGE, text)


if __name__ == '__main__':
    main()
