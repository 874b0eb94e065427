"""Whether every stage takes linear time: `python -m tests.bench.growth [CHARACTERS]`.

Each stage runs on texts of one kind and on texts twice as long, five times each; the best processor times are told with
their quotient, which is to be 2 within 30 %. Linking has its own measurement, `python -m tests.bench.link`.
"""

from __future__ import annotations

import sys

from tests.test_trust import LIMIT, UNITS, growth

CHARACTERS = 100_000
QUICK = 0.005  # seconds; what is quicker cannot be measured


def main() -> None:
    characters = int(sys.argv[1]) if len(sys.argv) > 1 else CHARACTERS
    slow = 0
    print('| text | stage | s | s for twice as much | quotient |\n|---|---|--:|--:|--:|')
    for name, unit in UNITS.items():
        for stage, (once, twice) in growth(unit, characters, 5).items():
            over = twice > QUICK and twice > LIMIT * once
            slow += over
            mark = ' !' if over else ''
            print(f'| {name} | {stage} | {once:.4f} | {twice:.4f} | {twice / once:.2f}{mark} |', flush=True)
    sys.exit(1 if slow else 0)


if __name__ == '__main__':
    main()
