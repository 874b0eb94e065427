"""Towns made of parts: words of the language (Сухой Лог, Рудный) and stems with an ending that only towns have; and
adjectives of real places."""

from __future__ import annotations

import random
from collections.abc import Callable

from tools.train.parts import HUSHES, Forms, Name, declined, of_adjective, parts

NOUNS = {'m': 'town_men', 'f': 'town_women', 'n': 'town_neuters', 'p': 'town_plurals'}


def town(rng: random.Random) -> Name:
    """A town whose name is a word or two: Сухой Лог, Каменная Горка, Рудный."""
    if rng.random() < 0.3:
        return Name(of_adjective(rng.choice(parts()['town_words']), 'm'), 'LOC', 'm')
    gender = rng.choice('mfnp')
    adjective = of_adjective(rng.choice(parts()['town_adjectives']), gender)
    forms = _of_town(rng.choice(parts()[NOUNS[gender]]), gender)
    return Name(tuple(f'{a} {n}' for a, n in zip(adjective, forms, strict=True)), 'LOC', gender)


def _of_town(noun: str, gender: str) -> Forms:
    """The forms of a town's noun.

    >>> _of_town('Камень', 'm')[5], _of_town('Ключи', 'p')[4], _of_town('Поле', 'n')[1], _of_town('Займище', 'n')[1]
    ('Камне', 'Ключами', 'Поля', 'Займища')
    """
    stem = noun[:-1]
    if gender == 'n':
        a, u = ('а', 'у') if noun[-1] == 'о' or stem[-1] in HUSHES else ('я', 'ю')
        return tuple(stem + e for e in (noun[-1], a, u, noun[-1], noun[-1] + 'м', 'е'))
    if gender == 'p':
        genitive = {'Ключи': 'Ключей', 'Горки': 'Горок', 'Поляны': 'Полян'}.get(noun, stem + 'ов')
        return (noun, genitive, *(stem + e for e in ('ам',)), noun, stem + 'ами', stem + 'ах')
    return declined(noun)[0]


def city(rng: random.Random) -> Name:
    """A town of a stem and an ending that only towns have, Верхнегорск, Рудоград, or a real one."""
    if rng.random() < 0.4:
        forms, gender = declined(rng.choice(parts()['real_towns']))
        return Name(forms, 'LOC', gender)
    forms, gender = declined(rng.choice(parts()['city_stems']) + rng.choice(('ск', 'град', 'горск', 'поль', 'бург')))
    if forms[0].endswith('поль'):
        forms, gender = tuple(forms[0][:-1] + e for e in 'ь я ю ь ем е'.split()), 'm'
    return Name(forms, 'LOC', gender)


def adjective(gender: str, opens: bool) -> Callable[[random.Random], Name]:
    """Adjectives of places in a gender or the plural, with a capital where they open a sentence.

    >>> adjective('f', True)(random.Random(1)).form('i')[-2:]
    'ой'
    """

    def made(rng: random.Random) -> Name:
        word = rng.choice(parts()['place_adjectives'])
        return Name(of_adjective(word.capitalize() if opens else word, gender), 'LOC', gender)

    return made


MAKERS = {
    'town': town,
    'city': city,
    **{f'{"A" if opens else "a"}djective_{g}': adjective(g, opens) for g in 'mfnp' for opens in (False, True)},
}
