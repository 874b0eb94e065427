"""One name in two scripts: «Gazeta.uz» and «Газета.uz», «Twitter» and «Твиттер»."""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.language.compare import fold

SHORTEST = 5  # letters of a key; shorter ones are alike by chance
LETTERS = str.maketrans(
    dict(zip('абвгдезийклмнопрстуфхыэ', 'abvgdeziiklmnoprstufhie', strict=True))
    | {'ж': 'zh', 'ц': 'ts', 'ч': 'ch', 'ш': 'sh', 'щ': 'sh', 'ю': 'iu', 'я': 'ia', 'ъ': '', 'ь': ''}
)
# How Latin letters are written that Russian names have one letter for, in this order.
SPELT = (('ck', 'k'), ('kh', 'h'), ('ph', 'f'), ('x', 'ks'), ('w', 'v'), ('y', 'i'), ('j', 'i'), ('q', 'k'))
HARD = re.compile('c(?!h)')
DOUBLED = re.compile(r'([a-z])\1')
LATIN, CYRILLIC = re.compile('[a-z]'), re.compile('[а-я]')


def script_of(name: str) -> str:
    """The script in which a name begins: «latin», «cyrillic», else nothing."""
    first = next((c for c in fold(name) if c.isalpha()), '')
    return 'latin' if LATIN.match(first) else 'cyrillic' if CYRILLIC.match(first) else ''


@lru_cache(maxsize=20_000)
def sound_key(name: str) -> str:
    """A name in Latin letters for comparison, however it is written; '' if it is short.

    >>> sound_key('Газета.uz'), sound_key('Gazeta.uz')
    ('gazeta uz', 'gazeta uz')
    >>> sound_key('Твиттер') == sound_key('Twitter'), sound_key('Яндекс') == sound_key('Yandex'), sound_key('Луч')
    (True, True, '')
    """
    key = fold(name).translate(LETTERS)
    for written, kept in SPELT:
        key = key.replace(written, kept)
    key = DOUBLED.sub(r'\1', HARD.sub('k', key))
    return key if len(key) >= SHORTEST and key.replace(' ', '').isalnum() and key.isascii() else ''
