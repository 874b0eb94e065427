"""The words that dates are made of: one look-up per token says whether it is worth a closer look, and what it can mean.

A token of the tagger may hold several words of a date («23–25», «1990-е», «сентябре-октябре», «25.09.2025»), so rules
read *pieces*: runs of letters, runs of digits, single signs, each with its place in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from itertools import chain, compress, count
from operator import attrgetter, or_
from types import MappingProxyType
from typing import Any

from svodka.find.dates.lexicon import cues, holiday_stems, lexicon, roman
from svodka.find.dates.numbers import DAY_DIGITS, DAYS, MILLENNIUM, YEAR_DIGITS
from svodka.language.marks import DASHES
from svodka.lexicons import fold, load
from svodka.limits import check
from svodka.memo import Memo
from svodka.model import Parse, Tokens

NOTHING: Mapping[str, Any] = MappingProxyType({})
LONGEST_ROMAN = 5  # letters of a Roman numeral that is read
LONGEST = 40  # characters; a longer token holds no date
REMEMBERED = 200_000  # distinct word forms kept, some 30 MB
PIECE = re.compile(r'\d+|[^\W\d_]+|[\W_]')

# Classes whose words start a look for dates; the others (numbers, parts, «этот») are reached from these.
TRIGGERS = frozenset(
    (
        'month',
        'weekday',
        'season',
        'adverb',
        'holiday',
        'year_like',
        'unit',
        'weekend',
        'roman',
        'eve',
        'half_word',
        'decade_word',
        'number_word',
    )
)


# Classes that some rules ask for in a sentence (`Rule.needs`), a bit each.
NEEDED = {
    kind: 1 << bit for bit, kind in enumerate('month weekday number_word roman unit part ago_word later_word'.split())
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word form with all that it can mean: `is_['month']` is 5 for «мая», `is_['number']` 25 for «25»."""

    text: str
    low: str
    is_: Mapping[str, Any]
    trigger: bool = False
    bridge: bool = False
    needs: int = 0  # the classes of NEEDED that it is of, a bit each


# A number or «этот» is worth a look only if a word that means something follows, or one of these.
BRIDGES = frozenset(
    (
        '»',
        '"',
        '”',
        'же',
        'и',
        'или',
        ',',
        'по',
        'до',
        'на',
        '.',
        '/',
        '(',
        'с',
        'н',
        'нашей',
        'числа',
        'числах',
        *DASHES,
    )
)


def piece(text: str) -> Piece:
    text, low, known = meanings(text)
    needs = sum(bit for kind, bit in NEEDED.items() if kind in known)
    return Piece(text, low, known, not TRIGGERS.isdisjoint(known), bool(known) or low in BRIDGES, needs)


def meanings(text: str) -> tuple[str, str, Mapping[str, Any]]:
    low = fold(text)
    if text.isdecimal():
        number = int(text) if len(text) <= YEAR_DIGITS else None
        found: dict[str, Any] = {} if number is None else {'number': number}
        if number and number <= DAYS and len(text) <= DAY_DIGITS:
            found['small'] = number
        if number is not None and number % 10 == 0:
            found['tens'] = number
        if len(text) in (3, 4) and number:
            found['year_like'] = number
        return text, low, found
    known = lexicon().get(low)
    numeral = roman(text) if len(text) <= LONGEST_ROMAN and text.isupper() else None
    whole, beginnings = holiday_stems()
    if numeral or low in whole or low.startswith(beginnings):
        known = dict(known or {}) | ({'roman': numeral} if numeral else {'holiday': True})
    return text, low, known or NOTHING


@cache
def hot_forms() -> frozenset[str]:
    return frozenset(form for form, kinds in lexicon().items() if not TRIGGERS.isdisjoint(kinds))


def split(text: str) -> list[str]:
    """A token's pieces; one that holds neither a digit nor words of dates joined by a dash is whole."""
    if text.isalpha() or len(text) >= LONGEST:
        return [text]
    if any(c.isdecimal() for c in text):
        return PIECE.findall(text)
    if not DASHES.isdisjoint(text):
        parts = PIECE.findall(text)
        if all(p in DASHES or lexicon().get(fold(p)) or roman(p) or p in cues('ordinal_tails') for p in parts):
            return parts
    return [text]


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a token."""
    return tuple(map(piece, split(text)))


def is_hot(text: str) -> bool:
    """Whether a token makes its sentence worth a look; the one thing that is asked of every token."""
    if text.isalpha() and not text.isupper():
        low = fold(text)
        whole, beginnings = holiday_stems()
        return low in hot_forms() or low in whole or low.startswith(beginnings)
    pieces = FORMS[text]
    return (len(pieces) > 1 and any('number' in p.is_ for p in pieces)) or any(p.trigger for p in pieces)


FORMS = Memo(pieces_of, REMEMBERED, LONGEST)
HOT = Memo(is_hot, REMEMBERED, LONGEST)


SIGNS = frozenset(('.', '/', *DASHES))
LISTING = frozenset((',', 'и', 'по', 'до'))
PADDING = 16  # empty pieces behind a sentence, so that rules may look behind its end and (by -1) before its start
EMPTY = Piece('', '', NOTHING)
MEANS, NEEDS = attrgetter('is_'), attrgetter('needs')


@dataclass(slots=True)
class Words:
    """The pieces of one sentence (or several that an abbreviation's full stop tore apart), as columns; `starts` are the
    pieces that mean something, `here` the classes of NEEDED among them, a bit each."""

    tokens: Tokens
    pieces: list[Piece]
    start: list[int]
    stop: list[int]
    token: list[int]
    starts: list[int]
    here: int
    days: dict[int, Any] = field(default_factory=dict)  # what the rule `day` read there: several rules ask for it

    def low(self, i: int) -> str:
        return self.pieces[i].low

    def text(self, i: int) -> str:
        return self.pieces[i].text

    def get(self, i: int, kind: str) -> Any:
        """What piece i means as a `kind`, or None."""
        return self.pieces[i].is_.get(kind)

    def kinds(self, i: int) -> tuple[str, ...]:
        """The classes of piece i, as the rules name where they start. For a number what follows counts, too: a sign
        that touches it (`figures`), a unit (`counted`), an ordinal's ending or a unit (`ranked`), another
        number (`listed`). A unit behind a number is left to the number."""
        is_ = self.pieces[i].is_
        if 'number' in is_:
            behind = self.pieces[i + 1]
            if behind.low in SIGNS and self.stop[i] == self.start[i + 1]:
                return (*is_, 'figures', 'ranked') if 'small' in is_ and behind.low in DASHES else (*is_, 'figures')
            if 'small' in is_ and (behind.low in LISTING or behind.low in DASHES) and 'small' in self.pieces[i + 2].is_:
                return (*is_, 'ranked', 'listed')
            if 'unit' not in behind.is_ or (
                behind.is_['unit'] == 'year' and behind.low != 'лет' and is_['number'] >= MILLENNIUM
            ):
                return tuple(is_)
            return (*is_, 'counted', 'ranked')
        if 'unit' in is_ and 'number' in self.pieces[i - 1].is_:
            return ()
        return tuple(is_)

    def glued(self, i: int) -> bool:
        """Whether nothing stands between pieces i and i + 1."""
        return self.stop[i] == self.start[i + 1]

    def part_of_speech(self, i: int) -> str:
        return self.tokens.pos[self.token[i]] if self.tokens.pos and self.token[i] >= 0 else ''

    def has(self, i: int, feature: str) -> bool:
        """Whether the tagger gave piece i a feature («Case=Gen»)."""
        return bool(self.tokens.feats) and self.token[i] >= 0 and feature in self.tokens.feats[self.token[i]]

    def dash(self, i: int) -> bool:
        return self.pieces[i].low in DASHES

    def titled(self, i: int) -> bool:
        return self.pieces[i].text[:1].isupper()


def words(tokens: Tokens, first: int, last: int) -> Words:
    """The pieces of tokens [first, last). A token that repair shortened keeps its whole span for each piece."""
    texts = tokens.text
    found = list(map(FORMS.__getitem__, texts[first:last]))
    pieces = list(chain.from_iterable(found))
    if len(pieces) == len(found):
        start, stop, token = tokens.start[first:last], tokens.stop[first:last], list(range(first, last))
    else:
        start, stop, token = [], [], []
        for t, of_token in enumerate(found, first):
            at, end = tokens.start[t], tokens.stop[t]
            if len(of_token) == 1:
                token.append(t)
                start.append(at)
                stop.append(end)
                continue
            whole = end - at != len(texts[t])
            for p in of_token:
                token.append(t)
                start.append(at)
                stop.append(end if whole else at + len(p.text))
                at = at if whole else at + len(p.text)
    here = reduce(or_, map(NEEDS, pieces), 0)
    pieces += [EMPTY] * PADDING
    known = compress(count(), map(MEANS, pieces))
    starts = [i for i in known if pieces[i].trigger or pieces[i + 1].bridge]
    return Words(tokens, pieces, start + [-2] * PADDING, stop + [-1] * PADDING, token + [-1] * PADDING, starts, here)


@cache
def torn_at() -> frozenset[str]:
    """Where a full stop is an abbreviation's, and no sentence ends if the next goes on in lower case or figures."""
    return frozenset(form for forms in load('dates')['months'].values() for form in forms[5:]) | frozenset(
        load('dates')['abbreviations']
    )


def hot_stretches(parse: Parse) -> Iterable[tuple[int, int]]:
    """Token ranges worth a look: sentences with a trigger, joined where an abbreviation tore them apart."""
    text, sentences = parse.tokens.text, parse.sentences
    known = HOT
    hot = list(map(known.__getitem__, text))
    i = 0
    while i < len(sentences):
        j = i
        while (
            j + 1 < len(sentences)
            and torn(text, sentences[j].last, sentences[j + 1].last)
            and sentences[j].block == sentences[j + 1].block
        ):
            j += 1
        first, last = sentences[i].first, sentences[j].last
        if True in hot[first:last]:
            check()
            yield first, last
        i = j + 1


def torn(text: Sequence[str], at: int, end: int) -> bool:
    """Whether the sentence end before token `at` is an abbreviation's full stop."""
    return (
        at - 2 >= 0
        and at < end
        and text[at - 1] == '.'
        and fold(text[at - 2]) in torn_at()
        and (text[at][0].islower() or text[at][0].isdecimal() or roman(text[at]) is not None)
    )
