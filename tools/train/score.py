"""How good predicted names are: exact spans, as ../shared/eval/evaluate.py counts NEREL."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.tag.names import bio_spans
from svodka.tag.names_model import TAGS

from tools.train.corpora import Marked
from tools.train.features import Example

Predicted = dict[str, list[int]]  # tag numbers by head


def overlap(a: Marked, b: Marked | tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def marked(example: Example, tags: Sequence[int], head: str) -> list[Marked]:
    """Tag numbers as spans of characters."""
    return [(example.start[s.first], example.stop[s.last - 1], s.type) for s in bio_spans(tags, TAGS[head])]


def scores(examples: Sequence[Example], predictions: Sequence[Predicted]) -> dict[str, float]:
    """Exact F1 of each type of name, of all, and of positions; a prediction on a neutral span alone does not count."""
    counts = {kind: [0, 0, 0] for kind in ('PER', 'LOC', 'ORG', 'names', 'ROLE')}
    for example, predicted in zip(examples, predictions, strict=True):
        gold = example.text.layers['names']
        found = [
            p
            for p in marked(example, predicted['names'], 'names')
            if any(overlap(p, g) for g in gold) or not any(overlap(p, n) for n in example.text.neutral)
        ]
        sets = {
            kind: ({p for p in found if p[2] == kind}, {g for g in gold if g[2] == kind})
            for kind in ('PER', 'LOC', 'ORG')
        }
        sets['names'] = set(found), set(gold)
        sets['ROLE'] = set(marked(example, predicted['roles'], 'roles')), set(example.text.layers['roles'])
        for kind, (p, g) in sets.items():
            counts[kind] = [n + m for n, m in zip(counts[kind], (len(p & g), len(p), len(g)), strict=True)]
    return {kind: 2 * hits / max(1, p + g) for kind, (hits, p, g) in counts.items()}
