"""Which places the mentions of a document mean, decided together: the countries of a text tell its cities apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, product

import yaml

from pipeline.model import Form, Mention, Parse, Place
from pipeline.morph import nominatives
from pipeline.places.gazetteer import FOLDER, Candidate, candidates, fold

# A name of more tokens is no gazetteer's; so many readings of its words are tried.
LONGEST, READINGS = 6, 32
# Score of a reading: the logarithm of its weight, and what the company of a country adds.
IN_DOCUMENT, IN_SENTENCE = 2.0, 1.0
# Where this project's releases come from, and what a Russian newspaper means when it says no more.
HOME = {'RU': 1.0, 'UZ': 1.0, 'KZ': .7, 'KG': .7, 'TJ': .7, 'TM': .7, 'UA': .4, 'BY': .4, 'AZ': .4, 'AM': .4, 'GE': .4}
# A city inside an organisation's name has to be this large: «Мир», «Труд» and «Заря» are villages too.
CITY_IN_ORGANISATION = 30_000
# Kinds that stand for each other: a республика may be a country, a королевство a part of one.
RELATED = frozenset((('region', 'country'), ('region', 'area'), ('country', 'region')))
NAMESAKE = frozenset(('имени', 'им', 'им.', 'памяти'))


@cache
def heads() -> dict[str, str]:
    """Lemma of a head noun → kind of place."""
    with open(FOLDER / 'place_heads.yaml', encoding='utf-8') as file:
        return {noun: kind for kind, nouns in yaml.load(file, yaml.CSafeLoader).items() for noun in nouns}


def resolve_places(parse: Parse, mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions with `place`, and `form` of adjectives: LOC by their name, ORG by a place inside it."""
    readings = [_readings(parse, m) for m in mentions]
    whole: Counter[str] = Counter()
    near: dict[int, set[str]] = {}
    for mention, (found, _, _) in zip(mentions, readings, strict=True):
        countries = {c.place.country for c in found}
        if len(countries) == 1 and (country := countries.pop()):
            whole[country] += 1
            near.setdefault(mention.sentence, set()).add(country)
    total = max(sum(whole.values()), 1)

    def score(candidate: Candidate, mention: Mention) -> float:
        country = candidate.place.country or ''
        return (math.log10(candidate.weight) + HOME.get(country, 0) + IN_DOCUMENT * whole[country] / total
                + IN_SENTENCE * (country in near.get(mention.sentence, ())))

    out = []
    for mention, (found, form, kind) in zip(mentions, readings, strict=True):
        place: Place | None = None
        if found:
            place = max(found, key=lambda c: score(c, mention)).place if len(found) > 1 else found[0].place
        elif kind:
            place = Place(f'{kind}:{fold(mention.name)}', mention.name, kind)
        changed = place is not None or form != mention.form
        out.append(replace(mention, place=place or mention.place, form=form) if changed else mention)
    return out


def _readings(parse: Parse, mention: Mention) -> tuple[Sequence[Candidate], Form, str | None]:
    """What a LOC mention may mean, its form, and the kind that its head noun tells."""
    tokens, first, last = parse.tokens, mention.first, mention.last
    if mention.type != 'LOC':
        return _inside(parse, mention) if mention.type == 'ORG' else (), mention.form, None
    if last - first == 1 and (found := _adjective(parse, first)):
        return found, 'adjective', None
    for name in (mention.name, mention.text):
        if found := candidates(name):
            return found, _form(mention), None
    if last - first > LONGEST:
        return (), mention.form, _kind(parse, first, last)
    if found := _look_up(parse, first, last):
        return found, _form(mention), None
    kind = _kind(parse, first, last)
    if kind and last - first > 1:
        inner = first + 1 if tokens.lemma[first] in heads() else first
        while inner < last - 1 and tokens.text[inner] == '.':
            inner += 1
        outer = last if inner > first else last - 1
        if fitting := [c for c in _look_up(parse, inner, outer) if _fits(kind, c)]:
            return fitting, _form(mention), None
    return (), mention.form, kind


def _form(mention: Mention) -> Form:
    letters = mention.text.replace('.', '')
    return 'abbreviation' if letters.isupper() and 1 < len(letters) <= 5 and ' ' not in letters else 'name'


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
    """What tokens [first, last) may be in the nominative, the tagger's lemma first."""
    options = []
    for i in range(first, last):
        word = parse.tokens.text[i].lower()
        options.append(tuple(dict.fromkeys((*nominatives(word), word))) if word.isalpha() or '-' in word else (word,))
    return (' '.join(words) for words in islice(product(*options), READINGS))


def _adjective(parse: Parse, i: int) -> tuple[Candidate, ...]:
    """The places of token i as an adjective: «российских», «российско-китайского» (of the last)."""
    tokens = parse.tokens
    word = tokens.text[i].lower()
    if tokens.pos and tokens.pos[i] == 'ADJ':
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


# The last three letters of the forms of an adjective in -ский, -цкий.
ENDINGS = frozenset('кий кая кое кие ого кой кую ому ких ким ком ими'.split())


def _inside(parse: Parse, mention: Mention) -> Sequence[Candidate]:
    """The first country, region or city inside an organisation's name."""
    tokens = parse.tokens
    for i in range(mention.first, mention.last):
        word = tokens.text[i]
        before = tokens.text[max(i - 2, mention.first):i]
        if any(w.lower() in NAMESAKE for w in before[-1:] + before[:before[-1:] == ['.']]):
            continue
        if not word[:1].isupper():
            if found := _adjective(parse, i):
                return found
            continue
        for last in range(min(i + 4, mention.last), i, -1):
            found = _look_up(parse, i, last)
            kept = [c for c in found if c.place.kind != 'city' or c.weight >= CITY_IN_ORGANISATION]
            if kept and not (last - i == 1 and word.lower() in heads()):
                return kept
        if found := _adjective(parse, i):
            return found
    return ()
