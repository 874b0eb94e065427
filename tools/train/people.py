"""Texts about people for the normal forms' weights: invented ones, and news whose full names become initials.

In the news of the corpora a woman with initials in the nominative is so rare that a genitive of a man is the likelier
reading of «Л. Каримова» everywhere. Here women and men, initials and full names, and all cases are alike frequent, and
half of the given names stand in no list. Frames and parts: people.yaml, releases.yaml and the lexicon of given names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from svodka.analyse import parse_documents
from svodka.lexicons import load
from svodka.model import Document, Parse, Span

from tools.train.parts import CASES, VOWELS, Forms, declined, of_adjective, parts, patronymics, surname
from tools.train.runormas import BATCH, GoldName

PARAGRAPHS = 4  # of a text
UNLISTED = 0.5  # of given names
INITIALS = 0.55  # of names
PATRONYMIC = 0.3
ORDERS = ('{first} {middle} {last}', '{first} {middle} {last}', '{last} {first} {middle}')
SHORT = ('{f}. {last}', '{f}.{last}', '{f}.{m}. {last}', '{f}. {m}. {last}', '{f}.{m}.{last}', '{last} {f}.{m}.')
IRREGULAR = ('Пётр', 'Павел', 'Лев', 'Любовь')
SLOT = re.compile(r'\{(\w+?)(\*?)\.([ngdailN])}|\{(thing|place)}|~([AB]?)')
Marked = tuple[int, int, str]  # start, stop, nominative of a name
Annotated = tuple[Parse, list[GoldName]]
VERB = {True: 'а', False: ''}


class Person(NamedTuple):
    """A person as named first and again, each in six cases (see parts.CASES), and whether it is a woman."""

    whole: Forms
    short: Forms
    woman: bool


@cache
def lists() -> dict[str, Any]:
    """The lists of people.yaml."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name('people.yaml').read_text(encoding='utf-8'))
    return found


@cache
def listed(woman: bool) -> tuple[tuple[str, ...], frozenset[str]]:
    """The given names of the lexicon and of releases.yaml for one gender only, and the women's that do not decline."""
    names = load('given_names')
    men, women, fixed = (set(names[key].split()) for key in ('male', 'female', 'female-fixed'))
    both = men & (women | fixed) | women & fixed
    men |= {*parts()['russian_men'], *parts()['eastern_men']} - set(IRREGULAR)
    women |= {*parts()['russian_women'], *parts()['eastern_women']}
    own = (women | fixed) if woman else men
    return tuple(sorted(own - both)), frozenset(fixed)


def given_name(woman: bool, rng: random.Random) -> Forms:
    """The forms of a given name, of the lists or made of syllables."""
    if rng.random() > UNLISTED:
        names, fixed = listed(woman)
        word = rng.choice(names)
        return (word,) * 6 if word in fixed or (woman and word[-1] not in 'ая') else declined(word, alive=True)[0]
    word = rng.choice(lists()['syllables']) + rng.choice(lists()['women_ends' if woman else 'men_ends'])
    return declined(word.capitalize(), alive=True)[0]


def family_name(woman: bool, rng: random.Random) -> Forms:
    """The forms of a surname."""
    eastern, kind = rng.random() < 0.5, rng.random()
    stem = rng.choice(parts()['eastern_stems' if eastern else 'surname_stems'])
    if kind < 0.15:
        return (stem + rng.choice(lists()['surname_ends']['fixed']),) * 6
    if kind < 0.4:
        word = stem + rng.choice(lists()['surname_ends']['declining'])
        if word.endswith('ая'):
            return of_adjective(word[:-2] + 'ой', 'f' if woman else 'm')
        if word.endswith('ец') and not woman:
            short = word[:-2] + ('йц' if word.endswith('иец') else 'ц')
            return (word, *(short + e for e in ('а', 'у', 'а', 'ем', 'е')))
        return (word,) * 6 if woman and word[-1] not in VOWELS else declined(word, alive=True)[0]
    return surname(stem, rng.choice(parts()['eastern_endings' if eastern else 'surname_endings']), woman)


def person(rng: random.Random) -> Person:
    """Somebody, a woman as often as a man."""
    woman = rng.random() < 0.5
    first, last = given_name(woman, rng), family_name(woman, rng)
    middle = patronymics(rng.choice(parts()[rng.choice(('russian_fathers', 'eastern_fathers'))]), woman)
    if rng.random() < INITIALS:
        order = rng.choice(SHORT)
    else:
        order = rng.choice(ORDERS) if rng.random() < PATRONYMIC else '{first} {last}'
    whole = tuple(
        order.format(first=first[i], middle=middle[i], last=last[i], f=first[0][0], m=middle[0][0])
        for i in range(len(CASES))
    )
    return Person(whole, last, woman)


def paragraph(rng: random.Random) -> tuple[str, list[Marked]]:
    """A paragraph and its names as (start, stop, nominative)."""
    people: dict[str, Person] = {}
    names: list[Marked] = []
    text, at = '', 0
    frame = rng.choice(lists()['frames'])
    for slot in re.findall(r'[ABC]\b', frame):
        if slot not in people:
            people[slot] = person(rng)
    if 'woman.' in frame:
        while not people['A'].woman:
            people['A'] = person(rng)
    for m in SLOT.finditer(frame):
        text, at = joined(text, frame[at : m.start()]), m.end()
        name, again, case, word, whose = m.groups()
        if word:
            text += rng.choice(lists()[f'{word}s'])
        elif name in people:
            somebody = people[name]
            forms, number = somebody.short if again else somebody.whole, CASES.index(case)
            names.append((len(text), len(text) + len(forms[number]), forms[0]))
            text += forms[number]
        elif name:
            forms = rng.choice(lists()['women_titles' if name == 'woman' else 'titles'])
            form = forms[CASES.index(case.lower())]
            text += form[0].upper() + form[1:] if case == 'N' else form
        else:
            text += VERB[people[whose or 'A'].woman]
    return joined(text, frame[at:]), names


def joined(text: str, rest: str) -> str:
    """Two stretches of text, the full stop of an initial at their seam once."""
    return text + (rest[1:] if text.endswith('.') and rest.startswith('.') else rest)


def invented_people(count: int, seed: int = 0) -> Iterator[Annotated]:
    """`count` parsed texts with their gold names; the same seed gives the same ones."""
    rng = random.Random(seed)
    texts = []
    for _ in range(count):
        text, names = '', list[Marked]()
        for _ in range(PARAGRAPHS):
            own, found = paragraph(rng)
            names += [(a + len(text), b + len(text), name) for a, b, name in found]
            text += own + '\n'
        texts.append((text, names))
    yield from parsed(texts)


def with_initials(
    text: str, names: Sequence[Marked], rng: random.Random, share: float = 0.7
) -> tuple[str, list[Marked]]:
    """A text whose full names, given as (start, stop, nominative), are in part initials and surname."""
    out, at, found = '', 0, list[Marked]()
    for start, stop, name in sorted(names):
        if start < at:
            continue
        words, nominative = text[start:stop].split(), name.split()
        short = words
        if len(words) == len(nominative) == 2 and words[0].istitle() and words[1].istitle() and rng.random() < share:
            order = rng.choice(('{f}. {last}', '{f}.{last}', '{f}. {m}. {last}', '{f}.{m}. {last}', '{f}.{m}.{last}'))
            initials = {'f': words[0][0], 'm': rng.choice('АБВГИМНРС')}
            short = order.format(last=words[1], **initials).split()
            name = order.format(last=nominative[1], **initials)
        out += text[at:start]
        written = ' '.join(short) if short is not words else text[start:stop]
        found.append((len(out), len(out) + len(written), name))
        out, at = out + written, stop
    return out + text[at:], found


def shortened(news: Sequence[Annotated], seed: int = 0) -> Iterator[Annotated]:
    """Parsed news with part of the full names of people as initials and surname."""
    rng, texts = random.Random(seed), []
    for parse, names in news:
        tokens = parse.tokens
        spans = [(tokens.start[s.first], tokens.stop[s.last - 1], name) for s, name in names if s.type == 'PER']
        texts.append(with_initials(parse.document.text, spans, rng))
    yield from parsed(texts)


def parsed(texts: Sequence[tuple[str, Sequence[Marked]]]) -> Iterator[Annotated]:
    """Texts through the pipeline, with those of their names that lie on tokens."""
    for at in range(0, len(texts), BATCH):
        batch = texts[at : at + BATCH]
        parses = parse_documents([Document(f'{at + i}', f'{at + i}.txt', text) for i, (text, _) in enumerate(batch)])
        for (_, names), parse in zip(batch, parses, strict=True):
            firsts = {start: i for i, start in enumerate(parse.tokens.start)}
            lasts = {stop: i + 1 for i, stop in enumerate(parse.tokens.stop)}
            yield (
                parse,
                [(Span(firsts[a], lasts[b], 'PER'), name) for a, b, name in names if a in firsts and b in lasts],
            )
