"""Readings of one word by the dictionary and by declension classes, each with the features that it is weighed by."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from svodka.find.normal.declension import declined, spelled
from svodka.language.morph import Reading, readings, singulars
from svodka.language.name_words import given_names
from svodka.language.paradigms import shared
from svodka.lexicons import fold, load

CYRILLIC = re.compile('[а-яё]+$')
OWN = re.compile('(?:[ое]в|[иы]н)ый$')  # no surname: the form is that of one in -ов, -ин («Лютиковым»)
# Kinds of readings that are nobody's in the plural, by the form's ending.
PLURALS = dict.fromkeys(('ых', 'их'), ('name', 'adjective'))
# No surname: the form is that of a Georgian one in -ава («Гвазава»). Of India some end so in other letters («Мадхав»).
UNLIKE_SURNAME = re.compile('(?:[бвгдзйкмпстуцчшщ]|(?<!с)л)ав$')
FAMILY = re.compile('([оеё]в|[иы]н|[сц]к)(?:(?<!к)ы|(?<=к)ие)$')
# Share forms with common words (полк, большой), hardly ever names.
RARE = frozenset(('полок', 'христ', 'больший', 'окружный'))
READINGS = 12  # of the dictionary, for one word: more are noise of its guesses
LEAST = 0.01  # a reading's share of the dictionary's counts, so that its logarithm is bounded
LONGEST = 6  # letters that features of words in capitals tell apart

Features = tuple[tuple[str, float], ...]


class Option(NamedTuple):
    """A word's nominative and the case and slot (see morph.Reading) it is read in, '' if any. `features` and their
    values are of the reading; `placed` are features that the word's place in the name is added to. `singular` if it is
    the singular of a plural («компаниям Apple и Google» → «компания Apple»), `known` if the dictionary has it."""

    text: str
    case: str
    slot: str
    features: Features
    placed: tuple[str, ...] = ()
    singular: bool = False
    known: bool = False


@lru_cache(maxsize=1)
def adjectival_surnames() -> frozenset[str]:
    """Women's surnames in -ая, folded, whose forms are also those of a surname in -а."""
    lists = load('given_names')
    return frozenset(fold(name) for name in lists['adjectival'].split())


def from_dictionary(text: str, type: str) -> Iterator[Option]:
    """Readings of a word without a hyphen by pymorphy3, its guesses at unknown words among them."""
    lower = text.lower()
    found = readings(lower)
    classes: dict[tuple[str, str, str], str] = {}
    if not all(r.known for r in found):
        classes = {(fold(n), c, s): name for n, c, s, name in declined(lower)}
    declinable = frozenset(r.kind for r in found if r.known and r.case not in ('', 'Nom'))
    for r in found[:READINGS]:
        if is_unlikely(r, type, lower[-2:], declinable):
            continue
        key = fold(r.nominative)
        kind = r.kind if r.known or r.kind in ('surname', 'adjective') else 'guess'
        # «Сирил Рамафоза»
        slot = 'mf' if kind == 'guess' and type == 'PER' and r.slot == 'f' and key.endswith(('а', 'я')) else r.slot
        first, *rest = of_kind(kind, type, r.known, not r.case, bool(declinable))
        features = [first, ('score', math.log(r.score + LEAST)), *rest]
        if text.isupper() or r.kind == 'abbreviation':
            features.append((capitals(text, key), 1.0))
        if not r.known:
            cls = classes.get((key, r.case, slot), '') or classes.get((key, r.case, 'mf'), '')
            features += guessed(lower[-4:], cls, r.case, slot, type)
        features += given(key, slot)
        name = restored(text, r.nominative, r.word)
        whole = Option(name, r.case, slot, tuple(features), at_place(kind, type, slot), known=r.known)
        yield whole
        if r.slot == 'p':
            yield from in_singular(whole, r, text, type)


def is_unlikely(r: Reading, type: str, ending: str, declinable: Container[str]) -> bool:
    """Whether a reading of a form with these last two letters is passed over; `declinable` are the kinds of the word's
    readings that the dictionary declines."""
    key = fold(r.nominative)
    if r.nominative + 'я' in adjectival_surnames() or r.nominative in RARE:
        return True
    if not r.known and (
        not spelled(r.nominative, '') or (r.kind == 'adjective' and type == 'PER' and OWN.search(key) is not None)
    ):
        return True
    if type == 'PER' and not r.known and UNLIKE_SURNAME.search(key):
        return True
    if type == 'PER' and r.slot == 'p' and r.kind in PLURALS.get(ending, ('name',)):
        return True  # «Русских» is somebody's surname, not several Russians
    # Of «Анне» the dictionary has Анна and a name that does not decline.
    return r.kind == 'name' and not r.case and 'name' in declinable


def in_singular(several: Option, r: Reading, text: str, type: str) -> Iterator[Option]:
    """The singulars of a reading in the plural: «Хиллари и Билла Клинтонов», «с Лизой Галкиными», «компаниям Apple и
    Google»."""
    if type == 'PER':
        plural = FAMILY.search(several.text)
        ends = (('ий', 'm'), ('ая', 'f')) if plural and plural[0].endswith('ие') else (('', 'm'), ('а', 'f'))
        own = [(several.text[: plural.end(1)] + end, slot) for end, slot in ends] if plural else []
    elif r.known and r.kind in ('noun', 'adjective'):
        own = [(restored(text, nominative, r.word), slot) for nominative, slot in singulars(text.lower(), r)]
    else:
        own = []
    for name, slot in own:
        yield several._replace(text=name, slot=slot, singular=True)


@lru_cache(maxsize=1_000)
def of_kind(kind: str, type: str, known: bool, fixed: bool, beside: bool) -> Features:
    """Features of the kind of a reading, which may be `fixed` in all cases, perhaps `beside` others that decline."""
    features = [f'{kind} {type}', 'known' if known else 'guessed']
    if fixed:
        features += [f'indeclinable {kind}', 'indeclinable beside'][: 1 + beside]
    return tuple((f, 1.0) for f in features)


@lru_cache(maxsize=1_000)
def at_place(kind: str, type: str, slot: str) -> tuple[str, ...]:
    """Features of the kind and slot of a reading that its place in the name is added to."""
    return (f'{kind} {type} {slot}', f'{kind} {type}')


def from_classes(text: str, type: str, found: list[Option]) -> list[Option]:
    """Readings of a word by declension class beyond those already found."""
    if text.islower() and any(o.case for o in found):
        return []
    lower, upper, adjectival = text.lower(), text.isupper(), adjectival_surnames()
    known = 'known' if any(o.known for o in found) else 'unknown'
    seen = {(fold(o.text), o.case, o.slot) for o in found}
    added = []
    for nominative, case, slot, name in declined(lower):
        key = fold(nominative)
        if type == 'PER' and (name == 'y-plural' or UNLIKE_SURNAME.search(key)):
            continue
        if key + 'я' in adjectival or key in RARE:
            continue
        if (key, case, slot) in seen or (slot == 'mf' and {(key, case, 'm'), (key, case, 'f')} <= seen):
            continue
        seen.add((key, case, slot))
        features: Features = (*of_class(known, type), *guessed(lower[-4:], name, case, slot, type), *given(key, slot))
        if upper:
            features = (*features, (capitals(text, key), 1.0))
        added.append(Option(restored(text, nominative, lower), case, slot, features))
    return added


@lru_cache(maxsize=100)
def of_class(known: str, type: str) -> Features:
    """Features of a reading by declension class of a word that is known to the dictionary or not."""
    return (('class', 1.0), (f'class {known} {type}', 1.0))


def capitals(text: str, key: str) -> str:
    """A feature of a word in capitals: its length, and whether the nominative is shorter than the form."""
    return f'upper {min(len(text), LONGEST)} {"same" if key == fold(text) else "cut"}'


def given(key: str, slot: str) -> Features:
    """Features of a folded nominative that is a given name of the lexicon."""
    gender = given_names().get(key)
    if gender is None:
        return ()
    own = slot == 'mf' or slot in gender
    return (('given name' if own else 'given name of the other gender', 1.0),)


def guessed(end: str, name: str, case: str, slot: str, type: str) -> Features:
    """Features of a reading that no dictionary backs, by its declension class and the form's last four letters."""
    return (
        (f'by {name} {type}', 1.0),
        (f'by {name} {case} {slot}', 1.0),
        (f'by {name} -{end[-3:]}', 1.0),
        (f'by {name} {case} -{end}', 1.0),
    )


def restored(text: str, nominative: str, form: str) -> str:
    """The nominative in the author's letters: what inflection leaves alone is taken from the text.

    `form` is the dictionary's spelling of the text. ё for е comes in only where inflection brings it (Петра → Пётр).

    >>> restored('ФЕДОРОВА', 'фёдоров', 'фёдорова'), restored('Петра', 'пётр', 'петра')
    ('ФЕДОРОВ', 'Пётр')
    """
    if '-' in text and text.count('-') == nominative.count('-') == form.count('-'):
        parts = zip(text.split('-'), nominative.split('-'), form.split('-'), strict=True)
        return '-'.join(restored(*p) for p in parts)
    same = shared(fold(text), fold(nominative))
    kept = text[:same]
    if 'ё' in nominative[:same] and len(form) >= same:
        letters = zip(kept, nominative, form, strict=False)
        kept = ''.join('ё' if n == 'ё' and t == f == 'е' else t for t, n, f in letters)
    rest = nominative[same:]
    return kept + (rest.upper() if len(text) > 1 and text.isupper() else rest)
