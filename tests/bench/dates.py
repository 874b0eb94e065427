"""What finding dates costs: `python -m tests.bench.dates` prints microseconds a token over the sample releases.

The tagger's time is not counted. The first pass meets each word form for the first time; the later ones, of which the
best counts, are what a long run sees.
"""

from __future__ import annotations

import time
from pathlib import Path

from svodka.analyse import parse_documents
from svodka.find.dates import find_dates
from svodka.model import Document

SAMPLES = Path(__file__).parents[2] / 'data' / 'releases'
PASSES = 15


def main() -> None:
    texts = [path.read_text(encoding='utf-8', errors='replace') for path in sorted(SAMPLES.glob('*.txt'))]
    parses = parse_documents([Document(str(n), f'{n}.txt', text) for n, text in enumerate(texts)])
    tokens = sum(len(parse.tokens) for parse in parses)
    costs = []
    for _ in range(PASSES):
        start = time.process_time()
        for parse in parses:
            find_dates(parse)
        costs.append(1e6 * (time.process_time() - start) / tokens)
    print(f'{tokens} tokens   first pass {costs[0]:.2f} µs a token   best of {PASSES} {min(costs):.2f} µs a token')


if __name__ == '__main__':
    main()
