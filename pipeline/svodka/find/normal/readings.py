"""What one word of a name may be the form of: readings of the dictionary and of the declension classes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from svodka.find.normal.declension import declined, spelled
from svodka.language.morph import known_readings, readings, singulars
from svodka.language.paradigms import shared
from svodka.language.person_names import CONSONANT, PARTICLES, PATRONYMIC_WORDS, given_names
from svodka.lexicons import fold, load, word_list

WORD = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:[-–'’][А-ЯЁа-яёA-Za-z]+)*$")
NUMBERED = re.compile(r'([А-ЯЁа-яё]{3,})([-–]\d+)$')
CYRILLIC = re.compile('[а-яё]+$')
ORDINAL = re.compile(r'\d+-[а-яё]{1,3}$')
ORDINALS = {  # the ending of an ordinal in figures → case, slot, ending of the nominative
    'й': (('Nom', 'm', 'й'), ('Acc', 'm', 'й'), *((c, 'f', 'я') for c in ('Gen', 'Dat', 'Ins', 'Loc'))),
    'го': (('Gen', 'm', 'й'), ('Acc', 'm', 'й'), ('Gen', 'n', 'е')),
    'му': (('Dat', 'm', 'й'), ('Dat', 'n', 'е')),
    'м': (('Ins', 'm', 'й'), ('Loc', 'm', 'й'), ('Ins', 'n', 'е'), ('Loc', 'n', 'е'), ('Dat', 'p', 'е')),
    'я': (('Nom', 'f', 'я'),),
    'ю': (('Acc', 'f', 'я'),),
    'е': (('Nom', 'n', 'е'), ('Acc', 'n', 'е'), ('Nom', 'p', 'е'), ('Acc', 'p', 'е')),
    'х': (('Gen', 'p', 'е'), ('Loc', 'p', 'е')),
    'ми': (('Ins', 'p', 'е'),),
}
LONGER = {'ый': 'й', 'ой': 'й', 'ий': 'й', 'ая': 'я', 'ую': 'ю', 'ом': 'м', 'ым': 'м', 'им': 'м', 'ые': 'е', 'ых': 'х'}
MINISTRY = re.compile('Мин[а-яё]{3,}(?<!связ)[ыи]$')  # its second half is a genitive: «Минобороны», «Минцифры»
ABBREVIATION = re.compile(r"([А-ЯЁA-Z]{2,})[-'’]?(а|у|ом|ем|е)$")  # «ЛУКОЙЛом»
ABBREVIATION_CASES = {'а': 'Gen', 'у': 'Dat', 'ом': 'Ins', 'ем': 'Ins', 'е': 'Loc'}
# Small words of people's names and of place names, which no case changes.
FIXED_WORDS = word_list('name_particles') | PARTICLES | PATRONYMIC_WORDS
LINKS = word_list('name_links')
OWN = re.compile('(?:[ое]в|[иы]н)ый$')  # no surname: the form is that of one in -ов, -ин («Лютиковым»)
# A patronymic in a case cannot be the nominative, whatever its neighbours look like.
OBLIQUE = re.compile('(?:[оеё]|ь)вич(?:а|у|ем|е)$|[оеё]вн(?:ы|е|у|ой|ою)$|ичн(?:ы|е|у|ой|ою)$')
# A half of a double surname that no case changes: «Шевченко», «Дурново», «Орбели».
FIXED = re.compile('(?:ко|[нвст]о|[уыиэюе])$')
# What looks so, but is an oblique form: «Лисянского», «Рогову».
DECLINED = re.compile('(?:[ое]го|[ое]му|[ое]ву|[иы]ну|[иы]ми?)$')
HALF = re.compile('(?:[ое]в|[иы]н|[сц]к)(?:а|ая|ий)?$')  # the half beside it: its own forms tell the case
PLURAL_LIKE = re.compile('(?<![сц]к)[ыи]х$')  # surnames that look like an adjective's plural: «Черных»
# Kinds of readings that are nobody's in the plural, by the form's ending.
PLURALS = dict.fromkeys(('ых', 'их'), ('name', 'adjective'))
FAMILY = re.compile('(?:[оеё]в|[иы]н)ы$')
# Share forms with common words (полк, большой), hardly ever names.
RARE = frozenset(('полок', 'христ', 'больший', 'окружный'))
READINGS = 12  # of the dictionary, for one word: more are noise of its guesses
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


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, str]:
    """Abbreviations to the slot that an adjective before them takes."""
    return {word: slot for slot, words in load('abbreviations').items() for word in words.split()}


@lru_cache(maxsize=1_000)  # 5 KB each; of double words the parts come again
def options(text: str, type: str) -> tuple[Option, ...]:
    """What a word of a name of this type may be the form of; the first option is that no case changes it, unless the
    form is oblique."""
    lower = text.lower()
    found = [] if type == 'PER' and is_oblique(lower) else [unchanged(text, type)]
    if ORDINAL.match(text):
        number, _, ending = lower.partition('-')
        ending = LONGER.get(ending[-2:], ending)
        return (*found, *(Option(f'{number}-{e}', c, s, (('ordinal', 1.0),)) for c, s, e in ORDINALS.get(ending, ())))
    if numbered := NUMBERED.match(text):  # «Новой волны-2009»
        word, number = numbered.groups()
        return (*found, *(o._replace(text=o.text + number) for o in options(word, type) if o.case))
    if not WORD.match(text) or len(text) < 2 or lower in FIXED_WORDS:
        return tuple(found)
    if type == 'ORG' and MINISTRY.match(text):
        return tuple(found)
    if type == 'PER' and PLURAL_LIKE.search(lower) and found:
        return tuple(found)
    if '-' in text:
        found += hyphenated(text, type)
    elif fold(text) in given_names() and lower[-1] in 'еиоуыэю':  # «Киану», «Джоди» as they stand in the lexicon
        return tuple(found)
    elif CYRILLIC.match(lower):
        found += from_dictionary(text, type)
        found += from_classes(text, type, found)
    if mixed := ABBREVIATION.match(text):
        found.append(Option(mixed[1], ABBREVIATION_CASES[mixed[2]], 'm', (('cut', 1.0),)))
    return tuple(found)


@lru_cache(maxsize=5_000)
def is_oblique(low: str) -> bool:
    """Whether a word of a person's name cannot be its nominative: a patronymic in a case, or a form that the dictionary
    has of a surname («Фроловой»), and of none in the nominative."""
    if OBLIQUE.search(low):
        return True
    surnames = [r for r in known_readings(low) if r.kind == 'surname']
    return bool(surnames) and all(r.case not in ('', 'Nom') for r in known_readings(low))


def unchanged(text: str, type: str) -> Option:
    """A word that is the same in all cases."""
    lower = text.lower()
    features = ['fixed']
    placed = [f'fixed {type}']
    if fold(text) in given_names():
        features.append(f'fixed given name {given_names()[fold(text)]}')
    if not CYRILLIC.match(lower[-1]):
        features.append('fixed foreign')
    else:
        features += [f'fixed -{lower[-1]} {type}', f'fixed -{lower[-2:]} {type}']
        if len(text) > 2:
            features.append(f'fixed -{lower[-3:]} {type}')
        if text.isupper():
            features.append(f'fixed upper {min(len(text), LONGEST)}')
        if text[0].islower():
            features.append('fixed lower')
        if len(text) <= 4:
            placed.append(f'fixed short {len(text)}')
    slot = abbreviations().get(text, '')
    return Option(text, '', slot, tuple((f, 1.0) for f in features), tuple(placed))


def from_dictionary(text: str, type: str) -> Iterator[Option]:
    """Readings of a word without a hyphen by pymorphy3, its guesses at unknown words among them."""
    lower, upper = text.lower(), text.isupper()
    found, adjectival = readings(lower), adjectival_surnames()
    classes: dict[tuple[str, str, str], str] = {}
    if not all(r.known for r in found):
        classes = {(fold(n), c, s): name for n, c, s, name in declined(lower)}
    declinable = [r.kind for r in found if r.known and r.case not in ('', 'Nom')]
    for r in found[:READINGS]:
        if r.nominative + 'я' in adjectival or r.nominative in RARE:
            continue
        if not r.known and not spelled(r.nominative, ''):
            continue
        if type == 'PER' and r.slot == 'p' and r.kind in PLURALS.get(lower[-2:], ('name',)):
            continue  # «Русских» is somebody's surname, not several Russians
        if r.kind == 'name' and not r.case and 'name' in declinable:
            continue  # of «Анне» the dictionary has Анна and a name that does not decline
        key = fold(r.nominative)
        kind = r.kind if r.known or r.kind in ('surname', 'adjective') else 'guess'
        slot = r.slot
        if kind == 'guess' and type == 'PER' and slot == 'f' and key.endswith(('а', 'я')):
            slot = 'mf'  # «Сирил Рамафоза»
        if kind == 'adjective' and not r.known and type == 'PER' and OWN.search(key):
            continue
        first, *rest = of_kind(kind, type, r.known, not r.case, bool(declinable))
        features = [first, ('score', math.log(r.score + 0.01)), *rest]
        if upper or r.kind == 'abbreviation':
            features.append((capitals(text, key), 1.0))
        if not r.known:
            cls = classes.get((key, r.case, slot), '') or classes.get((key, r.case, 'mf'), '')
            features += guessed(lower[-4:], cls, r.case, slot, type)
        features += given(key, slot)
        placed = at_place(kind, type, slot)
        name = restored(text, r.nominative, r.word)
        yield Option(name, r.case, slot, tuple(features), placed, known=r.known)
        if r.slot != 'p':
            continue
        if type == 'PER':
            if FAMILY.search(name):  # «Хиллари и Билла Клинтонов», «с Лизой Галкиными»
                for ending, own in (('', 'm'), ('а', 'f')):
                    yield Option(name[:-1] + ending, r.case, own, tuple(features), placed, True, r.known)
        elif r.known and r.kind in ('noun', 'adjective'):
            for nominative, own in singulars(lower, r):
                name = restored(text, nominative, r.word)
                yield Option(name, r.case, own, tuple(features), placed, singular=True, known=True)


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
        if type == 'PER' and name == 'y-plural':
            continue
        key = fold(nominative)
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


def hyphenated(text: str, type: str) -> Iterator[Option]:
    """Readings of a word with hyphens: as a whole if the dictionary has it, else the last part declines, and with it
    one before that can; in «Ростов-на-Дону» the first does."""
    lower = text.lower()
    whole = known_readings(lower) if CYRILLIC.match(lower.replace('-', '')) else ()
    for r in whole:
        features = (('known', 1.0), (f'{r.kind} {type}', 1.0), ('score', math.log(r.score + 0.01)))
        name = restored(text, r.nominative, r.word)
        yield Option(name, r.case, r.slot, features, (f'{r.kind} {type}',), known=True)
    if whole:
        return
    parts = text.split('-')
    if len(parts) >= 3 and parts[1].lower() in LINKS:
        for o in changed(parts[0], type):
            yield o._replace(text='-'.join([o.text, *parts[1:]]), features=(*o.features, ('linked', 1.0)))
        return
    *before, last = parts
    for o in options(last, type):
        if not o.case and len(last) > 1:
            continue
        yield o._replace(text='-'.join([*before, o.text]), features=(*o.features, ('hyphen', 1.0)))
        if len(before) == 1 and (first := agreeing_part(before[0], type, o)):
            yield o._replace(text=f'{first}-{o.text}', features=(*o.features, ('hyphen both', 1.0)))
    if type == 'PER' and len(before) == 1:
        yield from beside_fixed(before[0], last)


def beside_fixed(part: str, last: str) -> Iterator[Option]:
    """Readings of a double surname whose last half does not decline: always («Кузнецова-Гринько»), or not for a woman,
    as it ends in a consonant («Седовой-Шварц»)."""
    fixed = FIXED.search(last.lower()) and not DECLINED.search(last.lower())
    if not fixed and not CONSONANT.search(last.lower()) and not last.endswith('й'):
        return
    for o in changed(part, 'PER'):
        if o.case not in ('', 'Nom') and o.slot in ('f', 'm' if fixed else 'f') and HALF.search(fold(o.text)):
            yield o._replace(text=f'{o.text}-{last}', features=(*o.features, ('hyphen both', 1.0)))


def changed(text: str, type: str) -> tuple[Option, ...]:
    """What a word may be the form of, but that no case changes it."""
    found = options(text, type)
    return found if type == 'PER' and is_oblique(text.lower()) else found[1:]


def agreeing_part(part: str, type: str, last: Option) -> str | None:
    """The nominative of the first part of a double word if it stands in the case of the last («Москвы-реки»)."""
    for o in changed(part, type):
        if (
            o.case == last.case
            and (o.slot == last.slot or 'mf' in (o.slot, last.slot))
            and o.text != part
            and (o.known or any(f.startswith('by ov') for f, _ in o.features))
        ):
            return o.text
    return None


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
