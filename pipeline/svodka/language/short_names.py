"""Short names by the letters they are made of: «ТюмГУ», «Минпромторг», «ЕАБР»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.language.compare import MIN_ACRONYM, SKIPPED_IN_ACRONYM, acronym, fold, shared_start

SHORTEST, SHORTEST_PART = 5, 3  # letters of a name put together of parts, and of a part
COMPOUND = 2  # letters of an abbreviation from the middle of words, at most
LEFT = 2  # letters of such a name behind its last part: its ending
PART = re.compile('[А-ЯЁ][а-яё]*')
PARTS, LONG_PART = 3, re.compile('[А-ЯЁ][а-яё]+')  # of a name put together that is abbreviated by their letters


def without_adjectives(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """A name's words, and what is left without those before a noun that may be its head."""
    yield words
    for at in range(1, min(len(words) - 1, 3)):
        if not words[at - 1].endswith(('ий', 'ый', 'ой', 'ая', 'яя', 'ое', 'ее')):
            return
        yield words[at:]


def parts_of(word: str) -> list[str]:
    """The parts of a name that is put together of three or more; none of another word.

    >>> parts_of('КазТрансГаз'), parts_of('УралГаз')
    (['Каз', 'Транс', 'Газ'], [])
    """
    parts = LONG_PART.findall(word)
    return parts if len(parts) >= PARTS and ''.join(parts) == word else []


def shortens(short: str, full: str) -> bool:
    """Whether a name is put together of the beginnings of another's words, in their order: «Минпромторг», «ТюмГУ».

    >>> shortens('Минпромторг', 'министерство промышленности и торговли'), shortens('ГКНБ', 'государственный комитет')
    (True, False)
    >>> shortens('ЕАБР', 'евразийский банк развития'), shortens('ЕЖБР', 'евразийский банк развития')
    (True, False)
    """
    if not short.isalpha():
        return False
    words = [word for part in full.split() for word in part.split('-') if word not in SKIPPED_IN_ACRONYM]
    if short.isupper():
        made = (acronym(' '.join(own)) for own in without_adjectives(full.split()))
        return len(short) > MIN_ACRONYM and (fold(short) in made or by_letters(fold(short), words))
    parts = PART.findall(short) if sum(c.isupper() for c in short) > 1 else []
    if ''.join(parts) == short:
        return any(by_parts([fold(p) for p in parts], own) for own in without_adjectives(words))
    word, words = fold(short).replace('й', 'и'), [word.replace('й', 'и') for word in words]  # «-строй»
    return len(word) >= SHORTEST and any(by_beginnings(word, own) for own in without_adjectives(words))


def by_letters(short: str, words: Sequence[str]) -> bool:
    """Whether an abbreviation has the first letters of all words in their order, of three at least, and one or two from
    the middle of compound ones: ЕАБР, МЦУЭР."""
    if not SHORTEST_PART <= len(words) < len(short) <= len(words) + COMPOUND:
        return False
    left = {short}
    for word in words:
        left = {rest[1:] for rest in left if rest.startswith(word[0])}
        left |= {rest[1:] for rest in left if rest[:1] and rest[0] in word[SHORTEST_PART:]}
    return '' in left


def by_parts(parts: Sequence[str], words: Sequence[str]) -> bool:
    """Whether parts are the beginnings of words, one of each, none left over: ТюмГУ, РосНИИ."""
    return len(parts) == len(words) and all(word.startswith(part) for part, word in zip(parts, words, strict=True))


def by_beginnings(word: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the beginnings of some of the words in order, from the first on, of two at least, but
    for its ending: «минэкологии», «госкомстат»."""
    if len(words) <= 1:
        return False
    # Where in the word the beginnings of the words so far may end, and whether there are several.
    found = {(n, False) for n in range(SHORTEST_PART, shared_start(word, words[0]) + 1)}
    for other in words[1:]:
        found |= {(at + n, True) for at, _ in found for n in range(SHORTEST_PART, shared_start(word[at:], other) + 1)}
    return any(several and len(word) - at <= LEFT for at, several in found)
