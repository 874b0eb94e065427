"""A person's name in its parts: first, middle, last name, gender.

A small weighted grammar: every order in which names are written is tried, each part says how well it would do in its
place, and the best whole wins. Orders and weights are few and stand below; what a part is likely to be, the dictionary
and lexicons/given_names.yaml say, else its ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from svodka.language.name_words import (
    ADDRESS,
    CONSONANT,
    DAUGHTER,
    FEMALE,
    GROWN_DAUGHTER,
    GROWN_SON,
    INITIAL,
    MALE,
    PARTICLES,
    PATRONYMIC_WORDS,
    SON,
    eastern,
    given_slots,
    is_given,
    is_patronymic,
    patronymic_sureness,
    surname_sureness,
)
from svodka.lexicons import fold
from svodka.model import PersonName

APOSTROPHES = ('’', "'", '`')
JUNIOR = frozenset(('младший', 'старший', 'мл.', 'ст.', 'jr.', 'sr.', 'jr', 'sr'))
LONGEST_ABBREVIATED = 3  # letters of a part in capitals that may be an abbreviation: «ФАО», «Дж.»
LONGEST_EASTERN = 5  # letters of a surname that stands in front: «Чжан»
LONGEST_INITIALS = 7  # characters of initials glued together: «Ж.-П.»
SYLLABLE = 3  # letters of a family name of one syllable
UNLIKE_SURNAME = 3.0  # against a surname in front that does not look like one: «Виторио Сандали»
OTHER_GENDER = 4.0  # against a given name and a patronymic of two genders
Gender = Literal['male', 'female'] | None
GENDERS: Mapping[str, Gender] = {'m': 'male', 'f': 'female'}

# Orders of given name, patronymic and surname, with what speaks against each: a surname stands in front in lists only,
# so that it must look like one.
ORDERS: Mapping[int, tuple[tuple[str, float], ...]] = {
    1: (('L', 0.0), ('F', 0.0), ('M', 2.0)),
    2: (('FL', 0.0), ('LF', 2.0), ('FM', 0.5)),
    3: (('FML', 0.0), ('LFM', 0.5), ('FFL', 1.5), ('FLL', 1.6), ('LFF', 3.0), ('MFL', 2.5), ('LMF', 4.0)),
    4: (('FMLL', 0.5), ('LLFM', 1.0), ('FFML', 1.0), ('LFFM', 1.0), ('FLLL', 2.0), ('FFLL', 2.0), ('FFFL', 2.5)),
}


class Part(NamedTuple):
    """A part of a name as it is put together: «Ж.-П.», «Ариф оглы», «ван Бастен»; `capitals` if the text writes it in
    capitals beside others that it does not."""

    text: str
    capitals: bool = False


@lru_cache(maxsize=20_000)
def person_name(words: tuple[str, ...], slot: str, sure: bool = False) -> PersonName:
    """The parts of a name in the nominative; `slot` is the grammatical gender it was read in, m or f; a `sure` one is
    told by the sentence and not by the name's own form.

    >>> person_name(('ЛАВРОВ', 'Сергей', 'Викторович'), 'm')
    PersonName(first='Сергей', middle='Викторович', last='Лавров', gender='male')
    >>> person_name(('В', '.', 'В', '.', 'Путин'), 'm')
    PersonName(first='В.', middle='В.', last='Путин', gender='male')
    >>> person_name(('Рагимова', 'Самира', 'Тофик', 'кызы'), 'f')
    PersonName(first='Самира', middle='Тофик кызы', last='Рагимова', gender='female')
    """
    parts = list(parts_of(words))
    placed: dict[str, list[str]] = {'F': [], 'M': [], 'L': []}
    for part, role in zip(parts, roles_of(parts), strict=True):
        placed[role].append(part.text)
    first, middle, last = placed['F'], placed['M'], placed['L']
    gender = gender_of(first, middle, last, slot, sure)
    return PersonName(' '.join(first) or None, ' '.join(middle) or None, ' '.join(last) or None, gender)


# -------------------------------------------------------------------------------------------------------------- parts


def _is_mixed(texts: Sequence[str]) -> bool:
    """Whether capitals of a part tell something, as not all of the name is in capitals."""
    return len(texts) > 1 and not all(t.isupper() for t in texts if len(t) > LONGEST_ABBREVIATED)


def _capitalised(text: str) -> str:
    return '-'.join(part.capitalize() for part in text.split('-'))


def parts_of(words: Sequence[str]) -> Iterator[Part]:
    """The parts of a name: particles with what they belong to, capitals as names are written."""
    texts = together(words)
    mixed = _is_mixed(texts)
    held: list[str] = []
    for i, text in enumerate(texts):
        low = text.lower()
        if i and ((low in PATRONYMIC_WORDS and held == []) or text in ADDRESS):
            continue  # the first went with the father's name
        if low in PARTICLES and text[0].islower() and i + 1 < len(texts):
            held.append(text)
            continue
        capitals = len(text) > LONGEST_ABBREVIATED and text.isupper() and len(texts) > 1
        written = _capitalised(text) if capitals else text
        following = texts[i + 1].lower() if i + 1 < len(texts) else ''
        if following in JUNIOR or (following in PATRONYMIC_WORDS and i != _before_father(texts)):
            written = f'{written} {texts[i + 1]}'
        elif low in JUNIOR and i:
            continue
        yield Part(' '.join([*held, written]), capitals and mixed)
        held = []
    if held:
        yield Part(' '.join(held))


def _before_father(texts: Sequence[str]) -> int:
    """The number of the part that no word for a son or daughter follows, -1 for none: «Бейшен уулу» has no given name
    in front."""
    return 0 if len(texts) > len(('Бейшен', 'уулу')) else -1


def together(words: Sequence[str]) -> list[str]:
    """Words with the full stop of an initial put to it, without brackets and marks."""
    parts: list[str] = []
    for word in words:
        if word == '.' and parts and (INITIAL.match(parts[-1].rpartition('-')[2]) or f'{parts[-1]}.' in JUNIOR):
            parts[-1] += '.'
        elif parts and (
            word in APOSTROPHES or (word == '-' and parts[-1].endswith('.')) or parts[-1].endswith(('-', *APOSTROPHES))
        ):
            parts[-1] += word
        elif word[0].isalnum():
            parts.append(word)
    return parts


# ------------------------------------------------------------------------------------------------------------- orders


def roles_of(parts: Sequence[Part]) -> Sequence[str]:
    """Given name, patronymic or surname, for each part."""
    texts = [p.text for p in parts]
    if not parts:
        return ()
    if any(map(is_initial, texts)):
        return with_initials(parts)
    western = any(map(is_patronymic, texts[1:])) or any(t.split()[0] in PARTICLES for t in texts if ' ' in t)
    if len(parts) > 1 and fold(texts[0]) in eastern() and len(texts[0]) <= LONGEST_EASTERN and not western:
        return ('L', *(('F',) * (len(parts) - 1)))
    if len(parts) == 1 and fold(texts[0]) in eastern():
        return ('L',)
    if len(parts) not in ORDERS:
        return ('F', *(('L',) * (len(parts) - 1)))
    best = max(ORDERS[len(parts)], key=lambda order: score(parts, *order))
    return best[0]


def with_initials(parts: Sequence[Part]) -> Sequence[str]:
    """Roles in a name with initials: the first is the given name's, unless one stands in front in full («Джордж У.
    Буш»); the one letter behind a given name is a surname withheld («Алла С.»)."""
    roles: list[str] = []
    initials = [is_initial(part.text) for part in parts]
    if initials == [False, True] and is_given(parts[0].text) and fold(parts[0].text) not in eastern():
        return ('F', 'L')
    given = initials[:3] == [False, True, False] and is_given(parts[0].text)
    for i, initial in enumerate(initials):
        if initial or (given and not i):
            roles.append('M' if 'F' in roles else 'F')
        else:
            roles.append('L')
    return roles


def is_initial(text: str) -> bool:
    """Whether a part is an initial, or several glued together: «С.», «Ж.-П.», «Т. оглы»."""
    first, _, rest = text.partition(' ')
    return (
        first.endswith('.')
        and len(first) <= LONGEST_INITIALS
        and rest in ('', *PATRONYMIC_WORDS)
        and first not in JUNIOR
    )


def score(parts: Sequence[Part], order: str, against: float) -> float:
    """How well parts do in an order: each in its place, and given name and surname of one gender."""
    total = -against
    if order[0] == 'L' and len(order) > 1 and 'M' not in order and not looks_like_surname(parts[0]):
        total -= UNLIKE_SURNAME
    for part, role in zip(parts, order, strict=True):
        total += fits(part, role)
    by_role = {role: [p.text for p, r in zip(parts, order, strict=True) if r == role] for role in 'FML'}
    slots = given_slots(by_role['F'][0]) if by_role['F'] else frozenset()
    last = by_role['L'][-1].lower() if by_role['L'] else ''
    if last and _against(slots, FEMALE.search(last) is not None, MALE.search(last) is not None):
        total -= 1.0
    fathers_of = {_of_patronymic(text) for text in by_role['M']}
    if _against(slots, 'female' in fathers_of, 'male' in fathers_of):
        total -= OTHER_GENDER  # «Ульяна Юркевич»
    return total


def _against(slots: frozenset[str], female: bool, male: bool) -> bool:
    """Whether a given name of these slots goes with no part that is a woman's, or a man's."""
    return bool(slots) and ((female and slots == {'m'}) or (male and slots <= {'f', 'x'}))


def looks_like_surname(part: Part) -> bool:
    """Whether a part tells by itself that it is a surname: by capitals, by the dictionary or by its ending."""
    return part.capitals or (surname_sureness(part.text) > 0 and not is_given(part.text))


@lru_cache(maxsize=20_000)
def fits(part: Part, role: str) -> float:
    """How well a part does as a given name (F), patronymic (M) or surname (L)."""
    text = part.text
    patronymic, surname, given = patronymic_sureness(text), surname_sureness(text), is_given(text)
    if role == 'M':
        return 3.0 * patronymic if patronymic else -6.0
    if patronymic == 1.0:
        return -4.0
    if role == 'F':
        return (2.0 if given else 0.0 if not surname else -1.0 * surname) - 4.0 * part.capitals
    return (surname if surname else -1.5 if given else 0.3) + 3.0 * part.capitals


# ------------------------------------------------------------------------------------------------------------- gender


def gender_of(
    first: Sequence[str], middle: Sequence[str], last: Sequence[str], slot: str, sure: bool = False
) -> Gender:
    """The gender that the patronymic, else the sentence, else the given name, the surname or the form tell."""
    if slot == 'f' and last and MALE.search(last[-1].lower()) and not (first and given_slots(first[0]) & {'f', 'x'}):
        slot, sure = '', False  # «Рогов Т. П.» is nobody of whom a verb is feminine
    return (
        next(filter(None, map(_of_patronymic, middle)), None)
        or (GENDERS.get(slot) if sure else None)
        or (_of_given(first[0], last, slot) if first else None)
        or (_of_surname(last[-1], slot) if last else None)
        or _of_slot(first, last, slot)
    )


def _of_patronymic(word: str) -> Gender:
    low = word.lower()
    particle = re.split('[ -]', low)[-1]
    if particle in DAUGHTER or low.endswith(('вна', 'чна')) or GROWN_DAUGHTER.search(low):
        return 'female'
    if particle in SON or low.endswith('ич') or GROWN_SON.search(low):
        return 'male'
    return None


def _of_given(word: str, last: Sequence[str], slot: str) -> Gender:
    slots = given_slots(word)
    if slots and slots <= {'f', 'x'}:
        # A woman's surname on a consonant is not declined: «Джо Байдена» is a man.
        return 'male' if slots == {'x'} and slot == 'm' and last and CONSONANT.search(last[-1]) else 'female'
    return 'male' if slots == {'m'} else None


def _of_surname(word: str, slot: str) -> Gender:
    low = word.lower()
    if FEMALE.search(low) and slot in ('f', ''):
        return 'female'
    return 'male' if MALE.search(low) and len(low) > SYLLABLE else None  # «Шин», «Лин» may be women


def _of_slot(first: Sequence[str], last: Sequence[str], slot: str) -> Gender:
    if first and first[0].endswith(('а', 'я')) and ''.join(given_slots(first[0])) in ('mf', 'fm'):
        return None  # «Саша», «Ника» have one form for men and women in every case
    if first and not first[0].endswith('.'):
        return GENDERS.get(slot)
    declined = slot == 'm' and last and len(last[-1]) > SYLLABLE and CONSONANT.search(last[-1].lower())
    return 'male' if first and declined else None  # of a woman «Савчук Е. И.» is not declined
