"""The country or place whose an organisation is, as its own name tells; never one that a word merely resembles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from svodka.find.places.by_name import countries_by_name
from svodka.find.places.gazetteer import Candidate
from svodka.find.places.lookup import adjective, gives_adjective, half, heads, is_common, is_proper, look_up, stops
from svodka.language.compare import LEGAL_FORMS
from svodka.lexicons import fold, head_nouns, load
from svodka.model import Mention, Tokens, features

# What an organisation belongs to; an ocean, a mountain or a planet says nothing of its seat.
OWNERS = frozenset(('country', 'region', 'city', 'district', 'federal_district', 'continent', 'world_region'))
# A city inside an organisation's name has to be this large: «Мир», «Труд» and «Заря» are villages too. One that stands
# in quotation marks, where most names are made up («Сатурн», «Ладога»), has to be greater and no other word.
CITY, CITY_IN_MARKS = 30_000, 300_000
# A city that is a region of its own, or the capital of a country: «московская прокуратура» is of it.
METROPOLIS = 1_700_000
LEVELS = dict.fromkeys(('областной', 'краевой', 'республиканский'), 'region') | {
    'городской': 'city',
    'районный': 'district',
}
LONGEST = 4  # tokens of a place inside a name
AREA = 'по'  # before the area of a division
NAMESAKE = frozenset(('имени', 'им', 'им.', 'памяти'))
OPENING, CLOSING, STRAIGHT = '«„“', '»”', '"'


@cache
def supranational() -> tuple[str, ...]:
    """How the folded names begin of bodies of many countries that a town has given its name («Римский клуб»)."""
    return tuple(map(fold, load('place_heads')['supranational']))


@cache
def towns_bodies() -> frozenset[str]:
    """Lemmas of nouns for bodies that are a town's, so that «администрация Кирова» is of the town, not of Kirov."""
    return head_nouns('bodies') | {'дума', 'горсовет', 'горсуд', 'аэропорт', 'порт', 'вокзал'}


@cache
def regions_bodies() -> frozenset[str]:
    """Lemmas of bodies that are a region's where an adjective tells whose: «тверская прокуратура»."""
    return head_nouns('regions_bodies')


def owner(tokens: Tokens, mention: Mention) -> Sequence[Candidate]:
    """The first country, region or city that an organisation's name tells of; none of an international body, nor of an
    army's front."""
    if is_nobodys(tokens, mention):
        return ()
    marked = in_marks(tokens, mention)
    honoured = next((i for i in range(mention.first, mention.last) if tokens.text[i].lower() in NAMESAKE), mention.last)
    own = [
        i for i in range(mention.first, mention.last) if i < honoured or told_to_be_a_place(tokens, i, mention.first)
    ]
    if 'суд' in tokens.lemma[mention.first : mention.last]:  # «Тверской суд Москвы» is of a quarter of Moscow
        nouns = (own_place(tokens, i, mention, i in marked) for i in own)
        if found := next(filter(None, nouns), None):
            return found
    places = (own_place(tokens, i, mention, i in marked) or own_adjective(tokens, i, mention, i in marked) for i in own)
    found = next(filter(None, places), ()) or behind_bracket(tokens, mention)
    country = found[0].place.country if found and found[0].place.kind == 'country' else None
    return (area(tokens, mention, country) if country else ()) or found


def possible_owners(tokens: Tokens, mention: Mention) -> Sequence[Candidate]:
    """The countries whose an organisation may be that is called as a body of theirs, with no place in its name."""
    return () if is_nobodys(tokens, mention) else countries_by_name(mention.name)


def is_nobodys(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name is an international body's, or an army's front."""
    return fold(mention.name).startswith(supranational()) or 'фронт' in tokens.lemma[mention.first : mention.last]


def behind_bracket(tokens: Tokens, mention: Mention) -> Sequence[Candidate]:
    """The country in the genitive behind a body's abbreviation in brackets: «Комитет печати (КП) | Перу»."""
    at = mention.last
    if tokens.text[at : at + 1] != ['('] or tokens.text[at + 2 : at + 3] != [')'] or not tokens.text[at + 1].isupper():
        return ()
    first = at + 3
    for last in range(min(first + LONGEST, len(tokens)), first, -1):
        if tokens.sentence[last - 1] == tokens.sentence[mention.first] and 'Case=Gen' in tokens.feats[first]:
            found = look_up(tokens, first, last).places
            if found and found[0].place.kind == 'country' and tokens.text[first][0].isupper():
                return found
    return ()


def area(tokens: Tokens, mention: Mention, country: str) -> Sequence[Candidate]:
    """The region of a country at the end of a body's name that a division of it is for: «УФНС России по Коми»."""
    for i in range(mention.first + 1, mention.last - 1):
        if tokens.text[i] == AREA and (found := own_place(tokens, i + 1, mention, False)):
            return found if found[0].place.country == country else ()
    return ()


def own_place(tokens: Tokens, i: int, mention: Mention, marked: bool) -> Sequence[Candidate]:
    """The places whose name begins with token i of an organisation's name."""
    word = tokens.text[i]
    if not word[0].isupper() or (word.isupper() and word.lower() in LEGAL_FORMS):  # «ЗАО» is of no okrug
        return ()
    for last in range(min(i + LONGEST, mention.last), i, -1):
        name, found = look_up(tokens, i, last)
        kept = [c for c in found if is_owner(c, CITY_IN_MARKS if marked else CITY)]
        if marked:  # nor has «Сапара» to do with an old name of Sapporo
            kept = [c for c in kept if c.place.kind != 'city' or fold(c.place.name) == fold(name)]
        if not kept:
            continue
        if word.isascii() or (word.isupper() and mention.last - mention.first == 1):  # nor is «НАНТ» of Nantes
            kept = [c for c in kept if c.place.kind == 'country']  # «Van Lang Group» is not of Van
        if kept and last - i == 1 and not told_to_be_a_place(tokens, i, mention.first):
            kept = [] if is_common_owner(tokens, i, name, kept[0].place.kind) else kept
        if kept:
            return kept
    return ()


def is_common_owner(tokens: Tokens, i: int, name: str, kind: str) -> bool:
    """Whether a word that is a place's name by chance stands in that of an organisation: «Центральный банк» is of no
    city of Центральный, «Полиция» not of Police in Poland, «Театр Пушкина» of no town of Пушкин."""
    word = tokens.text[i]
    abbreviation = word.isupper() and len(word) > 1 and kind == 'country'  # «ЦИК КР»
    if not abbreviation and (word.lower() in heads() or tokens.pos[i] == 'ADJ' or is_common(word)):
        return True
    return kind == 'city' and not is_proper(name)


def own_adjective(tokens: Tokens, i: int, mention: Mention, marked: bool) -> Sequence[Candidate]:
    """The places of token i of an organisation's name if it is the adjective of a noun of that name."""
    if not has_noun(tokens, i, mention.last):
        return ()
    every = of_level(tokens, i, mention.last, adjective(tokens, i))
    found = [c for c in every if is_owner(c, 0)]
    if (
        not found
        or found[0] is not every[0]
        or (  # «Уральский центр» is of the mountains rather than of Уральск
            found[0].place.kind == 'country' and found[0].place.country is None  # «Советский суд»
        )
    ):
        return ()
    if found[0].place.kind == 'city' and not is_its_city(found[0], marked):
        found = [c for c in found if c.place.kind == 'region' and not marked]  # «Якутская компания»
    return () if half(tokens.lemma[i].lower()) else found  # «Российско-Узбекский университет» is of neither alone


def is_its_city(city: Candidate, marked: bool) -> bool:
    """Whether an adjective is rather that of a city than of a word: «Королевская академия» is not of Королёв; in marks
    the city has to be great («ОАО «Минский завод»»)."""
    if marked and city.weight < CITY_IN_MARKS:
        return False
    return gives_adjective(city.place.name) and not of_word(city)


def of_level(tokens: Tokens, i: int, last: int, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The places of an adjective that are of the level that the words behind it tell: «Костромская областная дума», and
    a prosecutor's office is a region's; «Тверской районный суд» is of a district that has the town's adjective."""
    noun = next((k for k in range(i + 1, last) if tokens.pos[k] in ('NOUN', 'PROPN')), last - 1)
    told = [tokens.lemma[k].lower() for k in range(i + 1, noun + 1)]
    if kind := next((LEVELS[lemma] for lemma in told if lemma in LEVELS), None):
        return [c for c in found if c.place.kind == kind]
    regions = [c for c in found if c.place.kind == 'region']
    if regions and found[0].weight < METROPOLIS and not regions_bodies().isdisjoint(told):
        return regions
    return found


def of_word(city: Candidate) -> bool:
    """Whether a small city in -ск is called after a word that has the same adjective: Октябрьск, Комсомольск,
    Михайловск; nobody thinks of a volume at Томск."""
    name = fold(city.place.name)
    if not name.endswith('ск') or city.weight >= CITY_IN_MARKS:
        return False
    stem = name.removesuffix('ск')
    return any(is_common(word) or not gives_adjective(word) for word in (stem, stem.removesuffix('ь')))


def is_owner(candidate: Candidate, least: int) -> bool:
    place = candidate.place
    return place.kind in OWNERS and (place.kind != 'city' or candidate.weight >= least)


def has_noun(tokens: Tokens, i: int, last: int) -> bool:
    """Whether token i agrees with a noun of the name to its right: «Томский научный центр», not «центр Томского»."""
    if i < tokens.head[i] < last:
        return True
    case = features(tokens.feats[i]).get('Case')
    for k in range(i + 1, last):
        if tokens.pos[k] in ('NOUN', 'PROPN', 'X'):
            own = features(tokens.feats[k]).get('Case')
            return case is None or own is None or own == case
    return False


def told_to_be_a_place(tokens: Tokens, i: int, first: int) -> bool:
    """Whether a noun for a kind of place, or for a town's body, stands before token i: «города Кирова»."""
    if i == first:
        return False
    before = tokens.lemma[i - 1].lower()
    stopped = (
        tokens.text[i - 1] == '.' and i - 1 > first and tokens.text[i - 2] in ('г', *stops())
    )  # not «А. С. Пушкина»
    return before in heads() or before in towns_bodies() or stopped


def in_marks(tokens: Tokens, mention: Mention) -> frozenset[int]:
    """The tokens of a name that stand in quotation marks, or all if marks are right around it."""
    found, depth, straight = set(), 0, False
    around = mention.first and tokens.text[mention.first - 1] in OPENING + STRAIGHT
    if around and tokens.text[mention.last : mention.last + 1] and tokens.text[mention.last] in CLOSING + STRAIGHT:
        return frozenset(range(mention.first, mention.last))
    for i in range(mention.first, mention.last):
        text = tokens.text[i]
        if text == STRAIGHT:
            straight = not straight
        depth += (text in OPENING) - (text in CLOSING)
        if depth > 0 or straight:
            found.add(i)
    return frozenset(found)
