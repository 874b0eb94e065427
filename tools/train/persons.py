"""People made of parts as texts write them: in full, by initials, surname first, a Turkic patronymic, in Latin."""

from __future__ import annotations

import random
from typing import NamedTuple

from tools.train.parts import CASES, Forms, Name, declined, of_adjective, parts, patronymics, surname

LATIN_ENDS = ('son', 'ez', 'ini', 'sen', 'er', 'ova', 'ian', 'oglu')


class Parts(NamedTuple):
    """The forms of somebody's names, a woman's or not."""

    given: Forms
    middle: Forms
    last: Forms
    woman: bool

    @property
    def gender(self) -> str:
        return 'f' if self.woman else 'm'


def drawn(rng: random.Random, woman: bool, fathers: str = '') -> Parts:
    """A given name, a patronymic (of the list `fathers`, if given) and a surname that fit together."""
    eastern = bool(fathers) or rng.random() < 0.35
    origin, surnames = ('eastern', 'eastern') if eastern else ('russian', 'surname')
    given = declined(rng.choice(parts()[f'{origin}_{"women" if woman else "men"}']), alive=not woman)[0]
    last = surname(rng.choice(parts()[f'{surnames}_stems']), rng.choice(parts()[f'{surnames}_endings']), woman)
    return Parts(given, patronymics(rng.choice(parts()[fathers or f'{origin}_fathers']), woman), last, woman)


def in_order(order: str, who: Parts) -> Forms:
    """A pattern of {g}iven, {m}iddle and {l}ast name and of the initials {i} and {j}, in each case.

    >>> in_order('{i}.{j}. {l}', drawn(random.Random(1), True))[0].count('.')
    2
    """
    return tuple(
        order.format(g=who.given[n], m=who.middle[n], l=who.last[n], i=who.given[0][0], j=who.middle[0][0])
        for n in range(len(CASES))
    )


def person(rng: random.Random, woman: bool, patronymic: float = 0.3) -> Name:
    """A person, named first, or with a patronymic, called again by surname."""
    who = drawn(rng, woman)
    return Name(in_order('{g} {m} {l}' if rng.random() < patronymic else '{g} {l}', who), 'PER', who.gender, who.last)


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
    who = drawn(rng, rng.random() < 0.5)
    order = rng.choice(parts()['official_orders'])
    name = in_order(order, who._replace(last=tuple(f.upper() for f in who.last)) if rng.random() < 0.4 else who)[0]
    return Name((name,) * 6, 'PER', who.gender)


def initials(rng: random.Random) -> Name:
    """A person by initials, glued, spaced or hyphened, and surname in any case: А.П.Луговым, К.-Ж. Сеитова."""
    who = drawn(rng, rng.random() < 0.5)
    return Name(in_order(rng.choice(parts()['initials_orders']), who), 'PER', who.gender, who.last)


def turkic(rng: random.Random) -> Name:
    """A person with a Turkic patronymic: Лейла Вагиф кызы Гасанова, Гасанова Лейла Вагиф кызы, Болатулы."""
    who = drawn(rng, rng.random() < 0.5, 'turkic_fathers')
    order = rng.choice(('{l} {g} {m}', '{g} {m} {l}', '{g} {m} {l}', '{g} {m}'))
    return Name(in_order(order, who), 'PER', who.gender, who.given if order == '{g} {m}' else who.last)


def latin_person(rng: random.Random) -> Name:
    """A person in Latin letters, half of the surnames made of syllables."""
    last = rng.choice(parts()['latin_surnames'])
    if rng.random() < 0.5:
        last = (rng.choice('BDGHKLMNPRSTV') + rng.choice('aeiou') + rng.choice('dklmnrstv')) + rng.choice(LATIN_ENDS)
    return Name((f'{rng.choice(parts()["latin_given"])} {last}',) * 6, 'PER', 'm')


def namesake(rng: random.Random) -> Name:
    """A person whose surname is also a town's name: Олег Кочуров из Кочурова, Анна Рудная из Рудного."""
    who = drawn(rng, rng.random() < 0.5)
    if rng.random() < 0.5:
        word = rng.choice(parts()['town_words'])
        town = of_adjective(word, 'm')
        last = of_adjective(word, 'f') if who.woman else (*town[:3], town[1], *town[4:])
    else:
        stem, ending = rng.choice(parts()['surname_stems']), rng.choice(('ов', 'ев', 'ин'))
        town, last = declined(stem + ending)[0], surname(stem, ending, who.woman)
    return Name(in_order('{g} {l}', who._replace(last=last)), 'PER', who.gender, last, town)


MAKERS = {
    'man': man,
    'woman': woman,
    'person': somebody,
    'surname': alone,
    'official': official,
    'initials': initials,
    'turkic': turkic,
    'latin_person': latin_person,
    'namesake': namesake,
}
