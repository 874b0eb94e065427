"""Which words of a name change with its case: the head and what agrees with it."""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.language.agreement import CASE, NUMBER, agree
from svodka.language.morph import nominatives, readings
from svodka.language.name_frames import listed
from svodka.language.name_words import ADDRESS, PATRONYMIC_WORDS, eastern, kartvelian
from svodka.language.organisation_names import is_double_house, is_institution
from svodka.lexicons import fold, head_nouns, word_list
from svodka.model import Span, Tokens, features

NOUNS = ('NOUN', 'PROPN', 'X')
MODIFIERS = ('ADJ', 'DET', 'VERB', 'NUM', 'PROPN')
OPENING, CLOSING, QUOTES = '«„“"(', '»”"“)', '«»„“”"'
DASHES = '—–-'
PLACE_NOUNS, PREFIXES = word_list('place_nouns'), word_list('name_prefixes')
KARTVELIAN = re.compile('(?:[аи]я|ава|[иу]а|ба)$')
ADJECTIVE = re.compile('(?:ск|цк|[нов])(?:ий|ый|ой|ая|ую|ое|ого|ому|[иы]м|ом|[иы]е|[иы]х)$')


def agreeing(tokens: Tokens, span: Span) -> tuple[frozenset[int], frozenset[int]]:
    """Indices of the tokens of a name that stand in its case, and those of them with a gender of their own."""
    first, last = span.first, span.last
    if first + 1 < last - 1 and tokens.text[first] in '«„“"' and tokens.text[last - 1] in '»”“"':
        first, last = first + 1, last - 1
    if tokens.pos[first] == 'ADP':  # движение «За права человека»
        return frozenset(), frozenset()
    if span.type == 'PER':
        if last - first > 1 and tokens.text[first].lower() in eastern():
            first = last - 1
        if last - first > 1 and is_kartvelian(tokens.text[first], tokens.text[last - 1]):
            last -= 1
        return frozenset(i for i in range(first, last) if declines(tokens, i)), frozenset()
    if last - first == 1:
        return frozenset((first,)), frozenset()
    head = head_of(tokens, first, last)
    group = {
        i
        for i in range(first, head)
        if tokens.pos[i] in MODIFIERS or tokens.text[i][:1].isdigit() or modifies(tokens, i, last)
    }
    after, apposed = followers(tokens, head, last, span.type == 'LOC')
    return frozenset({*group, head, *after}), frozenset(apposed)


@lru_cache(maxsize=5_000)
def is_kartvelian(given: str, surname: str) -> bool:
    """Whether a surname of Georgia or Abkhazia stands as it is behind a given name from there, which may be in a case:
    «Мамуки Папава», «Астамура Барания»; a declined one («Папавы», «Барании») ends otherwise."""
    if not KARTVELIAN.search(surname.lower()):
        return False
    return any(name in kartvelian() for name in (fold(given), *nominatives(given), *(n for n, _, _ in listed(given))))


def declines(tokens: Tokens, i: int) -> bool:
    """Whether a word of a person's name may decline: not an initial, a particle, or the father's name before one."""
    text = tokens.text[i]
    if any(word.lower() in PATRONYMIC_WORDS for word in tokens.text[i : i + 2]):
        return False
    if text in ADDRESS:
        return False
    if text.lower() in PREFIXES and tokens.text[i + 1 : i + 2] and tokens.text[i + 1][:1].isupper():
        return False
    return len(text) > 1 and text[0].isalpha() and not (text[0].islower() and tokens.pos[i] in ('ADP', 'PART', 'CCONJ'))


def head_of(tokens: Tokens, first: int, last: int) -> int:
    """The first noun, quotation marks and brackets apart; a noun for a body that the tagger took for an adjective
    («Хокимият Ферганской области») is one."""
    word = tokens.text[first].lower()
    if is_double_house(word):
        return first
    if tokens.pos[first] == 'ADJ' and (is_institution(word) or not head_nouns('bodies').isdisjoint(nominatives(word))):
        return first
    depth = 0
    for i in range(first, last):
        text = tokens.text[i]
        if text in OPENING:
            depth += 1
        elif text in CLOSING:
            depth -= 1
        elif depth <= 0 and may_head(tokens, i) and not modifies(tokens, i, last):
            return i
    for i in range(first + 1, last):
        if tokens.pos[i] == 'VERB' and is_noun(tokens.text[i]):
            return i  # «Уральской стали»
    return next((i for i in range(first, last) if tokens.text[i][0].isalnum()), first)


def may_head(tokens: Tokens, i: int) -> bool:
    """Whether a word is a noun, for the tagger or, where it saw an adjective («сборной Колумбии»), for a dictionary."""
    text = tokens.text[i]
    if tokens.pos[i] == 'ADJ' and text.islower() and is_noun(text):
        return True
    noun = tokens.pos[i] in NOUNS or (len(text) > 1 and text.isupper())
    return noun and text.lower() not in ('им', 'имени')


def is_noun(word: str) -> bool:
    """Whether a word is a noun before anything else that declines."""
    found = readings(word.lower())
    return bool(found) and found[0].kind == 'noun'


def modifies(tokens: Tokens, i: int, last: int) -> bool:
    """Whether what the tagger took for a noun is an adjective before one («Киево-Печерскую Лавру»)."""
    text = tokens.text[i]
    if i + 1 >= last or not ADJECTIVE.search(text) or tokens.pos[i + 1] not in (*NOUNS, 'ADJ'):
        return False
    if text.islower() and tokens.pos[i] == 'NOUN' and is_noun(text) and tokens.text[i + 1].istitle():  # «сборной Перу»
        return False
    after = {(r.case, r.slot) for r in readings(tokens.text[i + 1].lower())}
    return any(r.kind == 'adjective' and (r.case, r.slot) in after for r in readings(text.lower().rpartition('-')[2]))


def named_by_adjective(tokens: Tokens, head: int) -> bool:
    """Whether the word behind a noun is an adjective in its case: «улице Садовой», not «проспекта Чуйского» nor «улице
    Чуйского», who are men in the genitive."""
    word = tokens.text[head + 1]
    if not ADJECTIVE.search(word):
        return False
    noun = {(r.case, r.slot) for r in readings(tokens.text[head].lower())} - {('Gen', 'm')}
    return any(r.kind == 'adjective' and (r.case, r.slot) in noun for r in readings(word.lower()))


def followers(tokens: Tokens, head: int, last: int, place: bool) -> tuple[set[int], set[int]]:
    """What stands after the head in its case: a place's own name and what a dash puts beside it, which have a gender of
    their own, or an adjective; the first set holds all of them, the second those apposed."""
    found, apposed = set[int](), set[int]()
    at = head + 1
    plural = features(tokens.feats[head]).get('Number') == 'Plur'
    if not plural and (tokens.text[head].lower() in PLACE_NOUNS or tokens.lemma[head] in PLACE_NOUNS):
        own = own_name(tokens, at, last)
        found.update(own)
        if own and tokens.pos[own[-1]] in NOUNS:
            apposed.update(own)
        at = own.stop
    elif at < last and agrees_behind(tokens, head, last):
        found.add(at)
    if place and at + 1 == last and not found and named_by_adjective(tokens, head):
        found.add(at)
    apposed |= second_half(tokens, at, last, place)
    return found | apposed, apposed


def own_name(tokens: Tokens, at: int, last: int) -> range:
    """The words from token `at` on that a place is called by behind its noun: «реки Большая Уса», «площади Новой»."""
    own = at
    while own < last and tokens.pos[own] == 'ADJ' and tokens.text[own][0].isupper():
        own += 1
    noun = own < last and tokens.text[own][0].isupper() and tokens.pos[own] in NOUNS
    return range(at, own + noun)


def agrees_behind(tokens: Tokens, head: int, last: int) -> bool:
    """Whether the word behind a noun is its adjective, and of no noun that follows."""
    at = head + 1
    if tokens.pos[at] not in ('ADJ', 'VERB') or (at + 1 < last and tokens.pos[at + 1] in NOUNS):
        return False
    agreed = 'Case=' in tokens.feats[head] and agree(tokens.feats[head], tokens.feats[at], CASE, NUMBER)
    return agreed and tokens.head[at] == head


def second_half(tokens: Tokens, at: int, last: int, place: bool) -> set[int]:
    """The last word of a name if it is one of its own: «Боснии и | Герцеговины», or behind a dash."""
    found = set[int]()
    if place and at + 2 == last and tokens.text[at] == 'и' and tokens.text[at + 1][0].isupper():
        found.add(at + 1)
    dash = next((k for k in range(at, last) if tokens.text[k] in DASHES), last)
    if dash + 2 == last and tokens.text[dash + 1][0].isupper():
        found.add(dash + 1)
    return found
