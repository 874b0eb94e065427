"""Weighs the signs by which a speaker is chosen: `python -m tools.train.speakers ../shared/corpora/quotations`.

The points of quotations/weights.yaml are moved one at a time, as long as more speakers come out right (pattern search,
Hooke and Jeeves 1961). A wrong name costs as much as a right one earns, and nobody costs nothing. It prints what each
sign is worth, and what fitted points find on documents that they were not fitted on, beside the points as they are.
Held out on the development gold (77 documents, 314 quotations), fitted points find as much as those of the file: 275 of
314 right, less wrong, each; so these stay.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svodka.find.quotations.weights import Weights
from svodka.lexicons import fold
from svodka.model import Entity, Mention, Parse, Position, Quotation

FOLDS = 5
STEPS = (-1.0, -0.4, 0.4, 1.0)
ROUNDS = 2
OVERLAP = 0.5  # of a quotation found and one of the gold, at least
LETTERS = 5  # of the speaker's last word that are compared


@dataclass(frozen=True, slots=True)
class Text:
    """A document as the rules of quotations take it, and the quotations that its annotators found."""

    found: tuple[Parse, Sequence[Mention], Sequence[Entity], Sequence[int], Sequence[Position]]
    gold: tuple[dict[str, Any], ...]


def read_texts(folder: Path) -> list[Text]:
    """The annotated documents of a folder: texts, and quotations.json with start, stop, kind, speaker of each row."""
    from svodka.analyse import find, parse_documents  # loads the models
    from svodka.model import Document

    gold = json.loads((folder / 'quotations.json').read_text(encoding='utf-8'))
    texts = []
    for name, rows in gold.items():
        text = (folder / f'{name}.txt').read_bytes().decode('utf-8')
        (parse,) = parse_documents([Document(name, name, text)])
        a = find(parse)
        texts.append(Text((parse, a.mentions, a.entities, a.entity_of, a.positions), tuple(rows)))
    return texts


def score(texts: Iterable[Text], points: Weights) -> int:
    """Speakers that are right less those that are wrong."""
    from svodka.find.quotations import find_quotations

    total = 0
    for text in texts:
        found = find_quotations(*text.found, points)
        for row in text.gold:
            hit = next((q for q in found if overlaps(q, row)), None)
            if hit is not None and hit.speaker:
                total += 1 if is_right(hit.speaker, row['speaker']) else -1
    return total


def overlaps(found: Quotation, row: dict[str, Any]) -> bool:
    if (found.kind == 'indirect') != (row['kind'] == 'indirect'):
        return False
    shared = min(found.stop, row['stop']) - max(found.start, row['start'])
    whole = max(found.stop, row['stop']) - min(found.start, row['start'])
    return shared >= OVERLAP * whole


def is_right(speaker: str, gold: str | None) -> bool:
    return bool(gold) and fold(gold or '').split()[-1][:LETTERS] in fold(speaker)


def fit(texts: Sequence[Text], points: Weights) -> Weights:
    """The points moved one at a time as long as the score grows."""
    best, most = dict(points), score(texts, points)
    for _ in range(ROUNDS):
        before = most
        for sign in sorted(points):
            for step in STEPS:
                tried = {**best, sign: round(best[sign] + step, 2)}
                reached = score(texts, tried)
                if reached > most:
                    best, most = tried, reached
        if most == before:
            break
    return best


def cross_validate(texts: Sequence[Text], points: Weights) -> tuple[int, int]:
    """The scores on held-out documents of the points as they are and of points fitted on the others."""
    as_they_are = fitted = 0
    for fold_number in range(FOLDS):
        held = [text for n, text in enumerate(texts) if n % FOLDS == fold_number]
        rest = [text for n, text in enumerate(texts) if n % FOLDS != fold_number]
        as_they_are += score(held, points)
        fitted += score(held, fit(rest, points))
    return as_they_are, fitted


def main(folder: Path) -> None:
    from svodka.find.quotations.weights import weights

    texts, points = read_texts(folder), weights()
    whole = score(texts, points)
    print(f'{len(texts)} documents, {sum(len(text.gold) for text in texts)} quotations, right less wrong {whole}')
    for sign in sorted(points):
        print(f'without {sign:24} {score(texts, {**points, sign: 0.0}) - whole:+}')
    as_they_are, fitted = cross_validate(texts, points)
    print(f'held out: the points as they are {as_they_are}, fitted on the other documents {fitted}')
    print('fitted on all:', {s: p for s, p in fit(texts, points).items() if p != points[s]})


if __name__ == '__main__':
    main(Path(sys.argv[1]))
