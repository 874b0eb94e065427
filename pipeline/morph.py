"""The dictionary of Russian forms and inflection: the only module that touches pymorphy3."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple


@lru_cache(maxsize=1)
def analyzer() -> Any:
    import pymorphy3
    from pymorphy3 import shapes

    # It asks for the Unicode name of each letter and raises for the scripts whose letters have none («𗀀»).
    shapes.is_latin_char = lambda letter: 'LATIN' in unicodedata.name(letter, '')
    return pymorphy3.MorphAnalyzer(lang='ru')


@lru_cache(maxsize=1_000)
def parses(word: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a word; several ask for those of one word in turn."""
    return tuple(analyzer().parse(word))


# ------------------------------------------------------------------------------------------------------ inflection

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
VARIABLE = frozenset(CASES) | {'anim', 'inan', 'Arch'}
SLOTS = {'masc': 'm', 'femn': 'f', 'neut': 'n', 'ms-f': 'mf'}


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


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The declinable readings of a word in lower case, the likelier first.

    >>> [(r.nominative, r.case, r.slot) for r in readings('обамы')]
    [('обама', 'Gen', 'mf')]
    """
    found: dict[tuple[str, str, str, str], Reading] = {}
    for parse in parses(word):
        told = _told(parse.tag)
        if told is None:
            continue
        case, slot, kind = told
        nominative = parse.word if case in ('', 'Nom') else _nominative(parse)
        key = (nominative, case, slot, kind)
        if key not in found:
            found[key] = Reading(nominative, case, slot, kind, parse.word, bool(parse.is_known), parse.score)
    return tuple(found.values())


@lru_cache(maxsize=5_000)
def _told(tag: Any) -> tuple[str, str, str] | None:
    """Case, slot and kind of a reading by its tag, None if it does not decline."""
    case = CASES.get(tag.case)
    if case is None or tag.POS not in ('NOUN', 'ADJF', 'PRTF'):
        return None
    if 'Fixd' in tag:
        case = ''
    slot = 'p' if tag.number == 'plur' else SLOTS.get(tag.gender, 'mf')
    kind = next((name for grammeme, name in KINDS if grammeme in tag), 'noun' if tag.POS == 'NOUN' else 'adjective')
    return case, slot, kind


@lru_cache(maxsize=20_000)
def singulars(word: str, reading: Reading) -> tuple[tuple[str, str], ...]:
    """The nominatives of the singular of a plural reading, each with its slot: one of a noun, three of an adjective."""
    found: dict[tuple[str, str], None] = {}
    for parse in parses(word):
        if parse.tag.number == 'plur' and CASES.get(parse.tag.case) == reading.case and parse.is_known:
            for gender in ('masc', 'femn', 'neut') if parse.tag.POS in ('ADJF', 'PRTF') else (parse.tag.gender,):
                form = parse.inflect(
                    {'nomn', 'sing', gender} if parse.tag.POS in ('ADJF', 'PRTF') else {'nomn', 'sing'}
                )
                if form and (reading.kind == 'adjective') == (parse.tag.POS in ('ADJF', 'PRTF')):
                    found[str(form.word), SLOTS.get(form.tag.gender, 'm')] = None
    return tuple(found)


def _nominative(parse: Any) -> str:
    """The nominative of a parse in its own number, by its paradigm where the parse tells it: ten times faster."""
    method = parse.methods_stack[0]
    if len(parse.methods_stack) <= 2 and len(method) == 4 and isinstance(method[2], int):
        cut, ending = _ending(method[2], method[3])
        if cut is not None:
            return str(parse.word[: len(parse.word) - cut] + ending)
    inflected = parse.inflect({'nomn'})
    return str(inflected.word if inflected else parse.word)


def shared(a: str, b: str) -> int:
    """The number of letters that two words begin with alike."""
    most = min(len(a), len(b))
    if a[:most] == b[:most]:
        return most
    return next(i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)


@lru_cache(maxsize=20_000)
def _ending(paradigm: int, index: int) -> tuple[int | None, str]:
    """How many letters to cut off a form of a paradigm, and what to put on, for its nominative; (None, '') if it has
    a prefix or no nominative."""
    prefix, number, wanted, suffix = _forms(paradigm)[index]
    # Of forms as near by their grammemes («высший», «высочайший») the one with the same letters.
    candidates = [
        (len(wanted ^ other), -shared(ending, suffix), ending)
        for other, ending in _nominatives(paradigm, number)
        if not prefix
    ]
    return (len(suffix), min(candidates, key=lambda c: c[:2])[2]) if candidates else (None, '')


@lru_cache(maxsize=3_000)
def _forms(paradigm: int) -> tuple[tuple[str, str | None, frozenset[str], str], ...]:
    """The forms of a paradigm: prefix, number, grammemes that a word keeps in all its cases, ending."""
    forms = analyzer().dictionary.build_paradigm_info(paradigm)
    return tuple((prefix, tag.number, tag.grammemes - VARIABLE, ending) for prefix, tag, ending in forms)


@lru_cache(maxsize=5_000)
def _nominatives(paradigm: int, number: str | None) -> tuple[tuple[frozenset[str], str], ...]:
    """The nominatives of a number, those without a prefix: what they keep in all cases, and the ending."""
    forms = analyzer().dictionary.build_paradigm_info(paradigm)
    return tuple(
        (tag.grammemes - VARIABLE, ending)
        for prefix, tag, ending in forms
        if not prefix and tag.case == 'nomn' and tag.number == number
    )


@lru_cache(maxsize=50_000)
def nominatives(word: str) -> tuple[str, ...]:
    """Every nominative in lower case that a noun or adjective may be a form of, the likeliest first.

    >>> nominatives('Московской'), nominatives('Арабских')
    (('московская', 'московский'), ('арабские', 'арабский'))
    """
    word, found = word.lower(), dict[str, None]()
    for reading in readings(word):
        found[reading.nominative] = None
    for parse in parses(word):
        if parse.tag.POS in ('NOUN', 'ADJF', 'PRTF'):
            found[parse.normal_form] = None
    return tuple(found)


# Endings of surnames that Russian declines as it does its own, known to a dictionary or not.
SURNAMES = ('ов', 'ова', 'ев', 'ева', 'ёв', 'ёва', 'ин', 'ина', 'ын', 'ына', 'ский', 'ская', 'цкий', 'цкая')


@lru_cache(maxsize=50_000)
def cases(word: str) -> frozenset[str]:
    """The cases (UD) in which a noun, name or adjective may stand; all of them where the dictionary can't tell.

    >>> sorted(cases('Петровым')), len(cases('Шевченко'))
    (['Dat', 'Ins'], 6)
    """
    found = {
        r.case for r in readings(word.lower()) if r.known or (r.kind == 'surname' and r.nominative.endswith(SURNAMES))
    }
    return frozenset(found) if found and '' not in found else frozenset(CASES.values())


@lru_cache(maxsize=50_000)
def name_cases(word: str) -> frozenset[str]:
    """The cases (UD) in which a word of a person's name may stand, all where it may be a foreign or a woman's name.

    >>> sorted(name_cases('Октавией')), len(name_cases('Спенсер')), len(name_cases('Тани'))
    (['Ins'], 6, 6)
    """
    sure = [r for r in readings(word.lower()) if r.kind in ('name', 'surname', 'patronymic')]
    own = all(r.kind != 'surname' or r.nominative.endswith(SURNAMES) or r.nominative != word.lower() for r in sure)
    known = all(r.known or r.nominative.endswith(SURNAMES) for r in sure)
    if not (sure and own and known):
        return frozenset(CASES.values())
    # «Асадов» is Асадов, and only then a form of Асад.
    found = {r.case for r in sure}
    return frozenset(found | {'Nom'} if word.lower().endswith(SURNAMES) else found)


@lru_cache(maxsize=50_000)
def agreeing(adjective: str, noun: str) -> str:
    """The form in lower case of an adjective that agrees with a noun in the nominative singular.

    >>> agreeing('первого', 'заместитель'), agreeing('заслуженную', 'артистка')
    ('первый', 'заслуженная')
    """
    gender = next((p.tag.gender for p in parses(noun) if p.tag.POS == 'NOUN' and p.tag.gender), 'masc')
    for parse in parses(adjective.lower()):
        if parse.tag.POS in ('ADJF', 'PRTF'):
            form = parse.inflect({'nomn', 'sing', gender})
            if form is not None:
                return str(form.word)
    return adjective.lower()
