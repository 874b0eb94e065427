"""Bytes → text: which of the encodings of Russian a text is in, whatever it says itself.

Each reading that is possible is priced by the letters that come out (`letters.price`), and the cheapest one is taken.
Where another costs hardly more, the text says that its encoding is a guess.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from svodka.read.contents import ReadError
from svodka.read.letters import price

# One byte a letter, with how many nats such a text is rarer than one in windows-1251: a rare one needs more evidence.
RARITY = {
    'windows-1251': 0.0,
    'koi8-r': 1.0,
    'cp866': 1.5,
    'windows-1252': 5.0,  # no Russian, but names
    'iso-8859-5': 8.0,
    'mac-cyrillic': 10.0,
}
_OURS = {codecs.lookup(name).name: name for name in RARITY}
TWO_ENCODINGS = 20.0
"""Nats: how much rarer a file is that somebody has joined from two, UTF-8 and another."""
DECLARED = 6.0
"""Nats that speak for what a file says itself: it lies now and then."""
CERTAIN = 12.0
"""Nats between the best reading and the next, under which the best is called a guess. Of the 3,000 pairs of words in
data/releases that are misread in capitals or small none has more."""
UNKNOWN = 4.0
"""Nats of a word that is in no dictionary, asked only where the letters alone are not certain."""
LATIN, OTHER, EXCESS = 1.5, 5.0, 30.0
"""Words are none if an ASCII letter in them and another one cost more than the first two in the mean, and so much more
in the sum. The worst of 4,100 news texts has 3.3 a letter, a list of abbreviations 4.7, Greek or Chinese in encodings
of their own 5.4 and more, random bytes 7; French has accents, few."""
SAMPLE = 1000
"""Letters of different words that are looked at; a hundred are enough to tell the encodings apart."""

_BOMS = (
    (codecs.BOM_UTF32_LE, 'utf-32-le', 'utf-32'),
    (codecs.BOM_UTF32_BE, 'utf-32-be', 'utf-32'),
    (codecs.BOM_UTF16_LE, 'utf-16-le', 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16-be', 'utf-16'),
)
_BELIEVED = ('cp', 'iso8859', 'koi8', 'mac')
"""Other encodings of a byte a letter, which are tried where a file names one."""
_CODE_PAGE = re.compile(r'\A(?:cp|win|windows|ansi|dos|ibm)?([0-9]{3,4})\Z')
_KOI = {'koi8': 'koi8-r', 'koi8r': 'koi8-r', 'koi8u': 'koi8-u'}
# A byte that is ill-formed in UTF-8 is what `surrogateescape` makes of it. A stretch beyond ASCII has none or some.
_ODD = re.compile('[\udc80-\udcff]')
_ODD_STRETCH = re.compile('(?<![^\x00-\x7f])[^\x00-\x7f\udc80-\udcff]*[\udc80-\udcff][^\x00-\x7f]*')
_FIT_WORD = re.compile('[A-Za-z]{0,40}(?<![^\x00-\x7f])[^\x00-\x7f\udc80-\udcff]+(?![^\x00-\x7f])[A-Za-z]{0,40}')
_ODD_WORD = re.compile(f'[A-Za-z]{{0,40}}{_ODD_STRETCH.pattern}[A-Za-z]{{0,40}}')
_LETTERS = re.compile(r'[^\W\d_]+')


class Decoded(NamedTuple):
    """A text, the name of its encoding, and what to tell about it; a byte order mark stays in the text."""

    text: str
    encoding: str
    message: str | None = None


class Reading(NamedTuple):
    """One way to read a file: its price and the words that come out of a sample.

    `encoding` is that of what is no UTF-8; where `joined` the rest is UTF-8.
    """

    price: float
    words: str
    encoding: str
    joined: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in some bytes; `declared` is the encoding they are said to be in, as `known_encoding` gives it.

    Raises ReadError for what is a text in no encoding of Russian.

    >>> decode('Ташкент принял гостей'.encode('koi8-r'))
    Decoded(text='Ташкент принял гостей', encoding='koi8-r', message=None)
    """
    for mark, encoding, name in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, 'replace'), name)
    if wide := wide_encoding(data):
        return Decoded(data.decode(wide, 'replace'), 'utf-16')
    utf8 = 'utf-8-sig' if data.startswith(codecs.BOM_UTF8) else 'utf-8'
    try:
        return Decoded(data.decode('utf-8'), utf8)
    except UnicodeDecodeError:
        escaped = data.decode('utf-8', 'surrogateescape')
    best, rivals = _best(escaped, declared)
    if best.encoding == 'utf-8':
        return Decoded(data.decode('utf-8', 'replace'), utf8)
    if best.joined:
        text = _ODD_STRETCH.sub(lambda m: _cheaper(m.group(), best.encoding), escaped)
        return Decoded(text, utf8, f'Two encodings in one file: UTF-8, and {best.encoding} where that does not fit.')
    text = data.decode(best.encoding, 'replace')
    others = dict.fromkeys(r.encoding for r in rivals if r.encoding != best.encoding)
    if others and best.encoding != declared:
        return Decoded(text, best.encoding, f'The encoding is a guess: {best.encoding}, or {" or ".join(others)}.')
    return Decoded(text, best.encoding)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of an ASCII or Cyrillic text is 0 or 4, and none of the others."""
    sample = data[: min(4000, len(data) // 2 * 2)]
    for encoding, first in (('utf-16-le', 1), ('utf-16-be', 0)):
        high, low = sample[first::2], sample[1 - first :: 2]
        if high and high.count(0) + high.count(4) > len(high) / 2 and low.count(0) + low.count(4) <= len(low) / 50:
            return encoding
    return None


def known_encoding(name: str | None) -> str | None:
    """The encoding that a file means by a name, if Python knows it.

    >>> known_encoding('cp-1251'), known_encoding('KOI8R'), known_encoding('x-mac-cyrillic'), known_encoding('?')
    ('windows-1251', 'koi8-r', 'mac-cyrillic', None)
    """
    plain = re.sub('[^a-z0-9]', '', (name or '').lower()).removeprefix('x')
    by_number = _CODE_PAGE.sub(r'cp\1', plain)
    for spelling in (name or '', plain, by_number, _KOI.get(plain, '')):
        try:
            known = codecs.lookup(spelling).name
        except (LookupError, ValueError):  # ValueError: with a NUL in it
            continue
        return _OURS.get(known, known)
    return None


def declared_encoding(head: bytes) -> str | None:
    """The encoding that an HTML or XML text names in its first bytes, if Python knows it."""
    found = re.search(rb'(?:charset|encoding)\s*=\s*["\']?\s*([A-Za-z0-9_.:-]{3,30})', head[:4096])
    return known_encoding(found.group(1).decode('ascii')) if found else None


def _best(escaped: str, declared: str | None) -> tuple[Reading, list[Reading]]:
    """The best reading of a text that is no UTF-8, and others that cost hardly more."""
    fit, odd = _sample(_FIT_WORD, escaped), _sample(_ODD_WORD, escaped)
    readings = sorted(_readings(fit, odd, declared))
    near = _near(readings)
    if len(near) > 1:
        near = _near(sorted(r._replace(price=r.price + UNKNOWN * _unknown(r.words)) for r in near))
    best = near[0]
    spelt = ' '.join(word for word in _LETTERS.findall(best.words) if len(word) > 1)
    other = sum(not character.isascii() for character in spelt)
    if best.encoding in RARITY and price(spelt) > LATIN * (len(spelt) - other) + OTHER * other + EXCESS:
        raise ReadError('Not a text, or in none of the encodings of Russian.', 'skipped')
    return best, near[1:]


def _sample(words: re.Pattern[str], text: str) -> str:
    """Different words of a text, with spaces between, until they are long enough together."""
    found: dict[str, None] = {}
    size = 0
    for m in words.finditer(text):
        word = m.group()[:SAMPLE]
        if word not in found:
            found[word] = None
            size += len(word)
            if size >= SAMPLE:
                break
    return ' '.join(found)


def _readings(fit: str, odd: str, declared: str | None) -> Iterator[Reading]:
    """The file is damaged UTF-8, or in another encoding, or joined from both."""
    utf8 = price(fit)
    yield Reading(utf8 + price(odd), f'{fit} {odd}', 'utf-8')
    others = {declared: 0.0} if declared and declared.startswith(_BELIEVED) and declared not in RARITY else {}
    for encoding, rarity in {**RARITY, **others}.items():
        stated = DECLARED if encoding == declared else 0.0
        read, misread = _read(odd, encoding), _read(fit, encoding)
        spent = price(read) + rarity - stated
        yield Reading(spent + price(misread), f'{misread} {read}', encoding)
        if fit:
            yield Reading(utf8 + spent + TWO_ENCODINGS, f'{fit} {read}', encoding, joined=True)


def _read(words: str, encoding: str) -> str:
    return words.encode('utf-8', 'surrogateescape').decode(encoding, 'replace')


def _cheaper(stretch: str, encoding: str) -> str:
    """A stretch that is no UTF-8 as what it is: of another encoding, or damaged."""
    return min(_read(stretch, encoding), _ODD.sub('\ufffd', stretch), key=price)


def _near(readings: list[Reading]) -> list[Reading]:
    """The first reading and those that cost hardly more and give another text."""
    best = readings[0]
    return [best, *(r for r in readings[1:] if r.price < best.price + CERTAIN and r.words != best.words)]


def _unknown(words: str) -> int:
    """How many of the words are in no dictionary."""
    from svodka.language.paradigms import analyzer  # here, as few texts are so short that it is needed

    spelt = _LETTERS.findall(words.lower())
    return sum(len(word) > 1 and not analyzer().word_is_known(word) for word in spelt)
