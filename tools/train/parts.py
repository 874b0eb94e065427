"""Names made of parts: firms and institutions of one word, people, towns, each with its forms in six cases.

No name is taken from a text. A stem and a head make a firm («Агро» + «пром»), syllables make a brand, a stem and an
ending a surname, an adjective and a noun a town; releases.yaml has the parts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CASES = 'ngdail'  # nominative, genitive, dative, accusative, instrumental, locative
VOWELS = 'аеёиоуыэюя'
HUSHES = 'гкхжчшщ'  # after these «ы» is written «и»
TOWN_NOUNS = {'m': 'town_men', 'f': 'town_women', 'n': 'town_neuters', 'p': 'town_plurals'}
SOFT_MEN = ('контроль', 'автомобиль', 'день')  # nouns in -ь that are masculine

Forms = tuple[str, ...]  # by CASES


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the six cases; `type` is PER, ORG or LOC, `gender` m, f, n or p, `short` what it is called again."""

    forms: Forms
    type: str
    gender: str
    short: Forms = ()

    def form(self, case: str) -> str:
        return self.forms[CASES.index(case)]


@cache
def parts() -> dict[str, Any]:
    """The lists of releases.yaml; a string of words is a list, too."""
    found = yaml.load(Path(__file__).with_name('releases.yaml').read_text(encoding='utf-8'), yaml.CSafeLoader)
    return {name: value.split() if isinstance(value, str) else value for name, value in found.items()}


def declined(word: str, alive: bool = False) -> tuple[Forms, str]:
    """The forms and the gender of a noun by its ending; one in another vowel does not decline.

    >>> declined('Агропром')
    (('Агропром', 'Агропрома', 'Агропрому', 'Агропром', 'Агропромом', 'Агропроме'), 'm')
    >>> declined('Ольга')[0][1], declined('Дарья')[0][4], declined('Росавиация')[0][2], declined('Минэнерго')[0][3]
    ('Ольги', 'Дарьей', 'Росавиации', 'Минэнерго')
    """
    last, stem = word[-1].lower(), word[:-1]
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


def firm(rng: random.Random) -> Name:
    """A firm of one word made of a stem and a head: Агропром, Сибтелеком, Волгонефть."""
    word = rng.choice(parts()['firm_stems']) + rng.choice(parts()['firm_heads'])
    forms, gender = declined(word)
    return Name(forms, 'ORG', gender)


def agency(rng: random.Random) -> Name:
    """An institution of one word: Минводхоз, Рослесконтроль, Облкомхоз."""
    kind = rng.choice(('minister', 'state', 'local'))
    word = rng.choice(parts()[f'{kind}_stems']) + rng.choice(parts()[f'{kind}_heads'])
    forms, gender = declined(word)
    return Name(forms, 'ORG', gender)


def brand(rng: random.Random) -> Name:
    """An invented word of two or three syllables, or a word of the language as a firm's name."""
    if rng.random() < 0.35:
        forms, gender = declined(rng.choice(parts()['brand_words']))
        return Name(forms, 'ORG', gender)
    syllables = [rng.choice('бвгдзклмнпрстф') + rng.choice('аеиоу') for _ in range(rng.choice((1, 2, 2)))]
    word = ''.join(syllables).capitalize() + rng.choice(parts()['brand_ends'])
    forms, gender = declined(word)
    return Name(forms, 'ORG', gender)


def latin(rng: random.Random) -> Name:
    """A brand in Latin letters."""
    word = ''.join(rng.choice('bdfgklmnprstvz') + rng.choice('aeiou') for _ in range(rng.choice((1, 2)))).capitalize()
    word += rng.choice(('x', 'n', 'r', 'ra', 'lab', 'tech', 'soft', 'net', 'pay', 'Bank', 'Group', 'Tech', 's'))
    if rng.random() < 0.25:
        word += rng.choice((' Group', ' Labs', ' Energy', ' Mobile', ' Systems', ' Capital'))
    return Name((word if rng.random() < 0.9 else word.upper(),) * 6, 'ORG', 'm')


def abbreviation(rng: random.Random) -> Name:
    """Three to five capitals that nobody explains."""
    letters = 'АБВГДИКЛМНОПРСТУФХЦЭ' if rng.random() < 0.8 else 'ABCDEFGIKLMNPRST'
    word = ''.join(rng.sample(letters, rng.choice((3, 3, 4, 5))))
    return Name((word,) * 6, 'ORG', 'm')


def any_body(rng: random.Random) -> Name:
    return rng.choice((firm, firm, agency, agency, brand, brand, latin, abbreviation))(rng)


def titled(rng: random.Random) -> Name:
    """A firm with its legal form and marks, which may nest: АО «НК «Сибнефтегаз»»."""
    word = rng.choice((firm, brand, latin))(rng).forms[0]
    form = rng.choice(parts()['legal_forms'])
    name = rng.choice((f'{form} «{word}»', f'{form} «{word}»', f'{form} «НПО «{word}»»', f'{form} "{word}"',
                       f'{form} «ТД «{word}»', f'{form} {word}'))  # fmt: skip
    return Name((name,) * 6, 'ORG', 'n')


def _given(rng: random.Random, woman: bool) -> tuple[Forms, str, str, str]:
    """A given name's forms, a surname's ending and stem, and a father's name that fit together."""
    eastern = rng.random() < 0.35
    origin = 'eastern' if eastern else 'russian'
    given = rng.choice(parts()[f'{origin}_women' if woman else f'{origin}_men'])
    ending = rng.choice(parts()['eastern_endings' if eastern else 'surname_endings'])
    stem = rng.choice(parts()['eastern_stems' if eastern else 'surname_stems'])
    return declined(given, alive=True)[0], ending, stem, rng.choice(parts()[f'{origin}_fathers'])


def person(rng: random.Random, woman: bool, patronymic: float = 0.3) -> Name:
    """A person, named first, or with a patronymic, called again by surname."""
    given, ending, stem, father = _given(rng, woman)
    last = surname(stem, ending, woman)
    if rng.random() < patronymic:
        middle = patronymics(father, woman)
        whole = tuple(f'{g} {m} {s}' for g, m, s in zip(given, middle, last, strict=True))
    else:
        whole = tuple(f'{g} {s}' for g, s in zip(given, last, strict=True))
    return Name(whole, 'PER', 'f' if woman else 'm', last)


def patronymics(father: str, woman: bool) -> Forms:
    """The forms of a patronymic; of Turkic ones with «оглы», «кызы», «уулу» all are alike.

    >>> patronymics('Рустам+', True)[1], patronymics('Пётр:Петрович', False)[4]
    ('Рустам кызы', 'Петровичем')
    """
    if father.endswith('+'):
        return (f'{father[:-1]} {"кызы" if woman else "оглы"}',) * 6
    man = father.partition(':')[2]
    if woman:
        return declined(man.removesuffix('ич') + 'на')[0]
    return tuple(man + e for e in ('', 'а', 'у', 'а', 'ем', 'е'))


def man(rng: random.Random) -> Name:
    return person(rng, False)


def woman(rng: random.Random) -> Name:
    return person(rng, True)


def somebody(rng: random.Random) -> Name:
    return person(rng, rng.random() < 0.5)


def alone(rng: random.Random) -> Name:
    """A person by surname alone."""
    found = somebody(rng)
    return Name(found.short, 'PER', found.gender, found.short)


def official(rng: random.Random) -> Name:
    """A person as protocols write it, in the nominative: ЛУГОВОЙ Пётр Ильич, Луговая А.П., А. П. Луговая."""
    female = rng.random() < 0.5
    given, ending, stem, father = _given(rng, female)
    last, first, middle = surname(stem, ending, female)[0], given[0], patronymics(father, female)[0]
    if rng.random() < 0.4:
        last = last.upper()
    one, two = first[0], middle[0]
    name = rng.choice((f'{last} {first} {middle}', f'{last} {first} {middle}', f'{last} {first}',
                       f'{last} {one}.{two}.',
                       f'{last} {one}. {two}.', f'{one}.{two}. {last}', f'{one}. {two}. {last}', f'{one}.{two}.{last}',
                       f'{one}. {last}', f'{one}.{last}', f'{last} {one}.', f'{first} {middle} {last}'))  # fmt: skip
    return Name((name,) * 6, 'PER', 'f' if female else 'm')


def latin_person(rng: random.Random) -> Name:
    """A person in Latin letters."""
    name = f'{rng.choice(parts()["latin_given"])} {rng.choice(parts()["latin_surnames"])}'
    return Name((name,) * 6, 'PER', 'm')


def town(rng: random.Random) -> Name:
    """A town whose name is a word or two: Сухой Лог, Каменная Горка, Рудный."""
    if rng.random() < 0.3:
        return Name(of_adjective(rng.choice(parts()['town_words']), 'm'), 'LOC', 'm')
    gender = rng.choice('mfnp')
    adjective = of_adjective(rng.choice(parts()['town_adjectives']), gender)
    forms = _of_town(rng.choice(parts()[TOWN_NOUNS[gender]]), gender)
    return Name(tuple(f'{a} {n}' for a, n in zip(adjective, forms, strict=True)), 'LOC', gender)


def _of_town(noun: str, gender: str) -> Forms:
    """The forms of a town's noun.

    >>> _of_town('Камень', 'm')[5], _of_town('Ключи', 'p')[4], _of_town('Поле', 'n')[1]
    ('Камне', 'Ключами', 'Поля')
    """
    if noun in parts()['irregular']:
        return tuple(parts()['irregular'][noun])
    stem = noun[:-1]
    if gender == 'n':
        return tuple(
            stem + e for e in (('о', 'а', 'у', 'о', 'ом', 'е') if noun[-1] == 'о' else ('е', 'я', 'ю', 'е', 'ем', 'е'))
        )
    if gender == 'p':
        genitive = {'Ключи': 'Ключей', 'Горки': 'Горок', 'Поляны': 'Полян'}.get(noun, stem + 'ов')
        return (noun, genitive, *(stem + e for e in ('ам',)), noun, stem + 'ами', stem + 'ах')
    return declined(noun)[0]


def city(rng: random.Random) -> Name:
    """A town of a stem and an ending that only towns have: Верхнегорск, Рудоград."""
    forms, gender = declined(rng.choice(parts()['city_stems']) + rng.choice(('ск', 'град', 'горск', 'поль', 'бург')))
    if forms[0].endswith('поль'):
        forms, gender = tuple(forms[0][:-1] + e for e in 'ь я ю ь ем е'.split()), 'm'
    return Name(forms, 'LOC', gender)


MAKERS: dict[str, Callable[[random.Random], Name]] = {
    'firm': firm,
    'agency': agency,
    'brand': brand,
    'latin': latin,
    'abbreviation': abbreviation,
    'body': any_body,
    'titled': titled,
    'man': man,
    'woman': woman,
    'person': somebody,
    'surname': alone,
    'official': official,
    'latin_person': latin_person,
    'town': town,
    'city': city,
}


def word(name: str, rng: random.Random) -> str:
    """A word of one of the plain lists."""
    choices: Sequence[str] = parts()[name]
    return rng.choice(choices)
