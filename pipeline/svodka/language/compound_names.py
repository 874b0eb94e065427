"""Names of bodies of one word that is put together of parts: «Минлеспром», «Узбекнефтегаз», «КазТрансОйл»."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from svodka.language.morph import known_readings
from svodka.language.organisation_names import lexicon
from svodka.language.short_names import parts_of
from svodka.lexicons import head_nouns, load

SHORTEST = 5  # letters of such a name
# The endings that case puts on a name of one word; what is left is the same in all of them.
ENDING = re.compile('(?:ами|ями|ого|ому|ой|ом|ем|ём|ах|ях|ов|ым|их|ых|а|я|у|ю|е|ы|и|ь)$')


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


@lru_cache(maxsize=5_000)
def land_of(name: str) -> str | None:
    """The country of which a name's first part tells that it is.

    >>> land_of('УзЛесСтрой'), land_of('Узбеклеспром'), land_of('УралЛесСтрой'), land_of('Узловая')
    ('Узбекистан', 'Узбекистан', None, None)
    """
    lands: dict[str, str] = lexicon()['land_parts']
    if parts := parts_of(name):
        return lands.get(parts[0].lower())
    low = name.lower()
    first = max((part for part in lands if low.startswith(part)), key=len, default='') if is_compound(name) else ''
    return lands.get(first)
