"""Learns the weights of the normal forms' features from names with their gold nominatives (RuNormAS).

    python -m tools.train.normal FOLDER

FOLDER holds texts (.txt) with the spans (.ann, «start stop» a line) and the normal forms (.norm) of their names, as
RuNormAS publishes them. To these come the same texts with part of the full names as initials, and invented texts in
which women are as frequent as men (tools/train/people.py). The candidates of a name whose words make the gold form
share the probability mass (a conditional log-linear model with latent readings); L2 regularised, Adam on the whole
batch.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from svodka.find import normal
from svodka.find.normal.around import context_of
from svodka.find.normal.choose import (
    Context,
    Word,
    agreement,
    around_features,
    frame_features,
    governor_features,
    place_in,
    several,
    slots,
)
from svodka.find.normal.document import joined, words_of
from svodka.find.normal.evidence import Evidence, evidence_features, gathered, gazetteer_features, telling
from svodka.find.normal.options import Option
from svodka.find.normal.readings import OBLIQUE, is_oblique, options, unchanged
from svodka.lexicons import fold
from svodka.model import Parse

from tools.train.runormas import GoldName

COMBINATIONS = 12  # of readings in one frame
INVENTED = 800  # texts about invented people
SHORTENED = 3  # of the news every third comes again with initials
LEAST = 0.005  # a weight below this changes no choice
Instance = list[tuple[dict[str, float], bool]]


def folded(name: str) -> str:
    return re.sub(r'\s+', ' ', name.replace('ё', 'е').replace('Ё', 'Е')).strip().strip('«»"')


def all_candidates(
    words: Sequence[Word], context: Context, evidence: Evidence
) -> Iterator[tuple[tuple[str, ...], dict[str, float]]]:
    """Every reading of a name with its features."""
    declining = [i for i, word in enumerate(words) if word.agrees]
    singular = several(words)
    choices = [[o for o in readings_of(words[i].text, context.type) if singular or not o.singular] for i in declining]
    heads = [c for i, c in zip(declining, choices, strict=True) if not words[i].apposed]
    frames = dict.fromkeys((o.case, s) for c in heads for o in c if o.case for s in slots(o))
    for case, slot in (*frames, ('', '')):
        fitting = [
            [o for o in c if fits(o, case, slot, words[i].apposed)] for i, c in zip(declining, choices, strict=True)
        ]
        for chosen in itertools.islice(itertools.product(*fitting), COMBINATIONS):
            texts = [w.text for w in words]
            total: Counter[str] = Counter(frame_features(*context[:3], len(declining), case, slot))
            total.update(around_features(context.around, case, slot))
            total.update(governor_features(context.governor, case, slot))
            for n, (i, option) in enumerate(zip(declining, chosen, strict=True)):
                texts[i] = option.text
                place = place_in(n, len(declining))
                total.update(dict(option.features))
                total.update(f'{f} {place}' for f in option.placed)
                own = slot if slot in slots(option) or not option.case else slots(option)[0]
                total.update(agreement(words[i], option, case, own))
            told, alone = telling(words), sum(w.agrees for w in words) == 1
            for f, v in (
                *gazetteer_features(context.type, texts),
                *evidence_features(evidence, told, alone, [fold(text) for text in texts]),
            ):
                total[f] += v  # type: ignore[assignment]
            yield tuple(texts), dict(total)


def readings_of(text: str, type: str) -> tuple[Option, ...]:
    """What a word may be the form of, the word as it stands among them even where the chooser leaves that out: without
    these the weights learn that few names in a case are wrong as they stand."""
    found, low = options(text, type), text.lower()
    left_out = type == 'PER' and is_oblique(low) and not OBLIQUE.search(low)
    return (unchanged(text, type), *found) if left_out else found


def fits(option: Option, case: str, slot: str, apposed: bool) -> bool:
    """Whether a reading may stand in a case and slot."""
    if not option.case:
        return not option.slot or apposed or slot in ('', *slots(option))
    return option.case == case and (apposed or slot in slots(option))


def instances(parse: Parse, gold: Sequence[GoldName]) -> Iterator[Instance]:
    """The training instances of one document: those whose gold form is among several candidates."""
    names = [(words_of(parse, s), context_of(parse, s)) for s, _ in gold]
    evidence = gathered(names)
    for (words, context), (_, name) in zip(names, gold, strict=True):
        if context.type == 'PER' and sum(w.agrees for w in words) > 1:
            evidence.read[fold(name.split()[-1])] += 1
    for (words, context), (span, name) in zip(names, gold, strict=True):
        found = [
            (features, folded(joined(parse, span, texts)) == folded(name))
            for texts, features in all_candidates(words, context, evidence)
        ]
        if any(right for _, right in found) and not all(right for _, right in found):
            yield found


def learn(
    data: Iterable[Instance], rounds: int = 150, rate: float = 0.15, l2: float = 0.5, least: int = 3
) -> dict[str, float]:
    """The weights that make the gold forms likeliest; features seen in fewer than `least` instances are left out."""
    kept = list(data)
    seen: Counter[str] = Counter()
    for instance in kept:
        seen.update({f for features, _ in instance for f in features})
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= least))}
    rows, columns, values, starts = array('i'), array('i'), array('d'), array('i')
    right: list[bool] = []
    for instance in kept:
        starts.append(len(right))
        for features, good in instance:
            for f, v in features.items():
                if f in index:
                    rows.append(len(right))
                    columns.append(index[f])
                    values.append(v)
            right.append(good)
    row, column, value, start = (np.array(a) for a in (rows, columns, values, starts))
    gold = np.array(right)
    owner = np.repeat(np.arange(len(start)), np.diff([*start, len(gold)]))
    w, mean, square = np.zeros(len(index)), np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, rounds + 1):
        score = np.bincount(row, value * w[column], len(gold))
        top = np.maximum.reduceat(score, start)
        p = np.exp(score - top[owner])
        q = np.where(gold, p, 0.0)
        expected = q / np.add.reduceat(q, start)[owner] - p / np.add.reduceat(p, start)[owner]
        gradient = np.bincount(column, value * expected[row], len(index)) - l2 * w
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        w += rate * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {f: round(float(w[i]), 3) for f, i in index.items() if abs(w[i]) >= LEAST}


def main(folder: Path, target: Path) -> None:
    # These read texts through the pipeline, which loads the models.
    from tools.train.people import invented_people, shortened
    from tools.train.runormas import gold_names

    news = list(gold_names(folder))
    texts = itertools.chain(news, invented_people(INVENTED), shortened(news[::SHORTENED]))
    found = learn(instance for parse, gold in texts for instance in instances(parse, gold))
    target.write_text(json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True) + '\n', encoding='utf-8')
    print(f'{len(found)} weights → {target}')


if __name__ == '__main__':
    main(Path(sys.argv[1]), Path(normal.__file__).parents[2] / 'models/normal.json')
