"""Central banks: «ЦБ», «Центробанк» and «Банк России» of one text are one body, if it has one country's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from svodka.find.rule import rule
from svodka.model import Mention
from svodka.resolve.keys import own_name, plain_key
from svodka.resolve.pairs import Names

CENTRAL = 'центральный банк'
BY_COUNTRY = {'банк россии': 'RU', 'банк англии': 'GB', 'банк японии': 'JP'}  # that go by their country alone


@rule(
    yes={
        '[ORG ЦБ] ждёт. [ORG Банк России] решил. В [ORG Центробанке] рады.': 'ЦБ = Банк России = Центробанке',
        '[ORG ЦБ РФ] ждёт. [ORG Банк России] решил.': 'ЦБ РФ = Банк России',
    },
    no=[
        '[ORG ЦБ Узбекистана] ждёт. [ORG Банк России] решил.',
        'В [LOC Узбекистане] [ORG ЦБ] ждёт. [ORG Банк России] решил.',
    ],
)
def central_banks(names: Names) -> Iterator[tuple[int, int]]:
    """A country's central bank by all its names; one that the text does not say whose it is with the only one of a
    country, unless the text is about another country."""
    country_of = {i: country for i in names.indices if (country := whose_bank(names.mentions[i])) is not None}
    first_of: dict[str, int] = {}
    for i, country in country_of.items():
        yield i, first_of.setdefault(country, i)
    told = [country for country in first_of if country]
    if '' in first_of and len(told) == 1:
        bare = {names.mentions[i].sentence for i, country in country_of.items() if not country}
        if about(names, told[0], bare):
            yield first_of[''], first_of[told[0]]


def whose_bank(mention: Mention) -> str | None:
    """The country of a central bank, '' if its name does not say it; None if it is none."""
    key, place = plain_key(mention.name), mention.place
    if key in BY_COUNTRY:
        return BY_COUNTRY[key]
    if key == CENTRAL:
        return ''
    return place.country if place and place.kind == 'country' and own_name(mention.name, place.key) == CENTRAL else None


def about(names: Names, country: str, sentences: Collection[int]) -> bool:
    """Whether a text names no other country more often than this one, whose bank's name counts too, and in these
    sentences none but it."""
    named, here = Counter[str](), set[str]()
    for m in names.mentions:
        if m.place and m.place.kind == 'country' and m.place.country:
            named[m.place.country] += 1
            if m.sentence in sentences:
                here.add(m.place.country)
    return here <= {country} and named[country] >= max(named.values(), default=0)
