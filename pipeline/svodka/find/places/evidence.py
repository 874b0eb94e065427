"""Whether a stretch of words is a mention of a place: every sign that speaks for or against it, weighed together.

The signs are those a reader goes by: what the gazetteer has of the name, the preposition and the case form that it
governs, a noun for a kind of place beside it, brackets behind a person, the company of other places, what else the word
may be, and what the tagger says. Their weights stand in lexicons/place_evidence.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from svodka.find.places.gazetteer import Candidate
from svodka.find.places.lookup import (
    NOTHING,
    Found,
    abbreviated_noun,
    cases,
    is_common,
    look_up,
    stops,
    weightiest,
)
from svodka.language.morph import known_readings
from svodka.language.name_words import is_given
from svodka.lexicons import load
from svodka.model import Tokens, features

CITY, GREAT = 50_000, 500_000  # inhabitants
# Prepositions before places by the cases that they govern; what is behind them may yet be a person.
IN, ON, OUT = frozenset(('в', 'во')), frozenset(('на',)), frozenset(('из', 'изо'))
NEAR = {
    'под': ('Ins', 'Acc'), 'над': ('Ins',), 'через': ('Acc',), 'близ': ('Gen',), 'около': ('Gen',), 'возле': ('Gen',),
    'до': ('Gen',), 'вокруг': ('Gen',), 'мимо': ('Gen',), 'вблизи': ('Gen',), 'за': ('Ins',), 'сквозь': ('Acc',),
}  # fmt: skip
REACH = 8  # tokens of a list behind its preposition
OPENING, DASHES = frozenset('«„“"'), frozenset('—–-')
LISTED = frozenset((',', 'и', 'или'))
# Signs beside which the capital of a common noun is no accident.
TOLD = frozenset(('descriptor', 'predicate', 'in_brackets'))
# Nouns behind which the name of a settlement stands in the genitive, and that of a person hardly.
OWNED = frozenset(
    'житель жительница мэр горожанин градоначальник уроженец уроженка окраина окрестность пригород'.split()
)
NAMING = frozenset(
    'город г городок агрогородок посёлок село деревня дер станица хутор аул кишлак аил столица пгт рп'.split()
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the spans of a document tell: tokens that are in a person's name, that are in a place, words of whole names
    of people, names in the nominative of places; and the tagger's type of the stretch that is weighed."""

    people: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()
    whole_names: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    tagged: str = ''


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signs of a stretch, by name, with their weights; their sum; whether it is enough for a place."""

    found: Found = NOTHING
    signs: Mapping[str, float] = field(default_factory=dict)

    @property
    def points(self) -> float:
        return sum(self.signs.values())

    @property
    def is_enough(self) -> bool:
        return bool(self.found.places) and self.points >= enough()


@cache
def weights() -> dict[str, float]:
    return {sign: float(entry['weight']) for sign, entry in load('place_evidence')['signs'].items()}


@cache
def enough() -> float:
    return float(load('place_evidence')['enough'])


def weigh(tokens: Tokens, first: int, last: int, around: Surroundings) -> Evidence:
    """The evidence that tokens [first, last) are the name of a place."""
    found = weightiest(tokens, first, last)
    if not found.places:
        return Evidence()
    signs = [*of_gazetteer(found.places[0], last - first), *of_preposition(tokens, first, last, found.name)]
    if found.name in around.names and around.tagged != 'PER':
        signs.append('place_here')
    signs += of_neighbours(tokens, first, last, around)
    if last - first == 1:
        signs += of_word(tokens.text[first], tokens.lemma[first], around, not TOLD.isdisjoint(signs))
    signs += [{'PER': 'tagged_person', 'ORG': 'tagged_body', '': 'untagged'}.get(around.tagged, '')]
    known = weights()
    return Evidence(found, {sign: known[sign] for sign in signs if sign})


def of_gazetteer(candidate: Candidate, words: int) -> Iterator[str]:
    """What the gazetteer has of a name."""
    kind = candidate.place.kind
    if kind in ('country', 'region'):
        yield kind
    elif kind == 'city':
        if candidate.weight >= CITY:
            yield 'great_city' if candidate.weight >= GREAT else 'city'
    else:
        yield 'water_or_land'
    if words > 1:
        yield 'several_words'


def of_preposition(tokens: Tokens, first: int, last: int, name: str) -> Iterator[str]:
    """The preposition before a stretch, or before the list that it is in, if the stretch stands in a case of it."""
    at = preposition(tokens, first)
    if at is None:
        return
    word = tokens.text[at].lower()
    seen = cases(tokens.text[first:last], name)
    fixed = '' in seen and at == first - 1  # «в Тусоне, Кэтрин не знала»: what does not decline is in no list
    if word in IN and (fixed or 'Loc' in seen):
        yield 'in_locative'
    elif word in ON and (fixed or 'Loc' in seen):
        yield 'on_locative'
    elif word in IN | ON and inanimate(tokens, first, last, name):
        yield 'to_inanimate'
    elif word in OUT and (fixed or 'Gen' in seen):
        yield 'out_of_genitive'
    elif word in NEAR and (fixed or not seen.isdisjoint(NEAR[word])):
        yield 'near'


def inanimate(tokens: Tokens, first: int, last: int, name: str) -> bool:
    """Whether a stretch stands in an accusative that a person's name would not have: «во Владимир», «в Гагру»."""
    seen = cases(tokens.text[first:last], name)
    return 'Acc' in seen and ('Nom' in seen or 'Gen' not in seen)


def preposition(tokens: Tokens, first: int) -> int | None:
    """The preposition before token `first`, or before a list with capitals that it ends: «из Орла и Гая»."""
    at, low = first - 1, max(first - REACH, 0)
    if at >= 0 and tokens.text[at] in LISTED:
        while at > low and (tokens.text[at] in LISTED or tokens.text[at][0].isupper()):
            at -= 1
    while at >= 0 and tokens.text[at] == '.' and at > 0 and tokens.text[at - 1].lower() in stops():
        at -= 2
    same = at >= 0 and tokens.sentence[at] == tokens.sentence[first]
    return at if same and tokens.text[at].lower() in IN | ON | OUT | NEAR.keys() else None


def of_neighbours(tokens: Tokens, first: int, last: int, around: Surroundings) -> Iterator[str]:
    """What stands right before and behind a stretch."""
    before = tokens.text[first - 1] if first else ''
    behind = tokens.text[last] if last < len(tokens) else ''
    told = {
        'descriptor': described(tokens, first),
        'behind_its_noun': belongs(tokens, first, last),
        'predicate': is_predicate(tokens, last),
        'flows': flows(tokens, first),
    }
    yield from (sign for sign, is_there in told.items() if is_there)
    bracketed = before == '(' and behind == ')' and first > 1 and first - 2 in around.people
    if bracketed and is_nominative(tokens, first, last):
        yield 'in_brackets'
    if (before in LISTED and first - 2 in around.places) or (behind in LISTED and last + 1 in around.places):
        yield 'listed'
    if before in OPENING:
        yield 'in_marks'
    if modifies(tokens, last - 1):
        yield 'modifies'
    elif continues(tokens, last, around) or (first and first - 1 in around.people):
        yield 'beside_a_name'


def described(tokens: Tokens, first: int) -> bool:
    """Whether a noun for a settlement, whole or abbreviated, stands before a stretch: «посёлок», «х.»."""
    if not first or tokens.sentence[first - 1] != tokens.sentence[first]:
        return False
    before = tokens.text[first - 1]
    if before == '.':
        return abbreviated_noun(tokens, first) is not None
    return before.islower() and tokens.lemma[first - 1] in NAMING


@cache
def _flowing() -> frozenset[str]:
    return frozenset(load('place_heads')['flowing'])


def flows(tokens: Tokens, i: int) -> bool:
    """Whether token i is the subject of what rivers do: «Зеравшан обмелел», «Чу вышла из берегов»."""
    verb = tokens.head[i]
    if verb < 0 or not tokens.relation[i].startswith('nsubj'):
        return False
    if tokens.lemma[verb] == 'выйти':
        return 'берег' in tokens.lemma[verb + 1 : verb + 4]
    return tokens.lemma[verb] in _flowing()


def belongs(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a stretch in the genitive stands behind a noun that settlements have: «жители Донского»."""
    before = tokens.lemma[first - 1].lower() if first else ''
    inside = first > 0 and tokens.sentence[first - 1] == tokens.sentence[first]
    if not inside or before not in OWNED:
        return False
    found = weightiest(tokens, first, last)
    return not cases(tokens.text[first:last], found.name).isdisjoint(('Gen', ''))


def is_predicate(tokens: Tokens, last: int) -> bool:
    """Whether a dash and a noun for a kind of place follow: «Виктория — столица»."""
    if last + 1 >= len(tokens) or tokens.text[last] not in DASHES:
        return False
    at = last + 1
    while at < min(last + 4, len(tokens)) and tokens.pos[at] == 'ADJ':
        at += 1
    return at < len(tokens) and tokens.lemma[at] in NAMING and 'Case=Nom' in tokens.feats[at]


def is_nominative(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a stretch is written as the gazetteer has it."""
    found = look_up(tokens, first, last)
    return bool(found.places) and not cases(tokens.text[first:last], found.name).isdisjoint(('Nom', ''))


def modifies(tokens: Tokens, i: int) -> bool:
    """Whether token i may be an adjective of the noun right behind it."""
    following = i + 1
    if following >= len(tokens) or tokens.sentence[following] != tokens.sentence[i]:
        return False
    if tokens.pos[following] not in ('NOUN', 'PROPN', 'ADJ') or not any(
        r.kind == 'adjective' for r in known_readings(tokens.text[i].lower())
    ):
        return False
    own, other = features(tokens.feats[i]).get('Case'), features(tokens.feats[following]).get('Case')
    return tokens.head[i] == following or own is None or own == other


def continues(tokens: Tokens, last: int, around: Surroundings) -> bool:
    """Whether a person's name goes on behind a stretch, with nothing between."""
    inside = last < len(tokens) and tokens.sentence[last] == tokens.sentence[last - 1]
    return inside and last in around.people and tokens.text[last][0].isupper()


def of_word(text: str, lemma: str, around: Surroundings, told: bool) -> Iterator[str]:
    """What else a single word may be."""
    known = {r.kind for r in known_readings(text.lower())}
    if around.tagged != 'ORG':
        if 'name' in known or is_given(lemma):
            yield 'given_name'
        if 'surname' in known:
            yield 'surname'
    if text in around.whole_names or lemma in around.whole_names:
        yield 'person_here'
    if known == {'place'} and text not in around.whole_names and lemma not in around.whole_names:
        yield 'only_place'
    if around.tagged == 'PER' and known.isdisjoint(('name', 'surname')) and not is_given(lemma):
        yield 'unknown_person'
    if not told and is_common(text):
        yield 'common_word'
