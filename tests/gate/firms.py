"""A sweep over firms and institutions of one word without marks, as subjects: how many are organisations.

A tagger that learnt from news takes an unknown word before a verb for somebody. Parts and frames: firms.yaml.

    python -m tests.gate.firms        what fails, by kind
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from svodka.analyse import analyse
from svodka.model import Document

SENTENCES = 200
SEED = 11


@cache
def lists() -> dict[str, Any]:
    """The lists of firms.yaml."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name('firms.yaml').read_text(encoding='utf-8'))
    return found


def sentences(count: int = SENTENCES, seed: int = SEED) -> Iterator[tuple[str, str, str]]:
    """`count` sentences as (kind, name, text), each kind as often as any other; the same seed gives the same ones."""
    rng, kinds = random.Random(seed), list(lists()['kinds'])
    for number in range(count):
        kind = kinds[number % len(kinds)]
        parts = lists()['kinds'][kind]
        stems, heads = (p.split() if isinstance(p, str) else p for p in (parts['stems'], parts['heads']))
        name = rng.choice(stems) + rng.choice(heads)
        verb = 'а' if name[-1] in 'ая' else 'о' if name[-1] in 'оей' else ''
        yield kind, name, rng.choice(lists()['frames']).replace('{n}', name).replace('~', verb)


def judged(count: int = SENTENCES) -> Iterator[tuple[str, str, list[str]]]:
    """Each sentence's kind and text, and the types that its name has come out as."""
    rows = list(sentences(count))
    documents = [Document(f'b{i}', f'b{i}.txt', text) for i, (_, _, text) in enumerate(rows)]
    for (kind, name, text), analysis in zip(rows, analyse(documents), strict=True):
        yield kind, text, [m.type for m in analysis.mentions if m.text == name]


def measure_firms(count: int = SENTENCES) -> dict[str, float]:
    """The share of names that are organisations, and of those that are somebody."""
    found = [types for _, _, types in judged(count)]
    people = sum('PER' in types for types in found)
    return {
        'own sweep of firms': round(sum(types == ['ORG'] for types in found) / len(found), 4),
        'own sweep of firms, no people': round(1 - people / len(found), 4),
    }


def main() -> None:
    counts: dict[str, Counter[str]] = {}
    for kind, text, types in judged():
        counts.setdefault(kind, Counter()).update(types or ['none'])
        if types != ['ORG']:
            print(kind, text, types)
    for kind, found in counts.items():
        print(f'{kind:12} {dict(found)}')


if __name__ == '__main__':
    main()
