"""Bodies of one word that the tagger passed over, told by the parts of the name, by what they do or by the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from svodka.find.names.one_word import INSTITUTE, PLAIN, is_thing
from svodka.find.names.signs import does_business, signs
from svodka.find.normal.document import common_nouns
from svodka.find.places.lookup import heads
from svodka.language.compound_names import SHORTEST, is_compound
from svodka.language.morph import known_readings
from svodka.lexicons import fold, head_nouns, load
from svodka.model import Span, Tokens

SHORTEST_INSTITUTE = 4  # letters
ABSTRACT = re.compile('(?:ость|[еа]ние|ция|изм|ство)$')  # what nobody calls a firm and what causes much


def passed_over(
    tokens: Tokens, spans: Sequence[Span], bodies: Mapping[str, int], key: Callable[[Tokens, int], str]
) -> list[Span]:
    """Bodies outside the spans. `bodies` are those that the words around make sure of, by what all forms of their name
    share (`key`), and how often the tagger saw each: a form that it passed over less often than that is one, too."""
    covered = {i for span in spans for i in range(span.first, span.last)}
    found, again = list[int](), dict[str, list[int]]()
    for i, word in enumerate(tokens.text):
        if i in covered or len(word) < SHORTEST_INSTITUTE or not word[0].isupper():
            continue
        if is_compound(word) or INSTITUTE.fullmatch(word) or acts(tokens, i):
            found.append(i)
        elif bodies and PLAIN.fullmatch(word.lower()):
            again.setdefault(key(tokens, i), []).append(i)
    found += [i for name, places in again.items() if len(places) < bodies.get(name, 0) for i in places]
    return [Span(i, i + 1, 'ORG') for i in found]


def acts(tokens: Tokens, i: int) -> bool:
    """Whether token i is a thing that does what a body does, and is called so: «Парабола объявила о запуске линии»."""
    word, verb = tokens.text[i], i + 1
    if not word.istitle() or len(word) < SHORTEST or tokens.head[i] != verb or tokens.pos[i] == 'ADJ':
        return False
    if fold(tokens.lemma[verb]) not in signs('agents') or not does_business(tokens, i):
        return False
    known = known_readings(low := word.lower())
    thing = any(r.case == 'Nom' for r in known) and is_thing(low)
    return thing and not ABSTRACT.search(low) and low not in subjects()


@cache
def subjects() -> frozenset[str]:
    """Common nouns for what acts without being called so: bodies, lands, documents, causes."""
    named = (head_nouns(kind) for kind in load('heads'))
    speech = (frozenset(load('speech')[kind]) for kind in ('bodies', 'documents', 'the_body'))
    return frozenset().union(common_nouns(), heads(), signs('common_subjects'), *named, *speech)
