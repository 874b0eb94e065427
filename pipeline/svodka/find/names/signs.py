"""What the words around a name of one word say it is, when no lexicon and no ending knows it: somebody or a body.

Of the unknown words of one text that are names and stand nowhere in a full name, a third are people, a third bodies and
a third places (NEREL's training part): the shape of the word says nothing, the words around it do.
"""

from __future__ import annotations

from functools import cache

from svodka.find.names.person_words import is_given_form
from svodka.find.normal.document import common_nouns
from svodka.find.positions.lexicon import role_lemma
from svodka.language.morph import known_readings
from svodka.lexicons import fold, head_nouns, load
from svodka.model import Tokens, features

SURE, LIKELY = 2, 1  # what a sign weighs
LONGEST_OBJECT = 8  # tokens from a verb to its object
OBJECTS = ('obj', 'obl', 'iobj', 'xcomp')


@cache
def signs(name: str) -> frozenset[str]:
    """The lemmas of one list of signs.yaml, е for ё."""
    return frozenset(load('signs')[name].split())


@cache
def deeds() -> frozenset[str]:
    """Lemmas of what bodies do something with, е for ё."""
    return frozenset(load('compounds')['deeds'].split())


def person_signs(tokens: Tokens, i: int) -> int:
    """How much the words around token i speak for somebody."""
    head, relation = tokens.head[i], tokens.relation[i]
    found = 0
    if head >= 0:
        lemma = fold(tokens.lemma[head])
        if relation in ('nsubj', 'conj') and tokens.pos[head] == 'VERB':
            found += SURE * (lemma in signs('person_verbs')) + LIKELY * (lemma in signs('person_says'))
        if relation in ('obj', 'nsubj:pass') and lemma in signs('person_objects'):
            found += SURE
        if relation in ('nmod', 'appos', 'flat:name') and head < i and lemma in signs('person_nouns'):
            found += SURE
    return found + SURE * titled(tokens, i)


def titled(tokens: Tokens, i: int) -> bool:
    """Whether somebody's title stands before token i in its case: «президент Х», not «директор Х» of a firm."""
    if (
        not i
        or tokens.sentence[i - 1] != tokens.sentence[i]
        or not role_lemma(tokens.text[i - 1])
        or is_whose(tokens, i)
    ):
        return False
    known = known_readings(tokens.text[i - 1].lower())
    cases = {r.case for r in known if r.slot != 'p'} if known else {features(tokens.feats[i - 1]).get('Case')}
    two = features(tokens.feats[i]).get('Case')
    whose = two == 'Gen' and tokens.lemma[i - 1] in head_nouns('chiefs')  # «главы Агентства»
    return bool(cases) and not whose and (two in cases or two in (None, 'Nom'))  # none of «курьеры Х»


def body_signs(tokens: Tokens, i: int) -> int:
    """How much the words around token i speak for a body."""
    head, relation = tokens.head[i], tokens.relation[i]
    before = tokens.text[i - 1].lower() if i and tokens.sentence[i - 1] == tokens.sentence[i] else ''
    found = SURE * does_business(tokens, i)
    if head >= 0:
        lemma = fold(tokens.lemma[head])
        if relation == 'nsubj' and lemma in signs('body_verbs') and object_of(tokens, head) not in signs('own_things'):
            found += LIKELY
        if relation in ('obj', 'nsubj:pass') and lemma in signs('body_objects'):
            found += SURE
        if relation in ('nmod', 'appos', 'flat:name') and head < i and lemma in signs('body_nouns'):
            found += SURE
        found += LIKELY * beside_body(tokens, i)
        if before in ('с', 'со', 'между', 'перед', 'к', 'ко') and lemma in signs('body_with'):
            found += SURE
    if is_whose(tokens, i):
        found += SURE + LIKELY
    return found + LIKELY * (before in ('в', 'во') and features(tokens.feats[i]).get('Case') == 'Loc')


def does_business(tokens: Tokens, i: int) -> bool:
    """Whether token i is the subject of a body's deed: «X открыл новый офис», «X объявил о запуске завода»."""
    verb = tokens.head[i]
    if not tokens.relation[i].startswith('nsubj') or verb < 0 or tokens.pos[verb] != 'VERB':
        return False
    return object_of(tokens, verb) in deeds()


def object_of(tokens: Tokens, verb: int) -> str:
    """The lemma, е for ё, of the first object behind a verb in its clause, '' if there is none."""
    for k in range(verb + 1, min(verb + LONGEST_OBJECT, len(tokens))):
        if tokens.sentence[k] != tokens.sentence[verb] or tokens.text[k] in ',:;':
            break
        if tokens.head[k] == verb and tokens.relation[k] in OBJECTS:
            return fold(tokens.lemma[k])
    return ''


def beside_body(tokens: Tokens, i: int) -> bool:
    """Whether token i is joined by «и» with a noun for a body: «Х и университет»."""
    pairs = ((i, tokens.head[i]), (i + 2, i))
    for later, earlier in pairs:
        if later < len(tokens) and tokens.relation[later] == 'conj' and tokens.head[later] == earlier:
            return tokens.lemma[earlier if later == i else later] in common_nouns() - {'компания'}  # «Х и компания»
    return False


def speaks(tokens: Tokens, i: int) -> bool:
    """Whether people say something in token i whom nothing names: «сообщили в Х» is of a body more than of a town."""
    verb = tokens.head[i]
    if not i or tokens.text[i - 1].lower() not in ('в', 'во') or verb < 0 or 'Number=Plur' not in tokens.feats[verb]:
        return False
    if fold(tokens.lemma[verb]) not in signs('person_says') | signs('person_verbs') or tokens.pos[verb] != 'VERB':
        return False
    own = range(max(0, verb - LONGEST_OBJECT), min(len(tokens), verb + LONGEST_OBJECT))
    return not any(tokens.head[k] == verb and tokens.relation[k].startswith('nsubj') for k in own)


def is_whose(tokens: Tokens, i: int) -> bool:
    """Whether token i is the body whose office somebody holds: «директор Вектры Лидия Рогова»."""
    if not i or tokens.sentence[i - 1] != tokens.sentence[i] or i + 1 >= len(tokens):
        return False
    office = role_lemma(tokens.text[i - 1]) is not None and not is_given_form(tokens.text[i])
    return office and tokens.sentence[i + 1] == tokens.sentence[i] and is_given_form(tokens.text[i + 1])
