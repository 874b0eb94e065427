"""Texts of sentences written for this project, with their gold spans; `invented.yaml` says what is in them.

The corpora hardly have hokimiyats, the Jogorku Kenesh or a woman's name of Central Asia after an institution; releases
are full of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from tools.train.corpora import LAYERS, Marked, Text

PARAGRAPHS = 6  # of a text
LAYER = {'PER': 'names', 'ORG': 'names', 'LOC': 'names', 'ROLE': 'roles'}


@cache
def lists() -> dict[str, list[str]]:
    """The word lists of invented.yaml, and its `paragraphs`."""
    text = Path(__file__).with_name('invented.yaml').read_text(encoding='utf-8')
    return cast(dict[str, list[str]], yaml.load(text, yaml.CSafeLoader))


def filled(template: str, rng: random.Random) -> str:
    """A paragraph with words of the lists in the place of their names, none twice."""
    drawn: dict[str, list[str]] = {}

    def word(m: re.Match[str]) -> str:
        mine = drawn.setdefault(m[1], [])
        if m[2]:
            return mine[-1].split()[-1]
        mine.append(rng.choice([w for w in lists()[m[1]] if w not in mine]))
        return mine[-1]

    return re.sub(r'\{(\w+)(\*?)}', word, template)


def marked(text: str) -> tuple[str, dict[str, list[Marked]]]:
    """A text without its marks, and the spans that they meant by layer.

    >>> marked('[ROLE Глава [ORG Банка]] ушёл')
    ('Глава Банка ушёл', {'names': [(6, 11, 'ORG')], 'roles': [(0, 11, 'ROLE')], 'dates': [], 'others': []})
    """
    layers: dict[str, list[Marked]] = {layer: [] for layer in LAYERS}
    plain, opened = '', list[tuple[int, str]]()
    for piece in re.split(r'(\[(?:PER|ORG|LOC|ROLE) |])', text):
        if piece == ']':
            start, kind = opened.pop()
            layers[LAYER[kind]].append((start, len(plain), kind))
        elif piece.startswith('['):
            opened.append((len(plain), piece[1:-1]))
        else:
            plain += piece
    return plain, {layer: sorted(spans) for layer, spans in layers.items()}


def invented(count: int, seed: int = 0) -> Iterator[Text]:
    """`count` texts; the same seed gives the same ones, and each template stands in about as many as any other."""
    rng = random.Random(seed)
    stock: list[str] = []
    for number in range(count):
        if len(stock) < PARAGRAPHS:
            stock += rng.sample(lists()['paragraphs'], len(lists()['paragraphs']))
        chosen, stock = stock[:PARAGRAPHS], stock[PARAGRAPHS:]
        text, layers = marked('\n'.join(filled(template, rng) for template in chosen))
        yield Text(f'invented{number}', text, layers)
