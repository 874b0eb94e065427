"""Names of places that share their noun: «Бухарская и Навоийская области», «Главы районов: Чуйского – …»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from svodka.find.places.gazetteer import Candidate, candidates
from svodka.find.places.kinds import is_of_kind
from svodka.find.places.lookup import ENDINGS, heads
from svodka.language.morph import nominatives
from svodka.lexicons import load
from svodka.model import Tokens, features

LISTED = frozenset((',', 'и'))
SHARED = 14  # tokens of a list of adjectives before the noun that they share, at most
GENITIVES = ('ского', 'цкого', 'ской', 'цкой')
DASHES = frozenset('–—-')
BEFORE_ITEM = frozenset((':', ',', ';', '.', 'и'))
LIST, INTRODUCTION = 120, 10  # tokens of a list behind its colon, and before it, at most


def shared_head(tokens: Tokens, first: int, last: int) -> range | None:
    """The words in the plural that several names share, their noun last: «Ташкентской, Бухарской и Навоийской |
    областях», «Донецкой и Луганской | народных республик»."""
    if not tokens.text[first][:1].isupper() or not is_adjectival(tokens, first):
        return None
    inside = next((k for k in range(first + 1, last) if is_plural(tokens, k) and tokens.pos[k] == 'NOUN'), None)
    if inside is not None:
        begin = next((k for k in range(first + 1, inside) if tokens.text[k].islower()), inside)
        listed = first > 1 and tokens.text[first - 1] in LISTED and is_adjectival(tokens, first - 2)
        return range(begin, inside + 1) if listed and tokens.lemma[inside] in heads() else None
    return head_behind(tokens, first) if last - first == 1 else None


def head_behind(tokens: Tokens, first: int) -> range | None:
    """The same behind a list of adjectives that begins with token `first`."""
    at, stop = first + 1, min(first + SHARED, len(tokens))
    if at >= stop or tokens.text[at] not in LISTED:
        return None
    while at < stop and (tokens.text[at] in LISTED or (tokens.text[at][0].isupper() and is_adjectival(tokens, at))):
        at += 1
    if not is_adjectival(tokens, at - 1):
        return None
    end = at
    while end < stop and tokens.pos[end] == 'ADJ' and tokens.text[end].islower():
        end += 1
    return range(at, end + 1) if end < stop and is_plural(tokens, end) and tokens.lemma[end] in heads() else None


def is_adjectival(tokens: Tokens, i: int) -> bool:
    return tokens.text[i][-3:] in ENDINGS


def is_plural(tokens: Tokens, i: int) -> bool:
    return features(tokens.feats[i]).get('Number') == 'Plur'


def sharing(tokens: Tokens, first: int, last: int, shared: range) -> Sequence[Candidate]:
    """The places of an adjective with the words that it shares in the singular: «Донецкой … народных республик» →
    донецкая народная республика."""
    noun = tokens.lemma[shared[-1]]
    kind = heads()[noun]
    for name in in_gender(tokens, (first, *shared[:-1]), noun):
        if found := [c for c in candidates(name) if is_of_kind(kind, c)]:
            return found
    return ()


def in_gender(tokens: Tokens, at: Sequence[int], noun: str) -> Iterator[str]:
    """A noun in the nominative with the adjectives of tokens `at` in its gender."""
    ends = ('ая',) if noun.endswith(('а', 'я', 'ь')) else ('ий', 'ый', 'ой')
    stems = [next((n[:-2] for n in nominatives(tokens.text[i]) if n.endswith(('ий', 'ый', 'ой'))), '') for i in at]
    for end in ends:
        rest = ['ая' if end == 'ая' else 'ый'] * (len(at) - 1)
        yield ' '.join([*(stem + e for stem, e in zip(stems, (end, *rest), strict=True)), noun])


@cache
def nouns_of_lists() -> Mapping[str, str]:
    """Lemma of a word that introduces a list of places → the noun of each: райисполком → район."""
    return {word: noun for noun, words in load('place_heads')['listed'].items() for word in words}


def head_before(tokens: Tokens, i: int) -> str:
    """The noun of token i if it is an adjective in a list of places with their people, which a colon introduces:
    «Главами районов назначены: Чуйского — Олег Рогов»; '' of others."""
    if not tokens.text[i].endswith(GENITIVES) or not tokens.text[i].istitle() or i + 2 >= len(tokens):
        return ''
    opens = i > 0 and (tokens.text[i - 1] in BEFORE_ITEM | DASHES or tokens.sentence[i - 1] != tokens.sentence[i])
    if not opens or tokens.text[i + 1] not in DASHES or not tokens.text[i + 2][0].isupper():
        return ''
    colon = next((k for k in range(i - 1, max(i - LIST, 0), -1) if tokens.text[k] == ':'), 0)
    before = (tokens.lemma[k].lower() for k in range(colon - 1, max(colon - INTRODUCTION, -1), -1))
    noun = next((nouns_of_lists()[lemma] for lemma in before if lemma in nouns_of_lists()), '')
    return noun if noun.endswith('ь') == tokens.text[i].endswith('ой') else ''


def listed(tokens: Tokens, i: int, noun: str) -> tuple[str, Sequence[Candidate]]:
    """An adjective of a place in the nominative and gender of the noun that its list shares, and the places of both."""
    text = tokens.text[i]
    name = text.removesuffix('ой') + 'ая' if noun.endswith('ь') else text.removesuffix('ого') + 'ий'
    return name, [c for c in candidates(f'{name} {noun}') if is_of_kind(heads()[noun], c)]
