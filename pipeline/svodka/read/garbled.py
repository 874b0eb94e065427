"""Letters that somebody read in a wrong encoding and saved so («РџСЂРёРІРµС‚», «Ïðèâåò») → what they were.

Each way to garble is undone on trial, stretch by stretch. What comes out must fit Russian (`letters.price`) so much
better than what is there that no text of a person would ever be changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from svodka.read.decode import RARITY, Decoded, decode
from svodka.read.letters import MARKS, price

IN_LINE, AT_LINE_END = 9.0, 3.0
"""Nats at either end of a garbled stretch: lines are garbled more often than parts of them."""
CERTAIN = 20.0
"""Nats that the restored letters must fit better, the ends of their stretches paid."""
DOUBT = 12.0
"""Nats from which on it is said that letters look garbled: 400 news texts, in capitals, too, have 8 at most. And the
lead that one way to garble needs before the next, or it is a guess."""
LIKELY = 4.0
"""Nats a letter, at most, of Russian. 4,100 news texts have 2.7 to 3.3, capitals or not."""
LETTERS, FAR = 0.3, '\u0530'
"""The share of letters in what is restored, of alphabets before the second; where it is still garbled they are few."""
ROUNDS = 4
"""A text may be garbled twice, and in another way in another place."""
SAMPLE, LONGEST = 60, 100
"""Different words with telling letters by which the way is found, and how much of each is looked at."""
GLANCE = 200
"""Characters by which a text that has no other letters than Russian is found to be none."""

LOST_SHARE = 0.3
"""From this share of replacement characters or question marks on, a text's letters are lost."""
LOST_PAIRS = 20
"""Pairs of question marks that a text may have before its letters count as lost."""

_READ_AS = ('windows-1251', 'windows-1252', 'koi8-r', 'cp866', 'mac-cyrillic', 'iso-8859-5')
_WRITTEN = ('utf-8', 'windows-1251', 'koi8-r', 'cp866', 'iso-8859-5', 'mac-cyrillic')
_RUSSIAN = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё'
_USUAL = MARKS | set('©®™€±' + _RUSSIAN + _RUSSIAN.upper())
_LOST = '\ufffd'

# A word with letters beyond ASCII. A question mark or space behind the first half of a letter belongs to it.
_LETTERS = r'[^\x00-@\[-`{-\x7f]*'
_WORD = re.compile(
    rf'(?:(?<![A-Za-z])[A-Za-z]{{0,40}})?[^\x00-\x7f]{_LETTERS}(?:(?:(?<=[РСÐÑ])\?|(?<=[РÐ]) ){_LETTERS})*'
)
_LINE_END = re.compile('[\n\r<>]')
"""Tags divide a web page as line ends do a text."""


class Misreading(NamedTuple):
    """Bytes in the encoding `written` were read in the encoding `read_as`; `undo` gives a word as it was."""

    read_as: str
    written: str
    undo: Callable[[str], str]


class Trial(NamedTuple):
    """A word with a misreading undone, its price, and how much that speaks for it.

    A word that looks right gives no evidence that it is not: the names in a list that all begin with Е do not.
    """

    word: str
    price: float
    gain: float


def restore(text: str) -> tuple[str, str | None]:
    """The text with garbled letters restored where that is certain, and what to tell about it.

    >>> restore('Вот что вышло: РћС‚РєСЂС‹С‚ РјРѕСЃС‚ С‡РµСЂРµР· СЂРµРєСѓ')[0]
    'Вот что вышло: Открыт мост через реку'
    """
    notes: dict[str, None] = {}
    for _ in range(ROUNDS):
        suspects = _suspects(text)
        if not suspects:
            break
        found = _likeliest(suspects)
        way, gain = found[0]
        restored = _restored(text, way) if gain else text
        if restored == text:
            if gain > DOUBT and way.written == 'utf-8':
                notes['Some letters look garbled: check them.'] = None
            break
        text = restored
        notes[f'The letters were garbled, and restored: {way.written} that was read as {way.read_as}.'] = None
        if any(way.undo(word) != rival.undo(word) for rival, _ in found[1:] for word in suspects):
            notes['How they were garbled is a guess: check them.'] = None
    return text, ' '.join(notes) or None


def decode_restored(data: bytes, declared: str | None = None) -> Decoded:
    """The text in some bytes, its garbled letters restored before anything else looks at it. Raises ReadError."""
    text, encoding, message = decode(data, declared)
    text, restored = restore(text)
    return Decoded(text, encoding, ' '.join(filter(None, (message, restored))) or None)


def lost_letters(text: str) -> str | None:
    """Says so if letters of a text are lost for good.

    >>> lost_letters('\ufffd\ufffd\ufffd \ufffd\ufffd')
    'The letters are lost: replacement characters (U+FFFD) stand in their place.'
    """
    lost = text.count(_LOST)
    if lost and lost > LOST_SHARE * (lost + sum(map(str.isalpha, text))):
        return 'The letters are lost: replacement characters (U+FFFD) stand in their place.'
    if text.count('??') > LOST_PAIRS and text.count('?') > LOST_SHARE * len(text):
        return 'The letters are lost: question marks stand in their place.'
    return None


def _suspects(text: str) -> list[str]:
    """Some words with letters that wrong readings make, or any words of a text that is not like Russian."""
    if text.isascii():
        return []
    found: dict[str, None] = {}
    at = 0
    for sign in _signs().finditer(text):
        if len(found) == SAMPLE:
            break
        if sign.start() >= at:
            start = max(at, text.rfind(' ', at, sign.start()) + 1, text.rfind('\n', at, sign.start()) + 1)
            word = next(m for m in _WORD.finditer(text, start) if m.end() > sign.start())
            found[word.group()[:LONGEST]] = None
            at = word.end()
    if found:
        return list(found)
    sample = text[:GLANCE]
    beyond = sum(not character.isascii() for character in sample)
    return [word[:LONGEST] for word in _WORD.findall(sample)] if price(sample) > LIKELY * beyond else []


def _likeliest(words: Sequence[str]) -> list[tuple[Misreading, float]]:
    """The misreadings that explain words best, and how much better these fit Russian when they are undone.

    The first is the best one, the others are hardly worse.
    """
    prices = [price(word) for word in words]
    ways = [
        (way, sum(max(0.0, kept - price(way.undo(word))) for word, kept in zip(words, prices, strict=True)))
        for way in _misreadings()
    ]
    worth = {way: gain - RARITY.get(way.written, 0.0) for way, gain in ways}
    ways.sort(key=lambda found: -worth[found[0]])
    return [found for found in ways if worth[found[0]] > worth[ways[0][0]] - DOUBT]


def _restored(text: str, way: Misreading) -> str:
    """The text with a misreading undone in the stretches that it explains, if that is certain."""
    found = list(_WORD.finditer(text))
    known: dict[str, Trial] = {}
    trials = [known.get(m.group()) or known.setdefault(m.group(), _trial(m.group(), way)) for m in found]
    between = pairwise(found)
    inner = (AT_LINE_END if _LINE_END.search(text, a.end(), b.start()) else IN_LINE for a, b in between)
    gaps = (AT_LINE_END, *inner, AT_LINE_END)
    pieces, at, total = [], 0, 0.0
    for start, stop in _stretches([t.gain for t in trials], gaps):
        if not _is_russian(trials[start:stop], way):
            continue
        total += sum(t.gain for t in trials[start:stop]) - gaps[start] - gaps[stop]
        for m, trial in zip(found[start:stop], trials[start:stop], strict=True):
            as_it_is = way.written == 'utf-8' and trial.gain < 0  # an accent in a name, not half of a letter
            pieces += [text[at : m.start()], m.group() if as_it_is else trial.word]
            at = m.end()
    return ''.join((*pieces, text[at:])) if total >= CERTAIN else text


def _trial(word: str, way: Misreading) -> Trial:
    undone = way.undo(word)
    spent, kept = price(undone), price(word)
    odd = _signs().search(word) or kept > LIKELY * len(word)
    return Trial(undone, spent, kept - spent if odd else min(kept - spent, 0.0))


def _is_russian(trials: Sequence[Trial], way: Misreading) -> bool:
    """Whether what was restored is a text: UTF-8 shows in its form, letters swapped for letters in Russian words."""
    words = ''.join(t.word for t in trials)
    letters = sum(character.isalpha() and character < FAR for character in words)
    if way.written == 'utf-8':
        return letters >= LETTERS * len(words)
    return sum(t.price for t in trials) <= LIKELY * letters and sum(t.gain for t in trials) >= CERTAIN


def _stretches(gains: Sequence[float], gaps: Sequence[float]) -> list[tuple[int, int]]:
    """The stretches [start, stop) in which the gains are worth most (Viterbi, two states).

    `gaps[i]` is paid for one that begins before gain i, and for one that ends there.
    """
    kept, changed = 0.0, -inf
    begins, ends = [], []
    for gain, gap in zip(gains, gaps, strict=False):
        begins.append(kept - gap > changed)
        ends.append(changed - gap > kept)
        kept, changed = max(kept, changed - gap), max(changed, kept - gap) + gain
    found = []
    stop = len(gains) if changed - gaps[-1] > kept else 0
    for at in range(len(gains) - 1, -1, -1):
        if stop and begins[at]:
            found.append((at, stop))
            stop = 0
        elif not stop and ends[at]:
            stop = at
    return [*([(0, stop)] if stop else []), *found[::-1]]


@cache
def _misreadings() -> tuple[Misreading, ...]:
    pairs = ((read_as, written) for written in _WRITTEN for read_as in _READ_AS if read_as != written)
    return tuple(Misreading(a, b, _joining(a) if b == 'utf-8' else _swapping(a, b)) for a, b in pairs)


@cache
def _signs() -> re.Pattern[str]:
    """What wrong readings make and Russian texts hardly have: some characters, a capital after a small letter."""
    made = {c for encoding in _READ_AS for c in _bytes(encoding)} - _USUAL
    # One class of characters to look for makes the search quick; what it found is asked the rest.
    return re.compile(f'[{re.escape("".join(sorted(made)))}А-ЯЁ](?:(?<![А-ЯЁ])|(?<=[а-яё].))')


def _bytes(encoding: str) -> dict[str, bytes]:
    """The characters beyond ASCII of an encoding and their bytes; one without a character is a control character."""
    found = {chr(code): bytes((code,)) for code in range(0x80, 0xA0)}
    for code in range(0x80, 0x100):
        if character := bytes((code,)).decode(encoding, 'ignore'):
            found[character] = bytes((code,))
    return found


def _swapping(read_as: str, written: str) -> Callable[[str], str]:
    """Undoes the reading of one encoding of a byte a letter in another."""
    table = {ord(c): byte.decode(written, 'replace') for c, byte in _bytes(read_as).items()}
    return lambda word: word.translate(table)


def _joining(read_as: str) -> Callable[[str], str]:
    """Undoes the reading of UTF-8 in an encoding of a byte a letter.

    What does not fit stays as it is if it is a mark that an editor put there; else a letter is lost. One half of a
    letter that is lost is known if it can be only one: windows-1251 lacks but the second half of «И».
    """
    table = _bytes(read_as)
    back = {0xDC00 + byte[0]: c if c in MARKS else _LOST for c, byte in table.items()}

    def undo(word: str) -> str:
        for lost, meant in _halves(read_as):
            if lost in word:
                word = word.replace(lost, meant)
        data = b''.join([table.get(c) or c.encode('utf-8', 'replace') for c in word])
        return data.decode('utf-8', 'surrogateescape').translate(back)

    return undo


@cache
def _halves(read_as: str) -> tuple[tuple[str, str], ...]:
    """What is left of letters whose second half was lost on the way, and what can be told of it."""
    if read_as == 'windows-1251':
        return ('Р?', 'Р\x98'), (f'Р{_LOST}', 'Р\x98'), ('С?', _LOST), (f'С{_LOST}', _LOST), ('Р ', 'Р\xa0')
    if read_as == 'windows-1252':
        return ('Ð?', _LOST), (f'Ð{_LOST}', _LOST), ('Ñ?', _LOST), (f'Ñ{_LOST}', _LOST), ('Ð ', 'Ð\xa0')
    return ()
