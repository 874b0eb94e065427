"""Embassies of one state in another, however both are named: «посольство Перу в Ташкенте» is that in Uzbekistan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, product

from svodka.find.places.gazetteer import Candidate, candidates
from svodka.find.places.lookup import READINGS, forms
from svodka.find.rule import rule
from svodka.language.compare import fold
from svodka.resolve.pairs import Names

EMBASSIES = frozenset(('посольство', 'диппредставительство'))


@rule(
    yes={
        '[ORG Посольство Перу в Ташкенте] закрыто. [ORG Посольство Перу в Узбекистане] ждёт.': (
            'Посольство Перу в Ташкенте = Посольство Перу в Узбекистане'
        )
    },
    no=['[ORG Посольство Перу в Ташкенте] закрыто. [ORG Посольство Перу в Астане] ждёт.'],
)
def embassies(names: Names) -> Iterator[tuple[int, int]]:
    """The embassies of one state in one state; one that does not say where it is with the only one of its state."""
    seats: dict[str, dict[str, int]] = defaultdict(dict)
    bare: list[tuple[int, str]] = []
    for i in names.indices:
        place = names.mentions[i].place
        words = fold(names.mentions[i].name).split()
        if place is None or place.kind != 'country' or EMBASSIES.isdisjoint(words):
            continue
        if host := host_of(words):
            yield i, seats[place.key].setdefault(host, i)
        elif not {'в', 'во', 'при'}.intersection(words):
            bare.append((i, place.key))
    for i, owner in bare:
        found = {names.root(j) for j in seats[owner].values()}
        if len(found) == 1:
            yield i, found.pop()


def host_of(words: Sequence[str]) -> str:
    """The code of the country in which or in whose capital a mission's folded name says that it sits, else nothing.

    >>> host_of('посольство перу в ташкенте'.split()), host_of('посольство перу в республике узбекистан'.split())
    ('UZ', 'UZ')
    >>> host_of('посольство перу в самарканде'.split())
    ''
    """
    at = next((i for i, word in enumerate(words) if word in ('в', 'во')), len(words))
    place = next(iter(named(words[at + 1 :])), None)
    if place is None or not place.place.country:
        return ''
    capital = candidates(f'столица {place.place.country}')
    seat = place.place.kind == 'country' or any(c.place.key == place.place.key for c in capital)
    return place.place.country if seat else ''


def named(words: Sequence[str]) -> Sequence[Candidate]:
    """The places of folded words in the prepositional."""
    for made in islice(product(*map(forms, words)), READINGS) if words else ():
        name = ' '.join(made)
        if found := candidates(name):
            return found
    return ()
