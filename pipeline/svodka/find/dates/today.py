"""Whether «сегодня» is the day of the text or nowadays."""

from __future__ import annotations

from svodka.find.dates.anchor.clause import VERBS, tense_of
from svodka.find.dates.lexicon import cues
from svodka.find.dates.meaning import Tense
from svodka.find.dates.sight import Words
from svodka.lexicons import load
from svodka.model import Tokens

# Verbs that beside «сегодня» tell of this day, not of these times.
NO_TODAY = cues('no_today')
NOW = cues('now')
US = cues('us')
US_TOO = frozenset(('мы', 'я', 'вы'))
TELLING = cues('planning') | cues('scheduling') | frozenset(load('dates')['events'])


def is_today(tokens: Tokens, words: Words, i: int, at: int, first: int, last: int) -> bool:
    """Whether «сегодня» (piece i, token `at`) is the day of the text and not these times: its verb tells of something
    that happened or will happen, or a time of day or «здесь» stands beside it."""
    before, behind = words.low(i - 1), words.low(i + 1)
    if (before in NO_TODAY and not (before == 'и' and behind not in (',', 'и'))) or behind == 'пока':
        return False
    if timed(words, i) or not tokens.pos:
        return True
    verb = governing_verb(tokens, at, first, last)
    if verb is None:
        return before == 'нас' or words.low(i - 2) in ('у', 'к')
    if behind == ',' and words.low(i + 2) == 'когда':
        return False
    return tells_of_a_day(tokens, verb, (before, behind), tense_of(tokens, verb, first, last))


def tells_of_a_day(tokens: Tokens, verb: int, beside: tuple[str, str], tense: Tense | None) -> bool:
    """Whether a verb tells of one day; `beside` are the words before and behind its «сегодня»."""
    feats = tokens.feats[verb]
    if 'VerbForm=Inf' in feats:
        return 'Aspect=Perf' in feats
    if beside[1] == 'уже' and 'Tense=Past' not in feats:
        return False
    if tokens.lemma and tokens.lemma[verb] in TELLING:
        return True
    if tense == 'past':
        return 'Aspect=Imp' not in feats or 'Number=Plur|Person=1' in feats or not US_TOO.isdisjoint(beside)
    return tense == 'future' or ('Person=1' in feats and beside[0] not in ('вами', 'нами', '«'))


def timed(words: Words, i: int) -> bool:
    """Whether what stands beside «сегодня» (piece i) makes it a day: «сегодня вечером», «сегодня в 10», «у нас»."""
    before, behind = words.low(i - 1), words.low(i + 1)
    if behind in NOW | {'тут'} or before in NOW or words.get(i + 1, 'number'):
        return True
    if behind == ',':
        return bool(words.get(i + 2, 'number') or words.get(i + 2, 'weekday'))
    if behind in ('в', 'с', 'до'):
        return words.get(i + 2, 'number') is not None
    return behind == 'у' and words.low(i + 2) in US


def governing_verb(tokens: Tokens, at: int, first: int, last: int) -> int | None:
    """The verb above token `at`, or the nearest in its sentence."""
    step = at
    for _ in range(4):
        step = tokens.head[step]
        if not first <= step < last:
            break
        if tokens.pos[step] in VERBS or 'VerbForm' in tokens.feats[step]:
            return step
    verbs = [
        i
        for i in range(max(first, at - 10), min(last, at + 10))
        if tokens.pos[i] in VERBS or 'Variant=Short' in tokens.feats[i]
    ]
    return min(verbs, key=lambda i: abs(i - at), default=None)
