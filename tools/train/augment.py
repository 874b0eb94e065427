"""A second version of each training text: the same marks, written as other sources write.

News agencies of the corpora write «ё» or do not, quote in one way, and name mostly Russian people. Releases do
otherwise: headlines in capitals, straight or German quotation marks, initials, ЛАВРОВ Сергей Викторович, and names of
Central Asia, the Caucasus and the East that the corpora hardly have.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import yaml
from svodka.language.paradigms import analyzer

from tools.train.corpora import Text

Edit = tuple[int, int, str]

SURNAME = re.compile(r'[А-ЯЁ][а-яё]{1,15}?(?:ов|ев|ёв|ин)(а|у|ым|е|ой|ых|ы|ыми)?')
INITIAL_SHARE, CAPITAL_SHARE, EASTERN_SHARE = 0.1, 0.06, 0.25


@cache
def _names_to_use() -> dict[str, list[str]]:
    text = Path(__file__).with_name('names.yaml').read_text(encoding='utf-8')
    return cast(dict[str, list[str]], yaml.load(text, yaml.CSafeLoader))


@cache
def _first_name(word: str) -> tuple[str, str] | None:
    """The list of names that can stand in for a first name, and its ending."""
    for parse in analyzer().parse(word):
        name = parse.normal_form
        hard = not name.endswith(('й', 'ь', 'а', 'я', 'о', 'и'))
        if {'Name', 'masc', 'sing'} in parse.tag and hard and word.lower().startswith(name):
            return 'men', word[len(name) :]
        if {'Name', 'femn', 'sing'} in parse.tag and name.endswith('а') and word.lower().startswith(name[:-1]):
            return 'women', word[len(name) - 1 :]
    return None


def _new_name(name: str, rng: random.Random, known: dict[str, str]) -> str:
    """A person's name with other words where they decline alike; the same word gives the same one in a text."""
    out = []
    for word in name.split():
        surname = SURNAME.fullmatch(word)
        if surname:
            ending = surname[1] or ''
            stem = word[: len(word) - len(ending)]
            out.append(known.setdefault(stem, rng.choice(_names_to_use()['surnames'])) + ending)
            continue
        first = _first_name(word) if word[:1].isupper() else None
        if first is None:
            out.append(word)
            continue
        kind, ending = first
        name = known.setdefault(word[:4], rng.choice(_names_to_use()[kind]))
        out.append((name if kind == 'men' else name[:-1]) + ending)
    return ' '.join(out)


def _person(name: str, rng: random.Random, known: dict[str, str]) -> str:
    """One of the other ways to write a person, or another person."""
    words = name.split()
    if len(words) == 2 and all(w[:1].isupper() and w.isalpha() for w in words):
        chance = rng.random()
        if chance < INITIAL_SHARE:
            initial = words[0][0] + '.'
            second = rng.choice(('', '', rng.choice('АБВГДИМНПРС') + '.'))
            return rng.choice(
                (f'{initial}{second} {words[1]}', f'{initial}{second}{words[1]}', f'{words[1]} {initial}{second}')
            )
        if chance < INITIAL_SHARE + CAPITAL_SHARE:
            return rng.choice((f'{words[1].upper()} {words[0]}', f'{words[0]} {words[1].upper()}'))
        nominative = all({'nomn', 'sing'} in analyzer().parse(w)[0].tag for w in words)
        if nominative and rng.random() < EASTERN_SHARE:
            return known.setdefault(name, rng.choice(_names_to_use()['eastern']))
    return _new_name(name, rng, known)


def _names(text: Text, rng: random.Random) -> list[Edit]:
    known: dict[str, str] = {}
    return [(a, b, _person(text.text[a:b], rng, known)) for a, b, kind in text.layers.get('names', []) if kind == 'PER']


def _capital_headline(text: Text, rng: random.Random) -> list[Edit]:
    line = re.match(r'[^\n]{10,160}', text.text)
    return [(0, line.end(), line[0].upper())] if line else []


def _quotation_marks(text: Text, rng: random.Random) -> list[Edit]:
    opening, closing = rng.choice((('"', '"'), ('"', '"'), ('«', '»'), ('“', '”'), ('„', '“'), ('', '')))
    found, odd = [], True
    for m in re.finditer(r'["«»]', text.text):
        mark = (opening if odd else closing) if m[0] == '"' else (opening if m[0] == '«' else closing)
        odd = not odd
        found.append((m.start(), m.end(), mark))
    return found


def _plain_e(text: Text, rng: random.Random) -> list[Edit]:
    return [(m.start(), m.end(), 'е' if m[0] == 'ё' else 'Е') for m in re.finditer('[ёЁ]', text.text)]


def _dashes(text: Text, rng: random.Random) -> list[Edit]:
    return [(m.start(), m.end(), rng.choice(('-', '–', '—'))) for m in re.finditer(r'(?<=\s)[-–—](?=\s)', text.text)]


# Each change and the share of texts that it is made in; earlier ones first, for they look at the corpus's own writing.
CHANGES: tuple[tuple[float, Callable[[Text, random.Random], list[Edit]]], ...] = (
    (0.8, _names),
    (0.4, _quotation_marks),
    (0.3, _plain_e),
    (0.5, _dashes),
    (0.2, _capital_headline),
)


def edited(text: Text, edits: list[Edit]) -> Text:
    """The text with the edits made and its spans moved along; an edit that no longer fits is left out.

    >>> edited(Text('', 'Иван Петров', {'names': [(0, 11, 'PER')]}), [(0, 4, 'И.')]).layers
    {'names': [(0, 9, 'PER')]}
    """
    pieces: list[str] = []
    moved = [0] * (len(text.text) + 1)  # where each character goes, and where a span that ends before it ends
    at = length = 0
    for start, stop, new in [*sorted(edits), (len(text.text), len(text.text), '')]:
        if start < at:
            continue
        pieces += [text.text[at:start], new]
        for i in range(at, start):
            moved[i] = length + i - at
        length += start - at
        for i in range(start, stop):
            moved[i] = length + min(i - start, len(new))
        at, length = stop, length + len(new)
    moved[-1] = length
    layers = {
        layer: [(moved[a], moved[b], kind) for a, b, kind in spans if moved[a] < moved[b]]
        for layer, spans in text.layers.items()
    }
    neutral = tuple((moved[a], moved[b]) for a, b in text.neutral)
    return replace(text, text=''.join(pieces), layers=layers, neutral=neutral)


def augment(text: Text, seed: int) -> Text:
    """Another version of a text; the same seed gives the same one."""
    rng = random.Random(seed)
    for share, change in CHANGES:
        if rng.random() < share:
            text = edited(text, change(text, rng))
    return text
