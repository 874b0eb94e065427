"""What kind of place the words beside a name tell: «река Чирчик», «воды Нарына» are no towns, «в Нарыне» is one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from svodka.find.places.evidence import described, flows
from svodka.find.places.gazetteer import Candidate
from svodka.find.places.lookup import cases, heads
from svodka.lexicons import load
from svodka.model import Tokens

NATURAL = frozenset(('river', 'lake', 'sea', 'mountain', 'glacier', 'island', 'peninsula', 'desert', 'gulf', 'strait'))
SETTLED = frozenset(('city', 'district', 'region', 'country'))
WATERS = frozenset(('river', 'lake', 'sea'))
LISTED = frozenset((',', 'и', 'или'))
# Kinds that stand for each other: a республика may be a country, a королевство a part of one.
RELATED = frozenset((('region', 'country'), ('region', 'area'), ('country', 'region')))
SHORT = 2  # letters of an abbreviated noun, which has no capital
REACH = 8  # tokens of a list behind its noun


@cache
def watery() -> frozenset[str]:
    """Lemmas of what rivers and lakes have: «русло», «уровень», «берег»."""
    return frozenset(load('place_heads')['watery'])


@cache
def _crossings() -> frozenset[str]:
    return frozenset(load('place_heads')['crossings'])


def of_water(tokens: Tokens, at: int) -> bool:
    """Whether the word at token `at` leads to a water: «уровень», «вдоль», «мост через», «впадает в», «воды в»."""
    if tokens.lemma[at].lower() in watery() or tokens.text[at].lower() in ('вдоль', 'на'):
        return True
    before, second = (tokens.lemma[at - n].lower() if at >= n else '' for n in (1, 2))
    word = tokens.text[at].lower()
    if word == 'через':
        return before in _crossings()
    return word in ('в', 'во') and (before == 'впадать' or (before == 'вода' and second in watery()))


def natural_kind(tokens: Tokens, first: int) -> str:
    """The kind of the noun right before a name that is one for a river, a mountain, an island; '' if none is. A канал
    may be one on television."""
    at = first - 1
    at -= at > 0 and tokens.text[at] == '.'
    if at < 0 or tokens.sentence[at] != tokens.sentence[first] or tokens.pos[at] not in ('NOUN', 'PROPN'):
        return ''
    if at and tokens.text[at].istitle() and tokens.text[at - 1].istitle():  # «Чёрная Губа | Лесного района»
        return ''
    return kind_of(tokens, at)


def kind_of(tokens: Tokens, i: int) -> str:
    """The kind of natural place that token i is a noun for; '' if it is none, or an initial («Р. Седов»)."""
    lemma = tokens.lemma[i].lower()
    kind = heads().get(lemma, '') if lemma != 'канал' and (len(lemma) > SHORT or tokens.text[i].islower()) else ''
    return kind if kind in NATURAL else ''


def after_somebody(tokens: Tokens, first: int) -> bool:
    """Whether a name stands in the genitive behind a noun that does not: «на острове Врангеля» is called «Врангеля»."""
    before, own = tokens.feats[first - 1] if first else '', tokens.feats[first]
    return 'Case=Gen' in own and 'Case=' in before and 'Case=Gen' not in before


def of_state(tokens: Tokens, at: int, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The countries alone if token `at` is an office or a body that countries have and regions have not: «посол РК»;
    a president some regions of Russia had."""
    lemma = tokens.lemma[at].lower() if at >= 0 else ''
    if len(found) <= 1 or lemma not in of_countries() | {'президент'}:
        return found
    kept = [c for c in found if c.place.kind == 'country' or (lemma == 'президент' and c.place.country == 'RU')]
    return kept or found


@cache
def of_countries() -> frozenset[str]:
    return frozenset(load('place_heads')['of_countries'])


def fitting(tokens: Tokens, first: int, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those of several places that the words before a name speak for, or all."""
    if kind := natural_kind(tokens, first):
        return [c for c in found if c.place.kind == kind]
    at = before_list(tokens, first)
    if flows(tokens, first) or (at >= 0 and of_water(tokens, at)):
        return [c for c in found if c.place.kind in WATERS] or found
    before = tokens.text[at].lower() if at >= 0 else ''
    inside = before in ('в', 'во', 'из') and not accusative(tokens, first, found)  # into Нарын flows a river, too
    if inside or described(tokens, first):
        return [c for c in found if c.place.kind in SETTLED] or found
    return found


def before_list(tokens: Tokens, first: int) -> int:
    """The token before a name, or before the list of names that it ends; -1 if that is not in its sentence."""
    at = first - 1
    if at > 0 and tokens.text[at] in LISTED:
        while at > max(first - REACH, 0) and (tokens.text[at] in LISTED or tokens.text[at][0].isupper()):
            at -= 1
    return at if at >= 0 and tokens.sentence[at] == tokens.sentence[first] else -1


def accusative(tokens: Tokens, first: int, found: Sequence[Candidate]) -> bool:
    """Whether the tagger has a word in the accusative and it may be that of one of its places: «в Шексне» is not."""
    seen = [cases(tokens.text[first : first + 1], c.place.name) for c in found]
    return 'Case=Acc' in tokens.feats[first] and (not any(seen) or any('Acc' in own or '' in own for own in seen))


def is_of_kind(kind: str, candidate: Candidate) -> bool:
    """Whether a place may be of the kind that the head noun says: «город Алматы» is no region."""
    return candidate.place.kind == kind or (kind, candidate.place.kind) in RELATED
