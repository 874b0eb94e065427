"""What a name of one word tells by itself: that it is a thing or an abbreviation, or looks like somebody's."""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.find.names.person_words import VOWEL, is_given_form, is_surname_form
from svodka.language.morph import known_readings
from svodka.language.paradigms import parses

PLAIN = re.compile('[а-яё-]+')
LONGEST_ACRONYM = 5  # letters
INSTITUTE = re.compile('[А-ЯЁ][а-яё]{1,6}[А-ЯЁ]{0,4}У|НИИ[А-ЯЁ]{1,5}')  # «СмолГУ», «ТвГУ», «НИИТП»


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
