"""What a name of one word tells by itself: that it is made of the parts of bodies' names, or looks like somebody's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from svodka.find.names.person_words import VOWEL, is_given_form, is_surname_form
from svodka.language.morph import known_readings
from svodka.language.paradigms import parses
from svodka.lexicons import head_nouns, load

SHORTEST = 5  # letters of a word made of parts
# The endings that case puts on a name of one word; what is left is the same in all of them.
ENDING = re.compile('(?:ами|ями|ого|ому|ой|ом|ем|ём|ах|ях|ов|ым|их|ых|а|я|у|ю|е|ы|и|ь)$')
PLAIN = re.compile('[а-яё-]+')
LONGEST_ACRONYM = 5  # letters
INSTITUTE = re.compile('[А-ЯЁ][а-яё]{1,6}[А-ЯЁ]{0,4}У|НИИ[А-ЯЁ]{1,5}')  # «СмолГУ», «ТвГУ», «НИИТП»


@cache
def _made_of() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What bodies' names of one word begin with, before another part of such a name; and what they end in."""
    parts = ((key, load('compounds')[key].split()) for key in ('first', 'parts', 'last'))
    lists = {key: '|'.join(sorted(words, key=len, reverse=True)) for key, words in parts}
    case = '(?:а|у|ом|ем|е|ы|и|ю|ь|й|я)?'
    begins = re.compile(f'(?:{lists["first"]})-?(?:{lists["parts"]})[а-яё]*')
    return begins, re.compile(f'[а-яё-]{{2,}}(?:{lists["last"]}){case}')


@lru_cache(maxsize=20_000)
def is_compound(word: str) -> bool:
    """Whether a word with a capital is put together as bodies' names are: «Минлеспром», «Казхиминвест»."""
    if not (word.istitle() or '-' in word) or len(word) < SHORTEST:
        return False
    low = word.lower()
    if any(r.kind in ('name', 'surname', 'patronymic', 'place', 'adjective') for r in known_readings(low)):
        return False
    if ENDING.sub('', low) in head_nouns('works'):
        return False  # «Нацпроект»
    begins, ends = _made_of()
    return bool(begins.fullmatch(low)) or (bool(ends.fullmatch(low)) and not known_readings(low))


@lru_cache(maxsize=20_000)
def is_thing(low: str) -> bool:
    """Whether the dictionary has a word as a thing alone: «Каравелла», «Метеор»."""
    found = known_readings(low)
    return all(r.kind == 'noun' for r in found) and all('inan' in p.tag for p in parses(low) if p.is_known)


def is_acronym(word: str) -> bool:
    """Whether a word is rather an abbreviation that nobody explains: «КГМУ», «СмолГУ»."""
    if INSTITUTE.fullmatch(word):
        return True
    if not word.isalpha() or not word.isupper():
        return False
    return len(word) <= LONGEST_ACRONYM and len(VOWEL.findall(word)) <= 1 and not supported(word.title())


@lru_cache(maxsize=20_000)
def supported(word: str) -> bool:
    """Whether a word by itself looks like somebody's: a given name, a surname of the dictionary or by its ending."""
    return is_given_form(word) or is_surname_form(word)
