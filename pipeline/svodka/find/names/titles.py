"""Titles and trades in front of a person: «Проф. | Седов», «Главбух | Орлова»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from svodka.find.names.person_words import is_capitalised, is_given_form, is_patronymic_form, is_surname_form
from svodka.find.names.sense import nobody
from svodka.find.positions.lexicon import role_lemma
from svodka.language.morph import known_readings
from svodka.language.name_words import INITIAL
from svodka.language.paradigms import parses
from svodka.language.view import opens_sentence
from svodka.lexicons import load
from svodka.model import Span, Tokens

DEGREE = re.compile(r'[КкДд]\.(?:[а-я-]{1,9}\.?){1,2}н')  # «к.т.н.», «д.экон.н.», not the initials «К.Д.»
POST_REACH = 200  # tokens back in which an office is looked for with what it is of
PLACED = 3  # words of a place, a given name and a surname that one span holds
BODY = re.compile('[А-ЯЁ]{1,2}[а-яё]{1,2}[А-ЯЁ]{2,3}')  # an abbreviation that no surname looks like


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Abbreviated titles, in lower case and without their last full stop: «проф», «зам», «чл.-корр»."""
    return frozenset(load('titles')['abbreviated'].split())


@lru_cache(maxsize=1)
def posts() -> frozenset[str]:
    """Offices that a tagger takes for a name at the beginning of a sentence, in lower case."""
    return frozenset(load('titles')['posts'].split())


@lru_cache(maxsize=1)
def owners() -> frozenset[str]:
    """Abbreviations of firms that are called after the one man who owns them."""
    return frozenset(load('titles')['owners'].split())


def is_title(word: str) -> bool:
    """Whether a word (with its stops inside) is an abbreviated title or degree."""
    low = word.lower().rstrip('.')
    if '-' in low and any(low[: len(low) - cut] in abbreviations() for cut in (1, 2)):  # «д-ра», «г-ном»
        return True
    return low in abbreviations() or bool(DEGREE.fullmatch(word.rstrip('.')))


def without_titles(tokens: Tokens, span: Span) -> Iterator[Span]:
    """A person without abbreviated titles and trades in front: «Проф. | Седов», «Главбух | Орлова»; an office before a
    common noun is no place or body: «Аким области», «Хоким города»."""
    if span.type != 'PER':
        if not is_office_of(tokens, span):
            yield without_degree(tokens, span)
        return
    if is_post(tokens, span):
        return
    first = span.first
    if names_place_first(tokens, span):
        yield Span(first, first + 1, 'LOC')
        first += 1
    if BODY.fullmatch(tokens.text[first]) and span.last - first > 1 and is_given_form(tokens.text[first + 1]):
        yield Span(first, first + 1, 'ORG')  # «ОмГУ | Степан Лунин»
        first += 1
    while first < span.last and (size := title_at(tokens, first, span.last)):
        first += size
    if first < span.last:
        yield Span(first, behind_initials(tokens, Span(first, span.last, 'PER')), 'PER')


def names_place_first(tokens: Tokens, span: Span) -> bool:
    """Whether a person's whole name is one word too long for the place before it: «председатель города | Бохтар |
    Саидджон Назаров», «жительница села Отрада Анна Белова»."""
    first, heads = span.first, load('place_heads')
    if span.last - first != PLACED or not first or tokens.lemma[first - 1] not in (*heads['city'], *heads['district']):
        return False
    return not is_given_form(tokens.text[first]) and is_given_form(tokens.text[first + 1])


def without_degree(tokens: Tokens, span: Span) -> Span:
    """A body without the degree of the person behind it: «ЛИН СО РАН | к.б.н.»."""
    for first in range(span.first + 1, span.last):
        if DEGREE.fullmatch(''.join(tokens.text[first : span.last]).rstrip('.')):
            return Span(span.first, first, span.type)
    return span


def is_office_of(tokens: Tokens, span: Span) -> bool:
    """Whether a span is an office at the beginning of a sentence and the common nouns that it governs, or its state."""
    head, *rest = tokens.text[span.first : span.last]
    if head.lower() == 'вр' and tokens.text[span.last : span.last + 1] == ['.']:
        return True  # «Вр. и. о. начальника»
    if not rest or not all(word.islower() for word in rest) or not opens_sentence(tokens, span.first):
        return False
    found = role_lemma(head)
    return found is not None and found[1] == 'office'


def is_post(tokens: Tokens, span: Span) -> bool:
    """Whether a name of one word is an office at the beginning of a sentence, with what it is of behind it there or
    not long before: «Аким | Омской области прибыл. | Аким рад»."""
    word = tokens.text[span.first]
    if span.last - span.first > 1 or word.lower() not in posts() or not opens_sentence(tokens, span.first):
        return False
    near = range(span.first, max(span.first - POST_REACH, -1), -1)
    return any(tokens.text[i] == word and _has_complement(tokens, i) for i in near)


def _has_complement(tokens: Tokens, i: int) -> bool:
    behind = i + 1
    return (
        behind < len(tokens) and tokens.pos[behind] in ('ADJ', 'NOUN', 'PROPN') and 'Case=Gen' in tokens.feats[behind]
    )


def behind_initials(tokens: Tokens, span: Span) -> int:
    """Where a name ends whose initials stand behind the surname: what follows is another's or begins a sentence."""
    i = span.first + 1
    if not is_capitalised(tokens, span.first):
        return span.last
    while i + 1 < span.last and INITIAL.match(tokens.text[i]) and tokens.text[i + 1] in '.-':
        i += 2
    two = i > span.first + 3 and tokens.text[i - 1] == '.'  # one may be a middle name's: «Джордж У. Буш»
    return i if two and i < span.last and tokens.text[i][0].isupper() else span.last


def title_at(tokens: Tokens, i: int, last: int) -> int:
    """How many tokens an abbreviated title or a trade takes that stands in front of a name at token i, 0 for none; so
    does an adverb («Вчера Э.Г. Седов»). Inside a sentence a trade's capital makes it a part of the name: «Доктор Лиза».
    """
    for size in range(min(6, len(tokens) - i), 0, -1):
        joined = ''.join(tokens.text[i : i + size])
        if (size == 1 or '.' in joined or '-' in joined) and is_title(joined) and _stopped(tokens, i + size - 1):
            return size + (i + size < len(tokens) and tokens.text[i + size] == '.')
    if tokens.text[i] in owners() and i + 1 < last:
        return 1
    if i + 1 >= last or not tokens.text[i + 1][0].isupper() or not opens_sentence(tokens, i):
        return 0
    if describes(tokens, i, last):
        return 1
    return 1 if nobody(tokens.text[i]) or (is_capitalised(tokens, i + 1) and is_trade_in_front(tokens, i)) else 0


def describes(tokens: Tokens, i: int, last: int) -> bool:
    """Whether a participle or adjective that begins a sentence tells of the person behind it: «Раздетый | Рогов»,
    «Задержанная Анна Лунина», but «Белый Андрей», whose surname it may be."""
    word = tokens.text[i]
    known = parses(word.lower()) if word.istitle() and known_readings(word.lower()) else ()
    if not known or any(p.tag.POS not in ('ADJF', 'PRTF') for p in known) or not is_capitalised(tokens, i + 1):
        return False
    participle = all(p.tag.POS == 'PRTF' for p in known)
    after = tokens.text[i + 1]
    whole = i + 2 < last and is_capitalised(tokens, i + 2) and not is_patronymic_form(tokens.text[i + 2])
    return participle or (whole and is_given_form(after)) or (is_surname_form(after) and not is_given_form(after))


def _stopped(tokens: Tokens, i: int) -> bool:
    """Whether a full stop ends the abbreviation at token i, or it needs none («Д-р»)."""
    text = tokens.text[i]
    return text.endswith('.') or '-' in text or (i + 1 < len(tokens) and tokens.text[i + 1] == '.')


def is_trade_in_front(tokens: Tokens, i: int) -> bool:
    """Whether a word with a capital is what the person behind it does, and no name: «Главбух Орлова»."""
    word, after = tokens.text[i], tokens.text[i + 1]
    if not (word[:1].isupper() and word[1:].islower()):
        return False
    if is_given_form(word):  # «Аким | Ерлан Сагадиев», but «Аким Сагадиев»
        return role_lemma(word) == (word.lower(), 'office') and is_given_form(after) and is_capitalised(tokens, i + 2)
    low = word.lower()
    role = role_lemma(word) is not None
    if not role and not (is_animate_noun(low) and not any(r.kind == 'surname' for r in known_readings(low))):
        return False
    return is_surname_form(after) or is_given_form(after) or (role and after[:1].isupper())


@lru_cache(maxsize=20_000)
def is_animate_noun(low: str) -> bool:
    """Whether the dictionary has a word as a common noun for somebody."""
    if not known_readings(low):
        return False
    tags = [p.tag for p in parses(low) if p.is_known]
    names = ('Name', 'Surn', 'Patr')
    return any(t.POS == 'NOUN' and 'anim' in t and not any(n in t for n in names) for t in tags)
