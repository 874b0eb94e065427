"""One name, one type: bodies known by what their name is made of, and the document's vote on unknown words.

A word that no dictionary has looks to a tagger now like a surname, now like a town. What it is made of may tell
(«Узгидромет», «Агропромбанк»), and else what the other places of the text have it for: what one text calls the same is
one thing of one type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from svodka.find.names.one_word import is_acronym, is_thing, supported
from svodka.find.names.passed_over import passed_over
from svodka.find.names.signs import SURE, body_signs, does_business, person_signs, speaks
from svodka.find.places.gazetteer import candidates
from svodka.find.rule import rule
from svodka.language.compound_names import ENDING, is_compound
from svodka.language.morph import known_readings
from svodka.lexicons import fold
from svodka.model import Span, Tokens

SHORTEST_VOTED = 4  # letters of a word that is voted on
FULL_NAME = 10  # votes that a person's full name elsewhere in the text has for the name alone
MADE_OF = 20  # and what a name is made of
# The lands whose towns are rather meant than somebody whom nothing supports.
NEAR = frozenset('RU KZ UZ KG TJ TM BY UA AM AZ GE MD'.split())


@rule(
    yes={
        'Справку дал Узгидромет.': '[ORG Узгидромет]',
        'Директор [PER Вектры] Лидия Рогова уволена. [ORG Вектра] закрыта.': '[ORG Вектры] [ORG Вектра]',
        '[PER Кварельт] снизил выручку.': '[ORG Кварельт]',
        'Акции [PER Кварельта] упали.': '[ORG Кварельта]',
        'Парабола объявила о запуске линии.': '[ORG Парабола]',
        'Занятия в [PER СмолГУ] отменены.': '[ORG СмолГУ]',
        'Об этом сообщили в [LOC Кварельте].': '[ORG Кварельте]',
        '[PER Тотьма] готовится к празднику.': '[LOC Тотьма]',
    },
    no={
        '[PER Кварельт] повысил голос.': '[PER Кварельт]',
        'Тренер [PER Кварельт] увеличил нагрузку.': '[PER Кварельт]',
        'Кризис увеличил убытки.': '',
    },
)
def voted(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with one type for all that are forms of one unknown word, and bodies that the tagger passed over."""
    full = {stem(tokens, s.last - 1) for s in spans if s.type == 'PER' and s.last - s.first > 1}
    found = [Span(s.first, s.last, type_of(tokens, s, full)) for s in spans]
    words: dict[str, list[Span]] = {}
    for span in found:
        if span.last - span.first == 1 and (key := votes_on(tokens, span.first)):
            words.setdefault(key, []).append(span)
    types, bodies = dict[str, str](), dict[str, int]()
    for key, named in words.items():
        types[key] = elected(tokens, named, key in full)
        if types[key] == 'ORG' and any(body_signs(tokens, span.first) for span in named):
            bodies[key] = len(named)
    types_of = {span: types[key] for key, named in words.items() for span in named}
    found = [Span(s.first, s.last, types_of.get(s, s.type)) for s in found]
    return sorted([*found, *passed_over(tokens, found, bodies, votes_on)], key=lambda s: s.first)


def stem(tokens: Tokens, i: int) -> str:
    """What the forms of a word share."""
    return ENDING.sub('', fold(tokens.text[i]))


def elected(tokens: Tokens, named: Sequence[Span], full: bool) -> str:
    """The type of all places of one name, a body's where as much speaks for one."""
    votes = Counter[str]({'PER': FULL_NAME} if full else {})
    for span in named:
        votes += vote(tokens, span)
    guesses = sum(span.type == 'PER' for span in named)
    if guesses and not full and not supported(tokens.text[named[0].first]):
        votes['PER'] -= guesses - max(1, guesses // 2)  # one guess, made again and again
    return max(votes, key=lambda t: (votes[t], t == 'ORG'))


def type_of(tokens: Tokens, span: Span, full: Container[str]) -> str:
    """The type of a span, another than the tagger's for somebody of one word who is rather an abbreviation or a town;
    `full` are the stems of surnames beside which the text has a given name."""
    if span.type != 'PER' or span.last - span.first > 1:
        return span.type
    if is_acronym(tokens.text[span.first]):
        return 'ORG'
    return 'LOC' if stem(tokens, span.first) not in full and is_town(tokens, span.first) else 'PER'


def is_town(tokens: Tokens, i: int) -> bool:
    """Whether token i, which nothing says is somebody, is a town near by: «Тотьма готовится к празднику»."""
    word = tokens.text[i]
    if supported(word) or not word.istitle() or person_signs(tokens, i):
        return False
    lemma = '' if known_readings(word.lower()) else tokens.lemma[i]  # that of «Горкой» is a common noun's
    found = (*candidates(fold(word)), *candidates(fold(lemma)))
    return any(c.place.kind == 'city' and c.place.country in NEAR for c in found)


def votes_on(tokens: Tokens, i: int) -> str:
    """What the forms of an unknown word with a capital share, '' for a word that the dictionary or gazetteer knows."""
    word = tokens.text[i]
    if len(word) < SHORTEST_VOTED or not word[0].isupper() or not word.replace('-', '').isalpha() or word.isupper():
        return ''
    low = word.lower()
    if is_compound(word):
        return ENDING.sub('', fold(word))
    common = not known_readings(low) or (tokens.pos[i] != 'ADJ' and is_thing(low))
    if tokens.pos[i] == 'ADJ' or not common or candidates(fold(tokens.lemma[i])) or candidates(fold(word)):
        return ''
    return ENDING.sub('', fold(word))


def vote(tokens: Tokens, span: Span) -> Counter[str]:
    """How many votes one place has for each type: its own, and what the words around the name say."""
    i, found = span.first, Counter[str]({span.type: 1})
    if is_compound(tokens.text[i]):
        return Counter({'ORG': MADE_OF})
    if span.type == 'PER':  # a tagger that sees no person has its reasons
        found['PER'] += person_signs(tokens, i)
        found['ORG'] += 0 if supported(tokens.text[i]) else body_signs(tokens, i)
    elif span.type == 'LOC':
        found['ORG'] += SURE * (does_business(tokens, i) or speaks(tokens, i))
    return found
