"""Bodies by whose they are: one of a place however it is named, and one that goes on without its land."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from svodka.find.rule import rule
from svodka.model import Mention
from svodka.resolve.keys import AREA, body_key, body_of_place, own_name, plain_key
from svodka.resolve.pairs import Names, same_key


@rule(
    yes={
        '[ORG Парламент Грузии] голосует. [ORG Грузинский парламент] ждёт.': 'Парламент Грузии = Грузинский парламент',
        '[ORG Парламент Киргизии] голосует. [ORG Жогорку Кенеш] ждёт.': 'Парламент Киргизии = Жогорку Кенеш',
    },
    no=['[ORG Парламент Грузии] голосует. [ORG Армянский парламент] ждёт.'],
)
def same_body_of_place(names: Names) -> Iterator[tuple[int, int]]:
    """A body whose place both tell, however they have it."""

    def key(mention: Mention) -> str:
        place = mention.place
        return body_key(mention.name, place.key) if place and body_of_place(mention.name, place.key) else ''

    return same_key(names, key)


@rule(
    yes={
        '[ORG Агентство Республики Перу по печати] ждёт. [ORG Агентство по печати] решает.': (
            'Агентство Республики Перу по печати = Агентство по печати'
        )
    },
    no=[
        '[ORG Агентство Республики Перу по печати] и [ORG Агентство Чили по печати] ждут. [ORG Агентство по печати] '
        'решает.',
        '[ORG Агентство Республики Перу по печати] ждёт. [ORG Агентство по туризму] решает.',
    ],
)
def without_owner(names: Names) -> Iterator[tuple[int, int]]:
    """What a body is in charge of, without the land in front of «по», with the only one of a land that is called so."""
    named: dict[str, set[int]] = defaultdict(set)
    bare: list[tuple[int, str]] = []
    for i in names.indices:
        mention = names.mentions[i]
        if mention.place and (own := own_name(mention.name, mention.place.key)):
            named[own].add(i)
        elif not mention.place and AREA in mention.name.split():
            bare.append((i, plain_key(mention.name)))
    for i, key in bare:
        found = {names.root(j) for j in named.get(key, ())}
        if len(found) == 1:
            yield i, found.pop()
