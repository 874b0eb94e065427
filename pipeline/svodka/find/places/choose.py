"""Which places the mentions of a document mean, decided together: the countries of a text tell its cities apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from svodka.find.places.by_name import of_text
from svodka.find.places.evidence import described
from svodka.find.places.gazetteer import Candidate, candidates, fold
from svodka.find.places.inclusion import holders, inside
from svodka.find.places.meanings import Reading, reading_of
from svodka.limits import checked
from svodka.model import Mention, Parse, Place

LARGE = 100_000  # inhabitants of a city that no words put into another country
OFTEN = 2  # times that a text names its one country
# Score of a reading: the logarithm of its weight, and what the company of a country adds.
IN_DOCUMENT, IN_SENTENCE, AT_MOST = 1.5, 0.7, 2.0
# What an abbreviation's place gets that the text names in full: «РК» beside «Казахстан».
NAMED = 3.0
# Where this project's releases come from, and what a Russian newspaper means when it says no more.
HOME = {
    'RU': 1.0,
    'UZ': 1.0,
    'KZ': 0.7,
    'KG': 0.7,
    'TJ': 0.7,
    'TM': 0.7,
    'UA': 0.4,
    'BY': 0.4,
    'AZ': 0.4,
    'AM': 0.4,
    'GE': 0.4,
}


def resolve_places(parse: Parse, mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions with `place`, and `form` of adjectives: LOC by their name, ORG by a place inside it."""
    readings = _of_text(mentions, [reading_of(parse, m) for m in checked(mentions)])
    company = Company(parse, mentions, readings)
    settled = [company.at_home(m, r) for m, r in zip(mentions, readings, strict=True)]
    return _alike([_resolved(m, r, company) for m, r in zip(mentions, settled, strict=True)])


def _of_text(mentions: Sequence[Mention], readings: Sequence[Reading]) -> list[Reading]:
    """The readings; of the countries that have a body of a name, the one that the rest of the text lets it be of."""
    told = Counter(land for r in readings if not r.called and (land := _land(r)))
    return [
        replace(r, found=of_text(m.name, r.found, told)) if r.called else r
        for m, r in zip(mentions, readings, strict=True)
    ]


def _land(reading: Reading) -> str | None:
    """The one country of a reading's places."""
    countries = {c.place.country for c in reading.found}
    return countries.pop() if len(countries) == 1 else None


def _alike(mentions: list[Mention]) -> list[Mention]:
    """The mentions; what the gazetteer lacks is one place of a text: «в посёлке Чернополянка … Чернополянка»."""
    told: dict[str, set[Place]] = {}
    for m in mentions:
        if m.type == 'LOC' and m.place is not None and m.form == 'name':
            told.setdefault(fold(m.name), set()).add(m.place)
    alone = {name: places.pop() for name, places in told.items() if len(places) == 1}
    return [
        replace(m, place=alone[fold(m.name)])
        if m.type == 'LOC' and m.place is None and m.form == 'name' and fold(m.name) in alone
        else m
        for m in mentions
    ]


def _resolved(mention: Mention, reading: Reading, company: Company) -> Mention:
    """A mention with the likeliest place of its reading."""
    found, name = reading.found, mention.name
    if reading.capital and (country := company.only(mention)):
        found = candidates(f'{reading.capital} {country}')
    place = company.best(mention, found)
    if place is not None and reading.part:
        place = Place(f'area:{fold(name)}', name, 'area', place.country)
    elif place is None and reading.kind:
        country = company.land_of(mention, reading.kind)
        name = reading.name or name
        key = f'{reading.kind}:{country}:{fold(name)}' if country else f'{reading.kind}:{fold(name)}'
        place = Place(key, name, reading.kind, country)
    elif place is not None and reading.name and (reading.renamed or not candidates(name)):
        name = _called(place, reading, name)
    changed = place is not None or reading.form != mention.form
    return replace(mention, place=place or mention.place, form=reading.form, name=name) if changed else mention


def _called(place: Place, reading: Reading, name: str) -> str:
    """What a place is called of which the reading tells a name: as the gazetteer writes that one («Коста Рика»), else
    as the mention; a district in a list by its adjective, a peak without its noun."""
    if (reading.kind == 'district' and reading.renamed) or fold(place.name).endswith(f' {fold(reading.name)}'):
        return reading.name
    same = fold(place.name) == fold(reading.name) and place.name.count('-') == name.count('-')
    return place.name if same else name


def _likely(reading: Reading) -> dict[str, float]:
    """The countries of a name's several places, by the share of each in their weight."""
    lands: dict[str, float] = {}
    for candidate in reading.found:
        country = candidate.place.country or ''
        lands[country] = lands.get(country, 0) + candidate.weight * 10 ** HOME.get(country, 0)
    total = sum(lands.values())
    return {country: weight / total for country, weight in lands.items()} if len(lands) > 1 else {}


class Company:
    """The countries that a document and each of its sentences name without doubt, and the places themselves."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], readings: Sequence[Reading]) -> None:
        self.tokens = parse.tokens
        self.holders = holders(parse.tokens, mentions, readings)
        self.settled: set[str] = set()  # countries of which a town or region is named
        self.document: Counter[str] = Counter()
        self.likely: dict[str, float] = {}  # and those of names that are places of several, by their weight
        self.sentence: dict[int, Counter[str]] = {}
        self.places: set[str] = set()
        for mention, reading in zip(mentions, readings, strict=True):
            if mention.type == 'LOC' and reading.found and 'abbreviation' not in (mention.form, reading.form):
                self.places.add(reading.found[0].place.key)
                for land, likely in _likely(reading).items():
                    self.likely[land] = self.likely.get(land, 0) + likely
            if country := _land(reading):
                self.document[country] += 1
                if mention.type == 'LOC' and reading.form == 'name' and reading.found[0].place.kind != 'country':
                    self.settled.add(country)
                self.sentence.setdefault(mention.sentence, Counter())[country] += 1
        self.total = max(self.document.total(), 1)
        self.weight = max(sum(self.likely.values()) + self.document.total(), 1)

    def at_home(self, mention: Mention, reading: Reading) -> Reading:
        """A reading without towns of other countries if a noun for a settlement stands before and all other places of
        the text lie in one country («деревня Мирный» of a text on Belarus is none of Russia), or if the words put it
        in another one; a settlement of what the gazetteer does not have."""
        if mention.type != 'LOC' or reading.form == 'adjective':
            return reading
        holder = self.holders.get(mention.first)
        if not reading.found:
            told = reading.kind is None and (holder is not None or described(self.tokens, mention.first))
            return replace(reading, kind='city') if told else reading
        if holder and {c.place.kind for c in reading.found} == {'city'}:
            if within := inside(reading.found, holder):
                return replace(reading, found=within)
            if reading.found[0].weight < LARGE:  # a village of that name, which the gazetteer does not have
                return replace(reading, found=(), kind='city')
        lands = {c.place.country or '' for c in reading.found if c.place.kind == 'city'}
        others = Counter(self.document)
        if len(lands) == 1:
            others.subtract(lands)
        others = +others
        foreign = len(others) == 1 and others.total() >= OFTEN and lands and lands.isdisjoint(others)
        if foreign and described(self.tokens, mention.first):
            return replace(reading, found=(), kind='city')
        return reading

    def land_of(self, mention: Mention, kind: str) -> str | None:
        """The country of a district or settlement that the gazetteer does not have: the one that its words put it in,
        or the only one that the text tells of. A settlement wants another town or a region there, as a country alone
        may be somebody's («российский турист»)."""
        if holder := self.holders.get(mention.first):
            return holder.country
        if kind == 'district':
            return self.only(mention)
        alone = len(self.document) == 1 and self.total >= OFTEN and self.settled == self.document.keys()
        return next(iter(self.document)) if kind == 'city' and alone else None

    def only(self, mention: Mention) -> str | None:
        """The one country that the sentence of a mention tells, or else the document more than once."""
        beside = self.sentence.get(mention.sentence, Counter())
        if len(beside) == 1:
            return next(iter(beside))
        return next(iter(self.document)) if len(self.document) == 1 and self.total >= OFTEN else None

    def best(self, mention: Mention, found: Sequence[Candidate]) -> Place | None:
        """The likeliest of the places that a mention may mean."""
        if len(found) <= 1:
            return found[0].place if found else None
        return max(found, key=lambda c: self.score(c, mention)).place

    def score(self, candidate: Candidate, mention: Mention) -> float:
        """The logarithm of a place's weight, and what the company of its country adds."""
        country = candidate.place.country or ''
        share = (self.document[country] + self.likely.get(country, 0)) / self.weight
        beside = country in self.sentence.get(mention.sentence, ())
        bonus = HOME.get(country, 0) + IN_DOCUMENT * share + IN_SENTENCE * beside
        named = NAMED * (candidate.place.key in self.places and mention.form == 'abbreviation')
        return math.log10(candidate.weight) + min(bonus, AT_MOST) + named
