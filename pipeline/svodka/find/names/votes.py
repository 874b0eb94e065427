"""One name in one text has one type: the mentions of a word vote, and a person of one word needs evidence.

A tagger types each mention by its sentence. Where it takes one word of a text for a person here and for an organisation
there, what the rest of the text says of the word decides: a whole name of a person that it belongs to, a noun for a
body in front of it, what dictionaries hold it for, and only then the number of votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from svodka.language.morph import SURNAMES, known_readings, readings
from svodka.language.organisation_names import descriptors
from svodka.language.person_names import is_given, is_surname
from svodka.lexicons import fold, load
from svodka.model import Span, Tokens

PERSONAL = frozenset(('name', 'surname', 'patronymic'))
OPENING = frozenset('«"„“')
VOWELS = 'аяеиоыуьй'
SHORTEST, LONGEST_ENDING = 3, 3  # letters of a stem, which is longer, and of an ending


def voted(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with one type, PER or ORG, for all mentions of one word, and without people that nothing speaks for."""
    alone = [s for s in spans if s.last - s.first == 1 and s.type != 'LOC' and tokens.text[s.first][0].isupper()]
    people = [i for s in spans if s.type == 'PER' and s.last - s.first > 1 for i in range(s.first, s.last)]
    key = stems([tokens.text[i] for i in (*people, *(s.first for s in alone))])
    whole = {key[tokens.text[i]] for i in people}
    sides: dict[str, list[Span]] = {}
    for span in alone:
        sides.setdefault(key[tokens.text[span.first]], []).append(span)
    decided: dict[Span, str] = {}
    for word, mentions in sides.items():
        kind = decision(tokens, mentions, word in whole)
        decided |= {span: kind for span in mentions if span.type != kind}
    return [Span(s.first, s.last, decided.get(s, s.type)) for s in spans]


def stems(words: Iterable[str]) -> dict[str, str]:
    """Word → what the forms of it among the words have in common.

    >>> stems(['Газпромом', 'Газпром', 'Газета'])
    {'Газета': 'газета', 'Газпром': 'газпром', 'Газпромом': 'газпром'}
    """
    found: dict[str, str] = {}
    last = ''
    for word in sorted(set(words), key=fold):
        low = fold(word)
        stem = last[:-1] if len(last) > SHORTEST and last[-1] in VOWELS else last
        if not (stem and len(stem) > SHORTEST and low.startswith(stem) and len(low) - len(stem) <= LONGEST_ENDING):
            last = low
        found[word] = last
    return found


def decision(tokens: Tokens, mentions: Sequence[Span], whole: bool) -> str:
    """The type of the mentions of one word; `whole` says that the text has a person's whole name with it."""
    types = [m.type for m in mentions]
    words = {tokens.text[m.first] for m in mentions}
    if whole:
        return 'PER' if 'PER' in types else 'ORG'
    if 'PER' not in types:
        return 'ORG'
    if any(map(is_body, words)):
        return 'ORG'
    if 'ORG' not in types:
        return 'PER'
    if any(called_body(tokens, m.first) for m in mentions):
        return 'ORG'
    if any(map(is_personal, words)):
        return 'PER'
    return 'PER' if 2 * types.count('PER') > len(types) else 'ORG'


def called_body(tokens: Tokens, i: int) -> bool:
    """Whether a noun for a body stands in front of a word: «компания Велора», «холдинг «Велора»»."""
    at = i - 1 - (i > 0 and tokens.text[i - 1] in OPENING)
    return at >= 0 and tokens.sentence[at] == tokens.sentence[i] and tokens.lemma[at] in descriptors()


@lru_cache(maxsize=10_000)
def is_personal(word: str) -> bool:
    """Whether a dictionary, a list or an ending has a word as a name of people, in any case.

    >>> [is_personal(w) for w in ('Седову', 'Аскара', 'Зелинский', 'Агропром')]
    [True, True, True, False]
    """
    if is_given(word) or is_surname(word):
        return True
    return any(
        r.kind in PERSONAL and (r.known or is_given(r.nominative) or r.nominative.endswith(SURNAMES))
        for r in readings(word.lower())
    )


@lru_cache(maxsize=10_000)
def is_body(word: str) -> bool:
    """Whether a word in capitals or of parts that only firms and institutions have is no person's name.

    >>> [is_body(w) for w in ('Росводнадзора', 'Минтруд', 'Агропром', 'Росин', 'Минин', 'Газизов')]
    [True, True, True, False, False, False]
    """
    low = fold(word)
    if any(r.kind in PERSONAL for r in known_readings(low)):
        return False
    return any(is_compound(form) for form in (low, *_nominatives(low)))


def is_compound(word: str) -> bool:
    """Whether a folded nominative is made of the parts in lexicons/bodies.yaml."""
    heads, beginnings = parts()['heads'], parts()['beginnings']
    for head in heads:
        if word.endswith(head) and len(word) - len(head) >= 2:
            return True
    return any(word.startswith(b) and word[len(b) :] in parts()['branches'] for b in beginnings)


@lru_cache(maxsize=1)
def parts() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words.split()) for name, words in load('bodies').items()}


def _nominatives(word: str) -> Iterator[str]:
    """What a form in -а, -у, -ом, -е may be of, beside itself."""
    for ending in ('а', 'у', 'ом', 'е', 'ой', 'и'):
        if word.endswith(ending):
            yield word[: -len(ending)]
    if word.endswith(('ы', 'е', 'у')):
        yield word[:-1] + 'а'
