"""Names in Latin and Cyrillic letters compared: «Шерзод», «Sherzod»; «Бахтиёр», «Bakhtiyor»."""

from __future__ import annotations

import re
from functools import lru_cache

LETTERS = dict(zip('абвгғдезиійклмнопрстуўфыэқҳ', 'abvggdeziiyklmnoprstuofiekh', strict=True)) | {
    'ж': 'zh', 'х': 'kh', 'ц': 'ts', 'ч': 'ch', 'ш': 'sh', 'щ': 'shch', 'ъ': '', 'ь': '', 'ю': 'yu', 'я': 'ya',
    'ё': 'yo',
}  # fmt: skip
# Spellings of one sound by the schools of transliteration, the longer first.
SOUNDS = (('dzh', 'j'), ('zh', 'j'), ('kh', 'h'), ('iyo', 'ie'), ('yo', 'e'), ('yu', 'u'), ('iu', 'u'), ('ju', 'u'),
          ('ya', 'a'), ('ia', 'a'), ('ye', 'e'), ('x', 'h'), ('q', 'k'), ('w', 'v'), ('y', 'i'), ("'", ''), ('‘', ''),
          ('’', ''))  # fmt: skip
DOUBLED = re.compile(r'([a-z])\1')


@lru_cache(maxsize=10_000)
def latin_key(word: str) -> str:
    """A word in either alphabet for comparison with one in the other.

    >>> latin_key('Шерзод') == latin_key('Sherzod'), latin_key('Бахтиёр') == latin_key('Bakhtiyor')
    (True, True)
    """
    found = ''.join(LETTERS.get(letter, letter) for letter in word.lower())
    for written, kept in SOUNDS:
        found = found.replace(written, kept)
    return DOUBLED.sub(r'\1', found)
