"""Whether everything takes linear time: `python -m tests.bench.growth [--size N] [--write]`.

Each stage of `analyse.py`, each reader, and what works on the whole collection (linking, assembly, tables,
report) runs on inputs of one kind and on inputs twice as large, some times each; the best processor times are told
with their quotient, which is to be 2 within 30 %. What takes no time to speak of is not judged. `--write` puts the
tables into GROWTH.md.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.growing import FILES, TEXTS, Step, collection, reading, stages

LIMIT = 2.6  # twice the time and 30 % more
QUICK = 0.005  # seconds; what is quicker cannot be measured
RECORD = Path(__file__).parent / 'GROWTH.md'
Times = dict[str, tuple[float, float]]


def growth(once: Mapping[str, Step], twice: Mapping[str, Step], repeats: int) -> Times:
    """Processor seconds of each step on an input and on one twice as large, the best of some."""
    gc.collect()
    gc.disable()
    try:
        return {name: tuple(min(_seconds(steps[name]) for _ in range(repeats)) for steps in (once, twice))  # type: ignore[misc]
                for name in once}  # fmt: skip
    finally:
        gc.enable()


def _seconds(run: Step) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def growth_of_stages(text: str, characters: int, repeats: int) -> Times:
    return growth(stages(TEXTS[text], characters), stages(TEXTS[text], 2 * characters), repeats)


def growth_of_reader(name: str, paragraphs: int, repeats: int) -> Times:
    return growth(reading(name, paragraphs), reading(name, 2 * paragraphs), repeats)


def growth_of_collection(documents: int, repeats: int) -> Times:
    with collection(documents) as once, collection(2 * documents) as twice:
        return growth(once, twice, repeats)


def slow(times: Times, limit: float = LIMIT, quick: float = QUICK) -> dict[str, tuple[float, float]]:
    """The steps whose time more than doubles."""
    return {name: pair for name, pair in times.items() if pair[1] > quick and pair[1] > limit * pair[0]}


def table(of: str, found: Mapping[str, Times]) -> Iterator[str]:
    yield f'| {of} | step | s | s for twice as much | quotient |\n|---|---|--:|--:|--:|'
    for kind, times in found.items():
        for step, (once, twice) in times.items():
            judged = ' !' if step in slow(times) else '' if twice > QUICK else ' (too quick to judge)'
            yield f'| {kind} | {step} | {once:.4f} | {twice:.4f} | {twice / max(once, 1e-6):.2f}{judged} |'


def main() -> None:
    parser = argparse.ArgumentParser(prog='python -m tests.bench.growth', description=(__doc__ or '').split('\n')[0])
    parser.add_argument(
        '--size', type=int, default=100_000, help='characters of a text; a hundredth of it are the paragraphs of a file'
    )
    parser.add_argument('--repeats', type=int, default=3)
    parser.add_argument('--write', action='store_true', help=f'put the tables into {RECORD.name}')
    options = parser.parse_args()
    size, repeats = options.size, options.repeats
    found: dict[str, dict[str, Times]] = {'text': {}, 'file': {}, 'collection': {}}
    for text in TEXTS:
        found['text'][text] = growth_of_stages(text, size, repeats)
    for name in FILES:
        found['file'][name] = growth_of_reader(name, size // 100, repeats)
    found['collection'][f'{size // 100} documents'] = growth_of_collection(size // 100, repeats)
    said = (
        f'`python -m tests.bench.growth --size {size} --write` on {time.strftime("%d %B %Y")}: texts of {size:,} and '
        f'{2 * size:,} characters, files of {size // 100:,} and {size // 50:,} paragraphs, collections of as many '
        f'documents. Processor seconds, the best of {repeats}; a quotient is to be at most {LIMIT}.'
    )
    lines = ['# How time grows', said]
    for of, times in found.items():
        lines += ['', *table(of, times)]
    print('\n'.join(lines))
    if options.write:
        RECORD.write_text('\n'.join(lines) + '\n', encoding='utf-8')
    sys.exit(1 if any(slow(times) for kinds in found.values() for times in kinds.values()) else 0)


if __name__ == '__main__':
    main()
