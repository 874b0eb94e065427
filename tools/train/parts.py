"""The parts that names are made of, and how a name made of them declines.

No name is taken from a text. A stem and a head make a firm («Агро» + «пром»), syllables make a brand, a stem and an
ending a surname, an adjective and a noun a town: see bodies, persons and towns; releases.yaml has the parts.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CASES = 'ngdail'  # nominative, genitive, dative, accusative, instrumental, locative
VOWELS = 'аеёиоуыэюя'
HUSHES = 'гкхжчшщ'  # after these «ы» is written «и»
SOFT_MEN = ('контроль', 'автомобиль', 'день')  # nouns in -ь that are masculine

Forms = tuple[str, ...]  # by CASES


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the six cases; `type` is PER, ORG or LOC, `gender` m, f, n or p, `short` what it is called again,
    `core` the part of it that is marked, if not all is, and `town` a town that is called as a person is."""

    forms: Forms
    type: str
    gender: str
    short: Forms = ()
    town: Forms = ()
    core: str = ''

    def form(self, case: str) -> str:
        return self.forms[CASES.index(case)]

    def marked(self, case: str) -> str:
        """The form with its mark, as `invented.marked` reads it.

        >>> Name(('ООО «Ива»',) * 6, 'ORG', 'n', core='Ива').marked('d')
        'ООО «[ORG Ива]»'
        """
        form, core = self.form(case), self.core or self.form(case)
        return form.replace(core, f'[{self.type} {core}]', 1)


@cache
def parts() -> dict[str, Any]:
    """The lists of releases.yaml; a string of words is a list, too."""
    found = yaml.load(Path(__file__).with_name('releases.yaml').read_text(encoding='utf-8'), yaml.CSafeLoader)
    return {name: value.split() if isinstance(value, str) else value for name, value in found.items()}


def declined(word: str, alive: bool = False) -> tuple[Forms, str]:
    """The forms and the gender of a noun by its ending, or of one whose stem changes; one in another vowel does not
    decline.

    >>> declined('Агропром')
    (('Агропром', 'Агропрома', 'Агропрому', 'Агропром', 'Агропромом', 'Агропроме'), 'm')
    >>> declined('Содружество')[0][4], declined('Согласие')[0][1], declined('Ручей')[0][2]
    ('Содружеством', 'Согласия', 'Ручью')
    >>> declined('Ольга')[0][1], declined('Дарья')[0][4], declined('Росавиация')[0][2], declined('Минэнерго')[0][3]
    ('Ольги', 'Дарьей', 'Росавиации', 'Минэнерго')
    """
    if word in parts()['irregular']:
        return tuple(parts()['irregular'][word]), 'm'
    last, stem = word[-1].lower(), word[:-1]
    if word.endswith('ие'):
        return tuple(stem + e for e in ('е', 'я', 'ю', 'е', 'ем', 'и')), 'n'
    if last in 'аяйь' and len(word) > 2:
        if last == 'а':
            endings, gender = ('а', 'и' if stem[-1] in HUSHES else 'ы', 'е', 'у', 'ой', 'е'), 'f'
        elif word.endswith('ия'):
            endings, gender = ('я', 'и', 'и', 'ю', 'ей', 'и'), 'f'
        elif last == 'я':
            endings, gender = ('я', 'и', 'е', 'ю', 'ей', 'е'), 'f'
        elif last == 'ь' and not alive and not word.endswith(SOFT_MEN):
            endings, gender = ('ь', 'и', 'и', 'ь', 'ью', 'и'), 'f'
        else:
            endings, gender = (last, 'я', 'ю', 'я' if alive else last, 'ем', 'и' if word.endswith('ий') else 'е'), 'm'
        return tuple(stem + e for e in endings), gender
    if word.endswith('ство'):
        return tuple(stem + e for e in ('о', 'а', 'у', 'о', 'ом', 'е')), 'n'
    if last in VOWELS or not last.isalpha() or last.isascii():
        return (word,) * 6, 'n' if last == 'о' else 'm'
    return tuple(word + e for e in ('', 'а', 'у', 'а' if alive else '', 'ом', 'е')), 'm'


def of_adjective(word: str, gender: str) -> Forms:
    """The forms of a place's adjective in -ый, -ий or -ой with a noun of a gender; what lives not."""
    stem, soft = word[:-2], word.endswith('ий') and word[-3] not in HUSHES
    y, o = ('и', 'е') if soft else ('и' if stem[-1] in HUSHES else 'ы', 'о')
    a, u = ('яя', 'юю') if soft else ('ая', 'ую')
    return {
        'm': (word, f'{stem}{o}го', f'{stem}{o}му', word, f'{stem}{y}м', f'{stem}{o}м'),
        'f': (stem + a, f'{stem}{o}й', f'{stem}{o}й', stem + u, f'{stem}{o}й', f'{stem}{o}й'),
        'n': (f'{stem}{o}е', f'{stem}{o}го', f'{stem}{o}му', f'{stem}{o}е', f'{stem}{y}м', f'{stem}{o}м'),
        'p': (f'{stem}{y}е', f'{stem}{y}х', f'{stem}{y}м', f'{stem}{y}е', f'{stem}{y}ми', f'{stem}{y}х'),
    }[gender]


def surname(stem: str, ending: str, woman: bool) -> Forms:
    """A surname's forms.

    >>> surname('Лебедян', 'ский', True)[3], surname('Кочур', 'ин', False)[4], surname('Дарм', 'енко', False)[1]
    ('Лебедянскую', 'Кочуриным', 'Дарменко')
    """
    word = stem + ending
    if ending in ('ов', 'ев', 'ин'):
        own = ('а', 'ой', 'ой', 'у', 'ой', 'ой') if woman else ('', 'а', 'у', 'а', 'ым', 'е')
        return tuple(word + e for e in own)
    if ending.endswith('ский'):
        forms = of_adjective(word, 'f' if woman else 'm')
        return forms if woman else (*forms[:3], forms[1], *forms[4:])
    if woman or word[-1] in VOWELS:
        return (word,) * 6
    return declined(word, alive=True)[0]


def patronymics(father: str, woman: bool) -> Forms:
    """The forms of a patronymic; a Turkic one has the same in all: see `russian_fathers` in releases.yaml.

    >>> patronymics('Рустам+оглы+кызы', True)[1], patronymics('Болат|улы|кызы', False)[0]
    ('Рустам кызы', 'Болатулы')
    >>> patronymics('Пётр:Петрович', False)[4]
    'Петровичем'
    """
    for mark, gap in (('+', ' '), ('|', '')):
        if mark in father:
            name, son, daughter = father.split(mark)
            return (f'{name}{gap}{daughter if woman else son}',) * 6
    man = father.partition(':')[2]
    if woman:
        return declined(man.removesuffix('ич') + 'на')[0]
    return tuple(man + e for e in ('', 'а', 'у', 'а', 'ем', 'е'))


def word(name: str, rng: random.Random) -> str:
    """A word of one of the plain lists."""
    choices: Sequence[str] = parts()[name]
    return rng.choice(choices)
