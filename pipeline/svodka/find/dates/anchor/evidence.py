"""What a piece of evidence looks at: a date in its sentence.

It is a rule (svodka.find.rule) that says on which side of publication the date lies, or whose year it takes. Its `yes`
are texts of which the last date without its year must have this value on 2025-09-25 by this evidence, its `no` texts of
which it must have the value by another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svodka.find.dates.anchor.clause import BREAKS, Clause, clause_of
from svodka.find.dates.anchor.story import Story
from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match
from svodka.find.dates.meaning import Side
from svodka.find.dates.sight import Words

PASSED_OVER = cues('passed_over')


class Scene:
    """A date in its sentence: pieces of `w`, the tokens [first, last) of the sentence and those `inside` the date, what
    the text has told before, the day of publication."""

    __slots__ = ('_before', '_clause', 'first', 'inside', 'last', 'match', 'published', 'story', 'tokens', 'w')

    def __init__(self, w: Words, match: Match, first: int, last: int, story: Story, published: dt.date | None) -> None:
        self.w, self.match, self.first, self.last = w, match, first, last
        self.story, self.published = story, published
        self.tokens = w.tokens
        self.inside = range(w.token[match.first], w.token[match.last - 1] + 1)
        self._clause: Clause | None = None
        self._before: str | None = None

    @property
    def sentence(self) -> int:
        return self.tokens.sentence[self.inside[0]]

    @property
    def clause(self) -> Clause:
        if self._clause is None:
            self._clause = clause_of(self.tokens, self.inside, self.first, self.last)
        return self._clause

    @property
    def before(self) -> str:
        """The word in front of the date, past «самое», «уже»."""
        if self._before is None:
            i = self.match.first - 1
            while self.w.low(i) in PASSED_OVER:
                i -= 1
            self._before = self.w.low(i)
        return self._before

    def lemma(self, token: int | None) -> str:
        return self.tokens.lemma[token] if token is not None and self.tokens.lemma else ''

    @property
    def verb(self) -> str:
        return self.lemma(self.clause.verb)

    def feats(self, token: int | None) -> str:
        return self.tokens.feats[token] if token is not None else ''


SideOf = Callable[[Scene], 'Side | None']
YearOf = Callable[[Scene], 'dt.date | None']


ACHIEVING = cues('achieving')
PHRASE = 7  # tokens from a date back to the noun that it may belong to


def opened(s: Scene) -> bool:
    """Whether the date is a range «с … по …»."""
    return s.w.low(s.match.first) in ('с', 'со', 'c')


def noun_before(s: Scene, lemmas: frozenset[str]) -> int | None:
    """The token of the nearest of these nouns in front of the date, with no verb and no sign between them."""
    if not s.tokens.pos:
        return None
    at = s.inside[0]
    for i in range(at - 1, max(s.first, at - PHRASE) - 1, -1):
        if s.tokens.pos[i] in ('VERB', 'AUX') or (s.tokens.text[i] in BREAKS and s.tokens.text[i] not in '—–:«»"'):
            return None
        if s.tokens.lemma[i] in lemmas:
            return i
    return None


def achieved(s: Scene) -> bool:
    """Whether the infinitive over the date tells what happened («удалось потушить»), or the date is that of the verb
    in front of it («5 мая мэр поручил проверить»)."""
    c = s.clause
    if c.matrix is None or 'Tense=Past' not in s.feats(c.matrix):
        return False
    return s.lemma(c.matrix) in ACHIEVING or s.inside[0] < c.matrix
