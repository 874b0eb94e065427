"""From words in a text to the gazetteer: what a form may be in the nominative, and the places of that name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

from svodka.find.places.gazetteer import Candidate, candidates, may_begin
from svodka.language.morph import RELATIONAL, known_readings, nominatives, readings
from svodka.lexicons import fold, load
from svodka.model import Tokens

# A name of more tokens is no gazetteer's; so many readings of its words are tried.
LONGEST, READINGS = 6, 32
SHORTEST_GUESS = 5  # letters of a word that is guessed at
# The last letters of the nominatives that a form on a vowel may belong to, the likelier first; or none.
GUESSED_ENDS = {'а': 'ао', 'е': 'аяьоеы', 'и': 'яаьи', 'о': 'о', 'у': 'ао', 'ы': 'аы', 'ю': 'яье', 'я': 'яье'}
# The last three letters of the forms of an adjective in -ский, -цкий.
ENDINGS = frozenset('кий кая кое кие ого кой кую ому ких ким ком ими'.split())
# The first half of a compound adjective and the adjective that it is made of: «российско-» of российский.
HALF, OF_HALF = ('ско', 'цко'), 'ий'
# First halves that are shorter than the adjective's stem.
HALVES = {'англо': 'английский', 'греко': 'греческий', 'итало': 'итальянский', 'франко': 'французский'}
# First halves that make another place of a place: «ново-московский».
OWN_HALVES = frozenset('больше велико военно горно красно мало ново старо черно'.split())
# Words in the middle of a hyphened name, behind which nothing declines: Камень-на-Оби.
INNER = frozenset('на под над в во при у ле де ла сюр'.split())
# Adjectives of what is a capital within its country alone: «южная столица» is Алматы, Ош or Одесса.
CAPITALS = frozenset('южный северный культурный летний зимний древний'.split())
BETWEEN = frozenset('.–—')  # what stands between a name's words and is none: «обл. Тверская», «Папуа – Новая Гвинея»
OTHER_NAME = 0.2  # of a place's weight under its old and rare names
# The lists of place_heads.yaml that are no nouns for a kind of place.
OTHER_LISTS = ('part', 'stops', 'supranational', 'watery', 'flowing', 'crossings', 'of_countries', 'listed')
WHOLE = {'обл': 'область', 'кр': 'край', 'респ': 'республика', 'окр': 'округ', 'г': 'город'} | dict.fromkeys(
    ('р-н', 'р-на', 'р-ну', 'р-не', 'р-ном'), 'район'
)
LONGEST_STOP = 3  # letters with a full stop each: «п.г.т.»
PROPER = frozenset(('place', 'organisation', 'abbreviation'))


class Found(NamedTuple):
    """The places of a name, and the name in the nominative under which the gazetteer has them."""

    name: str
    places: tuple[Candidate, ...]


NOTHING = Found('', ())


@cache
def heads() -> dict[str, str]:
    """Lemma of a head noun → kind of place."""
    return {noun: kind for kind, nouns in load('place_heads').items() if kind not in OTHER_LISTS for noun in nouns}


@cache
def stops() -> dict[str, str]:
    """Abbreviation of a head noun that a full stop follows → kind of place: «х.» is a хутор."""
    return {word: kind for kind, words in load('place_heads')['stops'].items() for word in words}


def abbreviated_noun(tokens: Tokens, first: int) -> int | None:
    """Where an abbreviated noun for a kind of place begins right before token `first`: «х.», «р.п.»; None if none
    stands there."""
    begin, at = None, first
    for _ in range(LONGEST_STOP):
        if at < len('х.') or tokens.text[at - 1] != '.' or not tokens.text[at - 2].islower():
            break
        at -= 2
        begin = at if ''.join(tokens.text[at : first - 1]) in stops() else begin
    return begin


@cache
def parts() -> frozenset[str]:
    """Lemmas of what makes a part of a place: «юг», «восточный»."""
    return frozenset(load('place_heads')['part'])


def look_up(tokens: Tokens, first: int, last: int) -> Found:
    """The places whose name the tokens [first, last) may be a form of, under the likeliest nominative."""
    return next((Found(name, found) for name in names(tokens, first, last) if (found := candidates(name))), NOTHING)


def weightiest(tokens: Tokens, first: int, last: int) -> Found:
    """The places under the weightiest of the names that the tokens [first, last) may be a form of: «Донском» of Донской
    rather than of Донское."""
    found = [Found(name, own) for name in names(tokens, first, last) if (own := candidates(name))]
    return max(found, key=lambda f: worth(f.name, f.places[0]), default=NOTHING)


def worth(name: str, candidate: Candidate) -> float:
    """The weight of a place under a name: less if that is not the name it bears today."""
    return candidate.weight * (1 if fold(candidate.place.name) == fold(name) else OTHER_NAME)


def names(tokens: Tokens, first: int, last: int) -> Iterator[str]:
    """What tokens [first, last) may be in the nominative, the likeliest first."""
    words = [word for word in tokens.text[first:last] if word not in BETWEEN]
    begin = forms(words[0].lower()) if words else ()
    if len(words) == 1:
        yield from begin[:READINGS]
        return
    possible = [may_begin(word) for word in begin]
    if not any(possible):
        return
    options = [forms(word.lower()) for word in words[1:]]
    left, each = READINGS, math.prod(map(len, options))
    for word, may in zip(begin, possible, strict=True):
        if may:
            yield from (' '.join((word, *rest)) for rest in islice(product(*options), left))
        left -= each
        if left <= 0:
            return


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """What a word in lower case may be in the nominative, and the word itself; of a hyphened name each part declines
    up to a preposition («камне-на-оби» → камень-на-оби, «каменске-уральском» → каменск-уральский)."""
    if word in WHOLE:
        return WHOLE[word], word
    if '-' not in word:
        return (
            tuple(n for n in dict.fromkeys((*nominatives(word), word)) if may_lose(n, word))
            if word.isalpha()
            else (word,)
        )
    whole = dict.fromkeys((*nominatives(word), word))
    parts_of = word.split('-')
    stop = next((i for i, part in enumerate(parts_of) if part in INNER), len(parts_of))
    if not stop or not all(part.isalpha() for part in parts_of):
        return tuple(whole)
    options = [(*dict.fromkeys((*nominatives(part), part)),) for part in parts_of[:stop]]
    rest = parts_of[stop:]
    whole |= dict.fromkeys('-'.join((*some, *rest)) for some in islice(product(*options), READINGS))
    return tuple(whole)


def may_lose(nominative: str, word: str) -> bool:
    """Whether a word may be a form of a nominative: one without the vowel of that is a genitive plural, which no name
    in the singular has («Мир» is no form of «Мира»)."""
    return nominative[-1:] not in ('а', 'о') or nominative[:-1] != word


def guess(word: str) -> Found:
    """The places of a word that no dictionary has: «Неваде», by the endings that a nominative may have."""
    if not word[:1].isupper() or len(word) < SHORTEST_GUESS:
        return NOTHING
    ends = GUESSED_ENDS.get(word[-1].lower(), '')
    return next((Found(name, found) for end in (*ends, '') if (found := candidates(name := word[:-1] + end))), NOTHING)


def adjective(tokens: Tokens, i: int) -> tuple[Candidate, ...]:
    """The places of token i as an adjective: «российских», «российско-китайского» (of the last)."""
    return next((found for lemma in adjective_lemmas(tokens, i) if (found := by_adjective(lemma))), ())


def by_adjective(lemma: str) -> tuple[Candidate, ...]:
    """The places of an adjective's lemma, of a compound one the last half's: «японо-китайский», not «нижне-нарынский»,
    «Камбар-Атинский», which are of places of their own."""
    first, hyphen, last = lemma.rpartition('-')
    if hyphen and (not first.endswith('о') or first in OWN_HALVES):
        return candidates(lemma, True)
    stressed = last[:-2] + 'ий' if last.endswith(('ской', 'цкой')) else ''  # «тверской», «костромской»
    return candidates(lemma, True) or candidates(last, True) or (candidates(stressed, True) if stressed else ())


def adjective_lemmas(tokens: Tokens, i: int) -> tuple[str, ...]:
    """The lemmas of token i as an adjective in -ский or as the first half of one, the likelier first."""
    word = tokens.text[i].lower()
    if tokens.pos[i] == 'ADJ':
        return tokens.lemma[i].lower(), *nominatives(word)
    if word.endswith(HALF):
        return (word[:-1] + OF_HALF,)
    return nominatives(word) if word[-3:] in ENDINGS else ()


def half(lemma: str) -> tuple[Candidate, ...]:
    """The places of the first half of a compound adjective: «узбекско-российский» → Uzbekistan."""
    whole = whole_half(lemma.rpartition('-')[0])
    return candidates(whole, True) if whole else ()


@lru_cache(maxsize=1_000)
def whole_half(first: str) -> str:
    """The adjective of a country that the first half of a compound one stands for: «узбекско», «армяно»; '' if none.

    >>> whole_half('узбекско'), whole_half('армяно'), whole_half('франко'), whole_half('северо')
    ('узбекский', 'армянский', 'французский', '')
    """
    if first.endswith(HALF):
        return first[:-1] + OF_HALF
    made = HALVES.get(first, first[:-1] + 'ский' if first.endswith('о') else '')
    found = candidates(made, True) if made else ()
    return made if found and found[0].place.kind == 'country' else ''


def cases(words: Sequence[str], name: str) -> frozenset[str]:
    """The cases, as UD names them, in which words may stand as forms of a name in the nominative; '' fits any."""
    own = name.replace('-', ' ').split()
    parts_of = [part for word in words for part in word.replace('-', ' ').split()]
    found: frozenset[str] | None = None
    for part, nominative in zip(parts_of, own, strict=False):
        if part.lower() in INNER:
            break
        seen = _cases(part.lower(), fold(nominative))
        found = seen if found is None or '' in found else found if '' in seen else found & seen
    return found or frozenset()


@lru_cache(maxsize=20_000)
def _cases(word: str, nominative: str) -> frozenset[str]:
    """The cases in which a word may be a form of a nominative; any if it is the nominative of no known word."""
    found = frozenset(r.case for r in readings(word) if fold(r.nominative) == nominative)
    fixed = fold(word) == nominative and not known_readings(word)
    return found or (frozenset(('',)) if fixed else found)


@lru_cache(maxsize=10_000)
def is_common(word: str) -> bool:
    """Whether a word is first of all a common noun."""
    found = readings(word.lower())
    return bool(found) and found[0].known and found[0].kind == 'noun'


@lru_cache(maxsize=10_000)
def is_proper(name: str) -> bool:
    """Whether a name in the nominative is a place's alone: Омск, not Пушкин (a surname), Майский (an adjective),
    Владимир (a given name), Гай (a noun)."""
    return all(r.kind in PROPER for r in known_readings(name.lower()) if r.case in ('Nom', ''))


@lru_cache(maxsize=10_000)
def gives_adjective(name: str) -> bool:
    """Whether an adjective made of a name in the nominative is the place's: томский, not королевский or майский."""
    return all(r.kind not in ('surname', 'adjective') for r in known_readings(name.lower()) if r.case in ('Nom', ''))


@lru_cache(maxsize=10_000)
def is_ordinary(word: str) -> bool:
    """Whether a word is in the dictionary as a common noun, or as an adjective that no place has, and as nothing else:
    «крупнейшие», «войска»."""
    found = known_readings(word.lower())
    return bool(found) and all(r.kind == 'noun' or (r.kind == 'adjective' and not of_place(word)) for r in found)


def of_place(word: str) -> bool:
    """Whether a form may be one of an adjective in -ский or of a place's: «российской», «западные»."""
    return any(n.endswith(RELATIONAL) or candidates(n, True) for n in nominatives(word))
