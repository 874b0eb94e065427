"""One name, one type: bodies known by what their name is made of, and the document's vote on unknown words.

A word that no dictionary has looks to a tagger now like a surname, now like a town. What it is made of may tell
(«Узгидромет», «Агропромбанк»), and else what the other places of the text have it for: what one text calls the same is
one thing of one type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from svodka.find.names.person_words import VOWEL, is_given_form, is_surname_form
from svodka.find.places.gazetteer import candidates
from svodka.find.positions.lexicon import role_lemma
from svodka.find.rule import rule
from svodka.language.compound_names import ENDING, SHORTEST, is_compound
from svodka.language.morph import known_readings
from svodka.language.name_words import is_surname
from svodka.language.paradigms import parses
from svodka.lexicons import fold, load
from svodka.model import Span, Tokens, features

LONGEST_ACRONYM = 5  # letters
SURE = 2  # a vote that the words around make sure counts as so many
LONGEST_OBJECT = 8  # tokens from a verb to its object
FULL_NAME = 10  # and a person's full name elsewhere in the text as so many


@lru_cache(maxsize=20_000)
def is_thing(low: str) -> bool:
    """Whether the dictionary has a word as a thing alone: «Каравелла», «Метеор»."""
    found = known_readings(low)
    return all(r.kind == 'noun' for r in found) and all('inan' in p.tag for p in parses(low) if p.is_known)


@rule(
    yes={
        'Справку дал Узгидромет.': '[ORG Узгидромет]',
        'Директор [PER Вектры] Лидия Рогова уволена. [ORG Вектра] закрыта.': '[ORG Вектры] [ORG Вектра]',
    }
)
def voted(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with one type for all that are forms of one unknown word, and bodies that the tagger passed over."""
    found = [Span(s.first, s.last, 'ORG') if is_acronym(tokens, s) else s for s in spans]
    words: dict[str, list[int]] = {}
    for n, span in enumerate(found):
        if span.last - span.first == 1 and (key := votes_on(tokens, span.first)):
            words.setdefault(key, []).append(n)
    full = {ENDING.sub('', fold(tokens.text[s.last - 1])) for s in found if s.type == 'PER' and s.last - s.first > 1}
    for key, numbers in words.items():
        votes = Counter[str]({'PER': FULL_NAME} if key in full else {})
        for n in numbers:
            type_, count = vote(tokens, found[n])
            votes[type_] += count
        best = max(votes, key=lambda t: (votes[t], t == 'ORG'))
        for n in numbers:
            found[n] = Span(found[n].first, found[n].last, best)
    return sorted([*found, *passed_over(tokens, found)], key=lambda s: s.first)


def is_acronym(tokens: Tokens, span: Span) -> bool:
    """Whether somebody of one word is rather an abbreviation that nobody explains: «КГМУ»."""
    word = tokens.text[span.first]
    if span.type != 'PER' or span.last - span.first > 1 or not word.isalpha() or not word.isupper():
        return False
    return len(word) <= LONGEST_ACRONYM and len(VOWEL.findall(word)) <= 1 and not supported(word.title())


def votes_on(tokens: Tokens, i: int) -> str:
    """What the forms of an unknown word with a capital share, '' for a word that the dictionary or gazetteer knows."""
    word = tokens.text[i]
    if len(word) < SHORTEST or not word[0].isupper() or not word.replace('-', '').isalpha() or word.isupper():
        return ''
    low = word.lower()
    if is_compound(word):
        return ENDING.sub('', fold(word))
    common = not known_readings(low) or (tokens.pos[i] != 'ADJ' and is_thing(low))
    if tokens.pos[i] == 'ADJ' or not common or candidates(fold(tokens.lemma[i])) or candidates(fold(word)):
        return ''
    return ENDING.sub('', fold(word))


def vote(tokens: Tokens, span: Span) -> tuple[str, int]:
    """The type that one place speaks for, and how many votes it has."""
    i = span.first
    if is_compound(tokens.text[i]):
        return 'ORG', 10 * SURE
    before = tokens.text[i - 1] if i and tokens.sentence[i - 1] == tokens.sentence[i] else ''
    if span.type == 'PER' and before and role_lemma(before) and is_surname(tokens.text[i]):
        return 'PER', SURE
    if span.type == 'PER' and not supported(tokens.text[i]) and does_business(tokens, i):
        return 'ORG', SURE
    whose = bool(before) and role_lemma(before) is not None and features(tokens.feats[i]).get('Case') == 'Gen'
    if span.type == 'PER' and whose and i + 1 < len(tokens) and is_given_form(tokens.text[i + 1]):
        return 'ORG', SURE + 1  # «директор Вектры Лидия Рогова»
    inside = before.lower() in ('в', 'во') and features(tokens.feats[i]).get('Case') == 'Loc'
    if span.type == 'PER' and inside:  # nothing happens in a person
        return 'ORG', 1
    return span.type, 1


@lru_cache(maxsize=1)
def deeds() -> frozenset[str]:
    """Lemmas of what bodies do something with, е for ё."""
    return frozenset(load('compounds')['deeds'].split())


@lru_cache(maxsize=20_000)
def supported(word: str) -> bool:
    """Whether a word by itself looks like somebody's: a given name, a surname of the dictionary or by its ending."""
    return is_given_form(word) or is_surname_form(word)


def does_business(tokens: Tokens, i: int) -> bool:
    """Whether token i is the subject of a body's deed: «X открыл новый офис», «X объявил о запуске завода»."""
    verb = tokens.head[i]
    if not tokens.relation[i].startswith('nsubj') or verb < 0 or tokens.pos[verb] != 'VERB':
        return False
    for k in range(verb + 1, min(verb + LONGEST_OBJECT, len(tokens))):
        if tokens.sentence[k] != tokens.sentence[i] or tokens.text[k] in ',:;':
            return False
        if tokens.head[k] == verb and tokens.relation[k] in ('obj', 'obl', 'iobj'):
            return fold(tokens.lemma[k]) in deeds()
    return False


def passed_over(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Bodies by what their name is made of, outside the spans."""
    covered = {i for span in spans for i in range(span.first, span.last)}
    return [
        Span(i, i + 1, 'ORG')
        for i, word in enumerate(tokens.text)
        if i not in covered and len(word) >= SHORTEST and word[0].isupper() and is_compound(word)
    ]
