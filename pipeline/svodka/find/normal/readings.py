"""What one word of a name may be the form of: as it stands, in figures, with a hyphen, by its readings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from svodka.find.normal.options import CYRILLIC, LEAST, LONGEST, Option, from_classes, from_dictionary, restored
from svodka.language.morph import known_readings
from svodka.language.name_words import CONSONANT, PARTICLES, PATRONYMIC_WORDS, given_names, is_given
from svodka.lexicons import fold, load, word_list

WORD = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:[-–'’][А-ЯЁа-яёA-Za-z]+)*$")
NUMBERED = re.compile(r'([А-ЯЁа-яё]{3,})([-–]\d+)$')
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
SHORT = 4  # letters of a word that is often an abbreviation or foreign, and then fixed
LINKS = word_list('name_links')
# A patronymic in a case cannot be the nominative, whatever its neighbours look like.
OBLIQUE = re.compile('(?:[оеё]|ь)вич(?:а|у|ем|е)$|[оеё]вн(?:ы|е|у|ой|ою)$|ичн(?:ы|е|у|ой|ою)$')
# A half of a double surname that no case changes: «Шевченко», «Дурново», «Орбели».
FIXED = re.compile('(?:ко|[нвст]о|[уыиэюе])$')
# What looks so, but is an oblique form: «Лисянского», «Рогову».
DECLINED = re.compile('(?:[ое]го|[ое]му|[ое]ву|[иы]ну|[иы]ми?)$')
HALF = re.compile('(?:[ое]в|[иы]н|[сц]к)(?:а|ая|ий)?$')  # the half beside it: its own forms tell the case
PLURAL_LIKE = re.compile('(?<![сц]к)[ыи]х$')  # surnames that look like an adjective's plural: «Черных»


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, str]:
    """Abbreviations to the slot that an adjective before them takes."""
    return {word: slot for slot, words in load('abbreviations').items() for word in words.split()}


@lru_cache(maxsize=1_000)  # 5 KB each; of double words the parts come again
def options(text: str, type: str) -> tuple[Option, ...]:
    """What a word of a name of this type may be the form of; the first option is that no case changes it, unless the
    form is oblique."""
    lower = text.lower()
    found = [] if type == 'PER' and declines(lower) else [unchanged(text, type)]
    if ORDINAL.match(text):
        number, _, ending = lower.partition('-')
        ending = LONGER.get(ending[-2:], ending)
        return (*found, *(Option(f'{number}-{e}', c, s, (('ordinal', 1.0),)) for c, s, e in ORDINALS.get(ending, ())))
    if numbered := NUMBERED.match(text):  # «Новой волны-2009»
        word, number = numbered.groups()
        return (*found, *(o._replace(text=o.text + number) for o in options(word, type) if o.case))
    if not WORD.match(text) or len(text) == 1 or stands(text, type):
        return tuple(found)
    if type == 'PER' and PLURAL_LIKE.search(lower) and found:
        return tuple(found)
    if '-' in text:
        found += hyphenated(text, type)
    elif CYRILLIC.match(lower):
        found += from_dictionary(text, type)
        found += from_classes(text, type, found)
    if mixed := ABBREVIATION.match(text):
        found.append(Option(mixed[1], ABBREVIATION_CASES[mixed[2]], 'm', (('cut', 1.0),)))
    return tuple(found)


def stands(text: str, type: str) -> bool:
    """Whether a word of a name is the same in all cases: a particle, a ministry whose last half is a genitive, a given
    name of the lexicon in a vowel («Киану», «Джоди»; «Симоне» may be a form of Симона)."""
    low = text.lower()
    if low in FIXED_WORDS or (type == 'ORG' and MINISTRY.match(text)):
        return True
    if '-' in text or low[-1] not in 'еиоуыэю' or fold(text) not in given_names():
        return False
    return not (low[-1] == 'е' and is_given(low[:-1] + 'а'))


@lru_cache(maxsize=5_000)
def is_oblique(low: str) -> bool:
    """Whether a word of a person's name cannot be its nominative: a patronymic in a case, or a form that the dictionary
    has of a surname («Фроловой») or a man's given name («Павлу»), and of none in the nominative."""
    if OBLIQUE.search(low):
        return True
    names = [r for r in known_readings(low) if r.kind == 'surname' or (r.kind, r.slot) == ('name', 'm')]
    return (
        bool(names) and fold(low) not in given_names() and all(r.case not in ('', 'Nom') for r in known_readings(low))
    )


def declines(low: str) -> bool:
    """Whether a word of a person's name is another in other cases: an oblique form, or one in -ия that no dictionary
    has («Павла Галянтия» is Галянтий, for of Галянтия it would be «Галянтии»)."""
    return is_oblique(low) or (low.endswith('ия') and not known_readings(low))


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
        if text[:-2]:
            features.append(f'fixed -{lower[-3:]} {type}')
        if text.isupper():
            features.append(f'fixed upper {min(len(text), LONGEST)}')
        if text[0].islower():
            features.append('fixed lower')
        if len(text) <= SHORT:
            placed.append(f'fixed short {len(text)}')
    slot = abbreviations().get(text, '')
    return Option(text, '', slot, tuple((f, 1.0) for f in features), tuple(placed))


def hyphenated(text: str, type: str) -> Iterator[Option]:
    """Readings of a word with hyphens: as a whole if the dictionary has it, else the last part declines, and with it
    one before that can; in «Ростов-на-Дону» the first does."""
    lower = text.lower()
    whole = known_readings(lower) if CYRILLIC.match(lower.replace('-', '')) else ()
    for r in whole:
        features = (('known', 1.0), (f'{r.kind} {type}', 1.0), ('score', math.log(r.score + LEAST)))
        name = restored(text, r.nominative, r.word)
        yield Option(name, r.case, r.slot, features, (f'{r.kind} {type}',), known=True)
    if whole:
        return
    parts = text.split('-')
    if len(parts[1:]) > 1 and parts[1].lower() in LINKS:
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
    return found if type == 'PER' and declines(text.lower()) else found[1:]


def declines_alike(part: Option, last: Option, type: str) -> bool:
    """Whether a part that no dictionary has may stand in the case of the last: a surname in -ов, or of a man any on a
    consonant («Эрикссона-Эка»)."""
    man = type == 'PER' and last.slot == 'm' and last.case in ('Gen', 'Dat', 'Ins') and part.slot == 'm'
    return any(f.startswith('by ov') or (man and f in ('by hard PER', 'by hard-inan PER')) for f, _ in part.features)


def agreeing_part(part: str, type: str, last: Option) -> str | None:
    """The nominative of the first part of a double word if it stands in the case of the last («Москвы-реки»)."""
    for o in changed(part, type):
        if (
            o.case == last.case
            and (o.slot == last.slot or 'mf' in (o.slot, last.slot))
            and o.text != part
            and (o.known or declines_alike(o, last, type))
        ):
            return o.text
    return None
