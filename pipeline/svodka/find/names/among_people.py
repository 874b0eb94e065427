"""Surnames that are towns', too: «Косов», «Клинцов», where the text tells that somebody is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.find.names.person_words import is_given_form, is_surname_form
from svodka.find.names.signs import person_signs
from svodka.find.places.evidence import preposition
from svodka.find.places.gazetteer import candidates
from svodka.find.places.kinds import kind_of
from svodka.find.rule import rule
from svodka.lexicons import fold
from svodka.model import Span, Tokens

SURNAME = re.compile('(.{2,}(?:[оеё]в|[иы]н|ск))(?:а|у|ым|е|ой|ою|ий|ая|ого|ому|им|ую)?$')
SUBJECTS = frozenset(('nsubj', 'nsubj:pass', 'obj', 'iobj'))
LISTED = (',', 'и')
LARGE = 100_000  # inhabitants of a town that is rather meant than somebody


@rule(
    yes={
        'Защитник [PER Андрей Косов] забил. [LOC Косова] удалили.': '[PER Андрей Косов] [PER Косова]',
        'Отличились [PER Рябинин] и [LOC Косов].': '[PER Рябинин] [PER Косов]',
        'Голы забили [PER Серов], [LOC Косов] и [LOC Ржевский].': '[PER Серов] [PER Косов] [PER Ржевский]',
    },
    no={
        'Защитник [PER Андрей Косов] уехал из [LOC Косова].': '[PER Андрей Косов] [LOC Косова]',
        'Победили [LOC Псков] и [LOC Серов].': '[LOC Псков] [LOC Серов]',
        '[PER Рябинин] и [LOC Москва] не договорились.': '[PER Рябинин] [LOC Москва]',
    },
)
def with_people_listed(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with towns of one word as people: that are the surname of a full name of the text and do something, and
    that «и» lists with a surname."""
    surnames = {name for s in spans if s.type == 'PER' and s.last - s.first > 1 for name in surnames_in(tokens, s)}
    found = list(spans)
    for n, span in enumerate(found):
        i = span.first
        if span.type != 'LOC' or span.last - i > 1 or not may_be_somebody(tokens, i):
            continue
        acts = tokens.relation[i] in SUBJECTS and surname_of(tokens.text[i]) in surnames
        if acts or is_listed(tokens, found, n):
            found[n] = Span(i, span.last, 'PER')
    return found


def surname_of(word: str) -> str:
    """The part that all forms of a surname in -ов, -ин, -ский have, '' of others."""
    told = SURNAME.match(fold(word))
    return told[1] if told else ''


def surnames_in(tokens: Tokens, span: Span) -> Iterator[str]:
    """The surname of a whole name, as its forms share it."""
    for i in range(span.first, span.last):
        if len(tokens.text[i]) > 1 and not is_given_form(tokens.text[i]) and (name := surname_of(tokens.text[i])):
            yield name


def may_be_somebody(tokens: Tokens, i: int) -> bool:
    """Whether a town's name looks like a surname, and no noun and no preposition says that it is a town."""
    surname = surname_of(tokens.text[i]) and tokens.text[i].istitle() and tokens.relation[i] != 'amod'
    return bool(surname) and preposition(tokens, i) is None and not kind_of(tokens, i)


def is_listed(tokens: Tokens, spans: Sequence[Span], n: int) -> bool:
    """Whether a small town stands in a list with «и», all of which look like surnames, and one is no town or does what
    somebody alone does."""
    first = last = n
    while first and adjoins(tokens, spans[first - 1], spans[first]):
        first -= 1
    while last + 1 < len(spans) and adjoins(tokens, spans[last], spans[last + 1]):
        last += 1
    if not any(tokens.text[spans[k].last] == 'и' for k in range(first, last)):
        return False
    listed = [(tokens.text[s.first], s.type) for s in spans[first : last + 1]]
    if not all(surname_of(word) and inhabitants(word) < LARGE for word, _ in listed):
        return False
    if listed[0][1] == 'PER' and person_signs(tokens, spans[first].first):
        return True
    return any(kind == 'PER' and is_surname_form(word) and not inhabitants(word) for word, kind in listed)


def adjoins(tokens: Tokens, one: Span, other: Span) -> bool:
    """Whether two spans of one word, people or places, are parted by a comma or «и» alone."""
    single = all(s.last - s.first == 1 and s.type != 'ORG' for s in (one, other))
    beside = other.first == one.last + 1 and tokens.sentence[one.first] == tokens.sentence[other.first]
    return single and beside and tokens.text[one.last] in LISTED


def inhabitants(word: str) -> float:
    """How large the largest town is that a surname may be the name of, 0 if none is."""
    return max((c.weight for c in candidates(surname_of(word)) if c.place.kind == 'city'), default=0)
