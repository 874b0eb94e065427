"""Names of organisations made comparable: a body and whose it is, apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice, product

from svodka.find.normal.document import common_nouns
from svodka.find.places.by_name import PARLIAMENT, is_parliament
from svodka.find.places.gazetteer import candidates
from svodka.find.places.lookup import READINGS, by_adjective, cases, forms
from svodka.language.compare import fold
from svodka.language.morph import nominatives
from svodka.language.organisation_names import (
    is_national,
    lexicon,
    ministries,
    namesakes,
    organisation_key,
    organs,
    replacements,
)
from svodka.lexicons import head_nouns

LONGEST_PLACE = 4  # words of a place at the end of a name
TOWN = 'города'  # behind which a town's name need not decline
AREA = 'по'  # before the area of a division, and what a body is in charge of
# Adjectives that tell a land of its kind and say no more than its own adjective does: «костромская областная».
OF_KIND = frozenset('областной краевой республиканский окружной городской районный'.split())
# What case puts on a word, whatever its part of speech: two words are one if they differ in this alone.
ENDING = re.compile(
    '(?:ами|ями|ого|его|ому|ему|ыми|ими|ая|яя|ой|ей|ую|юю|ый|ий|ым|им|ые|ие|ых|их|ое|ее|ом|ем|ах|ях|ов|ев|ам|ям|[аяоеуюыиьй])$'
)


@cache
def one_a_land() -> frozenset[str]:
    """Keys of bodies of which a land has one, besides those that every country has."""
    return frozenset(organisation_key(name) for name in lexicon()['one_a_land'])


@cache
def kinds_of_body() -> frozenset[str]:
    """Nouns that say what a body is and not which, even with a capital («Совет», «Университет»)."""
    return common_nouns() | organs() | namesakes() | head_nouns('unnamed')


@cache
def stems_of_full_names() -> dict[str, list[tuple[list[str], str]]]:
    """Names that every newspaper abbreviates, as stems of their words, by the first of them, the longest first."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for short, full in lexicon()['abbreviations'].items():
        stems = [stem(word) for word in fold(full).split()]
        if len(stems) > 1 and short.isupper():
            found.setdefault(stems[0], []).append((stems, fold(short)))
    for names in found.values():
        names.sort(key=lambda pair: -len(pair[0]))
    return found


def stem(word: str) -> str:
    return ENDING.sub('', word)


def contracted(words: Sequence[str]) -> list[str]:
    """Folded words with what every newspaper abbreviates abbreviated behind the first: «секретариат Организации
    Объединённых Наций» is «секретариат ООН»."""
    kept = list(words[:1])
    at = 1
    while at < len(words):
        for stems, short in stems_of_full_names().get(stem(words[at]), ()):
            if [stem(word) for word in words[at : at + len(stems)]] == stems:
                kept.append(short)
                at += len(stems)
                break
        else:
            kept.append(words[at])
            at += 1
    return kept


@lru_cache(maxsize=50_000)
def plain_key(name: str) -> str:
    """An organisation's name for comparison, whatever is spelt out and what abbreviated in it.

    >>> plain_key('секретариат Организации Объединённых Наций') == plain_key('Секретариат ООН')
    True
    """
    return ' '.join(contracted(organisation_key(name).split()))


@lru_cache(maxsize=50_000)
def body_key(name: str, place: str | None = None) -> str:
    """An organisation's name for comparison, with the gazetteer's key of the place whose it is in place of the words
    for it, however the name has them.

    >>> body_key('МИД Таджикистана', 'country:TJ') == body_key('Министерство иностранных дел РТ', 'country:TJ')
    True
    >>> body_key('парламент Грузии', 'country:GE') == body_key('грузинский парламент', 'country:GE')
    True
    """
    own = body_of_place(name, place)
    return f'{own} @{place}' if own else plain_key(name)


def body_of_place(name: str, place: str | None) -> str:
    """What a name calls a body of a place, a country's parliament by that word; '' if it does not say whose.

    >>> body_of_place('Жогорку Кенеш', 'country:KG') == body_of_place('парламент Кыргызстана', 'country:KG')
    True
    """
    own = own_name(name, place)
    called = own or fold(name)
    return PARLIAMENT if place and is_parliament(called, place) and (own or called != PARLIAMENT) else own


def fullness(name: str, place: str | None) -> tuple[bool, bool, bool]:
    """What makes a name rather a body's whole one: it tells whose a body is that every country has, nothing in it is
    shortened but what every newspaper shortens, and the place has a noun.

    >>> fullness('правительство Перу', 'country:PE') > fullness('перуанское правительство', 'country:PE')
    True
    >>> fullness('Министерство леса Перу', 'country:PE') > fullness('перуанский Минлеса', 'country:PE')
    True
    >>> fullness('Министерство леса', None) > fullness('Минлеса', None)
    True
    """
    words = fold(name).replace('-', ' ').split()
    shortened = ministries().fullmatch(words[0]) is not None and words[0] not in replacements()[0]
    adjectival = bool(place) and len(words) > 1 and is_of(words[0], place or '') and bool(own_name(name, place))
    nobodys = is_national(name) and not (place and own_name(name, place))
    return not nobodys, not shortened, not adjectival


@lru_cache(maxsize=50_000)
def own_name(name: str, place: str | None) -> str:
    """What a name calls a body without the place whose it is; empty if it does not say whose, or nothing else."""
    words = plain_key(name).split()
    if not place or len(words) <= 1:
        return ''
    if rest := without_place(words, place):
        return ' '.join(rest)
    written = fold(name).split()  # in whose place «РБ» is no Belarus, if it is Bashkortostan's
    if len(written) > 1 and written[-1] not in words and names_place(written[-1:], place):
        return ' '.join(plain_key(' '.join(written[:-1])).split())
    rest = organisation_key(
        ' '.join(words[2:] if words[2:] and OF_KIND.intersection(nominatives(words[1])) else words[1:])
    )
    # «Российский банк» is no «Банк России»; of a parliament a country has one.
    if is_of(words[0], place) and (is_national(rest) or rest in one_a_land()):
        return rest
    return ''


def without_place(words: Sequence[str], place: str) -> Sequence[str]:
    """A body's folded words without those for the place of a key: at its end, in front of «по», or as the area that a
    division is for, whose country says no more; nothing if they do not name it so.

    >>> without_place('агентство республики перу по печати'.split(), 'country:PE')
    ['агентство', 'по', 'печати']
    >>> without_place('уфнс россии по томской области'.split(), 'region:RU-TOM')
    ['уфнс']
    """
    for size in range(min(LONGEST_PLACE, len(words) - 1), 0, -1):
        head, area = words[:-size], words[-size - 1] == AREA and len(words) > size + 1
        if len(words) > size + 1 and words[-size - 1] == TOWN and names_place(words[-size:], place, 'Nom'):
            return head[:-1]
        if names_place(words[-size:], place, 'Dat' if area else 'Gen'):
            return without_country(head[:-1]) if area else head
    for at in (i for i, word in enumerate(words) if word == AREA):
        for size in range(min(LONGEST_PLACE, at - 1), 0, -1):
            if names_place(words[at - size : at], place):
                return [*words[: at - size], *words[at:]]
    return ()


def without_country(words: Sequence[str]) -> Sequence[str]:
    """Folded words without the country at their end."""
    for size in range(min(LONGEST_PLACE, len(words) - 1), 0, -1):
        made = (' '.join(chosen) for chosen in islice(product(*map(forms, words[-size:])), READINGS))
        if any(c.place.kind == 'country' for name in made for c in candidates(name)):
            return words[:-size]
    return words


def names_place(words: Sequence[str], place: str, case: str = 'Gen') -> bool:
    """Whether folded words in a case are a name of the place of a key: «Газпром Армения» is no «… Армении»."""
    options = [forms(word) for word in words]
    for made in (' '.join(chosen) for chosen in islice(product(*options), READINGS)):
        if any(c.place.key == place for c in candidates(made)):
            return bool({case, ''} & cases(words, made)) or cases(words, made) == frozenset()
    return False


def is_of(word: str, place: str) -> bool:
    """Whether a folded word is the adjective of the place of a key."""
    return any(c.place.key == place for lemma in (word, *nominatives(word)) for c in by_adjective(lemma))
