"""A sweep over people's names: 2,000 sentences made of parts, and how many people come out of them whole.

Women and men, full names and initials, four regions, eight frames: each of the 128 cells has as many sentences as any
other. A sentence is right if the person is found with exact borders, and the normal form, the gender and each part of
the name are right. A gender that neither name nor sentence tells may be empty. Names and frames: people.yaml.

    python -m tests.gate.people        what fails, by cell and by what is wrong
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from svodka.analyse import analyse
from svodka.model import Document, Mention, PersonName

SENTENCES = 2000
SEED = 7
CASES = 'ngdai'
VOWELS = 'аеёиоуыэюя'
HUSHES = 'гкхжчшщ'
PATRONYMIC = 0.35  # of full names
ORDERS = ('{first} {middle} {last}', '{first} {middle} {last}', '{last} {first} {middle}')
INITIALS = ('{f}. {last}', '{f}.{last}', '{f}.{m}. {last}', '{f}. {m}. {last}', '{f}.{m}.{last}', '{last} {f}.{m}.')
Forms = tuple[str, ...]  # by CASES


class Person(NamedTuple):
    """A name in five cases, its parts, and whether the name itself tells the gender."""

    forms: Forms
    parts: PersonName
    tells: bool


class Sentence(NamedTuple):
    """A text, the person in it, the form that stands there, and the cell: frame, gender, style, region."""

    text: str
    form: str
    person: Person
    told: bool
    cell: tuple[str, str, str, str]


@cache
def lists() -> dict[str, Any]:
    """The lists of people.yaml."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name('people.yaml').read_text(encoding='utf-8'))
    return found


# ------------------------------------------------------------------------------------------------------------- names


def noun(entry: str, fixed: bool = False) -> Forms:
    """The forms of a name that declines as nouns do; «word|stem» gives the stem of the oblique cases.

    >>> noun('Павел|Павл')[1:], noun('Ольга')[4], noun('Юрий')[2], noun('Андре')[3]
    (('Павла', 'Павлу', 'Павла', 'Павлом'), 'Ольгой', 'Юрию', 'Андре')
    """
    word, _, own = entry.partition('|')
    stem, last = word[:-1], word[-1]
    if fixed or last in VOWELS.replace('а', '').replace('я', ''):
        return (word,) * 5
    if last == 'а':
        return word, stem + ('и' if stem[-1] in HUSHES else 'ы'), stem + 'е', stem + 'у', stem + 'ой'
    if last == 'я':
        return word, stem + 'и', stem + ('и' if stem[-1] == 'и' else 'е'), stem + 'ю', stem + 'ей'
    if last in 'йь':
        soft = own or stem
        return word, *(soft + e for e in ('я', 'ю', 'я', 'ем' if not own else 'ём'))
    stem = own or word
    return word, *(stem + e for e in ('а', 'у', 'а', 'ем' if stem[-1] in 'цчжшщ' else 'ом'))


def surname(entry: str, woman: bool) -> tuple[Forms, bool]:
    """The forms of a surname given as a man's, and whether they tell the gender.

    >>> surname('Ветлугин', True)[0][1], surname('Донской', True)[0][3], surname('Кравец|Кравц', False)[0][4]
    ('Ветлугиной', 'Донскую', 'Кравцем')
    """
    word = entry.partition('|')[0]
    if re.search('(?:[оеё]в|[иы]н)$', word):
        endings = ('а', 'ой', 'ой', 'у', 'ой') if woman else ('', 'а', 'у', 'а', 'ым')
        return tuple(word + e for e in endings), True
    if re.search('(?:[сц]кий|ской|ный)$', word):
        stem, y = word[:-2], 'и' if word[-3] == 'к' else 'ы'
        own = (word, stem + 'ого', stem + 'ому', stem + 'ого', f'{stem}{y}м')
        return tuple(stem + e for e in ('ая', 'ой', 'ой', 'ую', 'ой')) if woman else own, True
    if word.endswith(('ых', 'их')):
        return (word,) * 5, False
    return noun(entry, fixed=woman and word[-1] not in 'ая'), False


def patronymic(entry: str, woman: bool) -> Forms:
    """The forms of a father's name: «Рустам:Рустамович», «Ариф+оглы+кызы», «Бахыт+улы+қызы» (grown on)."""
    if '+' in entry:
        father, son, daughter = entry.split('+')
        own = daughter if woman else son
        return (f'{father}{own}' if own in ('улы', 'қызы') else f'{father} {own}',) * 5
    man = entry.partition(':')[2]
    if woman:
        return noun('Ильинична' if man == 'Ильич' else man.removesuffix('ич') + 'на')
    return noun(man)


def person(region: str, woman: bool, initials: bool, rng: random.Random) -> Person:
    """Somebody of a region; `initials` for «Л. Каримова»."""
    parts = lists()['regions'][region]
    gender = 'female' if woman else 'male'
    if region == 'foreign' and not initials and not woman and rng.random() < 0.15:
        words = rng.choice(parts['eastern']).split()
        last = noun(words[-1])
        forms = tuple(' '.join([*words[:-1], form]) for form in last)
        return Person(forms, PersonName(' '.join(words[1:]), None, words[0], None), False)
    fixed = parts['fixed'].split() if parts['fixed'] else []
    given = rng.choice([*parts['women'].split(), *fixed] if woman else parts['men'].split())
    if 'particles' in parts and rng.random() < 0.1:
        *particle, word = rng.choice(parts['particles']).split()
        last = tuple(' '.join([*particle, form]) for form in noun(word, fixed=woman and word[-1] not in 'ая'))
        tells = False
    else:
        last, tells = surname(rng.choice(parts['surnames'].split()), woman)
    first, father = noun(given, given in fixed), parts['fathers']
    middle = patronymic(rng.choice(father), woman) if father and (initials or rng.random() < PATRONYMIC) else None
    order = rng.choice(INITIALS if initials else ORDERS if middle else ('{first} {last}',))
    if initials and not middle:
        order = rng.choice(INITIALS[:2])
    forms = tuple(
        order.format(first=first[i], middle=middle[i] if middle else '', last=last[i], f=first[0][0],
                     m=middle[0][0] if middle else '')
        for i in range(len(CASES))
    )  # fmt: skip
    short = '{m}' in order
    whole = PersonName(
        f'{first[0][0]}.' if initials else first[0],
        (f'{middle[0][0]}.' if short else None) if initials else middle[0] if middle else None,
        last[0],
        gender,
    )
    return Person(forms, whole, tells or not initials)


# --------------------------------------------------------------------------------------------------------- sentences


def sentences(count: int = SENTENCES, seed: int = SEED) -> Iterator[Sentence]:
    """`count` sentences; the same seed gives the same ones."""
    rng = random.Random(seed)
    frames: Mapping[str, Sequence[str]] = lists()['frames']
    cells = itertools.cycle(itertools.product(frames, ('female', 'male'), ('full', 'initials'), lists()['regions']))
    for frame, gender, style, region in itertools.islice(cells, count):
        woman, initials = gender == 'female', style == 'initials'
        somebody, other = (person(region, w, initials, rng) for w in (woman, rng.random() < 0.5))
        while other.parts.last == somebody.parts.last:
            other = person(region, woman, initials, rng)
        template, title = rng.choice(frames[frame]), rng.choice(lists()['titles'])
        case = next(iter(re.findall(r'\{([ngdai])}', template)))
        form = somebody.forms[CASES.index(case)]
        text = template.replace('{other}', other.forms[0]).replace('~', 'а' if woman else '')
        for letter, written in zip(CASES, title, strict=True):
            text = text.replace(f'{{title.{letter}}}', written)
        text = text.replace(f'{{{case}}}', form).replace('..', '.')
        yield Sentence(text, form, somebody, somebody.tells or '~' in template, (frame, gender, style, region))


def spelt(name: str) -> str:
    """A name without spaces, е for ё: «Петра» does not tell that he is Пётр."""
    return re.sub(r'\s+', '', name).replace('ё', 'е')


def wrong(sentence: Sentence, mentions: Sequence[Mention]) -> str:
    """What is wrong with the person of a sentence, '' if nothing."""
    found = [m for m in mentions if m.text == sentence.form and m.type == 'PER']
    if not found:
        return 'borders'
    own, gold = found[0], sentence.person.parts
    if spelt(own.name) != spelt(sentence.person.forms[0]):
        return 'name'
    parts = own.person or PersonName(None, None, None, None)
    if any(spelt(getattr(parts, p) or '') != spelt(getattr(gold, p) or '') for p in ('first', 'middle', 'last')):
        return 'parts'
    if gold.gender and parts.gender != gold.gender and (sentence.told or parts.gender):
        return 'gender'
    return ''


def judged(count: int = SENTENCES) -> Iterator[tuple[Sentence, str, str]]:
    """Each sentence, what is wrong with it, and what was found there."""
    all_of_them = list(sentences(count))
    documents = [Document(f's{i}', f's{i}.txt', s.text) for i, s in enumerate(all_of_them)]
    for sentence, analysis in zip(all_of_them, analyse(documents), strict=True):
        people = [m for m in analysis.mentions if m.type == 'PER']
        yield sentence, wrong(sentence, analysis.mentions), '; '.join(f'{m.name} {m.person}' for m in people)


def measure_people(count: int = SENTENCES) -> dict[str, float]:
    """The share of sentences whose person is right."""
    faults = [fault for _, fault, _ in judged(count)]
    return {'own sweep of people': round(faults.count('') / len(faults), 4)}


def main() -> None:
    faults, cells, sizes = Counter[str](), Counter[str](), Counter[str]()
    for sentence, fault, found in judged():
        faults[fault or 'right'] += 1
        for part in (*sentence.cell, ' '.join(sentence.cell[1:3])):
            sizes[part] += 1
            cells[part] += not fault
        if fault:
            print(f'{fault:8} {sentence.text}   →   {found}')
    for part, size in sizes.items():
        print(f'{part:20} {cells[part] / size:.3f} of {size}')
    print(dict(faults), f'right {faults["right"] / faults.total():.4f}')


if __name__ == '__main__':
    main()
