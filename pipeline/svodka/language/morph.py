"""Inflection: what a form may be a form of, in which case and gender, and the forms that agree with another word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from svodka.language.paradigms import (
    Change,
    Form,
    analyzer,
    change,
    ending,
    guessed_forms,
    known_forms,
    nearest,
    paradigm_forms,
    parses,
)

CASES = {
    'nomn': 'Nom',
    'gent': 'Gen',
    'gen1': 'Gen',
    'gen2': 'Gen',
    'datv': 'Dat',
    'accs': 'Acc',
    'acc2': 'Acc',
    'ablt': 'Ins',
    'loct': 'Loc',
    'loc1': 'Loc',
    'loc2': 'Loc',
}
KINDS = (
    ('Name', 'name'),
    ('Surn', 'surname'),
    ('Patr', 'patronymic'),
    ('Geox', 'place'),
    ('Orgn', 'organisation'),
    ('Abbr', 'abbreviation'),
)
DICTIONARY_METHOD = 4  # parts of what pymorphy3 tells of a word that it looked up
ADJECTIVES = ('ADJF', 'PRTF')
DECLINABLE = ('NOUN', *ADJECTIVES)
NOMINATIVE = frozenset(('nomn',))
SINGULAR = frozenset(('nomn', 'sing'))
SLOTS = {'masc': 'm', 'femn': 'f', 'neut': 'n'}
GENDERED = tuple(SINGULAR | {gender} for gender in SLOTS)


class Reading(NamedTuple):
    """One way to understand a form: its nominative of the same number, in lower case, and what the form is in it.

    `case` is UD's name, '' where the form is the same in all cases; `slot` is m, f, n, mf (common gender) or p
    (plural); `word` is the dictionary's spelling of the form, which has its ё; `score` is pymorphy3's estimate.
    """

    nominative: str
    case: str
    slot: str
    kind: str
    word: str
    known: bool
    score: float


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The declinable readings of a word in lower case, the likelier first.

    >>> [(r.nominative, r.case, r.slot) for r in readings('обамы')]
    [('обама', 'Gen', 'mf')]
    """
    forms = known_forms(word)
    if forms and word.endswith(SURNAMES) and all(map(_of_several, forms)):
        return (Reading(word, 'Nom', 'm', 'surname', word, False, 1.0),)
    found: dict[tuple[str, ...], Reading] = {}
    for reading in [_reading(form, True) for form in forms] if forms else _guesses(word):
        if reading is not None:
            found.setdefault((reading.nominative, reading.case, reading.slot, reading.kind), reading)
    return tuple(found.values())


@lru_cache(maxsize=20_000)
def known_readings(word: str) -> tuple[Reading, ...]:
    """The declinable readings of a word in lower case if the dictionary has it, else none: no guess is made."""
    return tuple([r for r in readings(word) if r.known]) if known_forms(word) else ()


def has_kind(word: str, kind: str) -> bool:
    """Whether the dictionary has a word, whatever its capitals, as a given name, a surname, a place and so on."""
    return any(r.kind == kind for r in known_readings(word.lower()))


def _of_several(form: Form) -> bool:
    """Whether a form is a given name's in the plural: «Исмаилов» are several men called Исмаил, or rather a surname."""
    told = _declension(form[1], form[2])[0]
    return told is not None and told[1:] == ('p', 'name')


def _reading(form: Form, known: bool) -> Reading | None:
    """The reading of a word as a form of a paradigm, None if it does not decline."""
    word, paradigm, number, score = form
    told, nominative = _declension(paradigm, number)
    return told and Reading(nominative.of(word), *told, word, known, score)


@lru_cache(maxsize=20_000)
def _declension(paradigm: int, number: int) -> tuple[tuple[str, str, str] | None, Change]:
    """Case, slot and kind of a form of a paradigm, None if it does not decline, and how it becomes a nominative."""
    told = _told(analyzer().dictionary.build_tag_info(paradigm, number))
    if told is None or told[0] in ('', 'Nom'):
        return told, Change()
    cut, after = ending(paradigm, number)
    if cut is not None:
        return told, Change(stop=cut, after=after)
    found = nearest(paradigm, number, NOMINATIVE)
    return told, Change() if found is None else change(paradigm, number, found)


def _guesses(word: str) -> Iterable[Reading | None]:
    """The readings of a word that the dictionary lacks."""
    forms = guessed_forms(word)
    if forms is None:
        return map(_guessed, parses(word))
    return [_reading(form, False) for form in forms]


def _guessed(parse: Any) -> Reading | None:
    """A reading of a word that the dictionary lacks, None if it does not decline."""
    told = _told(parse.tag)
    if told is None:
        return None
    nominative = parse.word if told[0] in ('', 'Nom') else _nominative(parse)
    return Reading(nominative, *told, parse.word, False, parse.score)


@lru_cache(maxsize=5_000)
def _told(tag: Any) -> tuple[str, str, str] | None:
    """Case, slot and kind of a reading by its tag, None if it does not decline."""
    case = CASES.get(tag.case)
    if case is None or tag.POS not in DECLINABLE:
        return None
    if 'Fixd' in tag:
        case = ''
    slot = 'p' if tag.number == 'plur' else SLOTS.get(tag.gender, 'mf')
    kind = next((name for grammeme, name in KINDS if grammeme in tag), 'noun' if tag.POS == 'NOUN' else 'adjective')
    return case, slot, kind


@lru_cache(maxsize=5_000)
def singulars(word: str, reading: Reading) -> tuple[tuple[str, str], ...]:
    """The nominatives of the singular of a plural reading, each with its slot: one of a noun, three of an adjective."""
    found: dict[tuple[str, str], None] = {}
    for form, paradigm, number, _ in known_forms(word):
        forms = paradigm_forms(paradigm)
        own = forms[number][1]
        adjective = not own.isdisjoint(ADJECTIVES)
        if 'plur' not in own or adjective != (reading.kind == 'adjective'):
            continue
        if reading.case not in (CASES[grammeme] for grammeme in own if grammeme in CASES):
            continue
        for wanted in GENDERED if adjective else (SINGULAR,):
            at = nearest(paradigm, number, wanted)
            if at is not None:
                slot = next((slot for gender, slot in SLOTS.items() if gender in forms[at][1]), 'm')
                found[change(paradigm, number, at).of(form), slot] = None
    return tuple(found)


def _nominative(parse: Any) -> str:
    """The nominative of a parse in its own number, by its paradigm where the parse tells it: ten times faster."""
    method, *more = parse.methods_stack
    # What was looked up, with one step more at most: the analyzer, the word, its paradigm, its place there.
    if len(more) <= 1 and len(method) == DICTIONARY_METHOD and isinstance(method[2], int):
        cut, after = ending(method[2], method[3])
        if cut is not None:
            return str(parse.word[: len(parse.word) - cut] + after)
    inflected = parse.inflect({'nomn'})
    return str(inflected.word if inflected else parse.word)


@lru_cache(maxsize=10_000)
def nominatives(word: str) -> tuple[str, ...]:
    """Every nominative in lower case that a noun or adjective may be a form of, the likeliest first.

    >>> nominatives('Московской'), nominatives('Арабских')
    (('московская', 'московский'), ('арабские', 'арабский'))
    """
    word = word.lower()
    found = dict.fromkeys(reading.nominative for reading in readings(word))
    forms = known_forms(word) or guessed_forms(word)
    for form, paradigm, number, _ in forms or ():
        if (lemma := _lemma(paradigm, number)) is not None:
            found[lemma.of(form)] = None
    for parse in parses(word) if forms is None else ():
        if parse.tag.POS in DECLINABLE:
            found[parse.normal_form] = None
    return tuple(found)


@lru_cache(maxsize=20_000)
def _lemma(paradigm: int, number: int) -> Change | None:
    """How a form of a noun or adjective becomes its lemma, None for other words."""
    return None if paradigm_forms(paradigm)[number][1].isdisjoint(DECLINABLE) else change(paradigm, number, 0)


# Endings of adjectives that most places give: «тверской» is one of few that end otherwise.
RELATIONAL = ('ский', 'цкий')
# Endings of surnames that Russian declines as it does its own, known to a dictionary or not.
SURNAMES = ('ов', 'ова', 'ев', 'ева', 'ёв', 'ёва', 'ин', 'ина', 'ын', 'ына', 'ский', 'ская', 'цкий', 'цкая')


@lru_cache(maxsize=10_000)
def cases(word: str) -> frozenset[str]:
    """The cases (UD) in which a noun, name or adjective may stand; all of them where the dictionary can't tell.

    >>> sorted(cases('Петровым')), len(cases('Шевченко'))
    (['Dat', 'Ins'], 6)
    """
    found = {
        r.case for r in readings(word.lower()) if r.known or (r.kind == 'surname' and r.nominative.endswith(SURNAMES))
    }
    return frozenset(found) if found and '' not in found else frozenset(CASES.values())


@lru_cache(maxsize=10_000)
def name_cases(word: str) -> frozenset[str]:
    """The cases (UD) in which a word of a person's name may stand, all where it may be a foreign or a woman's name.

    >>> sorted(name_cases('Октавией')), len(name_cases('Спенсер')), sorted(name_cases('Тани'))
    (['Ins'], 6, ['Gen', 'Nom'])
    """
    sure = [r for r in readings(word.lower()) if r.kind in ('name', 'surname', 'patronymic')]
    own = all(r.kind != 'surname' or r.nominative.endswith(SURNAMES) or r.nominative != word.lower() for r in sure)
    known = all(r.known or r.nominative.endswith(SURNAMES) for r in sure)
    if not (sure and own and known):
        return frozenset(CASES.values())
    # «Асадов» is Асадов, and only then a form of Асад.
    found = {r.case for r in sure}
    return frozenset(found | {'Nom'} if word.lower().endswith(SURNAMES) else found)


@lru_cache(maxsize=10_000)
def agreeing(adjective: str, noun: str) -> str:
    """The form in lower case of an adjective that agrees with a noun in the nominative singular.

    >>> agreeing('первого', 'заместитель'), agreeing('заслуженную', 'артистка')
    ('первый', 'заслуженная')
    """
    gender = next((p.tag.gender for p in parses(noun) if p.tag.POS == 'NOUN' and p.tag.gender), 'masc')
    adjective = adjective.lower()
    forms = known_forms(adjective)
    for form, paradigm, number, _ in forms:
        if not paradigm_forms(paradigm)[number][1].isdisjoint(ADJECTIVES):
            at = nearest(paradigm, number, SINGULAR | {gender})
            if at is not None:
                return change(paradigm, number, at).of(form)
    for parse in () if forms else parses(adjective):
        if parse.tag.POS in ADJECTIVES:
            inflected = parse.inflect({'nomn', 'sing', gender})
            if inflected is not None:
                return str(inflected.word)
    return adjective


@lru_cache(maxsize=10_000)
def genitive_singular(word: str, of: str = '') -> str:
    """The genitive singular in lower case of a noun in another form, or of an adjective beside the noun `of`; the word
    itself where the dictionary can't tell.

    >>> genitive_singular('областей'), genitive_singular('районов'), genitive_singular('заведующий')
    ('области', 'района', 'заведующего')
    >>> genitive_singular('главный', of='бухгалтера'), genitive_singular('старший', of='сестры')
    ('главного', 'старшей')
    """
    word = word.lower()
    gender = next((p.tag.gender for p in parses(of) if p.tag.POS == 'NOUN' and p.tag.gender), 'masc') if of else None
    wanted = {'gent', 'sing', gender} if gender else {'gent', 'sing'}
    for parts in (ADJECTIVES,) if of else (('NOUN',), ADJECTIVES):  # «заведующий» is a participle by form
        for parse in parses(word):
            if parse.tag.POS in parts and (inflected := parse.inflect(wanted)) is not None:
                return str(inflected.word)
    return word
