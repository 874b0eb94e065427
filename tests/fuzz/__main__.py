"""The fuzzer: `python -m tests.fuzz --executions 100000 --target text html docx`.

Execution N of a target with a seed always has the same input, so that a finding is repeated with `--first N
--executions 1`. What it finds is printed once for each place in the code. `--write` appends the run to RECORD.md.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import random
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

from tests.fuzz.targets import TARGETS

RECORD = Path(__file__).parent / 'RECORD.md'
# The recorded run: more than a million executions, most of them of what is fast.
WHOLE = {
    'text': 20_000, 'find': 15_000, 'repair': 200_000, 'segment': 150_000, 'decode': 150_000, 'letters': 200_000,
    'html': 4_000, 'docx': 5_000, 'pdf': 5_000, 'eml': 5_000, 'zip': 3_000, 'xml': 30_000, 'csv': 30_000,
    'txt': 30_000, 'rtf': 60_000, 'odt': 80_000, 'json': 100_000,
}  # fmt: skip
SECONDS = 30  # of an execution; it has hung then
TOLD = 20  # findings


class Hung(BaseException):
    """An execution that does not end; no handler of the code may catch it."""


def _hung(signum: int, frame: FrameType | None) -> None:
    raise Hung


def place(error: BaseException) -> str:
    """Where in the project an exception was raised, and what it says."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if '/svodka/' in f.filename]
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    said = str(error)[:100] if not isinstance(error, Hung) else f'more than {SECONDS} s'
    return f'{type(error).__name__} at {Path(last.filename).name}:{last.lineno} {last.name}: {said}'


def fuzz(target: str, executions: int, seed: int, first: int = 0) -> tuple[int, dict[str, int]]:
    """Run a target so often; how often it ran, and what was found first in which execution."""
    run, done, number = TARGETS[target], 0, first
    found: dict[str, int] = {}
    seen: Counter[str] = Counter()
    signal.signal(signal.SIGALRM, _hung)
    while done < executions:
        try:
            signal.alarm(SECONDS)
            done += run(random.Random(f'{target} {seed} {number}'))
        except (Exception, Hung) as error:
            done += 1
            what = place(error)
            where = what.split(':')[0] + what.split(':')[1].split(' ')[0]
            seen[where] += 1
            if seen[where] == 1:
                found[what] = number
                print(f'{target}: {what} (--seed {seed} --first {number})', file=sys.stderr, flush=True)
                if len(found) <= TOLD:
                    print(''.join(traceback.format_exception(error, limit=-4))[-1500:], file=sys.stderr)
        finally:
            signal.alarm(0)
        number += 1
    return done, found


def main() -> None:
    parser = argparse.ArgumentParser(prog='python -m tests.fuzz', description=(__doc__ or '').split('\n')[0])
    parser.add_argument('--executions', type=int, default=1000, help='of each target')
    parser.add_argument('--target', nargs='+', choices=TARGETS, default=list(TARGETS))
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--first', type=int, default=0, help='the first execution, to repeat a finding')
    parser.add_argument('--whole', action='store_true', help='the recorded run, each target as often as is its due')
    parser.add_argument('--write', action='store_true', help=f'append the run to {RECORD.name}')
    options = parser.parse_args()
    faulthandler.enable()
    logging.disable(logging.CRITICAL)
    failed = False
    for target in options.target:
        began, cpu = time.monotonic(), time.process_time()
        done, found = fuzz(target, WHOLE[target] if options.whole else options.executions, options.seed, options.first)
        seconds, spent = time.monotonic() - began, time.process_time() - cpu
        row = (
            f'| {time.strftime("%Y-%m-%d")} | {target} | {done:,} | {options.seed} | {seconds:.0f} | {spent:.0f} | '
            f'{"; ".join(found) or "none"} |'
        )
        print(row, flush=True)
        failed |= bool(found)
        if options.write:
            with RECORD.open('a', encoding='utf-8') as record:
                record.write(row + '\n')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
