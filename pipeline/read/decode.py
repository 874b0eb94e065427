"""Bytes → text: which of the encodings of Russian a text is in, whatever it says itself."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from math import log

from pipeline.read.part import ReadError

LEGACY = ('windows-1251', 'koi8-r', 'cp866', 'mac-cyrillic', 'iso-8859-5')
"""One byte a letter; which one it is shows in the letters that come out."""

_LATIN = 'windows-1252'
_BOMS = (
    (codecs.BOM_UTF8, 'utf-8', 'utf-8-sig'),
    (codecs.BOM_UTF32_LE, 'utf-32-le', 'utf-32'),
    (codecs.BOM_UTF32_BE, 'utf-32-be', 'utf-32'),
    (codecs.BOM_UTF16_LE, 'utf-16-le', 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16-be', 'utf-16'),
)

# Letters of Russian from the most to the least frequent (National Corpus of Russian).
_LETTERS = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё'
_OTHER = 'іїєґўқғҳәңөүұһҷӣӯјљњђћџѓќѕ'
_FITTING = set('«»—–…№“”„’‘§°·•\xa0\xad')
_WEIGHT = {letter: -log(rank + 2) for rank, letter in enumerate(_LETTERS)} | dict.fromkeys(_OTHER, -5.0)
_CAPITAL_AFTER_SMALL = re.compile('[а-яё][А-ЯЁ]')
_CAPITAL, _SIGN, _MISFIT, _CAPITAL_INSIDE = -1.5, -3.5, -9.0, -6.0

SAMPLE = 6000
"""Letters beyond ASCII that are looked at; a thousand are enough to tell the encodings apart."""
GLANCE = 1500
"""Characters of a decoded text that are looked at for mojibake."""
BROKEN_SHARE = 0.02
"""So many ill-formed sequences a letter are taken for damage to a UTF-8 text, more for another encoding."""
GARBLED_SCORE, CERTAIN_SCORE = -3.0, -2.5
"""Mojibake is looked for under the first score and undone if the letters then reach the second. Of 3,700 news texts
and phrases the worst has -2.43, half have above -2.11; capitals alone have -3.6, mojibake -4 to -6."""
LOST_SHARE = 0.3
"""From this share of replacement characters on, a text's letters are lost."""

# What was read in the first encoding though it was written in the second.
_MISREADINGS = (
    ('windows-1251', 'utf-8'),
    (_LATIN, 'utf-8'),
    ('cp866', 'utf-8'),
    ('koi8-r', 'utf-8'),
    ('mac-cyrillic', 'utf-8'),
    (_LATIN, 'windows-1251'),
    ('koi8-r', 'windows-1251'),
    ('cp866', 'windows-1251'),
    ('mac-cyrillic', 'windows-1251'),
    ('windows-1251', 'koi8-r'),
    (_LATIN, 'koi8-r'),
    ('windows-1251', 'cp866'),
    (_LATIN, 'cp866'),
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding; a byte order mark stays in the text.

    >>> decode('Ташкент принял гостей'.encode('koi8-r'))
    ('Ташкент принял гостей', 'koi8-r')
    """
    for mark, encoding, name in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, 'replace'), name
    if wide := _wide(data):
        return data.decode(wide, 'replace'), 'utf-16'
    try:
        return data.decode('utf-8'), 'utf-8'
    except UnicodeDecodeError:
        pass
    damaged = data.decode('utf-8', 'replace')
    if damaged.count('\ufffd') < BROKEN_SHARE * sum(c > '\x7f' for c in damaged):
        return damaged, 'utf-8'
    best = _best(data, declared)
    return data.decode(best, 'replace'), best


def declared_encoding(head: bytes) -> str | None:
    """The encoding that an HTML or XML text names in its first bytes, if Python knows it."""
    found = re.search(rb'(?:charset|encoding)\s*=\s*["\']?\s*([A-Za-z0-9_.:-]{3,30})', head[:4096])
    try:
        return codecs.lookup(found.group(1).decode('ascii')).name if found else None
    except LookupError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of an ASCII or Cyrillic text is 0 or 4."""
    sample = data[:4000]
    if len(sample) < 8 or b'\0' not in sample:
        return None
    for encoding, high in (('utf-16-le', sample[1::2]), ('utf-16-be', sample[::2])):
        if sum(byte in (0, 4) for byte in high) > 0.8 * len(high):
            return encoding
    return None


def _best(data: bytes, declared: str | None) -> str:
    sample = _telling(data)
    scores = {name: score(sample.decode(name, 'replace')) for name in (*LEGACY, _LATIN)}
    best = max(scores, key=lambda name: scores[name])
    known = declared and next((n for n in scores if codecs.lookup(n).name == declared), None)
    return known if known and scores[known] > scores[best] - 0.1 else best


def _telling(data: bytes) -> bytes:
    """The words with letters beyond ASCII, up to a limit, parted by spaces."""
    words = []
    size = 0
    for m in re.finditer(rb'[^\x00-\x7f][A-Za-z\x80-\xff]{0,40}', data):
        words.append(m.group())
        size += len(words[-1])
        if size > SAMPLE:
            break
    return b' '.join(words)


def score(text: str) -> float:
    """How well the letters beyond ASCII fit Russian, a mean a letter: above -2.5 for Russian."""
    counts = Counter(text)
    letters = {letter: n for letter, n in counts.items() if letter > '\x7f'}
    if not letters:
        return 0.0
    total = sum(n * _weight(letter) for letter, n in letters.items())
    inside = len(_CAPITAL_AFTER_SMALL.findall(text))
    return (total + inside * (_CAPITAL_INSIDE - _CAPITAL)) / sum(letters.values())


def _weight(letter: str) -> float:
    small = letter.lower()
    weight = _WEIGHT.get(small)
    if weight is None:
        return _SIGN if letter in _FITTING else _MISFIT
    return weight if letter == small else weight + _CAPITAL


def restore(text: str, encoding: str | None = None) -> tuple[str, str | None]:
    """The text with mojibake undone where that is certain, and what to tell about it.

    Raises ReadError for a text whose letters are lost; `encoding` is for its row only.

    >>> restore('РћС‚РєСЂС‹С‚ РјРѕСЃС‚ С‡РµСЂРµР· СЂРµРєСѓ')[0]
    'Открыт мост через реку'
    """
    lost = text.count('\ufffd')
    letters = sum(map(str.isalpha, text)) if lost else 0
    if lost and lost > LOST_SHARE * (lost + letters):
        raise ReadError(
            'The letters are lost: replacement characters (U+FFFD) stand in their place.', encoding=encoding
        )
    if text.count('??') > 20 and text.count('?') > LOST_SHARE * len(text):
        raise ReadError('The letters are lost: question marks stand in their place.', encoding=encoding)
    sample = text[:GLANCE]
    was = score(sample)
    if was > GARBLED_SCORE:
        return text, None
    best, restored, how = was, text, None
    for read_as, written_in in _MISREADINGS:
        try:
            candidate = _bytes(text, read_as).decode(written_in)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        fits = score(candidate[:GLANCE])
        if fits > max(best, CERTAIN_SCORE):
            best, restored, how = fits, candidate, f'{written_in} that was read as {read_as}'
    if how:
        return restored, f'The letters were garbled, and restored: {how}.'
    return text, None


def _bytes(text: str, encoding: str) -> bytes:
    """The bytes a text was read from; those that the encoding leaves undefined stand for themselves, as browsers do."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b''.join(c.encode('latin-1') if '\x7f' < c < '\xa0' else c.encode(encoding) for c in text)
