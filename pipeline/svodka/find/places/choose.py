"""Which places the mentions of a document mean, decided together: the countries of a text tell its cities apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice, product

from svodka.find.places.gazetteer import Candidate, candidates, fold, may_begin
from svodka.language.morph import nominatives, readings
from svodka.lexicons import load
from svodka.limits import checked
from svodka.model import Form, Mention, Parse, Place

# A name of more tokens is no gazetteer's; so many readings of its words are tried.
LONGEST, READINGS = 6, 32
LONGEST_ABBREVIATION = 5
# A word of fewer letters is not guessed at; a list of adjectives before the noun they share is not longer than this.
SHORTEST_GUESS, SHARED = 5, 14
# The last letters of the nominatives that a form on a vowel may belong to, the likelier first; or none.
GUESSED_ENDS = {'а': 'ао', 'е': 'аяьоеы', 'и': 'яаьи', 'о': 'о', 'у': 'ао', 'ы': 'аы', 'ю': 'яье', 'я': 'яье'}
# Score of a reading: the logarithm of its weight, and what the company of a country adds.
IN_DOCUMENT, IN_SENTENCE, AT_MOST = 1.5, 0.7, 2.0
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
# A city inside an organisation's name has to be this large: «Мир», «Труд» and «Заря» are villages too.
CITY_IN_ORGANISATION = 30_000
# Kinds that stand for each other: a республика may be a country, a королевство a part of one.
RELATED = frozenset((('region', 'country'), ('region', 'area'), ('country', 'region')))
# The last three letters of the forms of an adjective in -ский, -цкий.
ENDINGS = frozenset('кий кая кое кие ого кой кую ому ких ким ком ими'.split())
NAMESAKE = frozenset(('имени', 'им', 'им.', 'памяти'))


@cache
def heads() -> dict[str, str]:
    """Lemma of a head noun → kind of place."""
    return {noun: kind for kind, nouns in load('place_heads').items() if kind != 'part' for noun in nouns}


@cache
def parts() -> frozenset[str]:
    """Lemmas of what makes a part of a place: «юг», «восточный»."""
    return frozenset(load('place_heads')['part'])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention may mean: places, the kind that its words tell, or a part of a place."""

    found: Sequence[Candidate] = ()
    form: Form = 'name'
    kind: str | None = None
    part: bool = False


def resolve_places(parse: Parse, mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions with `place`, and `form` of adjectives: LOC by their name, ORG by a place inside it."""
    readings = [_reading(parse, m) for m in checked(mentions)]
    company = Company(mentions, readings)
    out = []
    for mention, reading in zip(mentions, readings, strict=True):
        place = company.best(mention, reading.found)
        if reading.part and place is not None:
            place = Place(f'area:{fold(mention.name)}', mention.name, 'area', place.country)
        elif place is None and reading.kind:
            place = Place(f'{reading.kind}:{fold(mention.name)}', mention.name, reading.kind)
        changed = place is not None or reading.form != mention.form
        out.append(replace(mention, place=place or mention.place, form=reading.form) if changed else mention)
    return out


class Company:
    """The countries that a document and each of its sentences name without doubt."""

    def __init__(self, mentions: Sequence[Mention], readings: Sequence[Reading]) -> None:
        self.document: Counter[str] = Counter()
        self.sentence: dict[int, set[str]] = {}
        for mention, reading in zip(mentions, readings, strict=True):
            countries = {c.place.country for c in reading.found}
            if len(countries) == 1 and (country := countries.pop()):
                self.document[country] += 1
                self.sentence.setdefault(mention.sentence, set()).add(country)
        self.total = max(self.document.total(), 1)

    def best(self, mention: Mention, found: Sequence[Candidate]) -> Place | None:
        """The likeliest of the places that a mention may mean."""
        if len(found) < 2:
            return found[0].place if found else None
        return max(found, key=lambda c: self.score(c, mention)).place

    def score(self, candidate: Candidate, mention: Mention) -> float:
        """The logarithm of a place's weight, and what the company of its country adds."""
        country = candidate.place.country or ''
        share = self.document[country] / self.total
        beside = country in self.sentence.get(mention.sentence, ())
        bonus = HOME.get(country, 0) + IN_DOCUMENT * share + IN_SENTENCE * beside
        return math.log10(candidate.weight) + min(bonus, AT_MOST)


def _reading(parse: Parse, mention: Mention) -> Reading:
    """What a mention may mean; of an organisation, which place stands in its name."""
    first, last, form = mention.first, mention.last, _form(mention)
    if mention.type != 'LOC':
        return Reading(_inside(parse, mention) if mention.type == 'ORG' else (), mention.form)
    if last - first == 1 and (adjective := _adjective_alone(parse, mention)):
        return adjective
    for name in (mention.name, mention.text):
        if found := candidates(name):
            return Reading(found, form)
    kind = _kind(parse, first, last)
    if last - first > LONGEST:
        return Reading((), form, kind)
    if found := _look_up(parse, first, last):
        return Reading(found, form)
    if last - first == 1:
        return Reading(_guessed(parse.tokens.text[first]), form, kind)
    lemmas = parse.tokens.lemma
    if lemmas[first] in parts() and (found := _look_up(parse, first + 1, last)):
        return Reading(found, form, part=True)
    if capital := _capital(parse, first, last):
        return Reading(capital, form)
    if kind:
        inner, outer = (first + 1, last) if lemmas[first] in heads() else (first, last - 1)
        while inner < outer - 1 and parse.tokens.text[inner] == '.':
            inner += 1
        if fitting := [c for c in _look_up(parse, inner, outer) if _fits(kind, c)]:
            return Reading(fitting, form)
    return Reading((), form, kind)


def _capital(parse: Parse, first: int, last: int) -> tuple[Candidate, ...]:
    """«столица Узбекистана», «узбекская столица» → Tashkent."""
    lemmas = parse.tokens.lemma
    if lemmas[first] == 'столица':
        found = _look_up(parse, first + 1, last)
    elif lemmas[last - 1] == 'столица' and last - first == 2:
        found = _adjective(parse, first)
    else:
        return ()
    country = found[0].place.country if found and found[0].place.kind == 'country' else None
    return candidates(f'столица {country}') if country else ()


def _form(mention: Mention) -> Form:
    """Whether a name is an abbreviation: «США», «U.S.»."""
    letters = mention.text.replace('.', '')
    return 'abbreviation' if letters.isupper() and 1 < len(letters) <= LONGEST_ABBREVIATION else 'name'


def _fits(kind: str, candidate: Candidate) -> bool:
    """Whether a place may be of the kind that the head noun says: «город Алматы» is no region."""
    return candidate.place.kind == kind or (kind, candidate.place.kind) in RELATED


def _kind(parse: Parse, first: int, last: int) -> str | None:
    """The kind of the first head noun in tokens [first, last)."""
    return next((heads()[w] for w in parse.tokens.lemma[first:last] if w in heads()), None)


def _look_up(parse: Parse, first: int, last: int) -> tuple[Candidate, ...]:
    """The places whose name the tokens [first, last) may be a form of."""
    return next((found for name in _names(parse, first, last) if (found := candidates(name))), ())


def _names(parse: Parse, first: int, last: int) -> Iterator[str]:
    """What tokens [first, last) may be in the nominative, the likeliest first."""
    words = parse.tokens.text[first:last]
    begin = _nominatives(words[0].lower())
    if len(words) == 1:
        yield from begin[:READINGS]
        return
    possible = [may_begin(word) for word in begin]
    if not any(possible):
        return
    options = [_nominatives(word.lower()) for word in words[1:]]
    left, each = READINGS, math.prod(map(len, options))
    for word, may in zip(begin, possible, strict=True):
        if may:
            yield from (' '.join((word, *rest)) for rest in islice(product(*options), left))
        left -= each
        if left <= 0:
            return


@lru_cache(maxsize=20_000)
def _nominatives(word: str) -> tuple[str, ...]:
    """What a word in lower case may be in the nominative, and the word itself."""
    return tuple(dict.fromkeys((*nominatives(word), word))) if word.isalpha() or '-' in word else (word,)


def _guessed(word: str) -> tuple[Candidate, ...]:
    """The places of a word that no dictionary has: «Неваде», by the endings that a nominative may have."""
    if not word[:1].isupper() or len(word) < SHORTEST_GUESS:
        return ()
    ends = GUESSED_ENDS.get(word[-1].lower(), '')
    return next((found for end in (*ends, '') if (found := candidates(word[:-1] + end))), ())


def _adjective_alone(parse: Parse, mention: Mention) -> Reading | None:
    """The reading of one token as an adjective, None if it is no adjective."""
    tokens, i = parse.tokens, mention.first
    found = _adjective(parse, i)
    if kind := _shared_head(parse, i):
        return Reading([c for c in found if _fits(kind, c)], 'name', kind)
    word = tokens.text[i]
    if found:
        # «Хабаровском» is the city too, where it stands before no noun.
        city = word[0].isupper() and tokens.relation[i] != 'amod' and word[-2:] == 'ом' and _look_up(parse, i, i + 1)
        return Reading(city, 'name') if city else Reading(found, 'adjective')
    modifies = tokens.relation[i] == 'amod' and tokens.head[i] > i and word[-3:].lower() in ENDINGS
    return Reading((), 'adjective') if tokens.pos[i] == 'ADJ' and (word.islower() or modifies) else None


def _shared_head(parse: Parse, i: int) -> str | None:
    """The kind of the noun in the plural that several names share: «Ташкентской, Бухарской и Навоийской областях»."""
    tokens, j = parse.tokens, i + 1
    texts, stop = tokens.text, min(i + SHARED, len(tokens))
    if not texts[i][:1].isupper() or j >= stop or texts[j] not in (',', 'и'):
        return None
    while j < stop and (texts[j] in (',', 'и') or (texts[j][0].isupper() and texts[j][-3:] in ENDINGS)):
        j += 1
    plural = j < stop and 'Number=Plur' in tokens.feats[j]
    return heads().get(tokens.lemma[j]) if plural else None


def _adjective(parse: Parse, i: int) -> tuple[Candidate, ...]:
    """The places of token i as an adjective: «российских», «российско-китайского» (of the last)."""
    tokens = parse.tokens
    word = tokens.text[i].lower()
    if tokens.pos[i] == 'ADJ':
        lemmas = (tokens.lemma[i], *nominatives(word))
    elif word.endswith(('ско', 'цко')):
        lemmas = (word[:-1] + 'ий',)
    elif word[-3:] in ENDINGS:
        lemmas = nominatives(word)
    else:
        return ()
    for lemma in lemmas:
        if found := candidates(lemma, True) or candidates(lemma.rpartition('-')[2], True):
            return found
    return ()


@lru_cache(maxsize=10_000)
def _is_common(word: str) -> bool:
    """Whether a word is first of all a common noun."""
    found = readings(word.lower())
    return bool(found) and found[0].known and found[0].kind == 'noun'


def _inside(parse: Parse, mention: Mention) -> Sequence[Candidate]:
    """The first country, region or city inside an organisation's name."""
    tokens = parse.tokens
    for i in range(mention.first, mention.last):
        word = tokens.text[i]
        before = tokens.text[max(i - 2, mention.first) : i]
        if any(w.lower() in NAMESAKE for w in before[-1:] + before[: before[-1:] == ['.']]):
            continue
        if not word[:1].isupper():
            if found := _adjective(parse, i):
                return found
            continue
        for last in range(min(i + 4, mention.last), i, -1):
            found = _look_up(parse, i, last)
            kept = [c for c in found if c.place.kind != 'city' or c.weight >= CITY_IN_ORGANISATION]
            # «Центральный банк» is of no city of Центральный, «Полиция» not of Police in Poland.
            common = last - i == 1 and (word.lower() in heads() or tokens.pos[i] == 'ADJ' or _is_common(word))
            if kept and not common:
                return kept
        if found := _adjective(parse, i):
            return found
    return ()
