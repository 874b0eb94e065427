"""Readers of the corpora that the names model learns from: a text and its marked spans, layer by layer.

NEREL 1.1 (Loukachevitch et al. 2021) is brat standoff with nested entities of 29 types; RuNormAS (2021) gives the
offsets of names without types. Of nested spans in a layer the outermost count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Each head of the model and the types of NEREL it learns.
LAYERS: dict[str, dict[str, str]] = {
    'names': {
        'PERSON': 'PER',
        'ORGANIZATION': 'ORG',
        'COUNTRY': 'LOC',
        'CITY': 'LOC',
        'STATE_OR_PROVINCE': 'LOC',
        'STATE_OR_PROV': 'LOC',
        'DISTRICT': 'LOC',
        'LOCATION': 'LOC',
    },
    'roles': {'PROFESSION': 'ROLE'},
    'dates': {'DATE': 'DATE'},
    # What is a name and none of the above; knowing it keeps an event or a ship from becoming an organisation.
    'others': {
        'FACILITY': 'FAC',
        'WORK_OF_ART': 'ART',
        'PRODUCT': 'PRODUCT',
        'EVENT': 'EVENT',
        'AWARD': 'AWARD',
        'LAW': 'LAW',
        'NATIONALITY': 'NATION',
        'FAMILY': 'FAMILY',
        'AGE': 'AGE',
        'TIME': 'TIME',
        'MONEY': 'MONEY',
        'IDEOLOGY': 'IDEA',
    },
}
# A prediction on one of these counts neither as right nor as wrong: guidelines differ on what is an organisation.
NEUTRAL = ('FACILITY', 'FAMILY', 'WORK_OF_ART', 'PRODUCT')

Marked = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its spans (start, stop, type) by layer; a layer that the corpus does not mark is absent."""

    id: str
    text: str
    layers: dict[str, list[Marked]]
    neutral: tuple[tuple[int, int], ...] = ()


def outermost(spans: list[Marked]) -> list[Marked]:
    """Spans that lie in no other, in order; of two that cross, the longer one.

    >>> outermost([(0, 9, 'ORG'), (4, 9, 'LOC'), (12, 15, 'PER')])
    [(0, 9, 'ORG'), (12, 15, 'PER')]
    """
    kept: list[Marked] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= k[0] or k[1] <= span[0] for k in kept):
            kept.append(span)
    return sorted(kept)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding='utf-8').splitlines() if path.exists() else []


def read_text(path: Path) -> str:
    """The text with its line separators (U+2028, in RuNormAS) as line ends; offsets stay."""
    return path.read_bytes().decode('utf-8').replace('\u2028', '\n')


def nerel(folder: Path) -> Iterator[Text]:
    """NEREL texts; a discontinuous span (with «;») is left out."""
    for path in sorted(folder.glob('*.txt')):
        found = []
        for line in lines(path.with_suffix('.ann')):
            head, _, rest = line.partition('\t')
            kind, _, where = rest.partition('\t')[0].partition(' ')
            if head.startswith('T') and ';' not in where:
                start, stop = map(int, where.split())
                found.append((start, stop, kind))
        layers = {
            layer: outermost([(a, b, types[k]) for a, b, k in found if k in types]) for layer, types in LAYERS.items()
        }
        yield Text(path.stem, read_text(path), layers, tuple((a, b) for a, b, k in found if k in NEUTRAL))


def runormas(folder: Path) -> Iterator[Text]:
    """RuNormAS texts, names without a type; a discontinuous span (more than two numbers) is left out."""
    for path in sorted(folder.glob('*.txt')):
        where = [[int(n) for n in line.split()] for line in lines(path.with_suffix('.ann'))]
        spans = outermost([(w[0], w[1], 'NAME') for w in where if len(w) == 2])
        yield Text(path.stem, read_text(path), {'marks': spans})
