"""What a sentence says about the time of what it tells: past or future, this day or nowadays."""

from __future__ import annotations

import re
from functools import cache

from pipeline.dates.meaning import Tense
from pipeline.dates.words import Words
from pipeline.lexicon import load
from pipeline.model import Tokens

VERBS = ('VERB', 'AUX')
# A tagger may take «поджидавший» for a finite verb.
PAST_PARTICIPLE = re.compile('вш(?:ий|ая|ее|ие|его|ей|их|им|ими|ую|ему|ем|и)(?:ся)?$')
MOST_STEPS = 12  # up the tree from a date to its verb


@cache
def ahead() -> frozenset[str]:
    return frozenset(load('dates')['ahead'])


@cache
def events() -> frozenset[str]:
    return frozenset(load('dates')['events'])


def tense_of(tokens: Tokens, at: int, first: int, last: int) -> Tense | None:
    """The tense of the nearest verb above token `at` in the tree, or of the nearest in tokens [first, last)."""
    if not tokens.pos:
        return None
    step = at
    for _ in range(MOST_STEPS):
        step = tokens.head[step] if tokens.head else -1
        if not first <= step < last:
            break
        found = tense(tokens, step, first, last)
        if found:
            return found
    verbs = [
        i
        for i in range(max(first, at - REACH), min(last, at + REACH))
        if tokens.pos[i] in VERBS or 'VerbForm' in tokens.feats[i]
    ]
    for i in sorted(verbs, key=lambda i: abs(i - at)):
        if found := tense(tokens, i, first, last):
            return found
    return None


REACH = 40  # tokens to either side in which a verb is looked for


def tense(tokens: Tokens, i: int, first: int, last: int) -> Tense | None:
    """The tense of token i, if it is a verb: «откроют» and «будет открыт» are future, «ожидается» looks ahead."""
    feats = tokens.feats[i]
    if tokens.lemma and tokens.lemma[i] in ahead():
        return 'planned' if 'Tense=Past' in feats or 'VerbForm=Part' in feats else 'future'
    if tokens.pos[i] not in VERBS and 'VerbForm=Part' not in feats and 'Variant=Short' not in feats:
        return None
    if 'VerbForm=Conv' in feats:
        return None
    if tokens.pos[i] == 'VERB' or tokens.pos[i] == 'ADJ':
        for k in range(max(first, i - 4), min(last, i + 4)):
            if tokens.text[k].lower() in ('будет', 'будут', 'будем', 'буду', 'будете', 'будешь') and (
                k == i or tokens.head[k] == i
            ):
                return 'future'
    if 'Tense=Past' in feats or PAST_PARTICIPLE.search(tokens.text[i]):
        return 'past'
    if 'Tense=Fut' in feats or ('Tense=Pres' in feats and 'Aspect=Perf' in feats and 'VerbForm=Fin' in feats):
        return 'future'
    if 'VerbForm=Part' in feats and 'Aspect=Perf' in feats and 'Voice=Pass' in feats:
        return 'past'
    if 'VerbForm=Inf' in feats and 'Aspect=Perf' in feats:
        return None
    return None


def is_today(tokens: Tokens, words: Words, i: int, at: int, first: int, last: int) -> bool:
    """Whether «сегодня» (piece i, token `at`) is the day of the text and not these times: its verb tells of something
    that happened or will happen, or a time of day or «здесь» stands beside it."""
    before, behind = words.low(i - 1), words.low(i + 1)
    if (
        (before in ('на', 'и', 'до', 'от', 'уже', 'к', 'ни') and not (before == 'и' and behind not in (',', 'и')))
        or behind == 'пока'
        or before == '«'
    ):
        return False
    if (
        behind in ('утром', 'днем', 'вечером', 'ночью', 'здесь', 'тут')
        or before in ('утром', 'днем', 'вечером', 'ночью', 'здесь')
        or words.get(i + 1, 'number')
    ):
        return True
    if behind in ('в', 'с', 'до') and words.get(i + 2, 'number') is not None:
        return True
    if words.low(i + 1) == ',' and (words.get(i + 2, 'number') or words.get(i + 2, 'weekday')):
        return True
    if behind == 'у' and words.low(i + 2) in ('нас', 'вас', 'меня'):
        return True
    if not tokens.pos:
        return True
    verb = governing_verb(tokens, at, first, last)
    if verb is None:
        return words.low(i - 1) == 'нас' or words.low(i - 2) in ('у', 'к')
    feats = tokens.feats[verb]
    if behind == ',' and words.low(i + 2) == 'когда':
        return False
    if 'VerbForm=Inf' in feats:
        return 'Aspect=Perf' in feats
    if behind == 'уже' and 'Tense=Past' not in feats:
        return False
    if tokens.lemma and tokens.lemma[verb] in ahead() | events():
        return True
    if tense(tokens, verb, first, last) in ('future', 'planned'):
        return True
    if tense(tokens, verb, first, last) == 'past':
        return (
            'Aspect=Imp' not in feats
            or 'Number=Plur|Person=1' in feats
            or any(w in ('мы', 'я', 'вы') for w in (words.low(i - 1), words.low(i + 1)))
        )
    return 'Person=1' in feats and words.low(i - 1) not in ('вами', 'нами')


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
