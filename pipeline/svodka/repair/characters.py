"""Characters that stand between a reader's eye and a tagger: invisible ones, entities, look-alikes, spaced letters."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from svodka.repair.align import Edit

# Soft hyphen, zero-width and direction marks; a soft hyphen at a line end takes the line end with it.
_INVISIBLE = re.compile(
    '\xad[ \t]*(?:\r\n|[\n\r\u2028])[ \t]*|'
    '[\x00\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe]+'
)
_ENTITY = re.compile(r'&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});')
_COMBINING = re.compile('[а-яёА-ЯЁ][\u0300-\u036f]+')
_SPACE_RUN = re.compile('[ \t\xa0]{2,}|\r?\n[ \t\xa0]+|\r\n')
_MIXED = re.compile(r'[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё]')
_WORD = re.compile(r'[^\W\d_]+')
# A lone Latin c, o, a, y, k between Cyrillic words is a preposition or conjunction typed in the wrong layout.
_LONE_LATIN = re.compile(r'(?<=[А-Яа-яЁё»,] )[coayk](?= [«А-Яа-яЁё\d])|(?<![^\n])[COAYBK](?= [а-яё])')
_SPACED = re.compile(r'(?<![^\W\d_])(?<![^\W\d_] )[^\W\d_](?: [^\W\d_]){2,}(?![^\W\d_])(?! [^\W\d_](?![^\W\d_]))')

_LATIN = 'AaBCcEeHKkMOoPpTXxYy'
_CYRILLIC = 'АаВСсЕеНКкМОоРрТХхУу'
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)

SPACED_LETTERS = 4
"""A word is letter-spaced from so many letters on: «У К А З»; three could be «и в а»."""


def character_edits(text: str) -> Iterator[Edit]:
    """What to replace in a text, in no particular order.

    >>> list(character_edits('пре­зидент'))
    [(3, 4, '')]
    """
    if not text.isprintable():  # line ends are not printable either, so this spares short and clean texts only
        yield from ((m.start(), m.end(), '') for m in _INVISIBLE.finditer(text))
    if '&' in text:
        yield from _entities(text)
    if any(run in text for run in ('  ', '\r\n', '\n ', '\t', '\xa0')):
        yield from ((m.start(), m.end(), ' ') for m in _SPACE_RUN.finditer(text))
    for m in _COMBINING.finditer(text):
        composed = unicodedata.normalize('NFC', m.group())[0]
        yield m.start(), m.end(), composed if composed in 'йЙёЁ' else m.group()[0]
    yield from _look_alikes(text)
    yield from _spaced(text)


def _entities(text: str) -> Iterator[Edit]:
    for m in _ENTITY.finditer(text):
        meant = html.unescape(m.group())
        if len(meant) == 1:
            yield m.start(), m.end(), '' if meant == '\xad' else meant


def _look_alikes(text: str) -> Iterator[Edit]:
    done = -1
    for m in _MIXED.finditer(text):
        if m.start() < done:
            continue
        start = m.start()
        while start and text[start - 1].isalpha():
            start -= 1
        word = _WORD.match(text, start)
        if not word:
            continue
        done = word.end()
        for candidate in (word.group().translate(_TO_CYRILLIC), word.group().translate(_TO_LATIN)):
            if not _MIXED.search(candidate):
                yield start, done, candidate
                break
    for m in _LONE_LATIN.finditer(text):
        yield m.start(), m.end(), m.group().translate(_TO_CYRILLIC)


def _spaced(text: str) -> Iterator[Edit]:
    for m in _SPACED.finditer(text):
        letters = m.group()[::2]
        if len(letters) >= SPACED_LETTERS and (letters.isupper() or letters.islower()):
            yield from ((at, at + 1, '') for at in range(m.start() + 1, m.end(), 2))
